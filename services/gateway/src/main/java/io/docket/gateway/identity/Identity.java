package io.docket.gateway.identity;

import io.docket.domain.Actor;
import io.docket.domain.Role;
import org.jspecify.annotations.Nullable;

/// Who sends a request. Actor and seller come from here, never from a body.
///
/// @param name as signed in (`owner-1`)
/// @param id of the actor (`S-1`)
/// @param seller whose people or software he belongs to; null: platform, buyers, operators
public record Identity(
        String name, UserRole role, String id, @Nullable String seller) {

    public Identity {
        if (role.hasSeller() != (seller != null)) {
            throw new IllegalArgumentException("Expected user '" + name + "' with role " + role
                    + (role.hasSeller() ? " to have a seller, but he has none" : " to have no seller, but he has one"));
        }
        if (role == UserRole.OWNER && !id.equals(seller)) {
            throw new IllegalArgumentException(
                    "Expected owner '" + name + "' to have the seller's id, but it is '" + id + "'");
        }
    }

    /// Null: this identity may send no commands.
    public @Nullable Actor actor() {
        Role domainRole = role.domainRole();
        return domainRole == null ? null : Actor.of(domainRole, id);
    }

    /// Whether he sees an object of that seller and buyer at all.
    public boolean sees(String sellerId, String buyerId) {
        return switch (role) {
            case PLATFORM, OPERATOR -> true;
            case OWNER, STAFF, SOFTWARE, REPORTER -> sellerId.equals(seller);
            case BUYER -> buyerId.equals(id);
        };
    }
}
