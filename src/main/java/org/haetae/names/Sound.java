package org.haetae.names;

import java.util.Arrays;

/// How a word in Latin letters may sound: a short code that unites the conventions of many
/// languages (sch, sh and sz; kh, ch and h; w and v; double letters), and a distance between two
/// codes in which what conventions confuse costs little and what tells names apart costs much.
///
/// Codes are bytes 0 to 31: the letters a to z, then sounds of their own. Costs are hundredths of
/// one consonant.
final class Sound {

    static final int LONGEST = 48;

    private static final int S = 's' - 'a';
    private static final int CH = 26;
    private static final int SH = 27;
    private static final int ZH = 28;
    private static final int DJ = 29;
    private static final int TS = 30;
    private static final int KH = 31;

    /// Two words of one script; of two scripts; of which one leaves vowels out; of which one is
    /// written in syllables that were made for another language.
    enum Manner {
        ALIKE,
        ACROSS,
        WITHOUT_VOWELS,
        TRANSCRIBED;

        /// Whether a vowel at the end says something.
        boolean tellsVowels() {
            return this == ALIKE || this == ACROSS;
        }
    }

    private static final byte[][] REPLACING = new byte[4][32 * 32];
    private static final byte[][] DROPPING = new byte[4][32];

    /// What it costs that a letter of a script without short vowels is not heard: its vowels are
    /// long.
    private static final byte[] WRITTEN = new byte[32];

    private static final byte[] WEIGHT = new byte[32];
    private static final int[] FAMILY = new int[32];

    static {
        Arrays.fill(WEIGHT, (byte) 100);
        for (char vowel : "aeiou".toCharArray()) {
            WEIGHT[vowel - 'a'] = 65;
        }
        for (var costs : REPLACING) {
            Arrays.fill(costs, (byte) 100);
            for (int code = 0; code < 32; code++) {
                costs[code * 32 + code] = 0;
            }
        }
        for (var manner : Manner.values()) {
            boolean bare = manner == Manner.WITHOUT_VOWELS;
            boolean across = manner != Manner.ALIKE;
            var costs = DROPPING[manner.ordinal()];
            Arrays.fill(costs, (byte) 100);
            for (char vowel : "aeiou".toCharArray()) {
                costs[vowel - 'a'] = (byte) (bare ? 14 : across ? 35 : 50);
            }
            costs['i' - 'a'] = (byte) (bare ? 22 : across ? 28 : 40);
            if (bare) {
                costs['u' - 'a'] = 22;
            }
            costs['h' - 'a'] = (byte) (bare ? 40 : across ? 40 : 45);
            for (char one : "aeiou".toCharArray()) {
                for (char other : "aeiou".toCharArray()) {
                    either(manner, one - 'a', other - 'a', bare ? 14 : across ? 30 : 42);
                }
            }
            either(manner, 'i' - 'a', 'e' - 'a', bare ? 10 : 28);
            either(manner, 'o' - 'a', 'u' - 'a', bare ? 6 : 28);
            either(manner, 'o' - 'a', 'a' - 'a', bare ? 14 : 34);
        }
        Arrays.fill(WRITTEN, (byte) 100);
        WRITTEN['a' - 'a'] = 30;
        WRITTEN['e' - 'a'] = 20;
        WRITTEN['i' - 'a'] = 55;
        WRITTEN['o' - 'a'] = 50;
        WRITTEN['u' - 'a'] = 50;
        WRITTEN['h' - 'a'] = 40;
        either(Manner.WITHOUT_VOWELS, 'i' - 'a', 'a' - 'a', 50);
        either(Manner.WITHOUT_VOWELS, 'u' - 'a', 'a' - 'a', 50);
        either(Manner.WITHOUT_VOWELS, 'o' - 'a', 'a' - 'a', 30);
        either(Manner.WITHOUT_VOWELS, 'i' - 'a', 'u' - 'a', 50);
        either(Manner.WITHOUT_VOWELS, 'i' - 'a', 'o' - 'a', 50);
        near("SZ", 40, 25, 40);
        near("ST", 55, 40, 50);
        near("CS", 40, 30, 30);
        near("CJ", 45, 30, 35);
        near("CT", 40, 25, 40);
        near("Ck", 55, 40, 45);
        near("CH", 50, 40, 45);
        near("Cs", 70, 55, 60);
        near("ZJ", 30, 15, 20);
        near("Zz", 45, 35, 40);
        near("Zs", 75, 60, 60);
        near("Jz", 60, 45, 50);
        near("Ji", 40, 25, 35);
        near("Jg", 50, 35, 20);
        near("JH", 55, 40, 45);
        near("Jd", 70, 60, 60);
        near("Jk", 80, 60, 45);
        near("Ss", 40, 25, 30);
        near("sz", 35, 20, 25);
        near("Ts", 40, 20, 25);
        near("Tz", 40, 20, 30);
        near("Tt", 50, 40, 40);
        near("Hh", 20, 15, 15);
        near("Hk", 45, 30, 35);
        near("Hg", 60, 45, 45);
        // One letter in Cyrillic, said so in Russian and so in Ukrainian.
        near("hg", 65, 15, 60);
        near("hk", 85, 60, 60);
        near("kg", 50, 35, 30);
        near("td", 45, 35, 35);
        near("pb", 50, 35, 15);
        near("pf", 60, 45, 45);
        near("bv", 55, 35, 45);
        near("bf", 80, 60, 60);
        near("vf", 45, 30, 20);
        near("vu", 45, 30, 15);
        near("vo", 60, 45, 20);
        near("mn", 60, 55, 60);
        near("lr", 75, 65, 75);
        near("tT", 50, 40, 40);
        near("ts", 85, 60, 50);
        near("dz", 85, 55, 50);
        near("hi", 80, 70, 70);
        near("au", 45, 35, 20);

        for (var pair : "lr bv vu pf Hf hf hr bp zJ TC tC dJ lo".split(" ")) {
            either(
                    Manner.TRANSCRIBED,
                    code(pair.charAt(0)),
                    code(pair.charAt(1)),
                    pair.equals("lr") ? 12 : 30);
        }
        for (char vowel : "aeiou".toCharArray()) {
            DROPPING[Manner.TRANSCRIBED.ordinal()][vowel - 'a'] = 20;
        }

        group(1, "pbfv");
        group(2, "kgHh");
        group(4, "szSZCJT");
        group(8, "td");
        group(16, "mn");
        group(32, "lr");
        FAMILY['h' - 'a'] = 0;
        FAMILY[DJ] = 0;
        FAMILY['v' - 'a'] = 0;
    }

