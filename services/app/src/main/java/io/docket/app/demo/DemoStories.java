package io.docket.app.demo;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// What happened in the demo's last sixty days, always the same: orders that stopped at every node, refunds asked for
/// in time and too late, tickets in every state.
final class DemoStories {
    private static final int ORDERS = 320;
    private static final int TICKETS = 120;
    private static final Duration SPAN = Duration.ofDays(60);
    private static final String[] PRODUCTS = {"P-1", "P-2", "P-3", "P-4"};
    private static final String[] PRICES = {"1280.00", "399.00", "25800.00", "6.50"};
    private static final String[] QUESTIONS = {
        "授权码无法激活,提示网络超时",
        "升级到 2.1 后报表页面空白",
        "发票抬头需要修改",
        "How do I move the licence to another server?",
        "The installer stops at 80 %",
        "请协助确认部署环境要求"
    };
    private static final String[] CATEGORIES = {"ACTIVATION", "DEPLOYMENT", "INVOICE", "USAGE"};
    private static final String[] SEVERITIES = {"LOW", "NORMAL", "NORMAL", "HIGH", "CRITICAL"};

    private final Random random = new Random(20_260_914);
    private final Instant end;
    private final List<OutgoingCommand> told = new ArrayList<>();
    private int number;

    DemoStories(Instant end) {
        this.end = end;
    }

    /// In the order in which it happened.
    List<OutgoingCommand> tell() {
        Instant beginning = end.minus(SPAN);
        add(
                AggregateType.PRODUCT,
                "S-1/P-1",
                "S-1",
                "owner:S-1",
                "authorise-product",
                beginning,
                "{\"to\":\"staff:staff-1\"}");
        add(
                AggregateType.PRODUCT,
                "S-1/P-2",
                "S-1",
                "owner:S-1",
                "authorise-product",
                beginning,
                "{\"to\":\"staff:staff-2\"}");
        add(
                AggregateType.PRODUCT,
                "S-2/P-3",
                "S-2",
                "owner:S-2",
                "authorise-product",
                beginning,
                "{\"to\":\"staff:staff-3\"}");
        for (int i = 0; i < ORDERS; i++) {
            order(i, begin(i, ORDERS));
        }
        for (int i = 0; i < TICKETS; i++) {
            ticket(i, begin(i, TICKETS));
        }
        return told.stream()
                .sorted(Comparator.comparing(DemoStories::time))
                .filter(command -> !time(command).isAfter(end))
                .toList();
    }

    private static Instant time(OutgoingCommand command) {
        return command.time() == null ? Instant.EPOCH : command.time();
    }

    private Instant begin(int index, int count) {
        return end.minus(SPAN)
                .plus(Duration.ofMinutes(SPAN.toMinutes() * (index + 1) / (count + 1)))
                .plusSeconds(random.nextInt(3_000));
    }

    private Instant later(Instant from) {
        return from.plus(Duration.ofMinutes(20 + random.nextInt(60 * 20)));
    }

    private void order(int index, Instant begin) {
        String orderId = "CS26" + String.format("%08d", 9_100_000 + index * 37);
        String id = orderId + "/1";
        int product = random.nextInt(PRODUCTS.length);
        String seller = product < 2 ? "S-1" : "S-2";
        String staff = product == 0 ? "staff:staff-1" : product == 1 ? "staff:staff-2" : "staff:staff-3";
        String buyer = "buyer-" + (1 + random.nextInt(3));
        boolean review = index % 9 == 0;
        add(id, seller, "platform:platform", "open", begin, """
                {"orderId":"%s","orderLineId":"1","buyerId":"%s","productId":"%s","productVersion":"2.%d.0",\
                "goodsType":"LICENSE_CODE","paidAmount":"%s","currency":"CNY","periodType":"year","periodNumber":1,\
                "quantity":%d,"reviewRequired":%b,"trial":%b}""".formatted(
                        orderId,
                        buyer,
                        PRODUCTS[product],
                        random.nextInt(4),
                        PRICES[product],
                        1 + random.nextInt(30),
                        review,
                        index % 23 == 0));
        int reach = random.nextInt(9);
        Instant at = later(begin);
        if (reach == 0) {
            return;
        }
        add(id, seller, "platform:platform", "issue-code", at, "{}");
        if (reach == 1) {
            refund(id, seller, staff, buyer, PRICES[product], index, later(at));
            return;
        }
        at = later(at);
        add(id, seller, staff, "confirm-delivery", at, "{\"comment\":\"软件已部署,请领取授权码\"}");
        if (index % 10 == 0) {
            add(id, seller, "software:software-1", "activate-code", at.plusSeconds(600), "{}");
        }
        if (reach == 2) {
            return;
        }
        at = later(at);
        add(id, seller, "buyer:" + buyer, "receive-code", at, "{}");
        if (index % 6 == 0) {
            add(
                    id,
                    seller,
                    "buyer:" + buyer,
                    "request-refund",
                    at.plusSeconds(900),
                    "{\"amount\":\"%s\",\"currency\":\"CNY\",\"reason\":\"买错了规格\"}".formatted(PRICES[product]));
        }
        if (reach == 3) {
            return;
        }
        at = later(at);
        add(id, seller, "software:software-1", "activate-code", at, "{}");
        add(id, seller, "software:software-1", "report-heartbeat", at.plus(Duration.ofDays(1)), "{}");
        if (index % 11 == 0) {
            add(id, seller, "software:software-1", "activate-code", at.plusSeconds(60), "{}");
        }
        if (reach == 4) {
            return;
        }
        at = later(at);
        add(
                id,
                seller,
                staff,
                "upload-proof",
                at,
                "{\"documents\":[{\"name\":\"验收单.pdf\",\"mediaType\":\"application/pdf\",\"sizeBytes\":48211,\"ref\":\"proof/%d\"}]}"
                        .formatted(index));
        if (review && reach > 5) {
            add(id, seller, "platform:platform", "pass-review", later(at), "{\"comment\":\"复核通过\"}");
        }
        if (reach == 8) {
            add(id, seller, "buyer:" + buyer, "request-invoice", later(later(at)), "{}");
        }
    }

