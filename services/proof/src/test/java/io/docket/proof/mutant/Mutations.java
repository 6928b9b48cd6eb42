package io.docket.proof.mutant;

import io.docket.store.batch.LoggedRow;
import io.docket.store.batch.ProgressTable.Locked;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/// What mutated methods do; Byte Buddy copies these bodies into them.
@SuppressWarnings("UnusedVariable") // what is set here is the mutated method's result
final class Mutations {
    private Mutations() {}

    /// Nothing, and the result is null.
    static final class Skipped {
        private Skipped() {}

        @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
        static boolean enter() {
            return true;
        }
    }

    /// Finds nothing.
    static final class Nothing {
        private Nothing() {}

        @Advice.OnMethodExit
        static void exit(@Advice.Return(readOnly = false) Map<?, ?> found) {
            found = new HashMap<>();
        }
    }

    /// Does not say that somebody else was there. It dawdles before it looks, or whoever holds it up would nearly
    /// always meet it in a transaction that keeps the others out.
    static final class Swallowed {
        private Swallowed() {}

        @Advice.OnMethodEnter
        static void enter() {
            LockSupport.parkNanos(250_000_000);
        }

        @Advice.OnMethodExit(onThrowable = RuntimeException.class)
        static void exit(
                @Advice.Thrown(readOnly = false) @Nullable Throwable thrown,
                @Advice.Return(readOnly = false) Locked locked) {
            if (thrown != null && thrown.getClass().getSimpleName().equals("ProgressMoved")) {
                thrown = null;
                locked = new Locked(List.of(), Instant.now(), Instant.now());
            }
        }
    }

    /// Publishes what it is about to write.
    static final class Early {
        private Early() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) List<LoggedRow> rows) {
            EarlyPublisher.publish(rows);
        }
    }
}
