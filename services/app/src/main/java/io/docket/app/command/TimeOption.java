package io.docket.app.command;

import io.docket.gateway.read.Params;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A time as HTTP takes it.
final class TimeOption implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        Instant time = Params.timeOf(text);
        if (time == null) {
            throw new TypeConversionException(
                    "Expected a time such as 2026-11-23T08:00:00Z, but '" + text + "' is none");
        }
        return time;
    }
}
