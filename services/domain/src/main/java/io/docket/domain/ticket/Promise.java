package io.docket.domain.ticket;

import io.docket.domain.calendar.WorkingCalendar;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One promise of a ticket's SLA and what became of it. Durations are working time of the seller.
///
/// @param target how long it may take
/// @param left how much of it was left when its clock last started, stopped or ended; negative: exceeded by so much
/// @param since when its clock last started; null: it stands still, or has ended
/// @param dueAt until when it is kept; null: its clock stands still
/// @param warned four fifths are used up, and that was said
/// @param breached it was not kept
/// @param ended its result is final, unless the ticket is reopened
public record Promise(
        Duration target,
        Duration left,
        @Nullable Instant since,
        @Nullable Instant dueAt,
        boolean warned,
        boolean breached,
        boolean ended) {
    /// A warning comes when this part of the target is left.
    static final int WARNING_PART = 5;

    static Promise given(Duration target, Instant at, WorkingCalendar calendar) {
        return new Promise(target, target, at, calendar.plus(at, target), false, false, false);
    }

    boolean runs() {
        return since != null;
    }

    /// Whether it was kept; null: that is open.
    public @Nullable Boolean result() {
        return breached ? Boolean.TRUE : ended ? Boolean.FALSE : null;
    }

    /// Stands still with what is left.
    Promise stop(Instant at, WorkingCalendar calendar) {
        return since == null
                ? this
                : new Promise(target, left(at, since, calendar), null, null, warned, isBreached(at), ended);
    }

    /// Goes on with what was left, also after it had ended.
    Promise resume(Instant at, WorkingCalendar calendar) {
        if (since != null) {
            return this;
        }
        Instant due = calendar.plus(at, left.isNegative() ? Duration.ZERO : left);
        return new Promise(target, left, at, due, warned, breached, false);
    }

    /// Its result is kept.
    Promise end(Instant at, WorkingCalendar calendar) {
        return since == null
                ? new Promise(target, left, null, dueAt, warned, breached, true)
                : new Promise(target, left(at, since, calendar), null, dueAt, warned, isBreached(at), true);
    }

    /// What the clock says at the next point.
    Promise elapsed(Instant pointAt) {
        return new Promise(target, left, since, dueAt, true, breached || isDue(pointAt), ended);
    }

    /// Whether a point of the clock is the end of the promise, and not its warning.
    boolean isDue(Instant pointAt) {
        return pointAt.equals(dueAt);
    }

    /// When the clock has something to say: the warning, then the breach; null: nothing more.
    @Nullable
    Instant nextPoint(WorkingCalendar calendar) {
        if (since == null || breached) {
            return null;
        }
        if (warned) {
            return dueAt;
        }
        Duration untilWarning = left.minus(target.dividedBy(WARNING_PART));
        return untilWarning.isPositive() ? calendar.plus(since, untilWarning) : since;
    }

    private boolean isBreached(Instant at) {
        return breached || (dueAt != null && at.isAfter(dueAt));
    }

    private Duration left(Instant at, Instant started, WorkingCalendar calendar) {
        return left.minus(calendar.between(started, at));
    }
}
