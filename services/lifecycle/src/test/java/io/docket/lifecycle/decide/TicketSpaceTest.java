package io.docket.lifecycle.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Actor;
import io.docket.domain.RefusalCode;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every state of a ticket × every command × every kind of actor, breadth first from its opening. The product is
/// authorised to S-7; S-8, another sub-account, can be a handler only by reassignment.
class TicketSpaceTest {
    private static final Map<String, String> ACTORS = Map.of(
            "buyer:B-1", "its buyer",
            "buyer:B-2", "another buyer",
            "owner:S-1", "the owner",
            "staff:S-7", "S-7",
            "staff:S-8", "S-8",
            "platform:ops", "the platform");
    private static final String CLOCK = "clock";

    /// The kinds that a ticket can have.
    private static final List<DeadlineKind> DEADLINES = List.of(
            DeadlineKind.FIRST_RESPONSE,
            DeadlineKind.RESOLUTION,
            DeadlineKind.SOLUTION_UNCONFIRMED,
            DeadlineKind.ACCEPTANCE_LAPSED);

    private static final SortedMap<Kind, Map<String, Map<String, TicketAnswer>>> SPACE = explore();

    /// What of a ticket's state decides, times aside.
    private record Kind(TicketState state, String handler, boolean rated) implements Comparable<Kind> {
        static Kind of(Ticket ticket) {
            String handler = ticket.handler();
            return new Kind(ticket.state(), handlerName(handler), ticket.rating() != null);
        }

        private static String handlerName(@Nullable String handler) {
            return handler == null ? "nobody" : ACTORS.getOrDefault(handler, handler);
        }

        @Override
        public int compareTo(Kind other) {
            return Comparator.comparing(Kind::state)
                    .thenComparing(Kind::handler)
                    .thenComparing(Kind::rated)
                    .compare(this, other);
        }

        String place() {
            return state + ", handled by " + handler;
        }

        @Override
        public String toString() {
            return place() + (rated ? ", rated" : "");
        }
    }

    private static SortedMap<Kind, Map<String, Map<String, TicketAnswer>>> explore() {
        SortedMap<Kind, Map<String, Map<String, TicketAnswer>>> space = new TreeMap<>();
        Deque<Ticket> unexplored = new ArrayDeque<>();
        unexplored.add(TicketScenario.givenNothing()
                .promising(Duration.ofHours(4), Duration.ofHours(16), WorkingCalendar.PLATFORM)
                .and(TicketCalls.opened())
                .ticket());
        while (!unexplored.isEmpty()) {
            Ticket ticket = unexplored.remove();
            Kind kind = Kind.of(ticket);
            if (space.containsKey(kind)) {
                continue;
            }
            Map<String, Map<String, TicketAnswer>> answers = new LinkedHashMap<>();
            for (TicketCommandType type : TicketCommandType.values()) {
                if (type == TicketCommandType.DEADLINE_ELAPSED) {
                    continue; // below, by kind
                }
                Map<String, TicketAnswer> ofActors = new TreeMap<>();
                for (String actor : ACTORS.keySet()) {
                    TicketCall call = TicketCalls.plausible(type).by(actor).after(Duration.ofHours(1));
                    ofActors.put(actor, TicketScenario.givenNothing().on(ticket).when(call));
                }
                answers.put(type.wire(), ofActors);
            }
            for (DeadlineKind due : DEADLINES) {
                answers.put(
                        TicketCommandType.DEADLINE_ELAPSED.wire() + " " + due.wire(),
                        Map.of(CLOCK, elapsed(ticket, due)));
            }
            answers.values().stream()
                    .flatMap(ofActors -> ofActors.values().stream())
                    .filter(TicketAnswer::isAccepted)
                    .forEach(answer -> unexplored.add(answer.state()));
            space.put(kind, answers);
        }
        return space;
    }

    /// As if it were pending and due an hour later, where it can be.
    private static TicketAnswer elapsed(Ticket ticket, DeadlineKind kind) {
        boolean possible = switch (kind) {
            case FIRST_RESPONSE -> ticket.state().isOpen();
            case RESOLUTION -> ticket.state() == TicketState.SUBMITTED || ticket.state() == TicketState.PROCESSING;
            case SOLUTION_UNCONFIRMED -> ticket.state() == TicketState.AWAITING_CONFIRMATION;
            case ACCEPTANCE_LAPSED -> ticket.state() == TicketState.PROCESSING;
            default -> false; // a ticket has no other
        };
        Instant dueAt = ticket.updatedAt().plus(Duration.ofHours(1));
        Ticket due = possible ? TicketScenario.withDeadline(ticket, kind, dueAt) : ticket;
        return TicketScenario.givenNothing()
                .on(due)
                .when(TicketCalls.elapsed(kind, dueAt).after(Duration.ofHours(1)));
    }

