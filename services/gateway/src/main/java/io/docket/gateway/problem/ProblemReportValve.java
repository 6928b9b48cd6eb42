package io.docket.gateway.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/// What Tomcat itself refuses (a malformed request line, a character that no URL has) is a problem too, not a page.
public final class ProblemReportValve extends ErrorReportValve {
    /// What Tomcat says to an unknown transfer encoding and to an unknown version of HTTP. Nothing is amiss here.
    private static final Set<Integer> SENDERS_OWN =
            Set.of(HttpServletResponse.SC_NOT_IMPLEMENTED, HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (SENDERS_OWN.contains(response.getStatus())) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
        }
        int status = response.getStatus();
        String body = status < 500 ? """
                {"type":"urn:docket:problem:bad-request","title":"Bad Request","status":%d,"code":"BAD_REQUEST"}""" : """
                {"type":"urn:docket:problem:internal","title":"Internal Server Error","status":%d,"code":"INTERNAL"}""";
        try {
            response.setContentType("application/problem+json");
            response.setCharacterEncoding(StandardCharsets.UTF_8);
            response.getOutputStream().write(body.formatted(status).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            container.getLogger().debug("A client left before its problem was written", e);
        }
    }
}
