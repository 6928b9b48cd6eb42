package io.docket.store.batch;

import io.docket.domain.product.ProductAuthorisation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// The projection of product authorisations. Few and seldom changed: row by row is enough.
public final class ProductTable {
    /// What [#read] reads, in its order.
    public static final String COLUMNS = "product_key, seller_id, product_id, authorised_to, version, updated_at";

    private ProductTable() {}

    public static Map<String, ProductAuthorisation> load(Connection connection, Collection<String> keys)
            throws SQLException {
        return load(connection, "docket", keys);
    }

    static Map<String, ProductAuthorisation> load(Connection connection, String schema, Collection<String> keys)
            throws SQLException {
        Map<String, ProductAuthorisation> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM " + schema + ".product WHERE product_key = ANY (?::text[])")) {
            select.setArray(1, SqlArrays.texts(connection, keys));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ProductAuthorisation product = read(row);
                    loaded.put(product.id(), product);
                }
            }
        }
        return loaded;
    }

    /// One row with [#COLUMNS].
    public static ProductAuthorisation read(ResultSet row) throws SQLException {
        return new ProductAuthorisation(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                SupervisionTable.mandatory(row, 6));
    }

    /// A row with [#COLUMNS].
    static void encode(CopyBuffer copy, ProductAuthorisation product) {
        copy.row(6)
                .text(product.id())
                .text(product.sellerId())
                .text(product.productId())
                .text(product.authorisedTo())
                .int8(product.version())
                .time(product.updatedAt());
    }

    /// Writes what a batch has changed.
    ///
    /// @throws StaleRow when a row was not at the version it was loaded at
    public static void write(Connection connection, Collection<Changed<ProductAuthorisation>> changed)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO docket.product AS p (product_key, seller_id, product_id, authorised_to, version, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (product_key) DO UPDATE
                SET authorised_to = excluded.authorised_to, version = excluded.version,
                    updated_at = excluded.updated_at
                WHERE p.version = ?
                """)) {
            for (Changed<ProductAuthorisation> change : changed) {
                ProductAuthorisation product = change.state();
                upsert.setString(1, product.id());
                upsert.setString(2, product.sellerId());
                upsert.setString(3, product.productId());
                upsert.setString(4, product.authorisedTo());
                upsert.setLong(5, product.version());
                upsert.setTimestamp(6, Timestamp.from(product.updatedAt()));
                upsert.setLong(7, change.loadedVersion());
                int written = upsert.executeUpdate();
                if (written != 1) {
                    throw new StaleRow("docket.product", 1, written);
                }
            }
        }
    }
}
