package io.docket.app.demo;

import java.util.ArrayList;
import java.util.List;

/// What a demo prints when it is ready: where to look, and as whom.
public final class Banner {
    private Banner() {}

    public static List<String> lines(Endpoints endpoints) {
        String database = endpoints.reporting().jdbcUrl().substring("jdbc:postgresql://".length());
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Docket is ready (process " + endpoints.pid() + ").");
        lines.add("");
        lines.add("  HTTP      " + endpoints.http() + "/api/v1/supervisions");
        lines.add("  Users     platform, owner-1, staff-1, staff-2 (seller S-1), owner-2, staff-3 (seller S-2),");
        lines.add("            buyer-1, buyer-2, buyer-3, software-1, reporter-1, reporter-2, operator; password demo");
        lines.add("  Kafka     " + endpoints.kafka());
        lines.add("  Postgres  " + endpoints.reporting().jdbcUrl() + ", users "
                + String.join(", ", endpoints.reporting().users()) + "; password demo");
        lines.add("");
        lines.add("  curl -u owner-1:demo '" + endpoints.http() + "/api/v1/supervisions?limit=3'");
        lines.add("  psql 'postgresql://reporter_1:demo@" + database
                + "' -c 'SELECT node, count(*) FROM report.supervision GROUP BY node'");
        lines.add("");
        return lines;
    }
}
