package io.docket.domain.ticket;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The commands that a ticket knows, each a row of domain.md §3.
public enum TicketCommandType {
    OPEN(By.BUYER),
    ACCEPT(By.STAFF),
    RETURN_TO_QUEUE(By.HANDLER),
    TRANSFER(By.HANDLER_OR_OWNER),
    REPLY(By.HANDLER_OR_BUYER),
    NOTE(By.STAFF),
    ASK_FEEDBACK(By.HANDLER),
    PAUSE(By.HANDLER),
    RESUME(By.HANDLER),
    PROPOSE_SOLUTION(By.HANDLER),
    CONFIRM(By.BUYER),
    DECLINE_SOLUTION(By.BUYER),
    CLOSE(By.BUYER),
    CANCEL(By.BUYER),
    URGE(By.BUYER),
    MARK_INVALID(By.STAFF),
    REOPEN(By.BUYER),
    RATE(By.BUYER),
    DELETE(By.BUYER),
    REASSIGN(By.OWNER),
    DEADLINE_ELAPSED(By.CLOCK);

    /// Who may send a command. Staff: the owner, or the sub-account to which the product is authorised.
    public enum By {
        BUYER,
        STAFF,
        HANDLER,
        HANDLER_OR_OWNER,
        HANDLER_OR_BUYER,
        OWNER,
        CLOCK
    }

    private static final Map<String, TicketCommandType> BY_WIRE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(TicketCommandType::wire, Function.identity()));

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final By by;

    TicketCommandType(By by) {
        this.by = by;
    }

    /// `return-to-queue`
    public String wire() {
        return wire;
    }

    public By by() {
        return by;
    }

    public static @Nullable TicketCommandType ofWire(String wire) {
        return BY_WIRE.get(wire);
    }
}
