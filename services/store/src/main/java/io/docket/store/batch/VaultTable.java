package io.docket.store.batch;

import io.docket.domain.SealedCode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The vault of sealed codes. An authority: never rebuilt.
public final class VaultTable {
    private VaultTable() {}

    /// A code within its seller.
    public record CodeKey(String sellerId, String hash) {}

    /// An issued code.
    public record Entry(String sellerId, String supervisionId, SealedCode code, Instant issuedAt) {}

    /// Which supervisions have some of these codes.
    public static Map<CodeKey, String> holders(Connection connection, Collection<CodeKey> keys) throws SQLException {
        Map<CodeKey, String> holders = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT v.seller_id, v.code_hash, v.supervision_id
                FROM unnest(?::text[], ?::text[]) AS wanted (seller_id, code_hash)
                JOIN docket.vault v ON v.seller_id = wanted.seller_id AND v.code_hash = wanted.code_hash
                """)) {
            select.setArray(
                    1, texts(connection, keys.stream().map(CodeKey::sellerId).toArray()));
            select.setArray(
                    2, texts(connection, keys.stream().map(CodeKey::hash).toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    holders.put(new CodeKey(row.getString(1), row.getString(2)), row.getString(3));
                }
            }
        }
        return holders;
    }

    /// Adds codes, ordered by hash so that two batches cannot wait for each other.
    ///
    /// @return how many were added; fewer than given: somebody took one meanwhile, and all must be decided anew
    public static int add(Connection connection, List<Entry> entries) throws SQLException {
        List<Entry> ordered = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.code().hash()))
                .toList();
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO docket.vault (seller_id, code_hash, supervision_id, code_masked, code_sealed, key_id, issued_at)
                SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                ON CONFLICT DO NOTHING
                """)) {
            insert.setArray(
                    1, texts(connection, ordered.stream().map(Entry::sellerId).toArray()));
            insert.setArray(
                    2,
                    texts(connection, ordered.stream().map(e -> e.code().hash()).toArray()));
            insert.setArray(
                    3,
                    texts(connection, ordered.stream().map(Entry::supervisionId).toArray()));
            insert.setArray(
                    4,
                    texts(
                            connection,
                            ordered.stream().map(e -> e.code().masked()).toArray()));
            insert.setArray(
                    5,
                    texts(
                            connection,
                            ordered.stream().map(e -> e.code().sealed()).toArray()));
            insert.setArray(
                    6,
                    texts(
                            connection,
                            ordered.stream().map(e -> e.code().keyId()).toArray()));
            insert.setArray(
                    7,
                    connection.createArrayOf(
                            "timestamptz",
                            ordered.stream()
                                    .map(e -> Timestamp.from(e.issuedAt()))
                                    .toArray()));
            return insert.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Object[] values) throws SQLException {
        return connection.createArrayOf("text", values);
    }
}
