package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Coordinates;
import io.docket.processor.archive.Archive;
import io.docket.processor.archive.ArchiveDirectory;
import io.docket.processor.rebuild.FoldReport;
import io.docket.processor.rebuild.Rebuild;
import io.docket.store.read.Outcome;
import io.docket.store.read.OutcomeReads;
import io.docket.store.read.SupervisionReads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Old months leave the log, and nothing that was answered before is answered otherwise after.
@OwnSite
class ArchiveTest {
    @SuppressWarnings("TimeInStaticInitializer") // the months of the database that the same class starts
    private static final LocalDate KEPT =
            LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(1);

    @SuppressWarnings("NullAway.Init") // set before every test
    private static Site site;

    @BeforeAll
    static void start() {
        site = Site.start();
        for (int months = 0; months <= 6; months++) {
            execute("SELECT docket.make_month('" + KEPT.minusMonths(months) + "')");
        }
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private static void execute(String sql, Object... arguments) {
        site.database().app().jdbi().useHandle(handle -> handle.execute(sql, arguments));
    }

    private static List<String> texts(String sql) {
        return site.database()
                .app()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private static Coordinates decided(List<OutgoingCommand> commands) {
        List<Coordinates> at = site.produce(commands);
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
            site.awaitPublished();
        }
        return at.getFirst();
    }

    /// As if it had been recorded so many months before those that are kept.
    private static void age(Order order, int months) {
        execute(
                "UPDATE docket.event_log SET recorded_at = ?::date + interval '1 day' WHERE aggregate_id = ?",
                KEPT.minusMonths(months).toString(),
                order.id());
    }

    private static Archive.@Nullable Result archive(Path directory, LocalDate before, boolean dropping)
            throws SQLException, IOException {
        return new Archive(site.database().app(), new ArchiveDirectory(directory), "test", _ -> {})
                .run(before, dropping);
    }

    private static FoldReport verify(@Nullable Path archive) throws SQLException {
        return new ProjectionCheck(
                        site.database().app(), archive == null ? null : new ArchiveDirectory(archive), (_, _) -> {})
                .run();
    }

    private static Rebuild rebuild(@Nullable Path archive) {
        return new Rebuild(
                site.database().app(),
                archive == null ? null : new ArchiveDirectory(archive),
                new Quiet(),
                Duration.ofSeconds(20));
    }

    private static final class Quiet implements Rebuild.Steps {
        @Override
        public void step(String what) {}

        @Override
        public void compared(FoldReport report) {}

        @Override
        public void at(long reached, long end) {}
    }

    @Test
    void what_rests_goes_and_openings_states_and_the_rest_stay(@TempDir Path directory) throws Exception {
        Order resting = Order.next();
        Order alive = Order.next();
        Order young = Order.next();
        OutgoingCommand opening = resting.open();
        List<OutgoingCommand> old = new ArrayList<>(List.of(opening));
        old.addAll(resting.story().subList(1, 7));
        Coordinates openedAt = decided(old);
        decided(alive.untilReceipt());
        decided(young.untilReceipt());
        age(resting, 3);
        age(alive, 2);
        decided(List.of(alive.receiveCode()));
        List<String> events = texts("SELECT e::text FROM docket.event_log e ORDER BY 1");
        Outcome first = new OutcomeReads(site.database().app().jdbi()).at(openedAt);

        Archive.Result dry = archive(directory, KEPT, false);
        List<String> untouched = texts("SELECT e::text FROM docket.event_log e ORDER BY 1");
        // As one that was killed while it wrote.
        Files.createDirectories(directory.resolve("before-" + KEPT.toString().substring(0, 7) + ".unfinished"));
        execute("SELECT docket.archive_prepare('" + KEPT + "')");
        Archive.Result done = archive(directory, KEPT, true);

        assertThat(dry).isEqualTo(done);
        assertThat(untouched).isEqualTo(events);
        assertThat(Objects.requireNonNull(done).events()).isEqualTo(8);
        assertThat(texts("SELECT event_type FROM docket.event_log WHERE aggregate_id = '" + resting.id() + "'"))
                .containsExactly("opened");
        assertThat(texts("SELECT count(*)::text FROM docket.event_log WHERE aggregate_id = '" + alive.id() + "'"))
                .containsExactly("4");
        assertThat(texts("SELECT relname::text FROM pg_class WHERE relname LIKE 'event\\_log\\_____\\___'"))
                .doesNotContain("event_log_"
                        + KEPT.minusMonths(3).toString().substring(0, 7).replace('-', '_'))
                .contains("event_log_" + KEPT.toString().substring(0, 7).replace('-', '_'));
        assertThat(texts("SELECT nspname::text FROM pg_namespace WHERE nspname = 'docket_archive'"))
                .isEmpty();

        FoldReport without = verify(null);
        FoldReport with = verify(directory);
        assertThat(without.differences()).as(without.toString()).isZero();
        assertThat(without.archived()).isEqualTo(1);
        assertThat(with.differences()).as(with.toString()).isZero();
        assertThat(with.archived()).isZero();
        assertThat(with.events()).isEqualTo(events.size());

        assertThatThrownBy(() -> rebuild(null).run(true))
                .isInstanceOf(ArchiveDirectory.MissingArchive.class)
                .hasMessageContaining("--archive");
        List<String> rows = texts("SELECT s::text FROM docket.supervision s ORDER BY supervision_id");
        execute("DELETE FROM docket.supervision WHERE supervision_id = ?", resting.id());
        assertThat(rebuild(directory).run(true)).isNotNull();
        assertThat(texts("SELECT s::text FROM docket.supervision s ORDER BY supervision_id"))
                .isEqualTo(rows);

        // A second opening, however late, is a repeat of the first, whose outcome is still there.
        Coordinates again = decided(List.of(Order.withId(opening, "late")));
        Outcome repeat = new OutcomeReads(site.database().app().jdbi()).at(again);
        assertThat(repeat).isEqualTo(new Outcome.Repeat(openedAt));
        assertThat(new OutcomeReads(site.database().app().jdbi()).at(openedAt)).isEqualTo(first);
        assertThat(new SupervisionReads(site.database().app().jdbi()).baseline(resting.id()))
                .isEqualTo(new SupervisionReads(site.database().app().jdbi()).find(resting.id()));

        woken_goes_on_and_rests_again(directory, resting);
        damaged_files_are_refused(directory);
    }

    private static void woken_goes_on_and_rests_again(Path directory, Order resting) throws Exception {
        decided(List.of(resting.command("report-heartbeat", "software:AK1", "{}")));
        FoldReport woken = verify(directory);
        assertThat(woken.differences()).as(woken.toString()).isZero();
        assertThat(verify(null).archived()).isEqualTo(1);
        Path second = directory.resolve("before-" + KEPT.toString().substring(0, 7));
        assertThat(Files.exists(second.resolve("manifest.json"))).isTrue();
    }

    private static void damaged_files_are_refused(Path directory) throws IOException {
        Path file =
                directory.resolve("before-" + KEPT.toString().substring(0, 7)).resolve("event_log.csv.gz");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> verify(directory))
                .isInstanceOf(ArchiveDirectory.MissingArchive.class)
                .hasMessageContaining("event_log.csv.gz");
    }

    @Test
    void this_month_and_the_last_are_refused(@TempDir Path directory) {
        for (LocalDate before : List.of(KEPT.plusMonths(1), KEPT.plusMonths(2), KEPT.plusDays(1))) {
            assertThatThrownBy(() -> archive(directory, before, true))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("stay");
        }
        assertThat(directory).isEmptyDirectory();
    }
}
