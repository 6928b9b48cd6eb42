package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Role;
import io.docket.domain.ticket.TicketCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a readable envelope says, and that what Docket writes it also reads.
class EnvelopeTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @ParameterizedTest
    @EnumSource
    void every_attribute_arrives_in_either_mode(Mode mode) {
        IncomingCommand command = Message.supervision("receive-code")
                .with("time", "2026-11-23T17:00:00.1234567+08:00")
                .with("expectedversion", "7")
                .with("traceparent", TRACE)
                .data("{'note':'x'}")
                .command(mode);

        assertThat(command.type()).isEqualTo(AggregateType.SUPERVISION);
        assertThat(command.commandType()).isEqualTo("receive-code");
        assertThat(command.command().id()).isEqualTo("c-1");
        assertThat(command.command().aggregateId()).isEqualTo(Message.SUPERVISION_ID);
        assertThat(command.command().actor()).isEqualTo(Actor.of(Role.BUYER, "B-1"));
        assertThat(command.command().sellerId()).isEqualTo("S-1");
        assertThat(command.command().expectedVersion()).isEqualTo(7);
        assertThat(command.source()).isEqualTo("/gateway");
        assertThat(command.time()).isEqualTo(Instant.parse("2026-11-23T09:00:00.123456Z"));
        assertThat(command.traceparent()).isEqualTo(TRACE);
        assertThat(command.data().toString()).isEqualTo("{\"note\":\"x\"}");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_optional_may_be_absent(Mode mode) {
        IncomingCommand command = Message.supervision("receive-code").command(mode);

        assertThat(command.time()).isNull();
        assertThat(command.traceparent()).isNull();
        assertThat(command.command().expectedVersion()).isNull();
        assertThat(command.data().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0G"})
    void a_malformed_trace_is_as_none(String trace) {
        assertThat(Message.supervision("receive-code")
                        .with("traceparent", trace)
                        .command()
                        .traceparent())
                .isNull();
    }

    @Test
    void a_structured_event_may_state_the_expected_version_as_a_number() {
        Message message = Message.supervision("receive-code").with("expectedversion", "7");
        byte[] event = message.structured().replace("\"7\"", "7").getBytes(StandardCharsets.UTF_8);

        Decoded decoded = new CommandDecoder(false, null)
                .decode(AggregateType.SUPERVISION, message.record(new RecordHeaders(), event), Message.PARTITIONS);

        assertThat(((Decoded.Readable) decoded).command().command().expectedVersion())
                .isEqualTo(7);
    }

    @Test
    void a_structured_events_attributes_are_those_in_its_value() {
        var record = Message.supervision("receive-code").record(Mode.STRUCTURED);
        record.headers().add("ce_actor", "platform:x".getBytes(StandardCharsets.UTF_8));

        var decoded = (Decoded.Readable)
                new CommandDecoder(false, null).decode(AggregateType.SUPERVISION, record, Message.PARTITIONS);

        assertThat(decoded.command().command().actor().text()).isEqualTo("buyer:B-1");
    }

    @Test
    void what_the_encoder_writes_the_decoder_reads() {
        OutgoingCommand out = new OutgoingCommand(
                AggregateType.TICKET,
                "rate",
                "c-9",
                "T-é",
                "buyer:B-1",
                "S-1",
                Message.NOW,
                "/gateway",
                4L,
                TRACE,
                "{\"rating\":5}".getBytes(StandardCharsets.UTF_8));

        var decoded = (Decoded.Readable) new CommandDecoder(false, null)
                .decode(AggregateType.TICKET, received(CommandEncoder.encode(out, 7)), 7);

        IncomingCommand command = decoded.command();
        assertThat(command.command().id()).isEqualTo("c-9");
        assertThat(command.command().aggregateId()).isEqualTo("T-é");
        assertThat(command.command().expectedVersion()).isEqualTo(4);
        assertThat(command.time()).isEqualTo(Message.NOW);
        assertThat(command.traceparent()).isEqualTo(TRACE);
        assertThat(command.command().data()).isEqualTo(new TicketCommand.Rate(5));
    }

    @Test
    void the_partitioner_is_kafkas_own() {
        for (int number = 0; number < 1_000; number++) {
            byte[] key = ("CS-" + number + "/CS-" + number + "-000001").getBytes(StandardCharsets.UTF_8);

            assertThat(Partitioning.partitionOf(key, 24)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 24));
        }
    }

    private static ConsumerRecord<byte[], byte[]> received(ProducerRecord<byte[], byte[]> sent) {
        return Message.ticket("rate")
                .key("T-é")
                .partition(sent.partition())
                .record(new RecordHeaders(sent.headers()), sent.value());
    }
}
