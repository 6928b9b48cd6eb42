package io.docket.store.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Promise;
import io.docket.domain.ticket.Sla;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketState;
import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.fixture.Rows;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However many rows a batch moves on, each is then what the batch made of it, to the microsecond and the last zero.
class MovedRowsTest {
    private static final int FEW = MovedRows.ONE_BY_ONE_MAX;
    private static final int MANY = FEW + 1;
    private static final Instant AT = Instant.parse("2026-11-27T08:00:00.123456Z");

    private final DocketTestDatabase database = DocketTestDatabase.shared();
    private final Rows rows = new Rows(database);

    @BeforeEach
    void empty() {
        database.clear();
    }

    private List<String> supervisions(int count) {
        List<String> ids =
                IntStream.range(0, count).mapToObj(i -> "O-" + i + "/1").toList();
        ids.forEach(rows::supervision);
        return ids;
    }

    /// The first of them with everything that may be empty, the others without.
    private static Supervision moved(Supervision before) {
        return moved(before, RefundState.NONE);
    }

    private static Supervision moved(Supervision before, RefundState refund) {
        Supervision.Code code = Supervision.Code.NONE;
        Supervision.Marks marks = Supervision.Marks.NONE;
        Supervision.Milestones reached = before.milestones();
        Deadlines deadlines = Deadlines.NONE;
        if (before.id().equals("O-0/1")) {
            code = new Supervision.Code(
                    "PL**0",
                    "hash",
                    AT,
                    AT.plusSeconds(1),
                    LocalDate.parse("2026-11-26"),
                    LocalDate.parse("2026-11-27"));
            marks = new Supervision.Marks(true, true, AT.plusSeconds(2), AT.plusSeconds(3), 2, new BigDecimal("10.00"));
            reached = new Supervision.Milestones(
                    reached.openedAt(),
                    AT.plusSeconds(4),
                    AT.plusSeconds(5),
                    AT.plusSeconds(6),
                    AT.plusSeconds(7),
                    AT.plusSeconds(8),
                    AT.plusSeconds(9));
            deadlines = new Deadlines(Map.of(DeadlineKind.APPEAL, AT.plusSeconds(10)), Map.of());
        }
        return new Supervision(
                before.id(),
                before.sellerId(),
                before.order(),
                before.flow(),
                new Standing(Node.AWAITING_DELIVERY, refund, CodeState.ISSUED, AppealState.OPEN),
                code,
                reached,
                marks,
                deadlines,
                before.version() + 1,
                AT.plusSeconds(11));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, FEW, MANY})
    void supervisions_are_what_the_batch_made_of_them(int count) throws SQLException {
        List<String> ids = supervisions(count);
        try (Connection connection = database.app().connection()) {
            connection.setAutoCommit(false);
            List<Supervision> moved = SupervisionTable.load(connection, ids).values().stream()
                    .map(MovedRowsTest::moved)
                    .toList();
            SupervisionTable.write(
                    connection,
                    moved.stream()
                            .map(state -> new Changed<>(state.version() - 1, state))
                            .toList());
            connection.commit();

            assertThat(SupervisionTable.load(connection, ids).values()).containsExactlyInAnyOrderElementsOf(moved);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, FEW, MANY})
    void nothing_is_moved_by_who_has_loaded_another_version(int count) throws SQLException {
        List<String> ids = supervisions(count);
        try (Connection connection = database.app().connection()) {
            connection.setAutoCommit(false);
            List<Changed<Supervision>> moved = SupervisionTable.load(connection, ids).values().stream()
                    .map(MovedRowsTest::moved)
                    .map(state -> new Changed<>(state.version() - (state.id().equals("O-0/1") ? 0 : 1), state))
                    .toList();

            assertThatThrownBy(() -> SupervisionTable.write(connection, moved))
                    .isInstanceOf(StaleRow.class)
                    .hasMessageContaining("docket.supervision");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, MANY})
    void what_the_database_refuses_is_named_without_its_values(int count) throws SQLException {
        List<String> ids = supervisions(count);
        try (Connection connection = database.app().connection()) {
            connection.setAutoCommit(false);
            List<Changed<Supervision>> moved = SupervisionTable.load(connection, ids).values().stream()
                    .map(before -> moved(before, RefundState.REQUESTED))
                    .map(state -> new Changed<>(state.version() - 1, state))
                    .toList();

            assertThatThrownBy(() -> SupervisionTable.write(connection, moved))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("gate_no_refund_after_receipt")
                    .hasMessageNotContaining("PL**0")
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo("23514");
            connection.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, FEW, MANY})
    void tickets_are_what_the_batch_made_of_them(int count) throws SQLException {
        List<String> ids = IntStream.range(0, count).mapToObj(i -> "T-" + i).toList();
        ids.forEach(rows::ticket);
        try (Connection connection = database.app().connection()) {
            connection.setAutoCommit(false);
            List<Ticket> moved = TicketTable.load(connection, ids).values().stream()
                    .map(MovedRowsTest::moved)
                    .toList();
            TicketTable.write(
                    connection,
                    moved.stream()
                            .map(ticket -> new Changed<>(ticket.version() - 1, ticket))
                            .toList());
            connection.commit();

            assertThat(TicketTable.load(connection, ids).values()).containsExactlyInAnyOrderElementsOf(moved);
        }
    }

    private static Ticket moved(Ticket before) {
        boolean full = before.id().equals("T-0");
        Ticket.Milestones reached = before.milestones();
        return new Ticket(
                before.id(),
                before.sellerId(),
                before.subject(),
                TicketState.PROCESSING,
                full ? "staff-1" : null,
                full ? "staff-2" : null,
                full
                        ? new Ticket.Milestones(
                                reached.openedAt(), AT, AT.plusSeconds(1), AT.plusSeconds(2), AT.plusSeconds(3))
                        : reached,
                full ? AT.plusSeconds(4) : null,
                full ? 5 : null,
                full
                        ? new Sla(
                                new Promise(Duration.ofHours(1), Duration.ofMinutes(-3), null, null, true, true, true),
                                new Promise(
                                        Duration.ofHours(8),
                                        Duration.ofHours(7),
                                        AT,
                                        AT.plusSeconds(5),
                                        false,
                                        false,
                                        false))
                        : Sla.NONE,
                Deadlines.NONE,
                before.version() + 1,
                AT.plusSeconds(6));
    }
}
