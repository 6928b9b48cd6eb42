package io.docket.proof;

import io.docket.proof.nemesis.Nemesis;
import io.docket.proof.nemesis.Protocol;
import java.util.List;
import java.util.Random;

/// In which order things go wrong.
final class Scripts {
    private static final int FAULTS_OF_A_LONG_ROUND = 24;

    private static final List<Protocol> PROTOCOLS = List.of(Protocol.EAGER, Protocol.COOPERATIVE, Protocol.CONSUMER);

    private Scripts() {}

    /// Each fault at least once, as fast as it can be told.
    static void everyFaultOnce(Nemesis nemesis) {
        nemesis.backUpDatabase();
        nemesis.abortTransaction();
        nemesis.duplicate();
        nemesis.zombie(() -> {
            nemesis.endSessions();
            nemesis.slowNetwork();
            nemesis.cutNetwork();
            nemesis.storm();
            nemesis.endSessions();
        });
        nemesis.overtake();
        nemesis.killBroker();
        nemesis.stopDatabase();
        nemesis.rest(); // what the broker's absence kept unpublished would be decided anew, some of it otherwise
        nemesis.restoreDatabase(); // before a topic is replaced, which the backup would not know of
        nemesis.replaceTopic();
        nemesis.change(Protocol.EAGER);
        nemesis.storm();
        nemesis.holdNetwork();
        nemesis.jumpClock();
        nemesis.change(Protocol.CONSUMER);
        nemesis.overtake(); // what is dismissed hears of it otherwise than before
        nemesis.storm();
    }

    /// As the seed says.
    static void atRandom(Nemesis nemesis, Random random) {
        for (int i = 0; i < FAULTS_OF_A_LONG_ROUND; i++) {
            List<Runnable> faults = List.of(
                    nemesis::killProcessor,
                    nemesis::overtake,
                    nemesis::killBroker,
                    nemesis::stopDatabase,
                    nemesis::endSessions,
                    nemesis::cutNetwork,
                    nemesis::holdNetwork,
                    nemesis::slowNetwork,
                    nemesis::duplicate,
                    nemesis::abortTransaction,
                    nemesis::storm,
                    nemesis::replaceTopic,
                    nemesis::jumpClock,
                    () -> {
                        nemesis.backUpDatabase();
                        nemesis.endSessions();
                        nemesis.duplicate();
                        nemesis.restoreDatabase();
                    },
                    () -> nemesis.change(PROTOCOLS.get(random.nextInt(PROTOCOLS.size()))),
                    () -> nemesis.zombie(() -> {
                        nemesis.endSessions();
                        nemesis.cutNetwork();
                        nemesis.storm();
                    }));
            faults.get(random.nextInt(faults.size())).run();
        }
    }
}
