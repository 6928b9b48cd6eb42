package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.RunningDocket.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo's projections are made anew while it runs, and it notices nothing.
class RebuildCommandTest {
    /// The tables themselves, whatever is in them.
    private static final String TABLES = """
            SELECT oid || ' ' || relfilenode || ' ' || relname FROM pg_class
            WHERE relnamespace = 'docket'::regnamespace AND relname = ANY(docket.projections()) ORDER BY 1
            """;
    private static final String SCHEMAS = "SELECT nspname::text FROM pg_namespace WHERE nspname LIKE 'docket%'";

    private final RunningDocket docket = RunningDocket.shared();
    private final Path endpoints = docket.endpointsFile();

    private void assertOpens(String order) {
        Answer opened = docket.post("platform", "/supervisions", """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",
                "goodsType":"LICENSE_CODE","paidAmount":"12.00","currency":"CNY"}""".formatted(order));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
    }

    private void assertFolds() {
        CommandRun verified = CommandRun.of("verify", "--endpoints=" + endpoints);
        assertThat(verified.exitCode()).as(verified.out()).isZero();
    }

    private static List<String> texts(String sql) throws SQLException {
        return AgedCopy.texts("docket", sql);
    }

    @Test
    void the_demo_is_rebuilt_under_its_feet() throws SQLException {
        assertOpens("REB1");

        assertThat(Docket.run(new String[] {"rebuild", "--dry-run", "--endpoints=" + endpoints}))
                .isZero();
        assertThat(Docket.run(new String[] {"rebuild", "--endpoints=" + endpoints}))
                .isZero();

        assertThat(docket.query("reporter_1", "SELECT node FROM report.supervision WHERE order_id = 'REB1'"))
                .isEqualTo(List.of(List.of("AWAITING_ISSUE")));
        assertThat(docket.post("platform", "/supervisions/REB1%2F1/issue-code", "{}")
                        .status())
                .isEqualTo(200);
        assertOpens("REB2");
        assertThat(docket.get("buyer-1", "/supervisions/REB1%2F1")
                        .json()
                        .path("node")
                        .asString())
                .isEqualTo("AWAITING_DELIVERY");
        assertFolds();
    }

    @Test
    void commands_and_reads_over_http_go_on_through_the_switch() throws Exception {
        HttpLoad load = HttpLoad.on(docket);
        try (load) {
            for (int time = 0; time < 3; time++) {
                load.awaitMore(40);
                long before = load.commands();
                CommandRun rebuilt = CommandRun.of("rebuild", "--endpoints=" + endpoints);
                assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
                assertThat(rebuilt.out()).contains("switched");
                assertThat(load.commands()).as("commands answered meanwhile").isGreaterThan(before);
            }
            load.awaitMore(40);
        }

        assertThat(load.failures()).isEmpty();
        assertThat(load.received()).isNotEmpty().allSatisfy(order -> {
            Answer now = docket.get("buyer-1", "/supervisions/" + order + "%2F1");
            assertThat(now.json().path("node").asString()).as(now.body()).isEqualTo("AWAITING_ACTIVATION");
            assertThat(now.json().path("version").intValue()).as(now.body()).isEqualTo(4);
        });
        assertFolds();
    }

