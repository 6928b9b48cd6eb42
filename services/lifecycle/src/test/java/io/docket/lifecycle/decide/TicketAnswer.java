package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Decision;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketEventType;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a command to a ticket was answered: always one event, or a refusal that says *Expected …, but …*.
record TicketAnswer(@Nullable Ticket before, TicketCall call, Decision<TicketEvent> decision) {

    TicketAnswer then(TicketEventType type) {
        assertThat(event().type()).isEqualTo(type);
        state();
        return this;
    }

    boolean isAccepted() {
        return decision instanceof Decision.Accepted;
    }

    boolean isRefusedWith(RefusalCode code) {
        return decision instanceof Decision.Refused<TicketEvent> refused
                && refused.refusal().code() == code;
    }

    /// Refused to one who knows the ticket: at its version, naming its state.
    TicketAnswer thenRefused(RefusalCode code) {
        Decision.Refused<TicketEvent> refused = refused(code);
        Ticket known = Objects.requireNonNull(before);
        assertThat(refused.sequence()).isEqualTo(known.version());
        assertThat(refused.refusal().state()).isEqualTo(known.state().name());
        return this;
    }

    /// Refused to one to whom there is no such ticket: sequence 0, no state.
    TicketAnswer thenRefusedBlindly(RefusalCode code) {
        Decision.Refused<TicketEvent> refused = refused(code);
        assertThat(refused.sequence()).isZero();
        assertThat(refused.refusal().state()).isNull();
        return this;
    }

    TicketAnswer naming(String part) {
        assertThat(refusal().message()).contains(part);
        return this;
    }

    TicketAnswer at(TicketState state) {
        assertThat(state().state()).isEqualTo(state);
        return this;
    }

    TicketAnswer handledBy(@Nullable String handler) {
        assertThat(state().handler()).isEqualTo(handler);
        return this;
    }

    TicketAnswer suggestedTo(@Nullable String staff) {
        assertThat(state().suggested()).isEqualTo(staff);
        return this;
    }

    TicketAnswer judgedByAuthorisation(@Nullable Long version) {
        assertThat(event().authorisationVersion()).isEqualTo(version);
        return this;
    }

    TicketEvent event() {
        if (decision instanceof Decision.Accepted<TicketEvent> accepted) {
            assertThat(accepted.events()).hasSize(1);
            return accepted.events().getFirst();
        }
        throw new AssertionError(call.data().type() + " was not accepted: " + decision);
    }

    Refusal refusal() {
        if (decision instanceof Decision.Refused<TicketEvent> refused) {
            return refused.refusal();
        }
        throw new AssertionError(call.data().type() + " was not refused: " + decision);
    }

    /// The state after the event.
    Ticket state() {
        Ticket after = TicketFold.apply(before, TicketCall.ID, "S-1", event());
        assertThat(after.version()).isEqualTo(before == null ? 1 : before.version() + 1);
        assertThat(after.state()).isEqualTo(event().state());
        assertThat(after.handler()).isEqualTo(event().handler());
        return after;
    }

    private Decision.Refused<TicketEvent> refused(RefusalCode code) {
        Refusal refusal = refusal();
        assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
        assertThat(refusal.command()).isEqualTo(call.data().type().wire());
        assertThat(refusal.message()).matches("Expected .+, but .+");
        return (Decision.Refused<TicketEvent>) decision;
    }
}
