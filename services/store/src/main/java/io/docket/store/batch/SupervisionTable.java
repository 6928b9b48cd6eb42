package io.docket.store.batch;

import io.docket.domain.supervision.AppealState;
import io.docket.domain.supervision.CodeState;
import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.Order;
import io.docket.domain.supervision.RefundState;
import io.docket.domain.supervision.Standing;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.Term;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The projection of supervisions.
public final class SupervisionTable {
    /// What [#read] reads, in its order.
    public static final String COLUMNS = """
            supervision_id, seller_id, order_id, order_line_id, buyer_id, product_id, product_version, sku_code,
            paid_amount, currency, ordered_at, order_type, quantity, provision_type, charging_mode, period_type,
            period_number, trial, goods_type, flow_version, review_required, receipt_required, opened_at,
            node, refund_state, code_state, appeal_state, code_masked, code_hash, effective_at, expires_at,
            heartbeat_on, usage_on, issued_at, delivered_at, received_at, activated_at, completed_at, refunded_at,
            proof_held, invoice_requested, reminded_at, courier_signed_at, rejections, refund_amount, deadlines,
            version, updated_at""";

    private static final int FIXED_COLUMNS = 23;
    private static final int CHANGING_COLUMNS = 25;
    private static final String CHANGING = COLUMNS.substring(COLUMNS.indexOf("node,"));
    private static final MovedRows<Supervision> MOVED = new MovedRows<>(
            "supervision", "supervision_id", CHANGING, Supervision::id, SupervisionTable::encodeChanging);

    private SupervisionTable() {}

    public static Map<String, Supervision> load(Connection connection, Collection<String> ids) throws SQLException {
        return load(connection, "docket", ids);
    }

    static Map<String, Supervision> load(Connection connection, String schema, Collection<String> ids)
            throws SQLException {
        Map<String, Supervision> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM " + schema + ".supervision WHERE supervision_id = ANY (?::text[])")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Supervision supervision = read(row);
                    loaded.put(supervision.id(), supervision);
                }
            }
        }
        return loaded;
    }

    /// One row with [#COLUMNS].
    public static Supervision read(ResultSet row) throws SQLException {
        return new Supervision(
                row.getString(1),
                row.getString(2),
                readOrder(row),
                new Flow(GoodsType.valueOf(row.getString(19)), row.getInt(20), row.getBoolean(21), row.getBoolean(22)),
                new Standing(
                        Node.valueOf(row.getString(24)),
                        RefundState.valueOf(row.getString(25)),
                        CodeState.valueOf(row.getString(26)),
                        AppealState.valueOf(row.getString(27))),
                new Supervision.Code(
                        row.getString(28),
                        row.getString(29),
                        ProgressTable.instant(row, 30),
                        ProgressTable.instant(row, 31),
                        row.getObject(32, LocalDate.class),
                        row.getObject(33, LocalDate.class)),
                new Supervision.Milestones(
                        mandatory(row, 23),
                        ProgressTable.instant(row, 34),
                        ProgressTable.instant(row, 35),
                        ProgressTable.instant(row, 36),
                        ProgressTable.instant(row, 37),
                        ProgressTable.instant(row, 38),
                        ProgressTable.instant(row, 39)),
                new Supervision.Marks(
                        row.getBoolean(40),
                        row.getBoolean(41),
                        ProgressTable.instant(row, 42),
                        ProgressTable.instant(row, 43),
                        row.getInt(44),
                        row.getBigDecimal(45)),
                DeadlineText.read(row.getString(46)),
                row.getLong(47),
                mandatory(row, 48));
    }

    private static Order readOrder(ResultSet row) throws SQLException {
        String periodType = row.getString(16);
        Term term = periodType == null ? null : new Term(Term.PeriodType.valueOf(periodType), row.getInt(17));
        return new Order(
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getBigDecimal(9),
                row.getString(10),
                mandatory(row, 11),
                row.getString(12),
                row.getObject(13, Integer.class),
                row.getObject(14, Integer.class),
                row.getObject(15, Integer.class),
                term,
                row.getBoolean(18));
    }

    static Instant mandatory(ResultSet row, int column) throws SQLException {
        Instant value = ProgressTable.instant(row, column);
        if (value == null) {
            throw new SQLException("Expected a time in column " + column + ", but it is NULL");
        }
        return value;
    }

    /// Writes what a batch has changed.
    ///
    /// @throws StaleRow when a row was not at the version it was loaded at
    public static void write(Connection connection, Collection<Changed<Supervision>> changed) throws SQLException {
        CopyBuffer added = new CopyBuffer();
        List<Changed<Supervision>> moved = new ArrayList<>(changed.size());
        for (Changed<Supervision> change : changed) {
            if (change.isNew()) {
                encode(added, change.state());
            } else {
                moved.add(change);
            }
        }
        added.send(connection, "COPY docket.supervision (" + COLUMNS + ") FROM STDIN (FORMAT binary)");
        MOVED.write(connection, moved);
    }

    /// A row with [#COLUMNS].
    static void encode(CopyBuffer copy, Supervision state) {
        encodeChanging(encodeFixed(copy.row(FIXED_COLUMNS + CHANGING_COLUMNS), state), state);
    }

    private static CopyBuffer encodeFixed(CopyBuffer copy, Supervision state) {
        Order order = state.order();
        Flow flow = state.flow();
        return copy.text(state.id())
                .text(state.sellerId())
                .text(order.orderId())
                .text(order.orderLineId())
                .text(order.buyerId())
                .text(order.productId())
                .text(order.productVersion())
                .text(order.skuCode())
                .numeric(order.paidAmount())
                .text(order.currency())
                .time(order.orderedAt())
                .text(order.orderType())
                .int4(order.quantity())
                .int4(order.provisionType())
                .int4(order.chargingMode())
                .name(order.term() == null ? null : order.term().type())
                .int4(order.term() == null ? null : (Integer) order.term().number())
                .bool(order.trial())
                .name(flow.goodsType())
                .int4(flow.version())
                .bool(flow.review())
                .bool(flow.receipt())
                .time(state.milestones().openedAt());
    }

    private static void encodeChanging(RowWriter row, Supervision state) {
        Supervision.Code code = state.code();
        Supervision.Milestones reached = state.milestones();
        Supervision.Marks marks = state.marks();
        row.name(state.standing().node())
                .name(state.standing().refund())
                .name(state.standing().code())
                .name(state.standing().appeal())
                .text(code.masked())
                .text(code.hash())
                .time(code.effectiveAt())
                .time(code.expiresAt())
                .date(code.heartbeatOn())
                .date(code.usageOn())
                .time(reached.issuedAt())
                .time(reached.deliveredAt())
                .time(reached.receivedAt())
                .time(reached.activatedAt())
                .time(reached.completedAt())
                .time(reached.refundedAt())
                .bool(marks.proofHeld())
                .bool(marks.invoiceRequested())
                .time(marks.remindedAt())
                .time(marks.courierSignedAt())
                .int4(marks.rejections())
                .numeric(marks.refundAmount())
                .text(DeadlineText.of(state.deadlines()))
                .int8(state.version())
                .time(state.updatedAt());
    }
}
