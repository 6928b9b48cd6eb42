package io.docket.reporting;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// A page of a report as JSON: `{view, columns, rows, nextCursor}`, the rows as objects by the view's column names.
final class JsonReport implements ReportRows.Sink {
    /// Money is text, so that nobody's floating point touches it.
    private static final String MONEY_SUFFIX = "_amount";

    private final ReportView view;
    private final int limit;
    private final ObjectNode json = JsonNodeFactory.instance.objectNode();
    private final ArrayNode rows;
    private List<String> columns = List.of();
    private @Nullable String nextCursor;
    private List<String> lastKey = List.of();

    /// @param limit one row more may come, which says that another page follows
    JsonReport(ReportView view, int limit) {
        this.view = view;
        this.limit = limit;
        json.put("view", view.viewName());
        json.putArray("columns");
        this.rows = json.putArray("rows");
    }

    @Override
    public void columns(List<String> names) {
        columns = names;
        ArrayNode shown = json.putArray("columns");
        names.forEach(shown::add);
    }

    @Override
    public void row(List<@Nullable Object> cells) {
        if (rows.size() == limit) {
            nextCursor = ReportCursor.write(view, lastKey);
            return;
        }
        ObjectNode row = rows.addObject();
        for (int at = 0; at < columns.size(); at++) {
            put(row, columns.get(at), cells.get(at));
        }
        List<String> key = new ArrayList<>();
        for (ReportView.Key part : view.keys()) {
            key.add(String.valueOf(cells.get(columns.indexOf(part.column()))));
        }
        lastKey = key;
    }

    /// Null: this was the last page.
    @Nullable
    String nextCursor() {
        return nextCursor;
    }

    ObjectNode json() {
        return json.put("nextCursor", nextCursor);
    }

    private static void put(ObjectNode row, String column, @Nullable Object cell) {
        switch (cell) {
            case null -> row.putNull(column);
            case Long number -> row.put(column, number.longValue());
            case Boolean flag -> row.put(column, flag.booleanValue());
            case BigDecimal money when column.endsWith(MONEY_SUFFIX) -> row.put(column, money.toPlainString());
            case BigDecimal number -> row.put(column, number);
            case ReportRows.Json data -> row.putRawValue(column, new RawValue(data.text()));
            default -> row.put(column, cell.toString());
        }
    }
}
