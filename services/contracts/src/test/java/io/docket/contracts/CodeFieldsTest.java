package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.Message.Mode;
import io.docket.domain.AggregateType;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.SupervisionCommand;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Authorization codes on the log: sealed, or not at all (domain.md §2.5).
class CodeFieldsTest {
    private static final String CLEAR = "PLSECRET7F3A";
    private static final String SEALED =
            "'codeSealed':'c2VhbGVk','codeHash':'aGFzaA','codeKeyId':'7','codeMasked':'PL••••••7F3A'";

    @ParameterizedTest
    @ValueSource(strings = {"issue-code", "activate-code", "report-heartbeat"})
    void a_sealed_code_is_read(String command) {
        Object data = Message.supervision(command)
                .data("{" + SEALED + "}")
                .command()
                .command()
                .data();

        assertThat(codeOf(data)).isEqualTo(new SealedCode("PL••••••7F3A", "aGFzaA", "c2VhbGVk", "7"));
    }

    @Test
    void no_code_is_no_code() {
        assertThat(codeOf(read("issue-code", "{}"))).isNull();
        assertThat(codeOf(read("issue-code", "{'code':null,'codeHash':null}"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"codeSealed", "codeHash", "codeKeyId", "codeMasked"})
    void a_code_sealed_only_in_part_is_wrong(String missing) {
        String part = SEALED.replaceAll("'" + missing + "':'[^']*',?", "").replaceAll(",$", "");

        assertThat(fieldOf(read("issue-code", "{" + part + "}"))).isEqualTo("code");
        assertThat(fieldOf(read(
                        "issue-code",
                        "{" + SEALED.replaceAll("'" + missing + "':'[^']*'", "'" + missing + "':7") + "}")))
                .isEqualTo("code");
    }

    @ParameterizedTest
    @EnumSource
    void a_clear_code_is_wrong_and_leaves_no_trace(Mode mode) {
        for (String command : new String[] {"open", "issue-code", "activate-code", "report-usage", "receive-code"}) {
            IncomingCommand read = Message.supervision(command)
                    .data("{'code':'%s','note':1}".formatted(CLEAR))
                    .command(mode);

            assertThat(fieldOf(read.command().data())).isEqualTo("code");
            assertThat(read.toString()).doesNotContain(CLEAR);
            assertThat(read.data().has("note")).isTrue();
        }
    }

    @Test
    void a_clear_code_with_a_NUL_character_leaves_no_trace() {
        IncomingCommand read = Message.supervision("issue-code")
                .data("{'code':'%s\\u0000'}".formatted(CLEAR))
                .command();

        assertThat(fieldOf(read.command().data())).isEqualTo("code");
        assertThat(read.toString()).doesNotContain(CLEAR);
    }

    @Test
    void a_gateways_problem_with_a_code_becomes_the_refusals() {
        assertThat(read("issue-code", "{'codeProblem':'has more than 64 characters'}"))
                .isInstanceOfSatisfying(SupervisionCommand.Malformed.class, malformed -> {
                    assertThat(malformed.invalid().field()).isEqualTo("code");
                    assertThat(malformed.invalid().problem()).isEqualTo("has more than 64 characters");
                });
    }

    @ParameterizedTest
    @EnumSource
    void where_clear_codes_are_accepted_they_are_sealed_at_once(Mode mode) {
        IncomingCommand read = accept(Message.supervision("issue-code").data("{'code':'%s'}".formatted(CLEAR)), mode);

        assertThat(codeOf(read.command().data()))
                .isEqualTo(new SealedCode("masked", "hash of 12 for S-1", "sealed for CS-1/CS-1-000001", "7"));
        assertThat(read.toString()).doesNotContain(CLEAR);
        assertThat(read.data().has("code")).isFalse();
    }

    @Test
    void where_clear_codes_are_accepted_a_command_without_code_still_loses_it() {
        IncomingCommand read =
                accept(Message.supervision("receive-code").data("{'code':'%s'}".formatted(CLEAR)), Mode.BINARY);

        assertThat(read.command().data()).isInstanceOf(SupervisionCommand.Plain.class);
        assertThat(read.data().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "''",
                "7",
                "'a b'",
                "'a\\tb'",
                "'\\u200b'",
                "'12345678901234567890123456789012345678901234567890123456789012345'"
            })
    void a_code_that_is_none_is_wrong_even_where_clear_codes_are_accepted(String code) {
        IncomingCommand read =
                accept(Message.supervision("issue-code").data("{'code':%s}".formatted(code)), Mode.BINARY);

        assertThat(fieldOf(read.command().data())).isEqualTo("code");
        assertThat(read.data().isEmpty()).isTrue();
    }

    @Test
    void clear_codes_cannot_be_accepted_without_a_sealer() {
        assertThatThrownBy(() -> new CommandDecoder(true, null)).isInstanceOf(IllegalArgumentException.class);
    }

    private static IncomingCommand accept(Message message, Mode mode) {
        CodeSealer sealer = (sellerId, supervisionId, clear) -> new SealedCode(
                "masked", "hash of %d for %s".formatted(clear.length(), sellerId), "sealed for " + supervisionId, "7");
        Decoded decoded = new CommandDecoder(true, sealer)
                .decode(AggregateType.SUPERVISION, message.record(mode), Message.PARTITIONS);
        return ((Decoded.Readable) decoded).command();
    }

    private static Object read(String command, String data) {
        return Message.supervision(command).data(data).command().command().data();
    }

    private static @Nullable SealedCode codeOf(Object data) {
        return switch ((SupervisionCommand) data) {
            case SupervisionCommand.IssueCode(SealedCode code) -> code;
            case SupervisionCommand.ActivateCode activate -> activate.code();
            case SupervisionCommand.Report report -> report.code();
            case SupervisionCommand other -> throw new AssertionError("Expected a command with a code: " + other);
        };
    }

    private static String fieldOf(Object data) {
        return ((SupervisionCommand.Malformed) data).invalid().field();
    }
}
