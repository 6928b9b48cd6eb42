package io.docket.contracts;

import io.docket.domain.SealedCode;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.domain.supervision.Term;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A supervision's events as data, and back.
final class SupervisionEventData {
    private static final Map<String, Node> NODES = Choices.upperCase(Node.values());
    private static final Map<String, RefundState> REFUND_STATES = Choices.upperCase(RefundState.values());
    private static final Map<String, CodeState> CODE_STATES = Choices.upperCase(CodeState.values());
    private static final Map<String, AppealState> APPEAL_STATES = Choices.upperCase(AppealState.values());
    private static final Map<String, GoodsType> GOODS_TYPES = Choices.upperCase(GoodsType.values());
    private static final Map<String, Term.PeriodType> PERIOD_TYPES = Choices.lowerCase(Term.PeriodType.values());
    /// Tells a reason that Docket gives from one that somebody wrote.
    private static final String DERIVED = "derived";

    private SupervisionEventData() {}

    static String write(SupervisionEvent event, @Nullable ObjectNode commandData) {
        Standing to = event.to();
        DataWriter data = DataWriter.overWithoutCode(commandData)
                .set("node", to.node())
                .set("refundState", to.refund())
                .set("codeState", to.code())
                .set("appealState", to.appeal());
        if (event.type() == SupervisionEventType.REFUND_REJECTED
                || event.type() == SupervisionEventType.REFUND_SETTLED) {
            data.set(DERIVED, event.detail() instanceof SupervisionEvent.Because);
        }
        // Only the clock's events say so; a buyer's reminder does not, whatever it was sent with.
        data.set(DeadlineData.BY, (String) null);
        switch (event.detail()) {
            case SupervisionEvent.None() -> {}
            case SupervisionEvent.Opening(Order order, Flow flow) -> writeOpening(data, order, flow);
            case SupervisionEvent.Issuing(SealedCode code, boolean generated) ->
                data.set("codeMasked", code.masked()).set("generated", generated);
            case SupervisionEvent.Receiving(boolean deemed) -> data.set("deemed", deemed);
            case SupervisionEvent.TermSet(Instant effectiveAt, Instant expiresAt) ->
                data.set("effectiveAt", effectiveAt).set("expiresAt", expiresAt);
            case SupervisionEvent.RefundOf(var amount, String currency) ->
                data.set("amount", amount).set("currency", currency);
            case SupervisionEvent.Because(String reason) -> data.set("reason", reason);
            case SupervisionEvent.Elapsed(DeadlineKind kind, Instant dueAt) ->
                DeadlineData.writeElapsed(data, kind, dueAt);
        }
        DeadlineData.write(data, event.deadlines());
        return data.json();
    }

    private static void writeOpening(DataWriter data, Order order, Flow flow) {
        Term term = order.term();
        data.set("orderId", order.orderId())
                .set("orderLineId", order.orderLineId())
                .set("buyerId", order.buyerId())
                .set("productId", order.productId())
                .set("productVersion", order.productVersion())
                .set("skuCode", order.skuCode())
                .set("paidAmount", order.paidAmount())
                .set("currency", order.currency())
                .set("orderedAt", order.orderedAt())
                .set("orderType", order.orderType())
                .set("quantity", order.quantity())
                .set("provisionType", order.provisionType())
                .set("chargingMode", order.chargingMode())
                .set("periodType", term == null ? null : term.type().name().toLowerCase(Locale.ROOT))
                .set("periodNumber", term == null ? null : (Integer) term.number())
                .set("trial", order.trial())
                .set("goodsType", flow.goodsType())
                .set("flowVersion", (Integer) flow.version())
                .set("reviewRequired", flow.review())
                .set("receiptRequired", flow.receipt());
    }

    static SupervisionEvent read(String eventType, Instant at, String json) {
        SupervisionEventType type = SupervisionEventType.ofWire(eventType);
        if (type == null) {
            throw new IllegalArgumentException("Expected an event of a supervision, but it is " + eventType);
        }
        DataReader data = new DataReader(json);
        Standing to = new Standing(
                data.choice("node", NODES),
                data.choice("refundState", REFUND_STATES),
                data.choice("codeState", CODE_STATES),
                data.choice("appealState", APPEAL_STATES));
        return new SupervisionEvent(type, at, to, detail(type, data), DeadlineData.read(data));
    }

    private static SupervisionEvent.Detail detail(SupervisionEventType type, DataReader data) {
        return switch (type) {
            case OPENED -> opening(data);
            case CODE_ISSUED ->
                new SupervisionEvent.Issuing(
                        new SealedCode(data.text("codeMasked"), "", "", ""), data.flag("generated"));
            case CODE_RECEIVED -> new SupervisionEvent.Receiving(data.flag("deemed"));
            case CODE_ACTIVATED, CODE_RENEWED ->
                new SupervisionEvent.TermSet(data.optionalTime("effectiveAt"), data.optionalTime("expiresAt"));
            case REFUND_REQUESTED -> new SupervisionEvent.RefundOf(data.money("amount"), data.text("currency"));
            case REFUND_REJECTED, REFUND_SETTLED ->
                data.flag(DERIVED) ? new SupervisionEvent.Because(data.text("reason")) : SupervisionEvent.Detail.NONE;
            case REQUIREMENT_SUBMITTED,
                    REQUIREMENT_CONFIRMED,
                    REQUIREMENT_DECLINED,
                    IDENTIFIER_SUBMITTED,
                    DELIVERY_CONFIRMED,
                    COURIER_SIGNED,
                    CODE_REVEALED,
                    PROOF_UPLOADED,
                    REVIEW_PASSED,
                    REVIEW_FAILED,
                    DELIVERY_ACCEPTED,
                    DELIVERY_REJECTED,
                    INVOICE_REQUESTED,
                    COMPLETED,
                    REFUND_WITHDRAWN,
                    REFUND_APPROVED,
                    RETURN_SHIPPED,
                    RETURN_ACCEPTED,
                    RETURN_REJECTED,
                    CODE_FROZEN,
                    CODE_UNFROZEN,
                    CODE_RELEASED,
                    HEARTBEAT_RECORDED,
                    USAGE_RECORDED,
                    APPEAL_OPENED,
                    APPEAL_RESOLVED -> SupervisionEvent.Detail.NONE;
            case REMINDED, CODE_EXPIRED, RELEASE_DUE, OVERDUE -> {
                DeadlineData.Fired fired = DeadlineData.readElapsed(data);
                yield fired == null
                        ? SupervisionEvent.Detail.NONE
                        : new SupervisionEvent.Elapsed(fired.kind(), fired.dueAt());
            }
        };
    }

    private static SupervisionEvent.Opening opening(DataReader data) {
        Term term = data.has("periodType")
                ? new Term(data.choice("periodType", PERIOD_TYPES), data.integer("periodNumber"))
                : null;
        Order order = new Order(
                data.text("orderId"),
                data.text("orderLineId"),
                data.text("buyerId"),
                data.text("productId"),
                data.optionalText("productVersion"),
                data.optionalText("skuCode"),
                data.money("paidAmount"),
                data.text("currency"),
                data.optionalTime("orderedAt"),
                data.optionalText("orderType"),
                data.optionalInt("quantity"),
                data.optionalInt("provisionType"),
                data.optionalInt("chargingMode"),
                term,
                data.flag("trial"));
        Flow flow = new Flow(
                data.choice("goodsType", GOODS_TYPES),
                data.integer("flowVersion"),
                data.flag("reviewRequired"),
                data.flag("receiptRequired"));
        return new SupervisionEvent.Opening(order, flow);
    }
}
