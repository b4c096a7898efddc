package org.haetae.names;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which words of two names meet, and what that is worth.
///
/// Three views of the pair are taken where they apply: word by word; as Korean names, syllable by
/// syllable; as Han characters. Words that meet speak for, words that stand against one another
/// speak against, words left over on one side alone speak a little against.
final class Alignment {

    /// What was decisive.
    enum View {
        WORDS,
        KOREAN,
        CHINESE,
        CHARACTERS,
        JAPANESE,
        LETTERS,
        /// All syllables of a name that is written out by its sound.
        WHOLE
    }

    private static final int MOST = 26;
    private static final float AGAINST = 1.6f;
    private static final float PRIOR = 0.15f;
    private static final float LINE = 0.70f;

    /// How soon names that agree are held for one.
    private static final double CONVEX = 4;

    /// What names are worth that have little in common, and that have much and do not agree: even
    /// of those some turn out to be meant, by an alias or a mistake.
    private static final double LITTLE = 0.07;

    private static final double DOUBT = 0.12;

    /// From so much on Korean syllables are others, however alike they sound: Kaesong and Kusong
    /// are two cities.
    private static final float ANOTHER_PLACE = 0.75f;

    private static final int SLIP_FROM = 5;
    private static final int LETTERS_FROM = 8;

    final View view;
    final int[] ones;
    final int[] others;
    final Meeting[] by;
    final float[] likeness;

    /// How far the words contradict one another.
    final float against;

    final @Nullable KoreanReading koreanOne;
    final @Nullable KoreanReading koreanOther;
    private final float raw;
    private final double bits;
    private final boolean same;

    private Alignment(
            View view,
            Scratch scratch,
            float raw,
            double bits,
            boolean same,
            @Nullable KoreanReading koreanOne,
            @Nullable KoreanReading koreanOther) {
        this.view = view;
        this.bits = bits;
        this.ones = Arrays.copyOf(scratch.ones, scratch.met);
        this.others = Arrays.copyOf(scratch.others, scratch.met);
        this.by = Arrays.copyOf(scratch.by, scratch.met);
        this.likeness = Arrays.copyOf(scratch.likeness, scratch.met);
        this.against = scratch.against;
        this.raw = raw;
        this.same = same;
        this.koreanOne = koreanOne;
        this.koreanOther = koreanOther;
    }

    /// Room to work in, one for each thread, so that a comparison leaves little behind.
    private static final class Scratch {
        final int[] rows = new int[3 * (Sound.LONGEST * 3 + 2)];
        final byte[] together = new byte[Sound.LONGEST * 3];
        final Side one = new Side();
        final Side other = new Side();
        final float[] worth = new float[MOST * MOST];
        final byte[] how = new byte[MOST * MOST];
        final int[] ones = new int[MOST * 3];
        final int[] others = new int[MOST * 3];
        final Meeting[] by = new Meeting[MOST * 3];
        final float[] likeness = new float[MOST * 3];
        Meeting meeting = Meeting.SAME_SPELLING;
        int met;
        float matched;
        float against;
        float left;
        boolean slip;

        /// Whether one body is told by a common word more: a military university is not the
        /// university.
        boolean partOf;

        /// Whether words of places are other syllables of Korean.
        boolean otherSyllables;

        /// Whether both are names of places.
        boolean places;

        int strong;
        float lowest;

        void meet(int i, int j, Meeting meeting, float worth) {
            ones[met] = i;
            others[met] = j;
            by[met] = meeting;
            likeness[met++] = worth;
        }
    }

    /// The words of one name that have to meet one of the other, and which have.
    private static final class Side {
        final int[] places = new int[MOST];
        final boolean[] used = new boolean[MOST];
        Word[] words = new Word[0];
        long surroundings;
        int count;

        void begin(Name name) {
            words = name.words;
            surroundings = name.surroundings;
            count = 0;
            for (int i = 0; i < words.length && count < MOST; i++) {
                if (words[i].counts()) {
                    places[count++] = i;
                }
            }
            Arrays.fill(used, 0, count, false);
        }

        Word word(int i) {
            return words[places[i]];
        }

