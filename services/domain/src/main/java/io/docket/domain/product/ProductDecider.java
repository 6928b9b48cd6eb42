package io.docket.domain.product;

import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.Role;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides to whom a product is authorised. Pure.
public final class ProductDecider {
    private ProductDecider() {}

    /// @param state null: the product was never authorised to anybody
    public static Decision<ProductEvent> decide(
            @Nullable ProductAuthorisation state, Command<ProductCommand> command, Instant at) {
        // To another seller there is no such product: he learns neither its version nor its standing.
        boolean sellersOwn = command.aggregateId().startsWith(command.sellerId() + "/");
        long version = state == null || !sellersOwn ? 0 : state.version();
        ProductCommand data = command.data();
        String wire = data.type().wire();
        String standing =
                !sellersOwn ? null : state == null || state.authorisedTo() == null ? "UNAUTHORISED" : "AUTHORISED";
        if (data instanceof ProductCommand.Malformed malformed) {
            return new Decision.Refused<>(
                    new Refusal(
                            RefusalCode.INVALID,
                            wire,
                            standing,
                            "Expected a valid '" + malformed.invalid().field() + "', but it "
                                    + malformed.invalid().problem(),
                            malformed.invalid().field()),
                    version);
        }
        boolean owner =
                command.actor().role() == Role.OWNER && command.actor().id().equals(command.sellerId()) && sellersOwn;
        if (!owner) {
            return refused(
                    RefusalCode.NOT_PERMITTED,
                    wire,
                    standing,
                    "Expected " + wire + " by the product's owner, but " + command.actor() + " sent it",
                    version);
        }
        Long expectedVersion = command.expectedVersion();
        if (expectedVersion != null && expectedVersion != version) {
            return refused(
                    RefusalCode.VERSION_CONFLICT,
                    wire,
                    standing,
                    "Expected version " + expectedVersion + ", but the product is at " + version,
                    version);
        }
        String before = state == null ? null : state.authorisedTo();
        String after = data instanceof ProductCommand.Authorise authorise
                ? authorise.to().text()
                : null;
        if (Objects.equals(before, after)) {
            return refused(
                    RefusalCode.WRONG_STATE,
                    wire,
                    standing,
                    "Expected a change of authorisation, but it is " + (before == null ? "nobody's" : before + "'s")
                            + " already",
                    version);
        }
        ProductEvent.Type type =
                after == null ? ProductEvent.Type.PRODUCT_REVOKED : ProductEvent.Type.PRODUCT_AUTHORISED;
        return new Decision.Accepted<>(List.of(new ProductEvent(type, at, after, before)));
    }

    private static Decision<ProductEvent> refused(
            RefusalCode code, String command, @Nullable String standing, String message, long version) {
        return new Decision.Refused<>(new Refusal(code, command, standing, message, null), version);
    }

    /// Total: it never refuses.
    public static ProductAuthorisation apply(
            @Nullable ProductAuthorisation state, String id, String sellerId, ProductEvent event) {
        return new ProductAuthorisation(
                id,
                sellerId,
                id.substring(id.indexOf('/') + 1),
                event.authorisedTo(),
                state == null ? 1 : state.version() + 1,
                event.at());
    }
}
