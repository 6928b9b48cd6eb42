package io.docket.bench;

import io.docket.domain.supervision.Flow;
import io.docket.domain.supervision.GoodsType;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.NodeTrigger;
import io.docket.lifecycle.RestoredMachine;
import io.docket.store.DocketDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A Spring Statemachine restored for each record: load the row, restore, send the event, write row and event, commit.
final class MachinePeer implements Peer {
    private static final Flow FLOW = new Flow(GoodsType.LICENSE_CODE, Flow.FIRST_VERSION, false, true);

    private final DocketDatabase database;
    private final RestoredMachine machine = RestoredMachine.of(FLOW);

    MachinePeer(DocketDatabase database) throws SQLException {
        this.database = database;
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE TABLE licence (
                        order_id   text PRIMARY KEY,
                        node       text NOT NULL,
                        version    bigint NOT NULL,
                        updated_at timestamptz NOT NULL
                    ) WITH (fillfactor = 70);
                    CREATE TABLE licence_event (
                        order_id   text NOT NULL,
                        version    bigint NOT NULL,
                        event_type text NOT NULL,
                        actor      text NOT NULL,
                        command_id text NOT NULL,
                        data       json NOT NULL,
                        time       timestamptz NOT NULL,
                        PRIMARY KEY (order_id, version)
                    )
                    """);
        }
    }

    @Override
    public String name() {
        return "Spring Statemachine 4.0.2";
    }

    @Override
    public String settings() {
        return "a machine of one factory restored for each record, prepared statements on a connection per thread";
    }

    @Override
    public void empty() throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE licence, licence_event");
        }
    }

    @Override
    public long completed() throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM licence WHERE node = 'COMPLETED'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public Worker worker() throws SQLException {
        return new Transactions(database.connection(), machine);
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Transactions implements Worker {
        private final Connection connection;
        private final RestoredMachine machine;
        private final PreparedStatement load;
        private final PreparedStatement insert;
        private final PreparedStatement update;
        private final PreparedStatement event;

        Transactions(Connection connection, RestoredMachine machine) throws SQLException {
            this.connection = connection;
            this.machine = machine;
            connection.setAutoCommit(false);
            load = connection.prepareStatement("SELECT node, version FROM licence WHERE order_id = ? FOR UPDATE");
            insert = connection.prepareStatement(
                    "INSERT INTO licence (order_id, node, version, updated_at) VALUES (?, ?, 1, now())");
            update = connection.prepareStatement(
                    "UPDATE licence SET node = ?, version = ?, updated_at = now() WHERE order_id = ? AND version = ?");
            event = connection.prepareStatement("""
                    INSERT INTO licence_event (order_id, version, event_type, actor, command_id, data, time)
                    VALUES (?, ?, ?, ?, ?, ?::json, now())
                    """);
        }

        @Override
        public void handle(Step step) throws SQLException {
            load.setString(1, step.orderId());
            Node node = null;
            long version = 0;
            try (ResultSet row = load.executeQuery()) {
                if (row.next()) {
                    node = Node.valueOf(row.getString(1));
                    version = row.getLong(2);
                }
            }
            if (node == null) {
                insert.setString(1, step.orderId());
                insert.setString(2, Node.AWAITING_ISSUE.name());
                insert.executeUpdate();
            } else {
                Node reached = machine.send(node, trigger(step.type()));
                if (reached == null) {
                    throw new IllegalStateException("%s was not accepted in %s".formatted(step, node));
                }
                update.setString(1, reached.name());
                update.setLong(2, version + 1);
                update.setString(3, step.orderId());
                update.setLong(4, version);
                if (update.executeUpdate() != 1) {
                    throw new IllegalStateException("%s found another version than %d".formatted(step, version));
                }
            }
            event.setString(1, step.orderId());
            event.setLong(2, version + 1);
            event.setString(3, step.type());
            event.setString(4, step.actor());
            event.setString(5, step.commandId());
            event.setString(6, step.data());
            event.executeUpdate();
            connection.commit();
        }

        private static NodeTrigger trigger(String type) {
            return switch (type) {
                case "issue-code" -> NodeTrigger.ISSUE_CODE;
                case "confirm-delivery" -> NodeTrigger.CONFIRM_DELIVERY;
                case "receive-code" -> NodeTrigger.RECEIVE_CODE;
                case "activate-code" -> NodeTrigger.ACTIVATE_CODE;
                case "upload-proof" -> NodeTrigger.UPLOAD_PROOF;
                default -> throw new IllegalArgumentException("Expected a step of the licence flow, but got " + type);
            };
        }

        @Override
        public void close() throws SQLException {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.close();
        }
    }
}
