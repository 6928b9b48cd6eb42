package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever lies on the log, the decoder answers; a record that made it throw would stop its partition.
class DecoderRobustnessTest {
    private static final int ROUNDS = 40_000;
    private static final CommandDecoder DECODER = new CommandDecoder(false, null);

    @ParameterizedTest
    @EnumSource
    void damaged_records_are_answered_too(Mode mode) {
        SplittableRandom random = new SplittableRandom(20261123);
        List<MessageFile> files = MessageFile.commands();
        List<Message> messages = files.stream()
                .map(file -> Message.of(file.aggregate(), file.exampleText()))
                .toList();
        int readable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int number = random.nextInt(files.size());
            var record = damaged(messages.get(number), mode, random);

            Decoded decoded = DECODER.decode(files.get(number).aggregate(), record, Message.PARTITIONS);

            readable += decoded instanceof Decoded.Readable ? 1 : 0;
        }
        assertThat(readable).isBetween(ROUNDS / 100, ROUNDS * 99 / 100);
    }

    private static ConsumerRecord<byte[], byte[]> damaged(Message message, Mode mode, SplittableRandom random) {
        var record = message.record(mode);
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            boolean hit = random.nextInt(20) == 0;
            headers.add(header.key(), hit ? damaged(header.value(), random) : header.value());
        }
        return message.record(headers, damaged(record.value(), random));
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        if (damaged.length == 0) {
            return damaged;
        }
        for (int hits = random.nextInt(4); hits > 0; hits--) {
            damaged[random.nextInt(damaged.length)] = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "\"\\{}[]:,0e-u".charAt(random.nextInt(12));
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
    }
}
