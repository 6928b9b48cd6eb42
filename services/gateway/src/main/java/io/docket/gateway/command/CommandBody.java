package io.docket.gateway.command;

import io.docket.contracts.Limits;
import io.docket.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads a body as a JSON object, no less strict than the decoder on the other side of the log: what passes here is
/// decided, never a dead letter.
public final class CommandBody {
    /// The field that a problem with the whole body names.
    static final String FIELD = "body";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.DEPTH_MAX)
                    // It is written again before it is decoded, and may be longer then.
                    .maxNumberLength(Limits.NUMBER_CHARS_MAX - Limits.NUMBER_GROWTH_CHARS)
                    .maxNameLength(Limits.NAME_CHARS_MAX)
                    .build())
            .build();
    private static final JsonMapper JSON = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    /// Half a surrogate pair has no UTF-8; escaped it travels, for the decision to refuse it with its field.
    private static final JsonMapper ESCAPING = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private CommandBody() {}

    public static ObjectNode read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > Limits.VALUE_BYTES_MAX) {
            throw tooLarge();
        }
        byte[] bytes = request.getInputStream().readNBytes(Limits.VALUE_BYTES_MAX + 1);
        if (bytes.length > Limits.VALUE_BYTES_MAX) {
            throw tooLarge();
        }
        if (bytes.length == 0) {
            return JSON.createObjectNode();
        }
        requireJson(request.getContentType());
        return parse(bytes);
    }

    static ObjectNode parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            JsonNode tree = JSON.readTree(text);
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw unreadable("Expected a JSON object, but the body is another value");
        } catch (CharacterCodingException e) {
            throw unreadable("Expected JSON in UTF-8, but the body is not UTF-8");
        } catch (NumberFormatException | ArithmeticException e) {
            throw unreadable("Expected JSON with numbers that can be reckoned with, but the body has one that cannot");
        } catch (JacksonException e) {
            // Jackson's message quotes the body, and a code may stand there: the place says enough.
            var place = e.getLocation();
            throw unreadable("Expected JSON of at most " + Limits.DEPTH_MAX
                    + " levels with every name once in an object, but it cannot be read"
                    + (place == null ? "" : " near line " + place.getLineNr() + ", column " + place.getColumnNr()));
        }
    }

    /// @return UTF-8
    static byte[] write(ObjectNode data) {
        byte[] bytes;
        try {
            bytes = JSON.writeValueAsBytes(data);
        } catch (JacksonException e) {
            bytes = ESCAPING.writeValueAsBytes(data);
        }
        if (bytes.length > Limits.VALUE_BYTES_MAX) {
            throw tooLarge();
        }
        return bytes;
    }

    private static void requireJson(String contentType) {
        try {
            if (contentType != null && MediaType.APPLICATION_JSON.includes(MediaType.parseMediaType(contentType))) {
                return;
            }
        } catch (InvalidMediaTypeException e) {
            // Whatever it is, it is not JSON.
        }
        throw Problem.of(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "UNSUPPORTED_MEDIA_TYPE",
                "Content-Type",
                "Expected Content-Type application/json, but it is another");
    }

    private static Problem tooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "INVALID",
                FIELD,
                "Expected a body of at most " + Limits.VALUE_BYTES_MAX + " bytes, but it is larger");
    }

    private static Problem unreadable(String detail) {
        return Problem.of(HttpStatus.BAD_REQUEST, "UNREADABLE", FIELD, detail);
    }
}
