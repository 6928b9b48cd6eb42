package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import io.docket.store.batch.Changed;
import io.docket.store.batch.ProductTable;
import io.docket.store.batch.TicketTable;
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

/// Decides the tickets of a batch, by the product authorisations as they are committed then.
final class TicketDesk implements Desk {
    private final TicketDecider decider;
    private final Map<String, Ticket> states = new HashMap<>();
    private final Map<String, Long> loadedVersions = new HashMap<>();
    private final Map<String, ProductAuthorisation> authorisations = new HashMap<>();

    TicketDesk(TicketDecider decider) {
        this.decider = decider;
    }

    @Override
    public void load(Connection connection, List<IncomingCommand> commands) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<String> products = new HashSet<>();
        for (IncomingCommand incoming : commands) {
            Command<?> command = incoming.command();
            ids.add(command.aggregateId());
            if (command.data() instanceof TicketCommand.Open open) {
                products.add(ProductAuthorisation.id(command.sellerId(), open.productId()));
            }
        }
        states.putAll(TicketTable.load(connection, ids));
        states.values().forEach(ticket -> products.add(productKey(ticket)));
        if (!products.isEmpty()) {
            authorisations.putAll(ProductTable.load(connection, products));
        }
    }

    private static String productKey(Ticket ticket) {
        return ProductAuthorisation.id(ticket.sellerId(), ticket.subject().productId());
    }

    @Override
    @SuppressWarnings("unchecked") // the decoder gives tickets' commands to this desk only
    public Verdict decide(IncomingCommand incoming, Instant wanted) {
        Command<TicketCommand> command = (Command<TicketCommand>) incoming.command();
        Ticket state = states.get(command.aggregateId());
        Instant at = state != null && wanted.isBefore(state.updatedAt()) ? state.updatedAt() : wanted;
        ProductAuthorisation authorisation = state == null ? null : authorisations.get(productKey(state));
        return switch (decider.decide(state, command, at, authorisation)) {
            case Decision.SameAsOpening<TicketEvent> _ -> Verdict.likeOpening();
            case Decision.Refused<TicketEvent> refused ->
                Verdict.refused(refused.refusal(), refused.sequence(), at, command.sellerId());
            case Decision.Accepted<TicketEvent> accepted -> accept(incoming, state, accepted.events());
        };
    }

    private Verdict accept(IncomingCommand incoming, @Nullable Ticket before, List<TicketEvent> events) {
        Command<?> command = incoming.command();
        Ticket state = before;
        List<Verdict.Said> said = new ArrayList<>(events.size());
        for (TicketEvent event : events) {
            state = TicketFold.apply(state, command.aggregateId(), command.sellerId(), event);
            said.add(new Verdict.Said(
                    event.type().wire(),
                    null,
                    state.version(),
                    event.at(),
                    state.sellerId(),
                    EventData.ticket(event, said.isEmpty() ? incoming.data() : null)));
        }
        if (state != null) {
            loadedVersions.putIfAbsent(state.id(), before == null ? 0L : before.version());
            states.put(state.id(), state);
        }
        return Verdict.of(said);
    }

    @Override
    public void write(Connection connection, Instant recordedAt) throws SQLException {
        List<Changed<Ticket>> changed = new ArrayList<>(loadedVersions.size());
        loadedVersions.forEach((id, version) -> {
            Ticket state = states.get(id);
            if (state != null) {
                changed.add(new Changed<>(version, state));
            }
        });
        TicketTable.write(connection, changed);
    }
}
