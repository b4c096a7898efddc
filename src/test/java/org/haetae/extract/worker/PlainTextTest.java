package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainTextTest {
    @ParameterizedTest
    @CsvSource({
        "ko,x-windows-949",
        "ko,UTF-16LE",
        "ko,UTF-16BE",
        "ko,ISO-2022-KR",
        "ja,Shift_JIS",
        "ja,EUC-JP",
        "ja,ISO-2022-JP",
        "ja,UTF-16LE",
        "zh-hans,GB18030",
        "zh-hans,UTF-16BE",
        "zh-hant,Big5",
        "ru,windows-1251",
        "ru,KOI8-R",
        "ru,IBM866",
        "ru,UTF-32LE",
        "uk,windows-1251",
        "ar,windows-1256",
        "fr,windows-1252",
        "es,ISO-8859-1",
        "en,UTF-32BE",
        "en,IBM500"
    })
    void textInAnyCharsetIsRead(String language, String charset) throws Exception {
        String text = Files.readString(Corpus.file("text/udhr/udhr-" + language + ".txt"));
        byte[] bytes = text.getBytes(Charset.forName(charset));
        // What the charset cannot hold is not asked of the reader.
        String expected = Clean.text(new String(bytes, Charset.forName(charset)));
        Collected read = Collected.read("declaration.txt", bytes);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        String flat = String.join("", read.pages.values()).replaceAll("\\s+", "");
        String wanted = expected.replaceAll("\\s+", "");
        assertThat(flat.substring(0, 200)).isEqualTo(wanted.substring(0, 200));
        assertThat(flat.equals(wanted)).as("the rest").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ar,ar",
        "bo,bo",
        "en,en",
        "es,es",
        "fr,fr",
        "ja,ja",
        "ko,ko",
        "ru,ru",
        "ug,ug",
        "uk,uk",
        "zh-hans,zh",
        "zh-hant,zh"
    })
    void theLanguageOfEachPageIsTold(String file, String language) throws Exception {
        Collected read = Corpus.read("text/udhr/udhr-" + file + ".txt");
        assertThat(read.facts.get("language")).containsExactly(language);
    }

    @Test
    void aPageInTwoLanguagesHasBoth() {
        assertThat(
                        Languages.of(
                                "The witness said that he had been held in the camp for a year.\n"
                                        + "증인은 그 수용소에 일 년 동안 갇혀 있었다고 말하였다."))
                .containsExactlyInAnyOrder("en", "ko");
        assertThat(Languages.of("12.5 %")).isEmpty();
        assertThat(Languages.of("این پیوست را بخوانید و گزارش کنید")).containsExactly("fa");
        assertThat(Languages.of("یہ دستاویز ہے جس میں گواہی درج ہے اور اڑ ٹ"))
                .containsExactly("ur");
    }

    @Test
    void aWrongDeclaredCharsetIsNotBelieved() throws Exception {
        Collected read = Corpus.read("formats/tika/testArabicMisleadingCharset.html");
        assertThat(read.fact("charset")).isEqualTo("windows-1256");
        assertThat(read.facts.get("language")).containsExactly("ar");
    }

    @Test
    void longTextIsCutAtParagraphEndsAndLosesNothing() throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append("Paragraph ").append(i).append(" 증언 \ud83d\ude4f with some words.\n\n");
        }
        Collected read = Collected.read("a.txt", text.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(String.join("", read.pages.values())).isEqualTo(text.toString());
        assertThat(read.pages.size()).isGreaterThan(3);
        assertThat(read.labels.values()).startsWith("stretch 1", "stretch 2");
        for (String page : read.pages.values()) {
            assertThat(page.codePointCount(0, page.length())).isLessThanOrEqualTo(5_000);
            assertThat(page).startsWith("Paragraph").endsWith("\n\n");
        }
    }

    @Test
    void aCutNeverPartsWhatBelongsTogether() throws Exception {
        String family = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";
        Collected read =
                Collected.read("a.txt", family.repeat(3_000).getBytes(StandardCharsets.UTF_8));
        assertThat(read.pages.size()).isGreaterThan(1);
        assertThat(read.pages.values())
                .allSatisfy(page -> assertThat(page.replace(family, "")).isEmpty());
    }

    @Test
    void controlCharactersGoAndLineEndsAreOne() {
        assertThat(Clean.text("a\r\nb\rc\u0085d\u2028e\0\u0007f\ufeff\ud800"))
                .isEqualTo("a\nb\nc\nd\nef\ufffd");
        assertThat(Clean.text("\ud83d\ude4f 증언")).isEqualTo("\ud83d\ude4f 증언");
    }

    @Test
    void aMessageWithoutAnExtensionIsNotTakenForPlainText() throws Exception {
        assertThat(Corpus.read("formats/tika/testRFC822-multipart").mediaType)
                .isEqualTo("message/rfc822");
    }
}
