package io.docket.bench;

import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.SealedCode;
import io.docket.store.vault.CodeKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// A realistic, seeded stream of commands: licence orders from opening to completion with refused and settled refunds,
/// repeats, and tickets from opening to rating; or nothing but licence orders that go straight through, six commands
/// each. Many are under way at once, so that a batch holds few commands of one.
final class CommandMix {
    static final int UNDER_WAY = 5_000;
    private static final double TICKET_SHARE = 0.2;
    private static final double REPEAT_SHARE = 0.01;

    private final Random random;
    private final CodeKeys keys;
    private final String prefix;
    private final boolean everything;
    private final int underWay;

    private CommandMix(String prefix, CodeKeys keys, boolean everything, int underWay) {
        this.random = new Random(prefix.hashCode());
        this.prefix = prefix;
        this.keys = keys;
        this.everything = everything;
        this.underWay = underWay;
    }

    /// @param prefix of the aggregates' ids; also seeds the stream
    static CommandMix ofEverything(String prefix, CodeKeys keys) {
        return new CommandMix(prefix, keys, true, UNDER_WAY);
    }

    /// Open, issue, deliver, receive, activate, proof.
    ///
    /// @param underWay orders at once
    static CommandMix ofLicences(String prefix, CodeKeys keys, int underWay) {
        return new CommandMix(prefix, keys, false, underWay);
    }

    /// Gives commands in the order of the log.
    void generate(int count, Consumer<OutgoingCommand> sink) {
        List<Deque<OutgoingCommand>> stories = new ArrayList<>();
        int made = 0;
        int given = 0;
        while (given < count) {
            while (stories.size() < underWay) {
                stories.add(everything && random.nextDouble() < TICKET_SHARE ? ticket(made) : order(made));
                made++;
            }
            int index = random.nextInt(stories.size());
            Deque<OutgoingCommand> story = stories.get(index);
            OutgoingCommand command = story.removeFirst();
            sink.accept(command);
            given++;
            if (everything && given < count && random.nextDouble() < REPEAT_SHARE) {
                sink.accept(command);
                given++;
            }
            if (story.isEmpty()) {
                stories.set(index, stories.getLast());
                stories.removeLast();
            }
        }
    }

    private Deque<OutgoingCommand> order(int number) {
        String id = prefix + "CS" + number + "/1";
        String seller = "S-" + (1 + number % 50);
        String buyer = "buyer:B-" + number % 1_000;
        Deque<OutgoingCommand> story = new ArrayDeque<>();
        String code = "";
        story.add(supervision(
                id, seller, "platform:cloud", "open", """
                {"orderId":"%sCS%d","orderLineId":"1","buyerId":"B-%d","productId":"P-%d","goodsType":"LICENSE_CODE",\
                "paidAmount":"1280.00","currency":"CNY","periodType":"year","periodNumber":1,"productVersion":"2.1.0"}""".formatted(prefix, number, number % 1_000, number % 200)));
        if (number % 3 == 0) {
            SealedCode sealed = keys.seal(seller, id, "PL" + prefix + String.format("%014d", number));
            code = """
                    {"codeSealed":"%s","codeHash":"%s","codeKeyId":"%s","codeMasked":"%s"}""".formatted(sealed.sealed(), sealed.hash(), sealed.keyId(), sealed.masked());
        }
        story.add(supervision(id, seller, "platform:cloud", "issue-code", code.isEmpty() ? "{}" : code));
        if (everything && number % 10 == 0) {
            story.add(
                    supervision(id, seller, buyer, "request-refund", "{\"amount\":\"1280.00\",\"currency\":\"CNY\"}"));
            story.add(supervision(id, seller, "staff:S-7", "approve-refund", "{\"comment\":\"agreed\"}"));
            story.add(supervision(id, seller, "platform:cloud", "settle-refund", "{}"));
            return story;
        }
        story.add(supervision(id, seller, "staff:S-7", "confirm-delivery", "{\"comment\":\"deployed\"}"));
        story.add(supervision(id, seller, buyer, "receive-code", "{}"));
        if (everything && number % 7 == 0) {
            story.add(supervision(id, seller, buyer, "request-refund", "{\"amount\":\"1280.00\"}"));
        }
        story.add(supervision(id, seller, "software:AK1", "activate-code", "{}"));
        story.add(supervision(id, seller, "staff:S-7", "upload-proof", """
                {"documents":[{"name":"proof.pdf","mediaType":"application/pdf","sizeBytes":48211,"ref":"f/%d"}]}""".formatted(number)));
        return story;
    }

    private Deque<OutgoingCommand> ticket(int number) {
        String id = prefix + "T-" + number;
        String seller = "S-" + (1 + number % 50);
        String owner = "owner:" + seller;
        String buyer = "buyer:B-" + number % 1_000;
        Deque<OutgoingCommand> story = new ArrayDeque<>();
        story.add(ticket(id, seller, buyer, "open", """
                {"productId":"P-%d","category":"DEPLOYMENT","severity":"NORMAL","text":"授权码无法激活,请协助处理"}""".formatted(number % 200)));
        story.add(ticket(id, seller, owner, "accept", "{}"));
        story.add(ticket(id, seller, owner, "reply", "{\"text\":\"We are looking into it\"}"));
        story.add(ticket(id, seller, owner, "propose-solution", "{\"text\":\"Please upgrade to 2.1.0\"}"));
        story.add(ticket(id, seller, buyer, "confirm", "{}"));
        return story;
    }

    private OutgoingCommand supervision(String id, String seller, String actor, String type, String data) {
        return command(AggregateType.SUPERVISION, id, seller, actor, type, data);
    }

    private OutgoingCommand ticket(String id, String seller, String actor, String type, String data) {
        return command(AggregateType.TICKET, id, seller, actor, type, data);
    }

    private OutgoingCommand command(
            AggregateType aggregate, String id, String seller, String actor, String type, String data) {
        String commandId = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        return new OutgoingCommand(
                aggregate,
                type,
                commandId,
                id,
                actor,
                seller,
                null,
                "/bench",
                null,
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }
}
