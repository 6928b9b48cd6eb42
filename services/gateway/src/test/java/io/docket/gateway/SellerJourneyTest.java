package io.docket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.gateway.fixture.Answer;
import io.docket.gateway.fixture.Client;
import io.docket.gateway.fixture.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// What a seller sets for himself, and how his tickets are judged by it.
class SellerJourneyTest {
    private static final String ALL_DAY = """
            {"timeZone":"UTC","week":{"MONDAY":["00:00-24:00"],"TUESDAY":["00:00-24:00"],"WEDNESDAY":["00:00-24:00"],
             "THURSDAY":["00:00-24:00"],"FRIDAY":["00:00-24:00"],"SATURDAY":["00:00-24:00"],"SUNDAY":["00:00-24:00"]}}""";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RunningGateway docket = RunningGateway.shared();
    private final Client owner = docket.as("owner-2");
    private final Client platform = docket.as("platform");
    private final Client buyer = docket.as("buyer-1");

    private Answer ticket(String category, String severity) {
        Answer opened = buyer.post("/api/v1/tickets", """
                {"sellerId":"S-2","productId":"P-1","category":"%s","severity":"%s","text":"Help"}""".formatted(category, severity));
        assertThat(opened.status()).as(opened.body()).isEqualTo(201);
        return opened;
    }

    private void set(String severity, String firstResponse, String resolution) {
        owner.command(
                "sellers",
                "S-2",
                "set-sla-policy",
                "{\"severity\":\"%s\",\"firstResponse\":\"%s\",\"resolution\":\"%s\"}"
                        .formatted(severity, firstResponse, resolution));
    }

    @Test
    void tickets_are_promised_what_the_policy_says_by_the_sellers_calendar() {
        owner.command("sellers", "S-2", "set-calendar", ALL_DAY);
        set("HIGH", "PT2H", "PT10H");

        Answer opened = ticket("FAULT", "HIGH");
        String id = opened.at("/state/ticketId");
        Instant openedAt = Instant.parse(opened.at("/state/openedAt"));
        Answer deadlines = buyer.get("/api/v1/tickets/" + id + "/deadlines");
        owner.command("tickets", id, "accept", "{}");
        Answer replied = owner.command("tickets", id, "reply", "{\"text\":\"We look into it\"}");

        assertThat(opened.at("/state/firstResponseDueAt"))
                .isEqualTo(openedAt.plus(Duration.ofHours(2)).toString());
        assertThat(opened.at("/state/resolutionDueAt"))
                .isEqualTo(openedAt.plus(Duration.ofHours(10)).toString());
        assertThat(deadlines.at("/items/0/kind")).as(deadlines.body()).isEqualTo("first-response");
        assertThat(deadlines.at("/items/0/dueAt"))
                .isEqualTo(openedAt.plus(Duration.ofMinutes(96)).toString());
        assertThat(replied.json().at("/state/firstResponseBreached").booleanValue())
                .as(replied.body())
                .isFalse();
        assertThat(replied.at("/state/firstResponseLeft")).startsWith("PT1H59M");
    }

    @Test
    void the_most_urgent_promise_comes_first_whatever_the_severity() {
        owner.command("sellers", "S-2", "set-calendar", ALL_DAY);
        set("LOW", "PT1M", "PT100H");
        set("CRITICAL", "PT60H", "PT90H");
        String critical = ticket("FAULT", "CRITICAL").at("/state/ticketId");
        String low = ticket("FAULT", "LOW").at("/state/ticketId");
        String normal = ticket("FAULT", "NORMAL").at("/state/ticketId");

        String queue = owner.get("/api/v1/tickets?queue=mine&limit=200").body();
        String paged = docket.as("owner-2")
                .get(owner.get("/api/v1/tickets?queue=mine&limit=1")
                        .header("Link")
                        .replaceAll("^<|>.*$", ""))
                .body();

        assertThat(queue.indexOf(low)).isPositive().isLessThan(queue.indexOf(critical));
        assertThat(queue.indexOf(critical)).isLessThan(queue.indexOf(normal));
        assertThat(paged).contains("ticketId");
    }

