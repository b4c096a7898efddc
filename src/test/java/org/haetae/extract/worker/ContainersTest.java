package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainersTest {
    @ParameterizedTest
    @CsvSource({
        "test-documents.zip,9",
        "test-documents.7z,9",
        "test-documents.rar,9",
        "test-documents.tar,9",
        "test-documents.tgz,1",
        "testEmbedded.zip,2",
        "testPST_variousBodyTypes.pst,4",
        "simple.mbox,2",
        "testMSG_att_doc.msg,2",
        "testMSG_att_msg.msg,2",
        "testPDFPackage.pdf,2",
        "testPDF_deeplyEmbeddedAttachments.pdf,20",
        "testWORD_embedded_pdf.docx,3",
        "testWARC_multiple.warc.gz,2",
        "testMHTMLFirefox.mhtml,4",
        "testEPUB.epub,1"
    })
    void eachPartIsHandedOut(String name, int parts) throws Exception {
        Collected read = Corpus.read("formats/tika/" + name);
        assertThat(read.partPaths()).hasSize(parts);
        assertThat(read.parts).allSatisfy(part -> assertThat(part.bytes().size()).isPositive());
    }

    @Test
    void filesThatContainThemselvesEndAtTheDepthLimit() throws Exception {
        for (String name : new String[] {"quine.gz", "droste.zip"}) {
            byte[] bytes = Corpus.bytes("formats/tika/" + name);
            Collected inner = Collected.read(bytes, Hints.text(name, null, 9), Limits.TEXT);
            assertThat(inner.partPaths()).as(name).contains(name);
            Collected last = Collected.read(bytes, Hints.text(name, null, 10), Limits.TEXT);
            assertThat(last.parts).as(name).isEmpty();
            assertThat(last.outcome()).as(name).isEqualTo(Outcome.STOPPED);
            assertThat(last.verdict.reason()).as(name).contains("depth limit 10");
        }
    }

    @Test
    void atTheDepthLimitADocumentIsReadButItsPartsAreNot() throws Exception {
        Collected read =
                Collected.read(
                        Corpus.bytes("formats/unstructured/contains-pictures.docx"),
                        Hints.text("contains-pictures.docx", null, 10),
                        Limits.TEXT);
        assertThat(read.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(read.parts).isEmpty();
        assertThat(read.text()).isNotBlank();
    }

    @Test
    void namesInAnArchiveAreReadInTheCharsetThatTheyAreIn() throws Exception {
        assertThat(Corpus.read("formats/tika/gbk.zip").partPaths())
                .containsExactly("审计压缩包文件检索测试/集团邮件审计系统2021年自动巡检需求文档_V4.0.doc");
        assertThat(
                        Collected.read(
                                        "k.zip",
                                        zip(
                                                Charset.forName("x-windows-949"),
                                                "증언/요덕 수용소.txt",
                                                "면담 기록.txt"))
                                .partPaths())
                .containsExactly("증언/요덕 수용소.txt", "면담 기록.txt");
        assertThat(Collected.read("u.zip", zip(StandardCharsets.UTF_8, "증언.txt")).partPaths())
                .containsExactly("증언.txt");
    }

    @Test
    void aPathThatClimbsOutIsOnlyAName() throws Exception {
        Collected read =
                Collected.read(
                        "slip.zip",
                        zip(
                                StandardCharsets.UTF_8,
                                "../../etc/passwd",
                                "C:\\Windows\\x",
                                "a\u202etxt.exe"));
        assertThat(read.partPaths())
                .containsExactly("../../etc/passwd", "C:/Windows/x", "a[U+202E]txt.exe");
        assertThat(read.parts.getFirst().header().name()).isEqualTo("passwd");
    }

    @Test
    void linksAndDevicesInATarAreFactsAndNotFollowed() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
            tar.putArchiveEntry(new TarArchiveEntry("device", TarConstants.LF_CHR));
            tar.closeArchiveEntry();
            TarArchiveEntry file = new TarArchiveEntry("글.txt");
            file.setSize(4);
            tar.putArchiveEntry(file);
            tar.write("four".getBytes(StandardCharsets.US_ASCII));
            tar.closeArchiveEntry();
        }
        Collected read = Collected.read("x.tar", bytes.toByteArray());
        assertThat(read.partPaths()).containsExactly("글.txt");
        assertThat(read.facts.get("raw:link")).containsExactly("link -> /etc/passwd");
        assertThat(read.facts.get("raw:device")).containsExactly("device");
    }

    @Test
    void anArchiveOfWhichSomeFilesAreLockedIsPartial() throws Exception {
        byte[] half = zip(StandardCharsets.UTF_8, "open.txt", "shut.txt");
        int second = indexOf(half, "PK\1\2", indexOf(half, "PK\1\2", 0) + 1);
        half[second + 8] |= 1;
        Collected read = Collected.read("half.zip", half);
        assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(read.verdict.reason()).isEqualTo("1 of 2 files need a password");
        assertThat(read.partPaths()).containsExactly("open.txt");

        int first = indexOf(half, "PK\1\2", 0);
        half[first + 8] |= 1;
        assertThat(Collected.read("all.zip", half).outcome()).isEqualTo(Outcome.LOCKED);
    }

    @Test
    void aCollectionOfWebArchivesHandsOutItsFiles() throws Exception {
        byte[] bytes =
                zip(
                        StandardCharsets.UTF_8,
                        "datapackage.json",
                        "archive/data.warc.gz",
                        "pages/pages.jsonl");
        Collected read = Collected.read("site.wacz", bytes);
        assertThat(read.mediaType).contains("wacz");
        assertThat(read.partPaths())
                .containsExactly("datapackage.json", "archive/data.warc.gz", "pages/pages.jsonl");
    }

    @Test
    void aFileInAnArchiveWhoseChecksumIsWrongIsToldButTheOthersCome() throws Exception {
        byte[] zip = zip(StandardCharsets.UTF_8, "one.txt", "two.txt");
        int first = indexOf(zip, "PK\1\2", 0);
        zip[first + 16] ^= 1;
        Collected read = Collected.read("x.zip", zip);
        assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(read.verdict.reason()).isEqualTo("1 of 2 files are damaged");
        assertThat(read.partPaths()).containsExactly("one.txt", "two.txt");
    }

    @Test
    void aPackedFileIsAContainerWithOnePart() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("words".getBytes(StandardCharsets.UTF_8));
        }
        Collected read = Collected.read("letter.txt.gz", bytes.toByteArray());
        assertThat(read.partPaths()).containsExactly("letter.txt");
        assertThat(read.part("letter.txt")).asString().isEqualTo("words");
    }

    @Test
    void aCaptureIsAPartAtItsAddressWithItsDate() throws Exception {
        Collected read = Corpus.read("warc/warcio/example.warc");
        PartHeader header = read.parts.getFirst().header();
        assertThat(header.path()).isEqualTo("http://example.com/");
        assertThat(header.mediaType()).isEqualTo("text/html");
        assertThat(header.modified()).isEqualTo("2017-03-06T04:02:06Z");
        assertThat(new String(read.part("http://example.com/"), StandardCharsets.UTF_8))
                .contains("Example Domain");
    }

    @Test
    void messagesOfAnOutlookStoreCanBeReadInTheirTurn() throws Exception {
        Collected store = Corpus.read("formats/tika/testPST_variousBodyTypes.pst");
        for (Collected.Part part : store.parts) {
            Collected message = Collected.read(part.header().name(), part.bytes().toByteArray());
            assertThat(message.outcome()).isEqualTo(Outcome.READ);
            assertThat(message.fact("subject")).containsIgnoringCase("original email");
            assertThat(message.text()).contains("Subject: ");
        }
    }

    @Test
    void tinyPicturesAreCountedAndNotHandedOut() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(8, 8, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "png",
                png);
        assertThat(Pictures.isTiny(png.toByteArray())).isTrue();
        png.reset();
        javax.imageio.ImageIO.write(
                new java.awt.image.BufferedImage(8, 80, java.awt.image.BufferedImage.TYPE_INT_RGB),
                "jpeg",
                png);
        assertThat(Pictures.isTiny(png.toByteArray())).isFalse();
    }

    static byte[] zip(Charset charset, String... names) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, charset)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(
                        ("words of " + Path.of("x").getFileName())
                                .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static int indexOf(byte[] bytes, String signature, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(signature, from);
    }
}
