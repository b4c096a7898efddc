package org.haetae.assess;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.casebook.EntityId;

/// What claims that count say of one incident, as far as a matrix needs it.
///
/// @param acts terms of the vocabulary `acts`: what is said to have been done
/// @param first first day that any of its dates can mean
/// @param last last day that any of its dates can mean
/// @param victims who is named or told apart
/// @param numbers of victims, as sources give them
record Incident(
        EntityId id,
        Set<String> acts,
        Optional<LocalDate> first,
        Optional<LocalDate> last,
        Set<EntityId> places,
        Set<EntityId> actors,
        Set<EntityId> victims,
        Set<EntityId> policies,
        List<Number> numbers) {

    /// @param high absent when it is open upwards
    record Number(String unit, BigDecimal low, Optional<BigDecimal> high) {}

    Incident {
        acts = Set.copyOf(acts);
        places = Set.copyOf(places);
        actors = Set.copyOf(actors);
        victims = Set.copyOf(victims);
        policies = Set.copyOf(policies);
        numbers = List.copyOf(numbers);
    }
}