    private Sound() {}

    private static int code(char letter) {
        return switch (letter) {
            case 'C' -> CH;
            case 'S' -> SH;
            case 'Z' -> ZH;
            case 'J' -> DJ;
            case 'T' -> TS;
            case 'H' -> KH;
            default -> letter - 'a';
        };
    }

    private static void either(Manner manner, int one, int other, int cost) {
        if (one != other) {
            REPLACING[manner.ordinal()][one * 32 + other] = (byte) cost;
            REPLACING[manner.ordinal()][other * 32 + one] = (byte) cost;
        }
    }

    private static void near(String pair, int alike, int across, int withoutVowels) {
        int one = code(pair.charAt(0));
        int other = code(pair.charAt(1));
        either(Manner.ALIKE, one, other, alike);
        either(Manner.ACROSS, one, other, across);
        either(Manner.WITHOUT_VOWELS, one, other, withoutVowels);
        either(Manner.TRANSCRIBED, one, other, across);
    }

    private static void group(int bit, String letters) {
        for (char letter : letters.toCharArray()) {
            FAMILY[code(letter)] = bit;
        }
    }

    /// @param latin letters a to z, and an apostrophe between two that are no digraph and no double
    ///   letter
    static byte[] of(String latin) {
        var codes = new byte[Math.min(LONGEST, latin.length() + 2)];
        int count = 0;
        int at = 0;
        int end = latin.length();
        boolean parted = false;
        while (at < end && count < codes.length) {
            char letter = latin.charAt(at);
            char next = at + 1 < end ? latin.charAt(at + 1) : ' ';
            if (letter == '\'') {
                parted = true;
                at++;
                continue;
            }
            int code;
            int length = 1;
            if (latin.startsWith("shch", at) || latin.startsWith("chtch", at)) {
                code = SH;
                length = letter == 's' ? 4 : 5;
            } else if (latin.startsWith("tsch", at)) {
                code = CH;
                length = 4;
            } else if (latin.startsWith("tch", at) || latin.startsWith("tsh", at)) {
                code = CH;
                length = 3;
            } else if (latin.startsWith("sch", at)) {
                code = SH;
                length = 3;
            } else if (latin.startsWith("dzh", at)) {
                code = DJ;
                length = 3;
            } else {
                switch (letter) {
                    case 's' -> {
                        code = next == 'h' ? SH : 's' - 'a';
                        length = next == 'h' ? 2 : 1;
                    }
                    case 'c' -> {
                        if (next == 'h' || next == 'z') {
                            code = CH;
                            length = 2;
                        } else if (next == 'k' || next == 'q') {
                            code = 'k' - 'a';
                            length = 2;
                        } else {
                            code = ("eiy".indexOf(next) >= 0 ? 's' : 'k') - 'a';
                        }
                    }
                    case 'z' -> {
                        code = next == 'h' ? ZH : 'z' - 'a';
                        length = next == 'h' ? 2 : 1;
                    }
                    case 't' -> {
                        if (next == 's' || next == 'z') {
                            code = TS;
                            length = 2;
                        } else {
                            code = 't' - 'a';
                            length = next == 'h' ? 2 : 1;
                        }
                    }
                    case 'k' -> {
                        code = next == 'h' ? KH : 'k' - 'a';
                        length = next == 'h' ? 2 : 1;
                    }
                    case 'd' -> {
                        code = next == 'j' ? DJ : 'd' - 'a';
                        length = next == 'h' || next == 'j' ? 2 : 1;
                    }
                    case 'g', 'b' -> {
                        code = letter - 'a';
                        length = next == 'h' ? 2 : 1;
                    }
                    case 'p' -> {
                        code = (next == 'h' ? 'f' : 'p') - 'a';
                        length = next == 'h' ? 2 : 1;
                    }
                    case 'q' -> code = 'k' - 'a';
                    case 'j' -> code = DJ;
                    case 'w' -> code = 'v' - 'a';
                    case 'y' -> code = 'i' - 'a';
                    case 'x' -> {
                        if (at == 0) {
                            code = SH;
                        } else {
                            codes[count++] = 'k' - 'a';
                            code = 's' - 'a';
                            if (count == codes.length) {
                                break;
                            }
                        }
                    }
                    case 'o' -> {
                        code = (next == 'o' || next == 'u' ? 'u' : 'o') - 'a';
                        length = next == 'o' || next == 'u' ? 2 : 1;
                    }
                    case 'e' -> {
                        code = (next == 'e' ? 'i' : 'e') - 'a';
                        length = next == 'e' || next == 'i' || glides(latin, at + 1) ? 2 : 1;
                    }
                    case 'a' -> {
                        boolean joined = next == 'e' || next == 'i' || glides(latin, at + 1);
                        code = (joined ? 'e' : 'a') - 'a';
                        length = joined ? 2 : 1;
                    }
                    case 'i' -> {
                        code = 'i' - 'a';
                        length = next == 'j' && at + 2 >= end || next == 'e' ? 2 : 1;
                    }
                    default -> code = letter - 'a';
                }
            }
            at += length;
            if (count == codes.length) {
                break;
            }
            if (count == 0 || parted || codes[count - 1] != code) {
                codes[count++] = (byte) code;
            }
            parted = false;
        }
        return count == codes.length ? codes : Arrays.copyOf(codes, count);
    }

