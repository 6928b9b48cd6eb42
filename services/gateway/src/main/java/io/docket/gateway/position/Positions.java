package io.docket.gateway.position;

import io.docket.domain.AggregateType;
import io.docket.domain.Coordinates;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A set of positions on the command topics, as `Docket-Position` and `Docket-Min-Position` carry it:
/// `sc.1:3:1234,tc.1:7:99` (topic, generation, partition, offset). Of two in one partition the further one counts.
///
/// @param coordinates one per partition, in the order of topic, generation and partition
public record Positions(List<Coordinates> coordinates) {
    public static final String HEADER = "Docket-Position";
    public static final String MIN_HEADER = "Docket-Min-Position";
    /// As sent, before merging.
    public static final int ENTRIES_MAX = 96;

    private static final Map<String, AggregateType> TYPES = AggregateType.ofTopics().stream()
            .collect(Collectors.toUnmodifiableMap(AggregateType::positionKey, Function.identity()));
    private static final Pattern ENTRY = Pattern.compile("([a-z]{1,8})\\.(\\d{1,5}):(\\d{1,5}):(\\d{1,18})");
    private static final Comparator<Coordinates> ORDER = Comparator.comparing(Coordinates::type)
            .thenComparingInt(Coordinates::generation)
            .thenComparingInt(Coordinates::partition);

    public Positions {
        coordinates = List.copyOf(coordinates);
    }

    public static Positions of(Collection<Coordinates> coordinates) {
        Map<List<Object>, Coordinates> furthest = new HashMap<>();
        for (Coordinates each : coordinates) {
            furthest.merge(
                    List.of(each.type(), each.generation(), each.partition()),
                    each,
                    (a, b) -> a.offset() >= b.offset() ? a : b);
        }
        return new Positions(furthest.values().stream().sorted(ORDER).toList());
    }

    /// @throws IllegalArgumentException with one sentence, *Expected …, but …*
    public static Positions parse(String header) {
        String[] entries = header.split(",", -1);
        if (entries.length > ENTRIES_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most " + ENTRIES_MAX + " positions, but there are " + entries.length);
        }
        return of(Arrays.stream(entries).map(entry -> entry(entry.strip())).toList());
    }

    /// One place on the log (`sc.1:3:1234`); empty: the text is none.
    public static Optional<Coordinates> parseOne(String text) {
        try {
            return Optional.of(entry(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Coordinates entry(String entry) {
        Matcher parts = ENTRY.matcher(entry);
        AggregateType type = parts.matches() ? TYPES.get(parts.group(1)) : null;
        if (type == null) {
            throw new IllegalArgumentException(
                    "Expected positions such as 'sc.1:3:1234,tc.1:7:99', but one cannot be read as topic, generation, "
                            + "partition and offset");
        }
        return new Coordinates(
                type,
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Long.parseLong(parts.group(4)));
    }

    /// As in the header.
    @Override
    public String toString() {
        return coordinates.stream().map(Coordinates::toString).collect(Collectors.joining(","));
    }
}
