package io.docket.lifecycle;

import java.util.List;

/// How a faulty declaration is refused: all faults at once, each with its remedy.
final class Fault {
    private Fault() {}

    static void throwAny(Declaration<?, ?> declaration, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new IllegalStateException("Lifecycle %s does not compile; correct %s:\n- %s"
                    .formatted(
                            declaration.name(), declaration.getClass().getSimpleName(), String.join("\n- ", faults)));
        }
    }
}
