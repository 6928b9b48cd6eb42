package io.docket.processor;

import io.docket.contracts.IncomingCommand;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Lifecycles;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductDecider;
import io.docket.domain.product.ProductEvent;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketTerms;
import io.docket.store.vault.CodeKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Docket without Kafka and Postgres: one command after the other, states in maps. What real processors make of a log
/// is
/// held against it.
final class Model {
    private final SupervisionDecider supervisionDecider;
    private final TicketDecider ticketDecider;
    private final SellerDecider sellerDecider;
    private final CodeKeys keys;
    private final Map<String, Supervision> supervisions = new HashMap<>();
    private final Map<String, Ticket> tickets = new HashMap<>();
    private final Map<String, ProductAuthorisation> products = new HashMap<>();
    private final Map<String, Seller> sellers = new HashMap<>();
    private final Map<String, UUID> firsts = new HashMap<>();

    Model(Lifecycles lifecycles, CodeKeys keys) {
        this.supervisionDecider = new SupervisionDecider(lifecycles);
        this.ticketDecider = new TicketDecider(lifecycles);
        this.sellerDecider = new SellerDecider(lifecycles);
        this.keys = keys;
    }

    Map<String, Supervision> supervisions() {
        return supervisions;
    }

    Map<String, Ticket> tickets() {
        return tickets;
    }

    Map<String, ProductAuthorisation> products() {
        return products;
    }

    Map<String, Seller> sellers() {
        return sellers;
    }

    /// In words: `opened code-issued`, `refused CODE_RECEIVED`, `repeat`, `mismatch`, `silently`.
    String decide(IncomingCommand incoming, Instant wanted) {
        Command<?> command = incoming.command();
        String key = incoming.type().ofTopic() + " " + command.aggregateId() + " " + command.id();
        UUID first = firsts.get(key);
        if (first != null) {
            return first.equals(incoming.digest()) ? "repeat" : "mismatch";
        }
        String outcome = switch (incoming.type()) {
            case SUPERVISION -> supervision(incoming, wanted);
            case TICKET -> ticket(incoming, wanted);
            case PRODUCT -> product(incoming, wanted);
            case SELLER -> seller(incoming, wanted);
        };
        if (!outcome.equals("repeat")) {
            firsts.put(key, incoming.digest());
        }
        return outcome;
    }

    @SuppressWarnings("unchecked") // the decoder's promise
    private String supervision(IncomingCommand incoming, Instant wanted) {
        Command<SupervisionCommand> command = (Command<SupervisionCommand>) incoming.command();
        String id = command.aggregateId();
        Supervision before = supervisions.get(id);
        Instant at = before == null ? wanted : latest(wanted, before.updatedAt());
        CodeClaim claim = new CodeClaim(keys.generate(command.sellerId(), id), true, false);
        return said(supervisionDecider.decide(before, command, at, claim), event -> {
            supervisions.put(
                    id, SupervisionFold.apply(supervisions.get(id), id, command.sellerId(), (SupervisionEvent) event));
            return ((SupervisionEvent) event).type().wire();
        });
    }

    @SuppressWarnings("unchecked") // the decoder's promise
    private String ticket(IncomingCommand incoming, Instant wanted) {
        Command<TicketCommand> command = (Command<TicketCommand>) incoming.command();
        String id = command.aggregateId();
        Ticket before = tickets.get(id);
        Instant at = before == null ? wanted : latest(wanted, before.updatedAt());
        Seller seller = sellers.get(command.sellerId());
        Severity severity = command.data() instanceof TicketCommand.Open open
                ? open.severity()
                : before == null ? Severity.NORMAL : before.subject().severity();
        TicketTerms terms = new TicketTerms(
                before == null
                        ? null
                        : products.get(ProductAuthorisation.id(
                                before.sellerId(), before.subject().productId())),
                Seller.policyOf(seller, severity),
                Seller.calendarOf(seller),
                seller == null ? 0 : seller.version());
        return said(ticketDecider.decide(before, command, at, terms), event -> {
            tickets.put(id, TicketFold.apply(tickets.get(id), id, command.sellerId(), (TicketEvent) event));
            return ((TicketEvent) event).type().wire();
        });
    }

    @SuppressWarnings("unchecked") // the decoder's promise
    private String product(IncomingCommand incoming, Instant wanted) {
        Command<ProductCommand> command = (Command<ProductCommand>) incoming.command();
        String id = command.aggregateId();
        ProductAuthorisation before = products.get(id);
        Instant at = before == null ? wanted : latest(wanted, before.updatedAt());
        return said(ProductDecider.decide(before, command, at), event -> {
            products.put(id, ProductDecider.apply(products.get(id), id, command.sellerId(), (ProductEvent) event));
            return ((ProductEvent) event).type().wire();
        });
    }

    @SuppressWarnings("unchecked") // the decoder's promise
    private String seller(IncomingCommand incoming, Instant wanted) {
        Command<SellerCommand> command = (Command<SellerCommand>) incoming.command();
        String id = command.aggregateId();
        Seller before = sellers.get(id);
        Instant at = before == null ? wanted : latest(wanted, before.updatedAt());
        return said(sellerDecider.decide(before, command, at), event -> {
            sellers.put(id, SellerDecider.apply(sellers.get(id), id, (SellerEvent) event));
            return ((SellerEvent) event).type().wire();
        });
    }

    private static String said(Decision<?> decision, Function<Object, String> applied) {
        return switch (decision) {
            case Decision.SameAsOpening<?> _ -> "repeat";
            case Decision.Refused<?> refused ->
                "refused " + refused.refusal().code().name();
            case Decision.Accepted<?>(List<?> events) ->
                events.isEmpty() ? "silently" : events.stream().map(applied).collect(Collectors.joining(" "));
        };
    }

    private static Instant latest(Instant one, @Nullable Instant other) {
        return other != null && one.isBefore(other) ? other : one;
    }
}
