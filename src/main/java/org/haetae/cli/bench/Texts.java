package org.haetae.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Makes a folder of short texts in several languages by drawing sentences from real ones.
///
/// Every number, name and place that a real collection would add is missing from drawn sentences,
/// and with them most of a real index's rare words: about one made-up word in each four sentences
/// stands in for them. The same seed gives the same bytes.
final class Texts {

    /// Mean size of a text, after that of a collection of news and testimonies in five languages.
    private static final int MEAN_BYTES = 4_200;

    /// Ends of sentences and lines; what has neither for long is cut.
    private static final Pattern SENTENCE =
            Pattern.compile("(?<=[.!?。！？؟])\\s*|\\R+|(?<=\\G.{200,300}) ");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final int FILES_IN_A_FOLDER = 1_000;

    /// Which files of the sources are in which language, by a piece of their path.
    static final Map<String, Pattern> LANGUAGES =
            new TreeMap<>(
                    Map.of(
                            "en", Pattern.compile("kcna-en|un-general-debate|udhr-en|demo-en"),
                            "ko", Pattern.compile("-ko[./]|-ko$"),
                            "zh", Pattern.compile("poems-zh|udhr-zh|demo-zh"),
                            "ru", Pattern.compile("udhr-(ru|uk)|demo-ru"),
                            "ar", Pattern.compile("udhr-(ar|ug)")));

    private static final Map<String, String> LETTERS =
            Map.of(
                    "en", "abcdefghijklmnoprstuvwy",
                    "ko", "가나다라마바사아자차카타파하고노도로모보소오조초코호구누두루무부수우주추강남동명봉상영정진철평화",
                    "zh", "平安南道江原海北黄咸镜两慈会宁新义州清津惠山元沙里院金李朴崔郑赵张林",
                    "ru", "абвгдежзиклмнопрстуфхшыэюя",
                    "ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي");

    private final Map<String, List<String>> sentences;
    private final long seed;

    private Texts(Map<String, List<String>> sentences, long seed) {
        this.sentences = sentences;
        this.seed = seed;
    }

    /// @throws IOException when the folder has no texts in one of the languages
    static Texts from(Path sources, Set<String> languages, long seed) throws IOException {
        var sentences = new TreeMap<String, List<String>>();
        try (var walk = Files.walk(sources)) {
            var files = walk.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
            for (var language : LANGUAGES.entrySet()) {
                if (!languages.contains(language.getKey())) {
                    continue;
                }
                var found =
                        files.stream()
                                .filter(file -> language.getValue().matcher(file.toString()).find())
                                .flatMap(file -> SENTENCE.splitAsStream(read(file)))
                                .map(String::strip)
                                .filter(
                                        sentence ->
                                                NO_WORD.splitAsStream(sentence)
                                                        .anyMatch(word -> word.length() > 1))
                                .toList();
                if (found.isEmpty()) {
                    throw new IOException(
                            "no text in language %s among %d files"
                                    .formatted(language.getKey(), files.size()));
                }
                sentences.put(language.getKey(), found);
            }
        }
        return new Texts(sentences, seed);
    }

    /// Writes the texts unless the folder already holds exactly these.
    void write(Path folder, int documents) throws IOException {
        var stamp = folder.resolveSibling(folder.getFileName() + ".made");
        var made = "%d documents, seed %d, %d bytes each".formatted(documents, seed, MEAN_BYTES);
        if (Files.exists(stamp) && Files.readString(stamp).equals(made)) {
            return;
        }
        var languages = List.copyOf(sentences.keySet());
        for (int number = 0; number < documents; number++) {
            var language = languages.get(number % languages.size());
            var file =
                    folder.resolve(language)
                            .resolve(
                                    "%03d".formatted(number / languages.size() / FILES_IN_A_FOLDER))
                            .resolve("%06d.txt".formatted(number));
            if (number / languages.size() % FILES_IN_A_FOLDER == 0) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, text(language, new SplittableRandom(seed + number)));
        }
        Files.writeString(stamp, made);
    }

    private String text(String language, RandomGenerator random) {
        var from = sentences.get(language);
        // Sizes vary as in life: many short, few long.
        long bytes =
                Math.clamp(
                        Math.round(MEAN_BYTES * Math.exp(0.6 * random.nextGaussian() - 0.18)),
                        200,
                        60_000);
        var text = new StringBuilder();
        for (long written = 0; written < bytes; ) {
            var sentence = from.get(random.nextInt(from.size()));
            text.append(sentence);
            if (random.nextInt(4) == 0) {
                text.append(' ').append(word(language, random));
            }
            text.append(random.nextInt(6) == 0 ? '\n' : ' ');
            written += utf8Length(sentence) + 2;
        }
        return text.toString();
    }

    private static String word(String language, RandomGenerator random) {
        var letters = LETTERS.get(language);
        var word = new StringBuilder();
        int length =
                letters.codePointAt(0) > 0x3000 ? 2 + random.nextInt(2) : 4 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /// Words to search for, as many of each language: drawn from the sentences, so that they occur.
    List<String> queries(int count) {
        var random = new SplittableRandom(seed);
        var languages = List.copyOf(sentences.keySet());
        return random.ints(count)
                .mapToObj(i -> languages.get(Math.floorMod(i, languages.size())))
                .map(language -> query(language, random))
                .toList();
    }

    private String query(String language, RandomGenerator random) {
        var from = sentences.get(language);
        while (true) {
            var words =
                    NO_WORD.splitAsStream(from.get(random.nextInt(from.size())))
                            .filter(word -> word.length() > 1)
                            .toList();
            if (!words.isEmpty()) {
                var word = words.get(random.nextInt(words.size()));
                // Where words are not spaced, two characters are a word.
                return language.equals("zh") ? word.substring(0, 2) : word;
            }
        }
    }

    /// About so many characters of English, in ASCII.
    String english(RandomGenerator random, int characters) {
        var from = sentences.get("en");
        var text = new StringBuilder();
        while (text.length() < characters) {
            text.append(from.get(random.nextInt(from.size())).replaceAll("[^ -~]", "")).append(' ');
        }
        return text.toString();
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
