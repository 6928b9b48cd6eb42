package io.docket.gateway.deadletter;

import io.docket.contracts.CommandDecoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.Partitioning;
import io.docket.contracts.RecordFrame;
import io.docket.domain.Coordinates;
import io.docket.gateway.command.CommandLog;
import io.docket.gateway.position.Layouts;
import io.docket.store.deadletter.DeadLetterAudit;
import io.docket.store.read.DeadLetter;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Produces dead letters again, byte by byte as they were, to where their key belongs. What would be a dead letter
/// again for the reason of its envelope is left where it is.
///
/// A command that has an id keeps it, so redriving twice, or after the sender has sent it anew, changes nothing; one
/// without gets one from where the letter lay.
public final class Redrive {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final CodeKeys keys;
    private final Layouts layouts;
    private final CommandLog log;
    private final DeadLetterAudit audit;
    private final InstantSource time;
    private final CommandDecoder decoder = new CommandDecoder(false, null);

    public Redrive(CodeKeys keys, Layouts layouts, CommandLog log, DeadLetterAudit audit, InstantSource time) {
        this.keys = keys;
        this.layouts = layouts;
        this.log = log;
        this.audit = audit;
        this.time = time;
    }

    /// What redriving a letter comes to.
    ///
    /// @param reason why it would be a dead letter again; null: it is a command
    /// @param detail what kind of command, or what is wrong with it
    /// @param sentTo coordinates of the new record; null: it was not sent
    public record Verdict(
            DeadLetter letter,
            @Nullable String reason,
            String detail,
            @Nullable String sentTo) {}

    /// Sends nothing.
    public Verdict dryRun(DeadLetter letter) {
        return verdict(letter, frame(letter).redriven(letter.at().toString()));
    }

    public Verdict send(DeadLetter letter, DeadLetterAudit.By by) throws InterruptedException {
        Optional<String> before = audit.sentTo(letter.at(), by);
        RecordFrame frame = frame(letter).redriven(letter.at().toString());
        Verdict verdict = verdict(letter, frame);
        if (before.isPresent()) {
            return new Verdict(letter, verdict.reason(), verdict.detail(), before.get());
        }
        if (verdict.reason() != null) {
            return verdict;
        }
        Coordinates at = log.appendAgain(letter.at().type(), frame, value(letter));
        audit.redriven(letter.at(), by, at.toString());
        return new Verdict(letter, null, verdict.detail(), at.toString());
    }

    /// The bytes in clear.
    public byte @Nullable [] value(DeadLetter letter) {
        byte[] sealed = letter.valueSealed();
        return sealed == null ? null : keys.openDeadLetter(sealed, letter.at().toString());
    }

    private Verdict verdict(DeadLetter letter, RecordFrame frame) {
        int partitions = layouts.of(letter.at().type()).partitions();
        byte[] key = frame.key();
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>(
                letter.at().type().commandTopic(),
                key == null ? 0 : Partitioning.partitionOf(key, partitions),
                0,
                time.millis(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value(letter),
                new RecordHeaders(frame.headers()),
                Optional.empty());
        return switch (decoder.decode(letter.at().type(), record, partitions)) {
            case Decoded.Readable readable ->
                new Verdict(
                        letter,
                        null,
                        readable.command().commandType() + " "
                                + readable.command().command().aggregateId(),
                        null);
            case Decoded.Unreadable unreadable ->
                new Verdict(letter, unreadable.reason().name(), unreadable.detail(), null);
        };
    }

    private RecordFrame frame(DeadLetter letter) {
        byte[] sealed = letter.frameSealed();
        return sealed == null
                ? shown(letter)
                : RecordFrame.read(keys.openDeadLetter(
                        sealed, RecordFrame.sealedFor(letter.at().toString())));
    }

    /// Of a letter that was kept before frames were: as its row shows it.
    private static RecordFrame shown(DeadLetter letter) {
        List<Header> headers = new ArrayList<>();
        for (JsonNode pair : JSON.readTree(letter.headers())) {
            JsonNode value = pair.path(1);
            headers.add(
                    new RecordHeader(pair.path(0).stringValue(), value.isString() ? utf8(value.stringValue()) : null));
        }
        String key = letter.key();
        return new RecordFrame(key == null ? null : utf8(key), headers);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
