package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.seller.SellerEvent;
import io.docket.store.batch.Changed;
import io.docket.store.batch.SellerTable;
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

/// Decides what sellers set for themselves, and the verification of their business.
final class SellerDesk implements Desk {
    private final SellerDecider decider;
    private final Map<String, Seller> states = new HashMap<>();
    private final Map<String, Long> loadedVersions = new HashMap<>();

    SellerDesk(SellerDecider decider) {
        this.decider = decider;
    }

    @Override
    public void load(Connection connection, List<IncomingCommand> commands) throws SQLException {
        Set<String> ids = new HashSet<>();
        commands.forEach(incoming -> ids.add(incoming.command().aggregateId()));
        states.putAll(SellerTable.load(connection, ids));
    }

    @Override
    @SuppressWarnings("unchecked") // the decoder gives sellers' commands to this desk only
    public Verdict decide(IncomingCommand incoming, Instant wanted) {
        Command<SellerCommand> command = (Command<SellerCommand>) incoming.command();
        Seller state = states.get(command.aggregateId());
        Instant at = state != null && wanted.isBefore(state.updatedAt()) ? state.updatedAt() : wanted;
        return switch (decider.decide(state, command, at)) {
            case Decision.SameAsOpening<SellerEvent> _ -> Verdict.likeOpening();
            case Decision.Refused<SellerEvent> refused ->
                Verdict.refused(refused.refusal(), refused.sequence(), at, command.sellerId());
            case Decision.Accepted<SellerEvent> accepted -> accept(incoming, state, accepted.events());
        };
    }

    @Override
    public Verdict take(IncomingCommand incoming, List<OutgoingEvent> published) {
        Seller state = states.get(incoming.command().aggregateId());
        Verdict verdict = Verdict.published(published, state == null ? 0 : state.version());
        if (!verdict.isRefusal()) {
            List<SellerEvent> events = new ArrayList<>(published.size());
            for (OutgoingEvent event : published) {
                events.add(EventData.readSeller(event.eventType(), event.time(), event.data()));
            }
            accept(incoming, state, events);
        }
        return verdict;
    }

    private Verdict accept(IncomingCommand incoming, @Nullable Seller before, List<SellerEvent> events) {
        Command<?> command = incoming.command();
        Seller state = before;
        List<Verdict.Said> said = new ArrayList<>(events.size());
        for (SellerEvent event : events) {
            state = SellerDecider.apply(state, command.aggregateId(), event);
            said.add(new Verdict.Said(
                    event.type().wire(),
                    null,
                    state.version(),
                    event.at(),
                    state.id(),
                    EventData.seller(event, said.isEmpty() ? incoming.data() : null)));
        }
        if (state != null) {
            loadedVersions.putIfAbsent(state.id(), before == null ? 0L : before.version());
            states.put(state.id(), state);
        }
        return Verdict.of(said);
    }

    @Override
    public @Nullable Seller state(String aggregateId) {
        return states.get(aggregateId);
    }

    @Override
    public void write(Connection connection, Instant recordedAt) throws SQLException {
        List<Changed<Seller>> changed = new ArrayList<>(loadedVersions.size());
        loadedVersions.forEach((id, version) -> {
            Seller state = states.get(id);
            if (state != null) {
                changed.add(new Changed<>(version, state));
            }
        });
        SellerTable.write(connection, changed);
    }
}
