package io.docket.domain.supervision;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The order line that is supervised, as the platform opened it. Never changes.
///
/// @param paidAmount in `currency`, exact, not negative
/// @param orderedAt null in a command that does not say: then the decision time
/// @param orderType `NEW`, `RENEWAL`, … as sent; a renewal is never supervised
/// @param quantity linear attribute "quantity" (SaaS), as sent
/// @param provisionType 3 opened on purchase, 2 after acceptance; decides nothing
/// @param term null: the code never expires
/// @param trial a trial order cannot be refunded
public record Order(
        String orderId,
        String orderLineId,
        String buyerId,
        String productId,
        @Nullable String productVersion,
        @Nullable String skuCode,
        BigDecimal paidAmount,
        String currency,
        @Nullable Instant orderedAt,
        @Nullable String orderType,
        @Nullable Integer quantity,
        @Nullable Integer provisionType,
        @Nullable Integer chargingMode,
        @Nullable Term term,
        boolean trial) {

    static final String RENEWAL = "RENEWAL";

    Order orderedAt(Instant at) {
        return new Order(
                orderId,
                orderLineId,
                buyerId,
                productId,
                productVersion,
                skuCode,
                paidAmount,
                currency,
                at,
                orderType,
                quantity,
                provisionType,
                chargingMode,
                term,
                trial);
    }
}
