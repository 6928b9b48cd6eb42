package io.docket.processor;

import io.docket.domain.Coordinates;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.seller.Seller;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Ticket;
import io.docket.store.batch.LoggedRow;
import io.docket.store.progress.Decided;
import io.docket.store.read.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a committed batch has decided, for those in this JVM who wait for it. Sorted only once somebody asks.
final class Decisions implements Decided.Source {
    private final List<LoggedRow> logged;
    private final Instant recordedAt;
    private final Function<LoggedRow, @Nullable Record> states;
    private final Map<Coordinates, List<LoggedRow>> byCommand = new HashMap<>();

    /// @param states of the aggregates after the batch
    Decisions(List<LoggedRow> logged, Instant recordedAt, Function<LoggedRow, @Nullable Record> states) {
        this.logged = logged;
        this.recordedAt = recordedAt;
        this.states = states;
    }

    @Override
    public @Nullable Decided at(Coordinates at) {
        if (byCommand.isEmpty()) {
            logged.forEach(row ->
                    byCommand.computeIfAbsent(row.at(), _ -> new ArrayList<>()).add(row));
        }
        List<LoggedRow> rows = byCommand.get(at);
        if (rows == null) {
            return null;
        }
        LoggedRow last = rows.getLast();
        Record state = states.apply(last);
        boolean asItLeftIt = state != null && version(state) == last.sequence();
        return new Decided(rows.stream().map(this::event).toList(), asItLeftIt ? state : null);
    }

    private static long version(Record state) {
        return switch (state) {
            case Supervision supervision -> supervision.version();
            case Ticket ticket -> ticket.version();
            case ProductAuthorisation product -> product.version();
            case Seller seller -> seller.version();
            default -> throw new IllegalArgumentException("No aggregate's state: " + state.getClass());
        };
    }

    private LoggedEvent event(LoggedRow row) {
        return new LoggedEvent(
                row.at().type(),
                row.at(),
                row.index(),
                row.sequence(),
                row.time(),
                recordedAt,
                row.aggregateId(),
                row.sellerId(),
                row.eventType(),
                row.refusalCode(),
                row.actor(),
                row.commandId(),
                row.traceparent(),
                row.data());
    }
}
