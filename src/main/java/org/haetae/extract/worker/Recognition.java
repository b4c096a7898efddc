package org.haetae.extract.worker;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Text from the pixels of pages, by Tesseract, upside down and sideways pages included.
///
/// Each page comes out as a page of text with the mean confidence among the facts
/// (`ocr-confidence`, `page percent`). Without Tesseract on the machine the outcome is `unknown`
/// with what to install; reading the file otherwise does not depend on it.
final class Recognition {
    private static final float DPI = 300;
    private static final int LONGEST = 4_200;
    private static final int PAGE_SECONDS = 120;

    /// A mean confidence below this is worth another try.
    private static final int DOUBTFUL = 70;

    /// Languages wanted when nobody says which, in this order, as far as installed.
    private static final List<String> WANTED =
            List.of("kor", "eng", "chi_sim", "rus", "jpn", "ara", "chi_tra");

    /// Languages to try for a script, by Tesseract's name for it.
    private static final Map<String, List<String>> SCRIPTS =
            Map.of(
                    "Korean", List.of("kor", "eng"),
                    "Hangul", List.of("kor", "eng"),
                    "Han", List.of("chi_sim", "chi_tra", "jpn"),
                    "Japanese", List.of("jpn"),
                    "Cyrillic", List.of("rus", "ukr"),
                    "Arabic", List.of("ara", "fas"),
                    "Latin", List.of("eng", "fra", "deu", "spa"));

    private static final String ADVICE =
            "no OCR on this machine: install tesseract-ocr and tesseract-ocr-kor (and -chi-sim,"
                    + " -rus, -ara, -jpn for those languages)";

    private final TikaFormats tika;

    Recognition(TikaFormats tika) {
        this.tika = tika;
    }

    Verdict read(FileJob job) throws Exception {
        Path tesseract = Program.find("tesseract");
        if (tesseract == null) {
            return Tools.TESSERACT.says(Outcome.UNKNOWN, ADVICE);
        }
        Installed installed = Installed.ask(tesseract, job.content.scratch());
        String languages = languages(installed, job.hints.languages());
        if (languages.isEmpty()) {
            return Tools.TESSERACT.says(Outcome.UNKNOWN, ADVICE);
        }
        Reading reading = new Reading(job, tesseract, languages, installed.languages());
        Verdict verdict = Verdict.read(Tools.TESSERACT.label(), installed.version());
        try (Kind kind = Kind.of(job.content, job.hints, tika)) {
            job.sink.mediaType(kind.mediaType());
            PageImages.Count count;
            if (kind.format() == Kind.Format.PDF) {
                count = PageImages.pdf(job, job.content, DPI, LONGEST, reading);
            } else if (kind.mediaType().startsWith("image/")) {
                count = PageImages.picture(job, LONGEST, reading);
            } else {
                return verdict.but(Outcome.UNKNOWN, "there are no pictures of pages to read");
            }
            job.facts.say("ocr-languages", languages);
            return verdict(verdict, count, reading);
        } catch (Screen.NotShown notShown) {
            return verdict.but(notShown.outcome(), String.valueOf(notShown.getMessage()));
        }
    }

    private static Verdict verdict(Verdict read, PageImages.Count count, Reading reading) {
        if (count.overTime()) {
            return read.but(
                    Outcome.STOPPED,
                    "time limit: %d of %d pages were read"
                            .formatted(count.shown(), count.wanted()));
        }
        if (count.wanted() > 0 && count.shown() == 0) {
            return read.but(Outcome.DAMAGED, "no page could be shown to be read");
        }
        return reading.failed.isEmpty() && count.shown() == count.wanted()
                ? read
                : read.but(
                        Outcome.PARTIAL,
                        "some pages could not be read: " + Pages.ranges(reading.failed));
    }

    /// The languages asked for, or those wanted by default, as far as they are installed.
    private static String languages(Installed installed, String asked) {
        Set<String> chosen = new LinkedHashSet<>();
        for (String language : asked.isBlank() ? WANTED : List.of(asked.split("[+, ]+"))) {
            if (installed.languages().contains(language)) {
                chosen.add(language);
            }
        }
        return String.join("+", chosen.stream().limit(asked.isBlank() ? 3 : 8).toList());
    }

    /// What this machine's Tesseract is and can read.
    private record Installed(String version, Set<String> languages) {
        static Installed ask(Path tesseract, Path folder) throws IOException, InterruptedException {
            Duration soon = Duration.ofSeconds(20);
            Program.Result list =
                    Program.run(List.of(tesseract.toString(), "--list-langs"), folder, soon);
            Program.Result version =
                    Program.run(List.of(tesseract.toString(), "--version"), folder, soon);
            Set<String> languages = new LinkedHashSet<>();
            if (list != null) {
                list.text().lines().skip(1).map(String::strip).forEach(languages::add);
            }
            String first = version == null ? "" : version.text().lines().findFirst().orElse("");
            return new Installed(first.replaceFirst("^tesseract v?", "").strip(), languages);
        }
    }

    /// Reads one page after another.
    private static final class Reading implements PageImages.Taker {
        private final FileJob job;
        private final Path tesseract;
        private final String languages;
        private final boolean turns;
        private final boolean free;
        private final Set<String> installed;
        private final BitSet failed = new BitSet();

