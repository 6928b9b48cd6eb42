package io.docket.contracts;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.calendar.WorkingPeriod;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A working calendar as data: `{"timeZone": "Asia/Shanghai", "week": {"MONDAY": ["09:00-12:00", "13:00-18:00"]},
/// "holidays": ["2026-10-01"], "workingDays": {"2026-10-10": ["09:00-12:00"]}}`.
final class CalendarData {
    private static final Map<String, DayOfWeek> DAYS = Choices.upperCase(DayOfWeek.values());
    private static final Pattern PERIOD =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-4]):([0-5][0-9])");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /// So that what may be promised comes within sight.
    private static final Duration WEEK_MIN = Duration.ofHours(1);

    private CalendarData() {}

    /// @return null when something is wrong, which the fields know then
    static @Nullable WorkingCalendar read(Fields fields) {
        try {
            ZoneId zone = zone(fields.text("timeZone"));
            ObjectNode week = fields.optionalObject("week");
            if (week == null) {
                fields.missing("week");
                return null;
            }
            Map<DayOfWeek, List<WorkingPeriod>> hours = new EnumMap<>(DayOfWeek.class);
            for (var day : week.properties()) {
                DayOfWeek known = DAYS.get(day.getKey());
                if (known == null) {
                    throw new Wrong(
                            "week",
                            "names a day that is none of "
                                    + DAYS.keySet().stream().sorted().toList());
                }
                hours.put(known, periods("week." + day.getKey(), day.getValue()));
            }
            requireSome(hours);
            return new WorkingCalendar(zone, hours, holidays(fields), workingDays(fields, hours));
        } catch (Wrong e) {
            fields.wrong(e.field, e.problem);
        } catch (IllegalArgumentException e) {
            fields.wrong("week", "cannot be reckoned with: " + e.getMessage());
        }
        return null;
    }

    private static void requireSome(Map<DayOfWeek, List<WorkingPeriod>> hours) {
        int minutes = hours.values().stream()
                .flatMap(List::stream)
                .mapToInt(period -> period.toMinute() - period.fromMinute())
                .sum();
        if (minutes < WEEK_MIN.toMinutes()) {
            throw new Wrong("week", "has less than an hour of work");
        }
    }

    /// Those listed and the public ones, which the gateway adds where `holidaysOf` names a country that it knows.
    private static Set<LocalDate> holidays(Fields fields) {
        if (fields.optionalText("holidaysOf") != null && fields.optionalArray("publicHolidays") == null) {
            throw new Wrong(
                    "holidaysOf",
                    "names no country or region, such as CN, DE or DE-BY, whose public holidays are known");
        }
        Set<LocalDate> holidays = new HashSet<>(dates(fields, "holidays"));
        holidays.addAll(dates(fields, "publicHolidays"));
        return holidays;
    }

    /// Make-up days of a country are worked like the week's first working day, unless their hours are listed.
    private static Map<LocalDate, List<WorkingPeriod>> workingDays(
            Fields fields, Map<DayOfWeek, List<WorkingPeriod>> week) {
        Map<LocalDate, List<WorkingPeriod>> working = new LinkedHashMap<>();
        List<WorkingPeriod> usual = week.values().stream()
                .filter(periods -> !periods.isEmpty())
                .findFirst()
                .orElse(List.of());
        dates(fields, "makeUpDays").forEach(day -> working.put(day, usual));
        ObjectNode days = fields.optionalObject("workingDays");
        if (days != null) {
            for (var day : days.properties()) {
                working.put(date("workingDays", day.getKey()), periods("workingDays", day.getValue()));
            }
        }
        return working;
    }

    private static List<LocalDate> dates(Fields fields, String field) {
        ArrayNode days = fields.optionalArray(field);
        List<LocalDate> dates = new ArrayList<>();
        if (days != null) {
            for (JsonNode day : days) {
                dates.add(date(field, day.isString() ? day.stringValue() : ""));
            }
        }
        return dates;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new Wrong("timeZone", "is no time zone such as Asia/Shanghai");
        }
    }

    private static LocalDate date(String field, String text) {
        try {
            if (DAY.matcher(text).matches()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            // As wrong as what does not look like one.
        }
        throw new Wrong(field, "has a day that is not one such as 2026-10-01");
    }

    private static List<WorkingPeriod> periods(String field, JsonNode node) {
        if (!(node instanceof ArrayNode array)) {
            throw new Wrong(field, "is not a list of periods such as 09:00-12:00");
        }
        List<WorkingPeriod> periods = new ArrayList<>();
        for (JsonNode period : array) {
            Matcher parts = PERIOD.matcher(period.isString() ? period.stringValue() : "");
            if (!parts.matches()) {
                throw new Wrong(field, "has a period that is not one such as 09:00-12:00");
            }
            try {
                periods.add(WorkingPeriod.of(number(parts, 1), number(parts, 2), number(parts, 3), number(parts, 4)));
            } catch (IllegalArgumentException e) {
                throw new Wrong(field, "has a period that does not end after it begins");
            }
        }
        return periods;
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(Objects.requireNonNull(parts.group(group)));
    }

    static void write(ObjectNode data, WorkingCalendar calendar) {
        data.put("timeZone", calendar.zone().getId());
        ObjectNode week = data.putObject("week");
        for (DayOfWeek day : DayOfWeek.values()) {
            List<WorkingPeriod> periods = calendar.week().get(day);
            if (periods != null) {
                write(week.putArray(day.name()), periods);
            }
        }
        ArrayNode holidays = data.putArray("holidays");
        calendar.holidays().stream().sorted().forEach(day -> holidays.add(day.toString()));
        ObjectNode workingDays = data.putObject("workingDays");
        calendar.workingDays().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(day -> write(workingDays.putArray(day.getKey().toString()), day.getValue()));
    }

    private static void write(ArrayNode array, List<WorkingPeriod> periods) {
        periods.forEach(period -> array.add(clock(period.fromMinute()) + "-" + clock(period.toMinute())));
    }

    private static String clock(int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String field;
        private final String problem;

        Wrong(String field, String problem) {
            super(problem, null, false, false);
            this.field = field;
            this.problem = problem;
        }
    }
}
