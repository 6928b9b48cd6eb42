package io.docket.domain.ticket;

import org.jspecify.annotations.Nullable;

/// What was promised about a ticket, by the seller's policy when it was opened.
///
/// @param firstResponse until the first reply of the seller's side; null: not promised
/// @param resolution until completion; its clock stops while the customer is waited for; null: not promised
public record Sla(@Nullable Promise firstResponse, @Nullable Promise resolution) {
    public static final Sla NONE = new Sla(null, null);
}
