/// Deliberately broken builds, and that the checks catch each of them.
@NullMarked
package io.docket.proof.mutant;

import org.jspecify.annotations.NullMarked;
