package org.haetae.names;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// Why two names were held to agree or not: for each point, the words themselves.
///
/// @param sameName the decision that the points led to
public record Explanation(List<Point> points, boolean sameName) {

    public Explanation {
        points = List.copyOf(points);
    }

    /// One thing that was observed.
    public sealed interface Point {
        /// Two words are held to be one.
        ///
        /// @param likeness from 0 to 1
        record Met(String one, String other, Meeting by, double likeness) implements Point {}

        /// A word that has nothing to meet on the other side.
        record LeftOver(String word, boolean ofTheFirst) implements Point {}

        /// Words that stand where the other name has different ones.
        record Contradicts(String one, String other) implements Point {}

        /// The same words in another order.
        record OtherOrder() implements Point {}
    }

    static Explanation of(Name one, Name other, Alignment alignment, boolean same) {
        var points = new ArrayList<Point>();
        switch (alignment.view) {
            case WORDS -> words(one, other, alignment, points);
            case KOREAN -> korean(one, other, alignment, points);
            case CHINESE ->
                    points.add(
                            new Point.Met(
                                    one.text(),
                                    other.text(),
                                    ChineseReading.meeting(one, other),
                                    0.9));
            case CHARACTERS ->
                    points.add(
                            alignment.sameName()
                                    ? new Point.Met(
                                            one.text(),
                                            other.text(),
                                            one.text().equals(other.text())
                                                    ? Meeting.SAME_SPELLING
                                                    : Meeting.HAN_VARIANT,
                                            1)
                                    : new Point.Contradicts(one.text(), other.text()));
            case WHOLE ->
                    points.add(
                            new Point.Met(
                                    one.text(), other.text(), Meeting.KOREAN_ROMANISATION, 0.95));
            case JAPANESE ->
                    points.add(
                            new Point.Met(
                                    one.text(),
                                    other.text(),
                                    one.japanese.units().isEmpty()
                                                    && other.japanese.units().isEmpty()
                                            ? Meeting.JAPANESE_ROMANISATION
                                            : Meeting.JAPANESE_READING,
                                    0.9));
            case LETTERS ->
                    points.add(
                            new Point.Met(
                                    one.text(),
                                    other.text(),
                                    one.letters.length() == other.letters.length()
                                                    && !Spelling.differByASlip(
                                                            one.letters, other.letters)
                                            ? Meeting.WRITTEN_TOGETHER
                                            : Meeting.SPELLING_SLIP,
                                    0.8));
        }
        return new Explanation(points, same);
    }

    private static void words(Name one, Name other, Alignment alignment, List<Point> points) {
        long metOne = 0;
        long metOther = 0;
        int before = -1;
        boolean order = true;
        for (int i = 0; i < one.words.length; i++) {
            for (int k = 0; k < alignment.ones.length; k++) {
                if (alignment.ones[k] != i) {
                    continue;
                }
                int j = alignment.others[k];
                points.add(
                        new Point.Met(
                                one.words[i].written,
                                other.words[j].written,
                                alignment.by[k],
                                alignment.likeness[k]));
                metOne |= 1L << i;
                metOther |= 1L << j;
                order &= j >= before;
                before = j;
            }
        }
        var left = left(one, metOne);
        var more = left(other, metOther);
        int both = Math.min(left.size(), more.size());
        for (int i = 0; i < both; i++) {
            points.add(new Point.Contradicts(left.get(i), more.get(i)));
        }
        left.subList(both, left.size()).forEach(word -> points.add(new Point.LeftOver(word, true)));
        more.subList(both, more.size())
                .forEach(word -> points.add(new Point.LeftOver(word, false)));
        if (!order) {
            points.add(new Point.OtherOrder());
        }
    }

    private static List<String> left(Name name, long met) {
        var left = new ArrayList<String>();
        for (int i = 0; i < name.words.length; i++) {
            if ((met >> i & 1) == 0 && name.words[i].counts()) {
                left.add(name.words[i].written);
            }
        }
        return left;
    }

    private static void korean(Name one, Name other, Alignment alignment, List<Point> points) {
        var a = alignment.koreanOne;
        var b = alignment.koreanOther;
        if (a == null || b == null) {
            return;
        }
        boolean hanja = one.script() == NameScript.HAN || other.script() == NameScript.HAN;
        float family = KoreanReading.distance(a.family(), b.family());
        float given = KoreanReading.distance(a.given(), b.given());
        if (family <= 0.5f && given <= 0.4f) {
            var by =
                    one.text().equals(other.text())
                            ? Meeting.SAME_SPELLING
                            : hanja ? Meeting.HANJA_READING : Meeting.KOREAN_ROMANISATION;
            points.add(new Point.Met(one.text(), other.text(), by, 1 - 0.5 * given));
        } else {
            points.add(new Point.Contradicts(one.text(), other.text()));
        }
        if (a.turned() != b.turned()) {
            points.add(new Point.OtherOrder());
        }
    }

    /// One sentence for a reader who is no engineer.
    public String sentence(Language language) {
        var words = ResourceBundle.getBundle("org.haetae.names.match", Locale.of(language.tag()));
        var told = new ArrayList<String>();
        for (var point : points) {
            told.add(
                    switch (point) {
                        case Point.Met met ->
                                MessageFormat.format(
                                        words.getString("met." + met.by().name()),
                                        met.one(),
                                        met.other());
                        case Point.LeftOver left ->
                                MessageFormat.format(
                                        words.getString(
                                                left.ofTheFirst() ? "left.first" : "left.second"),
                                        left.word());
                        case Point.Contradicts against ->
                                MessageFormat.format(
                                        words.getString("against"), against.one(), against.other());
                        case Point.OtherOrder order -> words.getString("order");
                    });
        }
        if (told.isEmpty()) {
            told.add(words.getString("nothing"));
        }
        return MessageFormat.format(
                words.getString(sameName ? "same" : "different"), String.join("; ", told));
    }
}
