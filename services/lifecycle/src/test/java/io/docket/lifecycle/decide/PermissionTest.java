package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.UNKNOWN_SUPERVISION;
import static io.docket.domain.supervision.SupervisionCommandType.OPEN;
import static io.docket.lifecycle.decide.SupervisionCalls.confirmDelivery;
import static io.docket.lifecycle.decide.SupervisionCalls.opened;
import static io.docket.lifecycle.decide.SupervisionCalls.plausible;
import static io.docket.lifecycle.decide.SupervisionCalls.requestRefund;
import static io.docket.lifecycle.decide.SupervisionScenario.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.supervision.SupervisionCommandType;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may send which command to a supervision (domain.md §1, the column *actor* of §2.3–2.6).
class PermissionTest {
    private static final Set<String> EVERYBODY = Set.of(
            "buyer:B-1",
            "buyer:B-2",
            "owner:S-1",
            "owner:S-2",
            "staff:S-7",
            "software:AK1",
            "platform:ops",
            "clock",
            "other:x",
            "Platform:ops",
            "platform",
            "platform:",
            ":ops",
            "");

    private static Set<String> whoMay(String row) {
        return switch (row) {
            case "buyer" -> Set.of("buyer:B-1");
            case "seller" -> Set.of("owner:S-1", "staff:S-7");
            case "platform" -> Set.of("platform:ops");
            case "software" -> Set.of("software:AK1");
            case "platform or seller" -> Set.of("platform:ops", "owner:S-1", "staff:S-7");
            case "buyer or seller" -> Set.of("buyer:B-1", "owner:S-1", "staff:S-7");
            default -> throw new IllegalArgumentException(row);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, platform",
        "ISSUE_CODE, platform or seller",
        "SUBMIT_REQUIREMENT, buyer",
        "CONFIRM_REQUIREMENT, seller",
        "DECLINE_REQUIREMENT, seller",
        "SUBMIT_IDENTIFIER, buyer",
        "CONFIRM_DELIVERY, seller",
        "RECEIVE_CODE, buyer",
        "ACTIVATE_CODE, software",
        "UPLOAD_PROOF, seller",
        "PASS_REVIEW, platform",
        "FAIL_REVIEW, platform",
        "ACCEPT_DELIVERY, buyer",
        "REJECT_DELIVERY, buyer",
        "RECORD_COURIER_SIGNED, platform",
        "REMIND, buyer",
        "REQUEST_INVOICE, buyer",
        "REVEAL_CODE, buyer",
        "REQUEST_REFUND, buyer",
        "WITHDRAW_REFUND, buyer",
        "APPROVE_REFUND, seller",
        "REJECT_REFUND, seller",
        "SHIP_RETURN, buyer",
        "ACCEPT_RETURN, seller",
        "REJECT_RETURN, seller",
        "SETTLE_REFUND, platform",
        "RENEW_CODE, platform",
        "FREEZE_CODE, platform",
        "UNFREEZE_CODE, platform",
        "RELEASE_CODE, platform",
        "REPORT_HEARTBEAT, software",
        "REPORT_USAGE, software",
        "OPEN_APPEAL, buyer or seller",
        "RESOLVE_APPEAL, platform",
    })
    void a_command_is_sent_by_the_actors_of_its_row_and_by_nobody_else(SupervisionCommandType type, String row) {
        Set<String> permitted = whoMay(row);
        var scenario = given(opened());

        for (String actor : EVERYBODY) {
            SupervisionAnswer answer = scenario.when(plausible(type).by(actor));
            if (permitted.contains(actor)) {
                assertThat(answer.isRefusedWith(NOT_PERMITTED)).as(actor).isFalse();
            } else {
                answer.thenRefused(NOT_PERMITTED);
            }
        }
    }

    @Test
    void another_buyer_may_nothing_and_learns_it_from_a_refusal_of_the_supervision() {
        given(opened()).when(requestRefund().by("buyer:B-2")).thenRefused(NOT_PERMITTED);
    }

    @Test
    void to_another_seller_there_is_no_such_supervision() {
        for (SupervisionCommandType type : SupervisionCommandType.values()) {
            if (type != OPEN) {
                given(opened()).when(plausible(type).ofSeller("S-2")).thenRefusedBlindly(UNKNOWN_SUPERVISION);
            }
        }
        given(opened())
                .when(confirmDelivery().ofSeller("S-2").by("owner:S-2").expectingVersion(9))
                .thenRefusedBlindly(UNKNOWN_SUPERVISION);
    }
}
