package org.haetae.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanTokenizer;
import org.apache.lucene.analysis.ko.KoreanTokenizer.DecompoundMode;
import org.apache.lucene.analysis.ko.POS;
import org.apache.lucene.analysis.ko.dict.UserDictionary;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.ko.tokenattributes.ReadingAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/// Korean words: which morphemes an eojeol (what stands between two spaces) consists of, how hanja
/// are read, and the initial-sound rule.
///
/// Each eojeol is looked at by itself. The same letters then always give the same terms, in a query
/// as in a text, and can be remembered; the price is that a neighbour cannot decide between two
/// readings.
///
/// For one thread.
final class Korean {

    /// What a morpheme is to a search.
    enum Kind {
        NOUN,
        /// Stem of a verb or adjective, without endings.
        VERB
    }

    /// A morpheme that carries meaning.
    ///
    /// @param start first syllable, from 0, in the eojeol
    /// @param length syllables of the eojeol that it covers
    /// @param text as it is indexed: initial sound folded
    /// @param known whether the dictionary has it
    record Morpheme(int start, int length, String text, Kind kind, boolean known) {
        int end() {
            return start + length;
        }
    }

    /// One eojeol taken apart.
    ///
    /// @param text its syllables, hanja replaced by their readings
    /// @param morphemes those with a meaning, in order; compounds before their parts
    /// @param compounds stretches of nouns that stand together without a particle between them
    record Eojeol(String text, List<Morpheme> morphemes, List<Morpheme> compounds) {}

    private static final UserDictionary TERMS = terms();

    private final KoreanTokenizer tokenizer =
            new KoreanTokenizer(
                    TokenStream.DEFAULT_TOKEN_ATTRIBUTE_FACTORY,
                    TERMS,
                    DecompoundMode.MIXED,
                    false,
                    true);
    private final CharTermAttribute term = tokenizer.getAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = tokenizer.getAttribute(OffsetAttribute.class);
    private final PartOfSpeechAttribute speech =
            tokenizer.getAttribute(PartOfSpeechAttribute.class);
    private final ReadingAttribute reading = tokenizer.getAttribute(ReadingAttribute.class);

