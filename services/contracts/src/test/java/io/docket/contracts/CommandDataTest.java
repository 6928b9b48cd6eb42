package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.contracts.Message.Mode;
import io.docket.domain.supervision.SupervisionCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The data of any command: what is kept as it came, and what cannot be kept.
class CommandDataTest {
    @Test
    void unknown_fields_are_kept() {
        IncomingCommand command = Message.supervision("receive-code")
                .data("{'campaign':{'id':7},'rate':0.10}")
                .command();

        assertThat(command.data().toString()).isEqualTo("{\"campaign\":{\"id\":7},\"rate\":0.10}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "'text'", "7", "true"})
    void data_that_is_no_object_is_wrong_as_a_whole(String data) {
        assertNothingKept(data, "data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'comment':'a\\u0000b'}                    | comment",
                "{'comment':'\\ud83d'}                      | comment",
                "{'comment':'\\ude00\\ud83d'}               | comment",
                "{'a':{'b':[1,'\\u0000']}}                  | a.b[1]",
                "{'a\\u0000b':1}                            | a?b",
                "{'a':[{'\\udfff':1}]}                      | a[0].?",
            })
    void characters_that_no_database_keeps_are_wrong_where_they_are(String data, String named) {
        assertNothingKept(data, named);
    }

    @Test
    void an_escaped_pair_and_other_escapes_are_kept() {
        IncomingCommand command = Message.supervision("receive-code")
                .data("{'comment':'\\ud83d\\ude00 \\u00e9'}")
                .command();

        assertThat(command.data().get("comment").stringValue()).isEqualTo("\uD83D\uDE00 \u00e9");
    }

    private static void assertNothingKept(String data, String field) {
        for (Mode mode : Mode.values()) {
            IncomingCommand command =
                    Message.supervision("receive-code").data(data).command(mode);

            assertThat(command.command().data())
                    .isInstanceOfSatisfying(
                            SupervisionCommand.Malformed.class,
                            malformed -> assertThat(malformed.invalid().field()).isEqualTo(field));
            assertThat(command.data().isEmpty()).isTrue();
        }
    }
}
