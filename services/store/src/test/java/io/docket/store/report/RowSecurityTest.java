package io.docket.store.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.store.Migrations;
import io.docket.store.ReportingLogin;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSecurityTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Jdbi reporter1 = Jdbi.create(database.as("reporter_1"));
    private final Jdbi platform = Jdbi.create(database.as("platform_reporter"));

    @BeforeEach
    void a_row_of_everything_for_two_sellers() {
        database.clear();
        Rows rows = new Rows(database);
        for (String seller : List.of("S-1", "S-2")) {
            rows.supervision("O-" + seller + "/1", "seller_id", seller);
            rows.ticket("T-" + seller, "seller_id", seller);
            rows.product(seller, "P-1", null);
            rows.event("O-" + seller + "/1", 1, "seller_id", seller);
            rows.event("O-" + seller + "/1", 2, "seller_id", seller, "refusal_code", "CODE_RECEIVED");
            rows.event("O-" + seller + "/1", 3, "seller_id", seller, "sequence", 2, "data", Map.of("node", "A"));
            rows.event("O-" + seller + "/1", 4, "seller_id", seller, "sequence", 3, "data", Map.of("node", "B"));
            rows.event("O-" + seller + "/1", 5, "seller_id", seller, "sequence", 4, "event_type", "usage-recorded");
            rows.noted("O-" + seller + "/1", 6, seller, "report-usage");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supervision",
                "ticket",
                "event",
                "funnel_daily",
                "node_duration",
                "ticket_sla_daily",
                "code_usage_daily"
            })
    void a_sellers_login_sees_his_own_rows_only_and_the_platforms_all(String view) {
        String sellers = "SELECT DISTINCT seller_id FROM report." + view + " ORDER BY seller_id";

        assertThat(texts(reporter1, sellers)).containsExactly("S-1");
        assertThat(texts(Jdbi.create(database.as("reporter_2")), sellers)).containsExactly("S-2");
        assertThat(texts(platform, sellers)).containsExactly("S-1", "S-2");
        assertThat(texts(Jdbi.create(database.as("docket_owner")), sellers)).containsExactly("S-1", "S-2");
        assertThat(texts(database.app().jdbi(), sellers)).containsExactly("S-1", "S-2");
    }

    @Test
    void what_had_no_event_is_counted_too_and_a_sellers_own_only() {
        String counts = "SELECT seller_id || usage_reports FROM report.code_usage_daily ORDER BY 1";

        assertThat(texts(reporter1, counts)).containsExactly("S-12");
        assertThat(texts(platform, counts)).containsExactly("S-12", "S-22");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE docket_reporting",
                "SET row_security = off",
                "SET session_replication_role = replica",
                "SET search_path = pg_temp",
                "SET docket.seller_id = 'S-2'",
                "SET ROLE docket_platform_reporting",
                "SET SESSION AUTHORIZATION reporter_2",
                "SET ROLE docket"
            })
    void no_setting_shows_a_login_another_sellers_rows(String setting) {
        reporter1.useHandle(handle -> {
            List<String> seen;
            try {
                handle.execute(setting);
                seen = handle.createQuery("SELECT seller_id FROM report.supervision")
                        .mapTo(String.class)
                        .list();
            } catch (RuntimeException refused) {
                seen = List.of();
            }
            assertThat(seen).as(setting).doesNotContain("S-2");
        });
    }

    @Test
    void a_login_that_belongs_to_no_seller_sees_nothing() {
        Migrations.createReportingLogins(
                database.asSuperuser(), List.of(new ReportingLogin("reporter_9", "S-9", DocketTestDatabase.PASSWORD)));
        Jdbi.create(database.asSuperuser())
                .useHandle(handle -> handle.execute("DELETE FROM docket.reporting_login WHERE login = 'reporter_9'"));

        assertThat(texts(Jdbi.create(database.as("reporter_9")), "SELECT seller_id FROM report.supervision"))
                .isEmpty();
    }

    @Test
    void a_platform_login_made_a_sellers_no_longer_sees_the_others() {
        String password = DocketTestDatabase.PASSWORD;
        Migrations.createReportingLogins(
                database.asSuperuser(), List.of(new ReportingLogin("reporter_8", null, password)));
        Jdbi reporter8 = Jdbi.create(database.as("reporter_8"));
        assertThat(texts(reporter8, "SELECT seller_id FROM report.supervision")).hasSize(2);

        Migrations.createReportingLogins(
                database.asSuperuser(), List.of(new ReportingLogin("reporter_8", "S-2", password)));

        assertThat(texts(reporter8, "SELECT seller_id FROM report.supervision")).containsExactly("S-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO docket.reporting_login VALUES ('reporter_1', 'S-2')",
                "DELETE FROM docket.reporting_login",
                "UPDATE docket.flyway_schema_history SET success = false"
            })
    void who_sees_what_is_not_for_the_processor_to_change(String sql) {
        Jdbi processor = Jdbi.create(database.as("docket"));

        assertThatThrownBy(() -> processor.useHandle(handle -> handle.execute(sql)))
                .as(sql)
                .hasStackTraceContaining("permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT code_sealed FROM docket.vault",
                "SELECT code_hash FROM docket.supervision",
                "SELECT * FROM docket.supervision",
                "SELECT value_sealed FROM docket.dead_letter",
                "SELECT digest FROM docket.event_log",
                "SELECT data FROM docket.event_log_rest",
                "SELECT seller_id FROM docket.reporting_login",
                "SELECT command_id FROM docket.silent_outcome",
                "UPDATE docket.supervision SET node = 'COMPLETED'",
                "INSERT INTO docket.reporting_login VALUES ('reporter_1', 'S-2')",
                "SELECT docket.make_month('2030-01-01')",
                "CREATE TABLE report.mine (a int)",
                "CREATE TABLE docket.mine (a int)",
                "CREATE TEMPORARY TABLE mine (a int)"
            })
    void neither_secrets_nor_writes_are_a_reporters(String sql) {
        for (Jdbi reporter : List.of(reporter1, platform)) {
            assertThatThrownBy(() -> reporter.useHandle(handle -> handle.execute(sql)))
                    .as(sql)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void no_role_of_docket_is_a_superuser_and_reporters_do_not_bypass_row_security() {
        assertThat(texts(platform, """
                        SELECT rolname FROM pg_roles
                        WHERE rolsuper AND (rolname LIKE 'docket%' OR rolname LIKE '%reporter%')
                        """)).isEmpty();
        assertThat(texts(platform, "SELECT rolname FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"))
                .containsExactly("docket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM report.supervision WHERE opened_at >= '2026-11-05' ORDER BY opened_at LIMIT 10",
                "SELECT * FROM report.supervision WHERE supervision_id = 'O-S-1/1'",
                "SELECT * FROM report.ticket ORDER BY opened_at DESC LIMIT 10",
                "SELECT * FROM report.event WHERE aggregate_id = 'O-S-1/1'",
                "SELECT * FROM report.event ORDER BY recorded_at DESC LIMIT 10",
                "SELECT * FROM report.funnel_daily"
            })
    void a_sellers_reports_use_indexes(String sql) {
        String plan = reporter1.withHandle(handle -> {
            // The tables of a test are too small for an index to be worth it; whether one can be used is the question.
            handle.execute("SET enable_seqscan = off");
            return String.join(
                    "\n",
                    handle.createQuery("EXPLAIN " + sql).mapTo(String.class).list());
        });

        assertThat(plan).contains("Index").doesNotContain("Seq Scan");
    }

    private static List<String> texts(Jdbi jdbi, String sql) {
        return jdbi.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