    private void refund(String id, String seller, String staff, String buyer, String amount, int index, Instant begin) {
        add(
                id,
                seller,
                "buyer:" + buyer,
                "request-refund",
                begin,
                "{\"amount\":\"%s\",\"currency\":\"CNY\",\"reason\":\"不再需要\"}".formatted(amount));
        Instant at = later(begin);
        if (index % 4 == 0) {
            add(id, seller, staff, "reject-refund", at, "{\"reason\":\"软件已按合同交付\"}");
        } else if (index % 4 != 1) {
            add(id, seller, staff, "approve-refund", at, "{\"comment\":\"同意退订\"}");
            add(id, seller, "platform:platform", "settle-refund", at.plus(Duration.ofHours(2)), "{}");
        }
    }

    private void ticket(int index, Instant begin) {
        String id = "T-26" + String.format("%06d", 1_000 + index * 7);
        int product = random.nextInt(PRODUCTS.length);
        String seller = product < 2 ? "S-1" : "S-2";
        String staff = switch (product) {
            case 0 -> "staff:staff-1";
            case 1 -> "staff:staff-2";
            case 2 -> "staff:staff-3";
            default -> "owner:S-2";
        };
        String buyer = "buyer:buyer-" + (1 + random.nextInt(3));
        String question = QUESTIONS[random.nextInt(QUESTIONS.length)];
        addTicket(id, seller, buyer, "open", begin, """
                {"productId":"%s","category":"%s","severity":"%s","title":"%s","text":"%s"}""".formatted(
                        PRODUCTS[product],
                        CATEGORIES[random.nextInt(CATEGORIES.length)],
                        SEVERITIES[random.nextInt(SEVERITIES.length)],
                        question,
                        question));
        int reach = random.nextInt(10);
        Instant at = later(begin);
        if (reach == 0) {
            addTicket(id, seller, buyer, "urge", at, "{}");
            return;
        }
        if (reach == 1) {
            addTicket(id, seller, buyer, "cancel", at, "{}");
            if (index % 2 == 0) {
                addTicket(id, seller, buyer, "delete", later(at), "{}");
            }
            return;
        }
        addTicket(id, seller, staff, "accept", at, "{}");
        at = later(at);
        switch (reach) {
            case 2 -> addTicket(id, seller, staff, "mark-invalid", at, "{\"reason\":\"重复工单\"}");
            case 3 -> addTicket(id, seller, staff, "ask-feedback", at, "{\"text\":\"请提供日志文件\"}");
            case 4 -> addTicket(id, seller, staff, "pause", at, "{\"comment\":\"等待新版本发布\"}");
            case 5 -> addTicket(id, seller, staff, "reply", at, "{\"text\":\"We are looking into it.\"}");
            default -> {
                addTicket(id, seller, staff, "reply", at, "{\"text\":\"您好,正在处理\"}");
                at = later(at);
                addTicket(id, seller, staff, "propose-solution", at, "{\"text\":\"Please upgrade to 2.1.3.\"}");
                if (reach > 6) {
                    addTicket(id, seller, buyer, "confirm", later(at), "{}");
                    addTicket(
                            id,
                            seller,
                            buyer,
                            "rate",
                            later(later(later(at))),
                            "{\"rating\":" + (3 + random.nextInt(3)) + "}");
                }
            }
        }
    }

    private void add(String id, String seller, String actor, String type, Instant at, String data) {
        add(AggregateType.SUPERVISION, id, seller, actor, type, at, data);
    }

    private void addTicket(String id, String seller, String actor, String type, Instant at, String data) {
        add(AggregateType.TICKET, id, seller, actor, type, at, data);
    }

    private void add(
            AggregateType aggregate, String id, String seller, String actor, String type, Instant at, String data) {
        told.add(new OutgoingCommand(
                aggregate,
                type,
                "demo-" + number++,
                id,
                actor,
                seller,
                at,
                "/import",
                null,
                null,
                data.getBytes(StandardCharsets.UTF_8)));
    }
}
