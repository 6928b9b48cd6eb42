package io.docket.domain;

/// Who wants or reports something, written `role:id` (`staff:S-7`); the clock is just `clock`.
///
/// @param text as written on the wire, at most 129 characters
public record Actor(Role role, String id, String text) {

    /// Never fails: what is not written as `role:id` is somebody who may do nothing.
    public static Actor parse(String text) {
        if (text.equals(Role.CLOCK.wire())) {
            return new Actor(Role.CLOCK, "", text);
        }
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1) {
            return new Actor(Role.OTHER, text, text);
        }
        return new Actor(Role.ofWire(text.substring(0, colon)), text.substring(colon + 1), text);
    }

    public static Actor of(Role role, String id) {
        return new Actor(role, id, role.wire() + ":" + id);
    }

    /// The seller's own people: the main account, or a sub-account.
    public boolean isSeller() {
        return role == Role.OWNER || role == Role.STAFF;
    }

    @Override
    public String toString() {
        return text;
    }
}
