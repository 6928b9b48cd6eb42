package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.domain.ticket.TicketEventType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What Docket publishes is what its schemas say.
class EventSchemaTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /// An event as it goes to the encoder.
    record Published(AggregateType aggregate, String type, String data) {}

    static List<MessageFile> events() {
        return MessageFile.events();
    }

    static Stream<Published> published() {
        Refusal full = new Refusal(RefusalCode.INVALID, "open", null, "Expected …, but …", "orderId");
        Refusal plain = Refusal.of(RefusalCode.WRONG_STATE, "accept", "DELETED", "Expected …, but …");
        return Stream.of(
                        Events.supervision()
                                .map(event -> new Published(
                                        AggregateType.SUPERVISION,
                                        event.type().wire(),
                                        EventData.supervision(event, null))),
                        Events.ticket()
                                .map(event -> new Published(
                                        AggregateType.TICKET, event.type().wire(), EventData.ticket(event, null))),
                        Events.product()
                                .map(event -> new Published(
                                        AggregateType.PRODUCT, event.type().wire(), EventData.product(event, null))),
                        Events.seller()
                                .map(event -> new Published(
                                        AggregateType.SELLER, event.type().wire(), EventData.seller(event, null))),
                        Stream.of(AggregateType.values())
                                .flatMap(aggregate -> Stream.of(full, plain)
                                        .map(refusal -> new Published(
                                                aggregate, OutgoingEvent.REFUSED, EventData.refusal(refusal)))))
                .flatMap(all -> all);
    }

    @Test
    void every_event_has_a_schema_and_an_example_and_every_schema_an_event() {
        Set<String> known = new TreeSet<>();
        Stream.of(SupervisionEventType.values()).forEach(type -> add(known, "supervision", type.wire()));
        Stream.of(TicketEventType.values()).forEach(type -> add(known, "ticket", type.wire()));
        Stream.of(ProductEvent.Type.values()).forEach(type -> add(known, "product", type.wire()));
        Stream.of(SellerEvent.Type.values()).forEach(type -> add(known, "seller", type.wire()));
        Stream.of(AggregateType.values()).forEach(type -> add(known, type.wire(), OutgoingEvent.REFUSED));

        assertThat(events()).extracting(MessageFile::toString).containsExactlyInAnyOrderElementsOf(known);
        assertThat(events()).allMatch(event -> Files.exists(event.exampleFile()));
    }

    @ParameterizedTest
    @MethodSource("events")
    void its_example_is_valid_and_can_be_read_and_written_again(MessageFile file) {
        JsonNode data = Objects.requireNonNull(file.example().get("data"));

        assertThat(file.validate(file.example())).isEmpty();
        assertThat(MessageFile.JSON.readTree(rewritten(file, data.toString()))).isEqualTo(data);
    }

    @ParameterizedTest
    @MethodSource("published")
    void what_is_published_is_valid(Published event) {
        MessageFile file = new MessageFile(event.aggregate(), "events", event.type());

        assertThat(file.validate(structured(encode(event)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void a_field_that_the_schema_requires_is_always_there(MessageFile file) {
        JsonNode required = file.schema().path("properties").path("data").path("required");

        for (JsonNode field : required) {
            ObjectNode without = file.example();
            ((ObjectNode) Objects.requireNonNull(without.get("data"))).remove(field.stringValue());
            assertThat(file.validate(without)).as("without " + field).isNotEmpty();
        }
        assertThat(published()
                        .filter(event -> event.aggregate() == file.aggregate()
                                && event.type().equals(file.name())))
                .isNotEmpty();
    }

    @Test
    void an_event_is_a_CloudEvent_in_binary_mode() {
        ProducerRecord<byte[], byte[]> record =
                encode(new Published(AggregateType.PRODUCT, "product-revoked", "{\"authorisedTo\":null}"));

        assertThat(record.topic()).isEqualTo("docket.seller-events.v1");
        assertThat(record.key()).asString(StandardCharsets.UTF_8).isEqualTo("S-1/P-1");
        assertThat(record.partition()).isEqualTo(Partitioning.partitionOf(record.key(), 24));
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"authorisedTo\":null}");
        assertThat(record.headers().toArray())
                .extracting(header -> header.key() + ": " + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        "content-type: application/json",
                        "ce_specversion: 1.0",
                        "ce_id: slc.2:3:1234/1",
                        "ce_type: io.docket.product.product-revoked.v1",
                        "ce_source: /processor",
                        "ce_subject: S-1/P-1",
                        "ce_time: 2026-11-23T09:00:00.123456Z",
                        "ce_actor: owner:S-1",
                        "ce_seller: S-1",
                        "ce_causationid: c-1",
                        "ce_sequence: 7",
                        "ce_traceparent: " + TRACE);
    }

    private static void add(Set<String> known, String aggregate, String type) {
        known.add(aggregate + " " + type);
    }

    static String rewritten(MessageFile file, String data) {
        ObjectNode own = JsonText.parseOwn(data);
        if (file.name().equals(OutgoingEvent.REFUSED)) {
            return EventData.refusal(EventData.readRefusal(data));
        }
        return switch (file.aggregate()) {
            case SUPERVISION -> EventData.supervision(EventData.readSupervision(file.name(), Events.AT, data), own);
            case TICKET -> EventData.ticket(EventData.readTicket(file.name(), Events.AT, data), own);
            case PRODUCT -> EventData.product(EventData.readProduct(file.name(), Events.AT, data), own);
            case SELLER -> EventData.seller(EventData.readSeller(file.name(), Events.AT, data), own);
        };
    }

    private static ProducerRecord<byte[], byte[]> encode(Published event) {
        OutgoingEvent out = new OutgoingEvent(
                new Coordinates(event.aggregate(), 2, 3, 1_234),
                1,
                event.aggregate() == AggregateType.SELLER ? "S-1" : "S-1/P-1",
                "S-1",
                7,
                event.type(),
                "owner:S-1",
                "c-1",
                Events.AT,
                TRACE,
                event.data());
        return EventEncoder.encode(out, 24);
    }

    private static ObjectNode structured(ProducerRecord<byte[], byte[]> record) {
        ObjectNode event = MessageFile.JSON.createObjectNode();
        record.headers().forEach(header -> {
            if (header.key().startsWith("ce_")) {
                event.put(header.key().substring(3), new String(header.value(), StandardCharsets.UTF_8));
            }
        });
        event.set("data", MessageFile.JSON.readTree(record.value()));
        return event;
    }
}
