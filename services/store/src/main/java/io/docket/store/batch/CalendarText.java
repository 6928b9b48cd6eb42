package io.docket.store.batch;

import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.calendar.WorkingPeriod;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A working calendar in one column: zone, hours by weekday in minutes of the day, holidays, single working days:
/// `Asia/Shanghai|1:540-720,780-1080;2:540-720|2026-10-01;2026-10-02|2026-10-10:540-720`.
final class CalendarText {
    private static final String PART = "|";
    private static final String ENTRY = ";";
    private static final String PERIOD = ",";
    private static final int PARTS = 4;

    private CalendarText() {}

    static @Nullable String of(@Nullable WorkingCalendar calendar) {
        if (calendar == null) {
            return null;
        }
        String week = calendar.week().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(day -> day.getKey().getValue() + ":" + of(day.getValue()))
                .collect(Collectors.joining(ENTRY));
        String holidays =
                calendar.holidays().stream().sorted().map(LocalDate::toString).collect(Collectors.joining(ENTRY));
        String single = calendar.workingDays().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(day -> day.getKey() + ":" + of(day.getValue()))
                .collect(Collectors.joining(ENTRY));
        return String.join(PART, calendar.zone().getId(), week, holidays, single);
    }

    private static String of(List<WorkingPeriod> periods) {
        return periods.stream()
                .map(period -> period.fromMinute() + "-" + period.toMinute())
                .collect(Collectors.joining(PERIOD));
    }

    static @Nullable WorkingCalendar read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String[] parts = text.split("\\|", PARTS);
        Map<DayOfWeek, List<WorkingPeriod>> week = new EnumMap<>(DayOfWeek.class);
        for (String day : entries(parts[1])) {
            int colon = day.indexOf(':');
            week.put(DayOfWeek.of(Integer.parseInt(day.substring(0, colon))), periods(day.substring(colon + 1)));
        }
        Set<LocalDate> holidays = new HashSet<>();
        entries(parts[2]).forEach(day -> holidays.add(LocalDate.parse(day)));
        Map<LocalDate, List<WorkingPeriod>> single = new HashMap<>();
        for (String day : entries(parts[3])) {
            int colon = day.indexOf(':');
            single.put(LocalDate.parse(day.substring(0, colon)), periods(day.substring(colon + 1)));
        }
        return new WorkingCalendar(ZoneId.of(parts[0]), week, holidays, single);
    }

    private static List<String> entries(String part) {
        return part.isEmpty() ? List.of() : List.of(part.split(ENTRY, -1));
    }

    private static List<WorkingPeriod> periods(String text) {
        List<WorkingPeriod> periods = new ArrayList<>();
        if (!text.isEmpty()) {
            for (String period : text.split(PERIOD, -1)) {
                int dash = period.indexOf('-');
                periods.add(new WorkingPeriod(
                        Integer.parseInt(period.substring(0, dash)), Integer.parseInt(period.substring(dash + 1))));
            }
        }
        return periods;
    }
}
