package io.docket.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The canonical form of a content is the same whoever wrote it down, and another for another content.
public class CanonicalFormFuzzTest {

    public static Stream<byte[]> seeds() {
        return Stream.concat(
                Stream.of("[1,1.0,1e0,-0,0.0,1e400,[],{},\"\",null,true]", "{\"a\":{\"b\":1},\"b\":{\"a\":1}}")
                        .map(json -> json.getBytes(StandardCharsets.UTF_8)),
                Examples.commands().map(example -> example.json().getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void the_order_of_names_says_nothing(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        Utf8.Scan scan = Utf8.scan(input);
        JsonNode content;
        try {
            if (scan == Utf8.Scan.INVALID) {
                return;
            }
            content = JsonText.parse(input, scan == Utf8.Scan.ESCAPED);
        } catch (Undecodable e) {
            return;
        }
        Law.same(digest(content), digest(turned(content)), "the order of names says nothing");
        ObjectNode one = JsonText.object();
        one.set("one", content);
        Law.holds(!digest(content).equals(digest(one)), "what lies deeper is another content");
        String written = JsonText.write(one);
        Law.same(digest(one), digest(JsonText.parseOwn(written)), "what was written is read as the same content");
        one.put("another", "");
        Law.holds(!digest(JsonText.parseOwn(written)).equals(digest(one)), "another field is another content");
    }

    private static UUID digest(JsonNode content) {
        return CanonicalForm.digest("type", "actor", "seller", content);
    }

    /// The same with every object's names in the opposite order.
    private static JsonNode turned(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
            ObjectNode turned = JsonText.object();
            fields.reversed().forEach(field -> turned.set(field.getKey(), turned(field.getValue())));
            return turned;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode same = array.arrayNode();
            array.forEach(element -> same.add(turned(element)));
            return same;
        }
        return node;
    }
}
