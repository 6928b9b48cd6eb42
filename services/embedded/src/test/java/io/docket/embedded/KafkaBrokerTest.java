package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerTest {

    private static final Topic KEPT = new Topic("kept");

    @TempDir
    Path directory;

    @Test
    void records_are_there_after_a_restart() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            KEPT.create(broker);
            KEPT.produce(broker, "first");
            assertThat(KEPT.consume(broker, 1)).containsExactly("first");
        }

        try (KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            KEPT.produce(broker, "second");

            assertThat(KEPT.consume(broker, 1)).as("after the group's position").containsExactly("second");
        }
    }

    @Test
    void the_old_ports_may_be_taken_at_the_next_start() throws Exception {
        int port;
        int controllerPort;
        try (KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            port = broker.port();
            controllerPort = broker.controllerPort();
            KEPT.create(broker);
            KEPT.produce(broker, "first");
        }

        try (ServerSocket first = listen(port);
                ServerSocket second = listen(controllerPort);
                KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            assertThat(first.isBound() && second.isBound()).isTrue();
            assertThat(broker.port()).isNotEqualTo(port);
            assertThat(broker.controllerPort()).isNotEqualTo(controllerPort);
            assertThat(KEPT.consume(broker, 1)).containsExactly("first");
        }
    }

    @Test
    void records_acknowledged_before_the_jvm_was_killed_are_there() throws Exception {
        try (ChildJvm child = ChildJvm.withKafka(directory)) {
            child.kill();
        }

        try (KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            assertThat(KEPT.consume(broker, 1)).containsExactly("acknowledged");
        }
    }

    @Test
    void a_topic_is_not_created_by_being_mentioned() {
        try (KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory))) {
            assertThatThrownBy(() -> new Topic("mistyped").produce(broker, "lost"))
                    .hasMessageContaining("mistyped");
        }
    }

    @Test
    void two_brokers_run_in_one_jvm() throws Exception {
        try (KafkaBroker first = KafkaBroker.start(KafkaOptions.in(directory.resolve("a")));
                KafkaBroker second = KafkaBroker.start(KafkaOptions.in(directory.resolve("b")))) {
            KEPT.create(first);
            KEPT.create(second);
            KEPT.produce(first, "to the first");
            KEPT.produce(second, "to the second");

            assertThat(KEPT.consume(first, 1)).containsExactly("to the first");
            assertThat(KEPT.consume(second, 1)).containsExactly("to the second");
        }
    }

    @Test
    void a_broker_stops_within_seconds_and_closing_may_be_repeated() {
        KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory));
        Instant begin = Instant.now();

        broker.close();
        broker.close();

        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
        assertThat(FreePorts.isFree(broker.port())).isTrue();
        assertThat(FreePorts.isFree(broker.controllerPort())).isTrue();
    }

    @Test
    void a_taken_port_is_refused_with_the_option_that_shifts_it() throws Exception {
        try (ServerSocket taken = listen(0)) {
            int port = taken.getLocalPort();

            assertThatThrownBy(() -> KafkaBroker.start(new KafkaOptions(directory, port, Map.of())))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("docket.port-offset");
        }
    }

    @Test
    void the_directory_of_a_live_jvm_is_refused_with_its_process_id() throws Exception {
        try (ChildJvm child = ChildJvm.withKafka(directory)) {
            assertThatThrownBy(() -> KafkaBroker.start(KafkaOptions.in(directory)))
                    .isInstanceOf(EmbeddedStartException.class)
                    .hasMessage("data directory " + directory + " is in use by process " + child.pid()
                            + "; stop it or choose another docket.data-dir");
        }
    }

    @Test
    void a_missing_or_garbled_identity_is_damaged() throws Exception {
        KafkaBroker.start(KafkaOptions.in(directory)).close();
        Path identity = directory.resolve("logs/meta.properties");

        Files.writeString(identity, "version=1\n");
        assertDamaged("has no cluster.id");
        Files.writeString(identity, "\\u00zz");
        assertDamaged("cannot be read");
        Files.delete(identity);
        assertDamaged("is missing");
    }

    @Test
    void a_broker_that_gives_up_at_its_start_is_quoted_and_the_jvm_lives_on() throws Exception {
        KafkaBroker.start(KafkaOptions.in(directory)).close();
        Files.writeString(directory.resolve("logs/__cluster_metadata-0/quorum-state"), "garbled");

        assertThatThrownBy(() -> KafkaBroker.start(KafkaOptions.in(directory)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("quorum-state");
    }

    @Test
    void a_comma_in_the_directory_is_refused() {
        assertThatThrownBy(() -> KafkaBroker.start(KafkaOptions.in(directory.resolve("a,b"))))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("comma")
                .hasMessageContaining("docket.data-dir");
    }

    @Test
    void a_thread_that_is_interrupted_still_stops_the_broker() {
        KafkaBroker broker = KafkaBroker.start(KafkaOptions.in(directory));

        Thread.currentThread().interrupt();
        broker.close();

        assertThat(Thread.interrupted()).isTrue();
        KafkaBroker.start(KafkaOptions.in(directory)).close();
    }

    @Test
    void an_interrupted_formatting_is_begun_again() throws Exception {
        Files.createDirectories(directory.resolve("logs.unfinished"));
        Files.writeString(directory.resolve("logs.unfinished/meta.properties"), "version=1\n");

        KafkaBroker.start(KafkaOptions.in(directory)).close();

        assertThat(directory.resolve("logs.unfinished")).doesNotExist();
    }

    @Test
    void who_comes_by_a_relay_is_told_to_go_on_by_it() throws Exception {
        int relay = FreePorts.next();
        KafkaOptions options = new KafkaOptions(directory, 0, List.of(new KafkaOptions.Relay(relay, relay)), Map.of());

        try (KafkaBroker broker = KafkaBroker.start(options)) {
            assertThat(portToldTo(broker.bootstrapServers())).isEqualTo(broker.port());
            assertThat(portToldTo("127.0.0.1:" + relay)).isEqualTo(relay);
        }
    }

    private static int portToldTo(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.describeCluster().nodes().get().iterator().next().port();
        }
    }

    @Test
    void a_setting_that_kafka_refuses_is_quoted_and_leaves_nothing_behind() {
        Map<String, String> nonsense = Map.of("num.io.threads", "none");

        assertThatThrownBy(() -> KafkaBroker.start(new KafkaOptions(directory, 0, nonsense)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("num.io.threads");

        KafkaBroker.start(KafkaOptions.in(directory)).close();
    }

    private void assertDamaged(String how) {
        assertThatThrownBy(() -> KafkaBroker.start(KafkaOptions.in(directory)))
                .isInstanceOf(EmbeddedStartException.class)
                .hasMessageContaining("data directory " + directory + " is damaged")
                .hasMessageContaining(how)
                .hasMessageContaining("docket.data-dir");
    }

    private static ServerSocket listen(int port) throws Exception {
        return new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"));
    }
}
