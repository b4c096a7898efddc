package org.haetae.report;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseId;
import org.haetae.casebook.Locator;

/// What is not to be seen of an item when it is an exhibit of a case. The item itself stays as it
/// is.
///
/// @param place words of a page, or part of its image
/// @param lifted whether it may be seen again
public record Redaction(
        UUID id,
        CaseId inCase,
        ItemId item,
        Locator place,
        Ground ground,
        boolean lifted,
        ActorId by,
        Instant at) {

    /// Why.
    public enum Ground {
        /// It shows who somebody is.
        IDENTITY(1),
        /// It endangers somebody otherwise.
        SAFETY(2),
        /// Somebody has a right that it be kept secret.
        PRIVILEGE(3),
        /// It has nothing to do with the case and concerns a private life.
        PRIVATE_LIFE(4);

        private final int number;

        Ground(int number) {
            this.number = number;
        }

        /// The number in the database; never changes its meaning.
        int number() {
            return number;
        }

        static Ground of(int number) {
            for (var ground : values()) {
                if (ground.number == number) {
                    return ground;
                }
            }
            throw new IllegalArgumentException(
                    "a redaction has ground %d, which this version does not know"
                            .formatted(number));
        }

        /// As commands write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// @throws IllegalArgumentException when it is a stretch of a recording: these cannot be
    ///   redacted here
    public Redaction {
        if (place instanceof Locator.Stretch) {
            throw new IllegalArgumentException(
                    "a stretch of a recording cannot be redacted here; leave the recording out of the case");
        }
    }

    int page() {
        return switch (place) {
            case Locator.Passage passage -> passage.page();
            case Locator.Region region -> region.page();
            case Locator.Stretch _ -> 1;
        };
    }

    @Override
    public String toString() {
        return "Redaction[" + id + "]";
    }
}
