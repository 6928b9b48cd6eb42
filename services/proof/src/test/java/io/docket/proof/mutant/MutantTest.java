package io.docket.proof.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.proof.check.Check;
import io.docket.proof.check.Checker;
import io.docket.proof.check.Collector;
import io.docket.proof.check.Judgement;
import io.docket.proof.check.Watch;
import io.docket.proof.history.History;
import io.docket.proof.history.Load;
import io.docket.proof.history.LogClient;
import io.docket.proof.history.Wish;
import io.docket.proof.nemesis.Nemesis;
import io.docket.proof.site.DocketInstance;
import io.docket.proof.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that breaks a promise is caught, and by the check that is there for it. Each does the least that provokes
/// it.
class MutantTest {
    private static final long SEED = 7;
    private static final int OVERTAKEN = 4;
    /// What a mutant breaks shows only if the fault meets it at the right moment, which nobody can order.
    private static final int TRIES_MAX = 3;
    /// As many ids as meet every partition of a topic.
    private static final int EVERY_PARTITION = 40;
    private static final Duration PACE = Duration.ofMillis(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path directory;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Site site;

    @SuppressWarnings("NullAway.Init") // set before the first test
    private static Path agent;

    private static final Path LOGS = Path.of(System.getProperty("proof.directory", "target/proof"), "mutants");

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(LOGS);
        agent = MutantAgent.jar(directory);
        site = Site.start(directory.resolve("site"), LOGS);
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    /// What happens to a mutant under load.
    private interface Scenario {
        void run(Load load, Nemesis nemesis, LogClient log, Collector collector);
    }

    private static void requireCaught(Mutant mutant, Check check, int processors, Scenario scenario)
            throws SQLException {
        List<Set<Check>> caught = new ArrayList<>();
        do {
            caught.add(caughtBy(mutant, caught.size() + 1, processors, scenario));
        } while (!caught.getLast().contains(check) && caught.size() < TRIES_MAX);
        assertThat(caught.getLast())
                .as(() -> mutant + ", caught in each try by " + caught)
                .contains(check);
    }

    private static Set<Check> caughtBy(Mutant mutant, int attempt, int processors, Scenario scenario)
            throws SQLException {
        site.empty(mutant.name().toLowerCase(Locale.ROOT) + "_" + attempt);
        if (mutant == Mutant.REFUNDS_AFTER_RECEIPT) {
            site.database()
                    .execute(
                            site.databaseName(),
                            "ALTER TABLE docket.supervision DROP CONSTRAINT gate_no_refund_after_receipt");
        }
        List<String> options = List.of(
                "-javaagent:" + agent + "=" + mutant.name(),
                "-D" + EarlyPublisher.BROKER + "=" + site.broker().address());
        for (int i = 0; i < processors; i++) {
            DocketInstance _ = site.startProcessor(options);
        }
        site.processors().forEach(DocketInstance::awaitReady);
        History history = new History();
        Collector collector = new Collector(site);
        try (LogClient log = new LogClient(site.broker().address(), history);
                Watch watch = Watch.start(site)) {
            try (Load load = Load.start(SEED + attempt - 1, history, log, null, PACE)) {
                load.awaitMore(100);
                scenario.run(load, new Nemesis(site, load, log, collector, watch, new Random(1)), log, collector);
            }
            collector.awaitRest();
            Judgement judgement = Checker.judge(collector.collect(history.attempts(), Map.of(), watch));
            Set<Check> caught = EnumSet.noneOf(Check.class);
            for (Check check : Check.values()) {
                if (judgement.violations(check) > 0) {
                    caught.add(check);
                }
            }
            System.out.println(mutant + " is caught by " + caught + " in try " + attempt);
            return caught;
        }
    }

    @Test
    void without_comparing_progress_an_overtaken_processor_decides_again() throws Exception {
        requireCaught(Mutant.NO_COMPARE_AND_SET, Check.ONE_OUTCOME, 2, (load, nemesis, _, _) -> {
            // Whoever has no partition at that moment is not overtaken.
            for (int i = 0; i < OVERTAKEN; i++) {
                nemesis.overtake();
            }
        });
    }

    @Test
    void without_looking_for_repeats_a_command_counts_twice() throws Exception {
        requireCaught(Mutant.NO_DEDUP, Check.ONCE, 1, (load, nemesis, _, _) -> {
            nemesis.duplicate();
            load.awaitMore(300);
        });
    }

    @Test
    void what_is_published_before_its_commit_is_seen() throws Exception {
        requireCaught(Mutant.PUBLISHES_BEFORE_COMMIT, Check.COMMITTED_FIRST, 1, (load, _, _, _) -> {
            site.processors().getFirst().postgres().slow(Duration.ofMillis(50), 0);
            load.awaitMore(100);
            site.processors().getFirst().postgres().restore();
        });
    }

    @Test
    void a_failed_batch_that_is_skipped_is_missed() throws Exception {
        requireCaught(Mutant.SKIPS_FAILED_BATCH, Check.ONE_OUTCOME, 1, (load, nemesis, log, _) -> {
            for (int i = 0; i < 5; i++) {
                nemesis.endSessions();
                load.awaitMore(50);
            }
            // What comes after what was skipped: a partition that ends with it would be waited for in vain.
            for (AggregateType type : AggregateType.ofTopics()) {
                for (int i = 0; i < EVERY_PARTITION; i++) {
                    log.send(new Wish(type, "S-1/X" + i, "S-1", "remind", "nobody", "{}", "x" + i));
                }
            }
            load.awaitMore(200);
            // A session that ends while it commits leaves this mutant behind its own progress, where it would stay.
            restart(site.processors().getFirst());
        });
    }

    @Test
    void what_a_killed_processor_had_not_published_is_missed() throws Exception {
        requireCaught(Mutant.NO_CATCH_UP, Check.PUBLISHED, 1, (load, _, _, _) -> {
            DocketInstance processor = site.processors().getFirst();
            processor.kafka().slow(Duration.ofMillis(250), 0);
            load.awaitMore(150);
            processor.kill();
            processor.kafka().restore();
            start(processor);
        });
    }

    private static void restart(DocketInstance processor) {
        processor.kill();
        start(processor);
    }

    private static void start(DocketInstance killed) {
        site.dismissMembers();
        killed.start();
        killed.awaitReady();
    }

    @Test
    void a_refund_after_receipt_is_noticed() throws Exception {
        requireCaught(Mutant.REFUNDS_AFTER_RECEIPT, Check.GATE, 1, (load, _, _, _) -> load.awaitMore(600));
    }
}