    private static UserDictionary terms() {
        String name = "korean-terms.txt";
        try (InputStream stream = Objects.requireNonNull(Korean.class.getResourceAsStream(name))) {
            return Objects.requireNonNull(
                    UserDictionary.open(new InputStreamReader(stream, UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the dictionary " + name, unreadable);
        }
    }

    /// Takes an eojeol apart.
    ///
    /// @param hangul syllables only
    Eojeol analyse(String hangul) {
        List<Morpheme> morphemes = new ArrayList<>();
        List<Morpheme> compounds = new ArrayList<>();
        int joinStart = -1;
        int joinEnd = -1;
        int joined = 0;
        int compoundEnd = 0;
        try {
            tokenizer.setReader(new StringReader(hangul));
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                POS.Tag tag = speech.getLeftPOS();
                int start = offset.startOffset();
                int end = offset.endOffset();
                if (tag == null || start >= end) {
                    continue;
                }
                boolean part = end <= compoundEnd;
                POS.Type type = speech.getPOSType();
                boolean whole = type != null && type != POS.Type.MORPHEME && !part;
                if (whole) {
                    compoundEnd = end;
                }
                if (isNominal(tag)) {
                    if (!part) {
                        if (joinEnd == start) {
                            joined++;
                        } else {
                            close(hangul, joinStart, joinEnd, joined, compounds);
                            joinStart = start;
                            joined = 1;
                        }
                        joinEnd = end;
                    }
                    // The single syllables of a compound (수용소: 소) say nothing by themselves.
                    if (isNoun(tag) && !(part && end - start == 1)) {
                        String text = initialFolded(hangul.substring(start, end));
                        morphemes.add(
                                new Morpheme(
                                        start,
                                        end - start,
                                        text,
                                        Kind.NOUN,
                                        tag != POS.Tag.UNKNOWN && tag != POS.Tag.UNA));
                    }
                } else if (isPredicate(tag) && !whole) {
                    morphemes.add(
                            new Morpheme(start, end - start, term.toString(), Kind.VERB, true));
                }
            }
            tokenizer.end();
            tokenizer.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
        close(hangul, joinStart, joinEnd, joined, compounds);
        return new Eojeol(hangul, List.copyOf(morphemes), List.copyOf(compounds));
    }

    private static void close(
            String hangul, int start, int end, int joined, List<Morpheme> compounds) {
        if (joined > 1 && end - start <= 12) {
            String text = initialFolded(hangul.substring(start, end));
            compounds.add(new Morpheme(start, end - start, text, Kind.NOUN, true));
        }
    }

    /// Parts of speech that stand in a compound noun: nouns, and what is put before and after them.
    private static boolean isNominal(POS.Tag tag) {
        return isNoun(tag) || tag == POS.Tag.XPN || tag == POS.Tag.XSN;
    }

    private static boolean isNoun(POS.Tag tag) {
        return switch (tag) {
            case NNG, NNP, NNB, NNBC, NR, NP, XR, MAG, MM, SH, SL, SN, UNKNOWN, UNA -> true;
            default -> false;
        };
    }

    private static boolean isPredicate(POS.Tag tag) {
        return tag == POS.Tag.VV || tag == POS.Tag.VA;
    }

    /// How a run of hanja and Hangul is read, one syllable for each character: by words as far as
    /// the dictionary has them (金 is 김 or 금), else character by character. Ideographs without a
    /// reading are left as they are.
    String read(int[] characters, int start, int end) {
        StringBuilder hanja = new StringBuilder();
        StringBuilder read = new StringBuilder();
        for (int i = start; i <= end; i++) {
            boolean han = i < end && Characters.classOf(characters[i]) == Characters.HAN;
            if (han && characters[i] < 0x10000) {
                hanja.append((char) characters[i]);
                continue;
            }
            if (!hanja.isEmpty()) {
                readWords(hanja.toString(), read);
                hanja.setLength(0);
            }
            if (i < end) {
                read.appendCodePoint(characters[i]);
            }
        }
        return read.toString();
    }

    private void readWords(String hanja, StringBuilder read) {
        char[] letters = hanja.toCharArray();
        boolean[] begins = new boolean[letters.length];
        for (int i = 0; i < letters.length; i++) {
            char one = Characters.reading(letters[i]);
            letters[i] = one == 0 ? letters[i] : one;
        }
        begins[0] = true;
        try {
            tokenizer.setReader(new StringReader(hanja));
            tokenizer.reset();
            while (tokenizer.incrementToken()) {
                String words = reading.getReading();
                int from = offset.startOffset();
                int size = offset.endOffset() - from;
                if (words != null && words.length() == size && size > 1
                        || size == 1 && words != null) {
                    words.getChars(0, size, letters, from);
                    begins[from] |= size > 1;
                }
            }
            tokenizer.end();
            tokenizer.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
        for (int i = 0; i < letters.length; i++) {
            read.append(begins[i] ? initial(letters[i]) : letters[i]);
        }
    }

    // ---- 두음법칙, the initial-sound rule

    private static final int FIRST = 0xAC00;
    private static final int LAST = 0xD7A3;
    private static final int NIEUN = 2;
    private static final int RIEUL = 5;
    private static final int IEUNG = 11;

    /// The first syllable of a word as the South writes it: 로동 노동, 리용호 이용호, 녀성 여성. The North writes
    /// ㄹ and ㄴ where the South does not (Hangul orthography of the South, articles 10-12).
    static char initial(char syllable) {
        if (syllable < FIRST || syllable > LAST) {
            return syllable;
        }
        int index = syllable - FIRST;
        int consonant = index / 588;
        int rest = index % 588;
        boolean palatal = isPalatal(rest / 28);
        if (consonant == RIEUL) {
            return (char) (FIRST + (palatal ? IEUNG : NIEUN) * 588 + rest);
        }
        if (consonant == NIEUN && palatal) {
            return (char) (FIRST + IEUNG * 588 + rest);
        }
        return syllable;
    }

    /// ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ
    private static boolean isPalatal(int vowel) {
        return switch (vowel) {
            case 2, 3, 6, 7, 12, 17, 20 -> true;
            default -> false;
        };
    }

    /// All syllables that the rule makes equal at the beginning of a word, this one among them.
    static List<String> initials(char syllable) {
        char folded = initial(syllable);
        List<String> all = new ArrayList<>(List.of(String.valueOf(folded)));
        if (folded >= FIRST && folded <= LAST) {
            int rest = (folded - FIRST) % 588;
            int consonant = (folded - FIRST) / 588;
            boolean palatal = isPalatal(rest / 28);
            if (palatal && consonant == IEUNG) {
                all.add(String.valueOf((char) (FIRST + RIEUL * 588 + rest)));
                all.add(String.valueOf((char) (FIRST + NIEUN * 588 + rest)));
            } else if (!palatal && consonant == NIEUN) {
                all.add(String.valueOf((char) (FIRST + RIEUL * 588 + rest)));
            }
        }
        return all;
    }

    static String initialFolded(String word) {
        char first = word.charAt(0);
        char folded = initial(first);
        return folded == first ? word : folded + word.substring(1);
    }

    /// Writes the terms of one run into the buffer, ordered by slot: morphemes, compounds, and each
    /// two neighbouring syllables that are no morpheme.
    void terms(Eojeol eojeol, TermBuffer to) {
        String text = eojeol.text();
        int length = text.length();
        if (length == 1) {
            to.term(0, Labels.NONE, initialFolded(text));
            return;
        }
        boolean[] seam = seams(eojeol);
        for (int i = 0; i < length; i++) {
            @Nullable String pair =
                    i + 1 < length
                            ? i == 0
                                    ? initialFolded(text.substring(0, 2))
                                    : text.substring(i, i + 2)
                            : null;
            @Nullable String longest = null;
            for (Morpheme compound : eojeol.compounds()) {
                if (compound.start() == i) {
                    longest = compound.text();
                    to.term(i, Labels.NONE, longest);
                    if (longest.equals(pair)) {
                        pair = null;
                    }
                }
            }
            @Nullable String previous = null;
            for (Morpheme morpheme : eojeol.morphemes()) {
                if (morpheme.start() != i) {
                    continue;
                }
                if (morpheme.kind() == Kind.VERB) {
                    to.term(i, Labels.VERB, morpheme.text());
                } else if (!morpheme.text().equals(longest) && !morpheme.text().equals(previous)) {
                    to.term(i, Labels.NONE, morpheme.text());
                    previous = morpheme.text();
                    if (previous.equals(pair)) {
                        pair = null;
                    }
                }
            }
            if (pair != null) {
                to.term(i, seam[i] ? Labels.SEAM : Labels.PAIR, pair);
            }
        }
    }

    /// Where a known word of two or more syllables ends and another begins: the index of the last
    /// syllable before.
    static boolean[] seams(Eojeol eojeol) {
        boolean[] seam = new boolean[eojeol.text().length()];
        for (Morpheme before : eojeol.morphemes()) {
            for (Morpheme after : eojeol.morphemes()) {
                if (before.end() == after.start()
                        && before.length() > 1
                        && after.length() > 1
                        && before.kind() == Kind.NOUN
                        && after.kind() == Kind.NOUN
                        && before.known()
                        && after.known()) {
                    seam[before.end() - 1] = true;
                }
            }
        }
        return seam;
    }
}
