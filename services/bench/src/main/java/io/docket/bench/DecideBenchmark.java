package io.docket.bench;

import io.docket.contracts.CommandDecoder;
import io.docket.contracts.CommandEncoder;
import io.docket.contracts.Decoded;
import io.docket.contracts.OutgoingCommand;
import io.docket.domain.AggregateType;
import io.docket.domain.Command;
import io.docket.domain.Decision;
import io.docket.domain.SealedCode;
import io.docket.domain.supervision.CodeClaim;
import io.docket.domain.supervision.Supervision;
import io.docket.domain.supervision.SupervisionCommand;
import io.docket.domain.supervision.SupervisionDecider;
import io.docket.domain.supervision.SupervisionEvent;
import io.docket.domain.supervision.SupervisionFold;
import io.docket.lifecycle.LifecycleCompiler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// What a decision costs by itself: a licence from opening to proof, six commands, decided and folded, and the same
/// commands decoded from their records.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
    private static final int STEPS = 6;
    private static final int PARTITIONS = 24;
    private static final String ID = "CS1/1";
    private static final String SELLER = "S-1";
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final SealedCode CODE = new SealedCode("PL-****-0001", "hash", "sealed", "key");

    private final SupervisionDecider decider = new SupervisionDecider(LifecycleCompiler.compileAll());
    private final CommandDecoder decoder = new CommandDecoder(false, null);
    private final List<ConsumerRecord<byte[], byte[]>> records = records();
    private final List<Command<SupervisionCommand>> commands =
            records.stream().map(this::decoded).toList();

    /// A command's mean cost.
    ///
    /// @param error half of the interval that holds the mean with 99.9 %
    record Cost(String what, double nanos, double error) {
        @Override
        public String toString() {
            return "%s: %,.0f ± %,.0f ns per command".formatted(what, nanos, error);
        }
    }

    static List<Cost> run() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(DecideBenchmark.class.getSimpleName())
                        .forks(2)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(2))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(2))
                        .build())
                .run();
        return results.stream()
                .map(RunResult::getPrimaryResult)
                .map(result -> new Cost(result.getLabel(), result.getScore(), result.getScoreError()))
                .toList();
    }

    /// Decide and fold.
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public @Nullable Supervision decideAndFold() {
        Supervision state = null;
        for (Command<SupervisionCommand> command : commands) {
            CodeClaim claim =
                    command.data() instanceof SupervisionCommand.IssueCode ? new CodeClaim(CODE, true, false) : null;
            if (decider.decide(state, command, AT, claim) instanceof Decision.Accepted<SupervisionEvent> accepted) {
                for (SupervisionEvent event : accepted.events()) {
                    state = SupervisionFold.apply(state, ID, SELLER, event);
                }
            } else {
                throw new IllegalStateException("Expected all of the licence to be accepted, but not " + command);
            }
        }
        return state;
    }

    /// From record to command.
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public int decode() {
        int readable = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            readable +=
                    decoder.decode(AggregateType.SUPERVISION, record, PARTITIONS) instanceof Decoded.Readable ? 1 : 0;
        }
        return readable;
    }

    @SuppressWarnings("unchecked") // the records are supervisions'
    private Command<SupervisionCommand> decoded(ConsumerRecord<byte[], byte[]> record) {
        return switch (decoder.decode(AggregateType.SUPERVISION, record, PARTITIONS)) {
            case Decoded.Readable readable ->
                (Command<SupervisionCommand>) readable.command().command();
            case Decoded.Unreadable unreadable -> throw new IllegalStateException(unreadable.detail());
        };
    }

    private static List<ConsumerRecord<byte[], byte[]>> records() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        add(records, "open", "platform:cloud", """
                {"orderId":"CS1","orderLineId":"1","buyerId":"B-1","productId":"P-1","goodsType":"LICENSE_CODE",\
                "paidAmount":"1280.00","currency":"CNY","periodType":"year","periodNumber":1,"productVersion":"2.1.0"}""");
        add(records, "issue-code", "platform:cloud", "{}");
        add(records, "confirm-delivery", "staff:S-7", "{\"comment\":\"deployed\"}");
        add(records, "receive-code", "buyer:B-1", "{}");
        add(records, "activate-code", "software:AK1", "{}");
        add(records, "upload-proof", "staff:S-7", """
                {"documents":[{"name":"proof.pdf","mediaType":"application/pdf","sizeBytes":48211,"ref":"f/1"}]}""");
        return List.copyOf(records);
    }

    private static void add(List<ConsumerRecord<byte[], byte[]>> records, String type, String actor, String data) {
        ProducerRecord<byte[], byte[]> record = CommandEncoder.encode(
                new OutgoingCommand(
                        AggregateType.SUPERVISION,
                        type,
                        "command-" + type,
                        ID,
                        actor,
                        SELLER,
                        null,
                        "/bench",
                        null,
                        null,
                        data.getBytes(StandardCharsets.UTF_8)),
                PARTITIONS);
        ConsumerRecord<byte[], byte[]> polled =
                new ConsumerRecord<>(record.topic(), record.partition(), records.size(), record.key(), record.value());
        record.headers().forEach(polled.headers()::add);
        records.add(polled);
    }
}
