package io.docket.contracts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Holds today's schemas against those of a released version (architecture.md §6.3). What was a valid message stays
/// one: senders of commands are not updated, and events lie in logs for years. And who reads events finds in them what
/// he was promised.
final class SchemaCompatibility {
    private static final String SENT = "whoever sends it as released would be refused";
    private static final String STORED = "events that lie in logs would no longer be valid";
    private static final String PROMISED = "whoever reads events as released counts on it";

    private final List<String> problems = new ArrayList<>();
    private final String version;
    private final boolean event;
    private final String narrowed;

    private SchemaCompatibility(String version, boolean event) {
        this.version = version;
        this.event = event;
        this.narrowed = event ? STORED : SENT;
    }

    /// Each incompatible change, as a sentence.
    ///
    /// @param released a version's directory, laid out like today's
    static List<String> problems(Path released, Path today) throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path file : schemas(released)) {
            Path now = today.resolve(released.relativize(file).toString());
            String name = released.relativize(file).toString().replace(".json", "");
            if (!Files.exists(now)) {
                problems.add("%s of %s is gone: %s".formatted(name, released.getFileName(), SENT));
                continue;
            }
            boolean event = name.contains("/events/");
            var one = new SchemaCompatibility(String.valueOf(released.getFileName()), event);
            one.compare(name + ":", SchemaShape.of(file), SchemaShape.of(now));
            problems.addAll(one.problems);
        }
        return problems;
    }

    private static List<Path> schemas(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.toString().endsWith(MessageFile.EXAMPLE))
                    .filter(file -> file.getNameCount() - directory.getNameCount() == 3)
                    .sorted()
                    .toList();
        }
    }

    private void compare(String where, SchemaShape was, SchemaShape is) {
        Set<String> lost = without(was.types(), is.types());
        if (!is.types().isEmpty() && (was.types().isEmpty() || !lost.isEmpty())) {
            say(where, "may no longer be of type " + (lost.isEmpty() ? "any but " + is.types() : lost), narrowed);
        }
        Set<String> more = without(is.types(), was.types());
        if (event && !was.types().isEmpty() && (is.types().isEmpty() || !more.isEmpty())) {
            say(where, "may also be of type " + (more.isEmpty() ? "any" : more), PROMISED);
        }
        Set<String> gone = without(was.values(), is.values());
        if (!is.values().isEmpty() && (was.values().isEmpty() || !gone.isEmpty())) {
            say(where, "may no longer be " + (gone.isEmpty() ? "any but " + is.values() : gone), narrowed);
        }
        for (String name : without(is.required(), was.required())) {
            say(at(where, name), "has become mandatory", narrowed);
        }
        if (event) {
            for (String name : without(was.required(), is.required())) {
                say(at(where, name), "is no longer always there", PROMISED);
            }
        }
        compareLimits(where, was, is);
        for (String condition : without(is.conditions(), was.conditions())) {
            say(where, "has a condition that it had not: " + condition, narrowed);
        }
        was.parts().forEach((name, part) -> {
            SchemaShape now = is.parts().get(name);
            if (now == null) {
                say(at(where, name), "is gone", event ? PROMISED : "what senders say there would mean nothing");
            } else {
                compare(at(where, name), part, now);
            }
        });
    }

    private void compareLimits(String where, SchemaShape was, SchemaShape is) {
        is.limits().forEach((limit, now) -> {
            JsonNode before = was.limits().get(limit);
            if (before == null || SchemaShape.narrower(limit, now, before)) {
                say(where, "has %s %s, and had %s".formatted(limit, now, before == null ? "none" : before), narrowed);
            }
        });
    }

    private void say(String where, String change, String consequence) {
        problems.add("%s %s since %s: %s".formatted(where, change, version, consequence));
    }

    private static String at(String where, String name) {
        return where + (where.endsWith(":") ? " " : ".") + name;
    }

    private static Set<String> without(Set<String> all, Set<String> those) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(those);
        return rest;
    }
}
