package io.docket.store.batch;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Takes a row's values one by one, in the order of its columns.
interface RowWriter {
    RowWriter text(@Nullable String value);

    /// As its name.
    default RowWriter name(@Nullable Enum<?> value) {
        return text(value == null ? null : value.name());
    }

    RowWriter int2(@Nullable Integer value);

    RowWriter int4(int value);

    RowWriter int8(@Nullable Long value);

    RowWriter bool(@Nullable Boolean value);

    RowWriter time(@Nullable Instant value);

    RowWriter date(@Nullable LocalDate value);

    /// Exact, with the scale as it is.
    RowWriter numeric(@Nullable BigDecimal value);
}
