package io.docket.domain.product;

import io.docket.domain.Actor;
import io.docket.domain.Invalid;

/// The data of a command to a product's authorisation.
public sealed interface ProductCommand {
    ProductCommandType type();

    /// @param to one sub-account (`staff:S-7`); it replaces the one before
    record Authorise(Actor to) implements ProductCommand {
        @Override
        public ProductCommandType type() {
            return ProductCommandType.AUTHORISE_PRODUCT;
        }
    }

    record Revoke() implements ProductCommand {
        @Override
        public ProductCommandType type() {
            return ProductCommandType.REVOKE_PRODUCT;
        }
    }

    /// A known command whose data has a missing or wrong field.
    record Malformed(ProductCommandType type, Invalid invalid) implements ProductCommand {}
}
