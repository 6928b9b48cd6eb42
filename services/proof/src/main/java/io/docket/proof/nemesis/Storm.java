package io.docket.proof.nemesis;

import io.docket.domain.AggregateType;
import io.docket.proof.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Members that join the processors' group, take partitions, do nothing with them, and leave. They keep no offsets, so
/// all they do is to have the partitions go round.
final class Storm {
    private static final int MEMBERS = 4;
    private static final int STAY_MILLIS_MAX = 700;
    private static final Duration JOIN_MAX = Duration.ofMinutes(2);
    private static final Duration POLL_MAX = Duration.ofMillis(100);
    private static final long MILLI_NANOS = 1_000_000;

    private final Site site;
    private final Protocol protocol;
    private final Random random;
    private final AtomicInteger owners = new AtomicInteger();

    Storm(Site site, Protocol protocol, Random random) {
        this.site = site;
        this.protocol = protocol;
        this.random = random;
    }

    /// Returns when all have left.
    ///
    /// @return how many of them had partitions
    int rage() {
        List<Thread> members = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            long stayNanos = (100 + random.nextInt(STAY_MILLIS_MAX)) * MILLI_NANOS;
            String name = "a-storm-" + member;
            members.add(Thread.ofPlatform().name(name).start(() -> comeAndGo(name, stayNanos)));
            if (member % 2 == 1) {
                join(members);
            }
        }
        return owners.get();
    }

    private static void join(List<Thread> members) {
        for (Thread member : members) {
            try {
                member.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        members.clear();
    }

    private void comeAndGo(String name, long stayNanos) {
        Map<String, Object> config = new HashMap<>(protocol.config());
        config.put("bootstrap.servers", site.broker().address());
        config.put("group.id", Site.GROUP);
        // The eager protocol gives partitions to whoever comes first by name, and to no more than there are.
        config.put("client.id", name);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "latest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(AggregateType.ofTopics().stream()
                    .map(AggregateType::commandTopic)
                    .toList());
            long deadline = System.nanoTime() + JOIN_MAX.toNanos();
            while (consumer.assignment().isEmpty() && System.nanoTime() < deadline) {
                consumer.poll(POLL_MAX);
            }
            owners.addAndGet(consumer.assignment().isEmpty() ? 0 : 1);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < stayNanos) {
                consumer.poll(POLL_MAX);
            }
        } catch (KafkaException e) {
            // The group is in the midst of something else; the next member tries again.
        }
    }
}
