package io.docket.app.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @TempDir
    private Path directory = Path.of("");

    @SuppressWarnings("NullAway.Init") // before every test
    private CodeKeys keys;

    @BeforeEach
    void openKeys() {
        keys = CodeKeys.open(directory, true);
    }

    @Test
    void a_cloud_event_becomes_a_command_from_import() throws Exception {
        String line = event("supervision.receive-code", "CS1/1", "{\"comment\":\"谢谢\",\"weight\":1.10}")
                .replace("{\"specversion\"", "{\"time\":\"2026-01-02T03:04:05+08:00\",\"specversion\"");

        OutgoingCommand command = CommandLine.read(line, keys);

        assertThat(command.type()).isEqualTo(AggregateType.SUPERVISION);
        assertThat(command.commandType()).isEqualTo("receive-code");
        assertThat(command.subject()).isEqualTo("CS1/1");
        assertThat(command.source()).isEqualTo("/import");
        assertThat(command.time()).isEqualTo(Instant.parse("2026-01-01T19:04:05Z"));
        assertThat(data(command)).isEqualTo("{\"comment\":\"谢谢\",\"weight\":1.10}");
    }

    @ParameterizedTest
    @CsvSource({
        "ticket.accept, T-1, TICKET",
        "product.authorise-product, S-1/P-1, PRODUCT",
        "supervision.remind, CS1/1, SUPERVISION"
    })
    void the_type_says_which_topic(String type, String subject, AggregateType aggregate) throws Exception {
        OutgoingCommand command = CommandLine.read(event(type, subject, "{}"), keys);

        assertThat(command.type()).isEqualTo(aggregate);
    }

    @Test
    void a_clear_code_is_sealed_before_it_reaches_the_log() throws Exception {
        OutgoingCommand command =
                CommandLine.read(event("supervision.issue-code", "CS1/1", "{\"code\":\"PLAIN-7F3A-SECRET\"}"), keys);

        assertThat(data(command))
                .doesNotContain("PLAIN-7F3A-SECRET")
                .contains("codeSealed", "codeHash", "codeKeyId", "codeMasked");
    }

    @Test
    void a_code_that_can_be_none_is_left_for_the_decision_to_refuse() throws Exception {
        String code = "X".repeat(65);

        OutgoingCommand command =
                CommandLine.read(event("supervision.issue-code", "CS1/1", "{\"code\":\"" + code + "\"}"), keys);

        assertThat(data(command)).contains("codeProblem").doesNotContain(code);
    }

    @Test
    void a_code_where_none_belongs_is_left_out() throws Exception {
        OutgoingCommand command =
                CommandLine.read(event("supervision.remind", "CS1/1", "{\"code\":\"PLAIN-7F3A\"}"), keys);

        assertThat(data(command)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | JSON object",
                "[1] | JSON object",
                "{} | specversion",
                "{\"specversion\":\"1.0\"} | 'type'",
                "{\"specversion\":\"1.0\",\"type\":\"com.example.v1\"} | io.docket.supervision.open.v1",
                "{\"specversion\":\"1.0\",\"type\":\"io.docket.ticket.accept.v1\"} | 'subject'",
                "{\"specversion\":\"1.0\",\"type\":\"io.docket.ticket.accept.v1\",\"subject\":\"T\"} | 'seller'",
                "{\"a\":1,\"a\":2} | JSON object"
            })
    void a_line_that_is_no_command_says_what_it_lacks(String line, String expected) {
        assertThatThrownBy(() -> CommandLine.read(line, keys))
                .isInstanceOf(CommandLine.NotACommandException.class)
                .hasMessageStartingWith("Expected")
                .hasMessageContaining(expected);
    }

    @Test
    void an_unreadable_line_is_not_quoted() {
        assertThatThrownBy(() -> CommandLine.read("{\"code\": PL-SECRET-7F3A}", keys))
                .isInstanceOf(CommandLine.NotACommandException.class)
                .hasMessageNotContaining("SECRET");
    }

    @ParameterizedTest
    @CsvSource({"supervision.fly, CS1/1, UNKNOWN_TYPE", "ticket.accept.extra, T-1, UNKNOWN_TYPE"})
    void what_would_become_a_dead_letter_is_told_here(String type, String subject, String reason) {
        assertThatThrownBy(() -> CommandLine.read(event(type, subject, "{}"), keys))
                .isInstanceOf(CommandLine.NotACommandException.class)
                .hasMessageStartingWith(reason);
    }

    @Test
    void too_much_data_is_told_here() {
        String line = event("ticket.reply", "T-1", "{\"text\":\"" + "x".repeat(300 * 1024) + "\"}");

        assertThatThrownBy(() -> CommandLine.read(line, keys))
                .isInstanceOf(CommandLine.NotACommandException.class)
                .hasMessageStartingWith("TOO_LARGE");
    }

    private static String event(String type, String subject, String data) {
        return """
                {"specversion":"1.0","id":"c-1","source":"/erp","type":"io.docket.%s.v1","subject":"%s",\
                "actor":"platform:platform","seller":"S-1","data":%s}""".formatted(type, subject, data);
    }

    private static String data(OutgoingCommand command) {
        return new String(command.data(), StandardCharsets.UTF_8);
    }
}
