package io.docket.store.batch;

import io.docket.domain.SealedCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
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
                    1,
                    SqlArrays.texts(
                            connection, keys.stream().map(CodeKey::sellerId).toList()));
            select.setArray(
                    2,
                    SqlArrays.texts(connection, keys.stream().map(CodeKey::hash).toList()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    holders.put(new CodeKey(row.getString(1), row.getString(2)), row.getString(3));
                }
            }
        }
        return holders;
    }

    /// The hashes of some supervisions' codes, by supervision.
    public static Map<String, String> hashes(Connection connection, Collection<String> supervisionIds)
            throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT supervision_id, code_hash FROM docket.vault WHERE supervision_id = ANY (?::text[])")) {
            select.setArray(1, SqlArrays.texts(connection, supervisionIds));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    hashes.put(row.getString(1), row.getString(2));
                }
            }
        }
        return hashes;
    }

    /// Adds codes, ordered by hash so that two batches cannot wait for each other.
    ///
    /// @throws SQLException `23505` when somebody took one meanwhile: all must be decided anew
    public static void add(Connection connection, List<Entry> entries) throws SQLException {
        CopyBuffer copy = new CopyBuffer();
        entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.code().hash()))
                .forEach(entry -> copy.row(7)
                        .text(entry.sellerId())
                        .text(entry.code().hash())
                        .text(entry.supervisionId())
                        .text(entry.code().masked())
                        .text(entry.code().sealed())
                        .text(entry.code().keyId())
                        .time(entry.issuedAt()));
        copy.send(connection, """
                COPY docket.vault (seller_id, code_hash, supervision_id, code_masked, code_sealed, key_id, issued_at)
                FROM STDIN (FORMAT binary)
                """);
    }
}
