package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.SealedCode;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionEventType;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketEventType;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events as data and back: folding the log gives what was decided (promise 5).
class EventDataTest {
    /// What a sender might send to speak for an event.
    private static final String FORGED = """
            {"node":"REFUNDED","refundState":"SETTLED","codeState":"RELEASED","appealState":"UPHELD_BUYER",
            "deemed":true,"generated":true,"derived":true,"effectiveAt":"2001-01-01T00:00:00Z",
            "expiresAt":"2001-01-01T00:00:00Z","orderId":"X","trial":true,"periodType":"year","periodNumber":9,
            "quantity":99,"productVersion":"X","receiptRequired":true,"paidAmount":"0",
            "state":"DELETED","stateCode":13,"handler":"staff:X","authorisationVersion":99,"suggested":"staff:X",
            "byStaff":true,"title":"X","supervisionId":"X","rating":1,"authorisedTo":"staff:X","previously":"staff:X"}""";

    static Stream<SupervisionEvent> supervision() {
        return Events.supervision();
    }

    static Stream<TicketEvent> ticket() {
        return Events.ticket();
    }

    static Stream<ProductEvent> product() {
        return Events.product();
    }

    @ParameterizedTest
    @MethodSource("supervision")
    void a_supervisions_event_comes_back_as_it_was_whatever_its_sender_forged(SupervisionEvent event) {
        for (ObjectNode data : new ObjectNode[] {object("{}"), object(FORGED)}) {
            String json = EventData.supervision(event, data);

            assertThat(EventData.readSupervision(event.type().wire(), Events.AT, json))
                    .isEqualTo(event);
        }
        assertThat(EventData.readSupervision(event.type().wire(), Events.AT, EventData.supervision(event, null)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("ticket")
    void a_tickets_event_comes_back_as_it_was_whatever_its_sender_forged(TicketEvent event) {
        for (ObjectNode data : new ObjectNode[] {object("{}"), object(FORGED)}) {
            assertThat(EventData.readTicket(event.type().wire(), Events.AT, EventData.ticket(event, data)))
                    .isEqualTo(event);
        }
    }

    @ParameterizedTest
    @MethodSource("product")
    void a_products_event_comes_back_as_it_was_whatever_its_sender_forged(ProductEvent event) {
        for (ObjectNode data : new ObjectNode[] {object("{}"), object(FORGED)}) {
            assertThat(EventData.readProduct(event.type().wire(), Events.AT, EventData.product(event, data)))
                    .isEqualTo(event);
        }
    }

    @Test
    void a_refusal_comes_back_too() {
        Refusal refusal = new Refusal(RefusalCode.INVALID, "open", null, "Expected …, but …", "orderId");
        Refusal other = Refusal.of(RefusalCode.WRONG_NODE, "remind", "COMPLETED", "Expected …, but …");

        assertThat(EventData.readRefusal(EventData.refusal(refusal))).isEqualTo(refusal);
        assertThat(EventData.readRefusal(EventData.refusal(other))).isEqualTo(other);
        assertThat(EventData.refusal(other))
                .isEqualTo("{\"code\":\"WRONG_NODE\",\"command\":\"remind\",\"state\":\"COMPLETED\","
                        + "\"message\":\"Expected …, but …\"}");
    }

    @Test
    void what_the_command_said_travels_along() {
        SupervisionEvent submitted = event(SupervisionEventType.REQUIREMENT_SUBMITTED);
        ObjectNode data = object("{\"text\":\"Two instances\",\"campaign\":{\"id\":7},\"nothing\":null}");

        JsonNode written = tree(EventData.supervision(submitted, data));

        assertThat(written.get("text").stringValue()).isEqualTo("Two instances");
        assertThat(written.get("campaign").toString()).isEqualTo("{\"id\":7}");
        assertThat(written.has("nothing")).isFalse();
        assertThat(written.get("node").stringValue())
                .isEqualTo(submitted.to().node().name());
    }

    @Test
    void a_code_is_public_in_its_masked_form_only() {
        SealedCode code = new SealedCode("PL••••••7F3A", "THEHASH", "THESEALED", "THEKEY");
        SupervisionEvent issued = new SupervisionEvent(
                SupervisionEventType.CODE_ISSUED,
                Events.AT,
                event(SupervisionEventType.CODE_ISSUED).to(),
                new SupervisionEvent.Issuing(code, false));
        ObjectNode data =
                object("{\"codeMasked\":\"PL••••••7F3A\",\"codeHash\":\"THEHASH\",\"codeSealed\":\"THESEALED\","
                        + "\"codeKeyId\":\"THEKEY\",\"code\":\"THECLEAR\"}");

        String json = EventData.supervision(issued, data);

        assertThat(json).contains("PL••••••7F3A").doesNotContain("THE");
        assertThat(EventData.readSupervision("code-issued", Events.AT, json).detail())
                .isEqualTo(new SupervisionEvent.Issuing(new SealedCode("PL••••••7F3A", "", "", ""), false));
    }

    @Test
    void the_commands_data_is_not_changed() {
        ObjectNode data = object("{\"codeHash\":\"h\",\"node\":\"x\"}");

        EventData.supervision(event(SupervisionEventType.REMINDED), data);

        assertThat(data.toString()).isEqualTo("{\"codeHash\":\"h\",\"node\":\"x\"}");
    }

    @Test
    void numbers_and_texts_are_kept_as_sent() {
        String sent = "{\"a\":[1,1.50,1E+400,12345678901234567890,true],\"b\":\"\\\"\\\\\\n\u4e2d\uD83D\uDE00\"}";

        JsonNode written = tree(EventData.ticket(
                Events.ticket()
                        .filter(event -> event.type() == TicketEventType.NOTED)
                        .findFirst()
                        .orElseThrow(),
                object(sent)));

        assertThat(written.get("a").toString()).isEqualTo("[1,1.50,1E+400,12345678901234567890,true]");
        assertThat(written.get("b").stringValue()).isEqualTo("\"\\\n\u4e2d\uD83D\uDE00");
    }

    @Test
    void damaged_data_is_an_error() {
        assertThatThrownBy(() -> EventData.readSupervision("opened", Events.AT, "{\"node\":\"NOWHERE\"}"))
                .hasMessageContaining("node");
        assertThatThrownBy(() -> EventData.readTicket("frobnicated", Events.AT, "{}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SupervisionEvent event(SupervisionEventType type) {
        return Events.supervision()
                .filter(event -> event.type() == type)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode object(String json) {
        return JsonText.parseOwn(json);
    }

    private static JsonNode tree(String json) {
        return Objects.requireNonNull(JsonText.parseOwn(json));
    }
}
