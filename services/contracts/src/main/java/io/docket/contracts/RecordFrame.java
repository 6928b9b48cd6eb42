package io.docket.contracts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a record has beside its value, byte by byte, so that a dead letter can be produced again as it was.
///
/// @param key null: it had none
public record RecordFrame(byte @Nullable [] key, List<Header> headers) {
    /// A header of a redriven record: where the dead letter lay (`sc.1:3:1234`). Where a command has no id, it is
    /// `dl:` and these coordinates.
    public static final String REDRIVEN = "docket_redriven";

    public static final String REDRIVEN_ID = "dl:";

    public static RecordFrame of(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        record.headers().forEach(headers::add);
        return new RecordFrame(record.key(), headers);
    }

    /// What a frame is sealed for: not what the value beside it is.
    public static String sealedFor(String coordinates) {
        return coordinates + "/frame";
    }

    /// The frame of the record that redrives it.
    ///
    /// @param coordinates of the dead letter
    public RecordFrame redriven(String coordinates) {
        List<Header> all = new ArrayList<>();
        headers.stream().filter(header -> !header.key().equals(REDRIVEN)).forEach(all::add);
        all.add(new RecordHeader(REDRIVEN, coordinates.getBytes(StandardCharsets.UTF_8)));
        return new RecordFrame(key, all);
    }

    public byte[] write() {
        ObjectNode frame = JsonText.object();
        frame.put("key", base64(key));
        ArrayNode pairs = frame.putArray("headers");
        for (Header header : headers) {
            pairs.addArray().add(header.key()).add(base64(header.value()));
        }
        return JsonText.write(frame).getBytes(StandardCharsets.UTF_8);
    }

    /// @throws IllegalArgumentException for what [#write] did not write
    public static RecordFrame read(byte[] written) {
        ObjectNode frame = JsonText.parseOwn(new String(written, StandardCharsets.UTF_8));
        List<Header> headers = new ArrayList<>();
        for (JsonNode pair : frame.path("headers")) {
            headers.add(new RecordHeader(pair.path(0).stringValue(), bytes(pair.path(1))));
        }
        return new RecordFrame(bytes(frame.path("key")), headers);
    }

    private static @Nullable String base64(byte @Nullable [] bytes) {
        return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
    }

    private static byte @Nullable [] bytes(JsonNode text) {
        return text.isString() ? Base64.getDecoder().decode(text.stringValue()) : null;
    }
}
