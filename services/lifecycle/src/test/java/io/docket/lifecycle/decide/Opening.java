package io.docket.lifecycle.decide;

import io.docket.domain.Actor;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.Term;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An order in the words of a test: paid with 100.00 CNY, of buyer B-1, unless told otherwise.
record Opening(Flow flow, boolean automatic, Order order) {

    static Opening of(GoodsType goods) {
        Order order = new Order(
                "CS1",
                "1",
                "B-1",
                "P-1",
                null,
                null,
                new BigDecimal("100.00"),
                "CNY",
                null,
                "NEW",
                null,
                null,
                null,
                null,
                false);
        return new Opening(new Flow(goods, Flow.FIRST_VERSION, false, true), false, order);
    }

    Opening reviewed() {
        return new Opening(new Flow(flow.goodsType(), flow.version(), true, flow.receipt()), automatic, order);
    }

    Opening withoutReceipt() {
        return new Opening(new Flow(flow.goodsType(), flow.version(), flow.review(), false), automatic, order);
    }

    Opening ofFlow(Flow other) {
        return new Opening(other, automatic, order);
    }

    Opening issuedAutomatically() {
        return new Opening(flow, true, order);
    }

    Opening trial() {
        return with(order.paidAmount(), order.orderedAt(), order.orderType(), order.term(), true);
    }

    Opening paid(String amount) {
        return with(new BigDecimal(amount), order.orderedAt(), order.orderType(), order.term(), order.trial());
    }

    Opening orderedAt(Instant at) {
        return with(order.paidAmount(), at, order.orderType(), order.term(), order.trial());
    }

    Opening orderType(String type) {
        return with(order.paidAmount(), order.orderedAt(), type, order.term(), order.trial());
    }

    Opening forTerm(Term.PeriodType type, int number) {
        return with(order.paidAmount(), order.orderedAt(), order.orderType(), new Term(type, number), order.trial());
    }

    private Opening with(
            BigDecimal paid, @Nullable Instant orderedAt, @Nullable String type, @Nullable Term term, boolean trial) {
        Order changed = new Order(
                order.orderId(),
                order.orderLineId(),
                order.buyerId(),
                order.productId(),
                order.productVersion(),
                order.skuCode(),
                paid,
                order.currency(),
                orderedAt,
                type,
                order.quantity(),
                order.provisionType(),
                order.chargingMode(),
                term,
                trial);
        return new Opening(flow, automatic, changed);
    }

    /// As the platform sends it.
    SupervisionCall sent() {
        boolean issues = automatic && flow.goodsType() == GoodsType.LICENSE_CODE;
        CodeClaim claim = issues ? new CodeClaim(SupervisionCalls.CODE, true, false) : null;
        return new SupervisionCall(
                new SupervisionCommand.Open(order, flow, automatic, null),
                Actor.parse("platform:ops"),
                SupervisionCalls.SELLER,
                Duration.ZERO,
                null,
                claim);
    }
}
