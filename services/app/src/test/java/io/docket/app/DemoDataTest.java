package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a fresh demo has to look at.
class DemoDataTest {
    private final RunningDocket docket = RunningDocket.shared();

    @Test
    void there_are_orders_at_every_node_of_their_flow() throws SQLException {
        assertThat(column("SELECT DISTINCT node FROM report.supervision"))
                .contains(
                        "AWAITING_ISSUE",
                        "AWAITING_DELIVERY",
                        "AWAITING_RECEIPT",
                        "AWAITING_ACTIVATION",
                        "AWAITING_PROOF",
                        "AWAITING_REVIEW",
                        "COMPLETED",
                        "REFUNDED");
    }

    @Test
    void there_are_tickets_in_every_state() throws SQLException {
        assertThat(column("SELECT DISTINCT state FROM report.ticket"))
                .contains(
                        "SUBMITTED",
                        "PROCESSING",
                        "AWAITING_CONFIRMATION",
                        "COMPLETED",
                        "CANCELLED",
                        "PAUSED",
                        "INVALID",
                        "DELETED",
                        "AWAITING_FEEDBACK");
    }

    @Test
    void there_are_refusals_with_the_reasons_that_matter_and_none_by_accident() throws SQLException {
        assertThat(column("SELECT DISTINCT refusal_code FROM report.event WHERE command_id LIKE 'demo-%'"
                        + " AND refusal_code IS NOT NULL"))
                .containsExactlyInAnyOrder(
                        "CODE_RECEIVED", "NOT_RECEIVED", "ALREADY_ACTIVATED", "NOT_REFUNDABLE", "WRONG_STATE");
    }

    private List<String> column(String sql) throws SQLException {
        return docket.query("platform_reporter", sql).stream()
                .map(List::getFirst)
                .toList();
    }
}
