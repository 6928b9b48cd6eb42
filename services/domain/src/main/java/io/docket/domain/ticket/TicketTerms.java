package io.docket.domain.ticket;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.product.ProductAuthorisation;
import org.jspecify.annotations.Nullable;

/// What a ticket's decision reads beside the ticket: its product's authorisation and its seller's settings, as
/// committed
/// then.
///
/// @param authorisation null: the product was never authorised to anybody
/// @param policy of the ticket's severity; null: the seller promises nothing
/// @param calendar by which the seller's working time is reckoned
/// @param sellerVersion the version of the seller's settings; 0: he never set any
public record TicketTerms(
        @Nullable ProductAuthorisation authorisation,
        @Nullable SlaPolicy policy,
        WorkingCalendar calendar,
        long sellerVersion) {

    /// Nothing promised, by the platform's calendar.
    public static TicketTerms of(@Nullable ProductAuthorisation authorisation) {
        return new TicketTerms(authorisation, null, WorkingCalendar.PLATFORM, 0);
    }
}
