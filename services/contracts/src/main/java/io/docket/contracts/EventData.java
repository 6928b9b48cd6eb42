package io.docket.contracts;

import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.ticket.TicketEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Events as public JSON data, and back for folding.
///
/// The data is the command's own (without sealed code, hash and key id) with the event's fields set over it; an event
/// that another one brought about carries its own fields only. Reading gives the event that was written, but for an
/// issued code: only its masked form is public, so hash, sealed form and key id come back as `""`; the vault is the
/// authority for them.
public final class EventData {
    private static final Map<String, RefusalCode> REFUSAL_CODES = Choices.upperCase(RefusalCode.values());
    private static final String AUTHORISED_TO = "authorisedTo";
    private static final String PREVIOUSLY = "previously";

    private EventData() {}

    /// @param commandData null for an event that another one brought about
    public static String supervision(SupervisionEvent event, @Nullable ObjectNode commandData) {
        return SupervisionEventData.write(event, commandData);
    }

    /// @param commandData null if there is none
    public static String ticket(TicketEvent event, @Nullable ObjectNode commandData) {
        return TicketEventData.write(event, commandData);
    }

    /// @param commandData null if there is none
    public static String product(ProductEvent event, @Nullable ObjectNode commandData) {
        return DataWriter.over(commandData)
                .setNullable(AUTHORISED_TO, event.authorisedTo())
                .setNullable(PREVIOUSLY, event.previously())
                .json();
    }

    /// @param commandData null if there is none
    public static String seller(SellerEvent event, @Nullable ObjectNode commandData) {
        return SellerEventData.write(event, commandData);
    }

    /// `{code, command, state, message, field?}`
    public static String refusal(Refusal refusal) {
        return DataWriter.over(null)
                .set("code", refusal.code())
                .set("command", refusal.command())
                .setNullable("state", refusal.state())
                .set("message", refusal.message())
                .set("field", refusal.field())
                .json();
    }

    /// @param eventType its wire name (`refund-requested`)
    /// @param json as [#supervision] wrote it; anything else throws
    public static SupervisionEvent readSupervision(String eventType, Instant at, String json) {
        return SupervisionEventData.read(eventType, at, json);
    }

    /// @param eventType its wire name (`returned-to-queue`)
    /// @param json as [#ticket] wrote it; anything else throws
    public static TicketEvent readTicket(String eventType, Instant at, String json) {
        return TicketEventData.read(eventType, at, json);
    }

    /// @param eventType its wire name (`product-authorised`)
    /// @param json as [#product] wrote it; anything else throws
    public static ProductEvent readProduct(String eventType, Instant at, String json) {
        ProductEvent.Type type = ProductEvent.Type.ofWire(eventType);
        if (type == null) {
            throw new IllegalArgumentException("Expected an event of a product, but it is " + eventType);
        }
        DataReader data = new DataReader(json);
        return new ProductEvent(type, at, data.optionalText(AUTHORISED_TO), data.optionalText(PREVIOUSLY));
    }

    /// @param eventType its wire name (`sla-policy-set`)
    /// @param json as [#seller] wrote it; anything else throws
    public static SellerEvent readSeller(String eventType, Instant at, String json) {
        return SellerEventData.read(eventType, at, json);
    }

    /// @param json as [#refusal] wrote it; anything else throws
    public static Refusal readRefusal(String json) {
        DataReader data = new DataReader(json);
        return new Refusal(
                data.choice("code", REFUSAL_CODES),
                data.text("command"),
                data.optionalText("state"),
                data.text("message"),
                data.optionalText("field"));
    }
}
