package io.docket.store;

/// The passwords of Docket's two roles.
///
/// @param owner of `docket_owner`, who migrates
/// @param app of `docket`, as which processor and gateway log in
public record RolePasswords(String owner, String app) {

    @Override
    public String toString() {
        return "RolePasswords[…]";
    }
}
