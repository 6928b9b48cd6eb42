package io.docket.processor;

import io.docket.contracts.Decoded;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.Lifecycles;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.ticket.TicketDecider;
import io.docket.store.batch.CommandKey;
import io.docket.store.batch.DeadLetterRow;
import io.docket.store.batch.EventLogTable;
import io.docket.store.batch.FirstOutcome;
import io.docket.store.batch.FirstOutcomes;
import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.SilentOutcome;
import io.docket.store.batch.SilentTables;
import io.docket.store.vault.CodeKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One batch within its transaction: load, decide in log order, write. Made anew for every try.
final class Batch {
    private static final Logger LOG = LoggerFactory.getLogger(Batch.class);

    /// Commands that are older than that are looked up as if they were that old.
    private static final Duration RESTORED_AGE_MAX = Duration.ofDays(180);

    private static final Duration CLOCKS_APART_MAX = Duration.ofDays(1);

    private final Connection connection;
    private final Instant recordedAt;
    private final Instant latestRecorded;
    private final DeadLetters deadLetters;
    private final Map<AggregateType, Desk> desks = new EnumMap<>(AggregateType.class);
    private final Map<CommandKey, FirstOutcome> firsts = new HashMap<>();
    private final Map<String, Coordinates> openings = new HashMap<>();
    private final List<LoggedRow> logged = new ArrayList<>();
    private final List<SilentOutcome> silent = new ArrayList<>();
    private final List<DeadLetterRow> dead = new ArrayList<>();
    private int refused;

    /// @param recordedAt when its outcomes are
    /// @param latestRecorded no earlier outcome was recorded later
    Batch(
            Connection connection,
            Instant recordedAt,
            Instant latestRecorded,
            Lifecycles lifecycles,
            CodeKeys keys,
            DeadLetters deadLetters) {
        this.connection = connection;
        this.recordedAt = recordedAt;
        this.latestRecorded = latestRecorded;
        this.deadLetters = deadLetters;
        desks.put(AggregateType.SUPERVISION, new SupervisionDesk(new SupervisionDecider(lifecycles), keys));
        desks.put(AggregateType.TICKET, new TicketDesk(new TicketDecider(lifecycles)));
        desks.put(AggregateType.PRODUCT, new ProductDesk());
        desks.put(AggregateType.SELLER, new SellerDesk(new SellerDecider(lifecycles)));
    }

    /// Everything but progress; the caller commits.
    void run(List<Incoming> records) throws SQLException {
        load(records);
        for (Incoming incoming : records) {
            switch (incoming.decoded()) {
                case Decoded.Readable readable -> decide(incoming, readable.command());
                case Decoded.Unreadable unreadable -> {
                    requireNothingPublished(incoming, unreadable.reason().name());
                    dead.add(deadLetters.row(incoming, unreadable.reason(), unreadable.detail()));
                }
            }
        }
        write();
    }

