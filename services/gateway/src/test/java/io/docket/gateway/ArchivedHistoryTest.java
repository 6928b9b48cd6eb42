package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import io.docket.processor.archive.Archive;
import io.docket.processor.archive.ArchiveDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was answered before a history was archived is answered the same after.
class ArchivedHistoryTest {
    private final RunningGateway docket = RunningGateway.shared();
    private final Client platform = docket.as("platform");
    private final Client staff = docket.as("staff-1");
    private final Client buyer = docket.as("buyer-1");

    @Test
    void openings_repeats_and_states_survive_the_archive(@TempDir Path directory) throws Exception {
        LocalDate kept = LocalDate.now(ZoneOffset.UTC).withDayOfMonth(1).minusMonths(1);
        String orderId = "A-" + UUID.randomUUID();
        String order = """
                {"sellerId":"S-1","orderId":"%s","orderLineId":"L1","buyerId":"buyer-1","productId":"P-1",
                 "goodsType":"LICENSE_CODE","paidAmount":"199.00","currency":"CNY"}""".formatted(orderId);
        String id = orderId + "/L1";
        String path = "/api/v1/supervisions/" + orderId + "%2FL1";
        Answer opened = platform.post("/api/v1/supervisions", order);
        Answer issued = staff.command("supervisions", id, "issue-code", "{}");
        Answer delivered = staff.command("supervisions", id, "confirm-delivery", "{}");
        docket.awaitPublished();
        docket.database().jdbi().useHandle(handle -> {
            handle.execute("SELECT docket.make_month(?)", kept.minusMonths(2));
            handle.execute(
                    "UPDATE docket.event_log SET recorded_at = ?::date + interval '1 day' WHERE aggregate_id = ?",
                    kept.minusMonths(2).toString(),
                    id);
        });

        Archive.Result archived =
                new Archive(docket.database(), new ArchiveDirectory(directory), "test", _ -> {}).run(kept, true);
        Answer received = buyer.command("supervisions", id, "receive-code", "");
        Answer reminded = buyer.command("supervisions", id, "remind", "");

        assertThat(Objects.requireNonNull(archived).events()).isEqualTo(3);
        assertThat(received.status()).as(received.body()).isEqualTo(200);
        assertThat(reminded.status()).as(reminded.body()).isEqualTo(200);
        // Another id, and the answer of the first opening all the same.
        Answer again = platform.post("/api/v1/supervisions", order);
        assertThat(again.status()).as(again.body()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(opened.json());
        // Neither the row, nor all the events: the state at rest and what came after it.
        Answer then = buyer.get(path + "?asOf=" + Instant.parse(received.at("/state/updatedAt")));
        assertThat(then.json()).as(then.body()).isEqualTo(received.json().get("state"));
        assertThat(buyer.get(path + "?asOf=" + Instant.parse(delivered.at("/state/updatedAt")))
                        .json())
                .isEqualTo(delivered.json().get("state"));
        Answer gone = buyer.get(path + "?asOf=" + Instant.parse(issued.at("/state/updatedAt")));
        assertThat(gone.status()).as(gone.body()).isEqualTo(404);
        assertThat(gone.at("/code")).isEqualTo("ARCHIVED");
        assertThat(buyer.get(path + "?asOf=2020-01-01T00:00:00Z").status()).isEqualTo(404);
        assertThat(staff.get(path + "/events").body()).contains("opened", "code-received");
    }
}
