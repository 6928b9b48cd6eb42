package io.docket.processor;

import io.docket.contracts.CommandEncoder;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.store.DocketDatabase;
import io.docket.store.batch.FanOutTable;
import io.docket.store.batch.FanOutTable.FanOut;
import io.docket.store.batch.FanOutTable.TicketMark;
import io.docket.store.batch.LogPosition;
import io.docket.store.batch.ProgressTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// After a change of product authorisation sends one `reassign` per ticket of the product.
///
/// The scan is repeated once every ticket partition has passed the end that it had after the change was committed: a
/// ticket that was being decided during the first scan is found by the second. The ids are derived, so whoever sends
/// again sends repeats.
final class ReassignFanOut implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReassignFanOut.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration WAITING_LEASE = Duration.ofMillis(100);

    private final DocketDatabase database;
    private final LayoutWatch layout;
    private final Restoration restoration;
    private final Topics topics;
    private final EventSender sender;
    private final InstantSource time;
    private final CountDownLatch stopping;
    private final Chore chore;

    ReassignFanOut(
            DocketDatabase database,
            LayoutWatch layout,
            Topics topics,
            Restoration restoration,
            String bootstrapServers,
            InstantSource time,
            CountDownLatch stopping) {
        this.database = database;
        this.layout = layout;
        this.restoration = restoration;
        this.topics = topics;
        this.sender = new EventSender(bootstrapServers);
        this.time = time;
        this.stopping = stopping;
        this.chore = new Chore("docket-reassign", LOOK, stopping, this::step, e -> {
            LOG.warn("Reassigning goes on later: {}", e.toString());
            LOG.debug("Why", e);
            sender.abandon();
        });
    }

    void start() {
        chore.start();
    }

    private void step() throws SQLException {
        if (!restoration.isOver()) {
            return; // what was sent then is on the log, and who the tickets went to is known when all is taken
        }
        FanOut next;
        try (Connection connection = database.connection()) {
            next = FanOutTable.lease(connection, LEASE);
            if (next == null) {
                return;
            }
            if (FanOutTable.isSuperseded(connection, next)) {
                FanOutTable.done(connection, next);
                return;
            }
        }
        List<Long> ends = next.ticketEnds();
        if (ends == null) {
            int sent = scan(next);
            List<Long> now = ticketEnds();
            try (Connection connection = database.connection()) {
                FanOutTable.scanned(connection, next, now);
            }
            LOG.info("{} of {}: {} tickets go to {}", next.commandId(), next.productKey(), sent, next.handler());
        } else if (passed(ends)) {
            scan(next);
            try (Connection connection = database.connection()) {
                FanOutTable.done(connection, next);
            }
        } else {
            try (Connection connection = database.connection()) {
                FanOutTable.scanned(connection, next, ends);
            }
            stopFor(WAITING_LEASE);
        }
    }

    private void stopFor(Duration wait) {
        try {
            boolean _ = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int scan(FanOut fanOut) throws SQLException {
        int sent = 0;
        TicketMark after = TicketMark.START;
        List<TicketMark> page;
        do {
            try (Connection connection = database.connection()) {
                page = FanOutTable.tickets(connection, fanOut, after);
            }
            for (TicketMark ticket : page) {
                sender.send(CommandEncoder.encode(
                        reassign(fanOut, ticket.ticketId()), layout.partitions(AggregateType.TICKET), time.instant()));
                after = ticket;
                sent++;
            }
            sender.flush();
        } while (page.size() == FanOutTable.PAGE_MAX);
        return sent;
    }

    private static OutgoingCommand reassign(FanOut fanOut, String ticketId) {
        byte[] data = JSON.writeValueAsBytes(Map.of("to", fanOut.handler(), "cause", fanOut.commandId()));
        return new OutgoingCommand(
                AggregateType.TICKET,
                "reassign",
                DerivedId.of(fanOut.commandId(), ticketId),
                ticketId,
                fanOut.actor(),
                fanOut.sellerId(),
                null,
                "/processor",
                null,
                null,
                data);
    }

    private List<Long> ticketEnds() {
        int partitions = layout.partitions(AggregateType.TICKET);
        Map<Integer, Long> ends = topics.ends(AggregateType.TICKET, partitions);
        List<Long> ordered = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            ordered.add(ends.getOrDefault(partition, 0L));
        }
        return ordered;
    }

    private boolean passed(List<Long> ends) throws SQLException {
        try (Connection connection = database.connection()) {
            for (LogPosition position : ProgressTable.read(connection, AggregateType.TICKET)) {
                if (position.partition() < ends.size() && position.nextOffset() < ends.get(position.partition())) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public void close() {
        chore.close();
        sender.close();
    }
}
