package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Answers of the running service against `schemas/openapi.yaml`: every field that comes is described, and every field
/// that is promised comes.
class AnswerSchemaTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final RunningGateway docket = RunningGateway.shared();
    private final Client platform = docket.as("platform");

    private Answer opened() {
        return platform.post("/api/v1/supervisions", """
                {"sellerId":"S-1","orderId":"O-%s","orderLineId":"L-1","buyerId":"buyer-1","productId":"P-1",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(UUID.randomUUID()));
    }

    @Test
    void a_supervision_is_as_described() throws IOException {
        Answer opened = opened();
        String path = opened.header("Location");

        assertFits("Applied", opened.body());
        assertFits("Supervision", opened.json().at("/state").toString());
        assertFits("Supervision", platform.get(path).body());
        assertFits("Event", platform.get(path + "/events").json().at("/items/0").toString());
        assertFits("Page", platform.get(path + "/events").body());
        assertFits("Page", platform.get("/api/v1/supervisions?limit=1").body());
        assertFits("Actions", platform.get(path + "/actions").body());
        assertNothingUndescribed("Supervision", opened.json().at("/state"));
    }

    @Test
    void a_ticket_and_a_product_are_as_described() throws IOException {
        String product = "P-" + UUID.randomUUID();
        Answer ticket = docket.as("buyer-1").post("/api/v1/tickets", """
                {"sellerId":"S-1","productId":"%s","category":"FAULT","severity":"LOW","text":"Slow"}""".formatted(product));
        Answer authorised = docket.as("owner-1")
                .command("products", "S-1/" + product, "authorise-product", "{\"to\":\"staff:staff-1\"}");

        assertFits("Ticket", ticket.json().at("/state").toString());
        assertNothingUndescribed("Ticket", ticket.json().at("/state"));
        assertFits("Product", authorised.json().at("/state").toString());
        assertNothingUndescribed("Product", authorised.json().at("/state"));
        assertFits(
                "Deadlines",
                platform.get("/api/v1/tickets/" + ticket.at("/state/ticketId") + "/deadlines")
                        .body());
    }

    @Test
    void a_seller_is_as_described() throws IOException {
        Answer seller = platform.get("/api/v1/sellers/S-1");

        assertFits("Seller", seller.body());
        assertNothingUndescribed("Seller", seller.json());
    }

    @Test
    void problems_and_reports_are_as_described() throws IOException {
        Answer refused =
                docket.as("buyer-1").command("supervisions", opened().at("/state/supervisionId"), "receive-code", "{}");
        Answer missing = platform.get("/api/v1/nothing");

        assertThat(refused.status()).isEqualTo(409);
        assertFits("Problem", refused.body());
        assertNothingUndescribed("Problem", refused.json());
        assertFits("Problem", missing.body());
        assertNothingUndescribed("Problem", missing.json());
        assertFits("Report", platform.get("/api/v1/reports/supervision?limit=1").body());
    }

    @Test
    void what_operators_asked_is_as_described_and_as_its_example() throws IOException {
        Client operator = docket.as("operator");
        operator.post("/api/v1/dead-letters/redrive", "{}");
        JsonNode answered =
                operator.get("/api/v1/dead-letters/requests?limit=1").json().at("/items/0");
        JsonNode example = contract()
                .at("/paths/~1api~1v1~1dead-letters~1requests/get/responses/200/content/application~1json/example");

        assertThat(example.at("/items")).isNotEmpty();
        assertFits("Page", example.toString());
        for (JsonNode item : example.at("/items")) {
            assertFits("DeadLetterRequest", item.toString());
            assertNothingUndescribed("DeadLetterRequest", item);
        }
        assertFits("DeadLetterRequest", answered.toString());
        assertNothingUndescribed("DeadLetterRequest", answered);
    }

    @Test
    void what_the_description_refers_to_is_handed_out_beside_it() {
        assertThat(platform.get("/supervision/commands/request-refund.json").at("/title"))
                .contains("request-refund");
        assertThat(platform.get("/common.json").status()).isEqualTo(200);
        assertThat(platform.get("/supervision/commands/fly.json").status()).isEqualTo(404);
    }

    private static void assertFits(String name, String answer) throws IOException {
        ObjectNode schema = contract();
        schema.put("$ref", "#/components/schemas/" + name);
        Schema compiled = REGISTRY.getSchema(schema);

        assertThat(compiled.validate(JSON.readTree(answer))).as(answer).isEmpty();
    }

    private static void assertNothingUndescribed(String name, JsonNode answer) throws IOException {
        assertThat(contract().at("/components/schemas/" + name + "/properties").propertyNames())
                .containsAll(answer.propertyNames());
    }

    private static ObjectNode contract() throws IOException {
        try (InputStream yaml = AnswerSchemaTest.class.getResourceAsStream("/schemas/openapi.yaml")) {
            Map<String, Object> contract = new Yaml().load(yaml);
            ObjectNode schema = JSON.createObjectNode();
            schema.set("components", JSON.valueToTree(contract.get("components")));
            schema.set("paths", JSON.valueToTree(contract.get("paths")));
            return schema;
        }
    }
}
