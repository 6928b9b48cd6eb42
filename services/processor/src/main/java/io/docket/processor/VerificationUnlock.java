package io.docket.processor;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Role;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.UnlockTable;
import io.docket.store.batch.UnlockTable.Unlock;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// After a ticket of category `VERIFICATION_UNLOCK` is completed sends the seller's `unlock-verification`. The id is
/// derived from the ticket and its version, so whoever sends again sends a repeat.
final class VerificationUnlock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationUnlock.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final String SENDER = Actor.of(Role.PLATFORM, "docket").text();

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final Restoration restoration;
    private final EventSender sender;
    private final InstantSource time;
    private final Chore chore;

    VerificationUnlock(
            DocketDatabase database,
            LayoutWatch layout,
            Restoration restoration,
            String bootstrapServers,
            InstantSource time,
            CountDownLatch stopping) {
        this.database = database;
        this.layout = layout;
        this.restoration = restoration;
        this.sender = new EventSender(bootstrapServers);
        this.time = time;
        this.chore = new Chore("docket-unlock", LOOK, stopping, this::step, e -> {
            LOG.warn("Unlocking goes on later: {}", e.toString());
            LOG.debug("Why", e);
            sender.abandon();
        });
    }

    void start() {
        chore.start();
    }

    private void step() throws SQLException {
        if (!restoration.isOver()) {
            return;
        }
        Unlock next;
        try (Connection connection = database.connection()) {
            next = UnlockTable.lease(connection, LEASE);
        }
        if (next == null) {
            return;
        }
        sender.send(CommandEncoder.encode(unlock(next), layout.partitions(AggregateType.SELLER), time.instant()));
        sender.flush();
        try (Connection connection = database.connection()) {
            UnlockTable.done(connection, next);
        }
    }

    private static OutgoingCommand unlock(Unlock unlock) {
        return new OutgoingCommand(
                AggregateType.SELLER,
                "unlock-verification",
                DerivedId.of("unlock-verification", unlock.ticketId(), Long.toString(unlock.ticketVersion())),
                unlock.sellerId(),
                SENDER,
                unlock.sellerId(),
                null,
                "/processor",
                null,
                null,
                JSON.writeValueAsBytes(Map.of("ticketId", unlock.ticketId())));
    }

    @Override
    public void close() {
        chore.close();
        sender.close();
    }
}
