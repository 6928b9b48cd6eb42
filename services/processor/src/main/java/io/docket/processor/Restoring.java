package io.docket.processor;

import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.AggregateType;
import java.time.Instant;
import java.util.List;

/// The outcome of a command as the events topic has it, where it has one, and nothing else where it should have one.
final class Restoring {
    private Restoring() {}

    /// @param published its events, in order
    static Verdict take(Desk desk, Incoming incoming, IncomingCommand command, List<OutgoingEvent> published) {
        requireFit(incoming, command, published);
        if (mayBeCutOff(incoming, command, published)) {
            return completed(desk, incoming, command, published);
        }
        try {
            return desk.take(command, published);
        } catch (RuntimeException e) {
            throw new Diverged(incoming.at(), "what the events topic has cannot be folded: " + e.getMessage(), e);
        }
    }

    /// Of another command there is no telling what it would come to; so its events belong to this one.
    private static void requireFit(Incoming incoming, IncomingCommand command, List<OutgoingEvent> published) {
        for (int index = 0; index < published.size(); index++) {
            OutgoingEvent event = published.get(index);
            if (event.index() != index) {
                throw new Diverged(incoming.at(), "the events topic lacks " + incoming.at() + "/" + index);
            }
            boolean fits = event.aggregateId().equals(command.command().aggregateId())
                    && event.commandId().equals(command.command().id())
                    && event.actor().equals(command.command().actor().text())
                    && event.sellerId().equals(command.command().sellerId());
            if (!fits) {
                throw new Diverged(
                        incoming.at(),
                        "the events topic has " + event.eventType() + " of command " + event.commandId() + " for "
                                + event.aggregateId() + ", but here lies command "
                                + command.command().id() + " for "
                                + command.command().aggregateId());
            }
        }
    }

    /// Publishing may have ended between the events of a command: of the last one only, and only supervisions' commands
    /// have several.
    private static boolean mayBeCutOff(Incoming incoming, IncomingCommand command, List<OutgoingEvent> published) {
        RestoredEvents restored = incoming.restored();
        return restored != null
                && command.type() == AggregateType.SUPERVISION
                && !published.getFirst().eventType().equals(OutgoingEvent.REFUSED)
                && restored.ahead()
                        .isLast(command.command().aggregateId(), incoming.at().offset());
    }

    /// What is there and what is decided begin alike.
    private static Verdict completed(
            Desk desk, Incoming incoming, IncomingCommand command, List<OutgoingEvent> published) {
        Instant time = command.time();
        Verdict decided = desk.decide(command, time == null ? incoming.recordTime() : time);
        boolean same = decided.said().size() >= published.size();
        for (int index = 0; same && index < published.size(); index++) {
            OutgoingEvent event = published.get(index);
            Verdict.Said said = decided.said().get(index);
            same = said.eventType().equals(event.eventType())
                    && said.sequence() == event.sequence()
                    && said.time().equals(event.time())
                    && said.sellerId().equals(event.sellerId())
                    && said.data().equals(event.data());
        }
        if (!same) {
            throw new Diverged(
                    incoming.at(),
                    "the events topic ends with " + published.getLast().eventType()
                            + " of it, but deciding comes to something else");
        }
        return decided;
    }

    /// A command that has no events, though later ones of its partition have, came to nothing that is published.
    static void requireNotMissing(Incoming incoming, IncomingCommand command, Verdict verdict) {
        RestoredEvents restored = incoming.restored();
        if (restored == null || verdict.said().isEmpty()) {
            return;
        }
        Verdict.Said said = verdict.said().getFirst();
        boolean isPublic = OnTopic.isPublic(said.refusalCode(), said.data());
        if (isPublic
                && restored.ahead()
                        .holds(command.command().aggregateId(), incoming.at().offset(), 0)) {
            throw new Diverged(
                    incoming.at(),
                    "the events topic has nothing of it, but deciding comes to " + said.eventType()
                            + (said.refusalCode() == null ? "" : " " + said.refusalCode()));
        }
    }
}
