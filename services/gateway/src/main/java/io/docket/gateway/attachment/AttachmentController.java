package io.docket.gateway.attachment;

import io.docket.domain.Actor;
import io.docket.domain.RefusalCode;
import io.docket.gateway.GatewayProperties;
import io.docket.gateway.command.IdempotencyKey;
import io.docket.gateway.identity.Identity;
import io.docket.gateway.problem.Problem;
import io.docket.gateway.read.Paths;
import io.docket.store.attachment.Attachment;
import io.docket.store.attachment.AttachmentStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Uploads. The answer is what goes into a command's `attachments`; who sees the event of that command may fetch the
/// content below its aggregate, the uploader may fetch it here as well.
@RestController
@RequestMapping(Paths.BASE + "/attachments")
public final class AttachmentController {
    private static final Duration DAY = Duration.ofDays(1);
    /// One path segment that every file system can keep.
    private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}\\p{Zl}\\p{Zp}]{1,255}");

    private final AttachmentStore store;
    private final Downloads downloads;
    private final Semaphore transfers;
    private final GatewayProperties.Attachments limits;
    private final Duration retryAfter;
    private final FileTypes types = new FileTypes();

    public AttachmentController(
            AttachmentStore store, Downloads downloads, Semaphore attachmentTransfers, GatewayProperties properties) {
        this.store = store;
        this.downloads = downloads;
        this.transfers = attachmentTransfers;
        this.limits = properties.attachments();
        this.retryAfter = properties.gateway().retryAfter();
    }

    /// The body is the file itself.
    @PostMapping
    public ResponseEntity<Map<String, Object>> upload(
            Identity identity, @Nullable String name, HttpServletRequest request) throws IOException {
        String uploader = uploader(identity);
        String key = IdempotencyKey.of(request);
        if (name == null || !NAME.matcher(name).matches()) {
            throw Problem.parameter(
                    "name",
                    "Expected the file's name of 1 to 255 characters without / and \\ as ?name=, but it is not");
        }
        if (request.getContentLengthLong() > limits.bytesMax()) {
            throw tooLarge();
        }
        if (store.count(uploader, DAY) >= limits.perDayMax()) {
            throw Problem.later(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected at most " + limits.perDayMax() + " attachments in 24 hours, but there are as many",
                    DAY);
        }
        try (Transfer _ = Transfer.begin(transfers, retryAfter);
                Spool spool = new Spool()) {
            byte[] sha256 = spool.take(request.getInputStream(), limits.bytesMax());
            long size = Files.size(spool.file());
            if (size > limits.bytesMax()) {
                throw tooLarge();
            }
            if (size == 0) {
                throw Problem.of(HttpStatus.BAD_REQUEST, "INVALID", "Expected the file as the body, but it is empty");
            }
            String mediaType = types.of(spool.file(), name, request.getContentType());
            Attachment kept = store.keep(uploader, key, name, mediaType, sha256, spool.file());
            if (kept == null) {
                throw Problem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        RefusalCode.IDEMPOTENCY_MISMATCH.name(),
                        "Expected the same file under the same Idempotency-Key, but the first was another");
            }
            return created(kept);
        }
    }

    @GetMapping("/{ref}")
    public void own(@PathVariable String ref, Identity identity, HttpServletResponse response) throws IOException {
        Actor actor = identity.actor();
        downloads.send(
                ref, attachment -> actor != null && attachment.uploadedBy().equals(actor.text()), response);
    }

    private static ResponseEntity<Map<String, Object>> created(Attachment kept) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", kept.name());
        entry.put("mediaType", kept.mediaType());
        entry.put("sizeBytes", kept.sizeBytes());
        entry.put("ref", kept.id().toString());
        return ResponseEntity.created(URI.create(Paths.BASE + "/attachments/" + kept.id()))
                .body(entry);
    }

    private static String uploader(Identity identity) {
        Actor actor = identity.actor();
        if (actor == null) {
            throw Problem.of(
                    HttpStatus.FORBIDDEN,
                    "NOT_PERMITTED",
                    "Expected somebody who sends commands, but '" + identity.name() + "' does not");
        }
        return actor.text();
    }

    private Problem tooLarge() {
        return Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "TOO_LARGE",
                "Expected a file of at most " + limits.bytesMax() + " bytes, but it is larger");
    }
}
