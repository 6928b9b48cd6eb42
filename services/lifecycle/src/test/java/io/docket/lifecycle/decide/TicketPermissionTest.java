package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.ALREADY_ACCEPTED;
import static io.docket.domain.RefusalCode.INVALID;
import static io.docket.domain.RefusalCode.NOT_AUTHORISED_FOR_PRODUCT;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.TOO_SOON;
import static io.docket.domain.RefusalCode.UNKNOWN_TICKET;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.domain.ticket.TicketCommandType.ACCEPT;
import static io.docket.domain.ticket.TicketCommandType.ASK_FEEDBACK;
import static io.docket.domain.ticket.TicketCommandType.CANCEL;
import static io.docket.domain.ticket.TicketCommandType.NOTE;
import static io.docket.domain.ticket.TicketCommandType.PAUSE;
import static io.docket.domain.ticket.TicketCommandType.PROPOSE_SOLUTION;
import static io.docket.domain.ticket.TicketCommandType.RATE;
import static io.docket.domain.ticket.TicketCommandType.RETURN_TO_QUEUE;
import static io.docket.domain.ticket.TicketCommandType.URGE;
import static io.docket.domain.ticket.TicketEventType.ACCEPTED;
import static io.docket.domain.ticket.TicketEventType.NOTED;
import static io.docket.domain.ticket.TicketEventType.REPLIED;
import static io.docket.domain.ticket.TicketEventType.TRANSFERRED;
import static io.docket.domain.ticket.TicketState.AWAITING_FEEDBACK;
import static io.docket.domain.ticket.TicketState.PROCESSING;
import static io.docket.lifecycle.decide.TicketCalls.COLLEAGUE;
import static io.docket.lifecycle.decide.TicketCalls.HANDLER;
import static io.docket.lifecycle.decide.TicketCalls.OWNER;
import static io.docket.lifecycle.decide.TicketCalls.accept;
import static io.docket.lifecycle.decide.TicketCalls.malformed;
import static io.docket.lifecycle.decide.TicketCalls.opened;
import static io.docket.lifecycle.decide.TicketCalls.plain;
import static io.docket.lifecycle.decide.TicketCalls.plausible;
import static io.docket.lifecycle.decide.TicketCalls.reassignTo;
import static io.docket.lifecycle.decide.TicketCalls.replyOfBuyer;
import static io.docket.lifecycle.decide.TicketCalls.replyOfHandler;
import static io.docket.lifecycle.decide.TicketCalls.transferTo;
import static io.docket.lifecycle.decide.TicketScenario.given;
import static io.docket.lifecycle.decide.TicketScenario.givenNothing;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.ticket.TicketCommandType;
import io.docket.domain.ticket.TicketEventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may do what with a ticket: the product's authorisation, the handler, the owner (domain.md §3), and of two
/// reasons to refuse the first (§7).
class TicketPermissionTest {
    @ParameterizedTest
    @EnumSource(
            names = {
                "ACCEPT",
                "RETURN_TO_QUEUE",
                "TRANSFER",
                "REPLY",
                "NOTE",
                "ASK_FEEDBACK",
                "PAUSE",
                "RESUME",
                "PROPOSE_SOLUTION",
                "MARK_INVALID"
            })
    void another_sub_account_is_not_authorised_for_the_product(TicketCommandType type) {
        var accepted = given(opened(), accept());

        accepted.when(plausible(type).by(COLLEAGUE).expectingVersion(9)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
        accepted.authorisedTo(null).when(plausible(type)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
        accepted.neverAuthorised().when(plausible(type)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, buyer",
        "ACCEPT, staff",
        "RETURN_TO_QUEUE, staff",
        "TRANSFER, staff",
        "REPLY, staff or buyer",
        "NOTE, staff",
        "ASK_FEEDBACK, staff",
        "PAUSE, staff",
        "RESUME, staff",
        "PROPOSE_SOLUTION, staff",
        "CONFIRM, buyer",
        "DECLINE_SOLUTION, buyer",
        "CLOSE, buyer",
        "CANCEL, buyer",
        "URGE, buyer",
        "MARK_INVALID, staff",
        "REOPEN, buyer",
        "RATE, buyer",
        "DELETE, buyer",
        "REASSIGN, owner",
    })
    void a_role_that_the_row_does_not_name_is_not_permitted(TicketCommandType type, String row) {
        for (String actor : new String[] {
            "buyer:B-1",
            "buyer:B-2",
            "owner:S-1",
            "owner:S-2",
            "staff:S-7",
            "platform:ops",
            "software:AK1",
            "clock",
            "nobody"
        }) {
            boolean named = switch (actor) {
                case "buyer:B-1" -> row.contains("buyer");
                case "owner:S-1" -> row.contains("staff") || row.contains("owner");
                case "staff:S-7" -> row.contains("staff");
                default -> false;
            };
            var answer = given(opened(), accept().by(actor.equals("owner:S-1") ? actor : "staff:S-7"))
                    .when(plausible(type).by(actor));
            if (named) {
                assertThat(answer.isRefusedWith(NOT_PERMITTED)).as(actor).isFalse();
            } else {
                answer.thenRefused(NOT_PERMITTED);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURN_TO_QUEUE", "REPLY", "ASK_FEEDBACK", "PAUSE", "RESUME", "PROPOSE_SOLUTION"})
    void the_owner_does_a_handlers_work_only_after_he_has_transferred_to_himself(TicketCommandType type) {
        var accepted = given(opened(), accept());

        accepted.when(plausible(type).by(OWNER)).thenRefused(NOT_PERMITTED).naming(HANDLER);
        assertThat(accepted.and(transferTo(OWNER).by(OWNER))
                        .when(plausible(type).by(OWNER))
                        .isRefusedWith(NOT_PERMITTED))
                .isFalse();
    }

    @Test
    void a_handler_who_has_handed_over_is_no_longer_the_handler() {
        given(opened(), accept(), transferTo(OWNER)).when(plain(PAUSE)).thenRefused(NOT_PERMITTED);
    }

    @Test
    void in_the_queue_nobody_is_the_handler() {
        given(opened()).when(replyOfHandler()).thenRefused(NOT_PERMITTED);
        given(opened()).when(plain(RETURN_TO_QUEUE)).thenRefused(NOT_PERMITTED);
        given(opened()).when(transferTo(OWNER)).thenRefused(NOT_PERMITTED);
    }

    @Test
    void not_authorised_comes_before_not_the_handler() {
        given(opened(), accept().by(OWNER)).when(plain(PAUSE).by(COLLEAGUE)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
        given(opened(), accept().by(OWNER)).when(plain(PAUSE)).thenRefused(NOT_PERMITTED);
    }

    @Test
    void with_the_authorisation_the_permission_goes_at_once() {
        var accepted = given(opened(), accept());

        accepted.authorisedTo(COLLEAGUE).when(plain(PAUSE)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
        accepted.authorisedTo(COLLEAGUE).when(plain(PAUSE).by(COLLEAGUE)).thenRefused(NOT_PERMITTED);
        accepted.authorisedTo(COLLEAGUE)
                .and(reassignTo(COLLEAGUE))
                .when(plain(PAUSE).by(COLLEAGUE))
                .then(TicketEventType.PAUSED);
    }

    @Test
    void the_event_records_by_which_authorisation_permission_was_judged() {
        given(opened()).when(accept()).then(ACCEPTED).judgedByAuthorisation(5L);
        given(opened())
                .neverAuthorised()
                .when(accept().by(OWNER))
                .then(ACCEPTED)
                .judgedByAuthorisation(0L);
        given(opened()).when(replyOfBuyer()).then(REPLIED).judgedByAuthorisation(null);
    }

    @Test
    void handler_or_owner_transfer_to_one_who_may_handle_the_product() {
        var accepted = given(opened(), accept());

        accepted.when(transferTo(OWNER)).then(TRANSFERRED).at(PROCESSING).handledBy(OWNER);
        accepted.and(plain(ASK_FEEDBACK))
                .when(transferTo(OWNER).by(OWNER))
                .then(TRANSFERRED)
                .at(AWAITING_FEEDBACK)
                .handledBy(OWNER);
        accepted.authorisedTo(COLLEAGUE)
                .when(transferTo(COLLEAGUE).by(OWNER))
                .then(TRANSFERRED)
                .handledBy(COLLEAGUE);
        accepted.and(plain(PAUSE)).when(transferTo(OWNER)).thenRefused(WRONG_STATE);
        accepted.and(plain(PROPOSE_SOLUTION)).when(transferTo(OWNER)).thenRefused(WRONG_STATE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"staff:S-8", "owner:S-2", "buyer:B-1", "platform:ops", "nobody"})
    void a_transfer_to_one_who_may_not_handle_the_product_is_refused(String to) {
        given(opened(), accept())
                .when(transferTo(to))
                .thenRefused(NOT_AUTHORISED_FOR_PRODUCT)
                .naming(to);
        given(opened()).when(transferTo(to).by(OWNER)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
    }

    @Test
    void in_the_queue_the_owner_suggests_and_the_handler_stays_empty_until_acceptance() {
        var suggested = given(opened(), transferTo(HANDLER).by(OWNER));

        assertThat(suggested.ticket().handler()).isNull();
        assertThat(suggested.ticket().suggested()).isEqualTo(HANDLER);
        suggested.when(plain(NOTE)).then(NOTED).suggestedTo(HANDLER);
        suggested.when(accept()).then(ACCEPTED).handledBy(HANDLER).suggestedTo(null);
        suggested.when(accept().by(OWNER)).then(ACCEPTED).handledBy(OWNER).suggestedTo(null);
        suggested.when(transferTo(OWNER).by(OWNER)).then(TRANSFERRED).suggestedTo(OWNER);
    }

    @Test
    void another_buyer_may_nothing() {
        given(opened()).when(replyOfBuyer().by("buyer:B-2")).thenRefused(NOT_PERMITTED);
        given(opened()).when(plain(CANCEL).by("buyer:B-2").expectingVersion(9)).thenRefused(NOT_PERMITTED);
    }

    @Test
    void refusals_come_in_the_order_of_precedence() {
        givenNothing().when(malformed(ACCEPT, "comment")).thenRefusedBlindly(INVALID);
        given(opened()).when(malformed(RATE, "rating").ofSeller("S-2")).thenRefusedBlindly(INVALID);
        given(opened()).when(malformed(RATE, "rating").by("nobody")).thenRefused(INVALID);
        given(opened()).when(accept().ofSeller("S-2").by("buyer:B-1")).thenRefusedBlindly(UNKNOWN_TICKET);
        given(opened(), accept())
                .when(plain(PAUSE).by(OWNER).expectingVersion(9))
                .thenRefused(NOT_PERMITTED);
        given(opened(), accept()).when(accept().expectingVersion(9)).thenRefused(VERSION_CONFLICT);
        given(opened(), accept())
                .when(transferTo(COLLEAGUE).expectingVersion(9))
                .thenRefused(VERSION_CONFLICT);
        given(opened(), accept(), plain(PAUSE)).when(transferTo(COLLEAGUE)).thenRefused(NOT_AUTHORISED_FOR_PRODUCT);
        given(opened(), plain(URGE), plain(CANCEL)).when(plain(URGE)).thenRefused(TOO_SOON);
        given(opened(), accept()).when(accept().expectingVersion(2)).thenRefused(ALREADY_ACCEPTED);
    }
}
