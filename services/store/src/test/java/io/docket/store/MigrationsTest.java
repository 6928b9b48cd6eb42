package io.docket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.store.fixture.DocketTestDatabase;
import java.time.LocalDate;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Jdbi jdbi = database.app().jdbi();

    @BeforeEach
    void empty() {
        database.clear();
    }

    @Test
    void every_step_may_be_repeated() {
        assertThatCode(() -> {
                    Migrations.prepareRoles(
                            database.asSuperuser(),
                            new RolePasswords(DocketTestDatabase.PASSWORD, DocketTestDatabase.PASSWORD));
                    Migrations.migrate(database.as("docket_owner"));
                    Migrations.createReportingLogins(
                            database.asSuperuser(), ReportingLogin.demo(DocketTestDatabase.PASSWORD));
                    Migrations.makeMonths(database.app().dataSource(), LocalDate.parse("2031-05-31"));
                    Migrations.makeMonths(database.app().dataSource(), LocalDate.parse("2031-05-31"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void this_month_and_the_next_two_are_made_across_the_years_end() {
        Migrations.makeMonths(database.app().dataSource(), LocalDate.parse("2041-11-30"));

        assertThat(tables("event_log_204%"))
                .containsExactly("event_log_2041_11", "event_log_2041_12", "event_log_2042_01");
        assertThat(tables("silent_outcome_204%")).hasSize(3);
    }

    @Test
    void a_month_made_too_late_takes_over_what_the_rest_has_caught() {
        insertEvent("2051-02-28T23:59:59.999999Z");
        insertEvent("2051-03-01T00:00:00Z");
        insertEvent("2051-03-31T23:59:59.999999Z");
        insertEvent("2051-04-01T00:00:00Z");

        jdbi.useHandle(handle -> handle.execute("SELECT docket.make_month('2051-03-15')"));

        assertThat(count("docket.event_log_2051_03")).isEqualTo(2);
        assertThat(count("docket.event_log_rest")).isEqualTo(2);
        assertThat(count("docket.event_log")).isEqualTo(4);
    }

    @Test
    void a_month_begins_in_utc_whatever_the_sessions_time_zone() {
        jdbi.useHandle(handle -> {
            handle.execute("SET timezone = 'Asia/Shanghai'");
            handle.execute("SELECT docket.make_month('2061-03-01')");
            handle.execute("RESET timezone");
        });

        insertEvent("2061-02-28T23:00:00Z");
        insertEvent("2061-03-01T00:00:00Z");

        assertThat(count("docket.event_log_2061_03")).isEqualTo(1);
    }

    @Test
    void a_durable_server_is_accepted() {
        assertThatCode(() -> database.app().requireDurable()).doesNotThrowAnyException();
    }

    @Test
    void a_session_that_does_not_wait_for_the_disk_is_refused_with_the_remedy() {
        DatabaseOptions durable = database.appOptions(1);
        DatabaseOptions hasty = new DatabaseOptions(
                durable.jdbcUrl() + "?options=-c%20synchronous_commit=off",
                durable.user(),
                durable.password(),
                1,
                "hasty");

        try (DocketDatabase open = DocketDatabase.open(hasty)) {
            assertThatThrownBy(open::requireDurable)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("synchronous_commit = off")
                    .hasMessageContaining("postgresql.conf")
                    .hasMessageNotContaining(DocketTestDatabase.PASSWORD + ")");
        }
    }

    @Test
    void the_gate_holds_in_the_database_itself() {
        String opened = """
                INSERT INTO docket.supervision (supervision_id, order_id, order_line_id, seller_id, buyer_id,
                    product_id, goods_type, flow_version, review_required, receipt_required, trial, paid_amount,
                    currency, ordered_at, opened_at, node, refund_state, code_state, appeal_state, received_at,
                    activated_at, proof_held, invoice_requested, rejections, version, updated_at)
                VALUES ('O-1/1', 'O-1', '1', 'S-1', 'B-1', 'P-1', 'LICENSE_CODE', 1, false, true, false, 1, 'CNY',
                    now(), now(), 'AWAITING_PROOF', '%s', 'ALIVE', '%s', %s, %s, false, false, 0, 1, now())
                """;

        assertThatThrownBy(() -> database.execute(opened.formatted("NONE", "NONE", "NULL", "now()")))
                .hasStackTraceContaining("gate_activation_after_receipt");
        assertThatThrownBy(() -> database.execute(opened.formatted("REQUESTED", "NONE", "now()", "NULL")))
                .hasStackTraceContaining("gate_no_refund_after_receipt");
        assertThatCode(() -> database.execute(opened.formatted("SETTLED", "UPHELD_BUYER", "now()", "NULL")))
                .doesNotThrowAnyException();
    }

    private void insertEvent(String recordedAt) {
        database.execute("""
                INSERT INTO docket.event_log (aggregate_type, partition, generation, index, "offset", sequence, time,
                    recorded_at, digest, aggregate_id, seller_id, event_type, actor, command_id, data)
                VALUES (1, 0, 1, 0, 0, 1, now(), '%s', gen_random_uuid(), 'O/1', 'S-1', 'opened', 'clock', 'c', '{}')
                """.formatted(recordedAt));
    }

    private long count(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    private List<String> tables(String pattern) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'docket' AND tablename LIKE :p ORDER BY 1")
                .bind("p", pattern)
                .mapTo(String.class)
                .list());
    }
}
