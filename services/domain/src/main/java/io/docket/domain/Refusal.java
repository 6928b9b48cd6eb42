package io.docket.domain;

import org.jspecify.annotations.Nullable;

/// Why a command changed nothing. A value, never an exception.
///
/// @param command the command's wire name (`request-refund`)
/// @param state the node or ticket state that refused it; none where the aggregate is unknown to the sender
/// @param message one sentence, *Expected …, but …*
/// @param field the field of the data that is missing or wrong, for `INVALID`
public record Refusal(
        RefusalCode code,
        String command,
        @Nullable String state,
        String message,
        @Nullable String field) {

    public static Refusal of(RefusalCode code, String command, String state, String message) {
        return new Refusal(code, command, state, message, null);
    }

    /// For a sender to whom the aggregate does not exist: says nothing of its state.
    public static Refusal blind(RefusalCode code, String command, String message) {
        return new Refusal(code, command, null, message, null);
    }
}
