package io.docket.proof.check;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.processor.ProjectionCheck;
import io.docket.proof.check.Evidence.Kind;
import io.docket.proof.check.Evidence.LogRecord;
import io.docket.proof.check.Evidence.Logged;
import io.docket.proof.check.Evidence.OutcomeRow;
import io.docket.proof.check.Evidence.Published;
import io.docket.proof.check.Evidence.StateRow;
import io.docket.proof.history.Attempt;
import io.docket.proof.site.Await;
import io.docket.proof.site.Site;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Waits until everything has come to rest, and gathers what there is.
public final class Collector {
    private static final Duration REST_MAX = Duration.ofMinutes(3);

    private final Site site;
    private final Map<Coordinates, LogRecord> ended = new HashMap<>();
    private final Set<Coordinates> lost = new HashSet<>();

    public Collector(Site site) {
        this.site = site;
    }

    /// Keeps what lies on a topic that is about to be replaced, while nobody writes to it.
    public void keep(AggregateType type, int generation) {
        ended.putAll(commands(type, generation));
    }

    /// The topic is replaced: what was not decided by now never will be.
    public void replaced(AggregateType type, int generation) {
        Map<Integer, Long> next = progress(type);
        ended.keySet().stream()
                .filter(at -> at.type() == type && at.generation() == generation)
                .filter(at -> at.offset() >= next.getOrDefault(at.partition(), 0L))
                .forEach(lost::add);
    }

    /// Waits until everything on the log has its outcome, and every event is published.
    public void awaitRest() {
        Await.until(REST_MAX, () -> "everything is decided and published: " + standing(), this::isAtRest);
    }

    private boolean isAtRest() {
        return isDecided()
                && unfinished().values().stream().allMatch(count -> count == 0)
                && isDecided(); // the fan-out may have sent something meanwhile
    }

    /// What follows from outcomes and is still to be done.
    private Map<String, Long> unfinished() {
        return Map.of(
                "fan-outs", count("SELECT count(*) FROM docket.reassign_fan_out"),
                "unlocks", count("SELECT count(*) FROM docket.verification_unlock"),
                "partitions not published to their end", count("""
                        SELECT count(*) FROM docket.progress p JOIN docket.published u USING (aggregate_type, partition)
                        WHERE (u.generation, u.next_offset) <> (p.generation, p.next_offset)
                        """));
    }

    /// Whether all that lies on the command topics is decided.
    public boolean isDecided() {
        return AggregateType.ofTopics().stream()
                .allMatch(type -> site.topics().ends(type, Site.PARTITIONS).equals(progress(type)));
    }

    private String standing() {
        StringBuilder text = new StringBuilder();
        AggregateType.ofTopics()
                .forEach(type -> text.append(type)
                        .append(" ends at ")
                        .append(site.topics().ends(type, Site.PARTITIONS))
                        .append(" and is decided up to ")
                        .append(progress(type))
                        .append("; "));
        return text.append("unfinished are ")
                .append(unfinished())
                .append("; see ")
                .append(site.logs())
                .toString();
    }

    private Map<Integer, Long> progress(AggregateType type) {
        Map<Integer, Long> progress = new HashMap<>();
        rows(
                "SELECT partition, next_offset FROM docket.progress WHERE aggregate_type = " + type.code(),
                row -> progress.put(row.getInt(1), row.getLong(2)));
        return progress;
    }

    /// After [#awaitRest].
    ///
    /// @param generations of the command topics
    public Evidence collect(List<Attempt> attempts, Map<AggregateType, Integer> generations, Watch watch)
            throws SQLException {
        Map<Coordinates, LogRecord> log = new HashMap<>(ended);
        List<Published> published = new ArrayList<>();
        for (AggregateType type : AggregateType.ofTopics()) {
            log.putAll(commands(type, generations.getOrDefault(type, 1)));
            new TopicRead(site.broker().address(), type.eventTopic())
                    .forEach(found -> published.add(new Published(
                            found.topic(), found.partition(), found.key(), TopicRead.headers(found), found.value())));
        }
        return new Evidence(
                attempts,
                log,
                Set.copyOf(lost),
                outcomes(),
                events(),
                published,
                states(),
                new ProjectionCheck(site.app(), (_, _) -> {}).run(),
                watch.early(),
                watch.seen());
    }

