package io.docket.gateway.action;

import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Lifecycles;
import io.docket.domain.Role;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.seller.Seller;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketTerms;
import io.docket.gateway.identity.Identity;
import io.docket.store.read.ProductReads;
import io.docket.store.read.SellerReads;
import java.time.Instant;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may do with a ticket now, and why not the rest.
public final class TicketActions {
    private static final int RATING = 5;

    private final TicketDecider decider;
    private final ProductReads products;
    private final SellerReads sellers;
    private final InstantSource time;

    public TicketActions(Lifecycles lifecycles, ProductReads products, SellerReads sellers, InstantSource time) {
        this.decider = new TicketDecider(lifecycles);
        this.products = products;
        this.sellers = sellers;
        this.time = time;
    }

    public ObjectNode of(Ticket state, Identity identity) {
        Instant now = time.instant();
        Instant at = now.isBefore(state.updatedAt()) ? state.updatedAt() : now;
        ProductAuthorisation authorisation = products.find(
                ProductAuthorisation.id(state.sellerId(), state.subject().productId()));
        Seller seller = sellers.find(state.sellerId());
        TicketTerms terms = new TicketTerms(
                authorisation,
                Seller.policyOf(seller, state.subject().severity()),
                Seller.calendarOf(seller),
                seller == null ? 0 : seller.version());
        ObjectNode list = Action.list();
        for (TicketCommandType type : TicketCommandType.values()) {
            if (type == TicketCommandType.OPEN
                    || type == TicketCommandType.REASSIGN
                    || type == TicketCommandType.DEADLINE_ELAPSED) {
                continue; // it is open, and nobody who signs in sends the others
            }
            var command = new Command<>(
                    Action.PROBE, state.id(), Caller.of(identity), state.sellerId(), null, probe(type, state));
            Action.add(list, AggregateType.TICKET, state.id(), type.wire(), decider.decide(state, command, at, terms));
        }
        return list;
    }

    /// A transfer is asked about as one to the owner, who may handle every product.
    private static TicketCommand probe(TicketCommandType type, Ticket state) {
        return switch (type) {
            case TRANSFER -> new TicketCommand.Transfer(Actor.of(Role.OWNER, state.sellerId()));
            case RATE -> new TicketCommand.Rate(RATING);
            default -> new TicketCommand.Plain(type); // its data decides nothing
        };
    }
}
