package org.haetae.casebook;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Optional;
import org.haetae.names.HistoricDate;

/// What is claimed of a property. [Values] writes and reads them.
public sealed interface Value {

    /// What somebody or something is called. The form is kept as the source has it.
    ///
    /// @param language BCP 47, where told
    record Name(String text, Optional<String> language) implements Value {
        public Name {
            requireWords(text);
        }
    }

    /// Words of a recorder's own.
    record Text(String text, Optional<String> language) implements Value {
        public Text {
            requireWords(text);
        }
    }

    /// A date as the source gives it.
    record Date(HistoricDate date) implements Value {}

    /// A number or a range.
    ///
    /// @param low and
    /// @param high its bounds, equal for one number; one may be absent: "at least 12"
    /// @param unit what is counted
    /// @param rule how it was counted: a term of the vocabulary `counting-rule`
    /// @param words as the source has it, when that is not the number itself: "dozens"
    record Number(
            Optional<BigDecimal> low,
            Optional<BigDecimal> high,
            Optional<String> unit,
            Optional<String> rule,
            Optional<String> words)
            implements Value {
        public Number {
            low = low.map(Number::plain);
            high = high.map(Number::plain);
            if (low.isEmpty() && high.isEmpty()
                    || low.isPresent() && high.isPresent() && low.get().compareTo(high.get()) > 0) {
                throw new IllegalArgumentException(
                        "number is %s to %s; expected at least one bound, the lower one first"
                                .formatted(low.orElse(null), high.orElse(null)));
            }
        }

        /// The same number without zeros behind its point.
        static BigDecimal plain(BigDecimal number) {
            var stripped = number.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }

        /// One number as it is.
        public static Number of(BigDecimal number, Optional<String> unit) {
            return new Number(
                    Optional.of(number),
                    Optional.of(number),
                    unit,
                    Optional.empty(),
                    Optional.empty());
        }
    }

    /// A place on the earth (WGS 84).
    ///
    /// @param precisionMetres how far off it may be; shown as an area
    record Point(double latitude, double longitude, double precisionMetres) implements Value {
        public Point {
            if (!(Math.abs(latitude) <= 90
                    && Math.abs(longitude) <= 180
                    && precisionMetres >= 0
                    && precisionMetres < 1e8)) {
                throw new IllegalArgumentException(
                        "point is %s, %s within %s m; expected degrees within 90 and 180, and a precision in metres"
                                .formatted(latitude, longitude, precisionMetres));
            }
        }
    }

    /// Another entity.
    record Reference(EntityId entity) implements Value {}

    /// A term of the property's vocabulary.
    record Code(String term) implements Value {
        public Code {
            requireWords(term);
        }
    }

    /// A web address. Never requested by this software.
    record Link(URI address) implements Value {
        public Link {
            var scheme = address.getScheme();
            if (!"https".equals(scheme) && !"http".equals(scheme)) {
                throw new IllegalArgumentException(
                        "address begins with %s; expected http: or https:".formatted(scheme));
            }
        }
    }

    private static void requireWords(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a value is empty; expected something");
        }
    }
}
