package io.docket.contracts;

import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Ticket;
import java.time.Instant;
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

    /// The promises' columns (`…DueAt`, `…Breached`) are null: a ticket's state knows no policy.
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
                .putNull("firstResponseDueAt")
                .putNull("resolutionDueAt")
                .putNull("firstResponseBreached")
                .putNull("resolutionBreached")
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

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
