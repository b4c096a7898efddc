package org.haetae.names;

import java.lang.Character.UnicodeScript;

/// The script that most letters of a name stand in.
public enum NameScript {
    LATIN,
    HANGUL,
    HAN,
    KANA,
    CYRILLIC,
    ARABIC,
    HEBREW,
    OTHER;

    static NameScript of(int letter) {
        if (letter < 0x250) {
            return LATIN;
        }
        return switch (UnicodeScript.of(letter)) {
            case LATIN -> LATIN;
            case HANGUL -> HANGUL;
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case CYRILLIC -> CYRILLIC;
            case ARABIC -> ARABIC;
            case HEBREW -> HEBREW;
            default -> OTHER;
        };
    }

    /// Whether foreign names are written in it syllable by syllable, l and r alike.
    boolean transcribes() {
        return this == HAN || this == KANA || this == HANGUL;
    }

    /// Whether its spelling leaves short vowels out.
    boolean withoutVowels() {
        return this == ARABIC || this == HEBREW;
    }
}
