package org.haetae.search;

/// One byte before a term that says what sort of term it is. Terms without one are words as they
/// stand. No text can contain these characters after normalisation, so nobody can type one.
final class Labels {

    static final byte NONE = 0;

    /// Two syllables side by side that are no word by themselves, as far as the analyser knows.
    static final byte PAIR = 1;

    /// Two syllables side by side, one from each of two known words (참[고문]헌): a part of a phrase,
    /// but no hit for the two syllables alone.
    static final byte SEAM = 2;

    /// The stem of a word, where it differs from the word.
    static final byte STEM = 3;

    /// A word with its marks (jŏng), where the plain form differs.
    static final byte MARKED = 4;

    /// The stem of a Korean verb or adjective.
    static final byte VERB = 5;

    private Labels() {}

    static String with(byte label, CharSequence text) {
        return label == NONE ? text.toString() : (char) label + text.toString();
    }
}
