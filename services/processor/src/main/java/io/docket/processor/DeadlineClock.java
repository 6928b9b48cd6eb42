package io.docket.processor;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Role;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.ClockTable;
import io.docket.store.batch.ClockTable.Due;
import io.docket.store.read.Lag;
import io.docket.store.read.ProgressReads;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Sends `deadline-elapsed` for what is due, the longest due first.
///
/// A due row is claimed, its command sent with an id derived from aggregate, kind and due time, and the row marked with
/// where that was acknowledged; whoever decides it deletes the row. Any number of instances may run it: one of them has
/// the tick. An outage's backlog does not bury people's commands: so many a tick, and none while the log lags.
final class DeadlineClock implements AutoCloseable {
    /// With [#TICK] 500 per second, of all instances together.
    static final int PER_TICK_MAX = 100;

    static final Duration TICK = Duration.ofMillis(200);
    private static final Duration LAG_MAX = Duration.ofSeconds(5);
    private static final Duration CLAIM = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineClock.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DocketDatabase database;
    private final ProgressReads progress;
    private final LayoutWatch layout;
    private final Restoration restoration;
    private final EventSender sender;
    private final ProcessorMetrics metrics;
    private final InstantSource time;
    private final Chore chore;

    DeadlineClock(
            DocketDatabase database,
            LayoutWatch layout,
            Restoration restoration,
            ProcessorMetrics metrics,
            String bootstrapServers,
            InstantSource time,
            CountDownLatch stopping) {
        this.database = database;
        this.progress = new ProgressReads(database.jdbi());
        this.layout = layout;
        this.restoration = restoration;
        this.metrics = metrics;
        this.sender = new EventSender(bootstrapServers);
        this.time = time;
        this.chore = new Chore("docket-clock", TICK, stopping, this::tick, e -> {
            LOG.warn("Deadlines are sent later: {}", e.toString());
            LOG.debug("Why", e);
            sender.abandon();
        });
    }

    void start() {
        chore.start();
    }

    private void tick() throws SQLException {
        if (!restoration.isOver()) {
            return; // what was due then was sent then
        }
        List<Due> due;
        Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
        try (Connection connection = database.connection()) {
            if (!ClockTable.takeTick(connection, TICK) || lags()) {
                return;
            }
            due = ClockTable.claim(connection, now, CLAIM, PER_TICK_MAX);
        }
        if (!due.isEmpty()) {
            List<ClockTable.Sent> sent = send(due, now);
            try (Connection connection = database.connection()) {
                ClockTable.sent(connection, sent);
            }
            metrics.elapsed(sent.size());
        }
    }

    private boolean lags() {
        Lag lag = progress.lag();
        Duration age = lag.age();
        return age == null || age.compareTo(LAG_MAX) > 0;
    }

    private List<ClockTable.Sent> send(List<Due> due, Instant now) {
        Queue<ClockTable.Sent> sent = new ConcurrentLinkedQueue<>();
        due.stream().sorted(Comparator.comparing(Due::dueAt)).forEach(each -> {
            int generation = layout.generation(each.type());
            sender.send(
                    CommandEncoder.encode(elapsed(each, now), layout.partitions(each.type()), now),
                    at -> sent.add(new ClockTable.Sent(each, generation, at.partition(), at.offset())));
        });
        sender.flush();
        return List.copyOf(sent);
    }

    private static OutgoingCommand elapsed(Due due, Instant now) {
        return new OutgoingCommand(
                due.type(),
                "deadline-elapsed",
                id(due),
                due.aggregateId(),
                Role.CLOCK.wire(),
                due.sellerId(),
                now,
                "/clock",
                null,
                null,
                JSON.writeValueAsBytes(
                        Map.of("kind", due.kind(), "dueAt", due.dueAt().toString())));
    }

    /// A first sending's id follows from the deadline alone, so whoever else sends it sends a repeat. What was decided
    /// to no effect would be answered with that for ever, so the next one's id tells the attempt.
    private static String id(Due due) {
        String deadline = due.kind() + "\0" + due.dueAt();
        return due.attempt() == 0
                ? DerivedId.of(due.type().wire(), due.aggregateId(), deadline)
                : DerivedId.of(due.type().wire(), due.aggregateId(), deadline, Integer.toString(due.attempt()));
    }

    @Override
    public void close() {
        chore.close();
        sender.close();
    }
}
