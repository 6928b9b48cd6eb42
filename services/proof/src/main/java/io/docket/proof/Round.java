package io.docket.proof;

import io.docket.proof.check.Checker;
import io.docket.proof.check.Collector;
import io.docket.proof.check.Evidence;
import io.docket.proof.check.Judgement;
import io.docket.proof.check.Watch;
import io.docket.proof.history.GatewayClient;
import io.docket.proof.history.History;
import io.docket.proof.history.Load;
import io.docket.proof.history.LogClient;
import io.docket.proof.nemesis.Fault;
import io.docket.proof.nemesis.Nemesis;
import io.docket.proof.site.Site;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// A site of its own, a load, what the nemesis does meanwhile, and the judgement when all has come to rest.
final class Round {
    private static final Duration PACE = Duration.ofMillis(80);
    private static final int BEFORE = 200;

    private final long seed;
    private final Path directory;

    /// @param directory keeps the logs of all processes, and the history
    Round(long seed, Path directory) {
        this.seed = seed;
        this.directory = directory;
    }

    /// @param script what the nemesis does
    Outcome run(Consumer<Nemesis> script) throws SQLException {
        History history = new History();
        try (Scratch scratch = Scratch.create();
                Site site = Site.start(scratch.directory(), directory);
                LogClient log = new LogClient(site.broker().address(), history)) {
            site.startInstances();
            Collector collector = new Collector(site);
            GatewayClient gateway = new GatewayClient(site.gateway().address(), history);
            Nemesis nemesis;
            Evidence evidence;
            try (Watch watch = Watch.start(site)) {
                try (Load load = Load.start(seed, history, log, gateway, PACE)) {
                    load.awaitMore(BEFORE);
                    nemesis = new Nemesis(site, load, log, collector, watch, new Random(seed));
                    script.accept(nemesis);
                    load.awaitMore(BEFORE);
                }
                collector.awaitRest();
                evidence = collector.collect(history.attempts(), nemesis.generations(), watch);
            }
            return new Outcome(seed, nemesis.counts(), Tally.of(evidence), Checker.judge(evidence));
        } finally {
            history.write(directory.resolve("history.jsonl"));
        }
    }

    /// What a round came to.
    record Outcome(long seed, Map<Fault, Integer> faults, Tally tally, Judgement judgement) {}
}
