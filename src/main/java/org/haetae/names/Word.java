package org.haetae.names;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One word of a name as the comparison needs it. Never changed after it was made.
final class Word {

    static final int NO_MEANING = 0;

    final String written;
    final String plain;
    final TokenRole role;
    final NameScript script;
    final byte[] sound;
    final int kinds;
    final int consonants;

    /// How much it says, from 0 to 1.
    final float weight;

    /// What it means; the same for all ways to say it.
    final int meaning;

    /// Another thing it may mean, or 0.
    final int also;

    /// The groups of near meanings that it belongs to, as bits.
    final int akin;

    /// Its first letters, or those of the words that it is made of, in its own script: what short
    /// forms are made of.
    final String[] beginnings;

    /// Whether it is written with letters that plain Latin has not.
    final boolean marked;

    final boolean country;
    final Lexicon.Form form;
    final int @Nullable [] nicknames;

    /// The ways to read it as Korean syllables, for words that are no person's name.
    final List<Syllables.Row> korean;

    Word(
            String written,
            String plain,
            TokenRole role,
            NameScript script,
            String latin,
            float weight,
            Lexicon.@Nullable Meaning meaning,
            int @Nullable [] nicknames,
            List<Syllables.Row> korean) {
        this.written = written;
        this.plain = plain;
        this.role = role;
        this.script = script;
        this.sound = Sound.of(latin);
        this.kinds = Sound.kinds(sound);
        this.consonants = Sound.consonants(sound);
        this.weight = weight;
        this.meaning = meaning == null ? NO_MEANING : meaning.id();
        this.also = meaning == null ? NO_MEANING : meaning.also();
        this.akin = meaning == null ? 0 : meaning.akin();
        this.beginnings = role == TokenRole.PARTICLE ? new String[0] : beginnings(written);
        this.marked = !written.chars().allMatch(letter -> letter < 0x80);
        this.country = meaning != null && meaning.of() == Lexicon.Class.COUNTRY;
        this.form = meaning == null ? Lexicon.Form.ANY : meaning.form();
        this.nicknames = nicknames;
        this.korean = korean;
    }

    private Word(Word word, TokenRole role) {
        this.written = word.written;
        this.plain = word.plain;
        this.role = role;
        this.script = word.script;
        this.sound = word.sound;
        this.kinds = word.kinds;
        this.consonants = word.consonants;
        this.weight = word.weight;
        this.meaning = word.meaning;
        this.also = word.also;
        this.akin = word.akin;
        this.beginnings = word.beginnings;
        this.marked = word.marked;
        this.country = word.country;
        this.form = word.form;
        this.nicknames = word.nicknames;
        this.korean = word.korean;
    }

    private static String[] beginnings(String written) {
        if (written.indexOf(' ') < 0) {
            return new String[] {Spelling.plain(written)};
        }
        return Arrays.stream(written.split(" "))
                .map(Spelling::plain)
                .filter(part -> !part.isEmpty() && !Lexicon.isParticle(part))
                .toArray(String[]::new);
    }

    /// The same word in another role.
    Word as(TokenRole role) {
        return new Word(this, role);
    }

    boolean means(Word word) {
        return meaning != NO_MEANING
                && (meaning == word.meaning
                        || also != NO_MEANING && also == word.meaning
                        || word.also != NO_MEANING && meaning == word.also);
    }

    boolean isInitial() {
        return plain.length() == 1
                && !script.transcribes()
                && (role == TokenRole.GIVEN || role == TokenRole.WORD);
    }

    /// Whether it has to meet a word of the other name, or be left over.
    boolean counts() {
        return switch (role) {
            case TITLE, LEGAL_FORM, PARTICLE, GENERATIONAL -> false;
            case FAMILY, GIVEN, PATRONYMIC, NUMBER, GENERIC, WORD -> true;
        };
    }
}
