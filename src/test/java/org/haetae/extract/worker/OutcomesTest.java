package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomesTest {
    /// Every file of the corpus that does not simply get read.
    private static final Map<String, Outcome> EXPECTED =
            Map.ofEntries(
                    Map.entry("formats/tika/full_encrypted.7z", Outcome.LOCKED),
                    Map.entry("formats/tika/protected_normal_case.docx", Outcome.LOCKED),
                    Map.entry("formats/tika/testEXCEL_protected_passtika.xlsx", Outcome.LOCKED),
                    Map.entry("formats/tika/testODTEncrypted.odt", Outcome.LOCKED),
                    Map.entry(
                            "formats/tika/testPDF_no_extract_no_accessibility_owner_user.pdf",
                            Outcome.LOCKED),
                    Map.entry("formats/unstructured/password.pdf", Outcome.LOCKED),
                    Map.entry("formats/unstructured/fake-encrypted.msg", Outcome.LOCKED),
                    Map.entry(
                            "formats/pdf-cabinet-of-horrors/encryption_openpassword.pdf",
                            Outcome.LOCKED),
                    Map.entry("warc/warcio/bad.arc", Outcome.DAMAGED),
                    Map.entry("warc/warcio/example-space-in-url.arc", Outcome.PARTIAL),
                    Map.entry("warc/warcio/example-trunc.warc", Outcome.PARTIAL));

    @Test
    void everyFileOfTheCorpusHasTheOutcomeThatItDeserves() throws Exception {
        Map<String, String> wrong = new TreeMap<>();
        Path root = Corpus.folder();
        for (Path file : CorpusReading.files(root)) {
            String path = root.relativize(file).toString();
            Collected read = Collected.read(file);
            Outcome expected = EXPECTED.getOrDefault(path, Outcome.READ);
            if (read.outcome() != expected) {
                wrong.put(path, expected + " expected, " + read.verdict);
            }
            assertThat(read.mediaType).as(path).isNotEmpty();
            assertThat(read.verdict.tool()).as(path).isNotEmpty();
            if (expected != Outcome.READ) {
                assertThat(read.verdict.reason()).as(path).isNotEmpty();
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "formats/tika/testWORD_various.docx",
                "formats/tika/testWORD_various.doc",
                "formats/tika/testEXCEL.xls",
                "formats/tika/testEXCEL.xlsx",
                "formats/tika/testPPT_various.pptx",
                "formats/tika/testOpenOffice2.odt",
                "formats/tika/testPDFVarious.pdf",
                "formats/tika/testPDFPackage.pdf",
                "formats/tika/test-documents.zip",
                "formats/tika/test-documents.7z",
                "formats/tika/test-documents.rar",
                "formats/tika/test-documents.tar",
                "formats/tika/test-documents.tgz",
                "formats/tika/testMSG_att_msg.msg",
                "formats/tika/testPST_variousBodyTypes.pst",
                "formats/tika/testEPUB.epub",
                "formats/tika/testRTF.rtf",
                "formats/tika/testTIFF.tif",
                "formats/tika/testJPEG_EXIF.jpg",
                "formats/tika/testMP3id3v2.mp3",
                "formats/tika/testOneNote.one",
                "formats/tika/testACCESS.mdb",
                "hwp/distribution.hwp",
                "hwp/source.hwp",
                "warc/warcio/example.warc.gz",
                "email/raw_email12.eml"
            })
    void aFileCutShortAnywhereStillHasAnOutcome(String path) throws Exception {
        byte[] whole = Corpus.bytes(path);
        String name = Path.of(path).getFileName().toString();
        for (int twentieth = 0; twentieth < 20; twentieth++) {
            byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * twentieth / 20));
            Collected read = Collected.read(name, cut);
            assertThat(read.outcome()).as("%s at %d", path, cut.length).isNotNull();
            assertThat(read.verdict.reason())
                    .as("%s at %d", path, cut.length)
                    .doesNotContain("Exception: ");
        }
    }

    @Test
    void aDamagedHwpIsDamagedAndNotOurFault() throws Exception {
        byte[] whole = Corpus.bytes("hwp/distribution.hwp");
        for (int cut : new int[] {600, 2_000, 20_000}) {
            assertThat(Collected.read("a.hwp", Arrays.copyOf(whole, cut)).outcome())
                    .as("cut at %d", cut)
                    .isIn(Outcome.DAMAGED, Outcome.PARTIAL);
        }
    }

    @Test
    void bytesOfNoFormatAreUnknown() throws Exception {
        byte[] noise = new byte[10_000];
        new java.util.Random(7).nextBytes(noise);
        noise[0] = 0;
        Collected read = Collected.read("noise", noise);
        assertThat(read.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(read.verdict.reason()).isEqualTo("the format is not known");
    }

    @Test
    void anEmptyFileIsReadAndSaysSo() throws Exception {
        Collected read = Collected.read("nothing.pdf", new byte[0]);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.verdict.reason()).contains("empty");
    }
}
