package io.docket.gateway.identity;

import org.jspecify.annotations.Nullable;

/// One who may sign in, as configured under `docket.users`.
///
/// @param password encoded, with its encoding before it: `{bcrypt}…`, in demos `{noop}…`
/// @param id of the actor; of an owner the seller's
/// @param seller mandatory for owner, staff, software and reporter
public record DocketUser(
        String name,
        String password,
        UserRole role,
        String id,
        @Nullable String seller) {

    Identity identity() {
        return new Identity(name, role, id, seller);
    }

    /// Without the password.
    @Override
    public String toString() {
        return "DocketUser[" + name + ", " + role + "]";
    }
}
