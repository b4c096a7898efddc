package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    /// Where the software chooses a reason: the beginning of it, and whether more is added to it.
    private static final Pattern CHOSEN =
            Pattern.compile(
                    "(?:(?:says|but|also|shell|NotShown)\\(\\s*Outcome\\.\\w+,|Ending\\.limit\\(|Ending\\(false, \\w+ == \\d,)"
                            + "\\s*\"((?:[^\"\\\\\n]|\\\\.)*)\"(\\s*\\+)?");

    private static final Pattern LIMIT =
            Pattern.compile("return \"((?:[^\"\\\\\n]|\\\\.)*)\"(\\s*\\+)?");

    @Test
    void everyReasonThatTheSoftwareChoosesIsKnownInBothLanguages() throws IOException {
        Set<String> unknown = new TreeSet<>();
        int chosen = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/org/haetae/extract"))) {
            for (Path file : files.filter(it -> it.toString().endsWith(".java")).toList()) {
                String source = Files.readString(file);
                chosen += collect(CHOSEN.matcher(source), unknown);
                if (file.endsWith("Allowance.java")) {
                    chosen += collect(LIMIT.matcher(source), unknown);
                }
            }
        }
        assertThat(chosen).isGreaterThan(60);
        assertThat(unknown)
                .as("reasons without a form: add reason.<code> to both messages_*.properties")
                .isEmpty();
    }

    private static int collect(Matcher matcher, Set<String> unknown) {
        int chosen = 0;
        while (matcher.find()) {
            chosen++;
            String text = matcher.group(1).replaceAll("%,?[ds]", "7");
            boolean goesOn = matcher.group(2) != null;
            boolean known =
                    goesOn ? Reasons.known(text + "x").isPresent() || begins(text) : isKnown(text);
            if (!known) {
                unknown.add(text);
            }
        }
        return chosen;
    }

    /// Whether every part of it is known.
    private static boolean isKnown(String text) {
        return Reasons.known(text).isPresent()
                || Stream.of(text.split("; ")).allMatch(one -> Reasons.known(one).isPresent());
    }

    private static boolean begins(String text) {
        return Words.read(Language.EN).entrySet().stream()
                .anyMatch(
                        entry ->
                                entry.getKey().startsWith("reason.")
                                        && entry.getValue()
                                                .replace("''", "'")
                                                .replaceAll("\\{\\d}", "7")
                                                .startsWith(text));
    }

    @Test
    void aRecordedReasonIsToldInTheLanguageOfThePage() {
        Words korean = Words.in(Language.KO);
        assertThat(Reasons.tell(korean, "a password is needed to open it"))
                .isEqualTo("여는 데 비밀번호가 필요합니다");
        assertThat(
                        Reasons.tell(
                                korean,
                                "larger than 1,024 MB, by the setting extract.file-mb or for half of this machine's memory"))
                .isEqualTo("1,024 MB보다 큽니다(설정 extract.file-mb 또는 이 기계 메모리의 절반)");
        assertThat(Reasons.tell(korean, "3 of 9 files need a password; 1 of 9 files are damaged"))
                .isEqualTo("파일 9개 중 3개에 비밀번호가 필요합니다; 파일 9개 중 1개가 손상되었습니다");
        assertThat(
                        Reasons.tell(
                                korean,
                                "the bytes do not obey the format; what came before was read"))
                .isEqualTo("바이트가 형식에 맞지 않습니다; 그 앞부분은 읽었습니다");
        assertThat(Reasons.tell(korean, "no reader for HWP version 3"))
                .isEqualTo("한글 3 판 파일을 읽는 도구가 없습니다");
        assertThat(Reasons.tell(korean, "of another version")).isEqualTo("of another version");
        assertThat(Reasons.known("no reader for video/mp4"))
                .contains(new Reasons.Known("no-reader", List.of("video/mp4")));
    }

    @Test
    void inEnglishARecordedReasonReadsAsItWasRecorded() {
        Words english = Words.in(Language.EN);
        for (String reason :
                List.of(
                        "nested too deep for the reader's stack",
                        "time limit of 60 seconds: 3 of 12 pages were read",
                        "no OCR on this machine: install tesseract-ocr and tesseract-ocr-kor",
                        "unfolds to more than 1,000 bytes from 10 (over 100 to 1)")) {
            assertThat(Reasons.tell(english, reason)).isEqualTo(reason);
            assertThat(Reasons.known(reason)).as(reason).isPresent();
        }
    }

    @Test
    void whyARowWasRefusedIsToldInTheReadersLanguage() {
        Words korean = Words.in(Language.KO);
        assertThat(
                        Reasons.tellRefusal(
                                korean,
                                "gender is \"dragon\"; expected a term of the vocabulary genders"))
                .isEqualTo("gender: \"dragon\" – 어휘 genders에 있는 말이어야 합니다");
        assertThat(
                        Reasons.tellRefusal(
                                korean,
                                "birth-date is \"97\"; expected Write the year with four digits: 1997, not 97."))
                .startsWith("birth-date: \"97\"")
                .doesNotContain("Write");
        assertThat(Reasons.tellRefusal(korean, "a sentence of another version"))
                .isEqualTo("a sentence of another version");
        assertThat(Reasons.tellRefusal(Words.in(Language.EN), "says nothing"))
                .isEqualTo("says nothing");
    }

    /// What the rooms say that rows come through, each with something in its places.
    @Test
    void everyRefusalOfARowOfATableHasAForm() throws IOException {
        Set<String> unknown = new TreeSet<>();
        Pattern said =
                Pattern.compile(
                        "(?:IllegalArgumentException\\(|[?:])\\s*\"((?:[^\"\\\\\n]|\\\\.){12,})\"\\s*(?:\\.formatted|\\)|:|$)",
                        Pattern.MULTILINE);
        Matcher matcher =
                said.matcher(
                        Files.readString(
                                Path.of("src/main/java/org/haetae/exchange/TableImport.java")));
        int found = 0;
        while (matcher.find()) {
            found++;
            String text = matcher.group(1).replace("\\\"", "\"").replaceAll("%[ds]", "7");
            if (Reasons.tellRefusal(Words.in(Language.KO), text).equals(text)) {
                unknown.add(text);
            }
        }
        assertThat(found).isGreaterThan(5);
        assertThat(unknown).isEmpty();
    }
}
