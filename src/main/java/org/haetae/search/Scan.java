package org.haetae.search;

import java.util.Arrays;
import java.util.Set;

/// Walks a text and cuts it into units: words, numbers, runs of Hangul, of ideographs, of Japanese.
///
/// It also numbers **slots**, which are the positions of the index: one for each word or number of
/// a script that writes words apart, one for each syllable or ideograph of the scripts that do not
/// or that compound freely. The number depends on the characters alone, never on a dictionary or a
/// language; so the index need not store offsets: to mark a hit, this walk is made again over the
/// one page that is shown, which takes microseconds.
///
/// Positions are in UTF-16 units of the text given. Not for use by two threads at once.
final class Scan {

    /// What the surroundings say about ideographs.
    enum Context {
        KOREAN,
        JAPANESE,
        CHINESE
    }

    /// What a run of a script without word spaces is.
    enum Run {
        /// Hangul syllables, in Korean surroundings with hanja among them.
        HANGUL,
        /// Ideographs alone, outside Korean.
        HAN,
        /// Kana with or without ideographs, and ideographs in Japanese surroundings.
        JAPANESE,
        UNSPACED
    }

    /// Receives the units in the order of the text. The arrays belong to the walk and change.
    interface Sink {

        /// A word or number, one slot.
        ///
        /// @param folded what it is compared as
        /// @param normal the same characters before marks were taken off
        /// @param begin where it begins in the text
        /// @param finish one past its last character in the text
        void word(int[] folded, int[] normal, int start, int end, int slot, int begin, int finish);

        /// Words tied by hyphens, slashes, dots as one (A/HRC/34/24, Jong-un), before the words
        /// themselves follow.
        ///
        /// @param slots how many words it holds
        void joined(int[] chars, int length, int slot, int slots);

        /// A run in which each character has a slot of its own: the walk's `folded`, `normal`,
        /// `from` and `to` from `start` to `end`.
        ///
        /// @param broken that the run before it ended with the line, perhaps in the middle of a
        ///   word
        void run(Run run, int start, int end, int slot, boolean broken);
    }

    /// Longer words are looked at as far as this; what is longer is no word.
    static final int LONGEST_WORD = 60;

    /// Room for a query; it grows to a window when a text is walked.
    private static final int FIRST_ROOM = 64;

    private static final int WINDOW = 4096;
    private static final int CUT_BACK = 1024;
    private static final int MOST_PARTS = 16;
    private static final Set<String> ELISIONS =
            Set.of(
                    "l", "d", "j", "m", "n", "s", "c", "qu", "jusqu", "lorsqu", "puisqu", "dell",
                    "all");

    int[] folded = new int[FIRST_ROOM];
    int[] normal = new int[FIRST_ROOM];
    int[] from = new int[FIRST_ROOM];
    int[] to = new int[FIRST_ROOM];
    private byte[] kinds = new byte[FIRST_ROOM];
    private int length;
    private Context context = Context.CHINESE;

    private final int[] wordFolded = new int[LONGEST_WORD];
    private final int[] wordNormal = new int[LONGEST_WORD];
    private final int[] partStart = new int[MOST_PARTS];
    private final int[] partEnd = new int[MOST_PARTS];
    private final int[] chain = new int[MOST_PARTS * (LONGEST_WORD + 1)];

    private String text = "";
    private Context hint = Context.CHINESE;
    private int at;
    private int slot;
    private boolean broken;

    /// Cuts a text into units.
    ///
    /// @param hint what ideographs without kana or Hangul around them are
    /// @param firstSlot number of the first slot
    /// @return one past the last slot
    int read(String text, Context hint, int firstSlot, Sink sink) {
        begin(text, hint, firstSlot);
        while (advance(sink)) {
            // window by window
        }
        return slot;
    }

    /// Begins with a text; `advance` then walks it window by window.
    void begin(String text, Context hint, int firstSlot) {
        this.text = text;
        this.hint = hint;
        at = 0;
        slot = firstSlot;
        broken = false;
    }

    /// Walks one window further.
    ///
    /// @return false when the text was at its end already
    boolean advance(Sink sink) {
        if (at >= text.length()) {
            return false;
        }
        int end = windowEnd(text, at);
        normalize(text, at, end);
        context = surroundings(hint);
        cut(sink);
        at = end;
        return true;
    }

