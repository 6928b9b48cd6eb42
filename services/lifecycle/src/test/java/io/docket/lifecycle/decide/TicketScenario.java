package io.docket.lifecycle.decide;

import io.docket.domain.Decision;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.ticket.SlaPolicy;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `given(opened(), accept()).when(accept().by(OWNER)).thenRefused(ALREADY_ACCEPTED)`; the product is authorised to
/// S-7 unless told otherwise.
record TicketScenario(@Nullable Ticket state, TicketTerms terms) {
    static final TicketDecider DECIDER = new TicketDecider(SupervisionScenario.LIFECYCLES);

    static TicketScenario givenNothing() {
        return new TicketScenario(null, TicketTerms.of(authorisation(TicketCalls.HANDLER)));
    }

    /// What has happened: every command must be accepted.
    static TicketScenario given(TicketCall... calls) {
        return givenNothing().and(calls);
    }

    TicketScenario and(TicketCall... calls) {
        TicketScenario scenario = this;
        for (TicketCall call : calls) {
            scenario = new TicketScenario(scenario.when(call).state(), terms);
        }
        return scenario;
    }

    TicketScenario on(@Nullable Ticket ticket) {
        return new TicketScenario(ticket, terms);
    }

    TicketScenario authorisedTo(@Nullable String staff) {
        return authorised(authorisation(staff));
    }

    TicketScenario neverAuthorised() {
        return authorised(null);
    }

    private TicketScenario authorised(@Nullable ProductAuthorisation authorisation) {
        return new TicketScenario(
                state, new TicketTerms(authorisation, terms.policy(), terms.calendar(), terms.sellerVersion()));
    }

    /// The seller promises so much working time by that calendar.
    TicketScenario promising(Duration firstResponse, Duration resolution, WorkingCalendar calendar) {
        return new TicketScenario(
                state,
                new TicketTerms(
                        terms.authorisation(),
                        new SlaPolicy(firstResponse, resolution),
                        calendar,
                        terms.sellerVersion() + 1));
    }

    /// What happened at that time, and was accepted.
    TicketScenario at(Instant time, TicketCall call) {
        return new TicketScenario(whenAt(time, call).state(), terms);
    }

    TicketAnswer whenAt(Instant time, TicketCall call) {
        return new TicketAnswer(state, call, DECIDER.decide(state, call.command(), time, terms));
    }

    TicketAnswer when(TicketCall call) {
        Instant at =
                state == null ? SupervisionScenario.START : state.updatedAt().plus(call.after());
        Decision<TicketEvent> decision = DECIDER.decide(state, call.command(), at, terms);
        return new TicketAnswer(state, call, decision);
    }

    static Ticket withDeadline(Ticket ticket, DeadlineKind kind, Instant dueAt) {
        return new Ticket(
                ticket.id(),
                ticket.sellerId(),
                ticket.subject(),
                ticket.state(),
                ticket.handler(),
                ticket.suggested(),
                ticket.milestones(),
                ticket.urgedAt(),
                ticket.rating(),
                ticket.sla(),
                ticket.deadlines().set(kind, dueAt),
                ticket.version(),
                ticket.updatedAt());
    }

    Ticket ticket() {
        return Objects.requireNonNull(state);
    }

    private static ProductAuthorisation authorisation(@Nullable String staff) {
        return new ProductAuthorisation("S-1/P-1", "S-1", "P-1", staff, 5, SupervisionScenario.START);
    }
}
