package io.docket.store.batch;

import io.docket.domain.AggregateType;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.seller.Seller;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.ticket.Ticket;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A table that is the fold of the event log: its rows as a batch writes them, whichever schema they are in.
///
/// @param <S> the aggregate's state
public final class Projection<S> {
    /// The live tables.
    public static final String LIVE = "docket";
    /// The tables of a rebuild.
    public static final String SHADOW = "docket_rebuild";

    public static final Projection<Supervision> SUPERVISION = new Projection<>(
            AggregateType.SUPERVISION,
            "supervision",
            "supervision_id",
            SupervisionTable.COLUMNS,
            SupervisionTable::encode,
            SupervisionTable::load);
    public static final Projection<Ticket> TICKET = new Projection<>(
            AggregateType.TICKET, "ticket", "ticket_id", TicketTable.COLUMNS, TicketTable::encode, TicketTable::load);
    public static final Projection<ProductAuthorisation> PRODUCT = new Projection<>(
            AggregateType.PRODUCT,
            "product",
            "product_key",
            ProductTable.COLUMNS,
            ProductTable::encode,
            ProductTable::load);
    public static final Projection<Seller> SELLER = new Projection<>(
            AggregateType.SELLER, "seller", "seller_id", SellerTable.COLUMNS, SellerTable::encode, SellerTable::load);

    private final AggregateType type;
    private final String table;
    private final String key;
    private final String columns;
    private final Encode<S> encode;
    private final Load<S> load;

    private Projection(AggregateType type, String table, String key, String columns, Encode<S> encode, Load<S> load) {
        this.type = type;
        this.table = table;
        this.key = key;
        this.columns = columns;
        this.encode = encode;
        this.load = load;
    }

    private interface Encode<S> {
        void row(CopyBuffer copy, S state);
    }

    private interface Load<S> {
        Map<String, S> rows(Connection connection, String schema, Collection<String> ids) throws SQLException;
    }

    /// A row of `docket.deadline`, as new.
    public static void encodeDeadline(
            CopyBuffer copy, AggregateType type, String id, String sellerId, DeadlineKind kind, Instant dueAt) {
        DeadlineTable.encode(copy, type, id, sellerId, kind, dueAt);
    }

    public AggregateType type() {
        return type;
    }

    /// Without its schema.
    public String table() {
        return table;
    }

    /// The column of the aggregate's id; the first of [#columns].
    public String key() {
        return key;
    }

    /// In the order of [#encode], separated by commas.
    public String columns() {
        return columns;
    }

    public List<String> columnNames() {
        return Stream.of(columns.split(",", -1)).map(String::strip).toList();
    }

    public void encode(CopyBuffer copy, S state) {
        encode.row(copy, state);
    }

    public Map<String, S> load(Connection connection, String schema, Collection<String> ids) throws SQLException {
        return load.rows(connection, schema, ids);
    }

    /// Writes rows of a rebuild anew, each whole.
    ///
    /// @param rows of `ids`
    /// @param deadlines all that are pending of `ids`
    public void replaceInShadow(Connection connection, Collection<String> ids, CopyBuffer rows, CopyBuffer deadlines)
            throws SQLException {
        delete(connection, "DELETE FROM " + SHADOW + "." + table + " WHERE " + key + " = ANY (?::text[])", ids);
        appendToShadow(connection, rows);
        if (type == AggregateType.SUPERVISION || type == AggregateType.TICKET) {
            delete(
                    connection,
                    "DELETE FROM " + SHADOW + ".deadline WHERE aggregate_type = " + type.code()
                            + " AND aggregate_id = ANY (?::text[])",
                    ids);
            appendDeadlinesToShadow(connection, deadlines);
        }
    }

    public void appendToShadow(Connection connection, CopyBuffer rows) throws SQLException {
        rows.send(connection, "COPY " + SHADOW + "." + table + " (" + columns + ") FROM STDIN (FORMAT binary)");
    }

    public static void appendDeadlinesToShadow(Connection connection, CopyBuffer deadlines) throws SQLException {
        deadlines.send(
                connection, "COPY " + SHADOW + ".deadline (" + DeadlineTable.COLUMNS + ") FROM STDIN (FORMAT binary)");
    }

    private static void delete(Connection connection, String sql, Collection<String> ids) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setArray(1, SqlArrays.texts(connection, ids));
            delete.executeUpdate();
        }
    }
}
