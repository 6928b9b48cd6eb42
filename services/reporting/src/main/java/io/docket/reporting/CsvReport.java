package io.docket.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/// A report as CSV (RFC 4180), written row by row.
final class CsvReport implements ReportRows.Sink {
    static final CSVFormat FORMAT = CSVFormat.RFC4180;

    private final CSVPrinter printer;

    CsvReport(Appendable out) throws IOException {
        this.printer = new CSVPrinter(out, FORMAT);
    }

    @Override
    public void columns(List<String> columns) {
        print(columns);
    }

    @Override
    public void row(List<@Nullable Object> cells) {
        List<String> texts = new ArrayList<>(cells.size());
        for (Object cell : cells) {
            texts.add(text(cell));
        }
        print(texts);
    }

    private void print(List<String> texts) {
        try {
            printer.printRecord(texts);
        } catch (IOException e) {
            throw new UncheckedIOException("The reader of the CSV has left", e);
        }
    }

    private static String text(@Nullable Object cell) {
        return switch (cell) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case String text -> harmless(text);
            case ReportRows.Json json -> json.text(); // begins with a brace
            default -> cell.toString();
        };
    }

    /// A spreadsheet takes a text for a formula that begins like one; buyers choose some of these texts.
    private static String harmless(String text) {
        boolean formula = !text.isEmpty() && "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20".indexOf(text.charAt(0)) >= 0;
        return formula ? "'" + text : text;
    }
}
