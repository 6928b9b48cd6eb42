package io.docket.proof.history;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.gateway.command.DerivedIds;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Sends commands over HTTP, as people and software do.
public final class GatewayClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration REQUEST_MAX = Duration.ofSeconds(9);
    private static final Duration CONNECT_MAX = Duration.ofSeconds(3);
    /// Refused at the door: such a command never went to the log.
    private static final Set<String> NOT_LET_IN = Set.of("BACKLOG", "NOT_READY", "TOO_MANY_REQUESTS");

    private static final Map<String, String> USERS = Map.of(
            "platform:platform",
            "platform",
            "owner:S-1",
            "owner-1",
            "staff:staff-1",
            "staff-1",
            "staff:staff-2",
            "staff-2",
            "buyer:buyer-1",
            "buyer-1",
            "buyer:buyer-2",
            "buyer-2",
            "software:software-1",
            "software-1");

    private final URI address;
    private final History history;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT_MAX)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    public GatewayClient(URI address, History history) {
        this.address = address;
        this.history = history;
    }

    /// Whether the actor has a login, and the command a path.
    static boolean canSend(Wish wish) {
        return USERS.containsKey(wish.actor()) && !wish.command().equals("reassign");
    }

    /// @param wait whether for the answer
    public Attempt send(Wish wish, boolean wait) {
        String trace = history.nextTrace();
        Fate fate;
        try {
            fate = fate(http.send(request(wish, wait, trace), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            fate = new Fate.Unknown(0, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fate = new Fate.Unknown(0, e.toString());
        }
        return history.add(
                wish,
                wait ? Channel.HTTP_WAITING : Channel.HTTP_AT_ONCE,
                DerivedIds.command(wish.actor(), wish.key()),
                trace,
                fate);
    }

    private HttpRequest request(Wish wish, boolean wait, String trace) {
        ObjectNode body = (ObjectNode) JSON.readTree(wish.data());
        body.put("sellerId", wish.seller());
        String credentials = Base64.getEncoder()
                .encodeToString((USERS.get(wish.actor()) + ":demo").getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(address.resolve("/api/v1" + path(wish)))
                .timeout(REQUEST_MAX)
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", wish.key())
                .header("Prefer", wait ? "wait=5" : "wait=0")
                .header("traceparent", trace)
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
    }

    private static String path(Wish wish) {
        String collection = switch (wish.type()) {
            case SUPERVISION -> "/supervisions";
            case TICKET -> "/tickets";
            case PRODUCT -> "/products";
            case SELLER -> "/sellers";
        };
        return wish.command().equals("open")
                ? collection
                : collection + "/" + URLEncoder.encode(wish.subject(), StandardCharsets.UTF_8) + "/" + wish.command();
    }

    private static Fate fate(HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body;
        try {
            body = JSON.readTree(response.body());
        } catch (JacksonException e) {
            return new Fate.Unknown(status, "no JSON: " + response.body());
        }
        Optional<String> position = response.headers().firstValue("Docket-Position");
        if (position.isPresent()) {
            Answer answer = status == 202 ? null : new Answer(status, body);
            return new Fate.Acknowledged(coordinates(position.get()), answer);
        }
        String code = body.path("code").asString("");
        return status < 500 || NOT_LET_IN.contains(code)
                ? new Fate.TurnedAway(status, code)
                : new Fate.Unknown(status, code);
    }

    /// `sc.1:3:1234`
    static Coordinates coordinates(String position) {
        String[] parts = position.split("[.:]", 4);
        for (AggregateType type : AggregateType.ofTopics()) {
            if (type.positionKey().equals(parts[0])) {
                return new Coordinates(
                        type, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Long.parseLong(parts[3]));
            }
        }
        throw new IllegalArgumentException("Expected a position, but it is " + position);
    }
}
