package io.docket.gateway.attachment;

import io.docket.gateway.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.tika.Tika;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Which files may be attached. What one is, its first bytes and its name say (Apache Tika), not its sender; nothing
/// that a browser or a shell would run is among them.
final class FileTypes {
    /// Tika's longest patterns lie within this.
    private static final int PREFIX_BYTES = 65_536;
    private static final Set<String> ALLOWED = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "application/pdf",
            "text/plain",
            "text/csv",
            "text/tab-separated-values",
            "text/x-log",
            "text/x-web-markdown",
            "application/json",
            "message/rfc822",
            "application/zip",
            "application/gzip",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "video/mp4");

    private final Tika tika = new Tika();
    private final MediaTypeRegistry registry = MediaTypeRegistry.getDefaultRegistry();

    /// @param declared the request's `Content-Type`; none and `application/octet-stream` say nothing
    /// @return the media type
    /// @throws Problem when it is not allowed, or not what was declared
    String of(Path content, String name, @Nullable String declared) throws IOException {
        String found;
        try (InputStream in = Files.newInputStream(content)) {
            found = tika.detect(in.readNBytes(PREFIX_BYTES), name);
        }
        if (!ALLOWED.contains(found)) {
            throw unsupported("Expected an image, a PDF, a text, an office document without macros, an archive or a"
                    + " video, but the file is " + found);
        }
        MediaType said = declared == null ? MediaType.OCTET_STREAM : MediaType.parse(declared);
        if (said == null || !registry.isInstanceOf(found, registry.normalize(said.getBaseType()))) {
            throw unsupported("Expected the Content-Type to be what the file is, " + found
                    + " (or application/octet-stream), but it is another");
        }
        return found;
    }

    private static Problem unsupported(String detail) {
        return Problem.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", "Content-Type", detail);
    }
}
