package io.docket.proof.check;

/// What must hold, whatever happened.
public enum Check {
    KEPT(
            1,
            "what was acknowledged lies on the log where it was acknowledged, what was turned away or aborted does not"),
    ONE_OUTCOME(1, "every record on the log has exactly one outcome, and no outcome is without a record"),
    ONCE(
            2,
            "a command is decided once; its repeats point to the first, its namesakes with other content are mismatches"),
    IN_ORDER(3, "per aggregate the sequence has no gap, and follows the log"),
    GATE(4, "no activation before receipt, no refund asked for after it, one activation"),
    ONE_HANDLER(4, "of all who accept a ticket at once, one wins"),
    FOLDED(5, "every state is the fold of its events and equals its row"),
    PUBLISHED(
            1, "every event is on its topic, in order per aggregate; nothing else is; what is there twice is the same"),
    COMMITTED_FIRST(1, "no event was seen on its topic before it was committed"),
    ANSWERED(5, "every answer over HTTP is what the log says"),
    RESOLVED(1, "what nobody acknowledged is on the log with its outcome, or nowhere");

    private final int promise;
    private final String sentence;

    Check(int promise, String sentence) {
        this.promise = promise;
        this.sentence = sentence;
    }

    /// Which of the promises it is about.
    public int promise() {
        return promise;
    }

    public String sentence() {
        return sentence;
    }
}
