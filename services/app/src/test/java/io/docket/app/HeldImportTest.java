package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.demo.Endpoints;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `import --hold-clock`: what was due in the past fires when the past has been told.
class HeldImportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    private final RunningDocket docket = RunningDocket.shared();
    private final String order = "H" + UUID.randomUUID().toString().substring(0, 12);

    @Test
    void no_deadline_fires_between_the_lines_of_a_history() throws Exception {
        Path pipe = directory.resolve("history.jsonl");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Path endpoints = Path.of(docket.endpoints().keysDir()).resolveSibling(Endpoints.FILE);
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                () -> Docket.run(new String[] {"import", "--hold-clock", "--endpoints=" + endpoints, pipe.toString()}));

        try (Writer history = Files.newBufferedWriter(pipe)) {
            tell(history, 1, "2020-01-01T08:00:00Z", "open", "platform:platform", """
                    {"orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",\
                    "goodsType":"LICENSE_OFFLINE","paidAmount":"10.00","currency":"CNY"}""".formatted(order));
            events(1); // its reminder has been due since June 2020
            await("the clock stands still", this::stands);
            tell(history, 2, "2020-09-01T08:00:00Z", "confirm-delivery", "staff:staff-1", "{}");
        }

        assertThat(exitCode.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isZero();
        assertThat(events(3)).containsExactly("opened", "delivery-confirmed", "reminded");
    }

    private void tell(Writer history, int number, String time, String type, String actor, String data)
            throws IOException {
        history.write("""
                {"specversion":"1.0","id":"h-%d","source":"/erp","time":"%s","type":"io.docket.supervision.%s.v1",\
                "subject":"%s/1","actor":"%s","seller":"S-1","data":%s}
                """.formatted(number, time, type, order, actor, data));
        history.flush();
    }

    private boolean stands() {
        Endpoints.Database database = docket.endpoints().database();
        try (Connection connection = DriverManager.getConnection(
                        database.jdbcUrl(), database.user(), Files.readString(Path.of(database.passwordFile())));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT next_tick_at < clock_timestamp() - interval '2 seconds' FROM docket.clock")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Its first events, once there are so many.
    private List<String> events(int count) {
        await(count + " events", () -> told(count).size() == count);
        return told(count);
    }

    private List<String> told(int count) {
        String sql = "SELECT event_type FROM report.event WHERE aggregate_id = '" + order
                + "/1' ORDER BY sequence LIMIT " + count;
        try {
            return docket.query("reporter_1", sql).stream().map(List::getFirst).toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
