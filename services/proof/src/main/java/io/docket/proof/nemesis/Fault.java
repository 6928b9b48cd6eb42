package io.docket.proof.nemesis;

import java.util.stream.IntStream;

/// What can go wrong.
public enum Fault {
    PROCESSOR_KILLED("SIGKILL of a processor", 1, 2, 3),
    ZOMBIE("SIGSTOP of a processor for longer than its session, then SIGCONT", 2, 3),
    OVERTAKEN("a processor dismissed from the group while it is held up with records in its hands", 2, 3),
    BROKER_KILLED("SIGKILL of the broker", 1, 2),
    DATABASE_STOPPED("`pg_ctl stop -m immediate`", 1, 2),
    SESSIONS_ENDED("`pg_terminate_backend` on every session", 1, 2),
    NETWORK_CUT("connections reset and refused", 1, 2, 3),
    NETWORK_HELD("a network that swallows", 1, 2, 3),
    NETWORK_SLOW("a slow and narrow network", 1, 3),
    DUPLICATED("the same bytes produced again", 2),
    ABORTED("a transaction given up", 1),
    STORM_EAGER("members that come and go, eager protocol", 2, 3),
    STORM_COOPERATIVE("members that come and go, cooperative protocol", 2, 3),
    STORM_CONSUMER("members that come and go, new consumer protocol", 2, 3),
    TOPIC_REPLACED("a topic deleted and created anew, and adopted", 1, 2),
    DATABASE_RESTORED("the database restored to an older backup", 1, 2, 5),
    CLOCK_JUMPED("the clock of a process jumps", 2, 3);

    private final String sentence;
    /// A bit for each promise.
    private final int promises;

    Fault(String sentence, int... promises) {
        this.sentence = sentence;
        this.promises = IntStream.of(promises).map(promise -> 1 << promise).sum();
    }

    public String sentence() {
        return sentence;
    }

    /// Whether it is the promise that it tests above all; all are checked after each.
    public boolean tests(int promise) {
        return (promises & 1 << promise) != 0;
    }
}
