package io.docket.bench;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Runs peers on the licence flow, from the same broker and on the same Postgres as the spine. Threads share the
/// topic's
/// partitions; how many suit a peer best is tried out. It is spared what Docket does beside: no position, no look for
/// repeats, no sealed codes, no deadlines, nothing published.
final class PeerBench {
    private static final int PARTITIONS = 24;

    /// Fewer than beside the spine, so that a short trial has every step in it; to who takes one record at a time it is
    /// the same.
    private static final int UNDER_WAY = 200;

    private static final List<Integer> THREADS = List.of(4, 8, 16, 24);
    private static final Duration POLL_MAX = Duration.ofMillis(20);

    private final Infrastructure infrastructure;
    private final Admin admin;
    private final CodeKeys keys;

    /// What a peer came to.
    ///
    /// @param peerMicros CPU of this JVM per command
    record Run(
            String peer,
            String settings,
            int threads,
            int commands,
            double perSecond,
            double peerMicros,
            double postgresMicros) {
        @Override
        public String toString() {
            return "%s, %d threads: %,d commands, %,.0f per second; CPU per command: peer %.0f us, postgres %.0f us"
                    .formatted(peer, threads, commands, perSecond, peerMicros, postgresMicros);
        }
    }

    PeerBench(Infrastructure infrastructure, Admin admin, CodeKeys keys) {
        this.infrastructure = infrastructure;
        this.admin = admin;
        this.keys = keys;
    }

    /// The best of several numbers of threads on a tenth of the commands each, then all of them with that.
    Run run(Peer peer, int commands) throws Exception {
        int trial = Math.max(6, commands / 10);
        run(peer, THREADS.getFirst(), trial, "warm");
        int best = THREADS.getFirst();
        double bestPerSecond = 0;
        for (int threads : THREADS) {
            Run run = run(peer, threads, trial, "trial");
            if (run.perSecond() > bestPerSecond) {
                best = threads;
                bestPerSecond = run.perSecond();
            }
        }
        return run(peer, best, commands, "all");
    }

    private Run run(Peer peer, int threads, int commands, String what) throws Exception {
        String name = "%s-%s-%d".formatted(peer.getClass().getSimpleName(), what, threads);
        String topic = "bench." + name;
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get();
        CommandFeed.produce(
                infrastructure.bootstrapServers(),
                CommandMix.ofLicences(name + "-", keys, UNDER_WAY),
                commands,
                command -> moved(command, topic));
        peer.empty();
        long completedBefore = peer.completed();
        infrastructure.checkpoint();
        CpuSpent cpu = CpuSpent.since(infrastructure);
        AtomicLong left = new AtomicLong(commands);
        long startNanos = System.nanoTime();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                ends.add(workers.submit((Callable<?>) () -> work(peer, topic, number, threads, left)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(peer.name() + " failed", e.getCause());
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Run run = new Run(
                peer.name(),
                peer.settings(),
                threads,
                commands,
                commands / seconds,
                cpu.jvmMicros() / commands,
                cpu.postgresMicros() / commands);
        System.out.printf("%s (%s, %,d orders completed)%n", run, what, peer.completed() - completedBefore);
        return run;
    }

    private static ProducerRecord<byte[], byte[]> moved(OutgoingCommand command, String topic) {
        ProducerRecord<byte[], byte[]> record = CommandEncoder.encode(command, PARTITIONS);
        return new ProducerRecord<>(topic, record.partition(), null, record.key(), record.value(), record.headers());
    }

    /// Every record of its partitions, until all workers together have handled all.
    private boolean work(Peer peer, String topic, int thread, int threads, AtomicLong left) throws Exception {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                infrastructure.bootstrapServers(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Peer.Worker worker = peer.worker()) {
            consumer.assign(IntStream.range(0, PARTITIONS)
                    .filter(partition -> partition % threads == thread)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            while (left.get() > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_MAX)) {
                    worker.handle(step(record));
                    left.decrementAndGet();
                }
            }
        }
        return true;
    }

    /// `io.docket.supervision.issue-code.v1` is `issue-code`.
    private static Peer.Step step(ConsumerRecord<byte[], byte[]> record) {
        String[] type = header(record, "ce_type").split("\\.", -1);
        return new Peer.Step(
                new String(record.key(), StandardCharsets.UTF_8),
                header(record, "ce_id"),
                type[type.length - 2],
                header(record, "ce_actor"),
                new String(record.value(), StandardCharsets.UTF_8));
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException("Expected a header " + name + " in " + record);
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }
}
