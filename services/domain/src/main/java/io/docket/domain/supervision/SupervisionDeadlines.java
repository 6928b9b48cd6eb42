package io.docket.domain.supervision;

import static io.docket.domain.deadline.DeadlineKind.APPEAL;
import static io.docket.domain.deadline.DeadlineKind.CODE_EXPIRY;
import static io.docket.domain.deadline.DeadlineKind.FREEZE_GRACE;
import static io.docket.domain.deadline.DeadlineKind.HARDWARE_ACCEPTANCE;
import static io.docket.domain.deadline.DeadlineKind.REFUND_SETTLEMENT;
import static io.docket.domain.deadline.DeadlineKind.RETURN_ACCEPTANCE;
import static io.docket.domain.deadline.DeadlineKind.RETURN_SHIPMENT;
import static io.docket.domain.deadline.DeadlineKind.SUPERVISION_REMINDER;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What each event does to a supervision's deadlines: sets those that begin, and clears what it makes moot
/// (domain.md §2.7).
final class SupervisionDeadlines {
    static final Duration REMINDER_FIRST = Duration.ofDays(180);
    static final Duration REMINDER_AGAIN = Duration.ofDays(30);
    static final Duration HARDWARE_ACCEPTED = Duration.ofDays(10);
    static final Duration RETURN_SHIPPED = Duration.ofDays(10);
    static final Duration RETURN_ACCEPTED = Duration.ofDays(15);
    static final Duration REFUND_SETTLED = Duration.ofHours(3);
    static final Duration FREEZE = Duration.ofDays(15);
    static final int APPEAL_WORKING_DAYS = 3;

    private final WorkingCalendar platform;

    SupervisionDeadlines(WorkingCalendar platform) {
        this.platform = platform;
    }

    /// @param from where the lifecycles stood before the event; null before `opened`
    /// @param after the state with the event folded in, its deadlines still as before
    Deadlines after(@Nullable Standing from, SupervisionEvent event, Supervision after) {
        Deadlines changed = elapsed(after.deadlines(), event);
        changed = reminder(changed, event);
        changed = refund(changed, from, event);
        changed = appeal(changed, event);
        changed = code(changed, event, after);
        return acceptance(changed, event);
    }

    /// What has fired is over, unless it is set anew below.
    private static Deadlines elapsed(Deadlines deadlines, SupervisionEvent event) {
        return event.detail() instanceof SupervisionEvent.Elapsed elapsed ? deadlines.clear(elapsed.kind()) : deadlines;
    }

    private static Deadlines reminder(Deadlines deadlines, SupervisionEvent event) {
        if (event.to().node().isFinal()) {
            return deadlines.clear(SUPERVISION_REMINDER);
        }
        if (event.type() == SupervisionEventType.OPENED) {
            return deadlines.set(SUPERVISION_REMINDER, event.at().plus(REMINDER_FIRST));
        }
        return event.detail() instanceof SupervisionEvent.Elapsed elapsed && elapsed.kind() == SUPERVISION_REMINDER
                ? deadlines.set(SUPERVISION_REMINDER, elapsed.dueAt().plus(REMINDER_AGAIN))
                : deadlines;
    }

    private static Deadlines refund(Deadlines deadlines, @Nullable Standing from, SupervisionEvent event) {
        RefundState to = event.to().refund();
        if (from == null || from.refund() == to) {
            return deadlines;
        }
        Deadlines cleared =
                deadlines.clear(RETURN_SHIPMENT).clear(RETURN_ACCEPTANCE).clear(REFUND_SETTLEMENT);
        Instant at = event.at();
        return switch (to) {
            case AWAITING_RETURN -> cleared.set(RETURN_SHIPMENT, at.plus(RETURN_SHIPPED));
            case AWAITING_RETURN_ACCEPTANCE -> cleared.set(RETURN_ACCEPTANCE, at.plus(RETURN_ACCEPTED));
            case APPROVED -> cleared.set(REFUND_SETTLEMENT, at.plus(REFUND_SETTLED));
            case NONE, REQUESTED, REJECTED, WITHDRAWN, SETTLED -> cleared;
        };
    }

    private Deadlines appeal(Deadlines deadlines, SupervisionEvent event) {
        if (event.type() == SupervisionEventType.APPEAL_OPENED) {
            return deadlines.set(APPEAL, platform.plusWorkingDays(event.at(), APPEAL_WORKING_DAYS));
        }
        return event.to().appeal() == AppealState.OPEN ? deadlines : deadlines.clear(APPEAL);
    }

    private static Deadlines code(Deadlines deadlines, SupervisionEvent event, Supervision after) {
        Instant end = after.code().expiresAt();
        return switch (event.type()) {
            case CODE_ACTIVATED, CODE_RENEWED, CODE_UNFROZEN -> {
                Deadlines thawed = deadlines.clear(FREEZE_GRACE);
                yield end == null ? thawed.clear(CODE_EXPIRY) : thawed.set(CODE_EXPIRY, end);
            }
            case CODE_FROZEN ->
                deadlines.clear(CODE_EXPIRY).set(FREEZE_GRACE, event.at().plus(FREEZE));
            case CODE_EXPIRED, CODE_RELEASED -> deadlines.clear(CODE_EXPIRY).clear(FREEZE_GRACE);
            default -> deadlines; // no other event concerns the code's term
        };
    }

    /// Stands still during an appeal or a pending refund.
    private static Deadlines acceptance(Deadlines deadlines, SupervisionEvent event) {
        Standing to = event.to();
        if (to.node() != Node.AWAITING_ACCEPTANCE) {
            return deadlines.clear(HARDWARE_ACCEPTANCE);
        }
        Deadlines set = event.type() == SupervisionEventType.COURIER_SIGNED
                ? deadlines.set(HARDWARE_ACCEPTANCE, event.at().plus(HARDWARE_ACCEPTED))
                : deadlines;
        boolean disputed = to.appeal() == AppealState.OPEN || to.refund().isPending();
        return disputed ? set.stop(HARDWARE_ACCEPTANCE, event.at()) : set.resume(HARDWARE_ACCEPTANCE, event.at());
    }
}
