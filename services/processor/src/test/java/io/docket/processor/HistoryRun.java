package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.CommandDecoder;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.EventData;
import io.docket.contracts.IncomingCommand;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Coordinates;
import io.docket.domain.Lifecycles;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketState;
import io.docket.processor.rebuild.FoldReport;
import io.docket.store.batch.ProductTable;
import io.docket.store.batch.SellerTable;
import io.docket.store.batch.SupervisionTable;
import io.docket.store.batch.TicketTable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// One history through real Kafka and Postgres, and everything that was promised about it.
final class HistoryRun {
    private static final Set<TicketState> FOLLOWING = EnumSet.of(
            TicketState.SUBMITTED,
            TicketState.PROCESSING,
            TicketState.AWAITING_CONFIRMATION,
            TicketState.PAUSED,
            TicketState.AWAITING_FEEDBACK,
            TicketState.COMPLETED);

    private final Site site;
    private final Lifecycles lifecycles;
    private final CommandDecoder decoder = new CommandDecoder(false, null);

    HistoryRun(Site site, Lifecycles lifecycles) {
        this.site = site;
        this.lifecycles = lifecycles;
    }

    /// Decides a step under a run in a model, and what the processor sends because of it.
    String decide(Model model, History.Step step, String run) {
        IncomingCommand command = decoded(step.of(run));
        String outcome = model.decide(command, step.time());
        if (outcome.startsWith("product-")) {
            reassign(model, command.command());
        }
        return outcome;
    }

    /// A change of authorisation takes the product's tickets with it, each at its own time: that is later than now.
    private void reassign(Model model, Command<?> cause) {
        ProductAuthorisation product = Objects.requireNonNull(model.products().get(cause.aggregateId()));
        String to = product.authorisedTo() == null ? "owner:" + product.sellerId() : product.authorisedTo();
        for (Ticket ticket : List.copyOf(model.tickets().values())) {
            if (ticket.subject().productId().equals(product.productId()) && FOLLOWING.contains(ticket.state())) {
                String outcome = model.decide(
                        decoded(new OutgoingCommand(
                                AggregateType.TICKET,
                                "reassign",
                                DerivedId.of(cause.id(), ticket.id()),
                                ticket.id(),
                                cause.actor().text(),
                                cause.sellerId(),
                                null,
                                "/processor",
                                null,
                                null,
                                "{\"to\":\"%s\",\"cause\":\"%s\"}"
                                        .formatted(to, cause.id())
                                        .getBytes(StandardCharsets.UTF_8))),
                        Instant.EPOCH);
                assertThat(outcome).as("what becomes of %s", ticket.id()).isEqualTo("reassigned");
            }
        }
    }

