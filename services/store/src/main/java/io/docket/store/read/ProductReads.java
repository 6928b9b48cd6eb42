package io.docket.store.read;

import io.docket.domain.product.ProductAuthorisation;
import io.docket.store.batch.ProductTable;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// To whom products are authorised. A product that no command was ever sent to is in no list: it is the owner's alone.
public final class ProductReads {

    private static final char LIST = 'p';

    private final Jdbi jdbi;

    public ProductReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// @param id `seller/productId`
    public @Nullable ProductAuthorisation find(String id) {
        String sql = "SELECT " + ProductTable.COLUMNS + " FROM docket.product WHERE product_key = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> ProductTable.read(row))
                .findOne()
                .orElse(null));
    }

    /// By product id.
    ///
    /// @param limit at most [Page#LIMIT_MAX]
    /// @throws InvalidCursorException when the cursor is none of this list
    public Page<ProductAuthorisation> list(String sellerId, @Nullable String cursor, int limit) {
        Map<String, Object> values = new HashMap<>();
        values.put("seller", sellerId);
        Cursor after = Cursor.parse(LIST, cursor);
        String rest = "";
        if (after != null) {
            rest = "AND product_id > :after";
            values.put("after", after.id());
        }
        String sql = "SELECT " + ProductTable.COLUMNS + " FROM docket.product WHERE seller_id = :seller " + rest
                + " ORDER BY product_id LIMIT :rows";
        return Paging.page(
                jdbi,
                sql,
                values,
                limit,
                (row, context) -> ProductTable.read(row),
                last -> new Cursor(LIST, 0, 0, last.productId()));
    }
}
