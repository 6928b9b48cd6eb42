package io.docket.lifecycle;

import java.util.ArrayList;
import java.util.List;

/// Every declaration of the product, each once.
final class Declared {
    private Declared() {}

    static List<Declaration<?, ?>> all() {
        List<Declaration<?, ?>> all = new ArrayList<>(
                LifecycleCompiler.flows().values().stream().distinct().toList());
        all.addAll(List.of(
                new RefundLifecycle(),
                new CodeLifecycle(),
                new AppealLifecycle(),
                new TicketLifecycle(),
                new VerificationLifecycle()));
        return all;
    }
}
