package org.haetae.search;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which terms a unit of text is indexed under. For one thread; it remembers words.
final class Terms {

    /// What the caller knows of the language of a text.
    ///
    /// @param latin whose stems words in Latin letters get
    /// @param ideographs what ideographs are that stand without kana or Hangul
    record Tongue(
            Stems.Language latin, boolean ukrainian, boolean arabic, Scan.Context ideographs) {

        static Tongue of(List<String> languages) {
            List<String> codes =
                    languages.stream().map(code -> code.toLowerCase(Locale.ROOT)).toList();
            boolean chinese = any(codes, "zh");
            Scan.Context ideographs =
                    !chinese && any(codes, "ja")
                            ? Scan.Context.JAPANESE
                            : !chinese && any(codes, "ko")
                                    ? Scan.Context.KOREAN
                                    : Scan.Context.CHINESE;
            boolean otherArabic = any(codes, "fa") || any(codes, "ur") || any(codes, "ug");
            return new Tongue(
                    Stems.latinOf(codes),
                    any(codes, "uk"),
                    any(codes, "ar") || !otherArabic,
                    ideographs);
        }

        private static boolean any(List<String> codes, String language) {
            return codes.stream().anyMatch(code -> code.startsWith(language));
        }
    }

    /// Longer runs are too rare to meet again.
    private static final int LONGEST_REMEMBERED = 16;

    private final Memo words;
    private final Memo eojeols;
    private final Stems stems = new Stems();
    private @Nullable Korean korean;
    private @Nullable Japanese japanese;

    /// @param remembered how many words and how many eojeols to remember
    Terms(int remembered) {
        words = new Memo(remembered);
        eojeols = new Memo(remembered);
    }

    Stems stems() {
        return stems;
    }

    Korean korean() {
        if (korean == null) {
            korean = new Korean();
        }
        return korean;
    }

    Japanese japanese() {
        if (japanese == null) {
            japanese = new Japanese();
        }
        return japanese;
    }

    /// The terms of one word: itself, its stem, itself with its marks.
    void word(int[] folded, int[] normal, int start, int end, Tongue tongue, TermBuffer to) {
        Stems.Language language =
                Stems.languageOf(
                        folded[start], tongue.latin(), tongue.ukrainian(), tongue.arabic());
        if (words.recall(normal, start, end, language.ordinal(), to)) {
            return;
        }
        int from = to.length();
        to.term(0, folded, start, end);
        boolean marked = false;
        for (int i = start; i < end; i++) {
            marked |= isMarked(folded[i], normal[i]);
        }
        if (language != Stems.Language.NONE) {
            String word = new String(folded, start, end - start);
            // Without its marks, so that who types none finds the same stem.
            String stem = stems.stem(word, language);
            if (!stem.equals(word)) {
                to.term(0, Labels.STEM, stem);
            }
        }
        if (marked) {
            to.term(0, Labels.MARKED, new String(normal, start, end - start));
        }
        words.remember(normal, start, end, language.ordinal(), to, from);
    }

    /// Whether a mark was taken off a Latin or Greek letter, which someone may want to insist on.
    static boolean isMarked(int folded, int normal) {
        return folded != normal && normal < 0x2000 && (normal < 0x400 || normal >= 0x1E00);
    }

    /// The terms of an eojeol, hanja in it or not.
    void eojeol(int[] folded, int[] normal, int start, int end, TermBuffer to) {
        boolean remember = end - start <= LONGEST_REMEMBERED;
        if (remember && eojeols.recall(normal, start, end, 0, to)) {
            return;
        }
        int from = to.length();
        boolean hanja = false;
        for (int i = start; i < end; i++) {
            hanja |= Characters.classOf(normal[i]) == Characters.HAN;
        }
        if (hanja) {
            mixed(folded, normal, start, end, to);
        } else {
            String text = new String(normal, start, end - start);
            korean().terms(korean().analyse(text), to);
        }
        if (remember) {
            eojeols.remember(normal, start, end, 0, to, from);
        }
    }

    /// Hanja with or without Hangul: found by the hanja and by how they are read.
    private void mixed(int[] folded, int[] normal, int start, int end, TermBuffer to) {
        String read = korean().read(normal, start, end);
        boolean whole = read.length() == end - start;
        for (int i = 0; whole && i < read.length(); i++) {
            whole = Characters.classOf(read.charAt(i)) == Characters.HANGUL;
        }
        TermBuffer readings = new TermBuffer();
        if (whole) {
            korean().terms(korean().analyse(read), readings);
        }
        int at = 0;
        for (int i = start; i < end; i++) {
            int slot = i - start;
            if (Characters.classOf(normal[i]) == Characters.HAN) {
                ideograph(folded, normal, i, end, slot, to);
            }
            byte[] bytes = readings.bytes();
            while (at < readings.length() && slotAt(bytes, at) == slot) {
                int next = at + 3 + (bytes[at + 2] & 0xFF);
                to.append(bytes, at, next);
                at = next;
            }
        }
    }

    static int slotAt(byte[] terms, int at) {
        return (terms[at] & 0xFF) << 8 | terms[at + 1] & 0xFF;
    }

    private static void ideograph(
            int[] folded, int[] normal, int i, int end, int slot, TermBuffer to) {
        boolean last = i + 1 == end || Characters.classOf(normal[i + 1]) != Characters.HAN;
        to.term(slot, folded, i, last ? i + 1 : i + 2);
    }

    /// Ideographs of Chinese: each with the next, and the last by itself.
    void han(int[] folded, int[] normal, int start, int end, int firstSlot, TermBuffer to) {
        for (int i = start; i < end; i++) {
            ideograph(folded, normal, i, end, firstSlot + i - start, to);
        }
    }

    /// Each character with the next, for scripts that we know nothing else of.
    void pairs(int[] folded, int start, int end, int firstSlot, TermBuffer to) {
        for (int i = start; i < end; i++) {
            to.term(firstSlot + i - start, folded, i, Math.min(i + 2, end));
        }
    }

    /// A run of Japanese: words in their dictionary form, and each character with the next.
    void japanese(int[] folded, int[] normal, int start, int end, int firstSlot, TermBuffer to) {
        String text = new String(normal, start, end - start);
        if (text.length()
                != end - start) { // ideographs beyond the basic plane: no words, only pairs
            pairs(folded, start, end, firstSlot, to);
            return;
        }
        List<Japanese.Word> words = japanese().words(text);
        int next = 0;
        for (int i = start; i < end; i++) {
            int slot = i - start;
            String pair = new String(folded, i, Math.min(2, end - i));
            boolean already = i + 1 == end && folded[i] < 0x3400 && end - start > 1;
            while (next < words.size() && words.get(next).start() <= slot) {
                Japanese.Word word = words.get(next++);
                if (word.start() == slot) {
                    String base = folded(word.base());
                    to.term(firstSlot + slot, Labels.NONE, base);
                    already |= base.equals(pair);
                }
            }
            if (!already) {
                to.term(firstSlot + slot, Labels.NONE, pair);
            }
        }
    }

    /// A word from a dictionary, as it is compared.
    static String folded(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); ) {
            int c = word.codePointAt(i);
            folded.appendCodePoint(Characters.fold(c));
            i += Character.charCount(c);
        }
        return folded.toString();
    }
}
