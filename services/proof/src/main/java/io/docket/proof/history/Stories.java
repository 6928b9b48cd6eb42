package io.docket.proof.history;

import io.docket.domain.AggregateType;
import io.docket.gateway.command.DerivedIds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Makes up what people want of orders and tickets: a story is a row of rounds, and what stands in one round is wanted
/// by several at the same moment. Most of it fits where the order stands by then; some of it cannot, and must be
/// refused.
final class Stories {
    private static final String SELLER = "S-1";
    private static final String PRODUCT = "P-1";
    private static final String BUYER = "buyer:buyer-1";
    private static final String PLATFORM = "platform:platform";
    private static final String STAFF = "staff:staff-1";
    private static final String OWNER = "owner:S-1";
    private static final String SOFTWARE = "software:software-1";
    private static final String NOTHING = "{}";

    private final Random random;
    private final String prefix;
    private int number;

    /// @param prefix of all ids; others have others
    Stories(Random random, String prefix) {
        this.random = random;
        this.prefix = prefix;
    }

    /// Rounds of one order or ticket, or of the product's authorisation.
    Deque<List<Wish>> next() {
        number++;
        int chosen = random.nextInt(20);
        if (chosen < 9) {
            return licenceCode();
        }
        if (chosen < 14) {
            return otherGoods();
        }
        return chosen < 19 ? ticket() : authorisation();
    }

    /// With the gate: receipt, refund and activation are wanted at once.
    Deque<List<Wish>> licenceCode() {
        Telling order = order("LICENSE_CODE", random.nextInt(5) == 0 ? ",\"issuance\":\"AUTOMATIC\"" : "");
        order.round(order.wish("issue-code", any(PLATFORM, STAFF), NOTHING));
        order.round(order.wish("confirm-delivery", STAFF, NOTHING), order.wish("remind", BUYER, NOTHING));
        order.race(
                order.wish("receive-code", BUYER, NOTHING),
                order.wish("request-refund", BUYER, "{\"amount\":\"100.00\"}"),
                order.wish("activate-code", SOFTWARE, NOTHING));
        order.round(
                random.nextInt(4) == 0
                        ? order.wish("approve-refund", STAFF, NOTHING)
                        : order.wish("reject-refund", STAFF, "{\"reason\":\"delivered\"}"));
        if (random.nextInt(6) == 0) {
            order.round(order.wish("open-appeal", BUYER, "{\"reason\":\"unfair\"}"));
            order.round(order.wish(
                    "resolve-appeal",
                    PLATFORM,
                    "{\"outcome\":\"%s\"}".formatted(any("DISMISSED", "UPHELD_BUYER", "UPHELD_SELLER"))));
        }
        order.race(
                order.wish("receive-code", BUYER, NOTHING),
                order.wish("settle-refund", PLATFORM, NOTHING),
                order.wish("activate-code", SOFTWARE, NOTHING));
        order.race(
                order.wish("activate-code", SOFTWARE, NOTHING),
                order.wish("activate-code", SOFTWARE, NOTHING),
                order.wish("request-refund", BUYER, "{\"amount\":\"10.00\"}"));
        order.round(order.wish("upload-proof", STAFF, "{\"documents\":[]}"));
        order.race(
                order.wish("report-heartbeat", SOFTWARE, NOTHING), order.wish("report-heartbeat", SOFTWARE, NOTHING));
        return order.rounds();
    }

    private Deque<List<Wish>> otherGoods() {
        String goods = any("LICENSE_KEY", "LICENSE_OFFLINE", "SERVICE", "SAAS", "HARDWARE");
        Telling order = order(goods, "");
        switch (goods) {
            case "LICENSE_KEY" -> order.round(order.wish("submit-identifier", BUYER, "{\"identifier\":\"HW-1\"}"));
            case "SERVICE", "SAAS" -> {
                order.round(order.wish("submit-requirement", BUYER, "{\"text\":\"As agreed\"}"));
                order.round(order.wish("confirm-requirement", STAFF, NOTHING));
            }
            default -> {} // delivered at once
        }
        order.round(order.wish("confirm-delivery", STAFF, "{\"courier\":{\"company\":\"SF\",\"number\":\"1\"}}"));
        order.race(
                order.wish("accept-delivery", BUYER, NOTHING),
                order.wish("reject-delivery", BUYER, "{\"reason\":\"late\"}"),
                order.wish("request-refund", BUYER, "{\"amount\":\"5.00\"}"));
        order.race(order.wish("approve-refund", STAFF, NOTHING), order.wish("withdraw-refund", BUYER, NOTHING));
        order.round(order.wish("ship-return", BUYER, "{\"courier\":{\"company\":\"SF\",\"number\":\"2\"}}"));
        order.round(order.wish("accept-return", STAFF, NOTHING));
        order.race(
                order.wish("settle-refund", PLATFORM, NOTHING),
                order.wish("confirm-delivery", STAFF, NOTHING),
                order.wish("accept-delivery", BUYER, NOTHING));
        order.round(order.wish("request-invoice", BUYER, NOTHING));
        return order.rounds();
    }

