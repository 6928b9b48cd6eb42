package io.docket.store.read;

import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which supervisions; null asks nothing.
///
/// @param openedFrom inclusive
/// @param openedTo exclusive
public record SupervisionFilter(
        @Nullable String sellerId,
        @Nullable String buyerId,
        @Nullable Node node,
        @Nullable RefundState refundState,
        @Nullable CodeState codeState,
        @Nullable GoodsType goodsType,
        @Nullable String productId,
        @Nullable String orderId,
        @Nullable Instant openedFrom,
        @Nullable Instant openedTo) {

    /// Every supervision.
    public static final SupervisionFilter ALL =
            new SupervisionFilter(null, null, null, null, null, null, null, null, null, null);

    public static SupervisionFilter ofSeller(String sellerId) {
        return new SupervisionFilter(sellerId, null, null, null, null, null, null, null, null, null);
    }

    public static SupervisionFilter ofBuyer(String buyerId) {
        return new SupervisionFilter(null, buyerId, null, null, null, null, null, null, null, null);
    }

    void addTo(Conditions conditions) {
        conditions
                .equal("seller_id", sellerId)
                .equal("buyer_id", buyerId)
                .equal("node", node)
                .equal("refund_state", refundState)
                .equal("code_state", codeState)
                .equal("goods_type", goodsType)
                .equal("product_id", productId)
                .equal("order_id", orderId)
                .from("opened_at", openedFrom)
                .before("opened_at", openedTo);
        if (orderId != null) {
            // The key's own index finds an order's lines: they lie between "O-1/" and "O-10", the character after "/".
            conditions.keyWithin("supervision_id", orderId + "/", orderId + "0");
        }
    }
}
