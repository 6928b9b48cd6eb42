package io.docket.proof.nemesis;

import io.docket.app.Docket;
import io.docket.app.demo.Endpoints;
import io.docket.domain.AggregateType;
import io.docket.proof.check.Collector;
import io.docket.proof.history.LogClient;
import io.docket.proof.site.Await;
import io.docket.proof.site.DocketInstance;
import io.docket.proof.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import picocli.CommandLine;

/// A command topic is deleted and created anew: its partitions halt with an alarm, until an operator adopts it.
final class TopicReplacement {
    private static final Duration NOTICED_MAX = Duration.ofMinutes(3);
    private static final Duration RETENTION = Duration.ofDays(45);
    /// Gateways go by generations that are two seconds old at most.
    private static final Duration GENERATION_SEEN = Duration.ofMillis(2_200);

    private final Site site;
    private final Collector collector;
    private final LogClient log;

    TopicReplacement(Site site, Collector collector, LogClient log) {
        this.site = site;
        this.collector = collector;
        this.log = log;
    }

    /// While no client sends.
    ///
    /// @param generation that ends
    void replace(AggregateType type, int generation) {
        Map<Integer, Long> ends;
        do { // the processors' clock sends whenever something is due
            ends = site.topics().ends(type, Site.PARTITIONS);
            collector.keep(type, generation);
        } while (!ends.equals(site.topics().ends(type, Site.PARTITIONS)));
        recreate(type.commandTopic());
        Await.until(
                NOTICED_MAX,
                () -> "every processor halts " + type.commandTopic() + "; see " + site.logs(),
                () -> site.processors().stream().filter(DocketInstance::isAlive).allMatch(DocketInstance::isHalted));
        collector.replaced(type, generation);
        adopt(type.commandTopic());
        log.adopted(type, generation + 1);
        Await.until(
                NOTICED_MAX,
                () -> "every processor goes on with " + type.commandTopic() + "; see " + site.logs(),
                () -> site.processors().stream().filter(DocketInstance::isAlive).noneMatch(DocketInstance::isHalted));
        Await.elapse(GENERATION_SEEN);
    }

    private void recreate(String topic) {
        try {
            site.admin().deleteTopics(List.of(topic)).all().get();
            NewTopic anew = new NewTopic(topic, Site.PARTITIONS, (short) 1)
                    .configs(Map.of(
                            TopicConfig.CLEANUP_POLICY_CONFIG,
                            TopicConfig.CLEANUP_POLICY_DELETE,
                            TopicConfig.RETENTION_MS_CONFIG,
                            Long.toString(RETENTION.toMillis())));
            Await.until(NOTICED_MAX, () -> topic + " is created anew", () -> created(anew));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(topic + " cannot be deleted", e);
        }
    }

    /// Not as long as the old one is still being deleted.
    private boolean created(NewTopic anew) throws InterruptedException, ExecutionException {
        try {
            site.admin().createTopics(List.of(anew)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /// As the operator does it.
    private void adopt(String topic) {
        Endpoints endpoints = site.endpoints();
        endpoints.write(site.endpointsFile());
        int exit = new CommandLine(new Docket())
                .execute(
                        "adopt-topic",
                        "--yes",
                        "--endpoints",
                        site.endpointsFile().toString(),
                        topic);
        if (exit != 0) {
            throw new IllegalStateException("adopt-topic ended with " + exit);
        }
    }
}
