package io.docket.proof.mutant;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;

/// Ways to break Docket: one method of it does something else, from the moment its class is loaded.
public enum Mutant {
    /// Progress is not compared with what was expected: whoever believes that a partition is his writes.
    NO_COMPARE_AND_SET("io.docket.processor.BatchListener", "lock", 3, Mutations.Swallowed.class),

    /// Nobody looks whether a command was decided before.
    NO_DEDUP("io.docket.store.batch.FirstOutcomes", "find", 4, Mutations.Nothing.class),

    /// Events are on their topic before their transaction is committed.
    PUBLISHES_BEFORE_COMMIT("io.docket.store.batch.EventLogTable", "append", 3, Mutations.Early.class),

    /// After a failed batch the consumer goes on with the next one.
    SKIPS_FAILED_BATCH("io.docket.processor.PositionedConsumer", "unposition", 1, Mutations.Skipped.class),

    /// What a killed processor had committed and not published stays so.
    NO_CATCH_UP("io.docket.processor.Publication", "publishPages", 2, Mutations.Skipped.class),

    /// The code's receipt does not end refunds. The database's own constraint must go as well.
    REFUNDS_AFTER_RECEIPT(
            "io.docket.domain.supervision.SupervisionGuards", "ofRefundRequest", 2, Mutations.Skipped.class);

    private final String type;
    private final String method;
    private final int parameters;
    private final Class<?> advice;

    Mutant(String type, String method, int parameters, Class<?> advice) {
        this.type = type;
        this.method = method;
        this.parameters = parameters;
        this.advice = advice;
    }

    String type() {
        return type;
    }

    ElementMatcher.Junction<MethodDescription> method() {
        return named(method).and(takesArguments(parameters));
    }

    Class<?> advice() {
        return advice;
    }
}