    private void load(List<Incoming> records) throws SQLException {
        Map<AggregateType, List<IncomingCommand>> byType = new EnumMap<>(AggregateType.class);
        List<CommandKey> keys = new ArrayList<>(records.size());
        for (Incoming incoming : records) {
            if (incoming.decoded() instanceof Decoded.Readable readable) {
                IncomingCommand command = readable.command();
                byType.computeIfAbsent(command.type(), _ -> new ArrayList<>()).add(command);
                keys.add(key(command));
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        firsts.putAll(FirstOutcomes.find(connection, keys, dedupSince(records), dedupBefore()));
        for (Map.Entry<AggregateType, List<IncomingCommand>> group : byType.entrySet()) {
            desk(group.getKey()).load(connection, group.getValue());
        }
    }

    /// This month and the last: a dedup window of at least 31 days. What takes its outcomes from the events topic was
    /// decided about when its commands came, so the window is that of then.
    private Instant dedupSince(List<Incoming> records) {
        Instant at = recordedAt;
        for (Incoming incoming : records) {
            if (incoming.restored() != null && incoming.recordTime().isBefore(at)) {
                at = incoming.recordTime();
            }
        }
        Instant earliest = recordedAt.minus(RESTORED_AGE_MAX);
        return month(at.isBefore(earliest) ? earliest : at).minusMonths(1).toInstant();
    }

    /// The end of the month of the latest outcome there is, a day's doubt about clocks added.
    private Instant dedupBefore() {
        return month(latestRecorded.plus(CLOCKS_APART_MAX)).plusMonths(1).toInstant();
    }

    private static OffsetDateTime month(Instant at) {
        return at.atOffset(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    }

    private Desk desk(AggregateType type) {
        Desk desk = desks.get(type);
        if (desk == null) {
            throw new IllegalStateException("No desk for " + type);
        }
        return desk;
    }

    private static CommandKey key(IncomingCommand command) {
        return new CommandKey(
                command.type().ofTopic(),
                command.command().aggregateId(),
                command.command().id());
    }

    private void decide(Incoming incoming, IncomingCommand command) throws SQLException {
        CommandKey key = key(command);
        List<OutgoingEvent> published = published(incoming);
        if (!published.isEmpty()) {
            firsts.put(key, new FirstOutcome(incoming.at(), command.digest()));
            log(incoming, command, Restoring.take(desk(command.type()), incoming, command, published));
            return;
        }
        FirstOutcome first = firsts.get(key);
        if (first != null) {
            boolean same = first.digest().equals(command.digest());
            addSilent(incoming, command, same ? SilentOutcome.Kind.REPEAT : SilentOutcome.Kind.MISMATCH, first.at());
            return;
        }
        Instant time = command.time();
        Instant wanted = time == null ? incoming.recordTime() : time;
        Verdict verdict;
        try {
            verdict = desk(command.type()).decide(command, wanted);
        } catch (RuntimeException e) {
            LOG.error("Deciding {} at {} failed: it is a dead letter", command.commandType(), incoming.at(), e);
            dead.add(deadLetters.failed(incoming, e));
            return;
        }
        if (verdict.sameAsOpening()) {
            addSilent(incoming, command, SilentOutcome.Kind.REPEAT, opening(command));
            return;
        }
        Restoring.requireNotMissing(incoming, command, verdict);
        firsts.put(key, new FirstOutcome(incoming.at(), command.digest()));
        Verdict.Noted noted = verdict.noted();
        if (noted != null) {
            silent.add(SilentOutcome.noted(
                    incoming.at(),
                    command.command().aggregateId(),
                    command.command().id(),
                    new SilentOutcome.Noted(noted.sellerId(), command.commandType(), noted.time(), command.digest())));
            return;
        }
        log(incoming, command, verdict);
    }

    private static List<OutgoingEvent> published(Incoming incoming) {
        RestoredEvents restored = incoming.restored();
        return restored == null ? List.of() : restored.of(incoming.at().offset());
    }

    private static void requireNothingPublished(Incoming incoming, String reason) {
        if (!published(incoming).isEmpty()) {
            throw new Diverged(
                    incoming.at(), "the events topic has outcomes of it, but here it is a dead letter " + reason);
        }
    }

    private void log(Incoming incoming, IncomingCommand command, Verdict verdict) {
        int index = 0;
        for (Verdict.Said said : verdict.said()) {
            if (said.refusalCode() != null) {
                refused++;
            } else if (said.sequence() == 1) {
                openings.put(command.command().aggregateId(), incoming.at());
            }
            logged.add(new LoggedRow(
                    incoming.at(),
                    index++,
                    command.command().aggregateId(),
                    said.sellerId(),
                    said.sequence(),
                    said.eventType(),
                    said.refusalCode(),
                    command.command().actor().text(),
                    command.command().id(),
                    said.time(),
                    command.traceparent(),
                    command.digest(),
                    said.data()));
        }
    }

    private @Nullable Coordinates opening(IncomingCommand command) throws SQLException {
        String id = command.command().aggregateId();
        Coordinates here = openings.get(id);
        return here == null ? EventLogTable.opening(connection, command.type(), id) : here;
    }

    private void addSilent(
            Incoming incoming, IncomingCommand command, SilentOutcome.Kind kind, @Nullable Coordinates first) {
        silent.add(new SilentOutcome(
                incoming.at(),
                kind,
                command.command().aggregateId(),
                command.command().id(),
                first,
                null));
    }

    private void write() throws SQLException {
        EventLogTable.append(connection, logged, recordedAt);
        SilentTables.appendOutcomes(connection, silent, recordedAt);
        SilentTables.appendDeadLetters(connection, dead, recordedAt);
        for (Desk desk : desks.values()) {
            desk.write(connection, recordedAt);
        }
    }

    List<LoggedRow> logged() {
        return logged;
    }

    /// To be asked after the commit.
    Decisions decisions() {
        return new Decisions(logged, recordedAt, row -> desk(row.at().type()).state(row.aggregateId()));
    }

    int refused() {
        return refused;
    }

    int silent() {
        return silent.size();
    }

    int dead() {
        return dead.size();
    }
}