        private Reading(FileJob job, Path tesseract, String languages, Set<String> installed) {
            this.job = job;
            this.tesseract = tesseract;
            this.languages = languages;
            this.installed = installed;
            this.turns = installed.contains("osd");
            this.free = job.hints.languages().isBlank();
        }

        @Override
        public void take(int page, BufferedImage picture) throws Exception {
            if (page == 1) {
                Screen.look(picture)
                        .ifPresent(bits -> job.facts.say("picture-hash", "%016x".formatted(bits)));
            }
            Path folder = Files.createTempDirectory(job.content.scratch(), "ocr");
            Path file = folder.resolve("page.png");
            try {
                Files.write(file, Screen.png(Screen.greyIfGrey(Screen.fitted(picture, LONGEST))));
                Words words = words(file, languages, turns ? "1" : "3");
                if (words == null) {
                    failed.set(page);
                    return;
                }
                Words better = words.confidence() < DOUBTFUL ? again(file, words) : words;
                job.pages.page(page, Clean.layout(better.text()), null);
                if (better.count() > 0) {
                    job.facts.say("ocr-confidence", page + " " + better.confidence() + " %");
                }
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        }

        /// Another try at a page that came out badly: without looking for its orientation, which
        /// little text misleads, and in the languages of the script that it seems to be in.
        private Words again(Path file, Words first) throws IOException, InterruptedException {
            if (!turns) {
                return first;
            }
            String other = free ? ofScript(file) : languages;
            Words upright = words(file, other.isEmpty() ? languages : other, "3");
            Words turned =
                    other.isEmpty() || other.equals(languages) ? null : words(file, other, "1");
            return best(best(first, upright), turned);
        }

        private static Words best(Words one, @Nullable Words other) {
            return other != null && other.weight() > one.weight() ? other : one;
        }

        /// Installed languages of the script that Tesseract sees; empty when it sees none.
        private String ofScript(Path file) throws IOException, InterruptedException {
            Program.Result seen = run(file, "osd", "0", List.of());
            if (seen == null) {
                return "";
            }
            for (String line : (Iterable<String>) seen.text().lines()::iterator) {
                if (line.startsWith("Script: ")) {
                    List<String> known =
                            SCRIPTS.getOrDefault(line.substring(8).strip(), List.of()).stream()
                                    .filter(installed::contains)
                                    .toList();
                    return String.join("+", known);
                }
            }
            return "";
        }

        private Program.@Nullable Result run(Path file, String in, String mode, List<String> output)
                throws IOException, InterruptedException {
            List<String> command = new ArrayList<>();
            command.addAll(List.of(tesseract.toString(), file.toString(), "stdout"));
            command.addAll(List.of("-l", in, "--psm", mode));
            command.addAll(output);
            Path folder = job.content.scratch();
            return Program.run(command, folder, Duration.ofSeconds(PAGE_SECONDS));
        }

        private @Nullable Words words(Path file, String in, String mode)
                throws IOException, InterruptedException {
            Program.Result result = run(file, in, mode, List.of("tsv"));
            return result == null || result.exit() != 0 ? null : Words.of(result.text());
        }
    }

    /// Words of a page.
    ///
    /// @param confidence mean of what Tesseract says of each, in percent
    private record Words(String text, int count, int confidence) {
        long weight() {
            return (long) count * Math.max(0, confidence - DOUBTFUL / 2);
        }

        /// The words of Tesseract's table, put together by its blocks, paragraphs and lines.
        static Words of(String table) {
            StringBuilder text = new StringBuilder();
            String line = "";
            String paragraph = "";
            double confidence = 0;
            int words = 0;
            for (String row : (Iterable<String>) table.lines().skip(1)::iterator) {
                String[] cells = row.split("\t", -1);
                if (cells.length < 12 || !cells[0].equals("5") || cells[11].isBlank()) {
                    continue;
                }
                String thisParagraph = cells[2] + "/" + cells[3];
                String thisLine = thisParagraph + "/" + cells[4];
                if (!text.isEmpty()) {
                    text.append(
                            thisLine.equals(line)
                                    ? joint(text, cells[11])
                                    : thisParagraph.equals(paragraph) ? "\n" : "\n\n");
                }
                text.append(cells[11]);
                line = thisLine;
                paragraph = thisParagraph;
                confidence += number(cells[10]);
                words++;
            }
            return new Words(
                    text.toString(), words, words == 0 ? 0 : (int) Math.round(confidence / words));
        }

        /// What stands between two words: nothing between ideographs or kana, which Tesseract parts
        /// although nobody writes a space there.
        private static String joint(StringBuilder before, String word) {
            return dense(before.codePointBefore(before.length())) && dense(word.codePointAt(0))
                    ? ""
                    : " ";
        }

        private static boolean dense(int c) {
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            return (c >= 0x3000 && c < 0x3040)
                    || (c >= 0xff00 && c < 0xff66)
                    || script == Character.UnicodeScript.HAN
                    || script == Character.UnicodeScript.HIRAGANA
                    || script == Character.UnicodeScript.KATAKANA;
        }

        private static double number(@Nullable String cell) {
            try {
                return cell == null ? 0 : Double.parseDouble(cell);
            } catch (NumberFormatException none) {
                return 0;
            }
        }
    }
}
