package io.docket.gateway.identity;

import io.docket.domain.Role;
import org.jspecify.annotations.Nullable;

/// What somebody who signs in is to Docket. Those with a domain role act on commands; the others only read.
public enum UserRole {
    PLATFORM(Role.PLATFORM),
    OWNER(Role.OWNER),
    STAFF(Role.STAFF),
    BUYER(Role.BUYER),
    SOFTWARE(Role.SOFTWARE),
    REPORTER(null),
    OPERATOR(null);

    private final @Nullable Role domainRole;

    UserRole(@Nullable Role domainRole) {
        this.domainRole = domainRole;
    }

    /// Null: may send no commands.
    public @Nullable Role domainRole() {
        return domainRole;
    }

    /// Whether an identity of this role belongs to one seller.
    public boolean hasSeller() {
        return switch (this) {
            case OWNER, STAFF, SOFTWARE, REPORTER -> true;
            case PLATFORM, BUYER, OPERATOR -> false;
        };
    }
}
