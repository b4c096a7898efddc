package org.haetae.names;

/// Which rule read a date out of words.
public enum DateRule {
    /// Typed in EDTF.
    EDTF,
    DAY,
    /// "03/04/2017": digits that may be day and month or month and day.
    DAY_OR_MONTH_FIRST,
    MONTH,
    SEASON,
    /// "early 1998", "second quarter of 2017".
    PART_OF_YEAR,
    YEAR,
    DECADE,
    CENTURY,
    ABOUT,
    PERHAPS,
    BEFORE,
    AFTER,
    SINCE,
    UNTIL,
    /// "between March and May 2018".
    RANGE,
    /// "January and October 2017".
    SEVERAL
}
