package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.store.batch.CopyBuffer;
import io.docket.store.batch.Projection;
import io.docket.store.projection.BinaryRows;
import io.docket.store.projection.FoldEvent;
import io.docket.store.projection.KeyRange;
import io.docket.store.projection.LogSnapshot;
import io.docket.store.projection.ShadowWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The aggregates of one kind on their way from events to rows: the log, the live rows, the pending deadlines and the
/// vault are read side by side in one order, so that each is read once and nothing is kept.
final class Side<S> implements AutoCloseable {
    private static final int STRAYS_MAX = 10_000;

    private final Folding<S> folding;
    private final AggregateType type;
    private final Findings findings;
    private final @Nullable ShadowWriter writer;
    private final LogSnapshot.Rows live;
    private final LogSnapshot.@Nullable Rows codes;
    private final LogSnapshot.@Nullable Rows deadlines;
    private final LogSnapshot.@Nullable Rows baselines;
    private final CopyBuffer encoded = new CopyBuffer();
    private @Nullable BinaryRows liveRow;
    private @Nullable BinaryRows code;
    private @Nullable BinaryRows deadline;
    private @Nullable BinaryRows baseline;
    private byte @Nullable [] key;
    private String id = "";
    private @Nullable S state;
    /// Whose events cannot be folded to their end.
    private boolean broken;
    /// Rows without events that were met since the last aggregate: their deadlines are not told apart from them.
    private final Set<String> strays = new HashSet<>();

    /// @param whole whether the archived events are at hand
    /// @param writer null: nothing is written
    Side(
            Folding<S> folding,
            LogSnapshot snapshot,
            KeyRange range,
            Findings findings,
            boolean whole,
            @Nullable ShadowWriter writer)
            throws SQLException {
        this.folding = folding;
        this.type = folding.projection().type();
        this.findings = findings;
        this.writer = writer;
        this.live = snapshot.live(folding.projection(), range);
        this.codes = folding.coded() ? snapshot.codes(range) : null;
        this.deadlines = folding.hasDeadlines() ? snapshot.deadlines(type, range) : null;
        this.baselines = whole || !folding.hasDeadlines() ? null : snapshot.baselines(type, range);
        baseline = baselines == null ? null : baselines.next();
        liveRow = live.next();
        code = codes == null ? null : codes.next();
        deadline = deadlines == null ? null : deadlines.next();
    }

    boolean holds(FoldEvent event) {
        return folding.holds(event.aggregateId());
    }

    void add(FoldEvent event) throws SQLException {
        if (!Arrays.equals(event.key(), key)) {
            finish();
            key = event.key();
            id = event.aggregateId();
            findings.aggregate();
        }
        findings.event();
        if (broken) {
            return;
        }
        long expected = state == null ? 1 : folding.version().applyAsLong(state) + 1;
        if (event.sequence() != expected) {
            broken = true;
            if (baselineVersion(event.key()) < expected) {
                findings.broken(
                        type, id, "sequence " + expected + " is missing in the log, " + event.sequence() + " follows");
            } else {
                findings.archived();
            }
            return;
        }
        try {
            state = folding.fold().apply(state, id, event.sellerId(), event.type(), event.time(), event.data());
        } catch (RuntimeException e) {
            broken = true;
            findings.broken(
                    type,
                    id,
                    "event " + event.sequence() + " cannot be folded: "
                            + e.getClass().getSimpleName());
        }
    }

    /// After the last event.
    void end() throws SQLException {
        finish();
        while (liveRow != null) {
            stray(liveRow);
        }
        while (deadline != null) {
            strayDeadline(deadline);
        }
        if (writer != null) {
            writer.commit();
        }
    }

    private void finish() throws SQLException {
        byte[] of = key;
        if (of == null) {
            return;
        }
        S folded = broken ? null : state;
        BinaryRows row = liveRow(of);
        if (folded != null && baselineVersion(of) > folding.version().applyAsLong(folded)) {
            findings.archived();
            folded = null;
        }
        if (folded != null) {
            compare(of, folding.withCodeHash(folded, codeHash(of)), row);
        }
        boolean compared = folded != null || baselineVersion(of) == 0;
        if (row != null && !compared) {
            liveRow = live.next();
        } else if (row != null) {
            findings.checksums().live(type, of, row.bytes(), row.start(), row.length());
            liveRow = live.next();
        }
        compareDeadlines(of, folded);
        strays.clear();
        key = null;
        state = null;
        broken = false;
    }