    private Telling order(String goods, String more) {
        String id = prefix + number;
        Telling order = new Telling(AggregateType.SUPERVISION, id + "/1");
        order.round(order.wish("open", PLATFORM, """
                {"orderId":"%s","orderLineId":"1","buyerId":"buyer-1","productId":"%s","goodsType":"%s",\
                "paidAmount":"100.00","currency":"CNY"%s}""".formatted(id, PRODUCT, goods, more)));
        return order;
    }

    /// Three want to accept it at the same moment.
    private Deque<List<Wish>> ticket() {
        String key = prefix + number + "-open";
        Telling ticket = new Telling(AggregateType.TICKET, DerivedIds.ticket(SELLER, BUYER, key));
        ticket.round(
                new Wish(AggregateType.TICKET, ticket.subject(), SELLER, "open", BUYER, """
                {"productId":"%s","category":"FAULT","severity":"HIGH","text":"Help"}""".formatted(PRODUCT), key));
        ticket.race(
                ticket.wish("accept", STAFF, NOTHING),
                ticket.wish("accept", OWNER, NOTHING),
                ticket.wish("accept", "staff:staff-2", NOTHING));
        ticket.round(ticket.wish("reply", BUYER, "{\"text\":\"More\"}"));
        if (random.nextInt(3) == 0) {
            ticket.race(ticket.wish("return-to-queue", OWNER, NOTHING), ticket.wish("return-to-queue", STAFF, NOTHING));
            ticket.race(ticket.wish("accept", STAFF, NOTHING), ticket.wish("accept", OWNER, NOTHING));
        }
        ticket.race(
                ticket.wish("propose-solution", OWNER, "{\"text\":\"Off and on\"}"),
                ticket.wish("propose-solution", STAFF, "{\"text\":\"Off and on\"}"));
        ticket.round(ticket.wish("confirm", BUYER, NOTHING));
        ticket.race(
                ticket.wish("rate", BUYER, "{\"rating\":5}"),
                ticket.wish("rate", BUYER, "{\"rating\":1}"),
                ticket.wish("reopen", BUYER, NOTHING));
        return ticket.rounds();
    }

    private Deque<List<Wish>> authorisation() {
        Telling product = new Telling(AggregateType.PRODUCT, SELLER + "/" + PRODUCT);
        product.round(
                product.wish("authorise-product", OWNER, "{\"to\":\"%s\"}".formatted(any(STAFF, "staff:staff-2"))));
        return product.rounds();
    }

    /// A story while it is told.
    private final class Telling {
        private final AggregateType type;
        private final String subject;
        private final Deque<List<Wish>> rounds = new ArrayDeque<>();
        private int wishes;

        Telling(AggregateType type, String subject) {
            this.type = type;
            this.subject = subject;
        }

        String subject() {
            return subject;
        }

        Wish wish(String command, String actor, String data) {
            String key = prefix + number + "-" + wishes++ + "-" + command;
            return new Wish(type, subject, SELLER, command, actor, data, key);
        }

        void round(Wish... wishes) {
            for (Wish wish : wishes) {
                rounds.add(List.of(wish));
            }
        }

        void race(Wish... wishes) {
            List<Wish> all = new ArrayList<>(List.of(wishes));
            Collections.shuffle(all, random);
            rounds.add(all);
        }

        Deque<List<Wish>> rounds() {
            return rounds;
        }
    }

    @SafeVarargs
    private final <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