    @Test
    void killed_halfway_it_leaves_the_live_tables_and_the_next_one_succeeds() throws Exception {
        assertOpens("REB3");
        assertOpens("REB4");
        AgedCopy.execute(
                "docket", "UPDATE docket.supervision SET product_id = 'damaged' WHERE supervision_id = 'REB3/1'");
        List<String> tables = texts(TABLES);
        List<String> steps = List.of("docket: folding", "docket: switching");
        List<String> commands = List.of("issue-code", "confirm-delivery");

        // A report that is being read keeps it from switching.
        try (Connection report = DriverManager.getConnection(
                        docket.endpoints().reporting().jdbcUrl(), "reporter_1", "demo");
                Statement reading = report.createStatement()) {
            report.setAutoCommit(false);
            reading.executeQuery("SELECT count(*) FROM report.supervision JOIN report.ticket USING (seller_id)")
                    .close();
            for (int time = 0; time < steps.size(); time++) {
                try (CommandProcess rebuild = CommandProcess.start("rebuild", "--endpoints=" + endpoints)) {
                    rebuild.awaitLine(steps.get(time));
                    rebuild.kill();
                }
                assertThat(texts(TABLES)).isEqualTo(tables);
                assertThat(texts(SCHEMAS)).containsExactlyInAnyOrder("docket", "docket_rebuild");
                assertThat(texts("SELECT product_id FROM docket.supervision WHERE supervision_id = 'REB3/1'"))
                        .containsExactly("damaged");
                assertThat(docket.post("staff-1", "/supervisions/REB4%2F1/" + commands.get(time), "{}")
                                .status())
                        .isEqualTo(200);
                assertThat(docket.get("reporter-1", "/reports/supervision?limit=1")
                                .status())
                        .isEqualTo(200);
                AgedCopy.awaitNobody("docket");
            }
            CommandRun waited = CommandRun.of("rebuild", "--switch-wait=1", "--endpoints=" + endpoints);
            assertThat(waited.exitCode()).isEqualTo(1);
            assertThat(waited.err().lines()).as(waited.err()).hasSize(1);
            assertThat(waited.err()).contains("free for a moment within 1 s", "reporter_1", "nothing is changed");
            report.rollback();
        }
        CommandRun rebuilt = CommandRun.of("rebuild", "--endpoints=" + endpoints);

        assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
        assertThat(rebuilt.out()).contains("REB3/1", "1 differences");
        assertThat(texts(SCHEMAS)).containsExactly("docket");
        assertThat(texts(TABLES)).doesNotContainAnyElementsOf(tables);
        assertThat(texts("SELECT product_id FROM docket.supervision WHERE supervision_id = 'REB3/1'"))
                .containsExactly("P-1");
        assertThat(docket.get("buyer-1", "/supervisions/REB4%2F1")
                        .json()
                        .path("node")
                        .asString())
                .isEqualTo("AWAITING_RECEIPT");
        assertFolds();
    }

    @Test
    void views_of_others_are_named_before_it_begins_and_those_on_reports_may_stay(@TempDir Path directory)
            throws Exception {
        try (AgedCopy copy = AgedCopy.in(directory)) {
            copy.execute("""
                    CREATE ROLE analyst IN ROLE docket_platform_reporting;
                    CREATE SCHEMA bi AUTHORIZATION analyst;
                    CREATE VIEW bi.orders AS SELECT order_id, node FROM docket.supervision;
                    ALTER VIEW bi.orders OWNER TO analyst;
                    CREATE MATERIALIZED VIEW bi.tickets AS SELECT ticket_id FROM docket.ticket;
                    CREATE VIEW bi.nodes AS SELECT node FROM report.supervision;
                    ALTER VIEW bi.nodes OWNER TO analyst;
                    CREATE MATERIALIZED VIEW bi.counted AS SELECT count(*) FROM report.supervision
                    """);
            String catalog = "SELECT oid || ' ' || relname FROM pg_class WHERE oid > 16384 ORDER BY 1";
            List<String> before = copy.texts(catalog);

            CommandRun refused = CommandRun.of("rebuild", "--endpoints=" + copy.endpoints());
            List<String> after = copy.texts(catalog);
            CommandRun dry = CommandRun.of("rebuild", "--dry-run", "--endpoints=" + copy.endpoints());
            copy.execute("DROP VIEW bi.orders; DROP MATERIALIZED VIEW bi.tickets");
            CommandRun rebuilt = CommandRun.of("rebuild", "--endpoints=" + copy.endpoints());

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.err().lines()).hasSize(1);
            assertThat(refused.err())
                    .contains("materialized view bi.tickets of ", " view bi.orders of analyst", "drop them")
                    .contains("docs/rebuilding.md")
                    .doesNotContain("bi.nodes", "bi.counted");
            assertThat(refused.out()).doesNotContain("folding");
            assertThat(after).isEqualTo(before);
            assertThat(dry.exitCode()).as(dry.err()).isZero();
            assertThat(dry.out()).contains("a rebuild would be refused", " view bi.orders of analyst");
            assertThat(rebuilt.exitCode()).as(rebuilt.err()).isZero();
            assertThat(copy.texts("SELECT count(*) FROM bi.nodes"))
                    .isEqualTo(copy.texts("SELECT count(*) FROM docket.supervision"));
            copy.execute("REFRESH MATERIALIZED VIEW bi.counted");
        } finally {
            AgedCopy.execute("postgres", "DROP ROLE IF EXISTS analyst");
        }
    }
}
