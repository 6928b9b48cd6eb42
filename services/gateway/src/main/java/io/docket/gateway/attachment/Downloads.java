package io.docket.gateway.attachment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.docket.gateway.problem.Problem;
import io.docket.store.attachment.Attachment;
import io.docket.store.attachment.AttachmentStore;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// Hands attachments out, always to be saved and never to be shown or run by a browser.
public final class Downloads {
    private final AttachmentStore store;
    private final Semaphore transfers;
    private final Duration retryAfter;

    /// @param transfers shared with the uploads
    public Downloads(AttachmentStore store, Semaphore transfers, Duration retryAfter) {
        this.store = store;
        this.transfers = transfers;
        this.retryAfter = retryAfter;
    }

    /// @param allowed whether the caller may have it; if not, it is not there for him
    public void send(String ref, Predicate<Attachment> allowed, HttpServletResponse response) throws IOException {
        Attachment attachment = parse(ref).flatMap(store::find).filter(allowed).orElseThrow(Downloads::notFound);
        try (Transfer _ = Transfer.begin(transfers, retryAfter);
                Spool spool = new Spool()) {
            store.copy(attachment, spool.file());
            response.setContentType(attachment.mediaType());
            response.setContentLengthLong(attachment.sizeBytes());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(attachment.name(), UTF_8)
                            .build()
                            .toString());
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
            Files.copy(spool.file(), response.getOutputStream());
        }
    }

    private static Optional<UUID> parse(String ref) {
        try {
            return Optional.of(UUID.fromString(ref));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Problem notFound() {
        return Problem.of(
                HttpStatus.NOT_FOUND, "NOT_FOUND", "Expected an attachment under this reference, but there is none");
    }
}
