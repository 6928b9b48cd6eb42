package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.store.fixture.DocketTestDatabase;
import io.docket.store.read.LayoutReads;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Site site = Site.shared();

    /// The database ends a session whose transaction waits; a slow broker must not end the first start of an instance.
    @Test
    void nothing_is_asked_of_kafka_within_a_transaction() throws SQLException {
        try (DocketTestDatabase database = DocketTestDatabase.start();
                Connection connection = database.app().connection()) {
            List<String> asked = new ArrayList<>();
            List<String> askedWithin = new ArrayList<>();
            Admin watched = (Admin) Proxy.newProxyInstance(
                    Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (_, method, arguments) -> {
                        asked.add(method.getName());
                        if (!connection.getAutoCommit()) {
                            askedWithin.add(method.getName());
                        }
                        return method.invoke(site.admin(), arguments);
                    });

            new Topics(watched, Site.TOPICS).prepare(connection);

            assertThat(asked).contains("listOffsets");
            assertThat(askedWithin).isEmpty();
            assertThat(new LayoutReads(database.app().jdbi()).layouts()).hasSize(6);
        }
    }
}