    private IncomingCommand decoded(OutgoingCommand command) {
        ProducerRecord<byte[], byte[]> sent = CommandEncoder.encode(command, Site.PARTITIONS);
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(sent.topic(), sent.partition(), 0, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        Decoded decoded = decoder.decode(command.type().ofTopic(), record, Site.PARTITIONS);
        if (decoded instanceof Decoded.Readable readable) {
            return readable.command();
        }
        throw new AssertionError("Cannot be decoded: " + decoded);
    }

    /// What is wrong; null: nothing.
    @Nullable
    String problem(List<History.Step> steps, String run) {
        try {
            holds(steps, run);
            return null;
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void holds(List<History.Step> steps, String run) {
        Model model = new Model(lifecycles, site.keys());
        List<String> expected =
                steps.stream().map(step -> decide(model, step, run)).toList();
        List<Coordinates> sent = produce(steps, run);

        outcomesAre(expected, steps, sent);
        rowsAre(model);
        eventsFoldToTheRows(model, run);
        publishedInOrder(run);
        nothingIsStuck(model);
        assertThat(checked().examples()).isEmpty();
    }

    /// Has a processor decide and publish all steps, those around a setting in the order told.
    List<Coordinates> produce(List<History.Step> steps, String run) {
        List<Coordinates> sent = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= steps.size(); i++) {
            // Settings are another partition's: what comes before and after one is told apart by waiting.
            if (i == steps.size() || isSetting(steps.get(i)) || isSetting(steps.get(i - 1))) {
                sent.addAll(site.produce(steps.subList(from, i).stream()
                        .map(step -> step.of(run))
                        .toList()));
                settled();
                from = i;
            }
        }
        site.awaitPublished();
        return sent;
    }

    private FoldReport checked() {
        try {
            return new ProjectionCheck(site.database().app(), (_, _) -> {}).run();
        } catch (SQLException e) {
            throw new IllegalStateException("The projections cannot be checked", e);
        }
    }

    /// Waits until all is decided, also what the processor itself sends because of it.
    void settled() {
        site.awaitDecided();
        Await.until(
                "the fan-out is over",
                () -> site.rows("SELECT 1 FROM docket.reassign_fan_out").isEmpty());
        site.awaitDecided();
    }

    private static boolean isSetting(History.Step step) {
        return step.type().ofTopic() == AggregateType.PRODUCT;
    }

    /// Promises 1 to 3: one outcome for each, the one that deciding in order has.
    private void outcomesAre(List<String> expected, List<History.Step> steps, List<Coordinates> sent) {
        Map<Coordinates, String> outcomes = new Outcomes(site).all();
        for (int i = 0; i < steps.size(); i++) {
            assertThat(outcomes.get(sent.get(i)))
                    .as("step %d, %s", i, steps.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    private void rowsAre(Model model) {
        try (Connection connection = site.database().app().connection()) {
            same(SupervisionTable.load(connection, model.supervisions().keySet()), model.supervisions());
            same(TicketTable.load(connection, model.tickets().keySet()), model.tickets());
            same(ProductTable.load(connection, model.products().keySet()), model.products());
            same(SellerTable.load(connection, model.sellers().keySet()), model.sellers());
        } catch (SQLException e) {
            throw new IllegalStateException("The states cannot be read", e);
        }
        model.supervisions()
                .values()
                .forEach(state -> pending(AggregateType.SUPERVISION, state.id(), state.deadlines()));
        model.tickets().values().forEach(state -> pending(AggregateType.TICKET, state.id(), state.deadlines()));
    }

    private static <S> void same(Map<String, S> stored, Map<String, S> states) {
        assertThat(stored)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(states);
    }

    private void pending(AggregateType type, String id, Deadlines deadlines) {
        TreeSet<String> expected = new TreeSet<>();
        deadlines.pending().forEach((kind, dueAt) -> expected.add(kind.wire() + " " + dueAt));
        TreeSet<String> rows = new TreeSet<>();
        site.rows(
                        "SELECT kind, due_at FROM docket.deadline WHERE aggregate_id = ? AND aggregate_type = ?",
                        id,
                        type.code())
                .forEach(row -> rows.add(row.text("kind") + " " + row.time("due_at")));
        assertThat(rows).as("deadlines of %s", id).isEqualTo(expected);
    }

    /// Promises 5 and 6: from the event log alone, from empty.
    private void eventsFoldToTheRows(Model model, String run) {
        Map<String, Supervision> supervisions = new HashMap<>();
        Map<String, Ticket> tickets = new HashMap<>();
        String seller = "S" + run;
        for (Row row : site.rows("""
                SELECT aggregate_type, aggregate_id, event_type, sequence, time, data FROM docket.event_log
                WHERE seller_id = ? AND refusal_code IS NULL AND aggregate_type IN (1, 2)
                ORDER BY aggregate_type, aggregate_id, sequence
                """, seller)) {
            String id = String.valueOf(row.text("aggregate_id"));
            String type = String.valueOf(row.text("event_type"));
            String data = String.valueOf(row.text("data"));
            if (row.number("aggregate_type") == AggregateType.SUPERVISION.code()) {
                Supervision state = SupervisionFold.apply(
                        supervisions.get(id), id, seller, EventData.readSupervision(type, row.time("time"), data));
                assertThat(state.version()).as("sequence of %s", id).isEqualTo(row.number("sequence"));
                supervisions.put(id, state);
            } else {
                Ticket state = TicketFold.apply(
                        tickets.get(id), id, seller, EventData.readTicket(type, row.time("time"), data));
                assertThat(state.version()).as("sequence of %s", id).isEqualTo(row.number("sequence"));
                tickets.put(id, state);
            }
        }
        assertThat(supervisions)
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .ignoringFieldsMatchingRegexes(
                        ".*code\\.hash") // an event shows the code masked; its hash is the vault's
                .isEqualTo(model.supervisions());
        same(tickets, model.tickets());
    }

    private void publishedInOrder(String run) {
        for (AggregateType type : List.of(AggregateType.SUPERVISION, AggregateType.TICKET)) {
            Map<String, List<String>> published = new HashMap<>();
            PublishedEvents.firstAppearances(PublishedEvents.all(site, type)).stream()
                    .filter(event -> ("S" + run).equals(event.headers().get("ce_seller")))
                    .forEach(event -> published
                            .computeIfAbsent(event.key(), _ -> new ArrayList<>())
                            .add(event.name() + " " + event.sequence()));
            Map<String, List<String>> logged = new HashMap<>();
            site.rows("""
                    SELECT aggregate_id, event_type, sequence FROM docket.event_log
                    WHERE seller_id = ? AND aggregate_type = ?
                      AND NOT (refusal_code IS NOT NULL AND data ->> 'command' = 'deadline-elapsed')
                    ORDER BY generation, "offset", index
                    """, "S" + run, type.code())
                    .forEach(row -> logged.computeIfAbsent(
                                    String.valueOf(row.text("aggregate_id")), _ -> new ArrayList<>())
                            .add(row.text("event_type") + " " + row.number("sequence")));
            assertThat(published).as("published of %s", type).isEqualTo(logged);
        }
    }

    private void nothingIsStuck(Model model) {
        Exits exits = new Exits(lifecycles, site.keys());
        model.supervisions()
                .values()
                .forEach(state -> assertThat(exits.exist(state))
                        .as("a way out of %s", state.standing())
                        .isTrue());
        model.tickets()
                .values()
                .forEach(state -> assertThat(exits.exist(state))
                        .as("a way out of %s", state.state())
                        .isTrue());
    }
}
