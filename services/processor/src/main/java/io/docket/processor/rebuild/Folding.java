package io.docket.processor.rebuild;

import io.docket.contracts.EventData;
import io.docket.domain.AggregateType;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductDecider;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketFold;
import io.docket.store.batch.Projection;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// How a kind of aggregate is folded from its events, and where its state is kept.
///
/// @param coded whether its state has a code, whose hash only the vault knows
/// @param <S> the aggregate's state
record Folding<S>(
        Projection<S> projection,
        Fold<S> fold,
        ToLongFunction<S> version,
        Function<S, String> seller,
        Function<S, Deadlines> deadlines,
        boolean coded) {

    static final Folding<Supervision> SUPERVISION = new Folding<>(
            Projection.SUPERVISION,
            (state, id, seller, type, at, data) ->
                    SupervisionFold.apply(state, id, seller, EventData.readSupervision(type, at, data)),
            Supervision::version,
            Supervision::sellerId,
            Supervision::deadlines,
            true);
    static final Folding<Ticket> TICKET = new Folding<>(
            Projection.TICKET,
            (state, id, seller, type, at, data) ->
                    TicketFold.apply(state, id, seller, EventData.readTicket(type, at, data)),
            Ticket::version,
            Ticket::sellerId,
            Ticket::deadlines,
            false);
    static final Folding<ProductAuthorisation> PRODUCT = new Folding<>(
            Projection.PRODUCT,
            (state, id, seller, type, at, data) ->
                    ProductDecider.apply(state, id, seller, EventData.readProduct(type, at, data)),
            ProductAuthorisation::version,
            ProductAuthorisation::sellerId,
            _ -> Deadlines.NONE,
            false);
    static final Folding<Seller> SELLER = new Folding<>(
            Projection.SELLER,
            (state, id, _, type, at, data) -> SellerDecider.apply(state, id, EventData.readSeller(type, at, data)),
            Seller::version,
            Seller::id,
            _ -> Deadlines.NONE,
            false);

    interface Fold<S> {
        S apply(@Nullable S state, String id, String seller, String type, Instant at, String data);
    }

    /// Those that share a topic; sellers and their products lie on one.
    static List<Folding<?>> ofTopic(AggregateType topicOf) {
        return switch (topicOf) {
            case SUPERVISION -> List.of(SUPERVISION);
            case TICKET -> List.of(TICKET);
            case PRODUCT, SELLER -> List.of(PRODUCT, SELLER);
        };
    }

    /// Whether an aggregate of its topic is of this kind: a product's id has its seller before a slash.
    boolean holds(String aggregateId) {
        return switch (projection.type()) {
            case SUPERVISION, TICKET -> true;
            case PRODUCT -> aggregateId.indexOf('/') >= 0;
            case SELLER -> aggregateId.indexOf('/') < 0;
        };
    }

    boolean hasDeadlines() {
        return projection.type() == AggregateType.SUPERVISION || projection.type() == AggregateType.TICKET;
    }

    /// The state with its code's hash; null: the vault has none.
    @SuppressWarnings("unchecked") // only supervisions have codes
    S withCodeHash(S state, @Nullable String hash) {
        return state instanceof Supervision supervision && supervision.code().masked() != null
                ? (S) supervision.withCodeHash(hash)
                : state;
    }

    /// Whether its code's hash is still to be looked up.
    boolean wantsCodeHash(S state) {
        return state instanceof Supervision supervision
                && "".equals(supervision.code().hash());
    }
}
