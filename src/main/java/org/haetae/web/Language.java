package org.haetae.web;

import java.util.Enumeration;
import java.util.Locale;

/// A language that the pages speak.
public enum Language {
    EN("en", "English"),
    KO("ko", "한국어");

    private final String tag;
    private final String ownName;

    Language(String tag, String ownName) {
        this.tag = tag;
        this.ownName = ownName;
    }

    /// As in `lang="..."`.
    public String tag() {
        return tag;
    }

    /// What its speakers call it.
    public String ownName() {
        return ownName;
    }

    Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    /// The language with this tag, or else English.
    static Language of(String tag) {
        return KO.tag.equals(tag) ? KO : EN;
    }

    /// The first of the reader's languages that we speak, or else English.
    static Language firstOf(Enumeration<Locale> wished) {
        while (wished.hasMoreElements()) {
            String tag = wished.nextElement().getLanguage();
            for (Language language : values()) {
                if (language.tag.equals(tag)) {
                    return language;
                }
            }
        }
        return EN;
    }
}
