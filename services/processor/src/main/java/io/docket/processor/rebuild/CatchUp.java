package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.batch.CopyBuffer;
import io.docket.store.batch.EventLogTable;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.ProgressTable;
import io.docket.store.batch.Projection;
import io.docket.store.batch.VaultTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Applies to the tables of a rebuild what was decided since they were loaded, in log order, partition by partition.
final class CatchUp {
    private final Map<Place, LogPosition> reached = new HashMap<>();

    private record Place(AggregateType type, int partition) {}

    /// @param loaded how far everything was decided that is in the tables
    CatchUp(List<LogPosition> loaded) {
        loaded.forEach(this::moved);
    }

    private void moved(LogPosition position) {
        reached.put(new Place(position.type(), position.partition()), position);
    }

    /// Applies what is committed by now.
    ///
    /// @param commits whether to commit page by page; else the caller does
    long apply(Connection connection, boolean commits) throws SQLException {
        List<LogPosition> ends = new ArrayList<>();
        for (AggregateType type : AggregateType.ofTopics()) {
            ends.addAll(ProgressTable.read(connection, type));
        }
        long events = 0;
        for (LogPosition end : ends) {
            LogPosition from = reached.get(new Place(end.type(), end.partition()));
            int generation = from == null ? 1 : from.generation();
            long offset = from == null ? 0 : from.nextOffset();
            for (; generation < end.generation(); generation++) {
                events += apply(connection, at(end, generation, offset), Long.MAX_VALUE, commits);
                offset = 0;
            }
            events += apply(connection, at(end, generation, offset), end.nextOffset(), commits);
            if (commits) {
                moved(end);
            }
        }
        return events;
    }

    private static Coordinates at(LogPosition of, int generation, long offset) {
        return new Coordinates(of.type(), generation, of.partition(), offset);
    }

    private long apply(Connection connection, Coordinates from, long before, boolean commits) throws SQLException {
        long events = 0;
        Coordinates at = from;
        int index = 0;
        while (true) {
            List<LoggedRow> page = EventLogTable.page(connection, at, index, before);
            for (Folding<?> folding : Folding.ofTopic(from.type())) {
                events += apply(connection, folding, page);
            }
            if (commits) {
                connection.commit();
            }
            if (page.size() < EventLogTable.PAGE_MAX) {
                return events;
            }
            at = page.getLast().at();
            index = page.getLast().index() + 1;
        }
    }

    private static <S> int apply(Connection connection, Folding<S> folding, List<LoggedRow> page) throws SQLException {
        Map<String, List<LoggedRow>> byAggregate = new LinkedHashMap<>();
        for (LoggedRow row : page) {
            if (row.refusalCode() == null && folding.holds(row.aggregateId())) {
                byAggregate
                        .computeIfAbsent(row.aggregateId(), _ -> new ArrayList<>())
                        .add(row);
            }
        }
        if (byAggregate.isEmpty()) {
            return 0;
        }
        Map<String, S> states = folding.projection().load(connection, Projection.SHADOW, byAggregate.keySet());
        int applied = 0;
        List<String> uncoded = new ArrayList<>();
        for (Map.Entry<String, List<LoggedRow>> each : byAggregate.entrySet()) {
            String id = each.getKey();
            S state = states.get(id);
            each.getValue().sort(Comparator.comparingLong(LoggedRow::sequence));
            for (LoggedRow row : each.getValue()) {
                long version = state == null ? 0 : folding.version().applyAsLong(state);
                if (row.sequence() != version + 1) {
                    throw new DamagedLog("Expected event " + (version + 1) + " of " + id + " next, but "
                            + row.sequence() + " follows in the log");
                }
                state = folding.fold().apply(state, id, row.sellerId(), row.eventType(), row.time(), row.data());
                applied++;
            }
            if (state != null) {
                states.put(id, state);
                if (folding.wantsCodeHash(state)) {
                    uncoded.add(id);
                }
            }
        }
        if (!uncoded.isEmpty()) {
            Map<String, String> hashes = VaultTable.hashes(connection, uncoded);
            uncoded.forEach(id -> states.computeIfPresent(id, (_, s) -> folding.withCodeHash(s, hashes.get(id))));
        }
        write(connection, folding, states);
        return applied;
    }

    private static <S> void write(Connection connection, Folding<S> folding, Map<String, S> states)
            throws SQLException {
        CopyBuffer rows = new CopyBuffer();
        CopyBuffer deadlines = new CopyBuffer();
        states.forEach((id, state) -> {
            folding.projection().encode(rows, state);
            String seller = folding.seller().apply(state);
            folding.deadlines()
                    .apply(state)
                    .pending()
                    .forEach((kind, dueAt) -> Projection.encodeDeadline(
                            deadlines, folding.projection().type(), id, seller, kind, dueAt));
        });
        folding.projection().replaceInShadow(connection, states.keySet(), rows, deadlines);
    }
}
