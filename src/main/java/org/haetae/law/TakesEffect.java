package org.haetae.law;

import java.time.LocalDate;

/// When a treaty that is in force already binds a state that joins: so long after the deposit of
/// its instrument.
///
/// @param article that says so
/// @param months of the calendar, and
/// @param days after these, of which the last is the first day of force: "on the thirtieth day
///   after" is 30
/// @param firstOfMonth whether the first day of the month after that is meant
public record TakesEffect(String article, int months, int days, boolean firstOfMonth) {

    public TakesEffect {
        if (months < 0 || days < 0) {
            throw new IllegalArgumentException(
                    "takes effect after %d months and %d days; expected none below 0"
                            .formatted(months, days));
        }
    }

    /// The first day on which a state is bound.
    public LocalDate after(LocalDate deposit) {
        var day = deposit.plusMonths(months).plusDays(days);
        return firstOfMonth ? day.plusMonths(1).withDayOfMonth(1) : day;
    }
}
