package org.haetae.names;

import org.jspecify.annotations.Nullable;

/// How two names agree: one figure, one decision, and on request the reasons.
///
/// The score orders what may be worth a look, and is to be read against [#ALERT]. It never exceeds
/// [#HIGHEST]: names are shared, and a name alone proves nobody's identity. [#sameName] is the
/// stricter question whether the two could be one name by a known rule, with nothing against it;
/// two people may of course bear it.
public final class Comparison {

    /// From here on a pair of names is worth a person's attention.
    public static final double ALERT = 0.70;

    /// No name is surer than this.
    public static final double HIGHEST = 0.90;

    private final Name one;
    private final Name other;
    private final double score;
    private final boolean sameName;
    private final Alignment alignment;
    private @Nullable Explanation explanation;

    private Comparison(Name one, Name other, Alignment alignment, boolean sameName) {
        this.one = one;
        this.other = other;
        this.alignment = alignment;
        this.score = alignment.score();
        this.sameName = sameName;
    }

    static Comparison of(Name one, Name other) {
        var alignment = Alignment.of(one, other);
        var best = new Comparison(one, other, alignment, alignment.sameName());
        if ((one.writtenOut != null || other.writtenOut != null) && !best.sameName) {
            var full = one.writtenOut == null ? one : one.writtenOut;
            var otherFull = other.writtenOut == null ? other : other.writtenOut;
            var more = Alignment.of(full, otherFull);
            // Of a person it is what stands in brackets: another's word for how the name is
            // spelled.
            boolean sure = !one.isPersonal() && !other.isPersonal();
            var longer = new Comparison(full, otherFull, more, sure && more.sameName());
            return longer.score > best.score ? longer : best;
        }
        return best;
    }

    public Name one() {
        return one;
    }

    public Name other() {
        return other;
    }

    /// From 0 to [#HIGHEST].
    public double score() {
        return score;
    }

    /// Whether both could be spellings of one name, and nothing in them speaks against it.
    public boolean sameName() {
        return sameName;
    }

    /// Whether the score reaches [#ALERT].
    public boolean alerts() {
        return score >= ALERT;
    }

    /// Which words met which, by what; what is left over; what contradicts.
    public Explanation explanation() {
        var told = explanation;
        if (told == null) {
            told = Explanation.of(one, other, alignment, sameName);
            explanation = told;
        }
        return told;
    }
}