    /// Whether y or j only closes a vowel, as in Sergey and Sergejs, and begins none.
    private static boolean glides(String latin, int at) {
        if (at >= latin.length()) {
            return false;
        }
        char letter = latin.charAt(at);
        boolean before = at + 1 < latin.length() && "aeiou".indexOf(latin.charAt(at + 1)) >= 0;
        return letter == 'y' || letter == 'j' && !before;
    }

    /// The kinds of consonants within: two words whose kinds differ much cannot be near.
    static int kinds(byte[] sound) {
        int kinds = 0;
        for (byte code : sound) {
            kinds |= FAMILY[code];
        }
        return kinds;
    }

    /// The consonants alone, by their kind; what a coarse key is made of.
    static String skeleton(byte[] sound) {
        var skeleton = new StringBuilder(sound.length);
        for (int i = 0; i < sound.length; i++) {
            int kind = FAMILY[sound[i]];
            char letter =
                    switch (sound[i]) {
                        case 'v' - 'a', DJ -> i == 0 ? 'V' : ' ';
                        default ->
                                kind == 0
                                        ? i == 0 ? 'A' : ' '
                                        : (char) ('a' + Integer.numberOfTrailingZeros(kind));
                    };
            if (letter != ' '
                    && (skeleton.isEmpty() || skeleton.charAt(skeleton.length() - 1) != letter)) {
                skeleton.append(letter);
            }
        }
        return skeleton.toString();
    }

