package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The report views over HTTP.
class ReportTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final String product = "=P-" + UUID.randomUUID();

    private Answer open(String orderId) {
        return docket.as("platform").post("/api/v1/supervisions", """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"%s",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId, product));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "supervision",
                "ticket",
                "event",
                "funnel-daily",
                "funnel_daily",
                "node-duration",
                "node_duration",
                "ticket-sla-daily",
                "ticket_sla_daily",
                "code-usage-daily",
                "freshness"
            })
    void every_view_is_read_by_those_of_a_seller(String view) {
        open("O-" + UUID.randomUUID());

        Answer answer = docket.as("reporter-1").get("/api/v1/reports/" + view + "?limit=1");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.at("/view")).isEqualTo(view.replace('-', '_'));
        assertThat(answer.json().at("/columns").size()).isPositive();
    }

    @Test
    void a_row_has_the_views_columns_right_after_the_command() {
        Answer opened = open("O-" + UUID.randomUUID());

        Answer report = docket.as("reporter-1")
                .get(
                        "/api/v1/reports/supervision?product_id=" + Client.encoded(product),
                        "Docket-Min-Position",
                        opened.header("Docket-Position"));

        assertThat(report.json().at("/rows").size()).as(report.body()).isEqualTo(1);
        assertThat(report.at("/rows/0/paid_amount")).isEqualTo("199.00");
        assertThat(report.at("/rows/0/node")).isEqualTo("AWAITING_ISSUE");
        assertThat(report.at("/rows/0/opened_at")).isEqualTo(opened.at("/state/openedAt"));
    }

    @Test
    void another_sellers_rows_are_in_no_report() {
        open("O-" + UUID.randomUUID());
        String path = "/api/v1/reports/supervision?product_id=" + Client.encoded(product);

        assertThat(docket.as("reporter-2").get(path).json().at("/rows").size()).isZero();
        assertThat(docket.as("owner-2")
                        .get(path + "&seller_id=S-1")
                        .json()
                        .at("/rows")
                        .size())
                .isZero();
        assertThat(docket.as("platform").get(path).json().at("/rows").size()).isEqualTo(1);
        assertThat(docket.as("buyer-1").get(path).status()).isEqualTo(403);
        assertThat(docket.as("software-1").get(path).status()).isEqualTo(403);
    }

    @Test
    void pages_follow_each_other_without_gap_or_repetition() {
        List<String> orders =
                Stream.generate(() -> "O-" + UUID.randomUUID()).limit(3).toList();
        orders.forEach(this::open);
        Client reporter = docket.as("reporter-1");

        Answer first = reporter.get("/api/v1/reports/supervision?limit=2&product_id=" + Client.encoded(product));
        String link = first.header("Link");
        Answer second = reporter.get(link.substring(1, link.indexOf('>')));

        assertThat(List.of(first.at("/rows/0/order_id"), first.at("/rows/1/order_id"), second.at("/rows/0/order_id")))
                .isEqualTo(orders);
        assertThat(second.header("Link")).isEmpty();
    }

    @Test
    void events_are_paged_too_with_their_data_as_json() {
        String id = open("O-" + UUID.randomUUID()).at("/state/supervisionId");
        docket.as("owner-1").command("supervisions", id, "issue-code", "{}");
        docket.as("owner-1").command("supervisions", id, "issue-code", "{}");
        Client platform = docket.as("platform");

        Answer first = platform.get("/api/v1/reports/event?limit=2&aggregate_id=" + Client.encoded(id));
        Answer second = platform.get("/api/v1/reports/event?limit=2&aggregate_id=" + Client.encoded(id) + "&cursor="
                + first.at("/nextCursor"));

        assertThat(first.at("/rows/0/data/orderId")).as(first.body()).isNotEmpty();
        assertThat(second.at("/rows/0/refusal_code")).as(second.body()).isEqualTo("WRONG_NODE");
    }

    @Test
    void a_csv_has_a_header_and_no_formulas() {
        open("O-" + UUID.randomUUID());

        Answer csv = docket.as("reporter-1")
                .get("/api/v1/reports/supervision?product_id=" + Client.encoded(product), "Accept", "text/csv");
        Answer byFormat = docket.as("reporter-1")
                .get("/api/v1/reports/supervision?format=csv&product_id=" + Client.encoded(product));

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst()).startsWith("supervision_id,order_id,");
        assertThat(lines.getLast()).contains(",'" + product + ",").contains(",199.00,CNY,");
        assertThat(byFormat.body()).isEqualTo(csv.body());
    }

    @Test
    void wrong_parameters_are_named() {
        Client reporter = docket.as("reporter-1");

        assertThat(reporter.get("/api/v1/reports/secrets").status()).isEqualTo(404);
        assertThat(reporter.get("/api/v1/reports/secrets").at("/detail")).contains("funnel_daily");
        assertThat(reporter.get("/api/v1/reports/ticket?limit=201").at("/field"))
                .isEqualTo("limit");
        assertThat(reporter.get("/api/v1/reports/ticket?cursor=AAAAAAAAAAAA").at("/field"))
                .isEqualTo("cursor");
        assertThat(reporter.get("/api/v1/reports/ticket?from=today").at("/field"))
                .isEqualTo("from");
        assertThat(reporter.get("/api/v1/reports/funnel_daily?from=2026-01-01T00:00:00Z")
                        .at("/field"))
                .isEqualTo("from");
        assertThat(reporter.get("/api/v1/reports/freshness?to=2026-01-01T00:00:00Z")
                        .at("/field"))
                .isEqualTo("to");
        assertThat(reporter.get("/api/v1/reports/supervision?code_sealed=x").at("/field"))
                .isEqualTo("code_sealed");
        assertThat(reporter.get("/api/v1/reports/ticket?format=xml").at("/field"))
                .isEqualTo("format");
        assertThat(reporter.get("/api/v1/reports/ticket?cursor=AAAAAAAAAAAA").at("/code"))
                .isEqualTo("INVALID");
    }
}
