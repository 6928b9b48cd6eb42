package io.docket.contracts;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.docket.domain.AggregateType;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.ticket.TicketEvent;
import io.docket.fuzz.Examples;
import io.docket.fuzz.Law;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/// An event's data that can be read is the same event once written again, over its own data; what is none is refused
/// with an exception that a fold can name, never with an error.
public class EventDataFuzzTest {
    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// `ticket accepted`, an end of line, the data.
    public static Stream<byte[]> seeds() {
        return Examples.events()
                .map(example -> "%s %s%n%s"
                        .formatted(
                                example.aggregate(),
                                example.type(),
                                Objects.requireNonNull(
                                        JSON.readTree(example.json()).get("data"))))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @MethodSource("seeds")
    @FuzzTest
    void an_event_is_the_same_once_written_again(byte[] input) {
        check(input);
    }

    public static void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        int end = text.indexOf('\n');
        AggregateType aggregate = space < 0 || end < space ? null : AggregateType.ofWire(text.substring(0, space));
        if (aggregate == null) {
            return;
        }
        String type = text.substring(space + 1, end);
        Object event;
        try {
            event = read(aggregate, type, text.substring(end + 1));
        } catch (RuntimeException e) {
            // Nobody wrote this; a fold says so and stops.
            return;
        }
        String written = write(event, text.substring(end + 1));
        Law.same(event, read(aggregate, type, written), "an event written again is the same");
    }

    private static Object read(AggregateType aggregate, String type, String json) {
        if (type.equals(OutgoingEvent.REFUSED)) {
            return EventData.readRefusal(json);
        }
        return switch (aggregate) {
            case SUPERVISION -> EventData.readSupervision(type, AT, json);
            case TICKET -> EventData.readTicket(type, AT, json);
            case PRODUCT -> EventData.readProduct(type, AT, json);
            case SELLER -> EventData.readSeller(type, AT, json);
        };
    }

    private static String write(Object event, String json) {
        return switch (event) {
            case SupervisionEvent supervision -> EventData.supervision(supervision, JsonText.parseOwn(json));
            case TicketEvent ticket -> EventData.ticket(ticket, JsonText.parseOwn(json));
            case ProductEvent product -> EventData.product(product, JsonText.parseOwn(json));
            case SellerEvent seller -> EventData.seller(seller, JsonText.parseOwn(json));
            case io.docket.domain.Refusal refusal -> EventData.refusal(refusal);
            default -> throw new IllegalStateException("No event: " + event);
        };
    }
}
