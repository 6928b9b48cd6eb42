package io.docket.store.read;

import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketState;
import org.jspecify.annotations.Nullable;

/// Which tickets; null asks nothing. Deleted ones are in no list.
///
/// @param handler exactly this actor (`staff:S-7`)
public record TicketFilter(
        @Nullable String sellerId,
        @Nullable String buyerId,
        @Nullable TicketState state,
        @Nullable String productId,
        @Nullable Severity severity,
        @Nullable String handler,
        @Nullable String supervisionId) {

    /// Every ticket that is not deleted.
    public static final TicketFilter ALL = new TicketFilter(null, null, null, null, null, null, null);

    public static TicketFilter ofSeller(String sellerId) {
        return new TicketFilter(sellerId, null, null, null, null, null, null);
    }

    public static TicketFilter ofBuyer(String buyerId) {
        return new TicketFilter(null, buyerId, null, null, null, null, null);
    }

    void addTo(Conditions conditions) {
        conditions
                .equal("seller_id", sellerId)
                .equal("buyer_id", buyerId)
                .equal("state", state)
                .equal("product_id", productId)
                .equal("severity", severity)
                .equal("handler", handler)
                .equal("supervision_id", supervisionId);
    }
}
