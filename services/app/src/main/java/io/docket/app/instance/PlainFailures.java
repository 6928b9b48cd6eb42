package io.docket.app.instance;

import io.docket.embedded.EmbeddedStartException;
import io.docket.processor.RecordsExpired;
import io.docket.store.TableInUse;
import io.docket.store.vault.VaultException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Failures to start that the person who typed the command can mend are one line, without a stack trace.
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PlainFailures implements SpringBootExceptionReporter {

    /// Causes of causes are followed so far.
    private static final int DEPTH_MAX = 30;

    public PlainFailures() {}

    /// As Spring Boot makes it.
    public PlainFailures(@SuppressWarnings("unused") ConfigurableApplicationContext context) {}

    /// Whoever called `run` gets the exception all the same, and prints its line.
    @Override
    public boolean reportException(Throwable failure) {
        return line(failure) != null;
    }

    /// What to print instead of a stack trace; null: it takes one to understand this.
    public static @Nullable String line(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            String line = switch (cause) {
                case RefusedStartException refused -> refused.getMessage();
                case EmbeddedStartException refused -> refused.getMessage();
                case RecordsExpired refused -> refused.getMessage();
                case VaultException refused -> refused.getMessage();
                case PortInUseException taken ->
                    "port " + taken.getPort() + ", wanted for HTTP, is taken; stop whatever listens there, or choose"
                            + " another one with server.port (in a demo: docket.port-offset)";
                case TableInUse busy -> busy.getMessage();
                case SQLException unreachable
                when String.valueOf(unreachable.getSQLState()).startsWith("08") ->
                    "the database cannot be reached (" + unreachable.getMessage()
                            + "); look at docket.database.url, and whether it runs";
                case SQLException denied
                when String.valueOf(denied.getSQLState()).startsWith("28") ->
                    "the database refuses the login (" + denied.getMessage()
                            + "); look at docket.database.user and docket.database.password";
                default -> null;
            };
            if (line != null) {
                return line;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