    private Map<Coordinates, LogRecord> commands(AggregateType type, int generation) {
        Map<Coordinates, LogRecord> found = new HashMap<>();
        new TopicRead(site.broker().address(), type.commandTopic()).forEach(record -> {
            Coordinates at = new Coordinates(type, generation, record.partition(), record.offset());
            found.put(at, new LogRecord(at, record.key(), TopicRead.headers(record), record.value()));
        });
        return found;
    }

    private List<OutcomeRow> outcomes() {
        List<OutcomeRow> outcomes = new ArrayList<>();
        rows("""
                SELECT aggregate_type, generation, partition, "offset", 'decided', aggregate_id, command_id,
                       NULL::int, NULL::int, NULL::bigint
                FROM docket.event_log WHERE index = 0
                UNION ALL
                SELECT aggregate_type, generation, partition, "offset", kind, aggregate_id, command_id,
                       first_generation, first_partition, first_offset
                FROM docket.silent_outcome
                UNION ALL
                SELECT aggregate_type, generation, partition, "offset", 'dead', '', '', NULL, NULL, NULL
                FROM docket.dead_letter
                """, row -> {
            Coordinates at = at(row);
            long firstOffset = row.getLong(10);
            Coordinates first =
                    row.wasNull() ? null : new Coordinates(at.type(), row.getInt(8), row.getInt(9), firstOffset);
            outcomes.add(new OutcomeRow(at, kind(row.getString(5)), row.getString(6), row.getString(7), first));
        });
        return outcomes;
    }

    private static Kind kind(String stored) {
        return switch (stored) {
            case "decided" -> Kind.DECIDED;
            case "noted" -> Kind.NOTED;
            case "repeat" -> Kind.REPEAT;
            case "mismatch" -> Kind.MISMATCH;
            case "dead" -> Kind.DEAD;
            default -> throw new IllegalArgumentException("No outcome is of kind " + stored);
        };
    }

    private static Coordinates at(ResultSet row) throws SQLException {
        return new Coordinates(AggregateType.ofCode(row.getInt(1)), row.getInt(2), row.getInt(3), row.getLong(4));
    }

    private List<Logged> events() {
        List<Logged> events = new ArrayList<>();
        rows(
                """
                SELECT aggregate_type, generation, partition, "offset", index, sequence, aggregate_id, event_type,
                       refusal_code, actor, command_id, data
                FROM docket.event_log ORDER BY aggregate_type, generation, partition, "offset", index
                """,
                row -> events.add(new Logged(
                        at(row),
                        row.getInt(5),
                        row.getLong(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getString(11),
                        row.getString(12))));
        return events;
    }

    private List<StateRow> states() {
        List<StateRow> states = new ArrayList<>();
        rows(
                "SELECT supervision_id, version, node, refund_state, code_state, appeal_state FROM docket.supervision",
                row -> states.add(new StateRow(
                        AggregateType.SUPERVISION,
                        row.getString(1),
                        row.getLong(2),
                        Map.of(
                                "node",
                                row.getString(3),
                                "refundState",
                                row.getString(4),
                                "codeState",
                                row.getString(5),
                                "appealState",
                                row.getString(6)))));
        rows(
                "SELECT ticket_id, version, state, coalesce(handler, '') FROM docket.ticket",
                row -> states.add(new StateRow(
                        AggregateType.TICKET,
                        row.getString(1),
                        row.getLong(2),
                        Map.of("state", row.getString(3), "handler", row.getString(4)))));
        rows(
                "SELECT product_key, version, coalesce(authorised_to, '') FROM docket.product",
                row -> states.add(new StateRow(
                        AggregateType.PRODUCT,
                        row.getString(1),
                        row.getLong(2),
                        Map.of("authorisedTo", row.getString(3)))));
        return states;
    }

    private long count(String sql) {
        List<Long> counts = new ArrayList<>();
        rows(sql, row -> counts.add(row.getLong(1)));
        return counts.getFirst();
    }

    private interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void rows(String sql, Row each) {
        try (Connection connection = site.database().superuser(site.databaseName());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                each.read(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not answer: " + sql, e);
        }
    }

    /// What is read on a topic.
    interface RecordVisitor {
        void record(ConsumerRecord<String, String> found);
    }
}
