package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.AggregateType;
import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import io.docket.processor.TopicOptions;
import io.docket.processor.Topics;
import java.sql.Connection;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

/// An operator adopts a topic while people go on sending.
class AdoptedTopicTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final Client owner = docket.as("owner-1");

    @Test
    void whose_command_comes_with_the_adoption_gets_its_answer_and_its_place_in_the_new_generation() throws Exception {
        String product = "S-1/AD-" + UUID.randomUUID().toString().substring(0, 8);
        Answer before = owner.command("products", product, "authorise-product", "{\"to\":\"staff:staff-1\"}");

        int generation;
        try (Connection connection = docket.database().connection();
                Admin admin = Admin.create(Map.of("bootstrap.servers", docket.bootstrapServers()))) {
            generation =
                    new Topics(admin, TopicOptions.defaults()).adopt(connection, AggregateType.PRODUCT.commandTopic());
        }
        // Within the second in which the gateway goes by the layout that it has just seen.
        Answer after = owner.command("products", product, "authorise-product", "{\"to\":\"staff:staff-2\"}");

        assertThat(before.status()).as(before.body()).isEqualTo(200);
        assertThat(before.header("Docket-Position")).startsWith("slc." + (generation - 1) + ":");
        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(after.header("Docket-Position")).startsWith("slc." + generation + ":");
    }
}
