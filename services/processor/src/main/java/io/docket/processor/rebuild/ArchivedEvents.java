package io.docket.processor.rebuild;

import io.docket.domain.AggregateType;
import io.docket.store.projection.EventStream;
import io.docket.store.projection.FoldEvent;
import io.docket.store.projection.KeyRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// The events of an archive's file, which lie there in the order of a fold.
final class ArchivedEvents implements EventStream {
    private static final CSVFormat FORMAT = CSVFormat.POSTGRESQL_CSV
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get();

    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final String type;
    private final KeyRange range;
    private String id = "";
    private byte[] key = {};

    ArchivedEvents(Path file, AggregateType topicOf, KeyRange range) {
        this.type = Short.toString(topicOf.code());
        this.range = range;
        try {
            this.parser = FORMAT.parse(new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        this.rows = parser.iterator();
    }

    @Override
    public @Nullable FoldEvent next() {
        while (rows.hasNext()) {
            CSVRecord row = rows.next();
            if (!row.get("aggregate_type").equals(type) || row.get("refusal_code") != null) {
                continue;
            }
            if (!row.get("aggregate_id").equals(id)) {
                id = row.get("aggregate_id");
                key = id.getBytes(StandardCharsets.UTF_8);
            }
            if (range.holds(key)) {
                return new FoldEvent(
                        key,
                        id,
                        row.get("seller_id"),
                        Long.parseLong(row.get("sequence")),
                        row.get("event_type"),
                        time(row.get("time")),
                        row.get("data"));
            }
        }
        return null;
    }

    /// `2026-03-01 10:00:00.25+00`
    private static Instant time(String text) {
        return Instant.parse(text.replace(' ', 'T').replace("+00", "Z"));
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
