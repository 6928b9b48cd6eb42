package io.docket.proof.check;

/// Holds evidence against the promises. Knows nothing of how Docket works but its contracts.
public final class Checker {
    private Checker() {}

    public static Judgement judge(Evidence evidence) {
        Judgement judgement = new Judgement();
        new OutcomeChecks(evidence, judgement).run();
        new EventChecks(evidence, judgement).run();
        new StoryChecks(evidence, judgement).run();
        new AnswerChecks(evidence, judgement).run();
        return judgement;
    }
}
