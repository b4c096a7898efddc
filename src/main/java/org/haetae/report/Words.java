package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/// The words of a dossier's form, in the language that it is written in.
final class Words {

    private final Properties words = new Properties();
    private final Locale locale;

    private Words(Locale locale) {
        this.locale = locale;
        var name = "dossier_%s.properties".formatted(locale.getLanguage());
        try (var in =
                new InputStreamReader(
                        Objects.requireNonNull(Words.class.getResourceAsStream(name), name),
                        UTF_8)) {
            words.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the words of a dossier could not be read", e);
        }
    }

    /// In Korean where that is asked for, else in English.
    static Words in(Locale locale) {
        return new Words(locale.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH);
    }

    Locale locale() {
        return locale;
    }

    /// @param values put in place of `{0}`, `{1}`
    String of(String key, Object... values) {
        var text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no words for " + key);
        }
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }
}
