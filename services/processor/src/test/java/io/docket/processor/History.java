package io.docket.processor;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.deadline.Deadlines;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/// Histories of many aggregates that a seed tells: any command, of any actor and of the clock, in any order, most of
/// them plausible where they stand, some repeated, some with other content under a known id.
///
/// They lie in the future, so that what the processor itself sends among them comes at no time of its own.
///
/// Ids are told by templates with `#` for the run, so that the same history can be had again among others.
final class History {
    static final String RUN = "#";
    private static final String[] GOODS = {
        "LICENSE_CODE", "LICENSE_CODE", "LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE", "IMAGE"
    };
    private static final String[] SEVERITIES = {"LOW", "NORMAL", "HIGH", "CRITICAL"};
    private static final Set<TicketCommandType> BY_SYSTEM =
            Set.of(TicketCommandType.REASSIGN, TicketCommandType.DEADLINE_ELAPSED);
    private static final int SETTING_ONE_IN = 50;
    private static final Instant BEGIN = Instant.parse("2066-03-01T01:00:00Z");

    private final Random random;
    private final Plausible plausible;
    private final int aggregates;
    private final Function<Step, String> decide;
    private final Model model;
    private final List<Step> steps = new ArrayList<>();
    private Instant now = BEGIN;

    /// One command, wanted at a time of its own.
    record Step(
            AggregateType type, String command, String id, String subject, String actor, String data, Instant time) {

        OutgoingCommand of(String run) {
            return new OutgoingCommand(
                    type,
                    command,
                    id,
                    subject.replace(RUN, run),
                    actor.replace(RUN, run),
                    "S" + run,
                    time,
                    "/import",
                    null,
                    null,
                    data.replace(RUN, run).getBytes(StandardCharsets.UTF_8));
        }

        /// Whose commands follow each other.
        String aggregate() {
            return type + " " + subject;
        }

        @Override
        public String toString() {
            return time + " " + actor + ": " + command + " " + subject + " " + data + " (" + id + ")";
        }
    }

    /// @param model knows what came of the steps so far, under the run `0`
    private History(long seed, int aggregates, Model model, Function<Step, String> decide) {
        this.random = new Random(seed);
        this.plausible = new Plausible(random);
        this.aggregates = aggregates;
        this.model = model;
        this.decide = decide;
    }

    static List<Step> told(long seed, int aggregates, int steps, Model model, Function<Step, String> decide) {
        History history = new History(seed, aggregates, model, decide);
        history.begin();
        while (history.steps.size() < steps) {
            history.next();
        }
        return List.copyOf(history.steps);
    }

    private void begin() {
        add(AggregateType.SELLER, "set-sla-policy", "S#", "owner:S#", """
                {"severity":"HIGH","firstResponse":"PT2H","resolution":"PT%dH"}""".formatted(8 + random.nextInt(40)));
        add(AggregateType.SELLER, "set-sla-policy", "S#", "owner:S#", """
                {"severity":"LOW","firstResponse":"PT8H","resolution":"PT80H"}""");
        if (random.nextBoolean()) {
            add(AggregateType.SELLER, "set-calendar", "S#", "owner:S#", """
                    {"timeZone":"Europe/Berlin","week":{"MONDAY":["08:00-12:00","13:00-17:00"],"TUESDAY":["08:00-17:00"],
                     "FRIDAY":["22:00-24:00"]},"holidays":["2066-04-06"],"workingDays":{"2066-03-27":["10:00-14:00"]}}""");
        }
        add(AggregateType.PRODUCT, "authorise-product", "S#/P-1", "owner:S#", "{\"to\":\"staff:S-7\"}");
    }

    private void next() {
        now = now.plus(
                random.nextInt(12) == 0
                        ? Duration.ofDays(random.nextInt(40))
                        : Duration.ofMinutes(random.nextInt(300)));
        if (random.nextInt(SETTING_ONE_IN) == 0) {
            setting();
            return;
        }
        int chosen = random.nextInt(10);
        if (chosen == 0 && steps.size() > 4) {
            Step again = steps.get(4 + random.nextInt(steps.size() - 4));
            add(
                    random.nextInt(3) == 0
                            ? new Step(
                                    again.type(),
                                    again.command(),
                                    again.id(),
                                    again.subject(),
                                    "staff:S-8",
                                    again.data(),
                                    again.time())
                            : again);
        } else if (chosen < 7) {
            supervision("O#-" + random.nextInt(aggregates));
        } else {
            ticket("T#-" + random.nextInt(aggregates));
        }
    }

