/// What operators see of dead letters and do about them.
@NullMarked
package io.docket.gateway.deadletter;

import org.jspecify.annotations.NullMarked;
