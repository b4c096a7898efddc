package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What an office program does not show, and a reader therefore passes over.
class NothingSkippedTest {
    private static final String WORDS = "요덕에서 온 목록입니다. The list that came from Yodok.";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "formats/tika/testWORD.docx",
                "formats/tika/testEXCEL.xlsx",
                "formats/tika/testPPT_various.pptx",
                "formats/tika/testOpenOffice2.odt",
                "formats/tika/LibreOfficeCalc_ods_1.3.ods",
                "formats/tika/testEPUB.epub"
            })
    void aFilePutIntoADocumentIsAPart(String path) throws Exception {
        byte[] whole = Corpus.bytes(path);
        String name = path.substring(path.lastIndexOf('/') + 1);
        Collected before = Collected.read(name, whole);
        Map<String, byte[]> members = members(whole);
        members.put("word/hidden.txt", WORDS.getBytes(StandardCharsets.UTF_8));
        members.put("customXml/hidden.xml", "<a>secret</a>".getBytes(StandardCharsets.UTF_8));
        Collected after = Collected.read(name, zip(members));
        assertThat(after.outcome()).as(after.verdict.reason()).isEqualTo(Outcome.READ);
        assertThat(after.text()).isEqualTo(before.text());
        assertThat(after.partPaths())
                .containsAll(before.partPaths())
                .hasSize(before.parts.size() + 2);
        assertThat(new String(after.part("word/hidden.txt"), StandardCharsets.UTF_8))
                .isEqualTo(WORDS);
    }

    @ParameterizedTest
    @CsvSource({
        "formats/tika/testWORD.docx,0",
        "formats/tika/testWORD_various.docx,0",
        "formats/tika/footnotes.docx,0",
        "formats/tika/testComment.docx,0",
        "formats/tika/testEXCEL.xlsx,0",
        "formats/tika/testEXCEL_hyperlinks.xlsx,0",
        "formats/tika/testPPT.pptx,1",
        "formats/tika/testPPT_various.pptx,1",
        "formats/tika/testWORD_embedded_pdf.docx,3",
        "formats/tika/EmbeddedPDF.docx,2",
        "formats/tika/testOpenOffice2.odt,2",
        "formats/tika/LibreOfficeCalc_ods_1.3.ods,1",
        "formats/tika/LibreOfficeImpress_odp_1.3.odp,1",
        "formats/tika/testEPUB.epub,1",
        "formats/unstructured/simple.docx,1",
        "formats/unstructured/contains-pictures.docx,3",
        "formats/tika/testPages2013.pages,4"
    })
    void plumbingOfADocumentIsNoPart(String path, int parts) throws Exception {
        assertThat(Corpus.read(path).partPaths()).hasSize(parts);
    }

    @Test
    void ofTwoMembersOfOneNameNoneHides() throws Exception {
        Map<String, byte[]> members = members(Corpus.bytes("formats/tika/testWORD.docx"));
        members.put("word/documenT.xml", "<a>the other</a>".getBytes(StandardCharsets.UTF_8));
        byte[] twice = replaced(zip(members), "word/documenT.xml", "word/document.xml");
        Collected read = Collected.read("twice.docx", twice);
        List<String> handed =
                read.parts.stream()
                        .map(part -> part.bytes().toString(StandardCharsets.UTF_8))
                        .toList();
        assertThat(read.text() + handed).contains("the other");
    }

    @Test
    void anArchiveBehindAPictureOrADocumentIsAPart() throws Exception {
        byte[] zip = zip(Map.of("memo.txt", WORDS.getBytes(StandardCharsets.UTF_8)));
        for (String path :
                new String[] {
                    "formats/tika/testPNG.png",
                    "formats/tika/testJPEG_EXIF.jpg",
                    "formats/tika/testPDF.pdf"
                }) {
            Collected read =
                    Collected.read(
                            path.substring(path.lastIndexOf('/') + 1),
                            joined(Corpus.bytes(path), zip));
            assertThat(read.outcome()).as(path).isEqualTo(Outcome.READ);
            assertThat(read.verdict.reason()).as(path).contains("do not belong to the format");
            assertThat(read.part("bytes-after.bin")).as(path).endsWith(zip);
            assertThat(Collected.read("x", read.part("bytes-after.bin")).partPaths())
                    .as(path)
                    .containsExactly("memo.txt");
        }
    }

    @Test
    void bytesBehindAndBetweenTheMembersOfAZipAreParts() throws Exception {
        byte[] zip = zip(Map.of("memo.txt", WORDS.getBytes(StandardCharsets.UTF_8)));
        byte[] words = WORDS.getBytes(StandardCharsets.UTF_8);
        Collected behind = Collected.read("a.zip", joined(zip, words));
        assertThat(behind.part("bytes-after.bin")).isEqualTo(words);
        assertThat(behind.partPaths()).contains("memo.txt");
        byte[] docx = joined(Corpus.bytes("formats/tika/testWORD.docx"), words);
        assertThat(Collected.read("a.docx", docx).part("bytes-after.bin")).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "formats/tika/testPNG.png",
                "formats/tika/testJPEG_EXIF.jpg",
                "formats/tika/testPDF.pdf",
                "formats/tika/test-documents.zip",
                "formats/tika/test-documents.7z",
                "formats/tika/testWORD.docx"
            })
    void filesAsTheyAreHaveNothingBehindThem(String path) throws Exception {
        assertThat(Corpus.read(path).partPaths()).noneMatch(part -> part.startsWith("bytes-"));
    }

    @Test
    void partsOfOneNameHavePathsOfTheirOwnEachTime() throws Exception {
        String mail =
                """
                From: a@example.org
                Subject: two
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain; name=memo.txt
                Content-Disposition: attachment; filename=memo.txt

                one
                --b
                Content-Type: text/plain; name=memo.txt
                Content-Disposition: attachment; filename=memo.txt

                two
                --b
                Content-Type: text/plain; name="memo (2).txt"
                Content-Disposition: attachment; filename="memo (2).txt"

                three
                --b--
                """;
        for (int time = 0; time < 2; time++) {
            assertThat(Collected.read("m.eml", mail.getBytes(StandardCharsets.UTF_8)).partPaths())
                    .containsExactly("memo.txt", "memo (2).txt", "memo (2) (2).txt");
        }
    }

    @Test
    void wordsBehindTheLastBoundaryOfAMailAreRead() throws Exception {
        String mail =
                """
                From: a@example.org
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: text/plain

                shown
                --b--
                not shown by any program
                """;
        Collected read = Collected.read("m.eml", mail.getBytes(StandardCharsets.UTF_8));
        assertThat(read.text()).contains("shown").contains("not shown by any program");
    }

    @Test
    void aDocumentWithAMemberOfNoDeclaredTypeKeepsItsWords() throws Exception {
        Map<String, byte[]> members = members(Corpus.bytes("formats/tika/testWORD.docx"));
        String types = new String(members.get("[Content_Types].xml"), StandardCharsets.UTF_8);
        members.put(
                "[Content_Types].xml",
                types.replaceAll("<Override[^>]*/>", "").getBytes(StandardCharsets.UTF_8));
        members.put("word/odd.zzz", WORDS.getBytes(StandardCharsets.UTF_8));
        Collected read = Collected.read("a.docx", zip(members));
        assertThat(read.outcome()).isIn(Outcome.PARTIAL, Outcome.READ);
        assertThat(read.verdict.reason()).isNotEmpty();
        assertThat(read.text()).contains("Sample Word Document");
        assertThat(read.partPaths()).contains("word/odd.zzz");
    }

    @Test
    void aMemberOfNoDeclaredTypeDoesNotHideTheRest() throws Exception {
        for (String path :
                new String[] {
                    "formats/tika/testWORD.docx",
                    "formats/tika/testEXCEL.xlsx",
                    "formats/tika/testPPT.pptx"
                }) {
            Map<String, byte[]> members = members(Corpus.bytes(path));
            members.put("odd.zzz", WORDS.getBytes(StandardCharsets.UTF_8));
            Collected read = Collected.read(path.replace("formats/tika/", ""), zip(members));
            assertThat(read.text()).as(path).isNotBlank();
            assertThat(read.partPaths()).as(path).contains("odd.zzz");
        }
    }

    @Test
    void aDocumentWithoutItsEndKeepsTheWordsBeforeIt() throws Exception {
        byte[] whole = Corpus.bytes("formats/tika/testWORD.docx");
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 400);
        Collected read = Collected.read("cut.docx", cut);
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.PARTIAL);
        assertThat(read.text()).contains("Sample Word Document");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xml", "a.html", "a.rtf", "a.docx", "a.eml", "a.svg", "a.hwp", "a"})
    void plainTextUnderAnyNameIsRead(String name) throws Exception {
        for (String text : new String[] {WORDS + "\n" + WORDS, "5 < 6 & 7 > 2 나머지\n" + WORDS}) {
            Collected read = Collected.read(name, text.getBytes(StandardCharsets.UTF_8));
            assertThat(read.outcome())
                    .as(name + " " + read.verdict)
                    .isIn(Outcome.READ, Outcome.PARTIAL);
            assertThat(read.text()).as(name).contains("요덕에서 온 목록입니다");
        }
    }

    @Test
    void whatOnlyBeginsLikeAFormatIsReadAsText() throws Exception {
        for (String start : new String[] {"<?xml version=\"1.0\"?>", "{\\rtf1 ", "<html>", "<"}) {
            Collected read =
                    Collected.read("note", (start + WORDS).getBytes(StandardCharsets.UTF_8));
            assertThat(read.text()).as(start + read.verdict).contains("came from Yodok");
        }
    }

    static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    static Map<String, byte[]> members(byte[] zip) throws IOException {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    members.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return members;
    }

    static byte[] zip(Map<String, byte[]> members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> member : members.entrySet()) {
                out.putNextEntry(new ZipEntry(member.getKey()));
                out.write(member.getValue());
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] replaced(byte[] in, String one, String other) {
        return new String(in, StandardCharsets.ISO_8859_1)
                .replace(one, other)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
