package io.docket.store.read;

import io.docket.domain.product.ProductAuthorisation;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A row of `docket.product` as the domain knows it.
public final class ProductRow {

    /// What [#read] needs, in the table's order.
    public static final String COLUMNS = "product_key, seller_id, product_id, authorised_to, version, updated_at";

    private ProductRow() {}

    /// Of a result that has [#COLUMNS].
    public static ProductAuthorisation read(ResultSet result) throws SQLException {
        Columns row = new Columns(result);
        return new ProductAuthorisation(
                row.text("product_key"),
                row.text("seller_id"),
                row.text("product_id"),
                row.textOrNull("authorised_to"),
                result.getLong("version"),
                row.instant("updated_at"));
    }
}
