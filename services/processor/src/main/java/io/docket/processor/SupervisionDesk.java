package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.store.batch.Changed;
import io.docket.store.batch.DeadlineTable;
import io.docket.store.batch.SupervisionTable;
import io.docket.store.batch.VaultTable;
import io.docket.store.vault.CodeKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides the supervisions of a batch. A code's uniqueness within its seller is looked up before, and made certain by
/// the vault's key when the batch is written.
final class SupervisionDesk implements Desk {
    private final SupervisionDecider decider;
    private final CodeKeys keys;
    private final Map<String, Supervision> states = new HashMap<>();
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final Map<VaultTable.CodeKey, String> holders = new HashMap<>();
    private final Map<String, SealedCode> generated = new HashMap<>();
    private final List<VaultTable.Entry> issued = new ArrayList<>();

    SupervisionDesk(SupervisionDecider decider, CodeKeys keys) {
        this.decider = decider;
        this.keys = keys;
    }

    @Override
    public void load(Connection connection, List<IncomingCommand> commands) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<VaultTable.CodeKey> codes = new HashSet<>();
        for (IncomingCommand incoming : commands) {
            Command<?> command = incoming.command();
            ids.add(command.aggregateId());
            if (issues(command.data())) {
                SealedCode code = codeToIssue(command);
                codes.add(new VaultTable.CodeKey(command.sellerId(), code.hash()));
            }
        }
        states.putAll(SupervisionTable.load(connection, ids));
        if (!codes.isEmpty()) {
            holders.putAll(VaultTable.holders(connection, codes));
        }
    }

    private static boolean issues(@Nullable Object data) {
        return data instanceof SupervisionCommand.IssueCode
                || (data instanceof SupervisionCommand.Open open && open.automatic());
    }

    private static @Nullable SealedCode givenCode(@Nullable Object data) {
        return switch (data) {
            case SupervisionCommand.IssueCode issue -> issue.code();
            case SupervisionCommand.Open open -> open.code();
            case null, default -> null; // no other command issues
        };
    }

    private SealedCode codeToIssue(Command<?> command) {
        SealedCode given = givenCode(command.data());
        return given != null
                ? given
                : generated.computeIfAbsent(
                        command.sellerId() + '\0' + command.aggregateId(),
                        _ -> keys.generate(command.sellerId(), command.aggregateId()));
    }

    @Override
    @SuppressWarnings("unchecked") // the decoder gives supervisions' commands to this desk only
    public Verdict decide(IncomingCommand incoming, Instant wanted) {
        Command<SupervisionCommand> command = (Command<SupervisionCommand>) incoming.command();
        Supervision state = states.get(command.aggregateId());
        Instant at = state != null && wanted.isBefore(state.updatedAt()) ? state.updatedAt() : wanted;
        CodeClaim claim = issues(command.data()) ? claim(command) : null;
        Command<SupervisionCommand> decided = state == null ? command : underStoredKey(command, state);
        return switch (decider.decide(state, decided, at, claim)) {
            case Decision.SameAsOpening<SupervisionEvent> _ -> Verdict.likeOpening();
            case Decision.Refused<SupervisionEvent> refused ->
                Verdict.refused(refused.refusal(), refused.sequence(), at, command.sellerId());
            case Decision.Accepted<SupervisionEvent> accepted
            when accepted.events().isEmpty() -> Verdict.noted(command.sellerId(), at);
            case Decision.Accepted<SupervisionEvent> accepted -> accept(incoming, state, accepted.events());
        };
    }

    /// A code that was hashed under another look-up key than the stored one is hashed anew under that.
    private Command<SupervisionCommand> underStoredKey(Command<SupervisionCommand> command, Supervision state) {
        String stored = state.code().hash();
        SealedCode given = switch (command.data()) {
            case SupervisionCommand.ActivateCode activate -> activate.code();
            case SupervisionCommand.Report report -> report.code();
            default -> null; // no other command names the supervision's code
        };
        if (stored == null
                || given == null
                || given.hash().equals(stored)
                || !keys.sameCode(state.sellerId(), state.id(), given, stored)) {
            return command;
        }
        SealedCode same = new SealedCode(given.masked(), stored, given.sealed(), given.keyId());
        SupervisionCommand data = switch (command.data()) {
            case SupervisionCommand.ActivateCode activate ->
                new SupervisionCommand.ActivateCode(same, activate.realEffectTime());
            case SupervisionCommand.Report report -> new SupervisionCommand.Report(report.type(), same);
            default -> command.data(); // no other command names the supervision's code
        };
        return new Command<>(
                command.id(),
                command.aggregateId(),
                command.actor(),
                command.sellerId(),
                command.expectedVersion(),
                data);
    }

    private CodeClaim claim(Command<SupervisionCommand> command) {
        SealedCode code = codeToIssue(command);
        String holder = holders.get(new VaultTable.CodeKey(command.sellerId(), code.hash()));
        boolean taken = holder != null && !holder.equals(command.aggregateId());
        return new CodeClaim(code, givenCode(command.data()) == null, taken);
    }

    @Override
    public Verdict take(IncomingCommand incoming, List<OutgoingEvent> published) {
        Supervision state = states.get(incoming.command().aggregateId());
        Verdict verdict = Verdict.published(published, state == null ? 0 : state.version());
        if (!verdict.isRefusal()) {
            List<SupervisionEvent> events = new ArrayList<>(published.size());
            for (OutgoingEvent event : published) {
                events.add(withCode(
                        EventData.readSupervision(event.eventType(), event.time(), event.data()), incoming.command()));
            }
            accept(incoming, state, events);
        }
        return verdict;
    }

    /// What the event shows masked is the command's, or derived again.
    private SupervisionEvent withCode(SupervisionEvent event, Command<?> command) {
        if (!(event.detail() instanceof SupervisionEvent.Issuing issuing)) {
            return event;
        }
        if (!issues(command.data())) {
            throw new IllegalArgumentException("Expected no code of a command that issues none");
        }
        SealedCode code = codeToIssue(command);
        String holder = holders.get(new VaultTable.CodeKey(command.sellerId(), code.hash()));
        if (!code.masked().equals(issuing.code().masked())
                || issuing.generated() != (givenCode(command.data()) == null)
                || (holder != null && !holder.equals(command.aggregateId()))) {
            throw new IllegalArgumentException("Expected the code " + code.masked() + ", but it is "
                    + issuing.code().masked() + (holder == null ? "" : ", or it is of " + holder));
        }
        return new SupervisionEvent(
                event.type(),
                event.at(),
                event.to(),
                new SupervisionEvent.Issuing(code, issuing.generated()),
                event.deadlines());
    }

    private Verdict accept(IncomingCommand incoming, @Nullable Supervision before, List<SupervisionEvent> events) {
        Command<?> command = incoming.command();
        Supervision state = before;
        List<Verdict.Said> said = new ArrayList<>(events.size());
        VaultTable.Entry entry = null;
        for (SupervisionEvent event : events) {
            state = SupervisionFold.apply(state, command.aggregateId(), command.sellerId(), event);
            said.add(new Verdict.Said(
                    event.type().wire(),
                    null,
                    state.version(),
                    event.at(),
                    state.sellerId(),
                    EventData.supervision(event, said.isEmpty() ? incoming.data() : null)));
            if (event.detail() instanceof SupervisionEvent.Issuing issuing) {
                entry = new VaultTable.Entry(state.sellerId(), state.id(), issuing.code(), event.at());
            }
        }
        if (entry != null) {
            holders.put(new VaultTable.CodeKey(entry.sellerId(), entry.code().hash()), entry.supervisionId());
            issued.add(entry);
        }
        if (state != null) {
            loaded.putIfAbsent(
                    state.id(), before == null ? Loaded.NOTHING : new Loaded(before.version(), before.deadlines()));
            states.put(state.id(), state);
        }
        return Verdict.of(said);
    }

    @Override
    public @Nullable Supervision state(String aggregateId) {
        return states.get(aggregateId);
    }

    @Override
    public void write(Connection connection, Instant recordedAt) throws SQLException {
        VaultTable.add(connection, issued);
        List<Changed<Supervision>> changed = new ArrayList<>(loaded.size());
        List<DeadlineTable.Change> deadlines = new ArrayList<>(loaded.size());
        loaded.forEach((id, before) -> {
            Supervision state = states.get(id);
            if (state != null) {
                changed.add(new Changed<>(before.version(), state));
                deadlines.add(new DeadlineTable.Change(id, state.sellerId(), before.deadlines(), state.deadlines()));
            }
        });
        SupervisionTable.write(connection, changed);
        DeadlineTable.write(connection, AggregateType.SUPERVISION, deadlines);
    }
}
