package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.deadline.Deadlines;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Sla;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// States as HTTP shows them: the report views' columns in camelCase (architecture.md §6.4).
class StateJsonTest {

    @Test
    void a_supervision_shows_the_report_views_columns() {
        Supervision supervision = new Supervision(
                Message.SUPERVISION_ID,
                "S-1",
                Events.fullOrder(),
                new Flow(GoodsType.LICENSE_CODE, 1, true, true),
                new Standing(Node.AWAITING_ACTIVATION, RefundState.NONE, CodeState.RECEIVED, AppealState.NONE),
                new Supervision.Code("PL••••••7F3A", "THEHASH", null, null, null, null),
                new Supervision.Milestones(Events.AT, Events.AT, Events.AT, Events.AT, null, null, null),
                Supervision.Marks.NONE,
                Deadlines.NONE,
                4,
                Events.AT);

        var json = StateJson.supervision(supervision);

        assertThat(json.propertyNames())
                .containsExactly(
                        "supervisionId",
                        "orderId",
                        "orderLineId",
                        "sellerId",
                        "buyerId",
                        "productId",
                        "productVersion",
                        "skuCode",
                        "goodsType",
                        "flowVersion",
                        "node",
                        "refundState",
                        "codeState",
                        "appealState",
                        "refundable",
                        "codeMasked",
                        "paidAmount",
                        "currency",
                        "quantity",
                        "provisionType",
                        "chargingMode",
                        "trial",
                        "codeExpiresAt",
                        "openedAt",
                        "issuedAt",
                        "deliveredAt",
                        "receivedAt",
                        "activatedAt",
                        "completedAt",
                        "refundedAt",
                        "updatedAt",
                        "version");
        assertThat(json.toString())
                .contains("\"refundable\":false", "\"paidAmount\":\"1280.00\"", "\"activatedAt\":null", "\"version\":4")
                .doesNotContain("THEHASH");
    }

    @Test
    void a_ticket_shows_the_report_views_columns_and_whom_the_owner_suggests() {
        Ticket ticket = new Ticket(
                "T-1",
                "S-1",
                new Ticket.Subject("B-1", "P-1", "ACTIVATION", Severity.HIGH, "Help", null),
                TicketState.AWAITING_FEEDBACK,
                "staff:S-7",
                null,
                new Ticket.Milestones(Events.AT, Events.AT, null, null, null),
                null,
                null,
                new Sla(
                        new Promise(Duration.ofHours(4), Duration.ofHours(-1), null, Events.AT, true, true, true),
                        null),
                Deadlines.NONE,
                2,
                Events.AT);

        var json = StateJson.ticket(ticket);

        assertThat(json.propertyNames())
                .containsExactly(
                        "ticketId",
                        "sellerId",
                        "buyerId",
                        "productId",
                        "supervisionId",
                        "category",
                        "severity",
                        "title",
                        "state",
                        "stateCode",
                        "handler",
                        "suggested",
                        "openedAt",
                        "acceptedAt",
                        "firstResponseAt",
                        "solvedAt",
                        "completedAt",
                        "firstResponseDueAt",
                        "resolutionDueAt",
                        "firstResponseBreached",
                        "resolutionBreached",
                        "firstResponseLeft",
                        "resolutionLeft",
                        "rating",
                        "updatedAt",
                        "version");
        assertThat(json.toString())
                .contains(
                        "\"stateCode\":17",
                        "\"handler\":\"staff:S-7\"",
                        "\"rating\":null",
                        "\"firstResponseBreached\":true",
                        "\"firstResponseLeft\":\"PT-1H\"",
                        "\"resolutionBreached\":null");
    }

    @Test
    void a_product_shows_to_whom_it_is_authorised() {
        var json = StateJson.product(new ProductAuthorisation("S-1/P-1", "S-1", "P-1", null, 2, Events.AT));

        assertThat(json.toString())
                .isEqualTo("{\"id\":\"S-1/P-1\",\"sellerId\":\"S-1\",\"productId\":\"P-1\",\"authorisedTo\":null,"
                        + "\"updatedAt\":\"2026-11-23T09:00:00.123456Z\",\"version\":2}");
    }
}
