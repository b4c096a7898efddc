package org.haetae.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.ValueType;
import org.haetae.exchange.Conditions;
import org.jspecify.annotations.Nullable;

/// What a table is filtered by, as people write it and as the casebook is asked. How a property is
/// asked for follows from its type alone.
///
/// @param asked with what the form needs to ask again
record TableConditions(List<Condition> conditions, List<Sheet.Asking> asked) {
    /// Rows of the form: so many, or one more than are filled, up to the most.
    private static final int ROWS = 3;

    static final int MOST = 8;

    private static final int MOST_FOUND = 8;

    /// Whether one of them cannot be asked so.
    boolean wrong() {
        return asked.stream().anyMatch(asking -> asking.wrong() != null);
    }

    static TableConditions read(
            Casebook casebook,
            Visitor visitor,
            List<Property> askable,
            List<AskedTable.AskedFor> typed) {
        List<Condition> conditions = new ArrayList<>();
        List<Sheet.Asking> asked = new ArrayList<>();
        for (AskedTable.AskedFor one : typed) {
            askable.stream()
                    .filter(property -> property.code().equals(one.property()))
                    .findFirst()
                    .ifPresent(
                            property -> {
                                var row = new Row(casebook, visitor, property, one);
                                row.condition().ifPresent(conditions::add);
                                asked.add(row.asking());
                            });
        }
        for (int rows = Math.clamp(asked.size() + 1L, ROWS, MOST); asked.size() < rows; ) {
            asked.add(Sheet.Asking.NOTHING);
        }
        return new TableConditions(conditions, asked);
    }

    /// One condition.
    private static final class Row {
        private final Casebook casebook;
        private final Visitor visitor;
        private final Property property;
        private final AskedTable.AskedFor typed;
        private final Optional<Condition> condition;
        private List<Sheet.Candidate> found = List.of();
        private String target = "";
        private @Nullable String wrong;

        Row(Casebook casebook, Visitor visitor, Property property, AskedTable.AskedFor typed) {
            this.casebook = casebook;
            this.visitor = visitor;
            this.property = property;
            this.typed = typed;
            this.condition = read();
        }

        Optional<Condition> condition() {
            return condition;
        }

        Sheet.Asking asking() {
            Locale locale = visitor.language().locale();
            return new Sheet.Asking(
                    property.code(),
                    property.type().word(),
                    property.label().in(locale),
                    typed.value(),
                    typed.to(),
                    target,
                    TypedValue.terms(casebook.schema().vocabulary(property).orElse(null), locale),
                    found,
                    wrong);
        }

        private Optional<Condition> read() {
            try {
                return property.type() == ValueType.REFERENCE && !typed.value().isEmpty()
                        ? refersTo()
                        : Optional.of(
                                Conditions.of(
                                        casebook.schema(), property, typed.value(), typed.to()));
            } catch (IllegalArgumentException e) {
                return wrong();
            }
        }

        private Optional<Condition> wrong() {
            wrong = "value.wrong." + property.type().word();
            return Optional.empty();
        }

        /// Of several that are called so the one chosen, else the first; the form offers the
        /// others.
        private Optional<Condition> refersTo() {
            List<org.haetae.casebook.Entity> named =
                    casebook.lookUp(visitor.clearance(), typed.value(), property.to(), MOST_FOUND);
            if (named.isEmpty()) {
                return wrong();
            }
            EntityId meant =
                    named.stream()
                            .map(org.haetae.casebook.Entity::id)
                            .filter(id -> id.toString().equals(typed.target()))
                            .findFirst()
                            .orElse(named.getFirst().id());
            target = meant.toString();
            found = ClaimTellings.candidates(casebook, visitor, named);
            return Optional.of(new Condition.RefersTo(property.code(), meant));
        }
    }

    /// Whether a property is asked for with two values.
    static boolean isRange(String type) {
        return type.equals(ValueType.DATE.word()) || type.equals(ValueType.NUMBER.word());
    }
}
