package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What material of the bench is made from: the sample corpus, or the demonstration's files where
/// there is none.
///
/// @param folder its files; texts to draw sentences from lie below `text`
/// @param languages of these texts
/// @param mark tells material made from these samples from other material, in names and stamps;
///   empty for a corpus
public record Samples(Path folder, Set<String> languages, String mark) {

    /// A text of the demonstration and how it is written.
    private record Text(String file, String charset) {}

    /// In the four languages that it has; those in other encodings are there for the reading room.
    private static final Map<String, List<Text>> TEXTS =
            new TreeMap<>(
                    Map.of(
                            "en",
                            List.of(
                                    new Text("07-states/accountability-act-extract.txt", "UTF-8"),
                                    new Text(
                                            "01-interviews/words-for-places-of-detention.txt",
                                            "UTF-8")),
                            "ko",
                            List.of(
                                    new Text("08-reports/sanmaru-2019-06-28.txt", "UTF-8"),
                                    new Text(
                                            "01-interviews/W-14-additional-statement.txt", "UTF-8"),
                                    new Text(
                                            "01-interviews/W-14-first-interview-euc-kr.txt",
                                            "x-windows-949")),
                            "ru",
                            List.of(
                                    new Text(
                                            "01-interviews/W-19-interview-windows-1251.txt",
                                            "windows-1251")),
                            "zh",
                            List.of(
                                    new Text(
                                            "02-state-papers/handover-conversation-gb18030.txt",
                                            "GB18030"))));

    public Samples {
        languages = Set.copyOf(languages);
    }

    /// A corpus, which has all languages.
    public static Samples corpus(Path folder) {
        return new Samples(folder, Texts.LANGUAGES.keySet(), "");
    }

    /// The demonstration's files, laid into a folder of the bench.
    public static Samples demonstration(Path work) throws IOException {
        var folder = Folders.empty(work.resolve("demonstration"));
        for (String name : lines("INDEX")) {
            var file = folder.resolve("files").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, resource(name));
        }
        var texts = Files.createDirectories(folder.resolve("text"));
        for (var language : TEXTS.entrySet()) {
            var words = new StringBuilder();
            for (Text text : language.getValue()) {
                words.append(new String(resource(text.file()), Charset.forName(text.charset())))
                        .append('\n');
            }
            Files.writeString(texts.resolve("demo-%s.txt".formatted(language.getKey())), words);
        }
        return new Samples(folder, TEXTS.keySet(), "demo-");
    }

    Texts texts(long seed) throws IOException {
        return Texts.from(folder.resolve("text"), languages, seed);
    }

    private static List<String> lines(String name) throws IOException {
        return new String(resource(name), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Samples.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new IOException("the sample material is not in this build: " + name);
            }
            return in.readAllBytes();
        }
    }
}
