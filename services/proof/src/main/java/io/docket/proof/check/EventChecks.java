package io.docket.proof.check;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import io.docket.proof.check.Evidence.Logged;
import io.docket.proof.check.Evidence.Published;
import io.docket.proof.check.Evidence.StateRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The event log, the states, and the events topics.
final class EventChecks {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Comparator<Logged> LOG_ORDER = Comparator.comparingInt(
                    (Logged event) -> event.at().generation())
            .thenComparingLong(event -> event.at().offset())
            .thenComparingInt(Logged::index);

    private final Evidence evidence;
    private final Judgement judgement;
    /// In log order.
    private final Map<Aggregate, List<Logged>> byAggregate = new LinkedHashMap<>();

    private record Aggregate(AggregateType type, String id) {}

    EventChecks(Evidence evidence, Judgement judgement) {
        this.evidence = evidence;
        this.judgement = judgement;
        evidence.events()
                .forEach(event -> byAggregate
                        .computeIfAbsent(new Aggregate(event.at().type(), event.aggregateId()), _ -> new ArrayList<>())
                        .add(event));
        byAggregate.values().forEach(events -> events.sort(LOG_ORDER));
    }

    void run() {
        inOrder();
        folded();
        published();
        judgement.examined(Check.COMMITTED_FIRST, evidence.seen());
        evidence.early()
                .forEach(
                        id -> judgement.violated(Check.COMMITTED_FIRST, id + " was published before it was committed"));
    }

    private void inOrder() {
        byAggregate.forEach((aggregate, events) -> {
            long version = 0;
            for (Logged event : events) {
                long expected = event.isRefusal() ? version : version + 1;
                boolean right = event.sequence() == expected || isOfAnotherSeller(event);
                judgement.require(
                        right, Check.IN_ORDER, event + " of " + aggregate + " should have sequence " + expected);
                version = event.isRefusal() ? version : event.sequence();
            }
        });
    }

    /// Who is not the aggregate's seller is told nothing of it.
    private static boolean isOfAnotherSeller(Logged event) {
        return event.isRefusal() && event.sequence() == 0;
    }

    private void folded() {
        judgement.examined(Check.FOLDED, evidence.projections().aggregates());
        evidence.projections()
                .examples()
                .forEach(difference -> judgement.violated(Check.FOLDED, difference.toString()));
        for (StateRow row : evidence.rows()) {
            String wrong = wrong(row);
            judgement.require(wrong == null, Check.FOLDED, row + " " + wrong);
        }
    }

    /// Without the code that folds: the last event says where its aggregate stands.
    private @Nullable String wrong(StateRow row) {
        List<Logged> events = byAggregate.getOrDefault(new Aggregate(row.type().ofTopic(), row.id()), List.of());
        Logged last = null;
        for (Logged event : events) {
            last = event.isRefusal() ? last : event;
        }
        if (last == null) {
            return "has no event";
        }
        if (last.sequence() != row.version()) {
            return "is not at the version of its last event, " + last.sequence();
        }
        JsonNode data = JSON.readTree(last.data());
        for (Map.Entry<String, String> column : row.columns().entrySet()) {
            String said = data.path(column.getKey()).asString("");
            if (!said.equals(column.getValue())) {
                return "differs from its last event in " + column.getKey() + ", which says " + said;
            }
        }
        return null;
    }

    private void published() {
        Map<String, Logged> expected = new HashMap<>();
        for (Logged event : evidence.events()) {
            if (isPublic(event)) {
                expected.put(event.id(), event);
            }
        }
        Map<String, Published> seen = new HashMap<>();
        Map<Aggregate, Coordinates> last = new HashMap<>();
        for (Published found : evidence.published()) {
            Logged event = expected.get(found.id());
            if (event == null) {
                judgement.violated(Check.PUBLISHED, found + " is not in the event log");
                continue;
            }
            String wrong = wrong(found, event);
            judgement.require(wrong == null, Check.PUBLISHED, found + " " + wrong + " than " + event);
            Published before = seen.putIfAbsent(found.id(), found);
            if (before != null) {
                judgement.require(
                        before.partition() == found.partition() && before.data().equals(found.data()),
                        Check.PUBLISHED,
                        found + " is not what it was when it was published first: " + before);
                continue;
            }
            Aggregate aggregate = new Aggregate(event.at().type(), event.aggregateId());
            Coordinates previous = last.put(aggregate, event.at());
            judgement.require(
                    previous == null || !isBefore(event.at(), previous),
                    Check.PUBLISHED,
                    found + " comes after what is later, " + previous);
        }
        Set<String> missing = new HashSet<>(expected.keySet());
        missing.removeAll(seen.keySet());
        missing.forEach(id -> judgement.violated(Check.PUBLISHED, expected.get(id) + " is on no topic"));
    }

    private static @Nullable String wrong(Published found, Logged event) {
        boolean same = found.key().equals(event.aggregateId())
                && found.data().equals(event.data())
                && Objects.equals(found.headers().get("ce_causationid"), event.commandId())
                && Objects.equals(found.headers().get("ce_actor"), event.actor())
                && Objects.equals(found.headers().get("ce_sequence"), Long.toString(event.sequence()))
                && found.headers().getOrDefault("ce_type", "").endsWith("." + event.eventType() + ".v1");
        return same ? null : "says other things";
    }

    /// Refusals of the clock's command concern nobody else.
    static boolean isPublic(Logged event) {
        return !event.isRefusal() || !event.data().contains("\"command\":\"deadline-elapsed\"");
    }

    private static boolean isBefore(Coordinates one, Coordinates other) {
        return one.generation() < other.generation()
                || (one.generation() == other.generation() && one.offset() < other.offset());
    }
}
