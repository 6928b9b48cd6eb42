package io.docket.bench;

import java.time.Duration;

/// CPU that this JVM, the database and the broker have spent since a moment.
final class CpuSpent {
    private final Infrastructure infrastructure;
    private final Duration jvm;
    private final Duration postgres;
    private final Duration broker;

    private CpuSpent(Infrastructure infrastructure) {
        this.infrastructure = infrastructure;
        this.jvm = CpuTime.ofThisJvm();
        this.postgres = CpuTime.ofTree(infrastructure.postgresPid());
        this.broker = CpuTime.ofTree(infrastructure.brokerProcess().pid());
    }

    static CpuSpent since(Infrastructure infrastructure) {
        return new CpuSpent(infrastructure);
    }

    double jvmMicros() {
        return micros(CpuTime.ofThisJvm().minus(jvm));
    }

    double postgresMicros() {
        return micros(CpuTime.ofTree(infrastructure.postgresPid()).minus(postgres));
    }

    double brokerMicros() {
        return micros(CpuTime.ofTree(infrastructure.brokerProcess().pid()).minus(broker));
    }

    private static double micros(Duration spent) {
        return spent.toNanos() / 1e3;
    }
}
