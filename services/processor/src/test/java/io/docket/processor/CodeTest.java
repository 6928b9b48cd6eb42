package io.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.docket.domain.Coordinates;
import io.docket.domain.SealedCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Authorization codes: unique within a seller, and secret.
class CodeTest {
    private final Site site = Site.shared();
    private final Outcomes outcomes = new Outcomes(site);

    @Test
    void of_two_in_one_batch_with_the_same_code_the_first_has_it() {
        Order first = Order.on(1, Site.PARTITIONS);
        Order second = Order.on(1, Site.PARTITIONS);
        site.produce(List.of(first.open(), second.open()));
        List<Coordinates> issues = site.produce(List.of(
                first.issueCode(seal(first, "PLSAMEBATCH0001")), second.issueCode(seal(second, "PLSAMEBATCH0001"))));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(issues)).containsExactly("code-issued", "refused CODE_TAKEN");
        assertThat(holdersOf("PLSAMEBATCH0001")).containsExactly(first.id());
        outcomes.assertFolded(List.of(first, second));
    }

    @Test
    void of_two_partitions_that_race_for_a_code_one_has_it() {
        List<Order> orders = new ArrayList<>();
        List<Coordinates> issues = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            for (int partition = 0; partition < Site.PARTITIONS; partition++) {
                Order order = Order.on(partition, Site.PARTITIONS);
                orders.add(order);
                site.produce(order.open());
                issues.add(site.produce(order.issueCode(seal(order, "PLRACE%08d".formatted(round)))));
            }
        }

        try (RunningProcessor _ = site.processor(options -> options.withConcurrency(Site.PARTITIONS))) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(issues)).containsOnly("code-issued", "refused CODE_TAKEN");
        for (int round = 0; round < 20; round++) {
            assertThat(outcomes.of(issues.subList(round * Site.PARTITIONS, (round + 1) * Site.PARTITIONS)))
                    .containsOnlyOnce("code-issued");
            assertThat(holdersOf("PLRACE%08d".formatted(round))).hasSize(1);
        }
        outcomes.assertFolded(orders);
    }

    @Test
    void a_code_whose_command_is_refused_stays_free() {
        Order refused = Order.on(2, Site.PARTITIONS);
        Order next = Order.on(2, Site.PARTITIONS);
        List<Coordinates> commands = site.produce(List.of(
                refused.open(),
                refused.issueCode(),
                refused.issueCode(seal(refused, "PLRELEASED00001")),
                next.open(),
                next.issueCode(seal(next, "PLRELEASED00001"))));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(commands))
                .containsExactly("opened", "code-issued", "refused WRONG_NODE", "opened", "code-issued");
        assertThat(holdersOf("PLRELEASED00001")).containsExactly(next.id());
    }

    @Test
    void two_sellers_may_have_the_same_code() {
        Order one = Order.next();
        Order other = new Order(Order.next().orderId(), "S-2", "B-1");
        site.produce(List.of(one.open(), other.open()));
        List<Coordinates> issues = site.produce(
                List.of(one.issueCode(seal(one, "PLTWOSELLERS001")), other.issueCode(seal(other, "PLTWOSELLERS001"))));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        assertThat(outcomes.of(issues)).containsExactly("code-issued", "code-issued");
    }

    @Test
    void a_code_generated_when_decided_again_is_the_same() {
        Order order = Order.next();
        site.produce(order.openWith(",\"issuance\":\"AUTOMATIC\""));

        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }

        String sealed = site.texts("SELECT code_sealed FROM docket.vault WHERE supervision_id = ?", order.id())
                .getFirst();
        SealedCode again = site.keys().generate(order.seller(), order.id());
        assertThat(site.keys().reveal(order.seller(), order.id(), sealed))
                .isEqualTo(site.keys().reveal(order.seller(), order.id(), again.sealed()))
                .hasSize(32)
                .startsWith("PL");
        assertThat(site.texts("SELECT code_hash FROM docket.vault WHERE supervision_id = ?", order.id()))
                .containsExactly(again.hash());
    }

    @Test
    void no_clear_code_lies_anywhere() {
        String given = "PLSECRETSECRET0042";
        Order sealedOnes = Order.next();
        Order drawn = Order.next();
        Order clear = Order.next();
        site.produce(List.of(
                sealedOnes.open(),
                sealedOnes.issueCode(seal(sealedOnes, given)),
                drawn.openWith(",\"issuance\":\"AUTOMATIC\""),
                clear.open(),
                clear.command("issue-code", "platform:cloud", "{\"code\":\"" + given + "\"}"),
                clear.command("no-such-command", "platform:cloud", "{\"code\":\"" + given + "\"}")));
        try (RunningProcessor _ = site.processor()) {
            site.awaitDecided();
        }
        Order accepted = Order.next();
        site.produce(List.of(
                accepted.open(),
                accepted.command("issue-code", "platform:cloud", "{\"code\":\"" + given + "X\",\"comment\":\"c\"}"),
                accepted.command("remind", "buyer:B-1", "{\"code\":\"" + given + "X\"}")));
        try (RunningProcessor _ = site.processor(options -> options.withAcceptClearCodes(true))) {
            site.awaitDecided();
        }

        String generated = site.keys()
                .reveal(
                        drawn.seller(),
                        drawn.id(),
                        site.keys().generate(drawn.seller(), drawn.id()).sealed());
        List<String> everything = everyTextOfTheDatabase();
        assertThat(everything).anyMatch(text -> text.contains(sealedOnes.id()));
        assertThat(everything)
                .noneMatch(text -> text.contains(given))
                .noneMatch(text -> text.contains(generated))
                .anyMatch(text -> text.contains("••••"));
        assertThat(holdersOf(given + "X")).containsExactly(accepted.id());
    }

    private SealedCode seal(Order order, String clear) {
        return site.keys().seal(order.seller(), order.id(), clear);
    }

    private List<String> holdersOf(String clear) {
        return site.texts(
                "SELECT supervision_id FROM docket.vault WHERE seller_id = 'S-1' AND code_hash = ?",
                site.keys().lookupHashes("S-1", clear).getFirst());
    }

    /// Whole rows of all of Docket's tables.
    private List<String> everyTextOfTheDatabase() {
        List<String> all = new ArrayList<>();
        for (String table : site.texts(
                "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relnamespace = 'docket'::regnamespace AND relkind = 'r'")) {
            all.addAll(site.texts("SELECT t::text FROM " + table + " AS t"));
        }
        return all;
    }
}
