package org.haetae.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.haetae.search.Passage.Range;
import org.jspecify.annotations.Nullable;

/// Finds where in an item's text the words stand that were looked for, and the stretches that show
/// it best. The index tells the slots; the text of a page, walked once more, tells the characters.
/// For one thread.
final class Passages implements Scan.Sink {

    /// Length of a passage that is aimed at, in UTF-16 units.
    private static final int AIM = 220;

    private static final int MOST_MATCHES = 2000;
    private static final int BEFORE = 70;

    /// To the end of the unit that begins there, because the index does not know how long it is.
    private static final int WHOLE_UNIT = -1;

    /// Where a word that was looked for stands.
    ///
    /// @param first its first slot in the document
    /// @param last its last slot, or `WHOLE_UNIT`
    /// @param word which of the words looked for
    record Match(int first, int last, int word) {}

    private final Scan scan = new Scan();
    private int[] begin = new int[512];
    private int[] finish = new int[512];
    private int[] unitEnd = new int[512];
    private int slots;

    /// Where the words of the query stand in one document, in order.
    static List<Match> matches(List<Weight> words, LeafReaderContext leaf, int document)
            throws IOException {
        List<Match> all = new ArrayList<>();
        for (int word = 0; word < words.size(); word++) {
            Matches matches = words.get(word).matches(leaf, document);
            MatchesIterator iterator = matches == null ? null : matches.getMatches(Fields.TEXT);
            int found = 0;
            while (iterator != null && found++ < MOST_MATCHES && iterator.next()) {
                add(iterator, word, all);
            }
        }
        all.sort(Comparator.comparingInt(Match::first));
        return all;
    }

    private static void add(MatchesIterator iterator, int word, List<Match> to) throws IOException {
        Query query = iterator.getQuery();
        switch (query) {
            case TermQuery term -> to.add(match(iterator, width(term.getTerm()), word));
            case SynonymQuery synonyms -> to.add(match(iterator, width(synonyms.getTerms()), word));
            case MultiPhraseQuery phrase -> {
                Term[][] terms = phrase.getTermArrays();
                to.add(match(iterator, width(terms[terms.length - 1][0]), word));
            }
            case null, default -> {
                MatchesIterator inner = iterator.getSubMatches();
                if (inner == null) {
                    to.add(new Match(iterator.startPosition(), WHOLE_UNIT, word));
                } else {
                    while (inner.next()) {
                        add(inner, word, to);
                    }
                }
            }
        }
    }

    private static Match match(MatchesIterator iterator, int width, int word) {
        return new Match(
                iterator.startPosition(),
                width == WHOLE_UNIT ? WHOLE_UNIT : iterator.endPosition() + width - 1,
                word);
    }

    /// The terms of one place may differ in length; the longest then is not certain.
    private static int width(List<Term> terms) {
        int width = width(terms.getFirst());
        for (Term term : terms) {
            if (width(term) != width) {
                return WHOLE_UNIT;
            }
        }
        return width;
    }

    /// How many slots a term covers.
    private static int width(Term term) {
        String text = term.text();
        if (text.isEmpty() || text.charAt(0) == Labels.VERB) {
            return WHOLE_UNIT;
        }
        int start = text.charAt(0) < ' ' ? 1 : 0;
        byte kind = Characters.classOf(text.codePointAt(Math.min(start, text.length() - 1)));
        if (kind != Characters.LETTER && kind != Characters.DIGIT) {
            return text.codePointCount(start, text.length());
        }
        int parts = 1;
        for (int i = start; i < text.length(); i++) {
            if ("/@_:&-".indexOf(text.charAt(i)) >= 0) {
                parts++;
            }
        }
        return parts;
    }

    /// The best passages of a page.
    ///
    /// @param firstSlot first slot of the page in the document
    /// @param matches those within the page
    List<Passage> of(int page, String text, int firstSlot, List<Match> matches, int most) {
        List<int[]> ranges = ranges(text, firstSlot, matches);
        List<Passage> passages = new ArrayList<>();
        BitSet taken = new BitSet();
        while (passages.size() < most) {
            int[] window = best(ranges, taken);
            if (window == null) {
                break;
            }
            taken.set(window[0], window[1] + 1);
            passages.add(passage(page, text, ranges, window[0], window[1]));
        }
        return passages;
    }