    /// The slot that the next unit gets.
    int slot() {
        return slot;
    }

    private static int windowEnd(String text, int at) {
        int end = at + WINDOW;
        if (end >= text.length()) {
            return text.length();
        }
        for (int i = end; i > end - CUT_BACK; i--) {
            byte kind = Characters.classOf(text.charAt(i - 1));
            if (kind == Characters.SPACE && !Character.isSurrogate(text.charAt(i - 1))
                    || kind == Characters.NEWLINE) {
                return i;
            }
        }
        int cut = end;
        while (cut > end - 64
                && (Character.isLowSurrogate(text.charAt(cut))
                        || Characters.joinsBefore(text.charAt(cut)))) {
            cut--;
        }
        return cut;
    }

    private void normalize(String text, int start, int end) {
        length = 0;
        int i = start;
        while (i < end) {
            char c = text.charAt(i);
            int next = i + 1;
            boolean alone = next >= end || !Characters.joinsBefore(text.charAt(next));
            int plain = Characters.normal(c);
            if (plain >= 0 && alone) {
                byte kind = Characters.classOf(c);
                if (kind == Characters.IGNORED
                        || kind == Characters.NEWLINE && wraps(text, i, end)) {
                    i = next;
                    continue;
                }
                add(Characters.folded(c), plain, kind, i, next);
                i = next;
            } else {
                i = slow(text, i, end);
            }
        }
    }

    /// Whether a line of ideographs or kana goes on in the next: such scripts break lines anywhere.
    private boolean wraps(String text, int at, int end) {
        if (length == 0 || !isIdeographic(kinds[length - 1])) {
            return false;
        }
        int next = at + 1;
        if (next < end && text.charAt(at) == '\r' && text.charAt(next) == '\n') {
            next++;
        }
        return next < end && isIdeographic(Characters.classOf(text.charAt(next)));
    }

    private static boolean isIdeographic(byte kind) {
        return kind == Characters.HAN || kind == Characters.KANA;
    }

    /// One character with those that join it: decomposed Hangul, letters with marks, surrogates.
    private int slow(String text, int start, int end) {
        int i = start + Character.charCount(text.codePointAt(start));
        while (i < end && Characters.joinsBefore(text.charAt(i)) && i - start < 64) {
            i++;
        }
        int finish = Math.min(i, end);
        String made = Characters.normalize(text.substring(start, finish));
        for (int k = 0; k < made.length(); ) {
            int c = made.codePointAt(k);
            k += Character.charCount(c);
            if (Characters.isLooseMark(c)) {
                continue;
            }
            byte kind = Characters.classOf(c);
            if (kind != Characters.IGNORED) {
                add(Characters.fold(c), c, kind, start, finish);
            }
        }
        return finish;
    }

    private void add(int fold, int plain, byte kind, int begin, int finish) {
        if (length == folded.length) {
            int more = length * 2;
            folded = Arrays.copyOf(folded, more);
            normal = Arrays.copyOf(normal, more);
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
            kinds = Arrays.copyOf(kinds, more);
        }
        folded[length] = fold;
        normal[length] = plain;
        kinds[length] = kind;
        from[length] = begin;
        to[length] = finish;
        length++;
    }

    private Context surroundings(Context hint) {
        int hangul = 0;
        int han = 0;
        int kana = 0;
        for (int i = 0; i < length; i++) {
            switch (kinds[i]) {
                case Characters.HANGUL -> hangul++;
                case Characters.HAN -> han++;
                case Characters.KANA -> kana++;
                default -> {}
            }
        }
        if (kana > hangul && kana * 8 >= han) {
            return Context.JAPANESE;
        }
        if (hangul > 0 && hangul * 4 >= han) {
            return Context.KOREAN;
        }
        return hangul == 0 && kana == 0 ? hint : Context.CHINESE;
    }

