package io.docket.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.app.demo.Endpoints;
import io.docket.app.feed.Import;
import io.docket.app.feed.ImportReport;
import io.docket.store.DatabaseOptions;
import io.docket.store.DocketDatabase;
import io.docket.store.vault.CodeKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of commands into the whole of Docket.
class ImportTest {
    @TempDir
    private Path directory = Path.of("");

    private final RunningDocket docket = RunningDocket.shared();
    private final String order = "I" + UUID.randomUUID().toString().substring(0, 12);

    @Test
    void a_history_is_decided_line_by_line_and_its_refusals_are_named() throws IOException, SQLException {
        Path file = directory.resolve("history.jsonl");
        Files.write(
                file,
                List.of(
                        command(1, "2020-01-01T08:00:00Z", "open", "platform:platform", """
                                {"orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"P-1",\
                                "goodsType":"LICENSE_CODE","paidAmount":"10.00","currency":"CNY"}""".formatted(order)),
                        command(
                                2,
                                "2020-01-02T08:00:00Z",
                                "issue-code",
                                "staff:staff-1",
                                "{\"code\":\"" + order + "\"}"),
                        "this is no command",
                        "",
                        command(3, "2020-01-03T08:00:00Z", "confirm-delivery", "staff:staff-1", "{}"),
                        command(4, "2020-01-04T08:00:00Z", "receive-code", "buyer:buyer-1", "{}"),
                        command(
                                5,
                                "2020-01-05T08:00:00Z",
                                "request-refund",
                                "buyer:buyer-1",
                                "{\"amount\":\"10.00\"}")));
        Files.write(file, new byte[] {(byte) 0xC3, (byte) 0x28, '\n'}, StandardOpenOption.APPEND);

        ImportReport report = run(file);

        assertThat(report.read()).isEqualTo(7);
        assertThat(report.sent()).isEqualTo(5);
        assertThat(report.applied()).isEqualTo(4);
        assertThat(report.refusals()).hasSize(1).containsEntry("CODE_RECEIVED", 1L);
        assertThat(report.examples())
                .singleElement()
                .asString()
                .startsWith(file + ":7: CODE_RECEIVED request-refund " + order + "/1: Expected");
        assertThat(report.rejected()).hasSize(2);
        assertThat(report.rejected().getFirst()).startsWith(file + ":3: Expected a JSON object");
        assertThat(report.rejected().getLast()).startsWith(file + ":8: Expected a line in UTF-8");
        assertThat(report.isClean()).isFalse();
        assertThat(docket.query(
                        "reporter_1",
                        "SELECT node, opened_at::date, code_masked FROM report.supervision WHERE order_id = '" + order
                                + "'"))
                .containsExactly(List.of(
                        "AWAITING_ACTIVATION",
                        "2020-01-01",
                        order.substring(0, 2) + "••••••" + order.substring(order.length() - 4)));
    }

    @Test
    void a_file_imported_again_changes_nothing() throws IOException {
        Path file = directory.resolve("tickets.jsonl");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            lines.add("""
                    {"specversion":"1.0","id":"%1$s-%2$d","source":"/erp","type":"io.docket.ticket.open.v1",\
                    "subject":"%1$s-%2$d","actor":"buyer:buyer-3","seller":"S-2","data":{"productId":"P-4",\
                    "category":"USAGE","severity":"LOW","text":"报表页面空白"}}""".formatted(order, i));
        }
        Files.write(file, lines);

        ImportReport first = run(file);
        ImportReport second = run(file);

        assertThat(first.applied()).isEqualTo(200);
        assertThat(second.applied()).isZero();
        assertThat(second.silent()).containsEntry("repeat", 200L);
        assertThat(second.isClean()).isTrue();
    }

    private ImportReport run(Path file) throws IOException {
        Endpoints endpoints = docket.endpoints();
        String password = Files.readString(Path.of(endpoints.database().passwordFile()));
        try (DocketDatabase database = DocketDatabase.open(new DatabaseOptions(
                endpoints.database().jdbcUrl(), endpoints.database().user(), password, 2, "docket-test"))) {
            CodeKeys keys = CodeKeys.open(Path.of(endpoints.keysDir()), false);
            return new Import(endpoints.kafka(), database, keys).run(List.of(file.toString()));
        }
    }

    private String command(int number, String time, String type, String actor, String data) {
        return """
                {"specversion":"1.0","id":"i-%d","source":"/erp","time":"%s","type":"io.docket.supervision.%s.v1",\
                "subject":"%s/1","actor":"%s","seller":"S-1","data":%s}""".formatted(number, time, type, order, actor, data);
    }
}