    private void compare(byte[] of, S folded, @Nullable BinaryRows row) throws SQLException {
        encoded.clear();
        int start = encoded.length();
        folding.projection().encode(encoded, folded);
        byte[] bytes = encoded.bytes();
        int length = encoded.length() - start;
        findings.checksums().folded(type, of, bytes, start, length);
        if (row == null) {
            findings.differ(type, id, "there is no row");
        } else if (!row.isSame(bytes, start, length)) {
            findings.differ(
                    type,
                    id,
                    "the row differs in "
                            + String.join(
                                    ", ",
                                    LogSnapshot.differing(
                                            folding.projection(), bytes, start, row.bytes(), row.start())));
        }
        if (writer != null) {
            String seller = folding.seller().apply(folded);
            folding.deadlines()
                    .apply(folded)
                    .pending()
                    .forEach((kind, dueAt) ->
                            Projection.encodeDeadline(writer.deadlines(), type, id, seller, kind, dueAt));
            writer.row(bytes, start, length);
        }
    }

    /// The live row of an aggregate; those before it have no events.
    private @Nullable BinaryRows liveRow(byte[] of) throws SQLException {
        while (liveRow != null) {
            int order = liveRow.compareKey(of);
            if (order == 0) {
                return liveRow;
            }
            if (order > 0) {
                return null;
            }
            stray(liveRow);
        }
        return null;
    }

    private void stray(BinaryRows row) throws SQLException {
        byte[] of = row.key();
        if (folding.holds(new String(of, StandardCharsets.UTF_8))) {
            findings.differ(type, row.text(0), "the row has no event");
            if (strays.size() < STRAYS_MAX) {
                strays.add(row.text(0));
            }
        }
        findings.checksums().live(type, of, row.bytes(), row.start(), row.length());
        liveRow = live.next();
    }

    /// Up to which its history is archived and not at hand; 0: it is not.
    private long baselineVersion(byte[] of) throws SQLException {
        while (baseline != null && baselines != null) {
            int order = baseline.compareKey(of);
            if (order == 0) {
                return baseline.int8(1);
            }
            if (order > 0) {
                return 0;
            }
            baseline = baselines.next();
        }
        return 0;
    }

    private @Nullable String codeHash(byte[] of) throws SQLException {
        while (code != null && codes != null) {
            int order = code.compareKey(of);
            if (order == 0) {
                return code.text(1);
            }
            if (order > 0) {
                return null;
            }
            code = codes.next();
        }
        return null;
    }

    private void compareDeadlines(byte[] of, @Nullable S folded) throws SQLException {
        if (deadlines == null) {
            return;
        }
        Map<String, Instant> rows = new TreeMap<>();
        while (deadline != null) {
            int order = deadline.compareKey(of);
            if (order > 0) {
                break;
            }
            if (order < 0) {
                strayDeadline(deadline);
                continue;
            }
            rows.put(deadline.text(1), deadline.time(2));
            deadline = deadlines.next();
        }
        if (folded == null) {
            return;
        }
        Map<DeadlineKind, Instant> pending = folding.deadlines().apply(folded).pending();
        boolean same = pending.size() == rows.size()
                && pending.entrySet().stream()
                        .allMatch(each -> micros(each.getValue())
                                .equals(rows.get(each.getKey().wire())));
        if (!same) {
            findings.differ(type, id, "its rows of docket.deadline are not the pending deadlines");
        }
    }

    /// As a row keeps it.
    private static Instant micros(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond(), time.getNano() / 1_000 * 1_000L);
    }

    private void strayDeadline(BinaryRows row) throws SQLException {
        if (!strays.contains(row.text(0))) {
            findings.differ(type, row.text(0), "a row of docket.deadline has no event");
        }
        deadline = deadlines == null ? null : deadlines.next();
    }

    @Override
    public void close() throws SQLException {
        try (live;
                codes;
                deadlines;
                baselines;
                writer) {}
    }
}