    private void cut(Sink sink) {
        int p = 0;
        while (p < length) {
            p =
                    switch (kinds[p]) {
                        case Characters.LETTER, Characters.DIGIT -> {
                            broken = false;
                            yield words(p, sink);
                        }
                        case Characters.HANGUL -> run(p, sink, Run.HANGUL);
                        case Characters.HAN, Characters.KANA -> run(p, sink, ideographs(p));
                        case Characters.UNSPACED -> run(p, sink, Run.UNSPACED);
                        case Characters.NEWLINE -> p + 1;
                        default -> {
                            broken = false;
                            yield p + 1;
                        }
                    };
        }
    }

    private Run ideographs(int p) {
        if (kinds[p] == Characters.KANA) {
            return Run.JAPANESE;
        }
        return switch (context) {
            case KOREAN -> Run.HANGUL;
            case JAPANESE -> Run.JAPANESE;
            case CHINESE -> Run.HAN;
        };
    }

    private int run(int start, Sink sink, Run run) {
        int end = start + 1;
        while (end < length && belongs(end, run)) {
            end++;
        }
        sink.run(
                run,
                start,
                end,
                slot,
                broken && run == Run.HANGUL && kinds[start] == Characters.HANGUL);
        slot += end - start;
        broken =
                run == Run.HANGUL
                        && kinds[end - 1] == Characters.HANGUL
                        && end < length
                        && endsWithLine(end);
        return end;
    }

    /// Whether exactly one line break follows, not an empty line.
    private boolean endsWithLine(int p) {
        if (kinds[p] != Characters.NEWLINE) {
            return false;
        }
        int next = p + 1;
        if (folded[p] == '\r' && next < length && folded[next] == '\n') {
            next++;
        }
        return next < length && kinds[next] == Characters.HANGUL;
    }

    private boolean belongs(int p, Run run) {
        byte kind = kinds[p];
        return switch (run) {
            case HANGUL ->
                    kind == Characters.HANGUL
                            || kind == Characters.HAN && context == Context.KOREAN;
            case HAN -> kind == Characters.HAN && context == Context.CHINESE;
            case JAPANESE ->
                    kind == Characters.KANA || kind == Characters.HAN && context != Context.KOREAN;
            case UNSPACED -> kind == Characters.UNSPACED;
        };
    }

    // ---- words, and what ties them

    private int words(int start, Sink sink) {
        int parts = 0;
        int p = start;
        int tied = 0;
        boolean hyphensOnly = true;
        boolean lettersOnly = true;
        boolean singles = true;
        while (true) {
            int end = wordEnd(p);
            partStart[parts] = p;
            partEnd[parts] = end;
            parts++;
            singles &= end - p == 1 && kinds[p] == Characters.LETTER;
            int taken = Math.min(end - p, LONGEST_WORD);
            for (int i = p; i < p + taken; i++) {
                lettersOnly &= kinds[i] != Characters.DIGIT;
                if (isWordKind(kinds[i]) || folded[i] == '.') {
                    chain[tied++] = folded[i];
                }
            }
            int after = tieEnd(end);
            if (after < 0 || parts == MOST_PARTS) {
                p = end;
                break;
            }
            boolean hyphen = isHyphen(folded[end]);
            hyphensOnly &= hyphen;
            chain[tied++] = hyphen ? '-' : folded[end];
            p = after;
        }
        for (int i = 0; i < parts; i++) {
            if (i == 0 && parts > 1) {
                int size = tied;
                if (hyphensOnly && lettersOnly || singles) {
                    size = withoutTies(tied);
                }
                if (size <= LONGEST_WORD) {
                    sink.joined(chain, size, slot, parts);
                }
            }
            word(partStart[i], partEnd[i], sink);
        }
        // An apostrophe that parts two words (l'homme) is passed over by the caller.
        return p;
    }

