package org.haetae.responsibility;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.View;
import org.haetae.law.Law;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Together;

/// Who was over whom when something happened, and what is said of their power, knowledge and
/// failure, derived from the claims that one reader may see.
public final class Responsibility {

    private static final String UNIT = "organisation";

    private final Casebook casebook;
    private final Judgements judgements;
    private final Law law;

    public Responsibility(Casebook casebook, Judgements judgements, Law law) {
        this.casebook = casebook;
        this.judgements = judgements;
        this.law = law;
    }

    /// Whether this can be asked of an entity: of what happened, and of units.
    public static boolean isAbout(Entity entity) {
        return happened(entity) || entity.kind().code().equals(UNIT);
    }

    static boolean happened(Entity entity) {
        return entity.kind().view().equals(Optional.of(View.EVENT));
    }

    /// The chain of an event, or of a unit.
    ///
    /// @param on a day to be asked for instead of the dates of the event; of a unit, without one
    ///   nothing is told of any date
    /// @return nothing where the entity is not there for this reader, or is neither
    public Optional<Chain> chain(Clearance by, EntityId subject, Optional<LocalDate> on) {
        var together = new Together(casebook, judgements, by);
        return together.outlines(List.of(subject)).stream()
                .filter(Responsibility::isAbout)
                .findFirst()
                .map(
                        found ->
                                new Tracing(casebook.schema(), law, together)
                                        .of(found, on.map(HistoricDate::of)));
    }

    /// What is told of an event or a unit in the order of time.
    public Optional<Chronology> chronology(Clearance by, EntityId subject) {
        var together = new Together(casebook, judgements, by);
        return together.outlines(List.of(subject)).stream()
                .findFirst()
                .map(found -> Chronology.of(casebook.schema(), together, found));
    }
}