        /// A word said twice says it once.
        boolean repeated(int at) {
            for (int i = 0; i < count; i++) {
                if (i != at && word(i).plain.equals(word(at).plain)) {
                    return true;
                }
            }
            return false;
        }

        /// What the words say that have met none.
        ///
        /// @param twice whether one that is said again counts as well: beside another name that is
        ///   left over it is a name of its own, as of a man who is called like his grandfather
        /// @param other where a place lies says little beside a name that does not tell it
        float left(boolean twice, Side other) {
            float left = 0;
            for (int i = 0; i < count; i++) {
                if (!used[i] && (twice || !repeated(i))) {
                    float weight = word(i).isInitial() ? 0.6f : word(i).weight;
                    boolean around =
                            (surroundings >> places[i] & 1) != 0 && other.surroundings == 0;
                    left += around ? 0.2f * weight : weight;
                }
            }
            return left;
        }

        boolean leavesGeneric() {
            for (int i = 0; i < count; i++) {
                if (!used[i] && !repeated(i) && word(i).role == TokenRole.GENERIC) {
                    return true;
                }
            }
            return false;
        }

        boolean leavesNumber() {
            for (int i = 0; i < count; i++) {
                if (!used[i] && !repeated(i) && word(i).role == TokenRole.NUMBER) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);
    private static final Meeting[] MEETINGS = Meeting.values();

    static Alignment of(Name one, Name other) {
        var scratch = SCRATCH.get();
        float raw = words(one, other, scratch);
        boolean same =
                raw >= 0.80f
                        && scratch.lowest >= 0.75f
                        && !scratch.slip
                        && scratch.against < 0.3f
                        && (scratch.strong > 1 || scratch.left < 0.3f)
                        && !scratch.partOf;
        var view = View.WORDS;
        if (!one.characters.isEmpty() && !other.characters.isEmpty()) {
            float characters = characters(one.characters, other.characters);
            return new Alignment(
                    View.CHARACTERS,
                    scratch,
                    characters,
                    told(one, other),
                    characters > 0.9f,
                    null,
                    null);
        }
        if (!same && one.script() != other.script() && sounds(one, other)) {
            return new Alignment(View.WHOLE, scratch, 0.93f, told(one, other), true, null, null);
        }
        @Nullable KoreanReading koreanOne = null;
        @Nullable KoreanReading koreanOther = null;
        float best = -1;
        boolean bestSame = false;
        boolean likelyOne = false;
        boolean likelyOther = false;
        for (var a : one.korean) {
            likelyOne |= a.likely();
            for (var b : other.korean) {
                float korean = korean(a, b);
                if (korean > best) {
                    best = korean;
                    bestSame = korean >= SAME_KOREAN;
                    koreanOne = a;
                    koreanOther = b;
                }
            }
        }
        for (var b : other.korean) {
            likelyOther |= b.likely();
        }
        if (koreanOne != null && (best > raw || likelyOne && likelyOther)) {
            if (best >= raw || !(same && spelledAlike(scratch) && scratch.left < 0.1f)) {
                raw = best;
                same = bestSame;
                view = View.KOREAN;
            }
        }
        if (raw > 0.6f
                && !(best >= SAME_KOREAN)
                && one.script() != other.script()
                && (certainlyKorean(one) && other.words.length > 1
                        || certainlyKorean(other) && one.words.length > 1)) {
            raw = 0.6f;
            same = false;
        }
        if (one.chinese.length > 0 && other.chinese.length > 0) {
            var chinese = ChineseReading.compare(one, other);
            // What parts two Koreans' names is not to be joined by a loose system for Chinese ones.
            if (chinese.worth() > raw && (chinese.same() || !(likelyOne && likelyOther))) {
                raw = chinese.worth();
                same = chinese.same();
                view = View.CHINESE;
            } else if (chinese.worth() == 0
                    && view == View.WORDS
                    && (one.script() == NameScript.HAN || other.script() == NameScript.HAN)) {
                // Characters are certain: syllables that none of their readings has are others.
                raw = Math.min(raw, 0.6f);
                same = false;
            }
        }
        var japanese = one.japanese.compare(other.japanese);
        if (japanese == JapaneseReading.Agreement.NAME && !same) {
            raw = Math.max(raw, 0.93f);
            same = true;
            view = View.JAPANESE;
        }
        if (raw < 0.88f
                && view != View.JAPANESE
                && view != View.CHINESE
                && !same
                && !scratch.otherSyllables) {
            float letters = letters(one, other);
            if (letters > raw) {
                raw = letters;
                view = View.LETTERS;
            }
        }
        return new Alignment(
                view,
                scratch,
                raw,
                told(one, other),
                same,
                view == View.KOREAN ? koreanOne : null,
                view == View.KOREAN ? koreanOther : null);
    }

    /// Bits that both names tell: what the shorter one has, less a little of what the longer one
    /// has more.
    private static double told(Name one, Name other) {
        double less = Math.min(one.bits, other.bits);
        return less - 0.3 * (Math.max(one.bits, other.bits) - less);
    }

    /// The probability that the pair is worth an alert, as far as names can tell: what the words
    /// are worth, on a fixed scale that leaves the order and the line as they are. The three
    /// numbers of the scale were fitted by cross-validation (docs/decisions/132).
    double score() {
        if (raw >= LINE) {
            double above =
                    Math.min(1, (raw - LINE) / (1 - LINE))
                            * (1 - 0.05 * Math.exp(-Math.max(0, bits) / 60));
            return Comparison.ALERT
                    + (Comparison.HIGHEST - Comparison.ALERT) * (1 - Math.pow(1 - above, CONVEX));
        }
        if (raw <= 0) {
            return 0;
        }
        float knee = LINE - 0.03f;
        return raw >= knee
                ? DOUBT + (raw - knee) / 0.03 * (Comparison.ALERT - DOUBT - 0.001)
                : LITTLE + raw / knee * (DOUBT - LITTLE);
    }

    boolean sameName() {
        return same;
    }

    /// Hangul that can hardly be anything but a Korean's name.
    private static boolean certainlyKorean(Name name) {
        for (var reading : name.korean) {
            if (reading.exact() && reading.likely() && name.script() == NameScript.HANGUL) {
                return true;
            }
        }
        return false;
    }

    /// Whether the names, in two scripts, are the same Korean syllables from end to end.
    private static boolean sounds(Name one, Name other) {
        for (var row : one.whole) {
            for (var more : other.whole) {
                if (KoreanReading.distance(row, more) < 0.12f * row.length()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean spelledAlike(Scratch scratch) {
        for (int i = 0; i < scratch.met; i++) {
            if (scratch.by[i] != Meeting.SAME_SPELLING) {
                return false;
            }
        }
        return scratch.met > 0;
    }

    // ---- word by word

    private static float words(Name one, Name other, Scratch scratch) {
        boolean personal = one.isPersonal() && other.isPersonal();
        var first = scratch.one;
        var second = scratch.other;
        first.begin(one);
        second.begin(other);
        int ones = first.count;
        int others = second.count;
        scratch.met = 0;
        scratch.matched = 0;
        scratch.against = 0;
        scratch.left = 0;
        scratch.strong = 0;
        scratch.lowest = 1;
        scratch.slip = false;
        scratch.partOf = false;
        scratch.otherSyllables = false;
        scratch.places = one.kind() == NameKind.PLACE && other.kind() == NameKind.PLACE;
        if (ones == 0 || others == 0) {
            scratch.lowest = 0;
            return 0;
        }
        for (int i = 0; i < ones; i++) {
            var a = first.word(i);
            for (int j = 0; j < others; j++) {
                float worth = worth(a, second.word(j), personal, scratch);
                scratch.worth[i * MOST + j] = worth;
                scratch.how[i * MOST + j] = (byte) scratch.meeting.ordinal();
            }
        }
        together(first, second, scratch, false);
        together(second, first, scratch, true);
        int last = -1;
        for (int round = Math.min(ones, others); round > 0; round--) {
            float most = 0.2f;
            int bestOne = -1;
            int bestOther = -1;
            for (int i = 0; i < ones; i++) {
                if (first.used[i]) {
                    continue;
                }
                for (int j = 0; j < others; j++) {
                    float worth = scratch.worth[i * MOST + j];
                    if (worth > most && !second.used[j]) {
                        most = worth;
                        bestOne = i;
                        bestOther = j;
                    }
                }
            }
            if (bestOne < 0) {
                break;
            }
            first.used[bestOne] = true;
            second.used[bestOther] = true;
            var a = first.word(bestOne);
            var b = second.word(bestOther);
            float weight =
                    Math.max(Math.min(a.weight, b.weight), 0.5f * (a.weight + b.weight) - 0.1f);
            scratch.matched += weight * most;
            scratch.against += weight * (1 - most) * 0.8f;
            scratch.lowest = Math.min(scratch.lowest, most);
            if (!a.isInitial() && !b.isInitial() && most > 0.4f && a.role != TokenRole.GENERIC) {
                scratch.strong++;
            }
            last = bestOther - bestOne;
            var by = MEETINGS[scratch.how[bestOne * MOST + bestOther]];
            scratch.slip |=
                    by == Meeting.SPELLING_SLIP
                            || by == Meeting.NEAR_MEANING && a.script == b.script;
            scratch.meet(first.places[bestOne], second.places[bestOther], by, most);
        }
        if (!personal) {
            acronym(first, second, scratch, false);
            acronym(second, first, scratch, true);
        }
        float leftOne = first.left(false, second);
        float leftOther = second.left(false, first);
        if (leftOne > 0 && leftOther == 0) {
            leftOther = second.left(true, first);
        } else if (leftOther > 0 && leftOne == 0) {
            leftOne = first.left(true, second);
        }
        float conflict = Math.min(leftOne, leftOther);
        float left = Math.max(leftOne, leftOther) - conflict;
        if (first.leavesNumber() && second.leavesNumber() && one.kind() == NameKind.UNKNOWN) {
            conflict *= 0.35f;
            scratch.lowest = 0;
        }
        scratch.partOf =
                !personal && !scratch.places && (first.leavesGeneric() || second.leavesGeneric());
        conflict += clash(one, other);
        conflict += scratch.places ? directions(one, other) : 0;
        scratch.against += conflict;
        scratch.left = left;
        if (scratch.met == 0) {
            scratch.lowest = 0;
            return 0;
        }
        float lost = (personal ? 0.22f : 0.30f) * Math.min(left, 3);
        float raw =
                scratch.matched
                        / (scratch.matched + AGAINST * scratch.against + lost + PRIOR * 0.5f);
        if (personal && scratch.strong < 2 && Math.max(ones, others) > 1) {
            raw = thin(one, other, ones, others, raw, scratch);
        }
        if (last != 0) {
            raw -= 0.004f;
        }
        return raw - 0.02f / (1 + scratch.matched);
    }

    /// One word alone met: enough where the names have no more words, or where initials agree.
    private static float thin(
            Name one, Name other, int ones, int others, float raw, Scratch scratch) {
        if (scratch.strong == 0) {
            return Math.min(raw, 0.4f);
        }
        int strongest = 0;
        boolean initial = false;
        for (int i = 0; i < scratch.met; i++) {
            initial |= scratch.by[i] == Meeting.INITIAL;
            strongest = scratch.by[i] == Meeting.INITIAL ? strongest : i;
        }
        var word = one.words[scratch.ones[strongest]];
        if (initial && word.weight >= 1 && one.script() == other.script()) {
            return raw;
        }
        boolean rare = word.sound.length >= 7 && word.weight >= 1;
        return Math.min(raw, rare && Math.min(ones, others) == 1 ? 0.69f : 0.62f);
    }

    /// North and South, upper and lower: two places of one name are told apart by these alone.
    private static float directions(Name one, Name other) {
        boolean told = false;
        for (var a : one.words) {
            for (var b : other.words) {
                if (Lexicon.isDirection(a.meaning) && Lexicon.isDirection(b.meaning)) {
                    if (a.meaning == b.meaning) {
                        return 0;
                    }
                    told = true;
                }
            }
        }
        return told ? 0.9f : 0;
    }

    /// Legal forms or generations that exclude one another.
    private static float clash(Name one, Name other) {
        float clash = 0;
        for (var a : one.words) {
            if (a.role != TokenRole.LEGAL_FORM && a.role != TokenRole.GENERATIONAL) {
                continue;
            }
            for (var b : other.words) {
                if (a.role != b.role) {
                    continue;
                }
                if (a.role == TokenRole.GENERATIONAL && a.meaning != b.meaning) {
                    clash = 0.6f;
                } else if (a.form != b.form
                        && a.form != Lexicon.Form.ANY
                        && b.form != Lexicon.Form.ANY) {
                    clash = 0.6f;
                }
            }
        }
        return clash;
    }

    /// How well two words meet, from 0 to 1; says by what in the scratch.
    private static float worth(Word a, Word b, boolean personal, Scratch scratch) {
        scratch.meeting = Meeting.SAME_SPELLING;
        if (a.plain.equals(b.plain)) {
            return 1;
        }
        if ((a.script == NameScript.LATIN || a.script == NameScript.CYRILLIC)
                && Spelling.differByRepeatedLetters(a.plain, b.plain)) {
            scratch.meeting = Meeting.SAME_SOUND;
            return 0.96f;
        }
        if (a.means(b)) {
            scratch.meeting = a.script == b.script ? Meeting.SAME_SOUND : Meeting.TRANSLATION;
            return 0.98f;
        }
        if ((a.akin & b.akin) != 0
                || scratch.places
                        && Lexicon.size(a.meaning) > 0
                        && Lexicon.size(a.meaning) == Lexicon.size(b.meaning)) {
            // A county becomes a city.
            scratch.meeting = Meeting.NEAR_MEANING;
            return 0.88f;
        }
        if (a.role == TokenRole.NUMBER
                || b.role == TokenRole.NUMBER
                || a.country && b.country
                || a.sound.length == 0
                || b.sound.length == 0) {
            return 0;
        }
        if (personal) {
            if (a.isInitial() || b.isInitial()) {
                scratch.meeting = Meeting.INITIAL;
                return initial(a, b);
            }
            if (share(a.nicknames, b.nicknames)) {
                scratch.meeting = Meeting.SHORT_FORM;
                return 0.93f;
            }
            if ((a.script != b.script || a.script.withoutVowels())
                    && a.nicknames != null
                    && b.nicknames != null) {
                // Both are well known, and as two names: محمد is not Mahmoud, nor حسن حسين.
                return 0;
            }
            if ((a.role == TokenRole.PATRONYMIC) != (b.role == TokenRole.PATRONYMIC)) {
                return 0;
            }
        }
        float apart = Float.MAX_VALUE;
        for (var row : a.korean) {
            for (var more : b.korean) {
                apart = Math.min(apart, KoreanReading.distance(row, more));
                if (apart < (a.script == b.script ? 0.2f : 0.35f)) {
                    scratch.meeting = Meeting.KOREAN_ROMANISATION;
                    return 0.97f;
                }
            }
        }
        boolean alike = a.script == b.script;
        if (scratch.places && alike && apart >= ANOTHER_PLACE && apart < Float.MAX_VALUE) {
            scratch.meeting = Meeting.SPELLING_SLIP;
            scratch.otherSyllables = true;
            return slip(a.plain, b.plain) > 0 ? 0.6f : 0;
        }
        if (!alike && (transliterates(a, b) || transliterates(b, a))) {
            scratch.meeting = Meeting.TRANSLITERATION;
            return 0.98f;
        }
        if (Integer.bitCount(a.kinds ^ b.kinds) > 2) {
            return 0;
        }
        var manner = manner(a, b);
        boolean turn = manner == Sound.Manner.WITHOUT_VOWELS && b.script.withoutVowels();
        float likeness =
                Sound.likeness(
                        turn ? b.sound : a.sound, turn ? a.sound : b.sound, manner, scratch.rows);
        boolean shortest = Math.min(a.plain.length(), b.plain.length()) <= 3;
        boolean generic = a.role == TokenRole.GENERIC || b.role == TokenRole.GENERIC;
        float slip = alike && !generic && !a.country && !b.country ? slip(a.plain, b.plain) : 0;
        if (slip > 0 && (likeness - 0.58f) / 0.32f < slip) {
            scratch.meeting = Meeting.SPELLING_SLIP;
            return slip;
        }
        if (likeness < (generic || a.country || b.country ? 0.86f : shortest ? 0.75f : 0.6f)) {
            return 0;
        }
        // The reading of a Chinese name is exact; two consonants across scripts are soon alike.
        boolean reading = manner == Sound.Manner.ALIKE && !alike;
        if (reading && likeness < 0.93f) {
            return 0;
        }
        if (!alike && likeness < 0.995f && Math.min(a.consonants, b.consonants) < 3) {
            boolean hebrew = a.script == NameScript.HEBREW || b.script == NameScript.HEBREW;
            likeness -= hebrew && likeness > 0.9f ? 0.05f : 0.08f;
        }
        boolean convention =
                (likeness > 0.96f || !alike && !byLetters(a, b) && likeness > 0.8f)
                        && !(manner.tellsVowels() && endsInA(a) != endsInA(b));
        scratch.meeting =
                convention
                        ? alike ? Meeting.SAME_SOUND : Meeting.TRANSLITERATION
                        : Meeting.SPELLING_SLIP;
        float floor = alike || reading ? 0.58f : 0.64f;
        return Math.clamp(
                (likeness - floor) / (0.90f - floor), 0, likeness > 0.995f ? 0.99f : 0.97f);
    }

    /// Scripts between which systems go letter by letter, so that what none of them writes is a
    /// slip.
    private static boolean byLetters(Word a, Word b) {
        return a.script == NameScript.CYRILLIC && b.script == NameScript.LATIN
                || a.script == NameScript.LATIN && b.script == NameScript.CYRILLIC;
    }

    private static boolean transliterates(Word cyrillic, Word latin) {
        return cyrillic.script == NameScript.CYRILLIC
                && latin.script == NameScript.LATIN
                && CyrillicSpelling.writes(cyrillic.plain, latin.plain, latin.marked);
    }

    /// What one slip of the pen leaves of a word, whatever it does to its sound. 0 where there is
    /// more than one, or the word is so short that it is soon another.
    private static float slip(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        return shorter >= SLIP_FROM && Spelling.differByASlip(one, other)
                ? Math.min(0.80f, 0.60f + 0.04f * (shorter - SLIP_FROM))
                : 0;
    }

    /// What the letters say where the words do not: the same ones parted or turned otherwise, or
    /// all but one. Nothing here makes two names one.
    private static float letters(Name one, Name other) {
        if (one.script() != other.script() || one.script() == NameScript.HAN) {
            return 0;
        }
        int shorter = Math.min(one.letters.length(), other.letters.length());
        if (shorter < LETTERS_FROM || one.hasNumber() || other.hasNumber()) {
            return 0;
        }
        if (one.letters.length() == other.letters.length()
                && (one.letters + one.letters).contains(other.letters)) {
            return 0.88f;
        }
        return Spelling.differByASlip(one.letters, other.letters) ? 0.74f : 0;
    }

    /// A name of a woman often has this more: Petrova, Daniela.
    private static boolean endsInA(Word word) {
        return word.sound[word.sound.length - 1] == 0;
    }

    private static Sound.Manner manner(Word a, Word b) {
        if (a.script == b.script) {
            return Sound.Manner.ALIKE;
        }
        if (a.script.withoutVowels() || b.script.withoutVowels()) {
            return Sound.Manner.WITHOUT_VOWELS;
        }
        if (a.script.transcribes() || b.script.transcribes()) {
            // Three characters and more are a foreign word by its sound; fewer are a Chinese name.
            boolean chinese =
                    a.script == NameScript.HAN && a.plain.length() < 3
                            || b.script == NameScript.HAN && b.plain.length() < 3;
            return chinese ? Sound.Manner.ALIKE : Sound.Manner.TRANSCRIBED;
        }
        return Sound.Manner.ACROSS;
    }

    private static float initial(Word a, Word b) {
        if (a.sound[0] == b.sound[0] || a.plain.charAt(0) == b.plain.charAt(0)) {
            return 0.85f;
        }
        return 0;
    }

    private static boolean share(int @Nullable [] some, int @Nullable [] more) {
        if (some == null || more == null) {
            return false;
        }
        for (int one : some) {
            for (int other : more) {
                if (one == other) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Words written apart in one name and together in the other.
    ///
    /// @param turned the first side here is the second name
    private static void together(Side one, Side other, Scratch scratch, boolean turned) {
        for (int i = 0; i < one.count; i++) {
            var a = one.word(i);
            if (one.used[i] || a.sound.length < 4 || meetsAlone(i, other, scratch, turned)) {
                continue;
            }
            for (int from = 0; from + 1 < other.count && !one.used[i]; from++) {
                int length = 0;
                for (int to = from; to < Math.min(other.count, from + 4) && !other.used[to]; to++) {
                    var b = other.word(to);
                    if (b.sound.length == 0 || length + b.sound.length > scratch.together.length) {
                        break;
                    }
                    int skip = length > 0 && scratch.together[length - 1] == b.sound[0] ? 1 : 0;
                    System.arraycopy(
                            b.sound, skip, scratch.together, length, b.sound.length - skip);
                    length += b.sound.length - skip;
                    if (to == from
                            || Math.abs(length - a.sound.length)
                                    > (a.script.withoutVowels() ? 5 : 2)) {
                        continue;
                    }
                    boolean alike = a.script == b.script;
                    boolean bare = a.script.withoutVowels();
                    float likeness =
                            bare && !alike
                                    ? Sound.likeness(
                                            a.sound,
                                            a.sound.length,
                                            scratch.together,
                                            length,
                                            Sound.Manner.WITHOUT_VOWELS,
                                            scratch.rows)
                                    : Sound.likeness(
                                            scratch.together,
                                            length,
                                            a.sound,
                                            a.sound.length,
                                            alike ? Sound.Manner.ALIKE : Sound.Manner.ACROSS,
                                            scratch.rows);
                    if (likeness > (alike ? 0.85f : bare ? 0.88f : 0.95f)) {
                        joined(one, i, other, from, to, likeness, scratch, turned);
                        scratch.slip |= alike && likeness < 0.96f;
                        break;
                    }
                }
            }
        }
    }

    private static void joined(
            Side one,
            int at,
            Side other,
            int from,
            int to,
            float likeness,
            Scratch scratch,
            boolean turned) {
        float weight = 0;
        for (int k = from; k <= to; k++) {
            other.used[k] = true;
            weight += other.word(k).weight;
            scratch.meet(
                    turned ? other.places[k] : one.places[at],
                    turned ? one.places[at] : other.places[k],
                    Meeting.WRITTEN_TOGETHER,
                    likeness);
        }
        one.used[at] = true;
        weight = Math.max(weight, one.word(at).weight);
        float worth = Math.min(0.97f, (likeness - 0.58f) / 0.32f);
        scratch.matched += weight * worth;
        scratch.against += weight * (1 - worth);
        scratch.lowest = Math.min(scratch.lowest, worth);
        scratch.strong += one.count == 1 ? 2 : 1;
    }

    /// Whether one word of the other name is enough for this one.
    private static boolean meetsAlone(int i, Side other, Scratch scratch, boolean turned) {
        for (int j = 0; j < other.count; j++) {
            if (scratch.worth[turned ? j * MOST + i : i * MOST + j] > 0.9f) {
                return true;
            }
        }
        return false;
    }

    /// A word that is made of the beginnings of words of the other name: all initials (KPA), or
    /// longer beginnings of some (Komid). Function words and legal forms may have none.
    ///
    /// @param turned the first side here is the second name
    private static void acronym(Side one, Side other, Scratch scratch, boolean turned) {
        for (int i = 0; i < one.count; i++) {
            var a = one.word(i);
            int length = a.plain.length();
            if (one.used[i] || length < 2 || length > LONGEST_ACRONYM || a.script.transcribes()) {
                continue;
            }
            long covered = 0;
            for (int from = 0; from < other.words.length && covered == 0; from++) {
                if (other.words[from].counts()) {
                    covered = covered(a.plain, 0, other.words, from);
                }
            }
            if (covered == 0) {
                continue;
            }
            boolean free = true;
            for (int k = 0; k < other.count; k++) {
                free &= (covered >> other.places[k] & 1) == 0 || !other.used[k];
            }
            if (!free) {
                continue;
            }
            one.used[i] = true;
            for (int k = 0; k < other.count; k++) {
                if ((covered >> other.places[k] & 1) != 0) {
                    other.used[k] = true;
                    scratch.meet(
                            turned ? other.places[k] : one.places[i],
                            turned ? one.places[i] : other.places[k],
                            Meeting.ACRONYM,
                            0.85f);
                }
            }
            scratch.matched += length > 2 ? 0.9f : 0.6f;
            scratch.against += length > 2 ? 0.1f : 0.3f;
            scratch.lowest = Math.min(scratch.lowest, 0.7f);
        }
    }

    private static final int LONGEST_ACRONYM = 8;

    /// The words, as bits, whose beginnings make these letters, from the given word on; 0 when they
    /// do not.
    private static long covered(String letters, int at, Word[] words, int from) {
        for (int i = from; i < Math.min(words.length, 40); i++) {
            var beginnings = words[i].beginnings;
            int most = letters.length() < 4 || words[i].role == TokenRole.NUMBER ? 1 : 3;
            for (int used = most; used > 0; used--) {
                long rest = begins(letters, at, beginnings, 0, used, words, i);
                if (rest != 0) {
                    return rest | 1L << i;
                }
            }
            if (words[i].counts()) {
                return 0;
            }
        }
        return 0;
    }

    /// Takes up to so many letters of the first part of a word and one or more of the others.
    private static long begins(
            String letters, int at, String[] parts, int part, int used, Word[] words, int word) {
        if (parts.length == 0
                || used > parts[part].length()
                || !letters.startsWith(parts[part].substring(0, used), at)) {
            return 0;
        }
        int next = at + used;
        if (part + 1 < parts.length) {
            return next < letters.length()
                    ? begins(letters, next, parts, part + 1, 1, words, word)
                    : 0;
        }
        // One word alone is no name made of beginnings.
        if (next == letters.length()) {
            return at > 0 ? 1L << word : 0;
        }
        return covered(letters, next, words, word + 1);
    }

    // ---- as Korean names

    private static final float SAME_KOREAN = 0.85f;

    /// What two Korean readings are worth. Where a side is hangul its syllables are certain, and a
    /// syllable that differs is another name; between two romanisations it may be a slip.
    private static float korean(KoreanReading a, KoreanReading b) {
        float family = KoreanReading.distance(a.family(), b.family());
        float given = KoreanReading.distance(a.given(), b.given());
        float turned = a.turned() == b.turned() ? 0 : 0.01f;
        if (family > 0.5f) {
            return given < 0.3f ? 0.4f : 0.1f;
        }
        float plain = 0.005f * (4 - a.given().length());
        if (given <= 0.4f) {
            return 0.985f - turned - plain - 0.25f * given - 0.1f * family;
        }
        if (given <= 0.7f) {
            return 0.80f - turned - 0.1f * given;
        }
        boolean exact = a.exact() || b.exact();
        if (exact || a.given().length() != 2 || b.given().length() != 2) {
            return 0.5f - 0.08f * Math.min(5, given);
        }
        float first = syllable(a, b, 0);
        float second = syllable(a, b, 1);
        if (first < 0.3f) {
            return (second <= 1.1f ? 0.735f : 0.715f) - turned;
        }
        if (second < 0.3f) {
            return (first <= 1.1f ? 0.72f : 0.60f) - turned;
        }
        return 0.45f - 0.05f * Math.min(5, given);
    }

    private static float syllable(KoreanReading a, KoreanReading b, int at) {
        return Syllables.distance(
                a.given().sure()[at],
                a.given().habit()[at],
                b.given().sure()[at],
                b.given().habit()[at]);
    }

    // ---- as Han characters

    private static float characters(String one, String other) {
        if (one.equals(other)) {
            return 0.985f;
        }
        if (one.length() == other.length() && (one + one).contains(other)) {
            return 0.95f;
        }
        int same = 0;
        for (int i = 0; i < one.length(); i++) {
            if (other.indexOf(one.charAt(i)) >= 0) {
                same++;
            }
        }
        int longest = Math.max(one.length(), other.length());
        float share = (float) same / longest;
        return longest > 4 && share > 0.74f ? share * 0.95f : share * 0.8f;
    }
}
