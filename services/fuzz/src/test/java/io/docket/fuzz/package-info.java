/// What the fuzz tests of all packages share, and the one that asks every decoder in turn.
@NullMarked
package io.docket.fuzz;

import org.jspecify.annotations.NullMarked;
