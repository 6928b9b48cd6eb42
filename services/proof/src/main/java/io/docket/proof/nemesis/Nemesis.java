package io.docket.proof.nemesis;

import io.docket.domain.AggregateType;
import io.docket.proof.check.Collector;
import io.docket.proof.check.Watch;
import io.docket.proof.history.Load;
import io.docket.proof.history.LogClient;
import io.docket.proof.history.Wish;
import io.docket.proof.site.Await;
import io.docket.proof.site.DocketInstance;
import io.docket.proof.site.Site;
import io.docket.proof.site.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does to a running site what Docket promises to survive, and counts it.
public final class Nemesis {
    private static final Logger LOG = LoggerFactory.getLogger(Nemesis.class);
    /// Longer than a session (10 s), so that the others have taken its partitions.
    private static final Duration BEYOND_SESSION = Duration.ofSeconds(13);

    private static final Duration HELD_BEFORE_DISMISSAL = Duration.ofMillis(400);
    private static final Duration OVERTAKEN_MAX = Duration.ofMinutes(3);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final Duration SLOW_DELAY = Duration.ofMillis(60);
    private static final long NARROW_BYTES_PER_SECOND = 200_000;
    private static final List<Duration> JUMPS =
            List.of(Duration.ofMinutes(-45), Duration.ofMinutes(3), Duration.ofDays(12), Duration.ofDays(-400));
    private static final int DUPLICATES = 10;
    private static final int ABORTED_COMMANDS = 5;

    private final Site site;
    private final Load load;
    private final LogClient log;
    private final Collector collector;
    private final Watch watch;
    private final Random random;
    private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
    private final Map<AggregateType, Integer> generations = new EnumMap<>(AggregateType.class);
    private Protocol protocol = Protocol.COOPERATIVE;
    private int wishes;

    public Nemesis(Site site, Load load, LogClient log, Collector collector, Watch watch, Random random) {
        this.site = site;
        this.load = load;
        this.log = log;
        this.collector = collector;
        this.watch = watch;
        this.random = random;
    }

    /// How often each was done.
    public Map<Fault, Integer> counts() {
        return counts;
    }

    /// Of the topics that were replaced.
    public Map<AggregateType, Integer> generations() {
        return generations;
    }

    private void done(Fault fault) {
        counts.merge(fault, 1, Integer::sum);
        LOG.info("{}", fault);
    }

    /// SIGKILL and a new start; returns when it works again.
    public void killProcessor() {
        DocketInstance processor = anyProcessor();
        processor.kill();
        done(Fault.PROCESSOR_KILLED);
        processor.start();
        processor.awaitReady();
    }

    /// SIGSTOP, other things, SIGCONT when its session is long over.
    ///
    /// @param meanwhile what happens to the others
    public void zombie(Runnable meanwhile) {
        DocketInstance processor = anyProcessor();
        long begin = System.nanoTime();
        processor.pause();
        try {
            meanwhile.run();
            Await.elapse(BEYOND_SESSION.minusNanos(System.nanoTime() - begin));
        } finally {
            processor.resume();
        }
        done(Fault.ZOMBIE);
        load.awaitMore(50);
    }

    /// A processor that holds records in its hands and is held up on its way to the database is dismissed; the others
    /// decide these records, and then it goes on.
    public void overtake() {
        DocketInstance processor = anyProcessor();
        // Who has no partitions has no records either, and would come back for some that he cannot decide.
        site.awaitSettled();
        processor.postgres().hold();
        Await.elapse(HELD_BEFORE_DISMISSAL);
        load.quietly(() -> {
            Dismissals dismissals = new Dismissals(site);
            Await.until(OVERTAKEN_MAX, () -> "the others decide everything; see " + site.logs(), () -> {
                dismissals.again();
                return collector.isDecided();
            });
            processor.postgres().restore();
        });
        done(Fault.OVERTAKEN);
        load.awaitMore(50);
    }

    public void killBroker() {
        site.broker().kill();
        done(Fault.BROKER_KILLED);
        site.broker().restart();
    }

    public void stopDatabase() {
        site.database().stopImmediately();
        done(Fault.DATABASE_STOPPED);
        site.database().restart();
    }

    public void endSessions() {
        site.database().terminateSessions();
        done(Fault.SESSIONS_ENDED);
    }

    /// Connections of one instance to one of its servers are reset, and new ones too for a while.
    public void cutNetwork() {
        TcpProxy network = anyNetwork();
        network.cut();
        Await.elapse(SHORT);
        network.restore();
        done(Fault.NETWORK_CUT);
    }

