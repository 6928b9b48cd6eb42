package io.docket.domain.calendar;

/// Working hours within a day, by the wall clock: `[540, 720)` is 09:00 to 12:00.
///
/// @param fromMinute of the day, 0 to 1,439
/// @param toMinute of the day, later than `fromMinute`; 1,440 is 24:00
public record WorkingPeriod(int fromMinute, int toMinute) {
    static final int MINUTES_PER_DAY = 1_440;

    public WorkingPeriod {
        if (fromMinute < 0 || toMinute > MINUTES_PER_DAY || fromMinute >= toMinute) {
            throw new IllegalArgumentException("Expected a period within 00:00 and 24:00 that ends after it begins, but"
                    + " it is minute " + fromMinute + " to " + toMinute + " of the day");
        }
    }

    /// `WorkingPeriod.of(9, 0, 12, 0)`
    public static WorkingPeriod of(int fromHour, int fromMinute, int toHour, int toMinute) {
        return new WorkingPeriod(fromHour * 60 + fromMinute, toHour * 60 + toMinute);
    }
}
