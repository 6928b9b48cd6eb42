package io.docket.store.batch;

import io.docket.domain.seller.Seller;
import io.docket.domain.seller.VerificationState;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The projection of sellers' own settings. Few and seldom changed: row by row is enough.
public final class SellerTable {
    /// What [#read] reads, in its order.
    public static final String COLUMNS =
            "seller_id, sla_policies, calendar, verification, verification_failures, version, updated_at";

    private SellerTable() {}

    public static Map<String, Seller> load(Connection connection, Collection<String> ids) throws SQLException {
        return load(connection, "docket", ids);
    }

    static Map<String, Seller> load(Connection connection, String schema, Collection<String> ids) throws SQLException {
        Map<String, Seller> loaded = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT " + COLUMNS + " FROM " + schema + ".seller WHERE seller_id = ANY (?::text[])")) {
            select.setArray(1, SqlArrays.texts(connection, ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Seller seller = read(row);
                    loaded.put(seller.id(), seller);
                }
            }
        }
        return loaded;
    }

    /// One row with [#COLUMNS].
    public static Seller read(ResultSet row) throws SQLException {
        return new Seller(
                row.getString(1),
                policies(row.getString(2)),
                CalendarText.read(row.getString(3)),
                VerificationState.valueOf(row.getString(4)),
                row.getInt(5),
                row.getLong(6),
                SupervisionTable.mandatory(row, 7));
    }

    private static Map<Severity, SlaPolicy> policies(@Nullable String text) {
        Map<Severity, SlaPolicy> policies = new EnumMap<>(Severity.class);
        if (text != null) {
            for (String policy : text.split(" ", -1)) {
                int equals = policy.indexOf('=');
                int slash = policy.indexOf('/', equals);
                policies.put(
                        Severity.valueOf(policy.substring(0, equals)),
                        new SlaPolicy(
                                Duration.parse(policy.substring(equals + 1, slash)),
                                Duration.parse(policy.substring(slash + 1))));
            }
        }
        return policies;
    }

    private static @Nullable String text(Map<Severity, SlaPolicy> policies) {
        return policies.isEmpty()
                ? null
                : policies.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(policy -> policy.getKey() + "=" + policy.getValue().firstResponse() + "/"
                                + policy.getValue().resolution())
                        .collect(Collectors.joining(" "));
    }

    /// A row with [#COLUMNS].
    static void encode(CopyBuffer copy, Seller seller) {
        copy.row(7)
                .text(seller.id())
                .text(text(seller.policies()))
                .text(CalendarText.of(seller.calendar()))
                .name(seller.verification())
                .int4(seller.failures())
                .int8(seller.version())
                .time(seller.updatedAt());
    }

    /// Writes what a batch has changed.
    ///
    /// @throws StaleRow when a row was not at the version it was loaded at
    public static void write(Connection connection, Collection<Changed<Seller>> changed) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO docket.seller AS s (seller_id, sla_policies, calendar, verification, verification_failures,
                                                version, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (seller_id) DO UPDATE
                SET sla_policies = excluded.sla_policies, calendar = excluded.calendar,
                    verification = excluded.verification, verification_failures = excluded.verification_failures,
                    version = excluded.version, updated_at = excluded.updated_at
                WHERE s.version = ?
                """)) {
            for (Changed<Seller> change : changed) {
                Seller seller = change.state();
                upsert.setString(1, seller.id());
                upsert.setString(2, text(seller.policies()));
                upsert.setString(3, CalendarText.of(seller.calendar()));
                upsert.setString(4, seller.verification().name());
                upsert.setInt(5, seller.failures());
                upsert.setLong(6, seller.version());
                upsert.setTimestamp(7, Timestamp.from(seller.updatedAt()));
                upsert.setLong(8, change.loadedVersion());
                int written = upsert.executeUpdate();
                if (written != 1) {
                    throw new StaleRow("docket.seller", 1, written);
                }
            }
        }
    }
}
