package org.haetae.suggest;

import java.util.Optional;

/// A mention or a claim that a rule proposes: never a fact.
///
/// @param start first character, from 0, in Unicode code points of the text that was read
/// @param end one past the last character
/// @param quote the characters between, as they stand
/// @param value normalised: the label of the list, the number with its unit, the name in one
///   spelling
/// @param claim what it would become when accepted, where the rule knows
public record Suggestion(
        int start,
        int end,
        String quote,
        Kind kind,
        String value,
        Rule rule,
        Optional<Shape> claim) {

    public Suggestion {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "suggestion covers characters %d to %d; expected 0 <= start < end"
                            .formatted(start, end));
        }
    }
}
