package org.haetae.suggest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.haetae.suggest.Kind.Layer;

/// Which of the mentions that overlap stay.
///
/// In one layer the longest stays; of two alike the one whose rule stands first in [Rule]. Figures
/// and words inside a name ("Committee against Torture", "Camp 15") are part of the name.
final class Settled {

    private static final Comparator<Mention> BEST_FIRST =
            Comparator.comparingInt(Settled::rank)
                    .thenComparingInt(mention -> -mention.length())
                    .thenComparing(Mention::rule)
                    .thenComparingInt(Mention::start);

    private Settled() {}

    /// In the order of the text.
    static List<Mention> of(List<Mention> found) {
        var names = new TreeMap<Integer, Mention>();
        var figures = new TreeMap<Integer, Mention>();
        var words = new TreeMap<Integer, Mention>();
        var settled = new ArrayList<Mention>();
        for (var layer : Layer.values()) {
            for (var mention :
                    found.stream()
                            .filter(one -> one.kind().layer() == layer)
                            .sorted(BEST_FIRST)
                            .toList()) {
                var stays =
                        switch (layer) {
                            case NAME -> free(names, mention);
                            case FIGURE -> free(figures, mention) && !inside(names, mention);
                            case WORD -> free(words, mention) && free(names, mention);
                            case STATEMENT -> true;
                        };
                if (stays) {
                    settled.add(mention);
                    switch (layer) {
                        case NAME -> names.put(mention.start(), mention);
                        case FIGURE -> figures.put(mention.start(), mention);
                        case WORD -> words.put(mention.start(), mention);
                        case STATEMENT -> {}
                    }
                }
            }
        }
        settled.sort(
                Comparator.comparingInt(Mention::start)
                        .thenComparingInt(mention -> -mention.length())
                        .thenComparing(Mention::rule));
        return settled;
    }

    /// Dates and symbols know what their digits are, a count only supposes it; a name that runs
    /// into the next word is shorter than what it seems to be.
    private static int rank(Mention mention) {
        if (mention.rule() == Rule.PERSON_JOINED) {
            return 0;
        }
        return switch (mention.kind()) {
            case DATE, DOCUMENT -> 0;
            default -> 1;
        };
    }

    private static boolean free(TreeMap<Integer, Mention> taken, Mention mention) {
        var before = taken.lowerEntry(mention.end());
        return before == null || !before.getValue().overlaps(mention);
    }

    private static boolean inside(TreeMap<Integer, Mention> taken, Mention mention) {
        Map.Entry<Integer, Mention> around = taken.floorEntry(mention.start());
        return around != null && around.getValue().covers(mention);
    }
}