    @Test
    void only_the_owner_sets_and_a_wrong_field_is_named() {
        String policy = "{\"severity\":\"HIGH\",\"firstResponse\":\"PT2H\",\"resolution\":\"PT10H\"}";

        Answer staff = docket.as("staff-3").command("sellers", "S-2", "set-sla-policy", policy);
        Answer other = docket.as("owner-1").command("sellers", "S-2", "set-sla-policy", policy);
        Answer wrong = owner.command("sellers", "S-2", "set-sla-policy", policy.replace("PT2H", "2 hours"));
        Answer zone = owner.command("sellers", "S-2", "set-calendar", ALL_DAY.replace("UTC", "Mars/Olympus"));
        Answer unlock = platform.command("sellers", "S-2", "unlock-verification", "{}");

        assertThat(staff.status()).as(staff.body()).isEqualTo(403);
        assertThat(other.status()).isEqualTo(404);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.at("/field")).isEqualTo("firstResponse");
        assertThat(zone.at("/field")).isEqualTo("timeZone");
        assertThat(unlock.status()).isEqualTo(404);
        assertThat(buyer.get("/api/v1/sellers/S-2").status()).isEqualTo(404);
    }

    @Test
    void the_third_failure_locks_and_a_completed_ticket_unlocks() {
        for (int i = 0; i < 3; i++) {
            Answer failed = platform.command("sellers", "S-2", "record-verification", "{\"passed\":false}");
            assertThat(failed.status()).as(failed.body()).isEqualTo(200);
        }
        Answer locked = platform.command("sellers", "S-2", "record-verification", "{\"passed\":true}");
        assertThat(locked.at("/code")).isEqualTo("WRONG_STATE");
        assertThat(locked.at("/state")).isEqualTo("LOCKED");

        String id = ticket("VERIFICATION_UNLOCK", "NORMAL").at("/state/ticketId");
        owner.command("tickets", id, "accept", "{}");
        owner.command("tickets", id, "propose-solution", "{\"text\":\"Unlocked\"}");
        buyer.command("tickets", id, "confirm", "{}");

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!owner.get("/api/v1/sellers/S-2").at("/verification").equals("UNVERIFIED")) {
            assertThat(System.nanoTime()).as("unlocked within " + PATIENCE).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
        Answer passed = platform.command("sellers", "S-2", "record-verification", "{\"passed\":true}");
        assertThat(passed.at("/state/verification")).as(passed.body()).isEqualTo("VERIFIED");
        assertThat(owner.get("/api/v1/sellers/S-2/events").body()).contains("\"ticketId\":\"" + id + "\"");
    }

    @Test
    void settings_have_a_version_a_history_and_a_past() {
        String severity = "NORMAL";
        set(severity, "PT3H", "PT30H");
        Answer now = owner.get("/api/v1/sellers/S-2");
        Instant then = Instant.parse(now.at("/updatedAt"));
        Answer stale =
                owner.command("sellers", "S-2", "remove-sla-policy", "{\"severity\":\"NORMAL\"}", "If-Match", "\"0\"");
        owner.command("sellers", "S-2", "remove-sla-policy", "{\"severity\":\"NORMAL\"}");

        assertThat(now.at("/slaPolicies/NORMAL/resolution")).as(now.body()).isEqualTo("PT30H");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(owner.get("/api/v1/sellers/S-2")
                        .json()
                        .at("/slaPolicies/NORMAL")
                        .isMissingNode())
                .isTrue();
        assertThat(owner.get("/api/v1/sellers/S-2?asOf=" + then).body()).isEqualTo(now.body());
        assertThat(owner.get("/api/v1/sellers/S-2/actions").body()).contains("set-calendar");
        assertThat(owner.get("/api/v1/sellers/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void public_holidays_of_a_country_come_by_its_name() {
        Answer bavaria = calendar("DE-BY");
        Answer berlin = calendar("DE-BE");
        Answer china = calendar("CN");

        assertThat(bavaria.status()).as(bavaria.body()).isEqualTo(200);
        assertThat(holidays(bavaria)).contains("2027-01-06");
        assertThat(holidays(berlin))
                .contains("2027-10-03")
                .contains("2031-12-25")
                .doesNotContain("2027-01-06");
        assertThat(holidays(china)).contains("2026-10-01");
        assertThat(china.at("/state/calendar/workingDays/2026-10-10/0")).isEqualTo("10:00-17:00");
    }

    @Test
    void a_country_that_nobody_knows_is_refused_by_name() {
        for (String place : new String[] {"XX", "DE-ZZ", "de", "中国"}) {
            Answer refused = calendar(place);

            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.at("/field")).isEqualTo("holidaysOf");
        }
    }

    private static String holidays(Answer answer) {
        return answer.json().at("/state/calendar/holidays").toString();
    }

    private Answer calendar(String holidaysOf) {
        return owner.command("sellers", "S-2", "set-calendar", """
                {"timeZone":"Europe/Berlin","week":{"MONDAY":["10:00-17:00"]},"holidaysOf":"%s"}""".formatted(holidaysOf));
    }
}
