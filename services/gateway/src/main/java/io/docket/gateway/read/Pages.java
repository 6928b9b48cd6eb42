package io.docket.gateway.read;

import io.docket.gateway.problem.Problem;
import io.docket.store.read.InvalidCursorException;
import io.docket.store.read.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A page as an answer: `{items, nextCursor}`, and the next page as a link.
public final class Pages {
    private Pages() {}

    public static <T> ResponseEntity<Object> answer(
            HttpServletRequest request, Supplier<Page<T>> read, Function<T, ObjectNode> shown) {
        Page<T> page;
        try {
            page = read.get();
        } catch (InvalidCursorException e) {
            throw Problem.parameter("cursor", "Expected a cursor that a page of this list gave out, but it is none");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode items = body.putArray("items");
        page.items().forEach(item -> items.add(shown.apply(item)));
        body.put("nextCursor", page.nextCursor());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (page.nextCursor() != null) {
            answer.header(HttpHeaders.LINK, "<" + next(request, page.nextCursor()) + ">; rel=\"next\"");
        }
        return answer.body(body);
    }

    private static String next(HttpServletRequest request, String cursor) {
        Stream<String> kept = request.getParameterMap().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("cursor"))
                .sorted(Map.Entry.comparingByKey())
                .map(parameter ->
                        encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()[0]));
        return request.getRequestURI() + "?"
                + Stream.concat(kept, Stream.of("cursor=" + encoded(cursor))).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
