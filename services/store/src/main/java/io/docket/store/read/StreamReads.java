package io.docket.store.read;

import io.docket.domain.AggregateType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Events and refusals as they come about, one partition of the log after the other.
public final class StreamReads {

    /// The most events that are read at once; each may be as large as a message.
    public static final int EVENTS_MAX = 100;

    /// How many offsets are looked through at once, whatever of them the reader may see.
    public static final long OFFSETS_MAX = 2_000;

    private final Jdbi jdbi;

    public StreamReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Whose events are read: all (both null), a seller's, or those of what is a buyer's.
    public record Readers(
            @Nullable String sellerId, @Nullable String buyerId) {

        /// What is about products and sellers themselves is no buyer's matter.
        public boolean mayRead(AggregateType type) {
            return buyerId == null || type == AggregateType.SUPERVISION || type == AggregateType.TICKET;
        }
    }

    /// Part of one partition, within a generation.
    ///
    /// @param fromIndex which of the events of the command at the first offset is the first
    /// @param toOffset exclusive; the reader sees to it that it is at most [#OFFSETS_MAX] away
    public record Stretch(CommandPartition partition, int generation, long fromOffset, int fromIndex, long toOffset) {}

    public Recorded recorded(Readers readers, Stretch stretch) {
        AggregateType type = stretch.partition().type();
        if (!readers.mayRead(type)) {
            return new Recorded(List.of(), true);
        }
        Map<String, Object> values = new HashMap<>();
        values.put("type", type.code());
        values.put("partition", stretch.partition().partition());
        values.put("generation", stretch.generation());
        values.put("from", stretch.fromOffset());
        values.put("index", stretch.fromIndex());
        values.put("to", stretch.toOffset());
        String sql = "SELECT " + LoggedEvent.COLUMNS + """
                 FROM docket.event_log e
                WHERE aggregate_type = :type AND partition = :partition AND generation = :generation
                  AND "offset" >= :from AND "offset" < :to AND ("offset" > :from OR index >= :index)
                """ + visible(readers, type, values)
                + " ORDER BY \"offset\", index LIMIT :rows";
        List<LoggedEvent> events = jdbi.withHandle(handle -> handle.createQuery(sql)
                .bindMap(values)
                .bind("rows", EVENTS_MAX)
                .map((row, context) -> LoggedEvent.read(row))
                .list());
        return new Recorded(events, events.size() < EVENTS_MAX);
    }

    private static String visible(Readers readers, AggregateType type, Map<String, Object> values) {
        if (readers.buyerId() != null) {
            values.put("buyer", readers.buyerId());
            // Another seller's commands that named the aggregate are recorded under that seller.
            return type == AggregateType.TICKET
                    ? " AND EXISTS (SELECT FROM docket.ticket t WHERE t.ticket_id = e.aggregate_id"
                            + " AND t.seller_id = e.seller_id AND t.buyer_id = :buyer)"
                    : " AND EXISTS (SELECT FROM docket.supervision s WHERE s.supervision_id = e.aggregate_id"
                            + " AND s.seller_id = e.seller_id AND s.buyer_id = :buyer)";
        }
        if (readers.sellerId() != null) {
            values.put("seller", readers.sellerId());
            return " AND seller_id = :seller";
        }
        return "";
    }
}
