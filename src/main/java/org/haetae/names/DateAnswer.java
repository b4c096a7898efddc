package org.haetae.names;

import java.util.List;

/// What was made of a date that somebody typed.
public sealed interface DateAnswer {

    /// It means one date.
    record Read(HistoricDate date, DateRule rule) implements DateAnswer {}

    /// It may mean several dates: whoever typed it has to choose.
    record Ask(List<HistoricDate> readings, DateRule rule) implements DateAnswer {
        public Ask {
            readings = List.copyOf(readings);
        }
    }

    /// It was not read.
    record Refused(Refusal refusal) implements DateAnswer {}

    /// Why a typed text is not one date. What to do about it stands in `dates_en.properties` and
    /// `dates_ko.properties`; see [DateWords#of(Refusal, Language)].
    enum Refusal {
        EMPTY,
        /// "30 February 2017".
        NOT_IN_CALENDAR,
        /// "2012 to 2008".
        ENDS_BEFORE_IT_STARTS,
        /// "97년 가을", where years of two digits were not asked for.
        YEAR_OF_TWO_DIGITS,
        /// "summer", "12월 22일".
        NO_YEAR,
        /// "last year".
        RELATIVE,
        /// "in 1998, later in 2003".
        SEVERAL_DATES,
        /// There is a date in it, and other words that may change it.
        MORE_THAN_A_DATE,
        NO_DATE
    }
}
