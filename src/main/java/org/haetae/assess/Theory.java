package org.haetae.assess;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.casebook.EntityId;
import org.haetae.names.HistoricDate;

/// What a case is about, as those who build it see it. In our own words and never in those of a
/// source: it is kept in the clear beside the case.
///
/// @param title by which people call it
/// @param summary in a few sentences; may be empty
/// @param period in which the conduct was
/// @param places where it was, with all that lies within them
/// @param conduct codes of provisions: acts of a crime ([org.haetae.law.Provision.Type#ACT]) whose
///   elements are to be shown
/// @param liability codes of provisions: ways in which its persons answer for it
/// @param persons about whom elements are to be shown
/// @param units that are said to have acted, with all that is part of them
/// @param standard code of the standard of proof that its matrix is read by unless told otherwise
/// @param added incidents that belong to it by hand
/// @param excluded incidents that do not, although they fit
public record Theory(
        String title,
        String summary,
        Optional<HistoricDate> period,
        Set<EntityId> places,
        List<String> conduct,
        List<String> liability,
        Set<EntityId> persons,
        Set<EntityId> units,
        String standard,
        Set<EntityId> added,
        Set<EntityId> excluded) {

    /// The longest title, in characters.
    public static final int LONGEST_TITLE = 200;

    public Theory {
        title = title.strip();
        summary = summary.strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException(
                    "a title has %d characters; expected 1 to %d"
                            .formatted(title.length(), LONGEST_TITLE));
        }
        places = Set.copyOf(places);
        conduct = conduct.stream().distinct().toList();
        liability = liability.stream().distinct().toList();
        persons = Set.copyOf(persons);
        units = Set.copyOf(units);
        added = Set.copyOf(added);
        excluded = Set.copyOf(excluded);
    }

    /// Whether it says what incidents belong to it, besides those added by hand.
    public boolean chooses() {
        return period.isPresent() || !places.isEmpty() || !units.isEmpty();
    }

    @Override
    public String toString() {
        return "Theory";
    }
}
