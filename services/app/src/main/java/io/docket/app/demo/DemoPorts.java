package io.docket.app.demo;

import io.docket.app.instance.RefusedStartException;
import io.docket.embedded.FreePorts;

/// Where a demo listens, on 127.0.0.1 only.
public record DemoPorts(int http, int kafka, int postgres) {

    private static final int HTTP = 8080;
    private static final int KAFKA = 19_092;
    private static final int POSTGRES = 15_432;
    private static final int PORT_MAX = 65_535;
    private static final int OFFSET_MAX = PORT_MAX - KAFKA;
    private static final int OFFSET_MIN = 1_024 - HTTP;

    /// The ports that the documentation names, each shifted by the offset.
    public static DemoPorts shifted(int offset) {
        if (offset < OFFSET_MIN || offset > OFFSET_MAX) {
            throw new RefusedStartException(
                    "docket.port-offset is " + offset + ", which leaves no valid ports",
                    "choose one from " + OFFSET_MIN + " to " + OFFSET_MAX);
        }
        return new DemoPorts(HTTP + offset, KAFKA + offset, POSTGRES + offset);
    }

    /// For tests, several of which may run at once.
    public static DemoPorts free() {
        return new DemoPorts(FreePorts.next(), FreePorts.next(), FreePorts.next());
    }

    /// Looks before anything is started; who loses a port in between is told by the one that wanted it.
    void requireFree() {
        requireFree("HTTP", http);
        requireFree("the embedded Kafka broker", kafka);
        requireFree("the embedded PostgreSQL", postgres);
    }

    private static void requireFree(String what, int port) {
        if (!FreePorts.isFreed(port)) {
            throw new RefusedStartException(
                    "port " + port + " on 127.0.0.1, wanted for " + what + ", is taken",
                    "stop whatever listens there, or shift all of Docket's ports with docket.port-offset"
                            + " (--port-offset=10)");
        }
    }
}
