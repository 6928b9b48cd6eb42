package io.docket.gateway.identity;

import io.docket.gateway.problem.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/// Answers only requests that are meant for this host, so that a foreign page cannot reach a loopback instance by
/// rebinding its own name (DNS rebinding).
public final class AllowedHosts extends OncePerRequestFilter {
    private final Set<String> hosts;
    private final ProblemWriter problems;

    /// @param hosts names without port; empty: every host
    public AllowedHosts(Set<String> hosts, ProblemWriter problems) {
        this.hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (hosts.isEmpty() || hosts.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            chain.doFilter(request, response);
            return;
        }
        problems.write(
                response,
                HttpStatus.MISDIRECTED_REQUEST,
                "FOREIGN_HOST",
                "Expected a Host header that names this instance, but it names another host");
    }
}
