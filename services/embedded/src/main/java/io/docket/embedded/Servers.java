package io.docket.embedded;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where tests have their servers from: embedded ones, or those of a provider on the class path if it was asked for
/// (`-Pcontainers`) and can have some here. Which of them it is, is said once in each JVM that was asked.
public interface Servers {
    /// The system property that asks for a provider's; `embedded` asks for none.
    String PROPERTY = "docket.test.servers";

    /// Its value for the embedded ones.
    String EMBEDDED = "embedded";

    /// @param directory for what it keeps, if it keeps it here
    Postgres postgres(Path directory);

    /// @param directory for what it keeps, if it keeps it here
    Kafka kafka(Path directory);

    /// What they are, as in *tests run on …*.
    String description();

    /// Why there can be none here, as in *…, because …*; null: there can.
    @Nullable
    String hindrance();

    /// The same for all tests of a JVM.
    static Servers ofTests() {
        return Chosen.SERVERS;
    }

    /// @param asked the property's value
    /// @param provided what the class path provides; null: nothing
    /// @param say hears one line, if a provider was asked for
    static Servers chosen(String asked, @Nullable Servers provided, Consumer<String> say) {
        Servers embedded = new EmbeddedServers();
        if (asked.equals(EMBEDDED)) {
            return embedded;
        }
        String hindrance =
                provided == null ? "nothing on the class path provides '" + asked + "'" : provided.hindrance();
        if (provided == null || hindrance != null) {
            say.accept("Docket's tests run on " + embedded.description() + " and not on " + asked + ", because "
                    + hindrance);
            return embedded;
        }
        say.accept("Docket's tests run on " + provided.description());
        return provided;
    }

    /// Chosen by the class loader, once.
    final class Chosen {
        private static final Servers SERVERS = chosen(
                System.getProperty(PROPERTY, EMBEDDED),
                ServiceLoader.load(Servers.class).findFirst().orElse(null),
                System.err::println);

        private Chosen() {}
    }
}
