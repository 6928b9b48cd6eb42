package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The gate of receipt in the database itself: what no decision would write, no row can say.
class GateConstraintTest {
    private static final String TIME = "2026-11-02T09:00:00Z";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final DocketTestDatabase database = Site.shared().database();
    private final Rows rows = new Rows(database);
    private final String id = "GATE" + NUMBER.incrementAndGet() + "/1";

    @Test
    void no_activation_before_receipt() {
        assertThatThrownBy(() -> rows.supervision(id, "activated_at", TIME))
                .hasStackTraceContaining("gate_activation_after_receipt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUESTED", "APPROVED", "AWAITING_RETURN", "AWAITING_RETURN_ACCEPTANCE", "SETTLED"})
    void no_negotiated_refund_after_receipt(String refund) {
        assertThatThrownBy(() -> rows.supervision(id, "received_at", TIME, "refund_state", refund))
                .hasStackTraceContaining("gate_no_refund_after_receipt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "REJECTED", "WITHDRAWN"})
    void a_refund_that_ended_before_receipt_may_stand(String refund) {
        assertThatCode(() -> rows.supervision(id, "received_at", TIME, "refund_state", refund))
                .doesNotThrowAnyException();
    }

    @Test
    void a_refund_by_an_appeal_upheld_for_the_buyer_may_come_after_receipt() {
        assertThatCode(() -> rows.supervision(
                        id, "received_at", TIME, "refund_state", "SETTLED", "appeal_state", "UPHELD_BUYER"))
                .doesNotThrowAnyException();
    }

    @Test
    void no_second_activation() {
        rows.supervision(id, "received_at", TIME, "activated_at", TIME);

        assertThatThrownBy(() -> update("activated_at = activated_at + interval '1 day'"))
                .hasStackTraceContaining("to stand once they have happened");
        assertThatThrownBy(() -> update("activated_at = NULL"))
                .hasStackTraceContaining("to stand once they have happened");
    }

    @Test
    void no_receipt_is_taken_back() {
        rows.supervision(id, "received_at", TIME);

        assertThatThrownBy(() -> update("received_at = NULL"))
                .hasStackTraceContaining("to stand once they have happened");
        assertThatCode(() -> update("activated_at = '" + TIME + "'")).doesNotThrowAnyException();
    }

    private void update(String change) {
        database.execute("UPDATE docket.supervision SET " + change + " WHERE supervision_id = '" + id + "'");
    }
}
