package io.docket.gateway.command;

import io.docket.contracts.Limits;
import io.docket.domain.AggregateType;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.gateway.identity.Identity;
import io.docket.store.read.ProductReads;
import io.docket.store.read.SupervisionReads;
import io.docket.store.read.TicketReads;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// On whose behalf a command is sent: the identity's seller; where it has none, the one that the body names beside the
/// data, or else the aggregate's own.
public final class SellerOf {
    private static final String FIELD = "sellerId";

    private final SupervisionReads supervisions;
    private final TicketReads tickets;
    private final ProductReads products;

    public SellerOf(SupervisionReads supervisions, TicketReads tickets, ProductReads products) {
        this.supervisions = supervisions;
        this.tickets = tickets;
        this.products = products;
    }

    /// Takes `sellerId` out of the body in any case: it is no part of the data.
    String opening(Identity identity, ObjectNode body) {
        String own = identity.seller();
        if (own != null) {
            body.remove(FIELD);
            return own;
        }
        String named = Subjects.id(body, FIELD, "open");
        body.remove(FIELD);
        return named;
    }

    /// @throws io.docket.gateway.problem.Problem `404` for what is not there
    String existing(Identity identity, ObjectNode body, AggregateType type, String id, String command) {
        JsonNode named = body.get(FIELD);
        String own = identity.seller();
        String seller = own != null ? own : named == null || named.isNull() ? null : Subjects.id(body, FIELD, command);
        body.remove(FIELD);
        if (!Subjects.isId(id, Limits.COMPOSED_ID_CHARS_MAX)) {
            throw unknown(type, id, command);
        }
        if (seller == null) {
            seller = lookUp(type, id);
        }
        if (seller == null) {
            throw unknown(type, id, command);
        }
        return seller;
    }

    private @Nullable String lookUp(AggregateType type, String id) {
        return switch (type) {
            case SUPERVISION -> supervisions.sellerOf(id);
            case TICKET -> tickets.sellerOf(id);
            case PRODUCT -> {
                ProductAuthorisation found = products.find(id);
                int slash = id.indexOf('/');
                yield found != null ? found.sellerId() : slash > 0 ? id.substring(0, slash) : null;
            }
            case SELLER -> id;
        };
    }

    private static RuntimeException unknown(AggregateType type, String id, String command) {
        RefusalCode code = switch (type) {
            case SUPERVISION -> RefusalCode.UNKNOWN_SUPERVISION;
            case TICKET, PRODUCT, SELLER -> RefusalCode.UNKNOWN_TICKET;
        };
        return Subjects.unknown(
                Refusal.blind(code, command, "Expected a " + type.wire() + " '" + shown(id) + "', but there is none"));
    }

    private static String shown(String id) {
        return Subjects.isId(id, Limits.COMPOSED_ID_CHARS_MAX) ? id : "…";
    }
}
