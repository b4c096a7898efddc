package org.haetae.names;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A name as it stands in a source, read once: its words and their roles, and every way that it may
/// sound.
///
/// Never changed after it was read; small, and safe to share between threads. Nothing is looked up
/// outside the program.
public final class Name {

    private final String text;
    private final NameKind kind;
    private final NameScript script;
    private final boolean personal;
    final Word[] words;
    final KoreanReading[] korean;
    final ChineseReading[] chinese;
    final JapaneseReading japanese;

    /// The ways to read all of it as Korean syllables, for names that are no person's.
    final List<Syllables.Row> whole;

    /// The same in other words: a well-known short form written out (RGB as Reconnaissance General
    /// Bureau), or of a person what stands behind the name in another script.
    final @Nullable Name writtenOut;

    /// Han characters in the forms that unite variants; empty for other scripts.
    final String characters;

    /// What the name tells, in bits: of two that agree equally well with a third, the longer and
    /// rarer one says more.
    final double bits;

    /// All letters of the name without what parts them.
    final String letters;

    /// Of a place, as bits, the words of the units around it.
    final long surroundings;

    Name(
            String text,
            NameKind kind,
            NameScript script,
            boolean personal,
            List<Word> words,
            List<KoreanReading> korean,
            List<ChineseReading> chinese,
            JapaneseReading japanese,
            String characters,
            List<Syllables.Row> whole,
            @Nullable Name writtenOut) {
        this.text = text;
        this.kind = kind;
        this.script = script;
        this.personal = personal;
        this.words = words.toArray(Word[]::new);
        this.korean = korean.toArray(KoreanReading[]::new);
        this.japanese = japanese;
        this.chinese = chinese.toArray(ChineseReading[]::new);
        this.characters = characters;
        this.whole = whole;
        this.writtenOut = writtenOut;
        this.surroundings = kind == NameKind.PLACE ? surroundings(this.words) : 0;
        this.bits = bits(this.words);
        this.letters =
                Spelling.plain(text)
                        .codePoints()
                        .filter(Character::isLetter)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
    }

    /// The words, as bits, that only say where a place lies: those of its larger units, where it
    /// names units of several sizes (the province in Ryanggang-do Hyesan-si).
    private static long surroundings(Word[] words) {
        int smallest = 4;
        int largest = 0;
        for (var word : words) {
            int size = Lexicon.size(word.meaning);
            smallest = size > 0 ? Math.min(smallest, size) : smallest;
            largest = Math.max(largest, size);
        }
        if (smallest >= largest) {
            return 0;
        }
        long surroundings = 0;
        long before = 0;
        for (int i = 0; i < words.length && i < Long.SIZE; i++) {
            before |= 1L << i;
            int size = Lexicon.size(words[i].meaning);
            if (size > 0) {
                surroundings |= size > smallest ? before : 0;
                before = 0;
            }
        }
        return surroundings;
    }

    private static double bits(Word[] words) {
        double bits = 0;
        for (var word : words) {
            bits += Sound.bits(word.sound);
        }
        return bits;
    }

    boolean hasNumber() {
        for (var word : words) {
            if (word.role == TokenRole.NUMBER) {
                return true;
            }
        }
        return false;
    }

    /// Reads a name. Any text will do; one without a letter has no tokens and is like no other
    /// name.
    public static Name read(String text, NameKind kind) {
        return new NameReader(Objects.requireNonNull(text), Objects.requireNonNull(kind)).read();
    }

    /// As written.
    public String text() {
        return text;
    }

    public NameKind kind() {
        return kind;
    }

    public NameScript script() {
        return script;
    }

    public List<NameToken> tokens() {
        return java.util.Arrays.stream(words)
                .map(word -> new NameToken(word.written, word.role, word.script))
                .toList();
    }

    /// How this name and another agree.
    public Comparison compare(Name other) {
        return Comparison.of(this, other);
    }

    /// One text for all spellings that differ in order, case, marks, titles and legal forms alone.
    /// What is counted to know how frequent a name is.
    public String fineKey() {
        return NameKeys.fine(this);
    }

    /// Numbers that two spellings of one name nearly always have one of in common, slips included.
    /// Much else has it too: they find candidates, they decide nothing.
    public long[] coarseKeys() {
        return NameKeys.coarse(this);
    }

    /// Whether it is read as a person's: told so, or not told and without a word of a body.
    boolean isPersonal() {
        return personal;
    }

    @Override
    public String toString() {
        return "a name of %d words".formatted(words.length);
    }
}
