package io.docket.domain.ticket;

import static io.docket.domain.deadline.DeadlineKind.ACCEPTANCE_LAPSED;
import static io.docket.domain.deadline.DeadlineKind.FIRST_RESPONSE;
import static io.docket.domain.deadline.DeadlineKind.RESOLUTION;
import static io.docket.domain.deadline.DeadlineKind.SOLUTION_UNCONFIRMED;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.DeadlineKind;
import io.docket.domain.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What each event does to a ticket's promises and deadlines (domain.md §2.7, §3).
final class TicketClock {
    static final Duration SOLUTION_CONFIRMED = Duration.ofDays(7);
    static final int ACCEPTANCE_WORKING_DAYS = 1;

    private TicketClock() {}

    /// The event, saying what it changes of them.
    ///
    /// @param before null before `opened`
    static TicketEvent ticked(@Nullable Ticket before, TicketEvent event, TicketTerms terms) {
        Sla known = before == null ? Sla.NONE : before.sla();
        Deadlines pending = before == null ? Deadlines.NONE : before.deadlines();
        Sla sla = before == null ? given(event, terms) : after(known, event, terms.calendar());
        Deadlines deadlines = after(pending, known, sla, event, terms.calendar());
        boolean slaChanged = !sla.equals(known);
        boolean deadlinesChanged = !deadlines.equals(pending);
        return slaChanged || deadlinesChanged
                ? event.ticking(
                        slaChanged ? sla : null, deadlinesChanged ? deadlines : null, (Long) terms.sellerVersion())
                : event;
    }

    private static Sla given(TicketEvent event, TicketTerms terms) {
        SlaPolicy policy = terms.policy();
        return policy == null
                ? Sla.NONE
                : new Sla(
                        Promise.given(policy.firstResponse(), event.at(), terms.calendar()),
                        Promise.given(policy.resolution(), event.at(), terms.calendar()));
    }

    private static Sla after(Sla sla, TicketEvent event, WorkingCalendar calendar) {
        Promise response = sla.firstResponse();
        Promise resolution = sla.resolution();
        return new Sla(
                response == null ? null : response(response, event, calendar),
                resolution == null ? null : resolution(resolution, event, calendar));
    }

    private static Promise response(Promise promise, TicketEvent event, WorkingCalendar calendar) {
        if (promise.ended()) {
            return promise;
        }
        if (event.detail() instanceof TicketEvent.Reply reply && reply.byStaff()) {
            return promise.end(event.at(), calendar);
        }
        if (isPoint(event, FIRST_RESPONSE)) {
            return promise.elapsed(((TicketEvent.Elapsed) event.detail()).dueAt());
        }
        // It waits for nobody, but a ticket that is over is answered no more.
        return event.state().isOpen() ? promise.resume(event.at(), calendar) : promise.stop(event.at(), calendar);
    }

    private static Promise resolution(Promise promise, TicketEvent event, WorkingCalendar calendar) {
        if (isPoint(event, RESOLUTION)) {
            return promise.elapsed(((TicketEvent.Elapsed) event.detail()).dueAt());
        }
        return switch (event.state()) {
            case SUBMITTED, PROCESSING -> promise.resume(event.at(), calendar);
            case AWAITING_FEEDBACK, PAUSED, AWAITING_CONFIRMATION -> promise.stop(event.at(), calendar);
            case COMPLETED -> promise.ended() ? promise : promise.end(event.at(), calendar);
            case CANCELLED, INVALID, DELETED -> promise.ended() ? promise : promise.stop(event.at(), calendar);
        };
    }

    private static boolean isPoint(TicketEvent event, DeadlineKind kind) {
        return event.detail() instanceof TicketEvent.Elapsed elapsed && elapsed.kind() == kind;
    }

    private static Deadlines after(
            Deadlines deadlines, Sla known, Sla sla, TicketEvent event, WorkingCalendar calendar) {
        Deadlines changed = promised(deadlines, FIRST_RESPONSE, known.firstResponse(), sla.firstResponse(), calendar);
        changed = promised(changed, RESOLUTION, known.resolution(), sla.resolution(), calendar);
        changed = event.state() != TicketState.AWAITING_CONFIRMATION
                ? changed.clear(SOLUTION_UNCONFIRMED)
                : event.type() == TicketEventType.SOLUTION_PROPOSED
                        ? changed.set(SOLUTION_UNCONFIRMED, event.at().plus(SOLUTION_CONFIRMED))
                        : changed;
        return acceptance(changed, event, calendar);
    }

    /// A promise that the event leaves alone keeps its point, whatever calendar the seller has set meanwhile.
    private static Deadlines promised(
            Deadlines deadlines,
            DeadlineKind kind,
            @Nullable Promise known,
            @Nullable Promise promise,
            WorkingCalendar calendar) {
        if (Objects.equals(known, promise)) {
            return deadlines;
        }
        Instant point = promise == null ? null : promise.nextPoint(calendar);
        return point == null ? deadlines.clear(kind) : deadlines.set(kind, point);
    }

    private static Deadlines acceptance(Deadlines deadlines, TicketEvent event, WorkingCalendar calendar) {
        if (event.type() == TicketEventType.ACCEPTED) {
            return deadlines.set(ACCEPTANCE_LAPSED, calendar.plusWorkingDays(event.at(), ACCEPTANCE_WORKING_DAYS));
        }
        boolean answered = event.detail() instanceof TicketEvent.Reply reply && reply.byStaff();
        return answered || event.state() != TicketState.PROCESSING ? deadlines.clear(ACCEPTANCE_LAPSED) : deadlines;
    }
}
