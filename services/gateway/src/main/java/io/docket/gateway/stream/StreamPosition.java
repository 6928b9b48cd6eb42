package io.docket.gateway.stream;

import io.docket.domain.AggregateType;
import io.docket.store.read.CommandPartition;
import io.docket.store.read.LoggedEvent;
import io.docket.store.read.Progress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How far a stream has been read, partition by partition: the id of its events, with which it is resumed.
///
/// As text `sc:12,44.1,0;tc:7,0,3g2`: for each topic the next offset of its partitions in order, `.1` where the first
/// of the events of the command at that offset is read already, `g2` for a partition of the topic's second generation.
final class StreamPosition {
    private static final int TEXT_CHARS_MAX = 8_000;
    private static final Pattern TOPIC = Pattern.compile("([a-z]{1,8}):([0-9.,g]+)");
    private static final Pattern MARK = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,4}))?(?:g(\\d{1,5}))?");
    private static final Mark BEGINNING = new Mark(1, 0, 0);
    private static final Map<String, AggregateType> TYPES = AggregateType.ofTopics().stream()
            .collect(Collectors.toUnmodifiableMap(AggregateType::positionKey, Function.identity()));

    private final Map<CommandPartition, Mark> marks = new HashMap<>();

    /// Where one partition goes on.
    ///
    /// @param index of the events of the command at the offset
    record Mark(int generation, long offset, int index) {}

    private StreamPosition() {}

    /// Everything until now is passed.
    static StreamPosition at(Map<CommandPartition, Progress> heads) {
        StreamPosition position = new StreamPosition();
        heads.forEach(
                (partition, head) -> position.marks.put(partition, new Mark(head.generation(), head.nextOffset(), 0)));
        return position;
    }

    /// @throws IllegalArgumentException with one sentence, *Expected …, but …*
    static StreamPosition parse(String text) {
        StreamPosition position = new StreamPosition();
        boolean readable = text.length() <= TEXT_CHARS_MAX && !text.isBlank();
        for (String topic : readable ? text.strip().split(";", -1) : new String[] {""}) {
            Matcher parts = TOPIC.matcher(topic);
            AggregateType type = parts.matches() ? TYPES.get(parts.group(1)) : null;
            if (type == null || !position.add(type, parts.group(2).split(",", -1))) {
                throw new IllegalArgumentException(
                        "Expected the id of an event of this stream, but it cannot be read as one");
            }
        }
        return position;
    }

    private boolean add(AggregateType type, String[] texts) {
        for (int partition = 0; partition < texts.length; partition++) {
            Matcher parts = MARK.matcher(texts[partition]);
            if (!parts.matches()) {
                return false;
            }
            Mark mark = new Mark(
                    parts.group(3) == null ? 1 : Integer.parseInt(parts.group(3)),
                    Long.parseLong(parts.group(1)),
                    parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
            if (marks.put(new CommandPartition(type, partition), mark) != null) {
                return false;
            }
        }
        return true;
    }

    /// Whether this is a place on the log as it is: none of another log, and none in the future.
    boolean isWithin(Map<CommandPartition, Progress> heads) {
        return marks.entrySet().stream().allMatch(each -> {
            Progress head = heads.get(each.getKey());
            Mark mark = each.getValue();
            if (head == null) {
                return mark.equals(BEGINNING);
            }
            boolean passed = mark.generation() < head.generation() || mark.offset() < head.nextOffset();
            boolean justThere = mark.offset() == head.nextOffset() && mark.index() == 0;
            return mark.generation() >= 1 && mark.generation() <= head.generation() && (passed || justThere);
        });
    }

    Mark of(CommandPartition partition) {
        return marks.getOrDefault(partition, BEGINNING);
    }

    void move(CommandPartition partition, Mark mark) {
        marks.put(partition, mark);
    }

    void passed(CommandPartition partition, LoggedEvent event) {
        move(partition, new Mark(event.at().generation(), event.at().offset(), event.index() + 1));
    }

    @Override
    public String toString() {
        return AggregateType.ofTopics().stream()
                .map(this::topic)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(";"));
    }

    private String topic(AggregateType type) {
        List<Integer> known = marks.keySet().stream()
                .filter(partition -> partition.type() == type)
                .map(CommandPartition::partition)
                .sorted(Comparator.reverseOrder())
                .toList();
        if (known.isEmpty()) {
            return "";
        }
        String[] texts = new String[known.getFirst() + 1];
        Arrays.setAll(texts, partition -> text(of(new CommandPartition(type, partition))));
        return type.positionKey() + ":" + String.join(",", texts);
    }

    private static String text(Mark mark) {
        return mark.offset()
                + (mark.index() == 0 ? "" : "." + mark.index())
                + (mark.generation() == 1 ? "" : "g" + mark.generation());
    }
}
