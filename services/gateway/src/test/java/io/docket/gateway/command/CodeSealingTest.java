package io.docket.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.SealedCode;
import io.docket.domain.supervision.SupervisionCommandType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// No clear code leaves the gateway, whatever a client sends.
class CodeSealingTest {
    private final CodeSealing sealing = new CodeSealing((seller, supervision, clear) ->
            new SealedCode("masked", "hash of " + clear.length(), seller + " " + supervision, "key-1"));

    private ObjectNode sealed(String json, SupervisionCommandType type) {
        ObjectNode data = CommandBody.parse(json.getBytes(StandardCharsets.UTF_8));
        sealing.seal(data, type, "S-1", "O-1/1");
        return data;
    }

    @Test
    void a_code_is_replaced_by_its_sealed_form() {
        ObjectNode data = sealed("{\"code\":\"SECRET\",\"comment\":\"x\"}", SupervisionCommandType.ISSUE_CODE);

        assertThat(data.toString()).doesNotContain("SECRET");
        assertThat(data.propertyNames())
                .containsExactlyInAnyOrder("comment", "codeSealed", "codeHash", "codeKeyId", "codeMasked");
        assertThat(data.get("codeSealed").stringValue()).isEqualTo("S-1 O-1/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"\"", "{\"a\":\"SECRET\"}", "\"SEC\\u0000RET\"", "[\"SECRET\"]", "true"})
    void what_can_be_no_code_is_a_problem_for_the_decision(String code) {
        ObjectNode data = sealed("{\"code\":" + code + "}", SupervisionCommandType.ACTIVATE_CODE);

        assertThat(data.propertyNames()).containsExactly("codeProblem");
        assertThat(data.toString()).doesNotContain("SEC");
    }

    @Test
    void a_client_seals_nothing_himself() {
        ObjectNode data = sealed("""
                {"codeSealed":"a","codeHash":"b","codeKeyId":"c","codeMasked":"d","codeProblem":"e"}""", SupervisionCommandType.ISSUE_CODE);

        assertThat(data.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void no_command_lets_a_clear_code_through(SupervisionCommandType type) {
        ObjectNode data = sealed("{\"code\":\"SECRET\"}", type);

        assertThat(data.toString()).doesNotContain("SECRET");
    }

    @Test
    void half_a_surrogate_pair_travels_escaped() {
        ObjectNode data = CommandBody.parse("{\"text\":\"a\\ud800b\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(new String(CommandBody.write(data), StandardCharsets.UTF_8)).containsIgnoringCase("a\\ud800b");
    }
}
