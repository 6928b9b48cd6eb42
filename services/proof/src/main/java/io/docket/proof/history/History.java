package io.docket.proof.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/// Every try of every client, and what became of it as far as the client knows.
public final class History {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AtomicLong number = new AtomicLong();
    private final List<Attempt> attempts = new ArrayList<>();

    /// Another one for each try.
    String nextTrace() {
        long next = number.incrementAndGet();
        return "00-%032x-%016x-01".formatted(next, next);
    }

    synchronized Attempt add(Wish wish, Channel channel, String commandId, String trace, Fate fate) {
        Attempt attempt = new Attempt(wish, channel, commandId, trace, Instant.now(), fate);
        attempts.add(attempt);
        return attempt;
    }

    public synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    public synchronized int size() {
        return attempts.size();
    }

    /// How many tries ended so.
    public long count(Class<? extends Fate> fate) {
        return attempts().stream()
                .filter(attempt -> fate.isInstance(attempt.fate()))
                .count();
    }

    /// One line for each, for whoever looks for a cause.
    public void write(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Attempt attempt : attempts()) {
                out.write(JSON.writeValueAsString(attempt));
                out.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The history cannot be kept", e);
        }
    }
}
