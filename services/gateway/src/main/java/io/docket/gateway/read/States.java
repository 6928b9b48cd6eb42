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
import io.docket.gateway.problem.Problem;
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
import org.springframework.http.HttpStatus;
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
        return now != null && now.version() == version ? now : known(then(type, id, version, version, _ -> true));
    }

    /// As it was at a time: the fold of what was decided until then, that time included; null: it was not there yet.
    public @Nullable Shown asOf(AggregateType type, String id, Instant time) {
        return then(
                type,
                id,
                Long.MAX_VALUE,
                latest(type, id),
                event -> !event.time().isAfter(time));
    }

    /// As it was when the command at the coordinates was decided, which had no event of its own.
    public Shown before(AggregateType type, String id, Coordinates at) {
        return known(then(type, id, Long.MAX_VALUE, latest(type, id), event -> isBefore(event.at(), at)));
    }

    private long latest(AggregateType type, String id) {
        Shown now = now(type, id);
        return now == null ? 0 : now.version();
    }

    /// The fold of the wanted events, which are the first ones; over the state that was kept when the older ones were
    /// archived.
    ///
    /// @param last the number of the last event up to `upTo`
    private @Nullable Shown then(AggregateType type, String id, long upTo, long last, Predicate<LoggedEvent> wanted) {
        List<LoggedEvent> history = history(type, id, upTo);
        List<LoggedEvent> first = history.stream().filter(wanted).toList();
        // Decided meanwhile: more than `last` is no gap.
        boolean whole = history.size() >= last;
        if (whole) {
            return first.isEmpty() ? null : folded(type, id, null, first);
        }
        Record kept = switch (type) {
            case SUPERVISION -> supervisions.baseline(id);
            case TICKET -> tickets.baseline(id);
            case PRODUCT, SELLER -> null; // never archived
        };
        if (kept == null) {
            throw new IllegalStateException("Events of " + id + " are missing");
        }
        long from = version(kept);
        List<LoggedEvent> later =
                first.stream().filter(event -> event.sequence() > from).toList();
        if (from <= upTo && (!later.isEmpty() || wanted.test(marked(history, kept)))) {
            return folded(type, id, kept, later);
        }
        if (first.isEmpty()) {
            return null;
        }
        throw Problem.of(
                HttpStatus.NOT_FOUND,
                "ARCHIVED",
                "Expected the events of " + id + " until then, but they are archived; what is kept begins with version "
                        + from);
    }

    /// The event that the kept state is after, as far as telling whether it is wanted needs it.
    private static LoggedEvent marked(List<LoggedEvent> history, Record kept) {
        LoggedEvent opening = history.getFirst();
        Instant time = kept instanceof Supervision supervision
                ? supervision.updatedAt()
                : kept instanceof Ticket ticket ? ticket.updatedAt() : opening.time();
        return new LoggedEvent(
                opening.type(),
                opening.at(),
                0,
                version(kept),
                time,
                opening.recordedAt(),
                opening.aggregateId(),
                opening.sellerId(),
                opening.eventType(),
                null,
                opening.actor(),
                opening.commandId(),
                null,
                opening.data());
    }

    private static long version(Record kept) {
        return kept instanceof Supervision supervision
                ? supervision.version()
                : kept instanceof Ticket ticket ? ticket.version() : 0;
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

    private List<LoggedEvent> history(AggregateType type, String id, long upTo) {
        List<LoggedEvent> history = new ArrayList<>();
        List<LoggedEvent> page;
        long after = 0;
        do {
            page = events.toFold(type, id, after, upTo);
            history.addAll(page);
            after = page.isEmpty() ? after : page.getLast().sequence();
            if (history.size() > EVENTS_MAX) {
                throw new IllegalStateException("More than " + EVENTS_MAX + " events of " + id);
            }
        } while (page.size() == EventReads.FOLD_MAX);
        return history;
    }

    /// @param kept what the events are folded over; null: they begin with the first
    private static Shown folded(AggregateType type, String id, @Nullable Record kept, List<LoggedEvent> history) {
        String seller = history.isEmpty() ? "" : history.getFirst().sellerId();
        return switch (type) {
            case SUPERVISION -> {
                Supervision state = (Supervision) kept;
                for (LoggedEvent e : history) {
                    state = SupervisionFold.apply(
                            state, id, seller, EventData.readSupervision(e.eventType(), e.time(), e.data()));
                }
                yield shown(known(state));
            }
            case TICKET -> {
                Ticket state = (Ticket) kept;
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

    /// @param state of any kind of aggregate
    public static Shown shown(Record state) {
        return switch (state) {
            case Supervision supervision -> shown(supervision);
            case Ticket ticket -> shown(ticket);
            case ProductAuthorisation product -> shown(product);
            case Seller seller -> shown(seller);
            default -> throw new IllegalArgumentException("No aggregate's state: " + state.getClass());
        };
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
