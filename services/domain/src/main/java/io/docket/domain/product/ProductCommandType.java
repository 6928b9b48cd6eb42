package io.docket.domain.product;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commands that a product's authorisation knows.
public enum ProductCommandType {
    AUTHORISE_PRODUCT,
    REVOKE_PRODUCT;

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// `authorise-product`
    public String wire() {
        return wire;
    }

    public static @Nullable ProductCommandType ofWire(String wire) {
        for (ProductCommandType type : values()) {
            if (type.wire.equals(wire)) {
                return type;
            }
        }
        return null;
    }
}
