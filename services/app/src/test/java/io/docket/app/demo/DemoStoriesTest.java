package io.docket.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.CommandDecoder;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.ticket.TicketCommand;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DemoStoriesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final CommandDecoder decoder = new CommandDecoder(false, null);

    @Test
    void every_command_can_be_read_and_has_the_data_that_it_needs() {
        for (OutgoingCommand command : new DemoStories(NOW).tell()) {
            Decoded decoded = decoder.decode(command.type(), onTheLog(command), 1);

            assertThat(decoded)
                    .as("%s %s", command.commandType(), command.subject())
                    .isInstanceOf(Decoded.Readable.class);
            IncomingCommand read = ((Decoded.Readable) decoded).command();
            assertThat(read.command().data())
                    .isNotInstanceOfAny(
                            SupervisionCommand.Malformed.class,
                            TicketCommand.Malformed.class,
                            ProductCommand.Malformed.class);
        }
    }

    @Test
    void the_same_happens_each_time() {
        assertThat(told(new DemoStories(NOW).tell()))
                .isEqualTo(told(new DemoStories(NOW).tell()))
                .hasSizeGreaterThan(1_000);
    }

    @Test
    void nothing_happens_in_the_future_and_all_in_the_order_of_its_times() {
        List<Instant> times = new DemoStories(NOW)
                .tell().stream()
                        .map(OutgoingCommand::time)
                        .map(Objects::requireNonNull)
                        .toList();

        assertThat(times).isSorted();
        assertThat(times.getLast()).isBeforeOrEqualTo(NOW);
    }

    private static List<String> told(List<OutgoingCommand> story) {
        return story.stream()
                .map(command -> String.join(
                        " ",
                        command.id(),
                        command.subject(),
                        command.commandType(),
                        command.actor(),
                        String.valueOf(command.time()),
                        new String(command.data(), StandardCharsets.UTF_8)))
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> onTheLog(OutgoingCommand command) {
        ProducerRecord<byte[], byte[]> record = CommandEncoder.encode(command, 1);
        return new ConsumerRecord<>(
                record.topic(),
                0,
                0,
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                record.key().length,
                record.value().length,
                record.key(),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
