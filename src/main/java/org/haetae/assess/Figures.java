package org.haetae.assess;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.casebook.EntityId;

/// What the incidents of a case come to together, from the claims that count. Figures, no verdict:
/// whether they make an attack widespread, systematic or a policy is a finding.
///
/// @param incidents how many
/// @param acts how many incidents there are of each act, by terms of the vocabulary `acts`
/// @param victims as sources count them, by counting unit; those without a number are counted in
///   `uncounted`
/// @param uncounted incidents of which no source gives a number of victims
/// @param named victims that sources name or tell apart, each once
/// @param places where they were
/// @param units that are said to have acted
/// @param policies that incidents are said to carry out
/// @param first first day that any of them can mean
/// @param last last day that any of them can mean
/// @param months in how many different months one begins at the earliest
/// @param perYear how many begin in each year at the earliest
public record Figures(
        int incidents,
        Map<String, Integer> acts,
        List<Counted> victims,
        int uncounted,
        Set<EntityId> named,
        Map<EntityId, Integer> places,
        Map<EntityId, Integer> units,
        Map<EntityId, Integer> policies,
        Optional<LocalDate> first,
        Optional<LocalDate> last,
        int months,
        Map<Integer, Integer> perYear) {

    /// The sum of the numbers of several incidents. Where sources give one incident different
    /// numbers the least and the most count.
    ///
    /// @param unit term of the vocabulary `counting-units`
    /// @param most absent when a number is open upwards
    /// @param incidents how many give a number
    public record Counted(
            String unit, BigDecimal least, Optional<BigDecimal> most, int incidents) {}

    public Figures {
        acts = Map.copyOf(acts);
        victims = List.copyOf(victims);
        named = Set.copyOf(named);
        places = Map.copyOf(places);
        units = Map.copyOf(units);
        policies = Map.copyOf(policies);
        perYear = Map.copyOf(perYear);
    }
}
