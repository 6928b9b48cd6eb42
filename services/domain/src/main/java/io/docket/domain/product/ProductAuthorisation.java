package io.docket.domain.product;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// To whom the owner has authorised a product.
///
/// @param id `seller/productId`
/// @param authorisedTo `staff:S-7`; null: the owner alone
/// @param version the number of its events
public record ProductAuthorisation(
        String id,
        String sellerId,
        String productId,
        @Nullable String authorisedTo,
        long version,
        Instant updatedAt) {

    public static String id(String sellerId, String productId) {
        return sellerId + "/" + productId;
    }
}
