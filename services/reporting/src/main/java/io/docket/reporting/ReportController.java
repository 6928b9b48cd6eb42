package io.docket.reporting;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// The report views over HTTP, as JSON and CSV. `Docket-Min-Position` is heeded before this is called, as for every
/// read.
@RestController
public final class ReportController {
    /// CSVs that are written at once; each holds a connection for as long as its reader takes.
    static final int CSV_AT_ONCE_MAX = 4;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final MediaType CSV = new MediaType("text", "csv");

    private final ReportRows rows;
    private final Semaphore csvs = new Semaphore(CSV_AT_ONCE_MAX);

    ReportController(ReportRows rows) {
        this.rows = rows;
    }

    @GetMapping("/api/v1/reports/{view}")
    public @Nullable ResponseEntity<Object> report(
            @PathVariable("view") String name,
            Authentication authentication,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        ReportReader reader = ReportReader.of(authentication);
        ReportView view = ReportView.ofPath(name);
        if (view == null) {
            throw ReportProblem.of(
                    HttpStatus.NOT_FOUND,
                    "NOT_FOUND",
                    "Expected one of the views " + ReportView.names() + ", but it is none of them");
        }
        if (wantsCsv(request)) {
            csv(view, reader, request, response);
            return null; // written already
        }
        return json(view, reader, request);
    }

    private ResponseEntity<Object> json(ReportView view, ReportReader reader, HttpServletRequest request) {
        ReportQuery query =
                ReportQuery.of(view, reader, request, ReportQuery.JSON_ROWS_DEFAULT, ReportQuery.JSON_ROWS_MAX);
        JsonReport report = new JsonReport(view, query.limit());
        rows.read(query, query.limit() + 1, report);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        String nextCursor = report.nextCursor();
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, "<" + next(request, nextCursor) + ">; rel=\"next\"");
        }
        return answer.body(report.json());
    }

    private void csv(ReportView view, ReportReader reader, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ReportQuery query = ReportQuery.of(view, reader, request, ReportQuery.CSV_ROWS_MAX, ReportQuery.CSV_ROWS_MAX);
        if (!csvs.tryAcquire()) {
            ReportProblem problem = ReportProblem.of(
                    HttpStatus.TOO_MANY_REQUESTS,
                    "TOO_MANY_REQUESTS",
                    "Expected at most " + CSV_AT_ONCE_MAX + " CSVs at once, but there are that many");
            problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER.toSeconds()));
            throw problem;
        }
        try {
            response.setContentType("text/csv;charset=UTF-8");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + view.viewName() + ".csv\"");
            Writer out = new BufferedWriter(new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
            rows.read(query, query.limit(), new CsvReport(out));
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            csvs.release();
        }
    }

    /// What `format` says; else what `Accept` names first.
    private static boolean wantsCsv(HttpServletRequest request) {
        String format = request.getParameter("format");
        if (format != null) {
            return switch (format) {
                case "csv" -> true;
                case "json" -> false;
                default ->
                    throw ReportProblem.parameter("format", "Expected format=csv or format=json, but it is another");
            };
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        try {
            return accept != null
                    && MediaType.parseMediaTypes(accept).stream()
                            .filter(type -> type.includes(CSV) || type.includes(MediaType.APPLICATION_JSON))
                            .findFirst()
                            .filter(type -> !type.includes(MediaType.APPLICATION_JSON))
                            .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    private static String next(HttpServletRequest request, String cursor) {
        StringBuilder query = new StringBuilder();
        request.getParameterMap().forEach((name, values) -> {
            if (!name.equals("cursor")) {
                query.append(encoded(name))
                        .append('=')
                        .append(encoded(values[0]))
                        .append('&');
            }
        });
        return request.getRequestURI() + "?" + query + "cursor=" + encoded(cursor);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
