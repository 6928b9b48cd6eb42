package io.docket.contracts;

import io.docket.domain.Invalid;
import io.docket.domain.calendar.WorkingCalendar;
import io.docket.domain.seller.SellerCommand;
import io.docket.domain.seller.SellerCommandType;
import io.docket.domain.ticket.Severity;
import io.docket.domain.ticket.SlaPolicy;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Reads the data of commands to a seller.
final class SellerData {
    static final Map<String, Severity> SEVERITIES = Choices.upperCase(Severity.values());

    /// Hours and minutes of working time: a day would be no number of hours that everybody agrees on.
    private static final Pattern WORKING_TIME = Pattern.compile("PT([0-9]{1,3}H)?([0-9]{1,5}M)?");

    /// About sixty working days of eight hours.
    private static final Duration PROMISE_MAX = Duration.ofHours(500);

    private SellerData() {}

    static SellerCommand read(SellerCommandType type, ObjectNode data, String subject, String sellerId) {
        Fields fields = new Fields(data);
        if (!subject.equals(sellerId)) {
            fields.wrong("subject", "is not the seller");
        }
        SellerCommand command = switch (type) {
            case SET_SLA_POLICY ->
                new SellerCommand.SetSlaPolicy(
                        fields.choice("severity", SEVERITIES, Severity.NORMAL),
                        new SlaPolicy(workingTime(fields, "firstResponse"), workingTime(fields, "resolution")));
            case REMOVE_SLA_POLICY ->
                new SellerCommand.RemoveSlaPolicy(fields.choice("severity", SEVERITIES, Severity.NORMAL));
            case SET_CALENDAR -> {
                WorkingCalendar calendar = CalendarData.read(fields);
                yield new SellerCommand.SetCalendar(calendar == null ? WorkingCalendar.PLATFORM : calendar);
            }
            case RECORD_VERIFICATION -> {
                if (fields.node("passed") == null) {
                    fields.missing("passed");
                }
                boolean passed = fields.flag("passed", false);
                fields.optionalText("reason");
                yield new SellerCommand.RecordVerification(passed);
            }
            case RESET_CALENDAR -> {
                fields.optionalText("comment");
                yield new SellerCommand.Plain(type);
            }
            case UNLOCK_VERIFICATION -> {
                fields.optionalText("comment");
                fields.optionalId("ticketId");
                yield new SellerCommand.Plain(type);
            }
        };
        Invalid invalid = fields.invalid();
        return invalid == null ? command : new SellerCommand.Malformed(type, invalid);
    }

    private static Duration workingTime(Fields fields, String name) {
        String text = fields.text(name);
        try {
            Duration time = WORKING_TIME.matcher(text).matches() ? Duration.parse(text) : Duration.ZERO;
            if (time.isPositive() && time.compareTo(PROMISE_MAX) <= 0) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // PT alone looks like one but says nothing.
        }
        fields.wrong(name, "is no working time such as PT4H or PT90M, from a minute to 500 hours");
        return Duration.ZERO;
    }
}
