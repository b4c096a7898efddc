package org.haetae.names;

import java.util.List;

/// A date in a running text, and where it stands there.
///
/// @param readings what it means; two or more when the text allows both ("03/04/2017"), never none
/// @param rule the rule that read it
/// @param start first character, counted from 0 in Unicode code points
/// @param end one past the last character
public record DateMention(List<HistoricDate> readings, DateRule rule, int start, int end) {

    public DateMention {
        readings = List.copyOf(readings);
        if (readings.isEmpty() || start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "%d readings at %d to %d; expected at least one and 0 <= start < end"
                            .formatted(readings.size(), start, end));
        }
    }
}
