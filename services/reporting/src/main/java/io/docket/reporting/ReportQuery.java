package io.docket.reporting;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What of a view somebody asks for, as SQL. Names of columns come from [ReportView] alone, values are bound.
///
/// @param conditions of the `WHERE`, without limit
/// @param values of the conditions
/// @param limit how many rows
record ReportQuery(ReportView view, List<String> conditions, Map<String, Object> values, int limit) {
    static final int JSON_ROWS_MAX = 200;
    static final int JSON_ROWS_DEFAULT = 200;
    /// Of one CSV: what an interactive tool still opens; whoever needs more asks for a span of time, or reads by SQL.
    static final int CSV_ROWS_MAX = 1_000_000;
    private static final int VALUE_CHARS_MAX = 200;
    private static final List<String> COMMON = List.of("format", "from", "to", "limit", "cursor");

    /// @param rowsMax the most that `limit` may be
    static ReportQuery of(
            ReportView view, ReportReader reader, HttpServletRequest request, int rowsDefault, int rowsMax) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        if (view.hasSeller() && reader.sellerId() != null) {
            conditions.add("seller_id = :reader");
            values.put("reader", reader.sellerId());
        }
        requireKnown(view, request);
        for (String filter : view.filters()) {
            String value = text(request, filter);
            if (value != null) {
                // As text: whatever the column's type is, a value that it cannot have equals nothing.
                conditions.add(quoted(filter) + "::text = :" + filter);
                values.put(filter, value);
            }
        }
        span(view, request, conditions, values);
        String cursor = text(request, "cursor");
        if (cursor != null) {
            after(view, ReportCursor.read(view, cursor), conditions, values);
        }
        return new ReportQuery(view, conditions, values, limit(request, rowsDefault, rowsMax));
    }

    /// @param rows how many, at most
    String sql(int rows) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String order = view.keys().stream().map(key -> quoted(key.column())).collect(Collectors.joining(", "));
        return "SELECT * FROM report." + view.viewName() + where + " ORDER BY " + order + " LIMIT " + rows;
    }

    private static void requireKnown(ReportView view, HttpServletRequest request) {
        request.getParameterMap().forEach((name, all) -> {
            if (!COMMON.contains(name) && !view.filters().contains(name)) {
                String shown = name.length() <= VALUE_CHARS_MAX ? name : name.substring(0, VALUE_CHARS_MAX);
                throw ReportProblem.parameter(
                        shown,
                        "Expected one of " + String.join(", ", COMMON) + ", " + String.join(", ", view.filters())
                                + ", but it is none");
            }
            if (all.length != 1) {
                throw ReportProblem.parameter(name, "Expected '" + name + "' once, but it is there several times");
            }
        });
    }

    private static void span(
            ReportView view, HttpServletRequest request, List<String> conditions, Map<String, Object> values) {
        for (String end : List.of("from", "to")) {
            String text = text(request, end);
            if (text == null) {
                continue;
            }
            String column = view.timeColumn();
            if (column == null) {
                throw ReportProblem.parameter(end, "Expected no '" + end + "' here, for this view has no time");
            }
            conditions.add(column + (end.equals("from") ? " >= :" : " < :") + end);
            values.put(end, time(view, end, text));
        }
    }

    private static Object time(ReportView view, String name, String text) {
        try {
            if (view.isDaily()) {
                LocalDate day = LocalDate.parse(text);
                if (ReportTimes.isWithin(day)) {
                    return day;
                }
            } else {
                Instant time = Instant.parse(text);
                if (ReportTimes.isWithin(time)) {
                    return time;
                }
            }
        } catch (DateTimeParseException e) {
            // As wrong as one that no row can have.
        }
        throw ReportProblem.parameter(
                name,
                "Expected '" + name + "' as a "
                        + (view.isDaily() ? "day such as 2026-11-23" : "time such as 2026-11-23T08:00:00Z")
                        + ", but it is not");
    }

    private static void after(ReportView view, List<String> keys, List<String> conditions, Map<String, Object> values) {
        List<String> columns = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        for (int at = 0; at < view.keys().size(); at++) {
            ReportView.Key key = view.keys().get(at);
            columns.add(quoted(key.column()));
            bounds.add("CAST(:after" + at + " AS " + key.type() + ")");
            values.put("after" + at, keys.get(at));
        }
        conditions.add("(" + String.join(", ", columns) + ") > (" + String.join(", ", bounds) + ")");
    }

    private static int limit(HttpServletRequest request, int rowsDefault, int rowsMax) {
        String text = text(request, "limit");
        if (text == null) {
            return rowsDefault;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= rowsMax) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // As wrong as a number out of bounds.
        }
        throw ReportProblem.parameter("limit", "Expected a limit of 1 to " + rowsMax + ", but it is another");
    }

    private static @Nullable String text(HttpServletRequest request, String name) {
        String text = request.getParameter(name);
        boolean tooLong = text != null && !name.equals("cursor") && text.length() > VALUE_CHARS_MAX;
        if (tooLong || (text != null && text.indexOf('\0') >= 0)) {
            throw ReportProblem.parameter(name, "Expected '" + name + "' as a short text, but it is not");
        }
        return text;
    }

    /// `offset` is a word of SQL.
    private static String quoted(String column) {
        return "\"" + column + "\"";
    }
}
