package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.ALREADY_ACCEPTED;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.UNKNOWN_TICKET;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.ticket.TicketEventType.ACCEPTED;
import static io.docket.domain.ticket.TicketState.PROCESSING;
import static io.docket.domain.ticket.TicketState.SUBMITTED;
import static io.docket.lifecycle.decide.TicketCalls.HANDLER;
import static io.docket.lifecycle.decide.TicketCalls.OWNER;
import static io.docket.lifecycle.decide.TicketCalls.accept;
import static io.docket.lifecycle.decide.TicketCalls.opened;
import static io.docket.lifecycle.decide.TicketCalls.plausible;
import static io.docket.lifecycle.decide.TicketScenario.given;
import static io.docket.lifecycle.decide.TicketScenario.givenNothing;

import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Opening a ticket, and who takes it from the queue (domain.md §3).
class TicketOpeningTest {
    @Test
    void a_buyer_opens_a_ticket_that_nobody_handles() {
        givenNothing().when(opened()).then(TicketEventType.OPENED).at(SUBMITTED).handledBy(null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner:S-1", "staff:S-7", "platform:ops", "software:AK1", "clock:x", "nobody"})
    void nobody_but_a_buyer_opens_a_ticket(String actor) {
        givenNothing().when(opened().by(actor)).thenRefusedBlindly(NOT_PERMITTED);
    }

    @Test
    void an_opening_that_expects_a_version_of_what_is_not_there_conflicts() {
        givenNothing().when(opened().expectingVersion(1)).thenRefusedBlindly(VERSION_CONFLICT);
        givenNothing().when(opened().expectingVersion(0)).then(TicketEventType.OPENED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
    void before_it_is_opened_and_to_another_seller_there_is_no_ticket(TicketCommandType type) {
        givenNothing().when(plausible(type)).thenRefusedBlindly(UNKNOWN_TICKET);
        given(opened(), accept()).when(plausible(type).ofSeller("S-2")).thenRefusedBlindly(UNKNOWN_TICKET);
    }

    @Test
    void of_two_who_accept_one_wins_and_the_other_is_told_who() {
        given(opened()).when(accept()).then(ACCEPTED).at(PROCESSING).handledBy(HANDLER);
        given(opened(), accept().by(OWNER))
                .when(accept())
                .thenRefused(ALREADY_ACCEPTED)
                .naming(OWNER);
    }
}
