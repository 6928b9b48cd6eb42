package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.SealedCode;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.product.ProductAuthorisation;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Node;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.domain.ticket.SlaPolicy;
import io.docket.domain.ticket.Ticket;
import io.docket.domain.ticket.TicketCommand;
import io.docket.domain.ticket.TicketDecider;
import io.docket.domain.ticket.TicketEvent;
import io.docket.domain.ticket.TicketFold;
import io.docket.domain.ticket.TicketTerms;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is decided, written as public data and read back folds to the same state: random walks of the examples'
/// commands through the real deciders.
class FoldTest {
    /// An issued code as it can be read back: only its masked form is public.
    private static final SealedCode PUBLIC_CODE = new SealedCode("PL••••••7F3A", "", "", "");

    private static final int WALKS = 400;
    private static final int STEPS = 60;

    @Test
    void a_supervision_folds_to_the_same_state_from_its_data() {
        SupervisionDecider decider = new SupervisionDecider(LifecycleCompiler.compileAll());
        SplittableRandom random = new SplittableRandom(7);
        List<MessageFile> files = files(AggregateType.SUPERVISION);
        Set<Node> seen = EnumSet.noneOf(Node.class);
        for (int walk = 0; walk < WALKS; walk++) {
            Supervision decided = null;
            Supervision read = null;
            Instant at = Message.NOW;
            for (int step = 0; step < STEPS; step++) {
                IncomingCommand incoming = step == 0 ? opening(random) : command(files, random);
                at = at.plus(Duration.ofMinutes(random.nextInt(200)));
                for (SupervisionEvent event : decide(decider, decided, incoming, at)) {
                    boolean own = event.detail() instanceof SupervisionEvent.Opening || random.nextBoolean();
                    String json = EventData.supervision(event, own ? incoming.data() : null);
                    SupervisionEvent back =
                            EventData.readSupervision(event.type().wire(), event.at(), json);
                    assertThat(back).isEqualTo(event);
                    decided = SupervisionFold.apply(decided, "id", "S-1", event);
                    read = SupervisionFold.apply(read, "id", "S-1", back);
                    seen.add(decided.node());
                }
                assertThat(read).isEqualTo(decided);
            }
        }
        assertThat(seen).hasSizeGreaterThan(9).contains(Node.COMPLETED, Node.REFUNDED);
    }

    @Test
    void a_ticket_folds_to_the_same_state_from_its_data() {
        TicketDecider decider = new TicketDecider(LifecycleCompiler.compileAll());
        SplittableRandom random = new SplittableRandom(7);
        List<MessageFile> files = files(AggregateType.TICKET);
        ProductAuthorisation authorisation =
                new ProductAuthorisation("S-1/P-1001", "S-1", "P-1001", "staff:S-7", 3, Message.NOW);
        int events = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            Ticket decided = null;
            Ticket read = null;
            Instant at = Message.NOW;
            for (int step = 0; step < STEPS; step++) {
                IncomingCommand incoming = command(files, random);
                at = at.plus(Duration.ofMinutes(random.nextInt(200)));
                for (TicketEvent event : decide(decider, decided, incoming, at, authorisation)) {
                    String json = EventData.ticket(event, incoming.data());
                    TicketEvent back = EventData.readTicket(event.type().wire(), event.at(), json);
                    assertThat(back).isEqualTo(event);
                    decided = TicketFold.apply(decided, "T-1", "S-1", event);
                    read = TicketFold.apply(read, "T-1", "S-1", back);
                    events++;
                }
                assertThat(read).isEqualTo(decided);
            }
        }
        assertThat(events).isGreaterThan(WALKS * 3);
    }

    @SuppressWarnings("unchecked") // the decoder's promise: a supervision's topic holds commands to supervisions
    private static List<SupervisionEvent> decide(
            SupervisionDecider decider, @Nullable Supervision state, IncomingCommand incoming, Instant at) {
        var command = (Command<SupervisionCommand>) incoming.command();
        return switch (decider.decide(state, command, at, new CodeClaim(PUBLIC_CODE, true, false))) {
            case Decision.Accepted<SupervisionEvent>(List<SupervisionEvent> events) -> events;
            case Decision.Refused<SupervisionEvent> refused -> {
                String json = EventData.refusal(refused.refusal());
                assertThat(EventData.readRefusal(json)).isEqualTo(refused.refusal());
                yield List.of();
            }
            case Decision.SameAsOpening<SupervisionEvent>() -> List.of();
        };
    }

    @SuppressWarnings("unchecked") // the decoder's promise: a ticket's topic holds commands to tickets
    private static List<TicketEvent> decide(
            TicketDecider decider,
            @Nullable Ticket state,
            IncomingCommand incoming,
            Instant at,
            ProductAuthorisation authorisation) {
        var command = (Command<TicketCommand>) incoming.command();
        TicketTerms terms = new TicketTerms(
                authorisation, new SlaPolicy(Duration.ofHours(1), Duration.ofHours(8)), WorkingCalendar.PLATFORM, 2);
        return decider.decide(state, command, at, terms) instanceof Decision.Accepted<TicketEvent> accepted
                ? accepted.events()
                : List.of();
    }

    /// An opening of any goods, with the options that change the flow.
    private static IncomingCommand opening(SplittableRandom random) {
        String[] goods = {"LICENSE_CODE", "LICENSE_CODE", "LICENSE_CODE", "LICENSE_KEY", "SERVICE"};
        String text = new MessageFile(AggregateType.SUPERVISION, "commands", "open")
                .exampleText()
                .replace("LICENSE_CODE", goods[random.nextInt(goods.length)])
                .replace("\"SELLER\"", random.nextBoolean() ? "\"SELLER\"" : "\"AUTOMATIC\"")
                .replace("\"receiptRequired\": true", "\"receiptRequired\": " + random.nextBoolean())
                .replace("\"reviewRequired\": false", "\"reviewRequired\": " + random.nextBoolean());
        return Message.of(AggregateType.SUPERVISION, text).command();
    }

    private static IncomingCommand command(List<MessageFile> files, SplittableRandom random) {
        MessageFile file = files.get(random.nextInt(files.size()));
        // The examples' code is not the one issued here; without it, a command means the supervision's own.
        String text = file.exampleText().replaceAll("\"code(Sealed|Hash|KeyId|Masked)\"", "\"other$1\"");
        return Message.of(file.aggregate(), text).command();
    }

    private static List<MessageFile> files(AggregateType aggregate) {
        return MessageFile.commands().stream()
                .filter(file -> file.aggregate() == aggregate)
                .toList();
    }
}
