package io.docket.store.read;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row of `docket.supervision` as the domain knows it.
public final class SupervisionRow {

    /// What [#read] needs, in the table's order.
    public static final String COLUMNS = """
            supervision_id, order_id, order_line_id, seller_id, buyer_id, product_id, product_version, sku_code,
            goods_type, flow_version, review_required, receipt_required, order_type, quantity, provision_type,
            charging_mode, period_type, period_number, trial, paid_amount, currency, ordered_at, opened_at, node,
            refund_state, code_state, appeal_state, code_masked, code_hash, effective_at, expires_at, heartbeat_on,
            usage_on, issued_at, delivered_at, received_at, activated_at, completed_at, refunded_at, proof_held,
            invoice_requested, reminded_at, courier_signed_at, rejections, refund_amount, version, updated_at
            """;

    private SupervisionRow() {}

    /// Of a result that has [#COLUMNS].
    public static Supervision read(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        return new Supervision(
                row.text("supervision_id"),
                row.text("seller_id"),
                order(row),
                new Flow(
                        row.constant(GoodsType.class, "goods_type"),
                        result.getInt("flow_version"),
                        result.getBoolean("review_required"),
                        result.getBoolean("receipt_required")),
                new Standing(
                        row.constant(Node.class, "node"),
                        row.constant(RefundState.class, "refund_state"),
                        row.constant(CodeState.class, "code_state"),
                        row.constant(AppealState.class, "appeal_state")),
                new Supervision.Code(
                        row.textOrNull("code_masked"),
                        row.textOrNull("code_hash"),
                        row.instantOrNull("effective_at"),
                        row.instantOrNull("expires_at"),
                        row.dateOrNull("heartbeat_on"),
                        row.dateOrNull("usage_on")),
                milestones(row),
                marks(row),
                result.getLong("version"),
                row.instant("updated_at"));
    }

    private static Order order(Columns row) throws SQLException {
        return new Order(
                row.text("order_id"),
                row.text("order_line_id"),
                row.text("buyer_id"),
                row.text("product_id"),
                row.textOrNull("product_version"),
                row.textOrNull("sku_code"),
                Objects.requireNonNull(row.row().getBigDecimal("paid_amount"), "paid_amount"),
                row.text("currency"),
                row.instant("ordered_at"),
                row.textOrNull("order_type"),
                row.integerOrNull("quantity"),
                row.integerOrNull("provision_type"),
                row.integerOrNull("charging_mode"),
                term(row),
                row.row().getBoolean("trial"));
    }

    private static @Nullable Term term(Columns row) throws SQLException {
        Integer number = row.integerOrNull("period_number");
        return number == null ? null : new Term(row.constant(Term.PeriodType.class, "period_type"), number);
    }

    private static Supervision.Milestones milestones(Columns row) throws SQLException {
        return new Supervision.Milestones(
                row.instant("opened_at"),
                row.instantOrNull("issued_at"),
                row.instantOrNull("delivered_at"),
                row.instantOrNull("received_at"),
                row.instantOrNull("activated_at"),
                row.instantOrNull("completed_at"),
                row.instantOrNull("refunded_at"));
    }

    private static Supervision.Marks marks(Columns row) throws SQLException {
        return new Supervision.Marks(
                row.row().getBoolean("proof_held"),
                row.row().getBoolean("invoice_requested"),
                row.instantOrNull("reminded_at"),
                row.instantOrNull("courier_signed_at"),
                row.row().getInt("rejections"),
                row.row().getBigDecimal("refund_amount"));
    }
}
