package io.docket.app.demo;

import java.nio.file.Path;
import java.util.Map;

/// What a demo is started with.
///
/// @param directory for all that it keeps
/// @param fresh begin with nothing
/// @param data fill an empty log with orders and tickets to look at
/// @param properties of the instance, weaker than what a demo insists on
public record DemoOptions(
        Path directory, DemoPorts ports, boolean fresh, boolean data, Map<String, String> properties) {
    public DemoOptions {
        properties = Map.copyOf(properties);
    }
}
