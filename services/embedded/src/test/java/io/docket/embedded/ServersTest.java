package io.docket.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests run on what was asked for where that can be had, on the embedded servers elsewhere, and it is said which.
class ServersTest {
    private final List<String> said = new ArrayList<>();

    @Test
    void nothing_asked_for_is_embedded_and_says_nothing() {
        assertThat(Servers.chosen("embedded", new Provided(null), said::add)).isInstanceOf(EmbeddedServers.class);
        assertThat(said).isEmpty();
    }

    @Test
    void what_was_asked_for_and_can_be_had_is_taken() {
        Servers provided = new Provided(null);

        assertThat(Servers.chosen("containers", provided, said::add)).isSameAs(provided);
        assertThat(said).containsExactly("Docket's tests run on servers of a test");
    }

    @Test
    void without_what_it_takes_tests_run_on_the_embedded_ones_and_it_is_said_why() {
        assertThat(Servers.chosen("containers", new Provided("no Docker engine answers"), said::add))
                .isInstanceOf(EmbeddedServers.class);
        assertThat(Servers.chosen("containers", null, said::add)).isInstanceOf(EmbeddedServers.class);
        assertThat(said)
                .containsExactly(
                        "Docket's tests run on embedded Kafka and PostgreSQL and not on containers, because no Docker"
                                + " engine answers",
                        "Docket's tests run on embedded Kafka and PostgreSQL and not on containers, because nothing on"
                                + " the class path provides 'containers'");
    }

    private record Provided(@Nullable String hindrance) implements Servers {
        @Override
        public Postgres postgres(Path directory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Kafka kafka(Path directory) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String description() {
            return "servers of a test";
        }
    }
}
