package io.docket.store.progress;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.store.read.CommandPartition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All command partitions that somebody has processed or waited for.
final class Lines {

    /// More than any installation has partitions: a position beyond is a mistake, and must not cost memory.
    private static final int PARTITIONS_MAX = 10_000;

    private final Map<CommandPartition, Line> lines = new ConcurrentHashMap<>();
    private final AtomicLong tickets = new AtomicLong();

    /// @return null: there is no such partition
    @Nullable
    Line of(Coordinates position) {
        boolean possible = position.partition() >= 0 && position.partition() < PARTITIONS_MAX;
        return possible ? line(position.type(), position.partition()) : null;
    }

    Line.Place place(Coordinates position, Waiter waiter) {
        return new Line.Place(position, tickets.getAndIncrement(), waiter);
    }

    /// Places that somebody waits in.
    int length() {
        return lines.values().stream().mapToInt(Line::length).sum();
    }

    void advance(AggregateType type, int generation, int partition, long nextOffset, Decided.Source decided) {
        line(type, partition).advance(generation, nextOffset, decided);
    }

    /// Sees in the database how far all partitions are, and which generations there are: both at one moment, so that
    /// nobody is sent away for a generation that was adopted between two looks.
    void look(Connection connection) throws SQLException {
        long firstTicketAfter = tickets.get();
        String sql = """
                SELECT aggregate_type, NULL AS topic, partition, generation, next_offset AS number
                FROM docket.progress
                UNION ALL
                SELECT NULL, topic, NULL, generation, partitions
                FROM docket.topic_layout
                LIMIT ?
                """;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, PARTITIONS_MAX);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String topic = row.getString("topic");
                    int generation = row.getInt("generation");
                    if (topic == null) {
                        AggregateType type = AggregateType.ofCode(row.getInt("aggregate_type"));
                        advance(type, generation, row.getInt("partition"), row.getLong("number"), Decided.Source.NONE);
                    } else {
                        dismissOthers(topic, generation, row.getInt("number"), firstTicketAfter);
                    }
                }
            }
        }
    }

    private void dismissOthers(String topic, int generation, int partitions, long beforeTicket) {
        AggregateType type = AggregateType.ofCommandTopic(topic);
        if (type == null) {
            return;
        }
        lines.forEach((where, line) -> {
            if (where.type() == type) {
                boolean exists = where.partition() < partitions;
                line.dismissAllBut(exists ? generation : Integer.MIN_VALUE, beforeTicket);
            }
        });
    }

    private Line line(AggregateType type, int partition) {
        return lines.computeIfAbsent(new CommandPartition(type, partition), where -> new Line());
    }
}
