package io.docket.gateway.read;

import io.docket.contracts.EventData;
import io.docket.contracts.StateJson;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductDecider;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketFold;
import io.docket.store.read.EventReads;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.ProductReads;
import io.docket.store.read.SellerReads;
import io.docket.store.read.SupervisionReads;
import io.docket.store.read.TicketReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a state was when a command was decided, whatever has happened since: the row, while it is still at that
/// version, else the fold of the events.
public final class States {
    /// Of one aggregate; three heartbeats a day for forty years.
    private static final int EVENTS_MAX = 50_000;

    private final SupervisionReads supervisions;
    private final TicketReads tickets;
    private final ProductReads products;
    private final SellerReads sellers;
    private final EventReads events;

    public States(
            SupervisionReads supervisions,
            TicketReads tickets,
            ProductReads products,
            SellerReads sellers,
            EventReads events) {
        this.supervisions = supervisions;
        this.tickets = tickets;
        this.products = products;
        this.sellers = sellers;
        this.events = events;
    }

    /// @param json as the report view's columns in camelCase
    public record Shown(ObjectNode json, long version) {}

    /// @param version at least 1
    public Shown asOf(AggregateType type, String id, long version) {
        Shown now = now(type, id);
        return now != null && now.version() == version ? now : folded(type, id, history(type, id, version, _ -> true));
    }

    /// As it was at a time: the fold of what was decided until then, that time included; null: it was not there yet.
    public @Nullable Shown asOf(AggregateType type, String id, Instant time) {
        List<LoggedEvent> history =
                history(type, id, Long.MAX_VALUE, event -> !event.time().isAfter(time));
        return history.isEmpty() ? null : folded(type, id, history);
    }

    /// As it was when the command at the coordinates was decided, which had no event of its own.
    public Shown before(AggregateType type, String id, Coordinates at) {
        return folded(type, id, history(type, id, Long.MAX_VALUE, event -> isBefore(event.at(), at)));
    }

    private static boolean isBefore(Coordinates event, Coordinates at) {
        return event.generation() != at.generation()
                ? event.generation() < at.generation()
                : event.offset() < at.offset();
    }

    private @Nullable Shown now(AggregateType type, String id) {
        return switch (type) {
            case SUPERVISION -> {
                Supervision state = supervisions.find(id);
                yield state == null ? null : shown(state);
            }
            case TICKET -> {
                Ticket state = tickets.find(id);
                yield state == null ? null : shown(state);
            }
            case PRODUCT -> {
                ProductAuthorisation state = products.find(id);
                yield state == null ? null : shown(state);
            }
            case SELLER -> {
                Seller state = sellers.find(id);
                yield state == null ? null : shown(state);
            }
        };
    }

    private List<LoggedEvent> history(AggregateType type, String id, long upTo, Predicate<LoggedEvent> wanted) {
        List<LoggedEvent> history = new ArrayList<>();
        List<LoggedEvent> page;
        long after = 0;
        do {
            page = events.toFold(type, id, after, upTo);
            page.stream().filter(wanted).forEach(history::add);
            after = page.isEmpty() ? after : page.getLast().sequence();
            if (history.size() > EVENTS_MAX) {
                throw new IllegalStateException("More than " + EVENTS_MAX + " events of " + id);
            }
        } while (page.size() == EventReads.FOLD_MAX);
        return history;
    }

    private static Shown folded(AggregateType type, String id, List<LoggedEvent> history) {
        if (history.isEmpty()) {
            throw new IllegalStateException("No events of " + id + " although it has a version");
        }
        String seller = history.getFirst().sellerId();
        return switch (type) {
            case SUPERVISION -> {
                Supervision state = null;
                for (LoggedEvent e : history) {
                    state = SupervisionFold.apply(
                            state, id, seller, EventData.readSupervision(e.eventType(), e.time(), e.data()));
                }
                yield shown(known(state));
            }
            case TICKET -> {
                Ticket state = null;
                for (LoggedEvent e : history) {
                    state = TicketFold.apply(
                            state, id, seller, EventData.readTicket(e.eventType(), e.time(), e.data()));
                }
                yield shown(known(state));
            }
            case PRODUCT -> {
                ProductAuthorisation state = null;
                for (LoggedEvent e : history) {
                    state = ProductDecider.apply(
                            state, id, seller, EventData.readProduct(e.eventType(), e.time(), e.data()));
                }
                yield shown(known(state));
            }
            case SELLER -> {
                Seller state = null;
                for (LoggedEvent e : history) {
                    state = SellerDecider.apply(state, id, EventData.readSeller(e.eventType(), e.time(), e.data()));
                }
                yield shown(known(state));
            }
        };
    }

    private static <S> S known(@Nullable S state) {
        if (state == null) {
            throw new IllegalArgumentException("Expected at least one event to fold");
        }
        return state;
    }

    private static Shown shown(Supervision state) {
        return new Shown(StateJson.supervision(state), state.version());
    }

    private static Shown shown(Ticket state) {
        return new Shown(StateJson.ticket(state), state.version());
    }

    private static Shown shown(Seller state) {
        return new Shown(StateJson.seller(state), state.version());
    }

    private static Shown shown(ProductAuthorisation state) {
        return new Shown(StateJson.product(state), state.version());
    }
}
