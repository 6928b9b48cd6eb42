package io.docket.processor;

import io.docket.contracts.IncomingCommand;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Where the commands of one kind of aggregate are decided: load all states of a batch, decide one after the other in
/// memory, write all changes. Made anew for every batch.
sealed interface Desk permits SupervisionDesk, TicketDesk, ProductDesk, SellerDesk {
    void load(Connection connection, List<IncomingCommand> commands) throws SQLException;

    /// Changes this desk's states only when it returns.
    ///
    /// @param wanted when the command was wanted, or came
    Verdict decide(IncomingCommand command, Instant wanted);

    void write(Connection connection, Instant recordedAt) throws SQLException;
}
