/// Projections as a whole: the log read aggregate by aggregate, the live rows beside it, and the tables of a rebuild.
@NullMarked
package io.docket.store.projection;

import org.jspecify.annotations.NullMarked;
