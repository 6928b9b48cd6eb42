package io.docket.domain.product;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What became true of a product's authorisation.
///
/// @param authorisedTo after it; null: the owner alone
/// @param previously before it
public record ProductEvent(
        Type type,
        Instant at,
        @Nullable String authorisedTo,
        @Nullable String previously) {

    /// `product-authorised`, `product-revoked`
    public enum Type {
        PRODUCT_AUTHORISED("product-authorised"),
        PRODUCT_REVOKED("product-revoked");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        public static @Nullable Type ofWire(String wire) {
            for (Type type : values()) {
                if (type.wire.equals(wire)) {
                    return type;
                }
            }
            return null;
        }
    }
}
