package io.docket.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The short form: every fault once, on two processors, a gateway, a broker and a database in processes of their own.
class FaultSuiteTest {
    @Test
    void docket_keeps_its_promises_while_everything_around_it_fails() throws Exception {
        long seed = Proof.seed();
        Summary summary = new Summary();

        Round.Outcome outcome = new Round(seed, Proof.directory(seed)).run(Scripts::everyFaultOnce);
        summary.add(outcome);

        System.out.println(summary.markdown());
        assertThat(outcome.judgement().isClean())
                .as(() -> "seed " + seed + ":\n" + outcome.judgement().report())
                .isTrue();
        assertThat(outcome.tally().acknowledged()).isGreaterThan(1_000);
    }
}
