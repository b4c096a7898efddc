package org.haetae.casebook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What stands beside a value so that it can be asked for.
record Findable(
        @Nullable String words,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable UUID target) {

    private static final int MOST_WORDS = 400;

    Findable {
        low = low == null ? null : Value.Number.plain(low);
        high = high == null ? null : Value.Number.plain(high);
    }

    /// Of a value that is sealed nothing stands beside it.
    static Findable of(Optional<Value> value) {
        if (value.isEmpty()) {
            return new Findable(null, null, null, null, null, null);
        }
        var words = Values.words(value.get());
        words = words.length() > MOST_WORDS ? words.substring(0, MOST_WORDS) : words;
        return switch (value.get()) {
            case Value.Number number ->
                    new Findable(
                            words,
                            number.low().orElse(null),
                            number.high().orElse(null),
                            null,
                            null,
                            null);
            case Value.Reference reference ->
                    new Findable(words, null, null, null, null, reference.entity().value());
            case Value.Date date -> new Findable(words, null, null, null, null, null);
            case Value.Name name -> new Findable(words, null, null, null, null, null);
            case Value.Text text -> new Findable(words, null, null, null, null, null);
            case Value.Point point -> new Findable(words, null, null, null, null, null);
            case Value.Code code -> new Findable(words, null, null, null, null, null);
            case Value.Link link -> new Findable(words, null, null, null, null, null);
        };
    }
}
