package io.docket.reporting;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// A request for a report that ends in problem details.
final class ReportProblem extends ErrorResponseException {
    private static final long serialVersionUID = 1;

    private ReportProblem(HttpStatus status, ProblemDetail body) {
        super(status, body, null);
    }

    static ReportProblem of(HttpStatus status, String code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(
                URI.create("urn:docket:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-')));
        body.setProperty("code", code);
        return new ReportProblem(status, body);
    }

    static ReportProblem parameter(String name, String detail) {
        ReportProblem problem = of(HttpStatus.BAD_REQUEST, "INVALID", detail);
        problem.getBody().setProperty("field", name);
        return problem;
    }
}
