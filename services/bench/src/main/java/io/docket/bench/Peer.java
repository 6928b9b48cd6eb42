package io.docket.bench;

import java.sql.SQLException;

/// Another way to run the licence flow, record by record: one transaction each.
sealed interface Peer extends AutoCloseable permits MachinePeer, FlowablePeer {
    /// With version, for the report.
    String name();

    /// As its manual recommends, for the report.
    String settings();

    /// Forgets what was handled before.
    void empty() throws Exception;

    /// How many orders got to their end, so that a peer that only pretends is found out.
    long completed() throws Exception;

    /// For a thread of its own.
    Worker worker() throws Exception;

    @Override
    void close();

    /// A command as the peers see it.
    ///
    /// @param type `open`, `issue-code` …
    record Step(String orderId, String commandId, String type, String actor, String data) {}

    /// Handles the steps of its orders, each committed when it returns.
    interface Worker extends AutoCloseable {
        void handle(Step step) throws Exception;

        @Override
        void close() throws SQLException;
    }
}
