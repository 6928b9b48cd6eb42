package io.docket.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What is measured, and how much of it: `-Dbench.what=spine,floor -Dbench.commands=100000`.
///
/// @param rounds of the spine, of which the first few are the compiler's
/// @param commands of a round
/// @param deadlines pending beside every other round; 0: no such rounds
/// @param peerCommands that each peer handles
/// @param rate commands a second over HTTP, for so many seconds
/// @param app services/app, packaged
/// @param directory of the report
record BenchOptions(
        Set<Part> what,
        int rounds,
        int commands,
        int deadlines,
        int peerCommands,
        int rate,
        int seconds,
        Path app,
        Path directory) {
    /// What can be measured by itself.
    enum Part {
        /// Commands decided, committed and published.
        SPINE,
        /// Its rows without deciding; after the spine, in the same run.
        FLOOR,
        /// Commands read and events sent, nothing else; after the spine, in the same run.
        LOG,
        /// The licence flow in other engines; after the spine, in the same run.
        PEERS,
        /// A decision by itself.
        DECIDE,
        /// Waiting for the answer over HTTP.
        LATENCY
    }

    static BenchOptions ofSystemProperties() {
        return new BenchOptions(
                parts(System.getProperty("bench.what", "all")),
                Integer.getInteger("bench.rounds", 6),
                Integer.getInteger("bench.commands", 400_000),
                Integer.getInteger("bench.deadlines", 1_000_000),
                Integer.getInteger("bench.peer-commands", 40_000),
                Integer.getInteger("bench.rate", 500),
                Integer.getInteger("bench.seconds", 60),
                Path.of(System.getProperty("bench.app", "services/app/target/docket-app.jar")),
                Path.of(System.getProperty("bench.directory", "target/bench")));
    }

    private static Set<Part> parts(String text) {
        if (text.equals("all")) {
            return EnumSet.allOf(Part.class);
        }
        return Arrays.stream(text.split(",", -1))
                .map(name -> Part.valueOf(name.strip().toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
    }

    boolean measures(Part part) {
        return what.contains(part);
    }
}