    /// What one instance and one of its servers tell each other does not arrive for a while, and then all at once.
    public void holdNetwork() {
        TcpProxy network = anyNetwork();
        network.hold();
        Await.elapse(SHORT.multipliedBy(2));
        network.restore();
        done(Fault.NETWORK_HELD);
    }

    public void slowNetwork() {
        TcpProxy network = anyNetwork();
        network.slow(SLOW_DELAY, NARROW_BYTES_PER_SECOND);
        Await.elapse(SHORT.multipliedBy(2));
        network.restore();
        done(Fault.NETWORK_SLOW);
    }

    /// Kafka never hands the same record to Docket twice of its own: positions come from Postgres, and rewinding the
    /// group's offsets means nothing. What can come twice is what a producer writes twice.
    public void duplicate() {
        for (int i = 0; i < DUPLICATES; i++) {
            log.sendTwice(remark());
        }
        done(Fault.DUPLICATED);
    }

    public void abortTransaction() {
        List<Wish> given = new ArrayList<>();
        for (int i = 0; i < ABORTED_COMMANDS; i++) {
            given.add(remark());
        }
        if (!log.sendAborted(given).isEmpty()) {
            done(Fault.ABORTED);
        }
    }

    /// A ticket of its own each.
    private Wish remark() {
        String id = "TN-" + wishes++;
        return new Wish(AggregateType.TICKET, id, "S-1", "open", "buyer:buyer-2", """
                {"productId":"P-1","category":"FAULT","severity":"LOW","text":"Once"}""", id);
    }

    public void storm() {
        int owners = new Storm(site, protocol, random).rage();
        if (owners == 0) {
            throw new IllegalStateException("No member got in under the protocol " + protocol);
        }
        done(protocol.storm());
    }

    /// Every processor is killed, and starts again with another protocol.
    public void change(Protocol next) {
        for (DocketInstance processor : site.processors()) {
            processor.kill();
            done(Fault.PROCESSOR_KILLED);
        }
        // Two protocols do not live in one group, and the killed are members until their sessions end.
        site.dismissMembers();
        protocol = next;
        for (DocketInstance processor : site.processors()) {
            processor.set("docket.processor.rebalance", next.property());
            processor.start();
        }
        site.processors().forEach(DocketInstance::awaitReady);
    }

    public void replaceTopic() {
        AggregateType type = AggregateType.ofTopics().get(random.nextInt(2));
        int generation = generations.getOrDefault(type, 1);
        load.quietly(() -> {
            // Processors send, too: what they sent after the topic was kept would be decided and on no record.
            collector.awaitRest();
            new TopicReplacement(site, collector, log).replace(type, generation);
        });
        generations.put(type, generation + 1);
        done(Fault.TOPIC_REPLACED);
    }

    /// The wall clock of one instance goes wrong, and right again.
    public void jumpClock() {
        List<DocketInstance> instances = new ArrayList<>(site.processors());
        instances.add(site.gateway());
        DocketInstance instance = instances.get(random.nextInt(instances.size()));
        instance.jump(JUMPS.get(random.nextInt(JUMPS.size())));
        load.awaitMore(100);
        instance.jump(Duration.ZERO);
        done(Fault.CLOCK_JUMPED);
    }

    /// Nobody sends until everything is decided and published.
    public void rest() {
        load.quietly(collector::awaitRest);
    }

    /// A file-level copy of the database as it is now, for [#restoreDatabase].
    public void backUpDatabase() {
        site.database().backUp();
    }

    /// The operator stops the processors, puts the older copy in the database's place, and starts them.
    public void restoreDatabase() {
        site.processors().forEach(DocketInstance::kill);
        // What was published is asked for before the database forgets it.
        watch.drain();
        site.database().restore();
        done(Fault.DATABASE_RESTORED);
        site.dismissMembers();
        site.processors().forEach(DocketInstance::start);
        site.processors().forEach(DocketInstance::awaitReady);
        // What was decided after the backup and not published lies on the log alone until it is decided again: a topic
        // that was replaced before would take it along.
        load.quietly(collector::awaitRest);
    }

    private DocketInstance anyProcessor() {
        List<DocketInstance> processors = site.processors();
        return processors.get(random.nextInt(processors.size()));
    }

    private TcpProxy anyNetwork() {
        List<DocketInstance> instances = new ArrayList<>(site.processors());
        instances.add(site.gateway());
        DocketInstance instance = instances.get(random.nextInt(instances.size()));
        return random.nextBoolean() ? instance.kafka() : instance.postgres();
    }
}
