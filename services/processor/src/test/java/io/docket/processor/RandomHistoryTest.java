package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Lifecycles;
import io.docket.lifecycle.LifecycleCompiler;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever is sent in whatever order, real processors come to what deciding one command after the other comes to, and
/// the promises hold (architecture.md §2).
///
/// For longer: `-Ddocket.history.seeds=100 -Ddocket.history.steps=2000`; one again: `-Ddocket.history.seed=7`.
@OwnSite
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomHistoryTest {
    private static final int SEEDS = Integer.getInteger("docket.history.seeds", 4);
    private static final int STEPS = Integer.getInteger("docket.history.steps", 600);
    private static final int AGGREGATES = 14;
    private static final int TRIES_MAX = 80;
    private static final AtomicInteger RUNS = new AtomicInteger();

    private final Lifecycles lifecycles = LifecycleCompiler.compileAll();

    @SuppressWarnings("NullAway.Init")
    private Site site;

    @BeforeAll
    void begin() {
        site = Site.start();
    }

    @AfterAll
    void end() {
        site.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("docket.history.seed");
        return one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
    }

    private List<History.Step> told(long seed) {
        HistoryRun run = new HistoryRun(site, lifecycles);
        Model model = new Model(lifecycles, site.keys());
        return History.told(seed, AGGREGATES, STEPS, model, step -> run.decide(model, step, "0"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void every_history_comes_to_what_deciding_in_order_comes_to(long seed) {
        List<History.Step> steps = told(seed);
        try (RunningProcessor _ = site.processor();
                RunningProcessor _ = site.processor()) {
            HistoryRun run = new HistoryRun(site, lifecycles);
            String problem = run.problem(steps, nextRun());
            if (problem != null) {
                List<History.Step> shortest =
                        Shrinker.shortest(steps, TRIES_MAX, rest -> run.problem(rest, nextRun()) != null);
                Assertions.fail("Seed %d, %d steps: %s%nShortest failing sequence found:%n%s"
                        .formatted(
                                seed,
                                steps.size(),
                                problem,
                                shortest.stream().map(History.Step::toString).collect(Collectors.joining("\n"))));
            }
        }
    }

    private static String nextRun() {
        return Integer.toString(RUNS.incrementAndGet());
    }

    @Test
    void the_histories_reach_far() {
        TreeSet<String> outcomes = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            HistoryRun run = new HistoryRun(site, lifecycles);
            Model model = new Model(lifecycles, site.keys());
            History.told(seed, AGGREGATES, STEPS, model, step -> {
                String outcome = run.decide(model, step, "0");
                outcomes.addAll(List.of(outcome.split(" ")));
                return outcome;
            });
        }

        assertThat(outcomes)
                .contains(
                        "completed",
                        "refund-settled",
                        "code-expired",
                        "overdue",
                        "acceptance-lapsed",
                        "sla-warned",
                        "sla-breached",
                        "product-revoked",
                        "calendar-set",
                        "verification-failed",
                        "appeal-resolved",
                        "return-shipped",
                        "CODE_RECEIVED",
                        "REFUND_PENDING",
                        "APPEAL_OPEN",
                        "TOO_SOON",
                        "NOT_SUPERVISED",
                        "repeat",
                        "mismatch",
                        "silently");
    }

    @Test
    void a_failing_sequence_is_shortened_to_what_makes_it_fail() {
        List<Integer> all = LongStream.range(0, 200).mapToObj(i -> (int) i).toList();

        List<Integer> shortest =
                Shrinker.shortest(all, 1_000, some -> some.contains(17) && some.contains(133) && some.contains(134));

        assertThat(shortest).containsExactly(17, 133, 134);
    }
}
