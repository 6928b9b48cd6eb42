package io.docket.processor;

import io.docket.contracts.OutgoingCommand;
import io.docket.contracts.Partitioning;
import io.docket.domain.AggregateType;
import io.docket.domain.SealedCode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// An order line for a licence by authorization code, and the commands of its story. Every call makes a command with an
/// id of its own.
record Order(String orderId, String seller, String buyer) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Order next() {
        return new Order("CS" + NUMBER.incrementAndGet(), "S-1", "B-1");
    }

    /// One whose commands lie on a given partition, so that they come in one batch with others there.
    static Order on(int partition, int partitions) {
        Order order = next();
        while (Partitioning.partitionOf(order.id().getBytes(StandardCharsets.UTF_8), partitions) != partition) {
            order = next();
        }
        return order;
    }

    String id() {
        return orderId + "/1";
    }

    OutgoingCommand open() {
        return openWith("");
    }

    /// @param more fields of the data, each after a comma
    OutgoingCommand openWith(String more) {
        return command("open", "platform:cloud", """
                {"orderId":"%s","orderLineId":"1","buyerId":"%s","productId":"P-1","goodsType":"LICENSE_CODE",\
                "paidAmount":"1280.00","currency":"CNY"%s}""".formatted(orderId, buyer, more));
    }

    OutgoingCommand issueCode() {
        return command("issue-code", "platform:cloud", "{}");
    }

    OutgoingCommand issueCode(SealedCode code) {
        return command("issue-code", "platform:cloud", sealed(code));
    }

    OutgoingCommand confirmDelivery() {
        return command("confirm-delivery", "staff:S-7", "{\"comment\":\"deployed\"}");
    }

    OutgoingCommand receiveCode() {
        return command("receive-code", "buyer:" + buyer, "{}");
    }

    OutgoingCommand activateCode() {
        return command("activate-code", "software:AK1", "{}");
    }

    OutgoingCommand activateCode(SealedCode code) {
        return command("activate-code", "software:AK1", sealed(code));
    }

    OutgoingCommand uploadProof() {
        return command("upload-proof", "staff:S-7", "{\"documents\":[]}");
    }

    OutgoingCommand requestRefund() {
        return command("request-refund", "buyer:" + buyer, "{\"amount\":\"1280.00\",\"currency\":\"CNY\"}");
    }

    OutgoingCommand remind() {
        return command("remind", "buyer:" + buyer, "{}");
    }

    /// Up to the delivered code, which the buyer may receive.
    List<OutgoingCommand> untilReceipt() {
        return List.of(open(), issueCode(), confirmDelivery());
    }

    /// From opening to completion: eight events.
    List<OutgoingCommand> story() {
        return List.of(open(), issueCode(), remind(), confirmDelivery(), receiveCode(), activateCode(), uploadProof());
    }

    OutgoingCommand command(String type, String actor, String data) {
        return new OutgoingCommand(
                AggregateType.SUPERVISION,
                type,
                UUID.randomUUID().toString(),
                id(),
                actor,
                seller,
                null,
                "/test",
                null,
                null,
                data.getBytes(StandardCharsets.UTF_8));
    }

    /// The same, as `import` would send it: wanted at a time of long ago.
    static OutgoingCommand dated(OutgoingCommand command, Instant time) {
        return new OutgoingCommand(
                command.type(),
                command.commandType(),
                command.id(),
                command.subject(),
                command.actor(),
                command.sellerId(),
                time,
                "/import",
                command.expectedVersion(),
                command.traceparent(),
                command.data());
    }

    /// The same content under another command's id.
    static OutgoingCommand withId(OutgoingCommand command, String id) {
        return new OutgoingCommand(
                command.type(),
                command.commandType(),
                id,
                command.subject(),
                command.actor(),
                command.sellerId(),
                command.time(),
                command.source(),
                command.expectedVersion(),
                command.traceparent(),
                command.data());
    }

    private static String sealed(SealedCode code) {
        return """
                {"codeSealed":"%s","codeHash":"%s","codeKeyId":"%s","codeMasked":"%s"}""".formatted(code.sealed(), code.hash(), code.keyId(), code.masked());
    }
}
