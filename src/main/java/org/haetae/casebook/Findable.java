package org.haetae.casebook;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.haetae.names.HistoricDate;
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
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

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
            case Value.Date(HistoricDate date) ->
                    new Findable(words, null, null, day(date.earliest()), day(date.latest()), null);
            case Value.Name name -> new Findable(words, null, null, null, null, null);
            case Value.Text text -> new Findable(words, null, null, null, null, null);
            case Value.Point point -> new Findable(words, null, null, null, null, null);
            case Value.Code code -> new Findable(words, null, null, null, null, null);
            case Value.Link link -> new Findable(words, null, null, null, null, null);
        };
    }

    /// Open ends stay open: what the database cannot hold is beyond every question.
    private static LocalDate day(LocalDate day) {
        return day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
    }
}
