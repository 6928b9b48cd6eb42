package io.docket.bench;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.processor.TopicOptions;
import io.docket.store.vault.CodeKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// What the log alone costs: commands read as the spine reads them, and for them as many of the events that the spine
/// has published, nothing decided and nothing kept. Whoever reads and publishes with Kafka's own clients pays it beside
/// what the rows cost.
final class Relay {
    private static final String COMMANDS = "bench.relay-commands";
    private static final String EVENTS = "bench.relay-events";

    /// Events to be sent again and again.
    private static final int SAMPLE = 20_000;

    /// The first warms up.
    private static final int ROUNDS = 3;

    private static final int CONSUMERS = 2;
    private static final int POLL_RECORDS_MAX = 4_000;
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final Duration POLL_MAX = Duration.ofMillis(100);

    private final Infrastructure infrastructure;
    private final Admin admin;
    private final CodeKeys keys;
    private final int partitions = TopicOptions.defaults().partitions();

    /// What a round came to.
    ///
    /// @param eventsPerCommand that were sent
    /// @param jvmMicros CPU per command of this JVM, as the next one of the broker
    record Run(int commands, double eventsPerCommand, double perSecond, double jvmMicros, double brokerMicros) {
        double micros() {
            return jvmMicros + brokerMicros;
        }

        @Override
        public String toString() {
            return "log alone: %,d commands read and %.2f events sent for each, %,.0f per second; CPU per command: clients %.1f us, broker %.1f us"
                    .formatted(commands, eventsPerCommand, perSecond, jvmMicros, brokerMicros);
        }
    }

    Relay(Infrastructure infrastructure, Admin admin, CodeKeys keys) {
        this.infrastructure = infrastructure;
        this.admin = admin;
        this.keys = keys;
    }

    /// The last round.
    ///
    /// @param eventsPerCommand as the spine had them
    Run run(int commands, double eventsPerCommand) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> events = sample();
        Run last = null;
        for (int round = 1; round <= ROUNDS; round++) {
            last = round(round, commands, eventsPerCommand, events);
            System.out.println(last);
        }
        if (last == null) {
            throw new IllegalStateException("Expected a round");
        }
        return last;
    }

    private Run round(int round, int commands, double eventsPerCommand, List<ConsumerRecord<byte[], byte[]>> events)
            throws Exception {
        String topic = COMMANDS + round;
        admin.createTopics(List.of(topic(topic), topic(EVENTS + round))).all().get();
        CommandFeed.produce(
                infrastructure.bootstrapServers(),
                CommandMix.ofEverything("relay" + round + "-", keys),
                commands,
                command -> moved(command, topic));
        CpuSpent cpu = CpuSpent.since(infrastructure);
        AtomicLong left = new AtomicLong(commands);
        long startNanos = System.nanoTime();
        try (ExecutorService consumers = Executors.newFixedThreadPool(CONSUMERS)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                int number = consumer;
                ends.add(consumers.submit(() -> relay(round, number, left, eventsPerCommand, events)));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The log alone failed", e.getCause());
        }
        return new Run(
                commands,
                eventsPerCommand,
                commands / ((System.nanoTime() - startNanos) / 1e9),
                cpu.jvmMicros() / commands,
                cpu.brokerMicros() / commands);
    }

    private void relay(
            int round,
            int number,
            AtomicLong left,
            double eventsPerCommand,
            List<ConsumerRecord<byte[], byte[]>> events) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                KafkaProducer<byte[], byte[]> producer = producer()) {
            consumer.assign(IntStream.range(0, partitions)
                    .filter(partition -> partition % CONSUMERS == number)
                    .mapToObj(partition -> new TopicPartition(COMMANDS + round, partition))
                    .toList());
            long read = 0;
            long sent = 0;
            while (left.get() > 0) {
                int polled = consumer.poll(POLL_MAX).count();
                read += polled;
                for (; sent < read * eventsPerCommand; sent++) {
                    ConsumerRecord<byte[], byte[]> event = events.get((int) (sent % events.size()));
                    var _ = producer.send(new ProducerRecord<>(
                            EVENTS + round, event.partition(), null, event.key(), event.value(), event.headers()));
                }
                producer.flush();
                left.addAndGet(-polled);
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> sample() {
        List<ConsumerRecord<byte[], byte[]>> events = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> all = AggregateType.ofTopics().stream()
                    .flatMap(type -> IntStream.range(0, partitions)
                            .mapToObj(partition -> new TopicPartition(type.eventTopic(), partition)))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            while (events.size() < SAMPLE) {
                var polled = consumer.poll(POLL_MAX);
                if (polled.isEmpty()) {
                    break;
                }
                polled.forEach(events::add);
            }
        }
        if (events.isEmpty()) {
            throw new IllegalStateException("Expected events on the events topics: the spine is measured before");
        }
        return events;
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, partitions, (short) 1);
    }

    private ProducerRecord<byte[], byte[]> moved(OutgoingCommand command, String topic) {
        ProducerRecord<byte[], byte[]> record = CommandEncoder.encode(command, partitions);
        return new ProducerRecord<>(topic, record.partition(), null, record.key(), record.value(), record.headers());
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", infrastructure.bootstrapServers());
        config.put("auto.offset.reset", "earliest");
        config.put("enable.auto.commit", false);
        config.put("isolation.level", "read_committed");
        config.put("max.poll.records", POLL_RECORDS_MAX);
        config.put("fetch.max.bytes", FETCH_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", infrastructure.bootstrapServers());
        config.put("acks", "all");
        config.put("batch.size", 128 * 1024);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
