package io.docket.processor;

import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Role;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductDecider;
import io.docket.domain.product.ProductEvent;
import io.docket.store.batch.Changed;
import io.docket.store.batch.FanOutTable;
import io.docket.store.batch.FanOutTable.FanOut;
import io.docket.store.batch.ProductTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides the product authorisations of a batch.
final class ProductDesk implements Desk {
    private final Map<String, ProductAuthorisation> states = new HashMap<>();
    private final Map<String, Long> loadedVersions = new HashMap<>();
    private final List<FanOut> fanOuts = new ArrayList<>();

    @Override
    public void load(Connection connection, List<IncomingCommand> commands) throws SQLException {
        Set<String> ids = new HashSet<>();
        commands.forEach(incoming -> ids.add(incoming.command().aggregateId()));
        states.putAll(ProductTable.load(connection, ids));
    }

    @Override
    @SuppressWarnings("unchecked") // the decoder gives products' commands to this desk only
    public Verdict decide(IncomingCommand incoming, Instant wanted) {
        Command<ProductCommand> command = (Command<ProductCommand>) incoming.command();
        ProductAuthorisation state = states.get(command.aggregateId());
        Instant at = state != null && wanted.isBefore(state.updatedAt()) ? state.updatedAt() : wanted;
        return switch (ProductDecider.decide(state, command, at)) {
            case Decision.SameAsOpening<ProductEvent> _ -> Verdict.likeOpening();
            case Decision.Refused<ProductEvent> refused ->
                Verdict.refused(refused.refusal(), refused.sequence(), at, command.sellerId());
            case Decision.Accepted<ProductEvent> accepted -> accept(incoming, state, accepted.events());
        };
    }

    @Override
    public Verdict take(IncomingCommand incoming, List<OutgoingEvent> published) {
        ProductAuthorisation state = states.get(incoming.command().aggregateId());
        Verdict verdict = Verdict.published(published, state == null ? 0 : state.version());
        if (!verdict.isRefusal()) {
            List<ProductEvent> events = new ArrayList<>(published.size());
            for (OutgoingEvent event : published) {
                events.add(EventData.readProduct(event.eventType(), event.time(), event.data()));
            }
            accept(incoming, state, events);
        }
        return verdict;
    }

    private Verdict accept(IncomingCommand incoming, @Nullable ProductAuthorisation before, List<ProductEvent> events) {
        Command<?> command = incoming.command();
        ProductAuthorisation state = before;
        List<Verdict.Said> said = new ArrayList<>(events.size());
        for (ProductEvent event : events) {
            state = ProductDecider.apply(state, command.aggregateId(), command.sellerId(), event);
            said.add(new Verdict.Said(
                    event.type().wire(),
                    null,
                    state.version(),
                    event.at(),
                    state.sellerId(),
                    EventData.product(event, said.isEmpty() ? incoming.data() : null)));
        }
        if (state != null) {
            fanOuts.add(fanOut(command, state));
            loadedVersions.putIfAbsent(state.id(), before == null ? 0L : before.version());
            states.put(state.id(), state);
        }
        return Verdict.of(said);
    }

    /// The product's tickets follow its authorisation: to the sub-account, on revoke to the owner.
    private static FanOut fanOut(Command<?> command, ProductAuthorisation product) {
        String to = product.authorisedTo();
        return new FanOut(
                product.id(),
                product.version(),
                command.id(),
                product.sellerId(),
                product.productId(),
                command.actor().text(),
                to == null ? Actor.of(Role.OWNER, product.sellerId()).text() : to,
                null);
    }

    @Override
    public @Nullable ProductAuthorisation state(String aggregateId) {
        return states.get(aggregateId);
    }

    @Override
    public void write(Connection connection, Instant recordedAt) throws SQLException {
        List<Changed<ProductAuthorisation>> changed = new ArrayList<>(loadedVersions.size());
        loadedVersions.forEach((id, version) -> {
            ProductAuthorisation state = states.get(id);
            if (state != null) {
                changed.add(new Changed<>(version, state));
            }
        });
        ProductTable.write(connection, changed);
        for (FanOut fanOut : fanOuts) {
            FanOutTable.add(connection, fanOut, recordedAt);
        }
    }
}
