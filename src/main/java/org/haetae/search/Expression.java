package org.haetae.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a query asks for, as `QueryReader` understood it.
public sealed interface Expression {

    /// Every item.
    record Everything() implements Expression {}

    record All(List<Expression> parts) implements Expression {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Expression> parts) implements Expression {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    record Not(Expression part) implements Expression {}

    /// What stands between two spaces.
    ///
    /// @param exact as written, without stems; in Korean with its particles
    record Word(String text, boolean exact) implements Expression {}

    /// Words one after the other. Spaces do not count in scripts that write them loosely.
    ///
    /// @param within how many words may stand between them, in any order; 0 for exactly so
    record Phrase(String text, int within) implements Expression {}

    /// A word with `*` for any letters and `?` for one.
    record Pattern(String text) implements Expression {}

    /// Words at most so many letters (Korean: syllables) apart from this one.
    record Similar(String text, int edits) implements Expression {}

    /// Two things with at most so many words between them, in either order.
    record Near(Expression left, Expression right, int within) implements Expression {}

    /// Searched in one field of words.
    record In(Field field, Expression part) implements Expression {}

    /// A field with this value.
    ///
    /// @param position where the value stands in the query, in code points, for a message
    record Value(Field field, String value, int position) implements Expression {}

    /// Dated within these days, both included; an open end is empty.
    record Dated(Optional<LocalDate> from, Optional<LocalDate> to) implements Expression {}

    /// Fields that can be named in a query.
    enum Field {
        NAME("name", List.of("path", "title", "이름", "제목", "경로")),
        ABOUT("about", List.of("metadata", "author", "정보", "작성자")),
        TYPE("type", List.of("kind", "종류", "형식")),
        LANGUAGE("language", List.of("lang", "언어")),
        DATE("date", List.of("날짜", "일자")),
        YEAR("year", List.of("연도", "년도")),
        ACCESSION("accession", List.of("수집", "입수")),
        COMPARTMENT("compartment", List.of("구획", "구역")),
        OUTCOME("outcome", List.of("결과", "상태")),
        ITEM("item", List.of("자료"));

        private final String word;
        private final List<String> aliases;

        Field(String word, List<String> aliases) {
            this.word = word;
            this.aliases = aliases;
        }

        /// As it is typed.
        public String word() {
            return word;
        }

        static Optional<Field> named(String name) {
            for (Field field : values()) {
                if (field.word.equalsIgnoreCase(name)
                        || field.aliases.stream().anyMatch(name::equalsIgnoreCase)) {
                    return Optional.of(field);
                }
            }
            return Optional.empty();
        }
    }
}