    @Test
    void the_answers_are_the_approved_ones() {
        StringBuilder text = new StringBuilder("# What a ticket answers; the product is authorised to S-7\n");
        SPACE.forEach((kind, answers) -> {
            Map<String, String> lines = lines(kind, answers);
            if (kind.rated()) { // says only what rating changes
                Kind unrated = new Kind(kind.state(), kind.handler(), false);
                lines.values().removeAll(lines(unrated, answersOf(unrated)).values());
            }
            if (!lines.isEmpty()) {
                text.append("\n## ").append(kind).append("\n");
                lines.values().forEach(text::append);
            }
        });

        Approved.holds("ticket.txt", text.toString());
    }

    private static Map<String, Map<String, TicketAnswer>> answersOf(Kind kind) {
        return Objects.requireNonNull(SPACE.get(kind));
    }

    private static Map<String, String> lines(Kind kind, Map<String, Map<String, TicketAnswer>> answers) {
        Map<String, String> lines = new LinkedHashMap<>();
        answers.forEach((type, ofActors) -> lines.put(type, "  %-37s %s\n".formatted(type, line(kind, ofActors))));
        return lines;
    }

    private static String line(Kind from, Map<String, TicketAnswer> ofActors) {
        Map<String, List<String>> actors = new LinkedHashMap<>();
        ofActors.forEach((actor, answer) -> actors.computeIfAbsent(text(from, answer), _ -> new ArrayList<>())
                .add(ACTORS.getOrDefault(actor, "the " + actor)));
        return actors.entrySet().stream()
                .sorted(Comparator.comparing(answer -> answer.getKey().matches("[A-Z_]+")))
                .map(answer -> answer.getKey() + ": " + String.join(", ", answer.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String text(Kind from, TicketAnswer answer) {
        if (!answer.isAccepted()) {
            return answer.refusal().code().name();
        }
        Kind to = Kind.of(answer.state());
        return answer.event().type().wire() + (to.place().equals(from.place()) ? "" : " > " + to.place());
    }

    @Test
    void every_state_is_reached() {
        assertThat(SPACE.keySet().stream().map(Kind::state)).contains(TicketState.values());
    }

    @Test
    void a_refusal_is_at_the_tickets_version_and_has_a_code_of_the_list() {
        Set<RefusalCode> codes = EnumSet.of(
                RefusalCode.NOT_PERMITTED,
                RefusalCode.NOT_AUTHORISED_FOR_PRODUCT,
                RefusalCode.ALREADY_ACCEPTED,
                RefusalCode.WRONG_STATE);

        answers().filter(answer -> !answer.isAccepted()).forEach(answer -> {
            assertThat(codes).contains(answer.refusal().code());
            answer.thenRefused(answer.refusal().code());
        });
    }

    @Test
    void only_the_row_s_actors_are_accepted_and_what_waits_has_no_handler() {
        answers().filter(TicketAnswer::isAccepted).forEach(answer -> {
            Actor actor = answer.call().actor();
            assertThat(actor.text()).isNotIn("buyer:B-2", "staff:S-8", "platform:ops");
            assertThat(answer.state().handler() == null)
                    .as(answer.toString())
                    .isEqualTo(answer.state().milestones().acceptedAt() == null
                            || answer.state().state() == TicketState.SUBMITTED
                            || inTheQueueBefore(answer));
        });
    }

    /// Cancelled, marked invalid or deleted without having been taken from the queue again.
    private static boolean inTheQueueBefore(TicketAnswer answer) {
        Ticket before = answer.before();
        return before != null
                && before.handler() == null
                && answer.call().data().type() != TicketCommandType.ACCEPT;
    }

    @Test
    void from_every_state_an_end_is_reachable() {
        Map<Kind, Set<Kind>> backward = new TreeMap<>();
        SPACE.forEach((kind, answers) -> answers.values()
                .forEach(ofActors -> ofActors.values().stream()
                        .filter(TicketAnswer::isAccepted)
                        .forEach(answer -> backward.computeIfAbsent(Kind.of(answer.state()), _ -> new HashSet<>())
                                .add(kind))));
        Set<Kind> ending = new HashSet<>();
        Deque<Kind> next = new ArrayDeque<>(SPACE.keySet().stream()
                .filter(kind -> kind.state() == TicketState.DELETED)
                .toList());
        while (!next.isEmpty()) {
            Kind kind = next.remove();
            if (ending.add(kind)) {
                next.addAll(backward.getOrDefault(kind, Set.of()));
            }
        }

        assertThat(ending).containsAll(SPACE.keySet());
    }

    private static Stream<TicketAnswer> answers() {
        return SPACE.values().stream()
                .flatMap(ofCommands -> ofCommands.values().stream())
                .flatMap(ofActors -> ofActors.values().stream());
    }
}
