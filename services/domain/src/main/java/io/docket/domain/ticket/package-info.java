/// Work orders (工单): what a buyer raises and the seller's staff solve.
@NullMarked
package io.docket.domain.ticket;

import org.jspecify.annotations.NullMarked;
