package io.docket.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No change to a published schema is incompatible (architecture.md §6.3); and the check itself would notice one.
class ReleasedExamplesTest {
    @TempDir
    private Path released;

    @Test
    void every_example_ever_released_is_still_valid_and_readable() throws IOException {
        assertThat(ReleasedExamples.problems(MessageFile.ROOT.resolve("released")))
                .isEmpty();
    }

    @Test
    void todays_examples_would_pass_as_released() throws IOException {
        for (MessageFile file : MessageFile.commands()) {
            release(file, file.exampleText());
        }
        for (MessageFile file : MessageFile.events()) {
            release(file, file.exampleText());
        }

        assertThat(ReleasedExamples.problems(released)).isEmpty();
    }

    @Test
    void a_field_that_has_become_mandatory_since_is_noticed() throws IOException {
        MessageFile renew = new MessageFile(AggregateType.SUPERVISION, "commands", "renew-code");
        release(renew, renew.exampleText().replace("\"scene\"", "\"formerScene\""));

        assertThat(ReleasedExamples.problems(released))
                .singleElement()
                .asString()
                .contains("renew-code", "scene");
    }

    @Test
    void a_value_that_is_no_longer_known_is_noticed() throws IOException {
        MessageFile accepted = new MessageFile(AggregateType.TICKET, "events", "accepted");
        release(accepted, accepted.exampleText().replace("PROCESSING", "IN_PROGRESS"));

        assertThat(ReleasedExamples.problems(released))
                .singleElement()
                .asString()
                .contains("accepted", "state");
    }

    @Test
    void a_message_type_that_is_gone_is_noticed() throws IOException {
        release(new MessageFile(AggregateType.TICKET, "commands", "escalate"), "{}");

        assertThat(ReleasedExamples.problems(released))
                .singleElement()
                .asString()
                .contains("its schema is gone");
    }

    private void release(MessageFile file, String text) throws IOException {
        Path target = released.resolve("0.0.1", file.aggregate().wire(), file.kind(), file.name() + ".example.json");
        Files.createDirectories(target.getParent());
        Files.writeString(target, text);
    }
}
