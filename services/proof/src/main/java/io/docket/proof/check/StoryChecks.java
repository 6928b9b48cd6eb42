package io.docket.proof.check;

import io.docket.domain.AggregateType;
import io.docket.proof.check.Evidence.Logged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What the rules of the domain forbid, told from the events alone.
final class StoryChecks {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Evidence evidence;
    private final Judgement judgement;

    StoryChecks(Evidence evidence, Judgement judgement) {
        this.evidence = evidence;
        this.judgement = judgement;
    }

    void run() {
        stories(AggregateType.SUPERVISION).forEach(this::gate);
        stories(AggregateType.TICKET).forEach(this::oneHandler);
    }

    private Map<String, List<Logged>> stories(AggregateType type) {
        Map<String, List<Logged>> stories = new HashMap<>();
        evidence.events().stream()
                .filter(event -> event.at().type() == type && !event.isRefusal())
                .sorted(Comparator.comparingLong(Logged::sequence))
                .forEach(event -> stories.computeIfAbsent(event.aggregateId(), _ -> new ArrayList<>())
                        .add(event));
        return stories;
    }

    private void gate(String id, List<Logged> events) {
        boolean received = false;
        int activations = 0;
        String wrong = "";
        for (Logged event : events) {
            switch (event.eventType()) {
                case "code-received" -> received = true;
                case "code-activated" -> {
                    activations++;
                    wrong = received ? wrong : "is activated before receipt";
                }
                case "refund-requested" -> wrong = received ? "is to be refunded after receipt" : wrong;
                case "refund-settled" ->
                    wrong = received
                                    && !JSON.readTree(event.data())
                                            .path("derived")
                                            .asBoolean(false)
                            ? "is refunded after receipt, and no appeal was upheld"
                            : wrong;
                default -> {} // does not touch the gate
            }
        }
        judgement.require(activations <= 1 && wrong.isEmpty(), Check.GATE, id + " " + wrong + ": " + names(events));
    }

    private void oneHandler(String id, List<Logged> events) {
        boolean waits = false;
        boolean right = true;
        for (Logged event : events) {
            right &= !event.eventType().equals("accepted") || waits;
            waits = JSON.readTree(event.data()).path("state").asString("").equals("SUBMITTED");
        }
        judgement.require(right, Check.ONE_HANDLER, id + " is accepted by several: " + names(events));
    }

    private static List<String> names(List<Logged> events) {
        return events.stream().map(Logged::eventType).toList();
    }
}
