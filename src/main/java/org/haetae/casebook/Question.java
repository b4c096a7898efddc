package org.haetae.casebook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What is asked of the casebook: entities of one kind that fulfil all conditions, in the order of
/// their titles.
///
/// @param after the last one seen; empty to begin
public record Question(String kind, List<Condition> conditions, Optional<Place> after, int limit) {

    private static final int MOST = 10_000;

    /// Where an entity stands in the order.
    public record Place(String words, EntityId entity) {}

    /// What a claim that counts must say of a property.
    public sealed interface Condition {
        String property();

        /// Anything at all.
        record Told(String property) implements Condition {}

        /// Words that begin any word of a name or a text.
        record Says(String property, String words) implements Condition {}

        /// A term or one that it includes.
        record Is(String property, String term) implements Condition {}

        /// A date that may lie between two days, both included.
        record During(String property, LocalDate first, LocalDate last) implements Condition {}

        /// A number that may lie between two bounds, both included.
        record Between(String property, BigDecimal low, BigDecimal high) implements Condition {}

        /// Another entity.
        record RefersTo(String property, EntityId entity) implements Condition {}

        /// Anything of any property, of which the review has come so far.
        record Reviewed(Standing standing) implements Condition {
            @Override
            public String property() {
                return "";
            }
        }
    }

    public Question {
        conditions = List.copyOf(conditions);
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "%d entities asked for; expected 1 to %d".formatted(limit, MOST));
        }
    }

    /// All of a kind, from the first.
    public static Question of(String kind, int limit) {
        return new Question(kind, List.of(), Optional.empty(), limit);
    }
}
