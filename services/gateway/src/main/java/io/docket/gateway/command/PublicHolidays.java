package io.docket.gateway.command;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import io.docket.domain.calendar.ChineseHolidays;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a country's public holidays into a calendar before it reaches the log, day by day: so the decision reads no
/// library whose next release knows other days. Jollyday has the rules of countries and their regions but not China's,
/// whose days are
/// announced year by year: [ChineseHolidays] has them and the days worked in their stead.
final class PublicHolidays {
    /// Beyond it a calendar has to be set again.
    static final int YEARS_AHEAD = 5;

    private static final String HOLIDAYS_OF = "holidaysOf";
    private static final String CHINA = "CN";
    /// What only a gateway writes.
    private static final List<String> GATEWAYS_OWN = List.of("publicHolidays", "makeUpDays");
    /// A country of ISO 3166-1 and, if any, its region as ISO 3166-2 has it.
    private static final Pattern PLACE = Pattern.compile("([A-Z]{2})(?:-([A-Z0-9]{1,3}))?");

    /// What cannot be resolved is left as it is, for the decision to refuse.
    void resolve(ObjectNode data, Year thisYear) {
        data.remove(GATEWAYS_OWN);
        String place = data.path(HOLIDAYS_OF).asString("");
        if (place.equals(CHINA)) {
            write(data, "publicHolidays", ChineseHolidays.holidays());
            write(data, "makeUpDays", ChineseHolidays.makeUpDays());
            return;
        }
        Matcher parts = PLACE.matcher(place);
        if (parts.matches()) {
            days(parts.group(1), Optional.ofNullable(parts.group(2)), thisYear)
                    .ifPresent(days -> write(data, "publicHolidays", days));
        }
    }

    private static Optional<Set<LocalDate>> days(String country, Optional<String> region, Year first) {
        if (!HolidayManager.getSupportedCalendarCodes().contains(country)) {
            return Optional.empty();
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
        String[] regions =
                region.map(text -> text.toLowerCase(Locale.ROOT)).stream().toArray(String[]::new);
        CalendarHierarchy known = manager.getCalendarHierarchy();
        if (regions.length > 0 && !known.getChildren().containsKey(regions[0])) {
            return Optional.empty();
        }
        Set<LocalDate> days = new TreeSet<>();
        for (int year = 0; year <= YEARS_AHEAD; year++) {
            for (Holiday holiday : manager.getHolidays(first.plusYears(year), HolidayType.PUBLIC_HOLIDAY, regions)) {
                days.add(holiday.getActualDate());
                holiday.getObservedDate().ifPresent(days::add);
            }
        }
        return Optional.of(days);
    }

    private static void write(ObjectNode data, String field, Set<LocalDate> days) {
        ArrayNode array = data.putArray(field);
        days.stream().sorted().forEach(day -> array.add(day.toString()));
    }
}
