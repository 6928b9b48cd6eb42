/// What goes wrong, on purpose.
@NullMarked
package io.docket.proof.nemesis;

import org.jspecify.annotations.NullMarked;