    /// Bits that each code tells: minus the logarithm of its share in the names of many countries.
    private static final double[] BITS = {
        2.7, 5.8, 9.0, 5.1, 3.7, 6.7, 5.0, 5.7, 3.2, 9.0, 4.8, 4.4, 4.7, 3.4, 4.4, 6.5, 9.0, 3.9,
        4.3, 4.7, 4.6, 5.6, 9.0, 9.0, 9.0, 6.7, 6.7, 6.4, 7.8, 5.7, 9.0, 9.0
    };

    /// What a word tells, in bits: more the longer it is and the rarer its sounds.
    static double bits(byte[] sound) {
        double bits = 0;
        for (byte code : sound) {
            bits += BITS[code];
        }
        return bits;
    }

    /// How many consonants there are: what little there is of them is soon alike.
    static int consonants(byte[] sound) {
        int count = 0;
        for (byte code : sound) {
            count += WEIGHT[code] == 100 ? 1 : 0;
        }
        return count;
    }

    static int weight(byte[] sound) {
        return weight(sound, sound.length);
    }

    static int weight(byte[] sound, int length) {
        int weight = 0;
        for (int i = 0; i < length; i++) {
            weight += WEIGHT[sound[i]];
        }
        return weight;
    }

    /// How alike two sounds are, from 0 to 1; 0 as soon as it is sure to be under a half.
    ///
    /// Costs are summed over the best alignment (Damerau's, weighted), and measured against the
    /// longer word.
    ///
    /// @param one in the manner without vowels, the word of the script that has none
    static float likeness(byte[] one, byte[] other, Manner manner, int[] rows) {
        return likeness(one, one.length, other, other.length, manner, rows);
    }

    static float likeness(
            byte[] one, int length, byte[] other, int otherLength, Manner manner, int[] rows) {
        if (length == 0 || otherLength == 0) {
            return 0;
        }
        boolean ends = one[length - 1] == S;
        float likeness = aligned(one, length, other, otherLength, manner, rows);
        if (ends == (other[otherLength - 1] == S) || Math.min(length, otherLength) < 5) {
            return likeness;
        }
        // The ending of names in Latvian, Lithuanian and Greek.
        int first = ends ? length - 1 : length;
        int second = ends ? otherLength : otherLength - 1;
        return Math.max(likeness, aligned(one, first, other, second, manner, rows) - 0.05f);
    }

    private static float aligned(
            byte[] one, int length, byte[] other, int otherLength, Manner manner, int[] rows) {
        int whole = Math.max(weight(one, length), weight(other, otherLength));
        int bound = whole / 2;
        var replacing = REPLACING[manner.ordinal()];
        var dropping = DROPPING[manner.ordinal()];
        var written = manner == Manner.WITHOUT_VOWELS ? WRITTEN : dropping;
        int width = otherLength + 1;
        int before = 0;
        int row = width;
        int beforeThat = 2 * width;
        rows[before] = 0;
        for (int j = 1; j <= otherLength; j++) {
            rows[before + j] = rows[before + j - 1] + dropping[other[j - 1]];
        }
        for (int i = 1; i <= length; i++) {
            int letter = one[i - 1];
            int dropped = written[letter];
            int left = rows[before] + dropped;
            rows[row] = left;
            int least = left;
            for (int j = 1; j <= otherLength; j++) {
                int second = other[j - 1];
                int cost =
                        Math.min(
                                rows[before + j - 1] + replacing[letter * 32 + second],
                                Math.min(rows[before + j] + dropped, left + dropping[second]));
                if (i > 1
                        && j > 1
                        && letter == other[j - 2]
                        && one[i - 2] == second
                        && letter != second) {
                    cost = Math.min(cost, rows[beforeThat + j - 2] + 80);
                }
                rows[row + j] = cost;
                left = cost;
                least = Math.min(least, cost);
            }
            if (least > bound) {
                return 0;
            }
            int free = beforeThat;
            beforeThat = before;
            before = row;
            row = free;
        }
        int cost = rows[before + otherLength];
        return cost > bound ? 0 : 1f - (float) cost / whole;
    }
}
