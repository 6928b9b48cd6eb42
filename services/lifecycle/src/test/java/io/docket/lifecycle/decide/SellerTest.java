package io.docket.lifecycle.decide;

import static io.docket.domain.RefusalCode.INVALID;
import static io.docket.domain.RefusalCode.NOT_PERMITTED;
import static io.docket.domain.RefusalCode.VERSION_CONFLICT;
import static io.docket.domain.RefusalCode.WRONG_STATE;
import static io.docket.lifecycle.decide.SupervisionScenario.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Actor;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.Invalid;
import io.docket.domain.Refusal;
import io.docket.domain.RefusalCode;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.calendar.WorkingPeriod;
import io.docket.domain.seller.Seller;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.seller.SellerDecider;
import io.docket.domain.seller.SellerEvent;
import io.docket.domain.seller.VerificationState;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import io.docket.lifecycle.LifecycleCompiler;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A seller's settings and the verification of his business (domain.md §3, §4).
class SellerTest {
    private static final SellerCommand POLICY =
            new SellerCommand.SetSlaPolicy(Severity.HIGH, new SlaPolicy(Duration.ofHours(1), Duration.ofHours(8)));
    private static final SellerCommand NO_POLICY = new SellerCommand.RemoveSlaPolicy(Severity.HIGH);
    private static final SellerCommand CALENDAR = new SellerCommand.SetCalendar(
            WorkingCalendar.chinese(ZoneOffset.UTC, List.of(WorkingPeriod.of(8, 0, 12, 0))));
    private static final SellerCommand NO_CALENDAR = new SellerCommand.Plain(SellerCommandType.RESET_CALENDAR);
    private static final SellerCommand PASSED = new SellerCommand.RecordVerification(true);
    private static final SellerCommand FAILED = new SellerCommand.RecordVerification(false);
    private static final SellerCommand UNLOCK = new SellerCommand.Plain(SellerCommandType.UNLOCK_VERIFICATION);

    private final SellerDecider decider = new SellerDecider(LifecycleCompiler.compileAll());

    private static Command<SellerCommand> command(
            SellerCommand data, String actor, String seller, @Nullable Long expected) {
        return new Command<>("cmd", "S-1", Actor.parse(actor), seller, expected, data);
    }

    private static Command<SellerCommand> sent(SellerCommand data) {
        String actor = data.type().by() == SellerCommandType.By.OWNER ? "owner:S-1" : "platform:p";
        return command(data, actor, "S-1", null);
    }

    private Seller given(SellerCommand... commands) {
        Seller state = Seller.untouched("S-1");
        for (SellerCommand command : commands) {
            assertThat(decider.decide(state, sent(command), START)).isInstanceOf(Decision.Accepted.class);
            for (SellerEvent event :
                    ((Decision.Accepted<SellerEvent>) decider.decide(state, sent(command), START)).events()) {
                state = SellerDecider.apply(state, "S-1", event);
            }
        }
        return state;
    }

    private Refusal refusal(@Nullable Seller state, Command<SellerCommand> command) {
        Decision<SellerEvent> decision = decider.decide(state, command, START);
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<SellerEvent>) decision).refusal();
    }

    private RefusalCode refused(Seller state, SellerCommand data) {
        return refusal(state, sent(data)).code();
    }

    @Test
    void promises_and_calendar_are_set_and_taken_back() {
        assertThat(given(POLICY).policies()).containsOnlyKeys(Severity.HIGH);
        assertThat(given(POLICY, NO_POLICY).policies()).isEmpty();
        assertThat(Seller.calendarOf(given(CALENDAR))).isNotEqualTo(WorkingCalendar.PLATFORM);
        assertThat(Seller.calendarOf(given(CALENDAR, NO_CALENDAR))).isEqualTo(WorkingCalendar.PLATFORM);
        assertThat(given(POLICY, CALENDAR, NO_POLICY).version()).isEqualTo(3);
    }

    @Test
    void what_changes_nothing_is_refused() {
        assertThat(refused(given(POLICY), POLICY)).isEqualTo(WRONG_STATE);
        assertThat(refused(given(), NO_POLICY)).isEqualTo(WRONG_STATE);
        assertThat(refused(given(CALENDAR), CALENDAR)).isEqualTo(WRONG_STATE);
        assertThat(refused(given(), NO_CALENDAR)).isEqualTo(WRONG_STATE);
    }

    @Test
    void the_third_failure_locks_until_it_is_unlocked() {
        Seller twice = given(FAILED, FAILED);
        Seller locked = given(FAILED, FAILED, FAILED);
        Seller unlocked = given(FAILED, FAILED, FAILED, UNLOCK);

        assertThat(twice.verification()).isEqualTo(VerificationState.UNVERIFIED);
        assertThat(locked.verification()).isEqualTo(VerificationState.LOCKED);
        assertThat(refused(locked, PASSED)).isEqualTo(WRONG_STATE);
        assertThat(refused(locked, FAILED)).isEqualTo(WRONG_STATE);
        assertThat(refusal(locked, sent(PASSED)).message()).contains("LOCKED").contains("VERIFICATION_UNLOCK");
        assertThat(unlocked.verification()).isEqualTo(VerificationState.UNVERIFIED);
        assertThat(unlocked.failures()).isZero();
        assertThat(given(FAILED, FAILED, FAILED, UNLOCK, FAILED, PASSED).verification())
                .isEqualTo(VerificationState.VERIFIED);
    }

    @Test
    void who_is_verified_stays_so() {
        Seller verified = given(FAILED, PASSED);

        assertThat(verified.failures()).isZero();
        for (SellerCommand data : new SellerCommand[] {PASSED, FAILED, UNLOCK}) {
            assertThat(refused(verified, data)).isEqualTo(WRONG_STATE);
        }
        assertThat(refused(given(FAILED), UNLOCK)).isEqualTo(WRONG_STATE);
    }

    @ParameterizedTest
    @CsvSource({
        "owner:S-2, S-2",
        "owner:S-2, S-1",
        "staff:S-7, S-1",
        "buyer:B-1, S-1",
        "platform:p, S-1",
        "clock, S-1",
        "software:AK1, S-1"
    })
    void only_his_owner_sets_a_sellers_promises(String actor, String seller) {
        assertThat(refusal(given(POLICY), command(NO_POLICY, actor, seller, null))
                        .code())
                .isEqualTo(NOT_PERMITTED);
    }

    @ParameterizedTest
    @CsvSource({"owner:S-1", "staff:S-7", "buyer:B-1", "clock"})
    void only_the_platform_verifies(String actor) {
        assertThat(refusal(null, command(PASSED, actor, "S-1", null)).code()).isEqualTo(NOT_PERMITTED);
        assertThat(refusal(null, command(UNLOCK, actor, "S-1", null)).code()).isEqualTo(NOT_PERMITTED);
    }

    @Test
    void invalid_comes_before_permission_and_permission_before_the_version() {
        SellerCommand malformed =
                new SellerCommand.Malformed(SellerCommandType.SET_CALENDAR, new Invalid("week", "is missing"));

        Refusal invalid = refusal(null, command(malformed, "buyer:B-1", "S-1", 7L));

        assertThat(invalid.code()).isEqualTo(INVALID);
        assertThat(invalid.field()).isEqualTo("week");
        assertThat(refusal(null, command(POLICY, "buyer:B-1", "S-1", 7L)).code())
                .isEqualTo(NOT_PERMITTED);
        assertThat(refusal(given(POLICY), command(POLICY, "owner:S-1", "S-1", 7L))
                        .code())
                .isEqualTo(VERSION_CONFLICT);
    }
}
