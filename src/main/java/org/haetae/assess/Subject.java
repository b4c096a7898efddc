package org.haetae.assess;

import java.util.Locale;
import java.util.UUID;
import org.haetae.casebook.EntityId;

/// What an element is shown of.
public sealed interface Subject {

    /// An event of the casebook: an act, a detention, a journey.
    record Incident(EntityId entity) implements Subject {
        @Override
        public UUID id() {
            return entity.value();
        }
    }

    /// Somebody who may answer for conduct.
    record Person(EntityId entity) implements Subject {
        @Override
        public UUID id() {
            return entity.value();
        }
    }

    /// All conduct of the case together, for elements of context.
    record Whole(CaseId of) implements Subject {
        @Override
        public UUID id() {
            return of.value();
        }
    }

    /// Of the entity, or of the case.
    UUID id();

    /// The number in the database; never changes its meaning.
    default int number() {
        return switch (this) {
            case Incident incident -> 1;
            case Person person -> 2;
            case Whole whole -> 3;
        };
    }

    /// As files and commands write it.
    default String word() {
        return switch (this) {
            case Incident incident -> "incident";
            case Person person -> "person";
            case Whole whole -> "case";
        };
    }

    /// As it lies in the database.
    static Subject of(int number, UUID id) {
        return switch (number) {
            case 1 -> new Incident(new EntityId(id));
            case 2 -> new Person(new EntityId(id));
            case 3 -> new Whole(new CaseId(id));
            default ->
                    throw new IllegalArgumentException(
                            "a subject has number %d, which this version does not know"
                                    .formatted(number));
        };
    }

    /// As [#word] writes it.
    static Subject of(String word, UUID id) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "incident" -> of(1, id);
            case "person" -> of(2, id);
            case "case" -> of(3, id);
            default ->
                    throw new IllegalArgumentException(
                            "a subject is \"%s\"; expected incident, person or case"
                                    .formatted(word));
        };
    }
}
