package io.docket.domain.seller;

import io.docket.domain.Invalid;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;

/// The data of a command to a seller.
public sealed interface SellerCommand {
    SellerCommandType type();

    /// For tickets that are opened from then on.
    record SetSlaPolicy(Severity severity, SlaPolicy policy) implements SellerCommand {
        @Override
        public SellerCommandType type() {
            return SellerCommandType.SET_SLA_POLICY;
        }
    }

    record RemoveSlaPolicy(Severity severity) implements SellerCommand {
        @Override
        public SellerCommandType type() {
            return SellerCommandType.REMOVE_SLA_POLICY;
        }
    }

    record SetCalendar(WorkingCalendar calendar) implements SellerCommand {
        @Override
        public SellerCommandType type() {
            return SellerCommandType.SET_CALENDAR;
        }
    }

    /// @param passed the platform's check of the business
    record RecordVerification(boolean passed) implements SellerCommand {
        @Override
        public SellerCommandType type() {
            return SellerCommandType.RECORD_VERIFICATION;
        }
    }

    /// `reset-calendar`, `unlock-verification`: their data decides nothing.
    record Plain(SellerCommandType type) implements SellerCommand {}

    /// A known command whose data has a missing or wrong field.
    record Malformed(SellerCommandType type, Invalid invalid) implements SellerCommand {}
}
