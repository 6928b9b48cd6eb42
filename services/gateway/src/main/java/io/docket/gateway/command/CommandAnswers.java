package io.docket.gateway.command;

import io.docket.contracts.EventData;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.gateway.position.Positions;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.EventJson;
import io.docket.gateway.read.Paths;
import io.docket.gateway.read.States;
import io.docket.store.progress.Decided;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.Outcome;
import io.docket.store.read.OutcomeReads;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// From a command's outcome to its answer. The same outcome gives the same answer, however often it is asked for and
/// whatever has happened since.
public final class CommandAnswers {
    private final OutcomeReads outcomes;
    private final States states;
    private final CodeReveal codes;

    public CommandAnswers(OutcomeReads outcomes, States states, CodeReveal codes) {
        this.outcomes = outcomes;
        this.states = states;
        this.codes = codes;
    }

    /// Kept, but not decided yet, as far as anybody knows here.
    static ResponseEntity<Object> pending(OutgoingCommand command, Coordinates at) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("outcome", "pending")
                .put("commandId", command.id())
                .put("position", at.toString());
        return ResponseEntity.accepted()
                .location(location(command))
                .header(Positions.HEADER, at.toString())
                .body(body);
    }

    /// @param at coordinates that the processor has passed
    /// @param decided what came of the command there, where that is known without asking
    /// @return null: it is not this command that stands there
    @Nullable
    ResponseEntity<Object> answer(OutgoingCommand command, Coordinates at, @Nullable Decided decided) {
        if (decided != null && isOf(command, decided.events().getFirst())) {
            LoggedEvent first = decided.events().getFirst();
            return first.isRefusal()
                    ? refused(at, EventData.readRefusal(first.data()))
                    : applied(command, at, decided.events(), decided.state());
        }
        Outcome outcome = outcomes.at(at, command.subject(), command.id());
        if (outcome == null) {
            return null;
        }
        if (outcome instanceof Outcome.Repeat(Coordinates first)) {
            return answer(command, at, outcomes.at(first), first);
        }
        return answer(command, at, outcome, at);
    }

    private static boolean isOf(OutgoingCommand command, LoggedEvent event) {
        return event.commandId().equals(command.id()) && event.aggregateId().equals(command.subject());
    }

    private ResponseEntity<Object> answer(
            OutgoingCommand command, Coordinates at, @Nullable Outcome outcome, Coordinates decidedAt) {
        return switch (outcome) {
            case Outcome.Applied(List<LoggedEvent> events) -> applied(command, at, events, null);
            case Outcome.Refused(LoggedEvent refusal) -> refused(at, EventData.readRefusal(refusal.data()));
            case Outcome.Mismatch _ -> refused(at, mismatch(command));
            case Outcome.Noted _ -> noted(command, at, decidedAt);
            case Outcome.DeadLettered(String reason, String detail) ->
                throw Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR, "DEAD_LETTERED", reason + " at " + at + ": " + detail);
            case Outcome.Repeat _ -> throw new IllegalStateException("A repeat at " + at + " points to a repeat");
            case null -> throw new IllegalStateException("There is no outcome at " + decidedAt + ", which was passed");
        };
    }

    /// @param known the state that the events left; null: it must be asked for
    private ResponseEntity<Object> applied(
            OutgoingCommand command, Coordinates at, List<LoggedEvent> events, @Nullable Record known) {
        States.Shown state = known != null
                ? States.shown(known)
                : states.asOf(
                        command.type(), command.subject(), events.getLast().sequence());
        ObjectNode body = body(state);
        body.set("events", EventJson.of(events));
        String code = codes.after(command, events);
        if (code != null) {
            body.put("code", code);
        }
        boolean opening = command.commandType().equals("open");
        ResponseEntity.BodyBuilder answer = opening ? ResponseEntity.created(location(command)) : ResponseEntity.ok();
        return answer.eTag("\"" + state.version() + "\"")
                .header(Positions.HEADER, at.toString())
                .body(body);
    }

    private ResponseEntity<Object> noted(OutgoingCommand command, Coordinates at, Coordinates decidedAt) {
        States.Shown state = states.before(command.type(), command.subject(), decidedAt);
        return ResponseEntity.ok()
                .eTag("\"" + state.version() + "\"")
                .header(Positions.HEADER, at.toString())
                .body(body(state));
    }

    private static ObjectNode body(States.Shown state) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("outcome", "applied");
        body.putArray("events");
        body.set("state", state.json());
        return body;
    }

    private static ResponseEntity<Object> refused(Coordinates at, Refusal refusal) {
        var problem = Problem.refused(refusal);
        return ResponseEntity.status(problem.getStatus())
                .header(Positions.HEADER, at.toString())
                .body(problem);
    }

    private static Refusal mismatch(OutgoingCommand command) {
        return Refusal.blind(
                RefusalCode.IDEMPOTENCY_MISMATCH,
                command.commandType(),
                "Expected the same command under the same " + IdempotencyKey.HEADER
                        + ", but the first had other content");
    }

    private static URI location(OutgoingCommand command) {
        AggregateType type = command.type();
        return URI.create(Paths.of(type, command.subject()));
    }
}
