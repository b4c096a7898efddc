package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Role;
import org.haetae.extract.worker.Outcome;
import org.haetae.ledger.Act;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d)");

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(Words.read(Language.KO).keySet()).isEqualTo(Words.read(Language.EN).keySet());
    }

    @Test
    void noTextIsEmptyAndEachCanBeFilled() {
        for (Language language : Language.values()) {
            Words.read(language)
                    .forEach(
                            (key, text) -> {
                                assertThat(text).as(key).isNotBlank();
                                if (PLACE.matcher(text).find()) {
                                    assertThat(new MessageFormat(text, Locale.ENGLISH))
                                            .as(key)
                                            .isNotNull();
                                }
                            });
        }
    }

    @Test
    void koreanHasNoPlaceThatEnglishLacks() {
        Map<String, String> english = Words.read(Language.EN);
        Words.read(Language.KO)
                .forEach(
                        (key, text) ->
                                assertThat(places(english.getOrDefault(key, "")))
                                        .as(key)
                                        .containsAll(places(text)));
    }

    @Test
    void everyTextThatATemplateSaysIsThere() throws IOException {
        Set<String> said = new TreeSet<>();
        Pattern say = Pattern.compile("page\\.say\\(\"([a-z0-9.-]+)\"\\s*[,)]");
        try (Stream<Path> files = Files.walk(Path.of("src/main/jte"))) {
            files.filter(file -> file.toString().endsWith(".jte"))
                    .forEach(
                            file -> {
                                Matcher matcher = say.matcher(read(file));
                                while (matcher.find()) {
                                    said.add(matcher.group(1));
                                }
                            });
        }
        assertThat(said).hasSizeGreaterThan(150);
        assertThat(Words.read(Language.EN).keySet()).containsAll(said);
    }

    @Test
    void everyActOutcomeAndRoleHasWords() {
        Stream<String> acts = Stream.of(Act.values()).map(act -> "act." + key(act));
        Stream<String> outcomes = Stream.of(Outcome.values()).map(o -> "outcome." + o.word());
        Stream<String> roles = Stream.of(Role.values()).map(role -> "role." + key(role));
        assertThat(Words.read(Language.EN).keySet())
                .containsAll(
                        Stream.of(acts, outcomes, roles)
                                .flatMap(keys -> keys)
                                .collect(Collectors.toSet()));
    }

    private static String key(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = PLACE.matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
