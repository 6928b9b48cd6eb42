package io.docket.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The contract of architecture.md §6.4.
class ReportViewsTest {

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);
    private final Jdbi platform = Jdbi.create(database.as("platform_reporter"));

    @BeforeEach
    void empty() {
        database.clear();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            supervision  | supervision_id order_id order_line_id seller_id buyer_id product_id product_version goods_type \
            flow_version node refund_state code_state appeal_state refundable code_masked paid_amount currency opened_at \
            issued_at delivered_at received_at activated_at completed_at refunded_at updated_at version
            ticket       | ticket_id seller_id buyer_id product_id supervision_id category severity state state_code \
            handler opened_at accepted_at first_response_at solved_at completed_at first_response_due_at \
            resolution_due_at first_response_breached resolution_breached rating updated_at version
            event        | aggregate_type aggregate_id seller_id sequence event_type refusal_code actor command_id time \
            recorded_at topic generation partition offset data
            funnel_daily | seller_id day goods_type opened issued delivered received activated completed refunded \
            refund_refused_after_receipt
            node_duration | seller_id goods_type node count p50 p90 p99
            ticket_sla_daily | seller_id day severity opened accepted solved breached median_seconds_to_acceptance \
            median_seconds_to_first_response median_seconds_to_solution
            code_usage_daily | seller_id day supervision_id heartbeats usage_reports
            freshness    | topic partition generation end_offset processed_offset lag_commands lag_seconds
            """)
    void a_view_has_at_least_the_columns_of_its_contract(String view, String columns) {
        List<String> actual = platform.withHandle(handle ->
                handle.createQuery("""
                        SELECT column_name FROM information_schema.columns
                        WHERE table_schema = 'report' AND table_name = :view ORDER BY ordinal_position
                        """).bind("view", view).mapTo(String.class).list());

        assertThat(actual).containsAll(List.of(columns.split(" ")));
        assertThat(texts("SELECT row_to_json(v)::text FROM report." + view + " AS v"))
                .isEmpty();
    }

    @Test
    void every_view_is_read_with_the_rights_of_who_reads_it() {
        List<String> others = platform.withHandle(
                handle -> handle.createQuery("""
                        SELECT relname FROM pg_class
                        WHERE relnamespace = 'report'::regnamespace AND relkind = 'v'
                          AND NOT coalesce(reloptions @> ARRAY ['security_invoker=true'], false)
                        """).mapTo(String.class).list());

        assertThat(others).isEmpty();
    }

    @Test
    void a_supervision_is_refundable_until_the_gate_and_not_when_on_trial_invoiced_or_at_its_end() {
        String received = "2026-11-02T09:00:00Z";
        rows.supervision("O-open/1");
        rows.supervision("O-received/1", "received_at", received);
        rows.supervision("O-saas-received/1", "received_at", received, "goods_type", "SAAS");
        rows.supervision("O-trial/1", "trial", true);
        rows.supervision("O-invoiced/1", "invoice_requested", true);
        rows.supervision("O-completed/1", "node", "COMPLETED");
        rows.supervision("O-refunded/1", "node", "REFUNDED");

        assertThat(texts("SELECT order_id FROM report.supervision WHERE refundable"))
                .containsExactlyInAnyOrder("O-open", "O-saas-received");
    }

    @Test
    void the_funnel_counts_by_the_day_of_utc_plus_8_whatever_the_sessions_time_zone() {
        rows.supervision(
                "O-1/1",
                "opened_at",
                "2026-11-01T15:59:59.999Z",
                "issued_at",
                "2026-11-01T16:00:00Z",
                "delivered_at",
                "2026-11-02T15:59:59Z");
        rows.supervision("O-2/1", "opened_at", "2026-11-01T16:00:00Z", "goods_type", "SAAS");
        rows.event(
                "O-1/1", 5, "event_type", "refused", "refusal_code", "CODE_RECEIVED", "time", "2026-11-02T16:30:00Z");
        rows.event("O-1/1", 6, "event_type", "refused", "refusal_code", "WRONG_NODE", "time", "2026-11-02T16:30:00Z");

        for (String zone : List.of("UTC", "America/Los_Angeles", "Pacific/Kiritimati")) {
            List<String> funnel = platform.withHandle(handle -> {
                handle.execute("SET timezone = '" + zone + "'");
                return handle.createQuery("""
                                SELECT concat_ws(' ', day, goods_type, opened, issued, delivered, received, activated,
                                                 completed, refunded, refund_refused_after_receipt)
                                FROM report.funnel_daily ORDER BY day, goods_type
                                """).mapTo(String.class).list();
            });

            assertThat(funnel)
                    .as(zone)
                    .containsExactly(
                            "2026-11-01 LICENSE_CODE 1 0 0 0 0 0 0 0",
                            "2026-11-02 LICENSE_CODE 0 1 1 0 0 0 0 0",
                            "2026-11-02 SAAS 1 0 0 0 0 0 0 0",
                            "2026-11-03 LICENSE_CODE 0 0 0 0 0 0 0 1");
        }
    }

    @Test
    void a_stay_at_a_node_ends_when_another_begins() {
        rows.supervision("O-1/1", "opened_at", "2026-11-02T08:00:00Z", "goods_type", "SERVICE");
        stay("O-1/1", 1, "AWAITING_DELIVERY", "2026-11-02T08:00:00Z");
        stay("O-1/1", 2, "AWAITING_DELIVERY", "2026-11-02T08:10:00Z"); // a reminder, say
        stay("O-1/1", 3, "AWAITING_ACCEPTANCE", "2026-11-02T08:20:00Z");
        stay("O-1/1", 4, "AWAITING_DELIVERY", "2026-11-02T08:21:00Z"); // rejected
        stay("O-1/1", 5, "AWAITING_ACCEPTANCE", "2026-11-02T08:31:00.5Z"); // not left yet

        assertThat(texts("""
                        SELECT concat_ws(' ', seller_id, goods_type, node, count, p50, p90, p99)
                        FROM report.node_duration ORDER BY node
                        """))
                .containsExactly(
                        "S-1 SERVICE AWAITING_ACCEPTANCE 1 60.000 60.000 60.000",
                        "S-1 SERVICE AWAITING_DELIVERY 2 900.250 1140.050 1194.005");
    }

    private void stay(String id, int sequence, String node, String time) {
        rows.event(id, sequence, "sequence", sequence, "event_type", "x", "time", time, "data", Map.of("node", node));
    }

    @Test
    void tickets_are_counted_on_the_day_of_each_step_with_its_median_time() {
        rows.ticket(
                "T-1",
                "opened_at",
                "2026-11-02T15:00:00Z",
                "accepted_at",
                "2026-11-02T15:10:00Z",
                "first_response_at",
                "2026-11-02T15:30:00Z",
                "solved_at",
                "2026-11-02T17:00:00Z");
        rows.ticket("T-2", "opened_at", "2026-11-02T15:00:00Z", "accepted_at", "2026-11-02T15:20:00Z");

        assertThat(texts("""
                        SELECT concat_ws(' ', day, severity, opened, accepted, solved, breached,
                                         coalesce(median_seconds_to_acceptance, -1),
                                         coalesce(median_seconds_to_first_response, -1),
                                         coalesce(median_seconds_to_solution, -1))
                        FROM report.ticket_sla_daily ORDER BY day
                        """))
                .containsExactly(
                        "2026-11-02 NORMAL 2 2 0 0 900.000 1800.000 -1", "2026-11-03 NORMAL 0 0 1 0 -1 -1 7200.000");
    }

    @Test
    void an_event_names_its_commands_place_on_the_log() {
        rows.event("T-1", 42, "aggregate_type", 2, "partition", 7, "generation", 3, "event_type", "accepted");

        Map<String, Object> event = platform.withHandle(handle ->
                handle.createQuery("SELECT * FROM report.event").mapToMap().one());

        assertThat(event)
                .containsEntry("aggregate_type", "ticket")
                .containsEntry("topic", "docket.ticket-commands.v1")
                .containsEntry("event_type", "accepted")
                .containsEntry("offset", 42L);
        assertThat(event.get("partition")).hasToString("7");
        assertThat(event.get("generation")).hasToString("3");
    }

    @Test
    void freshness_tells_how_many_commands_wait_and_how_long() {
        rows.row(
                "progress",
                "aggregate_type",
                1,
                "partition",
                0,
                "generation",
                1,
                "next_offset",
                90,
                "record_time",
                "2026-11-02T08:00:00Z",
                "updated_at",
                "2026-11-02T08:00:00Z");
        rows.row(
                "log_end",
                "aggregate_type",
                1,
                "partition",
                0,
                "end_offset",
                100,
                "observed_at",
                "2026-11-02T08:00:00Z");
        rows.row(
                "progress",
                "aggregate_type",
                1,
                "partition",
                1,
                "generation",
                1,
                "next_offset",
                101,
                "record_time",
                "2026-11-02T08:00:00Z",
                "updated_at",
                "2026-11-02T08:00:00Z");
        rows.row(
                "log_end",
                "aggregate_type",
                1,
                "partition",
                1,
                "end_offset",
                100,
                "observed_at",
                "2026-11-02T08:00:00Z");
        rows.row(
                "log_end", "aggregate_type", 2, "partition", 0, "end_offset", 3, "observed_at", "2026-11-02T08:00:00Z");

        assertThat(texts("""
                        SELECT concat_ws(' ', topic, partition, end_offset, coalesce(processed_offset, -1), lag_commands,
                                         CASE WHEN lag_seconds IS NULL THEN 'never'
                                              WHEN lag_seconds > 0 THEN 'late' ELSE 'fresh' END)
                        FROM report.freshness ORDER BY topic, partition
                        """))
                .containsExactly(
                        "docket.supervision-commands.v1 0 100 90 10 late",
                        "docket.supervision-commands.v1 1 101 101 0 fresh",
                        "docket.ticket-commands.v1 0 3 -1 3 never");
    }

    private List<String> texts(String sql) {
        return platform.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }
}
