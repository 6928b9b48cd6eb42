package io.docket.gateway.action;

import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Role;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.product.ProductCommand;
import io.docket.domain.product.ProductCommandType;
import io.docket.domain.product.ProductDecider;
import io.docket.gateway.identity.Identity;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a caller may do with a product's authorisation now, and why not the rest.
public final class ProductActions {
    /// Nobody's id: an authorisation is asked about as one to a sub-account that does not have it yet.
    private static final Actor ANOTHER = Actor.of(Role.STAFF, "\u2026");

    private final InstantSource time;

    public ProductActions(InstantSource time) {
        this.time = time;
    }

    /// @param state null: no command was ever sent to it
    public ObjectNode of(String id, @Nullable ProductAuthorisation state, Identity identity) {
        String seller = id.substring(0, id.indexOf('/'));
        ObjectNode list = Action.list();
        for (ProductCommandType type : ProductCommandType.values()) {
            ProductCommand probe = switch (type) {
                case AUTHORISE_PRODUCT -> new ProductCommand.Authorise(ANOTHER);
                case REVOKE_PRODUCT -> new ProductCommand.Revoke();
            };
            var command = new Command<>(Action.PROBE, id, Caller.of(identity), seller, null, probe);
            Action.add(
                    list,
                    AggregateType.PRODUCT,
                    id,
                    type.wire(),
                    ProductDecider.decide(state, command, time.instant()));
        }
        return list;
    }
}
