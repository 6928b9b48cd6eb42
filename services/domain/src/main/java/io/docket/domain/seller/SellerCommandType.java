package io.docket.domain.seller;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The commands that a seller knows.
public enum SellerCommandType {
    SET_SLA_POLICY(By.OWNER),
    REMOVE_SLA_POLICY(By.OWNER),
    SET_CALENDAR(By.OWNER),
    /// Back to the platform's.
    RESET_CALENDAR(By.OWNER),
    RECORD_VERIFICATION(By.PLATFORM),
    /// Sent by the system when a ticket of category `VERIFICATION_UNLOCK` is completed.
    UNLOCK_VERIFICATION(By.PLATFORM);

    /// Who may send a command.
    public enum By {
        OWNER,
        PLATFORM
    }

    private final String wire = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final By by;

    SellerCommandType(By by) {
        this.by = by;
    }

    /// `set-sla-policy`
    public String wire() {
        return wire;
    }

    public By by() {
        return by;
    }

    public static @Nullable SellerCommandType ofWire(String wire) {
        for (SellerCommandType type : values()) {
            if (type.wire.equals(wire)) {
                return type;
            }
        }
        return null;
    }
}
