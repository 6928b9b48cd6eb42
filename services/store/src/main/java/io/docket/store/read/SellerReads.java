package io.docket.store.read;

import io.docket.domain.seller.Seller;
import io.docket.store.batch.SellerTable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Sellers' settings as the processor left them.
public final class SellerReads {

    private final Jdbi jdbi;

    public SellerReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /// Null: he never set anything.
    public @Nullable Seller find(String id) {
        String sql = "SELECT " + SellerTable.COLUMNS + " FROM docket.seller WHERE seller_id = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", id)
                .map((row, context) -> SellerTable.read(row))
                .findOne()
                .orElse(null));
    }
}
