package io.docket.store.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.store.batch.FanOutTable.FanOut;
import io.docket.store.fixture.DocketTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A product's tickets must end with whom its last change of authorisation names, whoever carries the changes out.
class FanOutTableTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Instant RECORDED = Instant.parse("2026-11-27T08:00:00Z");

    private final DocketTestDatabase database = DocketTestDatabase.shared();

    @BeforeEach
    void empty() {
        database.clear();
        database.execute("DELETE FROM docket.reassign_fan_out");
    }

    private static FanOut fanOut(String product, long version) {
        return new FanOut(
                "S-1/" + product,
                version,
                product + "-c" + version,
                "S-1",
                product,
                "owner:S-1",
                "staff:staff-" + version,
                null);
    }

    private static @Nullable String lease(Connection connection) throws SQLException {
        FanOut leased = FanOutTable.lease(connection, LEASE);
        return leased == null ? null : leased.commandId();
    }

    @Test
    void a_products_changes_are_carried_out_one_after_the_other() throws SQLException {
        try (Connection connection = database.app().connection()) {
            // Of one batch, so recorded at one instant.
            FanOutTable.add(connection, fanOut("P-1", 2), RECORDED);
            FanOutTable.add(connection, fanOut("P-1", 1), RECORDED);

            FanOut first = Objects.requireNonNull(FanOutTable.lease(connection, LEASE));
            assertThat(first.version()).isEqualTo(1);
            assertThat(lease(connection))
                    .as("the second, while somebody works on the first")
                    .isNull();

            FanOutTable.scanned(connection, first, List.of(1L));
            assertThat(lease(connection)).isEqualTo("P-1-c1");
            FanOutTable.done(connection, first);
            assertThat(lease(connection)).isEqualTo("P-1-c2");
        }
    }

    @Test
    void a_change_is_superseded_by_a_later_one_of_its_product_only() throws SQLException {
        try (Connection connection = database.app().connection()) {
            FanOutTable.add(connection, fanOut("P-1", 1), RECORDED);
            FanOutTable.add(connection, fanOut("P-2", 7), RECORDED);
            assertThat(FanOutTable.isSuperseded(connection, fanOut("P-1", 1))).isFalse();

            FanOutTable.add(connection, fanOut("P-1", 2), RECORDED);

            assertThat(FanOutTable.isSuperseded(connection, fanOut("P-1", 1))).isTrue();
            assertThat(FanOutTable.isSuperseded(connection, fanOut("P-1", 2))).isFalse();
        }
    }

    @Test
    void another_products_do_not_wait_for_them() throws SQLException {
        try (Connection connection = database.app().connection()) {
            FanOutTable.add(connection, fanOut("P-1", 1), RECORDED);
            FanOutTable.add(connection, fanOut("P-1", 2), RECORDED);
            FanOutTable.add(connection, fanOut("P-2", 7), RECORDED.plusSeconds(1));

            assertThat(lease(connection)).isEqualTo("P-1-c1");
            assertThat(lease(connection)).isEqualTo("P-2-c7");
            assertThat(lease(connection)).isNull();
        }
    }
}
