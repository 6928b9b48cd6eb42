package io.docket.contracts;

import io.docket.domain.SealedCode;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.calendar.WorkingPeriod;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.seller.VerificationState;
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
import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Sla;
import io.docket.domain.ticket.SlaPolicy;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketState;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Events of every type and detail, for tests.
final class Events {
    static final Instant AT = Instant.parse("2026-11-23T09:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2027-11-23T09:00:00Z");

    /// Something is pending, something stands still.
    private static final Deadlines DEADLINES = new Deadlines(
            Map.of(DeadlineKind.APPEAL, LATER), Map.of(DeadlineKind.HARDWARE_ACCEPTANCE, Duration.ofDays(3)));

    private Events() {}

    static Stream<SupervisionEvent> supervision() {
        return Arrays.stream(SupervisionEventType.values())
                .flatMap(type -> details(type).stream()
                        .flatMap(detail -> Stream.of(
                                new SupervisionEvent(type, AT, standing(type), detail),
                                new SupervisionEvent(type, AT, standing(type), detail, Deadlines.NONE),
                                new SupervisionEvent(type, AT, standing(type), detail, DEADLINES))));
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
            case REMINDED ->
                List.of(
                        SupervisionEvent.Detail.NONE,
                        new SupervisionEvent.Elapsed(DeadlineKind.SUPERVISION_REMINDER, AT));
            case CODE_EXPIRED -> List.of(new SupervisionEvent.Elapsed(DeadlineKind.CODE_EXPIRY, AT));
            case RELEASE_DUE -> List.of(new SupervisionEvent.Elapsed(DeadlineKind.FREEZE_GRACE, AT));
            case OVERDUE ->
                List.of(
                        new SupervisionEvent.Elapsed(DeadlineKind.APPEAL, AT),
                        new SupervisionEvent.Elapsed(DeadlineKind.REFUND_SETTLEMENT, AT));
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
                                new TicketEvent(
                                        type, AT, state(type), "staff:S-7", null, detail, promised(), DEADLINES, 3L),
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
            case CONFIRMED ->
                List.of(TicketEvent.Detail.NONE, new TicketEvent.Elapsed(DeadlineKind.SOLUTION_UNCONFIRMED, AT));
            case ACCEPTANCE_LAPSED -> List.of(new TicketEvent.Elapsed(DeadlineKind.ACCEPTANCE_LAPSED, AT));
            case SLA_WARNED -> List.of(new TicketEvent.Elapsed(DeadlineKind.FIRST_RESPONSE, AT));
            case SLA_BREACHED -> List.of(new TicketEvent.Elapsed(DeadlineKind.RESOLUTION, AT));
            default -> List.of(TicketEvent.Detail.NONE); // the others have none
        };
    }

    private static Sla promised() {
        return new Sla(
                new Promise(Duration.ofHours(4), Duration.ofHours(-1), null, AT, true, true, true),
                new Promise(Duration.ofHours(16), Duration.ofHours(15), AT, LATER, false, false, false));
    }

    static Stream<SellerEvent> seller() {
        WorkingCalendar calendar = new WorkingCalendar(
                ZoneId.of("Europe/Berlin"),
                Map.of(DayOfWeek.MONDAY, List.of(WorkingPeriod.of(9, 0, 12, 0), WorkingPeriod.of(13, 0, 24, 0))),
                Set.of(LocalDate.parse("2026-12-25")),
                Map.of(LocalDate.parse("2026-12-26"), List.of(WorkingPeriod.of(9, 30, 12, 0))));
        SlaPolicy policy = new SlaPolicy(Duration.ofMinutes(90), Duration.ofHours(16));
        return Stream.of(SellerEvent.Type.values())
                .map(type -> new SellerEvent(
                        type,
                        AT,
                        type == SellerEvent.Type.VERIFICATION_FAILED
                                ? VerificationState.LOCKED
                                : VerificationState.UNVERIFIED,
                        type == SellerEvent.Type.VERIFICATION_FAILED ? 3 : 0,
                        switch (type) {
                            case SLA_POLICY_SET -> new SellerEvent.PolicyOf(Severity.HIGH, policy);
                            case SLA_POLICY_REMOVED -> new SellerEvent.NoPolicyOf(Severity.HIGH);
                            case CALENDAR_SET -> new SellerEvent.CalendarIs(calendar);
                            case CALENDAR_RESET, VERIFICATION_PASSED, VERIFICATION_FAILED, VERIFICATION_UNLOCKED ->
                                SellerEvent.Detail.NONE;
                        }));
    }

    static Stream<ProductEvent> product() {
        return Stream.of(
                new ProductEvent(ProductEvent.Type.PRODUCT_AUTHORISED, AT, "staff:S-7", null),
                new ProductEvent(ProductEvent.Type.PRODUCT_AUTHORISED, AT, "staff:S-8", "staff:S-7"),
                new ProductEvent(ProductEvent.Type.PRODUCT_REVOKED, AT, null, "staff:S-8"));
    }
}
