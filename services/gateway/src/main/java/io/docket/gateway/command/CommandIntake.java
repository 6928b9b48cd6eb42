package io.docket.gateway.command;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.Actor;
import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.supervision.SupervisionCommandType;
import io.docket.domain.ticket.TicketCommandType;
import io.docket.gateway.GatewayProperties;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.problem.Problem;
import io.docket.store.progress.Awaited;
import io.docket.store.progress.ProgressBoard;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/// Takes a command in: who and on whose behalf, sealed, on the log, and its outcome once the processor has passed it.
/// What the data must be is not judged here: the decision does, so that it is recorded.
public final class CommandIntake {
    private static final Logger LOG = LoggerFactory.getLogger(CommandIntake.class);
    private static final String SOURCE = "/gateway";

    private final GatewayProperties.Gateway limits;
    private final Admission admission;
    private final SellerOf sellers;
    private final CodeSealing codes;
    private final PublicHolidays holidays = new PublicHolidays();
    private final CommandLog log;
    private final ProgressBoard board;
    private final CommandAnswers answers;
    private final InstantSource time;

    CommandIntake(
            GatewayProperties.Gateway limits,
            Admission admission,
            SellerOf sellers,
            CodeSealing codes,
            CommandLog log,
            ProgressBoard board,
            CommandAnswers answers,
            InstantSource time) {
        this.limits = limits;
        this.admission = admission;
        this.sellers = sellers;
        this.codes = codes;
        this.log = log;
        this.board = board;
        this.answers = answers;
        this.time = time;
    }

    /// What a command is sent to, as far as the path says.
    ///
    /// @param id null: an opening, whose body or key says it
    record Target(AggregateType type, @Nullable String id, String command) {}

    ResponseEntity<Object> take(Target target, Identity identity, HttpServletRequest request)
            throws IOException, InterruptedException {
        Actor actor = requireActor(identity);
        CommandHeaders headers = CommandHeaders.of(request, limits);
        try (var _ = admission.enter()) {
            ObjectNode data = CommandBody.read(request);
            OutgoingCommand command = outgoing(target, identity, actor, headers, data);
            Coordinates at = log.append(command);
            return answer(command, at, headers);
        }
    }

    private OutgoingCommand outgoing(
            Target target, Identity identity, Actor actor, CommandHeaders headers, ObjectNode data) {
        AggregateType type = target.type();
        String id = target.id();
        String seller = id == null
                ? sellers.opening(identity, data)
                : sellers.existing(identity, data, type, id, target.command());
        String subject = id != null ? id : opened(type, seller, actor, headers, data);
        if (type == AggregateType.SUPERVISION) {
            SupervisionCommandType command = SupervisionCommandType.ofWire(target.command());
            if (command != null) {
                codes.seal(data, command, seller, subject);
            }
        }
        Instant now = time.instant().truncatedTo(ChronoUnit.MICROS);
        if (type == AggregateType.SELLER && target.command().equals(SellerCommandType.SET_CALENDAR.wire())) {
            holidays.resolve(data, Year.from(now.atOffset(ZoneOffset.UTC)));
        }
        return new OutgoingCommand(
                type,
                target.command(),
                DerivedIds.command(actor.text(), headers.idempotencyKey()),
                subject,
                actor.text(),
                seller,
                now,
                SOURCE,
                headers.expectedVersion(),
                headers.traceparent(),
                CommandBody.write(data));
    }

    private static String opened(
            AggregateType type, String seller, Actor actor, CommandHeaders headers, ObjectNode data) {
        return switch (type) {
            case SUPERVISION -> Subjects.ofOrder(data);
            case TICKET -> DerivedIds.ticket(seller, actor.text(), headers.idempotencyKey());
            case PRODUCT, SELLER -> throw new IllegalArgumentException("A " + type.wire() + " is not opened");
        };
    }

    private ResponseEntity<Object> answer(OutgoingCommand command, Coordinates at, CommandHeaders headers)
            throws InterruptedException {
        if (headers.waitMax().isZero()) {
            return CommandAnswers.pending(command, at);
        }
        try {
            ProgressBoard.AwaitedOne awaited = board.await(at, headers.waitMax());
            ResponseEntity<Object> answer =
                    awaited.how() == Awaited.PASSED ? answers.answer(command, at, awaited.decided()) : null;
            if (answer != null || awaited.how() == Awaited.TIMED_OUT) {
                return answer == null ? CommandAnswers.pending(command, at) : answer;
            }
            // Another command stands there, or nobody will ever pass it: the topic has been adopted meanwhile.
            Coordinates now = log.now(at);
            if (!now.equals(at) && board.await(List.of(now), headers.waitMax()) == Awaited.PASSED) {
                answer = answers.answer(command, now, null);
            }
            return answer == null ? CommandAnswers.pending(command, now) : answer;
        } catch (JdbiException e) {
            // The command is kept all the same; whoever asks again with the same key learns what came of it.
            LOG.warn("The outcome of command {} at {} cannot be read", command.id(), at, e);
            return CommandAnswers.pending(command, at);
        }
    }

    private static Actor requireActor(Identity identity) {
        Actor actor = identity.actor();
        if (actor == null) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "NOT_PERMITTED",
                    "Expected somebody who may send commands, but '" + identity.name() + "' only reads");
        }
        return actor;
    }

    /// Only what people and software may send over HTTP: `deadline-elapsed` is the clock's own.
    static boolean isOffered(SupervisionCommandType type) {
        return type != SupervisionCommandType.DEADLINE_ELAPSED;
    }

    /// Only what people and software may send over HTTP: `reassign` is the system's own, `deadline-elapsed` the
    /// clock's.
    static boolean isOffered(TicketCommandType type) {
        return type != TicketCommandType.REASSIGN && type != TicketCommandType.DEADLINE_ELAPSED;
    }

    /// Only what people and software may send over HTTP: a ticket unlocks.
    static boolean isOffered(SellerCommandType type) {
        return type != SellerCommandType.UNLOCK_VERIFICATION;
    }
}
