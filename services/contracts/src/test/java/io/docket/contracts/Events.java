package io.docket.contracts;

import io.docket.domain.SealedCode;
import io.docket.domain.product.ProductEvent;
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
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Events of every type and detail, for tests.
final class Events {
    static final Instant AT = Instant.parse("2026-11-23T09:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2027-11-23T09:00:00Z");

    /// Brought about by the clock only, which sends nothing yet.
    static final Set<String> BY_THE_CLOCK =
            Set.of("code-expired", "release-due", "overdue", "acceptance-lapsed", "sla-warned", "sla-breached");

    private Events() {}

    static Stream<SupervisionEvent> supervision() {
        return Arrays.stream(SupervisionEventType.values())
                .flatMap(type ->
                        details(type).stream().map(detail -> new SupervisionEvent(type, AT, standing(type), detail)));
    }

    /// Some standing; a different one for each type.
    private static Standing standing(SupervisionEventType type) {
        int number = Arrays.asList(SupervisionEventType.values()).indexOf(type);
        return new Standing(
                List.of(Node.values()).get(number % Node.values().length),
                List.of(RefundState.values()).get(number % RefundState.values().length),
                List.of(CodeState.values()).get(number % CodeState.values().length),
                List.of(AppealState.values()).get(number % AppealState.values().length));
    }

    private static List<SupervisionEvent.Detail> details(SupervisionEventType type) {
        return switch (type) {
            case OPENED ->
                List.of(
                        new SupervisionEvent.Opening(fullOrder(), new Flow(GoodsType.LICENSE_CODE, 1, true, false)),
                        new SupervisionEvent.Opening(bareOrder(), new Flow(GoodsType.HARDWARE, 1, false, true)));
            case CODE_ISSUED -> List.of(new SupervisionEvent.Issuing(new SealedCode("PL••••••7F3A", "", "", ""), true));
            case CODE_RECEIVED -> List.of(new SupervisionEvent.Receiving(true), new SupervisionEvent.Receiving(false));
            case CODE_ACTIVATED ->
                List.of(new SupervisionEvent.TermSet(AT, LATER), new SupervisionEvent.TermSet(AT, null));
            case CODE_RENEWED -> List.of(new SupervisionEvent.TermSet(AT, LATER));
            case REFUND_REQUESTED -> List.of(new SupervisionEvent.RefundOf(new BigDecimal("10.50"), "CNY"));
            case REFUND_REJECTED ->
                List.of(
                        SupervisionEvent.Detail.NONE,
                        new SupervisionEvent.Because("APPEAL"),
                        new SupervisionEvent.Because("INVOICE_REQUESTED"));
            case REFUND_SETTLED -> List.of(SupervisionEvent.Detail.NONE, new SupervisionEvent.Because("APPEAL"));
            default -> List.of(SupervisionEvent.Detail.NONE); // the others have none
        };
    }

    static Order fullOrder() {
        return new Order(
                "CS-1",
                "CS-1-000001",
                "B-1",
                "P-1",
                "v3",
                "K-1",
                new BigDecimal("1280.00"),
                "CNY",
                AT,
                "NEW",
                5,
                3,
                1,
                new Term(Term.PeriodType.YEAR, 2),
                true);
    }

    private static Order bareOrder() {
        return new Order(
                "CS-1",
                "CS-1-000001",
                "B-1",
                "P-1",
                null,
                null,
                BigDecimal.ZERO,
                "CNY",
                AT,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    static Stream<TicketEvent> ticket() {
        return Arrays.stream(TicketEventType.values())
                .flatMap(type -> details(type).stream()
                        .flatMap(detail -> Stream.of(
                                new TicketEvent(type, AT, state(type), "staff:S-7", 7L, detail),
                                new TicketEvent(type, AT, state(type), null, null, detail))));
    }

    private static TicketState state(TicketEventType type) {
        int number = Arrays.asList(TicketEventType.values()).indexOf(type);
        return List.of(TicketState.values()).get(number % TicketState.values().length);
    }

    private static List<TicketEvent.Detail> details(TicketEventType type) {
        return switch (type) {
            case OPENED ->
                List.of(
                        new TicketEvent.Opening("B-1", "P-1", "ACTIVATION", Severity.HIGH, "Help", "CS-1/CS-1-000001"),
                        new TicketEvent.Opening("B-1", "P-1", "ACTIVATION", Severity.LOW, null, null));
            case REPLIED -> List.of(new TicketEvent.Reply(true), new TicketEvent.Reply(false));
            case TRANSFERRED -> List.of(TicketEvent.Detail.NONE, new TicketEvent.Suggestion("staff:S-8"));
            case RATED -> List.of(new TicketEvent.Rated(4));
            default -> List.of(TicketEvent.Detail.NONE); // the others have none
        };
    }

    static Stream<ProductEvent> product() {
        return Stream.of(
                new ProductEvent(ProductEvent.Type.PRODUCT_AUTHORISED, AT, "staff:S-7", null),
                new ProductEvent(ProductEvent.Type.PRODUCT_AUTHORISED, AT, "staff:S-8", "staff:S-7"),
                new ProductEvent(ProductEvent.Type.PRODUCT_REVOKED, AT, null, "staff:S-8"));
    }
}
