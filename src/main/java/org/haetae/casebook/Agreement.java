package org.haetae.casebook;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/// How far two coders agree beyond what chance would give: Cohen's kappa (J. Cohen, A coefficient
/// of agreement for nominal scales, Educational and Psychological Measurement 20, 1960, 37-46).
///
/// Every disagreement weighs the same, also one between a term and the broader one above it.
public final class Agreement {

    /// What each of two coders said of one unit.
    public record Pair(String one, String other) {}

    private static final double WITHIN_95_PERCENT = 1.96;

    private final Map<Pair, Integer> counts = new HashMap<>();
    private final int units;

    /// @param pairs one for each unit that both coded
    public Agreement(Collection<Pair> pairs) {
        pairs.forEach(pair -> counts.merge(pair, 1, Integer::sum));
        this.units = pairs.size();
    }

    /// How many units both coded.
    public int units() {
        return units;
    }

    /// Of how many units they said the same.
    public int agreed() {
        return categories().stream().mapToInt(code -> count(code, code)).sum();
    }

    /// Every code that at least one of them gave.
    public SortedSet<String> categories() {
        var categories = new TreeSet<String>();
        for (var pair : counts.keySet()) {
            categories.addAll(List.of(pair.one(), pair.other()));
        }
        return categories;
    }

    /// Of how many units one said this and the other that.
    public int count(String one, String other) {
        return counts.getOrDefault(new Pair(one, other), 0);
    }

    /// Share of the units of which they said the same; absent without units.
    public OptionalDouble observed() {
        return units == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) agreed() / units);
    }

    /// Share of which they would say the same by chance, if each gave each code as often as they
    /// did; absent without units.
    public OptionalDouble expected() {
        if (units == 0) {
            return OptionalDouble.empty();
        }
        double sum = 0;
        for (var code : categories()) {
            double byOne = 0;
            double byOther = 0;
            for (var pair : counts.entrySet()) {
                byOne += pair.getKey().one().equals(code) ? pair.getValue() : 0;
                byOther += pair.getKey().other().equals(code) ? pair.getValue() : 0;
            }
            sum += byOne / units * (byOther / units);
        }
        return OptionalDouble.of(sum);
    }

    /// 1 when they always agree, 0 when as often as by chance, less when more seldom. Absent where
    /// it is not defined: without units, and when both gave one and the same code throughout.
    public OptionalDouble kappa() {
        return units == 0 || categories().size() == 1
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        (observed().getAsDouble() - expected().getAsDouble())
                                / (1 - expected().getAsDouble()));
    }

    /// Between which bounds kappa lies for all such units in 95 of 100 samples, by Cohen's
    /// approximation of 1960. It holds for large samples: of few units it is too narrow, and where
    /// all agree it has no width at all.
    ///
    /// @return lower and upper bound, cut at -1 and 1; empty where kappa is not defined
    public List<Double> interval() {
        var bounds = new ArrayList<Double>();
        kappa().ifPresent(
                        kappa -> {
                            double observed = observed().getAsDouble();
                            double width =
                                    WITHIN_95_PERCENT
                                            * Math.sqrt(observed * (1 - observed) / units)
                                            / (1 - expected().getAsDouble());
                            bounds.add(Math.max(-1, kappa - width));
                            bounds.add(Math.min(1, kappa + width));
                        });
        return bounds;
    }
}
