package io.docket.store.batch;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// A row as the parameters of a statement, from the first on.
final class BoundRow implements RowWriter {
    private final PreparedStatement statement;
    private int bound;

    BoundRow(PreparedStatement statement) {
        this.statement = statement;
    }

    @Override
    public BoundRow text(@Nullable String value) {
        return bind(value, Types.VARCHAR);
    }

    @Override
    public BoundRow int2(@Nullable Integer value) {
        return bind(value, Types.SMALLINT);
    }

    @Override
    public BoundRow int4(int value) {
        return bind(value, Types.INTEGER);
    }

    @Override
    public BoundRow int8(@Nullable Long value) {
        return bind(value, Types.BIGINT);
    }

    @Override
    public BoundRow bool(@Nullable Boolean value) {
        return bind(value, Types.BOOLEAN);
    }

    @Override
    public BoundRow time(@Nullable Instant value) {
        return bind(value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    public BoundRow date(@Nullable LocalDate value) {
        return bind(value, Types.DATE);
    }

    @Override
    public BoundRow numeric(@Nullable BigDecimal value) {
        return bind(value, Types.NUMERIC);
    }

    private BoundRow bind(@Nullable Object value, int type) {
        bound++;
        try {
            if (value instanceof BigDecimal decimal) {
                statement.setBigDecimal(bound, decimal); // setObject with a type would round it to no decimals
            } else {
                statement.setObject(bound, value, type);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Parameter " + bound + " cannot be bound", e);
        }
        return this;
    }
}
