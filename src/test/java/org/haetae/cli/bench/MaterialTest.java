package org.haetae.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the bench makes has to be the same every time, and what it says it is.
class MaterialTest {

    private static final Map<String, String> SOURCES =
            Map.of(
                    "text/udhr/udhr-en.txt",
                            "The river was low. We crossed it at night.\n * * * \n...",
                    "text/udhr/udhr-ko.txt", "강물이 얕았다. 우리는 밤에 건넜다.",
                    "text/udhr/udhr-zh-hans.txt", "河水很浅。我们在夜里过河。",
                    "text/udhr/udhr-ru.txt", "Река обмелела. Мы перешли её ночью.",
                    "text/udhr/udhr-ar.txt", "كان النهر ضحلا. عبرناه ليلا.");

    @TempDir private Path folder;
    private Path corpus;

    @BeforeEach
    void writeSources() throws IOException {
        corpus = folder.resolve("corpus");
        for (var source : SOURCES.entrySet()) {
            var file = corpus.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
        }
    }

    @Test
    void theSameSeedMakesTheSameTexts() throws IOException {
        Texts.from(corpus, Texts.LANGUAGES.keySet(), 3).write(folder.resolve("one"), 20);
        Texts.from(corpus, Texts.LANGUAGES.keySet(), 3).write(folder.resolve("two"), 20);
        Texts.from(corpus, Texts.LANGUAGES.keySet(), 4).write(folder.resolve("three"), 20);

        assertThat(contents("one"))
                .hasSize(20)
                .isEqualTo(contents("two"))
                .isNotEqualTo(contents("three"));
    }

    @Test
    void textsAreInEachOfTheLanguages() throws IOException {
        Texts.from(corpus, Texts.LANGUAGES.keySet(), 3).write(folder.resolve("texts"), 10);

        assertThat(folder.resolve("texts"))
                .isDirectoryContaining(path -> path.endsWith("ko"))
                .isDirectoryContaining(path -> path.endsWith("ar"));
        assertThat(String.join("", contents("texts")))
                .contains("우리는", "ночью", "河水", "النهر", "river");
    }

    @Test
    void queriesAreWordsOfTheSources() throws IOException {
        assertThat(Texts.from(corpus, Texts.LANGUAGES.keySet(), 3).queries(50))
                .hasSize(50)
                .allMatch(
                        query -> SOURCES.values().stream().anyMatch(text -> text.contains(query)));
    }

    @Test
    void aLanguageWithoutTextIsSaid() throws IOException {
        Files.delete(corpus.resolve("text/udhr/udhr-ru.txt"));

        assertThatThrownBy(() -> Texts.from(corpus, Texts.LANGUAGES.keySet(), 3))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("language ru");
    }

    @Test
    void aMadePdfIsReadByAReaderOfPdf() throws IOException {
        Mixed.write(folder.resolve("mixed"), Samples.corpus(corpus), List.of(), 2, 3);

        try (var document = Loader.loadPDF(folder.resolve("mixed/made/0001.pdf").toFile())) {
            assertThat(document.getNumberOfPages()).isPositive();
            assertThat(new PDFTextStripper().getText(document)).contains("The river was low.");
        }
        assertThat(folder.resolve("mixed/corpus/text/udhr/udhr-ko.txt")).exists();
    }

    @Test
    void whereThereIsNoCorpusTheDemonstrationTakesItsPlace() throws IOException {
        var samples = Samples.demonstration(folder);
        var texts = ShortTexts.make(folder, samples, 8, 3);
        assertThat(texts).isNotEqualTo(ShortTexts.make(folder, Samples.corpus(corpus), 8, 3));
        try (var languages = Files.list(texts)) {
            assertThat(languages.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("en", "ko", "ru", "zh");
        }
        var all = String.join("", contents(texts.getFileName().toString()));
        assertThat(all).contains("수용소", "Westmere").doesNotContain("\uFFFD");
        assertThat(all.codePoints())
                .anyMatch(
                        letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.HAN)
                .anyMatch(
                        letter ->
                                Character.UnicodeScript.of(letter)
                                        == Character.UnicodeScript.CYRILLIC);
        assertThat(samples.texts(3).queries(40)).hasSize(40);

        Mixed.write(folder.resolve("mixed"), samples, List.of(), 1, 3);
        assertThat(folder.resolve("mixed/corpus/files/09-packages/field-folder.zip")).exists();
        try (var document = Loader.loadPDF(folder.resolve("mixed/made/0000.pdf").toFile())) {
            assertThat(new PDFTextStripper().getText(document)).contains("the");
        }
    }

    private List<String> contents(String name) throws IOException {
        try (var walk = Files.walk(folder.resolve(name))) {
            return walk.filter(Files::isRegularFile).sorted().map(MaterialTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
