package org.haetae.monitor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.haetae.casebook.EntityId;
import org.haetae.monitor.Account.Held;
import org.haetae.monitor.Account.Listing;
import org.haetae.monitor.Account.Sort;
import org.haetae.monitor.Account.Standing;
import org.haetae.monitor.Account.Treaty;

/// What held on a day: treaties and reservations, the state's own acts and policies, mandates that
/// concern it, designations.
final class InForce {

    private final Sources sources;
    private final LocalDate asOf;

    InForce(Sources sources) {
        this.sources = sources;
        this.asOf = sources.asOf();
    }

    List<Held> all(List<Treaty> treaties, List<Listing> designations) {
        var held = new ArrayList<Held>();
        for (var one : treaties) {
            if (one.standing() == Standing.BOUND || one.standing() == Standing.PERHAPS) {
                held.add(
                        new Held(
                                Sort.TREATY,
                                one.entity(),
                                one.since(),
                                one.standing() == Standing.BOUND,
                                one.claims()));
                one.reserved()
                        .forEach(
                                action ->
                                        held.add(
                                                new Held(
                                                        Sort.RESERVATION,
                                                        action.entity(),
                                                        action.date(),
                                                        one.standing() == Standing.BOUND,
                                                        action.claims())));
            }
        }
        var state = new LinkedHashSet<EntityId>(sources.state().entities());
        state.addAll(sources.countries());
        add(held, Sort.STATUTE, sources.of("statute", "state", state), "in-force", "ended");
        add(
                held,
                Sort.STATUTE,
                sources.of("statute", "passed-by", sources.belonging()),
                "passed",
                "ended");
        add(
                held,
                Sort.POLICY,
                sources.of("policy", "applied-by", sources.organs()),
                "start",
                "end");
        add(held, Sort.MANDATE, sources.of("mechanism", "concerns", state), "start", "end");
        designations.forEach(
                one ->
                        held.add(
                                new Held(
                                        Sort.DESIGNATION,
                                        one.entity(),
                                        one.date(),
                                        one.date().isPresent(),
                                        one.claims())));
        return held;
    }

    /// What had surely begun and not ended is sure; what nobody dates may hold.
    private void add(List<Held> held, Sort sort, List<Facts> some, String begins, String ends) {
        some.stream()
                .filter(one -> !one.after(begins, asOf) && !one.by(ends, asOf.minusDays(1)))
                .filter(one -> held.stream().noneMatch(other -> other.entity().equals(one.id())))
                .map(
                        one ->
                                new Held(
                                        sort,
                                        one.id(),
                                        one.date(begins),
                                        one.by(begins, asOf) && isAfterOrUntold(one, ends),
                                        one.claims()))
                .forEach(held::add);
    }

    private boolean isAfterOrUntold(Facts one, String ends) {
        return one.dates(ends).isEmpty() || one.after(ends, asOf.minusDays(1));
    }
}
