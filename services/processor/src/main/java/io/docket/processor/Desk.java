package io.docket.processor;

import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the commands of one kind of aggregate are decided: load all states of a batch, decide one after the other in
/// memory, write all changes. Made anew for every batch.
sealed interface Desk permits SupervisionDesk, TicketDesk, ProductDesk, SellerDesk {
    void load(Connection connection, List<IncomingCommand> commands) throws SQLException;

    /// Changes this desk's states only when it returns.
    ///
    /// @param wanted when the command was wanted, or came
    Verdict decide(IncomingCommand command, Instant wanted);

    /// Changes this desk's states by what was published of the command.
    ///
    /// @param published its events or its refusal, in order, at least one
    /// @throws RuntimeException when they do not follow from the state
    Verdict take(IncomingCommand command, List<OutgoingEvent> published);

    /// Of an aggregate of this batch, as it stands now.
    ///
    /// @return null: there is none
    @Nullable
    Record state(String aggregateId);

    void write(Connection connection, Instant recordedAt) throws SQLException;
}
