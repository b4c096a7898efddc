package org.haetae.exchange;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;

/// Conditions on a property as people type them. How a property is asked for follows from its type
/// alone, so a property that a group adds can be asked for like any other.
public final class Conditions {

    private static final BigDecimal LEAST = new BigDecimal("-1e40");
    private static final BigDecimal GREATEST = new BigDecimal("1e40");

    private Conditions() {}

    /// One value alone is that value; what has no beginning is all up to its end.
    ///
    /// @param value words, a term, a date, a number or the id of an entity; empty for anything at
    ///   all
    /// @param to where a range of dates or numbers ends; empty where there is none
    /// @throws IllegalArgumentException when the property cannot be asked so; says what is expected
    public static Condition of(Schema schema, Property property, String value, String to) {
        var code = property.code();
        if (value.isEmpty() && to.isEmpty()) {
            return new Condition.Told(code);
        }
        return switch (property.type()) {
            case NAME, TEXT -> new Condition.Says(code, value);
            case CODE ->
                    new Condition.Is(code, ((Value.Code) typed(schema, property, value)).term());
            case REFERENCE -> new Condition.RefersTo(code, EntityId.parse(value));
            case DATE -> {
                var first = present(value).map(text -> (Value.Date) typed(schema, property, text));
                var last = present(to).map(text -> (Value.Date) typed(schema, property, text));
                yield new Condition.During(
                        code,
                        first.map(date -> date.date().earliest()).orElse(LocalDate.MIN),
                        last.or(() -> first)
                                .map(date -> date.date().latest())
                                .orElse(LocalDate.MAX));
            }
            case NUMBER -> {
                var low = present(value).map(text -> (Value.Number) typed(schema, property, text));
                var high = present(to).map(text -> (Value.Number) typed(schema, property, text));
                yield new Condition.Between(
                        code,
                        low.flatMap(Value.Number::low).orElse(LEAST),
                        high.or(() -> low).flatMap(Value.Number::high).orElse(GREATEST));
            }
            case POINT, LINK -> new Condition.Told(code);
        };
    }

    private static Value typed(Schema schema, Property property, String text) {
        return Values.typed(schema, property, text, EntityId::parse);
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
