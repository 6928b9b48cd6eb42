package io.docket.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/// The fault suite for as long as one likes: `-Dproof.minutes=60 -Dproof.seed=7`. Prints what it came to as Markdown,
/// and ends with 1 when a promise was broken; logs and history of every round stay in `proof.directory`.
public final class Proof {
    private static final String SEED = "proof.seed";
    private static final String MINUTES = "proof.minutes";
    private static final String DIRECTORY = "proof.directory";
    private static final String DEFAULT_MINUTES = "10";

    private Proof() {}

    public static void main(String[] args) throws IOException, SQLException {
        long seed = seed();
        Instant end =
                Instant.now().plus(Duration.ofMinutes(Long.parseLong(System.getProperty(MINUTES, DEFAULT_MINUTES))));
        Summary summary = new Summary();
        for (long round = 0; round == 0 || Instant.now().isBefore(end); round++) {
            long roundSeed = seed + round;
            Round.Outcome outcome = new Round(roundSeed, directory(roundSeed)).run(nemesis -> {
                Scripts.everyFaultOnce(nemesis);
                Scripts.atRandom(nemesis, new Random(roundSeed));
            });
            summary.add(outcome);
            System.out.println("Seed " + roundSeed + ":\n" + outcome.judgement().report());
        }
        System.out.println(summary.markdown());
        System.exit(summary.isClean() ? 0 : 1);
    }

    /// The one that was asked for, or another one each time.
    static long seed() {
        String asked = System.getProperty(SEED, "");
        return asked.isBlank() ? Math.floorMod(System.nanoTime(), 1_000_000) : Long.parseLong(asked.strip());
    }

    /// Empty.
    static Path directory(long seed) throws IOException {
        Path directory = Path.of(System.getProperty(DIRECTORY, "target/proof")).resolve("seed-" + seed);
        if (Files.exists(directory)) {
            new Scratch(directory).close();
        }
        return Files.createDirectories(directory);
    }
}
