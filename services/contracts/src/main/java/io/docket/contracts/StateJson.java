package io.docket.contracts;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.seller.Seller;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A state as HTTP shows it: the report view's columns in camelCase (architecture.md §6.4, §6.5). Every column is
/// there,
/// with null where there is nothing.
public final class StateJson {
    private StateJson() {}

    public static ObjectNode supervision(Supervision supervision) {
        Order order = supervision.order();
        var standing = supervision.standing();
        var reached = supervision.milestones();
        return JsonText.object()
                .put("supervisionId", supervision.id())
                .put("orderId", order.orderId())
                .put("orderLineId", order.orderLineId())
                .put("sellerId", supervision.sellerId())
                .put("buyerId", order.buyerId())
                .put("productId", order.productId())
                .put("productVersion", order.productVersion())
                .put("skuCode", order.skuCode())
                .put("goodsType", supervision.flow().goodsType().name())
                .put("flowVersion", supervision.flow().version())
                .put("node", standing.node().name())
                .put("refundState", standing.refund().name())
                .put("codeState", standing.code().name())
                .put("appealState", standing.appeal().name())
                .put("refundable", supervision.refundable())
                .put("codeMasked", supervision.code().masked())
                .put("paidAmount", order.paidAmount().toPlainString())
                .put("currency", order.currency())
                .put("quantity", order.quantity())
                .put("provisionType", order.provisionType())
                .put("chargingMode", order.chargingMode())
                .put("trial", order.trial())
                .put("codeExpiresAt", text(supervision.code().expiresAt()))
                .put("openedAt", reached.openedAt().toString())
                .put("issuedAt", text(reached.issuedAt()))
                .put("deliveredAt", text(reached.deliveredAt()))
                .put("receivedAt", text(reached.receivedAt()))
                .put("activatedAt", text(reached.activatedAt()))
                .put("completedAt", text(reached.completedAt()))
                .put("refundedAt", text(reached.refundedAt()))
                .put("updatedAt", supervision.updatedAt().toString())
                .put("version", supervision.version());
    }

    /// The promises' columns are null where nothing was promised; `…DueAt` while the clock stands still; `…Breached`
    /// while
    /// that is open; `…Left`, working time that was left at the end or, negative, that was exceeded, until then.
    public static ObjectNode ticket(Ticket ticket) {
        var subject = ticket.subject();
        var reached = ticket.milestones();
        return JsonText.object()
                .put("ticketId", ticket.id())
                .put("sellerId", ticket.sellerId())
                .put("buyerId", subject.buyerId())
                .put("productId", subject.productId())
                .put("supervisionId", subject.supervisionId())
                .put("category", subject.category())
                .put("severity", subject.severity().name())
                .put("title", subject.title())
                .put("state", ticket.state().name())
                .put("stateCode", ticket.state().code())
                .put("handler", ticket.handler())
                .put("suggested", ticket.suggested())
                .put("openedAt", reached.openedAt().toString())
                .put("acceptedAt", text(reached.acceptedAt()))
                .put("firstResponseAt", text(reached.firstResponseAt()))
                .put("solvedAt", text(reached.solvedAt()))
                .put("completedAt", text(reached.completedAt()))
                .put("firstResponseDueAt", text(dueAt(ticket.sla().firstResponse())))
                .put("resolutionDueAt", text(dueAt(ticket.sla().resolution())))
                .put("firstResponseBreached", result(ticket.sla().firstResponse()))
                .put("resolutionBreached", result(ticket.sla().resolution()))
                .put("firstResponseLeft", text(left(ticket.sla().firstResponse())))
                .put("resolutionLeft", text(left(ticket.sla().resolution())))
                .put("rating", ticket.rating())
                .put("updatedAt", ticket.updatedAt().toString())
                .put("version", ticket.version());
    }

    public static ObjectNode product(ProductAuthorisation product) {
        return JsonText.object()
                .put("id", product.id())
                .put("sellerId", product.sellerId())
                .put("productId", product.productId())
                .put("authorisedTo", product.authorisedTo())
                .put("updatedAt", product.updatedAt().toString())
                .put("version", product.version());
    }

    public static ObjectNode seller(Seller seller) {
        ObjectNode json = JsonText.object()
                .put("sellerId", seller.id())
                .put("verification", seller.verification().name())
                .put("verificationFailures", seller.failures());
        ObjectNode policies = json.putObject("slaPolicies");
        seller.policies().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(policy -> policies.putObject(policy.getKey().name())
                        .put("firstResponse", policy.getValue().firstResponse().toString())
                        .put("resolution", policy.getValue().resolution().toString()));
        WorkingCalendar calendar = seller.calendar();
        if (calendar == null) {
            json.putNull("calendar");
        } else {
            CalendarData.write(json.putObject("calendar"), calendar);
        }
        return json.put(
                        "updatedAt",
                        seller.version() == 0 ? null : seller.updatedAt().toString())
                .put("version", seller.version());
    }

    private static @Nullable Boolean result(@Nullable Promise promise) {
        return promise == null ? null : promise.result();
    }

    private static @Nullable Instant dueAt(@Nullable Promise promise) {
        return promise == null ? null : promise.dueAt();
    }

    private static @Nullable Duration left(@Nullable Promise promise) {
        return promise != null && promise.ended() ? promise.left() : null;
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
