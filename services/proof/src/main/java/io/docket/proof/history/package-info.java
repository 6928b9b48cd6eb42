/// What clients do to Docket, and all that they know of it afterwards.
@NullMarked
package io.docket.proof.history;

import org.jspecify.annotations.NullMarked;
