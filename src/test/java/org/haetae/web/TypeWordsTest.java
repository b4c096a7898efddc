package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.search.Kind;
import org.junit.jupiter.api.Test;

class TypeWordsTest {
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("\"((?:application|text|message|image)/[a-z0-9.+-]*[a-z0-9])\"");

    /// Names that are the same in every language.
    private static final Set<String> NAMES = Set.of("pdf", "hwp", "hwpx", "rtf", "json", "xml");

    @Test
    void everyKnownWordForATypeStandsInBothLanguages() {
        Set<String> keys =
                Stream.concat(
                                TypeWords.all().stream().map(word -> "type." + word),
                                Arrays.stream(Kind.values()).map(kind -> "kind." + kind.word()))
                        .collect(Collectors.toSet());
        for (String key : keys) {
            String english = Words.in(Language.EN).say(key);
            String korean = Words.in(Language.KO).say(key);
            assertThat(english).as(key).isNotBlank().doesNotMatch(".*[가-힣].*");
            if (NAMES.contains(key.substring(5))) {
                assertThat(korean).as(key).isEqualTo(english);
            } else {
                assertThat(korean).as(key).matches(".*[가-힣].*");
            }
        }
        Set<String> told = new HashSet<>(Words.read(Language.EN).keySet());
        told.removeIf(key -> !key.startsWith("type."));
        assertThat(keys).as("words that no type has").containsAll(told);
    }

    @Test
    void everyTypeThatTheReadersNameHasAWord() throws IOException {
        Set<String> without = new TreeSet<>();
        try (Stream<Path> sources =
                Files.walk(Path.of("src/main/java/org/haetae/extract/worker"))) {
            for (Path source : sources.filter(it -> it.toString().endsWith(".java")).toList()) {
                MEDIA_TYPE
                        .matcher(Files.readString(source))
                        .results()
                        .map(found -> found.group(1))
                        .filter(type -> !TypeWords.all().contains(TypeWords.of(type)))
                        .forEach(without::add);
            }
        }
        assertThat(without).isEmpty();
    }

    @Test
    void aTypeWithoutAWordIsToldByItsLastPart() {
        assertThat(TypeWords.of("application/x-invented; version=3")).isEqualTo("x-invented");
        assertThat(TypeWords.of("Text/Plain; charset=UTF-8")).isEqualTo("text");
        assertThat(TypeWords.of("image/x-invented")).isEqualTo("picture");
        assertThat(TypeWords.of("audio/mpeg")).isEqualTo("sound");
        assertThat(TypeWords.of("")).isEqualTo("–");
        assertThat(TypeWords.of(null)).isEqualTo("–");
        assertThat(TypeWords.of("nonsense")).isEqualTo("nonsense");
    }
}
