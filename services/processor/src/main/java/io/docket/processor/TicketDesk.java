package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.seller.Seller;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketState;
import io.docket.domain.ticket.TicketTerms;
import io.docket.store.batch.Changed;
import io.docket.store.batch.DeadlineTable;
import io.docket.store.batch.ProductTable;
import io.docket.store.batch.SellerTable;
import io.docket.store.batch.TicketTable;
import io.docket.store.batch.UnlockTable;
import io.docket.store.batch.UnlockTable.Unlock;
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

/// Decides the tickets of a batch, by the product authorisations and the sellers' settings as they are committed then.
final class TicketDesk implements Desk {
    /// The category of tickets that unlock the verification of a seller's business.
    private static final String UNLOCKING = "VERIFICATION_UNLOCK";

    private final TicketDecider decider;
    private final Map<String, Ticket> states = new HashMap<>();
    private final Map<String, Loaded> loaded = new HashMap<>();
    private final List<Unlock> unlocks = new ArrayList<>();
    private final Map<String, ProductAuthorisation> authorisations = new HashMap<>();
    private final Map<String, Seller> sellers = new HashMap<>();

    TicketDesk(TicketDecider decider) {
        this.decider = decider;
    }

    @Override
    public void load(Connection connection, List<IncomingCommand> commands) throws SQLException {
        Set<String> ids = new HashSet<>();
        Set<String> products = new HashSet<>();
        Set<String> sellerIds = new HashSet<>();
        for (IncomingCommand incoming : commands) {
            Command<?> command = incoming.command();
            ids.add(command.aggregateId());
            sellerIds.add(command.sellerId());
            if (command.data() instanceof TicketCommand.Open open) {
                products.add(ProductAuthorisation.id(command.sellerId(), open.productId()));
            }
        }
        states.putAll(TicketTable.load(connection, ids));
        states.values().forEach(ticket -> products.add(productKey(ticket)));
        if (!products.isEmpty()) {
            authorisations.putAll(ProductTable.load(connection, products));
        }
        sellers.putAll(SellerTable.load(connection, sellerIds));
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
        return switch (decider.decide(state, command, at, terms(state, command))) {
            case Decision.SameAsOpening<TicketEvent> _ -> Verdict.likeOpening();
            case Decision.Refused<TicketEvent> refused ->
                Verdict.refused(refused.refusal(), refused.sequence(), at, command.sellerId());
            case Decision.Accepted<TicketEvent> accepted -> accept(incoming, state, accepted.events());
        };
    }

    /// By the settings of the command's seller: those of a ticket that is not his are not asked.
    private TicketTerms terms(@Nullable Ticket state, Command<TicketCommand> command) {
        Seller seller = sellers.get(command.sellerId());
        Severity severity = command.data() instanceof TicketCommand.Open open
                ? open.severity()
                : state == null ? Severity.NORMAL : state.subject().severity();
        return new TicketTerms(
                state == null ? null : authorisations.get(productKey(state)),
                Seller.policyOf(seller, severity),
                Seller.calendarOf(seller),
                seller == null ? 0 : seller.version());
    }

    @Override
    public Verdict take(IncomingCommand incoming, List<OutgoingEvent> published) {
        Ticket state = states.get(incoming.command().aggregateId());
        Verdict verdict = Verdict.published(published, state == null ? 0 : state.version());
        if (!verdict.isRefusal()) {
            List<TicketEvent> events = new ArrayList<>(published.size());
            for (OutgoingEvent event : published) {
                events.add(EventData.readTicket(event.eventType(), event.time(), event.data()));
            }
            accept(incoming, state, events);
        }
        return verdict;
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
            loaded.putIfAbsent(
                    state.id(), before == null ? Loaded.NOTHING : new Loaded(before.version(), before.deadlines()));
            boolean completed =
                    state.state() == TicketState.COMPLETED && before != null && before.state() != TicketState.COMPLETED;
            if (completed && state.subject().category().equals(UNLOCKING)) {
                unlocks.add(new Unlock(state.id(), state.version(), state.sellerId()));
            }
            states.put(state.id(), state);
        }
        return Verdict.of(said);
    }

    @Override
    public @Nullable Ticket state(String aggregateId) {
        return states.get(aggregateId);
    }

    @Override
    public void write(Connection connection, Instant recordedAt) throws SQLException {
        List<Changed<Ticket>> changed = new ArrayList<>(loaded.size());
        List<DeadlineTable.Change> deadlines = new ArrayList<>(loaded.size());
        loaded.forEach((id, before) -> {
            Ticket state = states.get(id);
            if (state != null) {
                changed.add(new Changed<>(before.version(), state));
                deadlines.add(new DeadlineTable.Change(id, state.sellerId(), before.deadlines(), state.deadlines()));
            }
        });
        TicketTable.write(connection, changed);
        DeadlineTable.write(connection, AggregateType.TICKET, deadlines);
        for (Unlock unlock : unlocks) {
            UnlockTable.add(connection, unlock, recordedAt);
        }
    }
}