    /// The beginning of a page, nothing marked.
    static Passage beginning(int page, String text) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        int end = rightEdge(text, start, Math.min(text.length(), start + AIM));
        return cut(page, text, start, end, List.of());
    }

    /// All marks of a page, in code points of the page.
    List<Range> marks(String text, int firstSlot, List<Match> matches) {
        List<int[]> ranges = joined(ranges(text, firstSlot, matches));
        List<Range> marks = new ArrayList<>();
        int at = 0;
        int points = 0;
        for (int[] range : ranges) {
            points += text.codePointCount(at, range[0]);
            int length = text.codePointCount(range[0], range[1]);
            marks.add(new Range(points, points + length));
            points += length;
            at = range[1];
        }
        return marks;
    }

    /// From slots to characters: start, end and word of each match, in order.
    private List<int[]> ranges(String text, int firstSlot, List<Match> matches) {
        slots = 0;
        scan.read(text, Scan.Context.CHINESE, 0, this);
        List<int[]> ranges = new ArrayList<>();
        for (Match match : matches) {
            int first = match.first() - firstSlot;
            if (first < 0 || first >= slots) {
                continue;
            }
            int end =
                    match.last() == WHOLE_UNIT
                            ? unitEnd[first]
                            : finish[Math.min(match.last() - firstSlot, slots - 1)];
            if (end > begin[first]) {
                ranges.add(new int[] {begin[first], end, match.word()});
            }
        }
        ranges.sort(Comparator.<int[]>comparingInt(a -> a[0]).thenComparingInt(a -> -a[1]));
        return ranges;
    }

    /// The window with the most different words, then the most marks, then the first.
    private static int @Nullable [] best(List<int[]> ranges, BitSet taken) {
        int[] best = null;
        int bestScore = 0;
        for (int i = 0; i < ranges.size(); i++) {
            if (taken.get(i)) {
                continue;
            }
            BitSet words = new BitSet();
            int last = i;
            int count = 0;
            for (int j = i; j < ranges.size() && !taken.get(j); j++) {
                if (j > i && ranges.get(j)[1] - ranges.get(i)[0] > AIM) {
                    break;
                }
                words.set(ranges.get(j)[2]);
                last = j;
                count++;
            }
            int score = words.cardinality() * 100 + Math.min(count, 50);
            if (score > bestScore) {
                bestScore = score;
                best = new int[] {i, last};
            }
        }
        return best;
    }

    private static Passage passage(int page, String text, List<int[]> ranges, int first, int last) {
        int start = ranges.get(first)[0];
        int end = start;
        for (int i = first; i <= last; i++) {
            end = Math.max(end, ranges.get(i)[1]);
        }
        int room = Math.max(40, AIM - (end - start));
        int left = leftEdge(text, Math.max(0, start - Math.min(BEFORE, room / 2)), start);
        int right = rightEdge(text, end, Math.min(text.length(), end + room - (start - left)));
        List<int[]> within = new ArrayList<>();
        for (int[] range : ranges) {
            if (range[0] >= left && range[1] <= right) {
                within.add(range);
            }
        }
        return cut(page, text, left, right, joined(within));
    }

    private static Passage cut(int page, String text, int left, int right, List<int[]> ranges) {
        List<Range> marks = new ArrayList<>();
        for (int[] range : ranges) {
            int from = text.codePointCount(left, range[0]);
            marks.add(new Range(from, from + text.codePointCount(range[0], range[1])));
        }
        int start = text.codePointCount(0, left);
        return new Passage(
                page,
                start,
                start + text.codePointCount(left, right),
                text.substring(left, right),
                marks);
    }

    /// Overlapping and touching ranges as one.
    private static List<int[]> joined(List<int[]> ranges) {
        List<int[]> joined = new ArrayList<>();
        for (int[] range : ranges) {
            int[] before = joined.isEmpty() ? null : joined.getLast();
            if (before != null && range[0] <= before[1]) {
                before[1] = Math.max(before[1], range[1]);
            } else {
                joined.add(new int[] {range[0], range[1]});
            }
        }
        return joined;
    }

    /// Where a passage may begin: at a sentence, else at a word, else between two characters.
    private static int leftEdge(String text, int earliest, int start) {
        if (earliest == 0) {
            return skipSpace(text, 0, start);
        }
        for (int i = earliest; i < start; i++) {
            if (endsSentence(text, i - 1)) {
                return skipSpace(text, i, start);
            }
        }
        for (int i = earliest; i < start; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return skipSpace(text, i, start);
            }
        }
        return characterStart(text, earliest);
    }

    private static int skipSpace(String text, int from, int limit) {
        int at = from;
        while (at < limit && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int rightEdge(String text, int end, int latest) {
        if (latest == text.length()) {
            return trimmedEnd(text, end, latest);
        }
        for (int i = latest; i > end + AIM / 4; i--) {
            if (endsSentence(text, i - 1)) {
                return trimmedEnd(text, end, i);
            }
        }
        for (int i = latest; i > end; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return trimmedEnd(text, end, i);
            }
        }
        return Math.max(end, characterStart(text, latest));
    }

    private static int trimmedEnd(String text, int from, int to) {
        int end = to;
        while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /// Not within a surrogate pair, not between a letter and its marks.
    private static int characterStart(String text, int at) {
        int start = at;
        while (start > 0
                && start < text.length()
                && (Character.isLowSurrogate(text.charAt(start))
                        || Characters.joinsBefore(text.charAt(start)))) {
            start--;
        }
        return start;
    }

    private static boolean endsSentence(String text, int i) {
        char c = text.charAt(i);
        if (c == '。' || c == '！' || c == '？' || c == '؟') {
            return true;
        }
        boolean spaceAfter = i + 1 < text.length() && Character.isWhitespace(text.charAt(i + 1));
        return (c == '.' || c == '!' || c == '?') && spaceAfter || c == '\n' && spaceAfter;
    }

    // ---- the walk over a page

    private void slot(int number, int from, int to, int end) {
        if (number >= begin.length) {
            int more = Math.max(number + 1, begin.length * 2);
            begin = Arrays.copyOf(begin, more);
            finish = Arrays.copyOf(finish, more);
            unitEnd = Arrays.copyOf(unitEnd, more);
        }
        begin[number] = from;
        finish[number] = to;
        unitEnd[number] = end;
        slots = number + 1;
    }

    @Override
    public void word(int[] folded, int[] normal, int start, int end, int slot, int from, int to) {
        slot(slot, from, to, to);
    }

    @Override
    public void joined(int[] chars, int length, int slot, int count) {
        // Its words follow.
    }

    @Override
    public void run(Scan.Run run, int start, int end, int slot, boolean broken) {
        for (int i = start; i < end; i++) {
            slot(slot + i - start, scan.from[i], scan.to[i], scan.to[end - 1]);
        }
    }
}
