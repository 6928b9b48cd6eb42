package io.docket.gateway.command;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Role;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.store.read.LoggedEvent;
import io.docket.store.vault.CodeKeys;
import io.docket.store.vault.VaultEntry;
import io.docket.store.vault.VaultReads;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The one place where a code comes out in clear: the answer to the buyer who received or revealed it (domain.md §2.5).
/// Decrypted per request, never kept, never logged.
public final class CodeReveal {
    private final CodeKeys keys;
    private final VaultReads vault;

    public CodeReveal(CodeKeys keys, VaultReads vault) {
        this.keys = keys;
        this.vault = vault;
    }

    /// @param events of the command's applied outcome
    /// @return null: this command's answer has no code
    @Nullable
    String after(OutgoingCommand command, List<LoggedEvent> events) {
        boolean reveals = command.type() == AggregateType.SUPERVISION
                && (command.commandType().equals(SupervisionCommandType.RECEIVE_CODE.wire())
                        || command.commandType().equals(SupervisionCommandType.REVEAL_CODE.wire()));
        LoggedEvent event = events.getFirst();
        // The decision has let this very actor see it: the event that says so is the permission.
        boolean his = event.actor().equals(command.actor())
                && Actor.parse(command.actor()).role() == Role.BUYER
                && event.aggregateId().equals(command.subject());
        if (!reveals || !his) {
            return null;
        }
        VaultEntry entry = vault.find(command.subject());
        return entry == null
                ? null
                : keys.reveal(
                        entry.sellerId(), entry.supervisionId(), entry.code().sealed());
    }
}
