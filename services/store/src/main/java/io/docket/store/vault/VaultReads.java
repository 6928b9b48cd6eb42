package io.docket.store.vault;

import io.docket.domain.SealedCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// The sealed codes.
public final class VaultReads {

    private static final String COLUMNS =
            "seller_id, supervision_id, code_masked, code_hash, code_sealed, key_id, issued_at";

    private final Jdbi jdbi;

    public VaultReads(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    public @Nullable VaultEntry find(String supervisionId) {
        String sql = "SELECT " + COLUMNS + " FROM docket.vault WHERE supervision_id = :id";
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("id", supervisionId)
                .map((row, context) -> entry(row))
                .findOne()
                .orElse(null));
    }

    /// What [CodeKeys#reveal] opens; null: no code was issued.
    public @Nullable String sealedOf(String supervisionId) {
        VaultEntry entry = find(supervisionId);
        return entry == null ? null : entry.code().sealed();
    }

    /// By any of a code's hashes, one per live look-up key ([CodeKeys#lookupHashes]).
    public @Nullable VaultEntry findByHashes(String sellerId, List<String> hashes) {
        String sql = "SELECT " + COLUMNS + """
                 FROM docket.vault WHERE seller_id = :seller AND code_hash = ANY (:hashes) ORDER BY issued_at LIMIT 1
                """;
        return jdbi.withHandle(handle -> handle.createQuery(sql)
                .bind("seller", sellerId)
                .bindArray("hashes", String.class, hashes)
                .map((row, context) -> entry(row))
                .findOne()
                .orElse(null));
    }

    private static VaultEntry entry(ResultSet row) throws SQLException {
        return new VaultEntry(
                row.getString("seller_id"),
                row.getString("supervision_id"),
                new SealedCode(
                        row.getString("code_masked"),
                        row.getString("code_hash"),
                        row.getString("code_sealed"),
                        row.getString("key_id")),
                row.getObject("issued_at", OffsetDateTime.class).toInstant());
    }
}
