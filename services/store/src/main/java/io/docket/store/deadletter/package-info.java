/// What operators did about dead letters.
@NullMarked
package io.docket.store.deadletter;

import org.jspecify.annotations.NullMarked;
