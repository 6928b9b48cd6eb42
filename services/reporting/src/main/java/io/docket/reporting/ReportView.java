package io.docket.reporting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The report views that can be read over HTTP (architecture.md §6.4).
///
/// The key is what a page continues after: unique within what a caller sees, and so ordered by it no row is seen twice
/// or left out, however the view changes meanwhile.
@SuppressWarnings("ImmutableEnumChecker") // its lists are made by List.of
public enum ReportView {
    SUPERVISION(
            "opened_at",
            List.of(key("opened_at", "timestamptz"), key("supervision_id", "text")),
            List.of(
                    "supervision_id",
                    "order_id",
                    "seller_id",
                    "buyer_id",
                    "product_id",
                    "goods_type",
                    "node",
                    "refund_state",
                    "code_state",
                    "appeal_state",
                    "refundable",
                    "currency")),
    TICKET(
            "opened_at",
            List.of(key("opened_at", "timestamptz"), key("ticket_id", "text")),
            List.of(
                    "ticket_id",
                    "seller_id",
                    "buyer_id",
                    "product_id",
                    "supervision_id",
                    "category",
                    "severity",
                    "state",
                    "state_code",
                    "handler",
                    "rating")),
    EVENT(
            "time",
            List.of(
                    key("time", "timestamptz"),
                    key("topic", "text"),
                    key("generation", "int"),
                    key("partition", "int"),
                    key("offset", "bigint"),
                    key("sequence", "bigint")),
            List.of(
                    "aggregate_type",
                    "aggregate_id",
                    "seller_id",
                    "event_type",
                    "refusal_code",
                    "actor",
                    "command_id",
                    "topic",
                    "partition",
                    "offset")),
    FUNNEL_DAILY(
            "day",
            List.of(key("day", "date"), key("seller_id", "text"), key("goods_type", "text")),
            List.of("seller_id", "day", "goods_type")),
    NODE_DURATION(
            null,
            List.of(key("seller_id", "text"), key("goods_type", "text"), key("node", "text")),
            List.of("seller_id", "goods_type", "node")),
    TICKET_SLA_DAILY(
            "day",
            List.of(key("day", "date"), key("seller_id", "text"), key("severity", "text")),
            List.of("seller_id", "day", "severity")),
    CODE_USAGE_DAILY(
            "day",
            List.of(key("day", "date"), key("seller_id", "text"), key("supervision_id", "text")),
            List.of("seller_id", "day", "supervision_id")),
    FRESHNESS(null, List.of(key("topic", "text"), key("partition", "int")), List.of("topic", "partition"));

    /// @param type as Postgres names it, so that a cursor's text is compared as what it is
    record Key(String column, String type) {

        /// Whether the column can have this value: anybody can build a cursor, and Postgres is asked with it.
        boolean canBe(String text) {
            try {
                return switch (type) {
                    case "timestamptz" -> ReportTimes.isWithin(Instant.parse(text));
                    case "date" -> ReportTimes.isWithin(LocalDate.parse(text));
                    case "int" -> text.equals(Integer.toString(Integer.parseInt(text)));
                    case "bigint" -> text.equals(Long.toString(Long.parseLong(text)));
                    default -> text.indexOf('\0') < 0;
                };
            } catch (DateTimeParseException | NumberFormatException e) {
                return false;
            }
        }
    }

    private final @Nullable String timeColumn;
    private final List<Key> keys;
    private final List<String> filters;

    ReportView(@Nullable String timeColumn, List<Key> keys, List<String> filters) {
        this.timeColumn = timeColumn;
        this.keys = keys;
        this.filters = filters;
    }

    /// What `from` and `to` are about; null: the view has no time.
    @Nullable
    String timeColumn() {
        return timeColumn;
    }

    List<Key> keys() {
        return keys;
    }

    /// The columns that may be asked for by equality.
    List<String> filters() {
        return filters;
    }

    /// Whether its rows belong to a seller each.
    boolean hasSeller() {
        return this != FRESHNESS;
    }

    /// Whether the time column is a day.
    boolean isDaily() {
        return this == FUNNEL_DAILY || this == TICKET_SLA_DAILY || this == CODE_USAGE_DAILY;
    }

    /// As in the schema `report`, and in paths.
    String viewName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param text `funnel_daily` or `funnel-daily`
    static @Nullable ReportView ofPath(String text) {
        String name = text.replace('-', '_');
        return Arrays.stream(values())
                .filter(view -> view.viewName().equals(name))
                .findFirst()
                .orElse(null);
    }

    static String names() {
        return Arrays.stream(values()).map(ReportView::viewName).collect(Collectors.joining(", "));
    }

    private static Key key(String column, String type) {
        return new Key(column, type);
    }
}