    /// What tickets are judged by, and by whom they are handled, changes under them.
    private void setting() {
        String owner = plausible.any("owner:S#", "owner:S#", "owner:S#", "staff:S-7", "platform:p");
        switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                add(
                        AggregateType.PRODUCT,
                        "authorise-product",
                        "S#/P-1",
                        owner,
                        "{\"to\":\"%s\"}".formatted(plausible.any("staff:S-7", "staff:S-8")));
            case 3 -> add(AggregateType.PRODUCT, "revoke-product", "S#/P-1", owner, "{}");
            case 4 ->
                add(AggregateType.SELLER, "set-sla-policy", "S#", owner, """
                        {"severity":"%s","firstResponse":"PT%dH","resolution":"PT%dH"}""".formatted(
                                plausible.any(SEVERITIES), 1 + random.nextInt(8), 8 + random.nextInt(80)));
            case 5 ->
                add(
                        AggregateType.SELLER,
                        "remove-sla-policy",
                        "S#",
                        owner,
                        "{\"severity\":\"%s\"}".formatted(plausible.any(SEVERITIES)));
            case 6 -> add(AggregateType.SELLER, plausible.any("set-calendar", "reset-calendar"), "S#", owner, """
                        {"timeZone":"America/New_York","week":{"MONDAY":["09:00-17:00"],"SUNDAY":["01:00-04:00"]}}""");
            default ->
                add(
                        AggregateType.SELLER,
                        plausible.any("record-verification", "unlock-verification"),
                        "S#",
                        plausible.any("platform:p", "platform:p", "owner:S#"),
                        "{\"passed\":%s}".formatted(random.nextInt(6) == 0));
        }
    }

    private void supervision(String order) {
        String subject = order + "/1";
        Supervision state = model.supervisions().get(subject.replace(RUN, "0"));
        if (state == null) {
            add(
                    AggregateType.SUPERVISION,
                    "open",
                    subject,
                    plausible.any("platform:p", "platform:p", "buyer:B-1"),
                    """
                    {"orderId":"%s","orderLineId":"1","buyerId":"B-1","productId":"P-1","goodsType":"%s",\
                    "paidAmount":"%d.00","currency":"CNY"%s}""".formatted(order, plausible.any(GOODS), random.nextInt(500), plausible.options()));
            return;
        }
        if (clock(AggregateType.SUPERVISION, subject, state.deadlines(), state.updatedAt())) {
            return;
        }
        SupervisionCommandType type =
                random.nextBoolean() ? plausible.forward(state) : plausible.any(SupervisionCommandType.values());
        add(AggregateType.SUPERVISION, type.wire(), subject, plausible.actor(type), plausible.data(type, now));
        if (type == SupervisionCommandType.REPORT_HEARTBEAT) {
            add(
                    AggregateType.SUPERVISION,
                    type.wire(),
                    subject,
                    plausible.actor(type),
                    plausible.data(type, now)); // the second of a day
        }
    }

    /// What is pending comes now and then, mostly when it is due.
    private boolean clock(AggregateType type, String subject, Deadlines deadlines, Instant updatedAt) {
        if (deadlines.pending().isEmpty() || random.nextInt(5) > 0) {
            return false;
        }
        var due = List.copyOf(deadlines.pending().entrySet())
                .get(random.nextInt(deadlines.pending().size()));
        Instant dueAt = due.getValue();
        boolean early = random.nextInt(10) == 0;
        Instant at = early || dueAt.isBefore(updatedAt) ? updatedAt : dueAt.plusSeconds(random.nextInt(90));
        add(new Step(
                type,
                "deadline-elapsed",
                "c" + steps.size(),
                subject,
                "clock",
                "{\"kind\":\"%s\",\"dueAt\":\"%s\"}".formatted(due.getKey().wire(), dueAt),
                at));
        return true;
    }

    private void ticket(String subject) {
        Ticket state = model.tickets().get(subject.replace(RUN, "0"));
        if (state == null) {
            add(AggregateType.TICKET, "open", subject, "buyer:B-1", """
                    {"productId":"P-1","category":"FAULT","severity":"%s","text":"Help"}""".formatted(plausible.any(SEVERITIES)));
            return;
        }
        if (clock(AggregateType.TICKET, subject, state.deadlines(), state.updatedAt())) {
            return;
        }
        boolean waits = state.state() == TicketState.SUBMITTED && random.nextBoolean();
        TicketCommandType type = waits ? TicketCommandType.ACCEPT : plausible.any(TicketCommandType.values());
        if (BY_SYSTEM.contains(type)) {
            type = TicketCommandType.REPLY;
        }
        String actor = random.nextInt(12) == 0
                ? plausible.any("buyer:B-2", "staff:S-8", "platform:p", "clock")
                : switch (type.by()) {
                    case BUYER -> "buyer:B-1";
                    case STAFF -> plausible.any("staff:S-7", "staff:S-8", "owner:S#");
                    case HANDLER, HANDLER_OR_OWNER ->
                        state.handler() == null ? "staff:S-7" : state.handler().replace("S0", "S#");
                    case HANDLER_OR_BUYER -> plausible.any("buyer:B-1", "staff:S-7");
                    case OWNER -> "owner:S#";
                    case CLOCK -> "clock";
                };
        String data = switch (type) {
            case TRANSFER -> "{\"to\":\"%s\"}".formatted(plausible.any("staff:S-7", "owner:S#", "staff:S-8"));
            case RATE -> "{\"rating\":%d}".formatted(random.nextInt(7));
            case REPLY, NOTE, ASK_FEEDBACK, PROPOSE_SOLUTION -> "{\"text\":\"t\"}";
            case MARK_INVALID -> "{\"reason\":\"spam\"}";
            default -> "{}"; // needs nothing
        };
        add(AggregateType.TICKET, type.wire(), subject, actor, data);
    }

    private void add(AggregateType type, String command, String subject, String actor, String data) {
        add(new Step(type, command, "c" + steps.size(), subject, actor, data, now));
    }

    private void add(Step step) {
        steps.add(step);
        var _ = decide.apply(step); // the model follows
    }
}