    private int withoutTies(int size) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (chain[i] != '-' && chain[i] != '.') {
                chain[kept++] = chain[i];
            }
        }
        return kept;
    }

    /// Where the next part of a chain begins, or -1 when nothing is tied on.
    private int tieEnd(int end) {
        if (end + 1 >= length) {
            return -1;
        }
        int tie = folded[end];
        if (isHyphen(tie) && kinds[end + 1] == Characters.NEWLINE) {
            int p = end + 1;
            while (p < length && kinds[p] == Characters.NEWLINE && p < end + 3) {
                p++;
            }
            return p < length
                            && kinds[p] == Characters.LETTER
                            && kinds[end - 1] == Characters.LETTER
                    ? p
                    : -1;
        }
        boolean ties =
                isHyphen(tie)
                        || tie == '/'
                        || tie == '.'
                        || tie == '_'
                        || tie == '@'
                        || tie == ':'
                        || tie == '&';
        return ties && isWordKind(kinds[end + 1]) ? end + 1 : -1;
    }

    private int wordEnd(int start) {
        int p = start;
        boolean digits = true;
        while (p < length) {
            byte kind = kinds[p];
            if (isWordKind(kind)) {
                digits &= kind == Characters.DIGIT;
                p++;
            } else if (digits && isGroup(start, p)) {
                p += 4;
            } else if (digits && isFraction(start, p)) {
                p += 2;
            } else if (isApostrophe(folded[p])
                    && p > start
                    && p + 1 < length
                    && kinds[p - 1] == Characters.LETTER
                    && kinds[p + 1] == Characters.LETTER
                    && !isElision(start, p)) {
                p += 2;
            } else {
                break;
            }
        }
        return p;
    }

    /// 1,234: a comma with exactly three digits after it.
    private boolean isGroup(int start, int p) {
        return folded[p] == ','
                && p > start
                && p + 3 < length
                && kinds[p + 1] == Characters.DIGIT
                && kinds[p + 2] == Characters.DIGIT
                && kinds[p + 3] == Characters.DIGIT
                && (p + 4 >= length || kinds[p + 4] != Characters.DIGIT);
    }

    /// 3.5: one point only; 2017.06.01 is three numbers.
    private boolean isFraction(int start, int p) {
        if (folded[p] != '.' || p == start || p + 1 >= length || kinds[p + 1] != Characters.DIGIT) {
            return false;
        }
        for (int i = start; i < p; i++) {
            if (folded[i] == '.') {
                return false;
            }
        }
        if (start >= 2 && folded[start - 1] == '.' && kinds[start - 2] == Characters.DIGIT) {
            return false;
        }
        int q = p + 1;
        while (q < length && kinds[q] == Characters.DIGIT) {
            q++;
        }
        return q + 1 >= length || folded[q] != '.' || kinds[q + 1] != Characters.DIGIT;
    }

    private boolean isElision(int start, int apostrophe) {
        int size = apostrophe - start;
        if (size > 6 || size == 0) {
            return false;
        }
        StringBuilder before = new StringBuilder(size);
        for (int i = start; i < apostrophe; i++) {
            before.appendCodePoint(folded[i]);
        }
        return ELISIONS.contains(before.toString())
                && "aeiouyh".indexOf(folded[apostrophe + 1]) >= 0;
    }

    private void word(int start, int end, Sink sink) {
        boolean direct = end - start <= LONGEST_WORD;
        for (int i = start; direct && i < end; i++) {
            direct = isWordKind(kinds[i]);
        }
        if (direct) {
            sink.word(folded, normal, start, end, slot, from[start], to[end - 1]);
        } else {
            int last = withoutPossessive(start, end);
            int size = 0;
            for (int i = start; i < last && size < LONGEST_WORD; i++) {
                if (isWordKind(kinds[i]) || folded[i] == '.') {
                    wordFolded[size] = folded[i];
                    wordNormal[size] = normal[i];
                    size++;
                }
            }
            sink.word(wordFolded, wordNormal, 0, size, slot, from[start], to[end - 1]);
        }
        slot++;
    }

    /// Korea's, states' : the mark of possession is no part of the word.
    private int withoutPossessive(int start, int end) {
        boolean possessive =
                end - start > 2 && folded[end - 1] == 's' && isApostrophe(folded[end - 2]);
        return possessive ? end - 2 : end;
    }

    private static boolean isWordKind(byte kind) {
        return kind == Characters.LETTER || kind == Characters.DIGIT;
    }

    private static boolean isHyphen(int c) {
        return c == '-' || c == '\u2010' || c == '\u2011' || c == '\u2212';
    }

    private static boolean isApostrophe(int c) {
        return c == '\''
                || c == '’'
                || c == '‘'
                || c == '`'
                || c == '\u02BC'
                || c == '\u02BB'
                || c == '\u02B9'
                || c == '′';
    }
}
