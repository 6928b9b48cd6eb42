package io.docket.lifecycle.decide;

import io.docket.domain.Decision;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// `given(opened(), accept()).when(accept().by(OWNER)).thenRefused(ALREADY_ACCEPTED)`; the product is authorised to
/// S-7 unless told otherwise.
record TicketScenario(@Nullable Ticket state, @Nullable ProductAuthorisation authorisation) {
    static final TicketDecider DECIDER = new TicketDecider(SupervisionScenario.LIFECYCLES);

    static TicketScenario givenNothing() {
        return new TicketScenario(null, authorisation(TicketCalls.HANDLER));
    }

    /// What has happened: every command must be accepted.
    static TicketScenario given(TicketCall... calls) {
        return givenNothing().and(calls);
    }

    TicketScenario and(TicketCall... calls) {
        TicketScenario scenario = this;
        for (TicketCall call : calls) {
            scenario = new TicketScenario(scenario.when(call).state(), authorisation);
        }
        return scenario;
    }

    TicketScenario on(@Nullable Ticket ticket) {
        return new TicketScenario(ticket, authorisation);
    }

    TicketScenario authorisedTo(@Nullable String staff) {
        return new TicketScenario(state, authorisation(staff));
    }

    TicketScenario neverAuthorised() {
        return new TicketScenario(state, null);
    }

    TicketAnswer when(TicketCall call) {
        Instant at =
                state == null ? SupervisionScenario.START : state.updatedAt().plus(call.after());
        Decision<TicketEvent> decision = DECIDER.decide(state, call.command(), at, authorisation);
        return new TicketAnswer(state, call, decision);
    }

    Ticket ticket() {
        return Objects.requireNonNull(state);
    }

    private static ProductAuthorisation authorisation(@Nullable String staff) {
        return new ProductAuthorisation("S-1/P-1", "S-1", "P-1", staff, 5, SupervisionScenario.START);
    }
}
