/// What the deciders answer on the compiled tables: domain.md sentence by sentence, state by state, and at random.
@NullMarked
package io.docket.lifecycle.decide;

import org.jspecify.annotations.NullMarked;
