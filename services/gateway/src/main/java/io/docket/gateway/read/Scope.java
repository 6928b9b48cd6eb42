package io.docket.gateway.read;

import io.docket.gateway.identity.Identity;
import io.docket.gateway.identity.UserRole;
import io.docket.store.read.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whose rows a list shows: what the caller asks for, within what he may see.
///
/// @param isEmpty he asks for what he may not see, and so for nothing that exists
record Scope(@Nullable String sellerId, @Nullable String buyerId, boolean isEmpty) {

    static Scope of(Identity identity, Params params) {
        String sellerId = params.id("sellerId");
        String buyerId = params.id("buyerId");
        String ownSeller = identity.seller();
        String ownBuyer = identity.role() == UserRole.BUYER ? identity.id() : null;
        boolean foreign = (ownSeller != null && sellerId != null && !sellerId.equals(ownSeller))
                || (ownBuyer != null && buyerId != null && !buyerId.equals(ownBuyer));
        return new Scope(ownSeller == null ? sellerId : ownSeller, ownBuyer == null ? buyerId : ownBuyer, foreign);
    }

    static <T> Page<T> nothing() {
        return new Page<>(List.of(), null);
    }
}
