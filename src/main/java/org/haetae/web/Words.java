package org.haetae.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/// What the pages say, in one language. A missing key is an error here and in a test, never a page
/// with a key on it.
public final class Words {
    private static final Map<Language, Words> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            ALL.put(language, new Words(language, read(language)));
        }
    }

    private final Language language;
    private final Map<String, String> patterns;

    private Words(Language language, Map<String, String> patterns) {
        this.language = language;
        this.patterns = patterns;
    }

    static Words in(Language language) {
        return Objects.requireNonNull(ALL.get(language));
    }

    static Map<String, String> read(Language language) {
        String name = "messages_" + language.tag() + ".properties";
        Properties properties = new Properties();
        try (InputStream stream = Words.class.getResourceAsStream(name)) {
            properties.load(
                    new InputStreamReader(
                            Objects.requireNonNull(stream, name), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + name, e);
        }
        Map<String, String> patterns = new HashMap<>();
        properties.stringPropertyNames().forEach(k -> patterns.put(k, properties.getProperty(k)));
        return Map.copyOf(patterns);
    }

    public Language language() {
        return language;
    }

    boolean knows(String key) {
        return patterns.containsKey(key);
    }

    /// The text under this key, its numbered places filled.
    public String say(String key, Object... values) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            throw new IllegalArgumentException(
                    "no text for '%s' in messages_%s.properties".formatted(key, language.tag()));
        }
        return values.length == 0
                ? pattern.replace("''", "'")
                : new MessageFormat(pattern, language.locale()).format(values);
    }
}
