package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.linkage.Model;

/// Who or what is meant by a name that somebody types, in whatever script and spelling: weighed by
/// the same model as entities are, as if nothing but the name were known.
public final class Spellings {

    /// Names that are worth a look, though likely somebody else's.
    private static final double LEAST = 0.02;

    private static final int MOST_WEIGHED = 60;

    private final Casebook casebook;

    public Spellings(Casebook casebook) {
        this.casebook = casebook;
    }

    /// @param probability that it is the one who is meant, so far as the name tells
    public record Meant(Entity entity, double probability) {}

    /// @param kinds of which they may be; empty means any
    /// @return the likeliest first; of a kind that is not compared nothing
    public List<Meant> of(Clearance by, String typed, Collection<String> kinds, int most) {
        if (typed.codePoints().filter(Character::isLetter).count() < 2) {
            return List.of();
        }
        var meant = new ArrayList<Meant>();
        for (var kind : Proposals.KINDS) {
            if (kinds.isEmpty() || kinds.contains(kind)) {
                meant.addAll(of(by.using(), typed, kind));
            }
        }
        return meant.stream()
                .sorted(
                        Comparator.comparingDouble(Meant::probability)
                                .reversed()
                                .thenComparing(one -> one.entity().id().toString()))
                .limit(most)
                .toList();
    }

    private List<Meant> of(Clearance by, String typed, String kind) {
        var there =
                casebook.outlines(by, casebook.resembling(by, typed, kind, MOST_WEIGHED)).values();
        var compared = Compared.of(kind);
        var asked = Weighing.Stated.named(typed, compared);
        var all = new ArrayList<>(List.of(asked));
        // Nothing but names is compared, so nothing that they refer to is looked up.
        var titles = casebook.titles(by, List.of(), Locale.ENGLISH);
        there.forEach(entity -> all.add(Weighing.Stated.of(entity, compared, titles)));
        var weighing = new Weighing(compared, all);
        return there.stream()
                .map(
                        entity ->
                                new Meant(
                                        entity,
                                        Model.probability(weighing.bits(asked.id(), entity.id()))))
                .filter(one -> one.probability() >= LEAST)
                .toList();
    }
}
