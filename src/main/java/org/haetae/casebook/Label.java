package org.haetae.casebook;

import java.util.Locale;

/// What something is called, in both languages of the house.
public record Label(String english, String korean) {

    public Label {
        if (english.isBlank() || korean.isBlank()) {
            throw new IllegalArgumentException(
                    "a label is \"%s\", \"%s\"; expected words in English and in Korean"
                            .formatted(english, korean));
        }
    }

    /// In the language of a reader.
    public String in(Locale locale) {
        return locale.getLanguage().equals("ko") ? korean : english;
    }
}
