package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.PublicKeyProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.PublicKeyRecipient;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What opens only with a key or a password is `locked`, and nothing else is.
class LockedTest {
    private static final byte[] WORDS =
            "Content-Type: text/plain\r\n\r\nOnly for you. 너만 읽어라.\r\n"
                    .getBytes(StandardCharsets.UTF_8);
    private static KeyPair keys;
    private static X509Certificate certificate;

    @BeforeAll
    static void makeKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        X500Name name = new X500Name("CN=invented");
        certificate =
                new JcaX509CertificateConverter()
                        .getCertificate(
                                new JcaX509v3CertificateBuilder(
                                                name,
                                                BigInteger.ONE,
                                                Date.from(Instant.parse("2020-01-01T00:00:00Z")),
                                                Date.from(Instant.parse("2040-01-01T00:00:00Z")),
                                                name,
                                                keys.getPublic())
                                        .build(
                                                new JcaContentSignerBuilder("SHA256withRSA")
                                                        .build(keys.getPrivate())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN PGP MESSAGE-----\n\njA0ECQMCwbrIm7FIXuv\n-----END PGP MESSAGE-----\n",
                "-----BEGIN AGE ENCRYPTED FILE-----\nYWdlLWVuY3J5cHRpb24=\n",
                "age-encryption.org/v1\n-> X25519 abc\nxyz\n--- mac\n",
                "Salted__12345678abcdefgh"
            })
    void whatIsEncipheredAsAWholeIsLocked(String bytes) throws Exception {
        for (String name : new String[] {"a.txt", "a.asc", "a", "a.bin"}) {
            locked(Collected.read(name, bytes.getBytes(StandardCharsets.UTF_8)), name);
        }
    }

    @Test
    void aMailForTheKeyOfItsRecipientIsLockedAndSoIsWhatLiesInIt() throws Exception {
        for (String type :
                new String[] {
                    "application/pkcs7-mime; smime-type=enveloped-data",
                    "application/x-pkcs7-mime",
                    "application/pkcs7-mime"
                }) {
            Collected mail = Collected.read("m.eml", mail(type, enveloped()));
            locked(mail, type);
            assertThat(mail.text()).contains("Subject: hello");
            locked(Collected.read("smime.p7m", mail.part("smime.p7m")), "smime.p7m");
        }
    }

    @Test
    void aMailThatIsOnlySignedIsReadWithWhatIsInItsEnvelope() throws Exception {
        Collected mail = Collected.read("m.eml", mail("application/pkcs7-mime", signed()));
        assertThat(mail.outcome()).isEqualTo(Outcome.READ);
        Collected envelope = Collected.read("smime.p7m", mail.part("smime.p7m"));
        assertThat(envelope.outcome()).isEqualTo(Outcome.READ);
        assertThat(envelope.part("signed-content.eml")).isEqualTo(WORDS);
        assertThat(Collected.read("signed-content.eml", WORDS).text()).contains("너만 읽어라");
    }

    @Test
    void aPassageInPgpIsToldAndTheRestIsRead() throws Exception {
        Collected read =
                Collected.read(
                        "a.txt",
                        "Dear all,\n-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----\n"
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(read.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(read.verdict.reason()).contains("enciphered");
        assertThat(read.text()).contains("Dear all");
    }

    @Test
    void aPdfForTheKeysOfPeopleIsLocked() throws Exception {
        PublicKeyProtectionPolicy policy = new PublicKeyProtectionPolicy();
        PublicKeyRecipient recipient = new PublicKeyRecipient();
        recipient.setX509(certificate);
        recipient.setPermission(new AccessPermission());
        policy.addRecipient(recipient);
        policy.setEncryptionKeyLength(128);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            document.protect(policy);
            document.save(bytes);
        }
        locked(Collected.read("a.pdf", bytes.toByteArray()), "a.pdf");
    }

    @Test
    void oldOfficeFilesWithAPasswordAreLocked() throws Exception {
        for (String name : new String[] {"testWORD.doc", "testPPT.ppt", "testEXCEL.xls"}) {
            locked(Collected.read(name, withPassword(name)), name);
        }
    }

    @Test
    void aRarOfTheFourthFormatWithAPasswordIsLocked() throws Exception {
        locked(Collected.read("a.rar", rar4(false, rarFile("shut.txt", true))), "its file");
        locked(Collected.read("a.rar", rar4(true, rarFile("shut.txt", true))), "its heads");
        Collected open = Collected.read("a.rar", rar4(false, rarFile("open.txt", false)));
        assertThat(open.outcome()).as(open.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(open.part("open.txt")).isEqualTo(WORDS);
        Collected mixed =
                Collected.read(
                        "a.rar",
                        rar4(false, rarFile("open.txt", false), rarFile("shut.txt", true)));
        assertThat(mixed.outcome()).as(mixed.verdict.toString()).isEqualTo(Outcome.PARTIAL);
        assertThat(mixed.verdict.reason()).contains("1 need a password");
        assertThat(mixed.facts.get("raw:locked")).containsExactly("shut.txt");
        assertThat(mixed.partPaths()).containsExactly("open.txt");
    }

    @Test
    void aLockedRarThatIsCutOrRottenHasAnOutcome() throws Exception {
        byte[] whole = rar4(false, rarFile("open.txt", false), rarFile("shut.txt", true));
        for (int at = 7; at < whole.length; at += 3) {
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) 0xff;
            for (byte[] bytes : List.of(Arrays.copyOf(whole, at), rotten)) {
                assertThat(Collected.read("a.rar", bytes).outcome())
                        .as("at " + at)
                        .isNotIn(Outcome.FAILED, Outcome.STOPPED);
            }
        }
    }

    @Test
    void anHwpxWithAPasswordIsLockedAndOneThatOnlySpeaksOfOneIsNot() throws Exception {
        Collected shut = Collected.read("a.hwpx", hwpx(true));
        locked(shut, "a.hwpx");
        assertThat(shut.text()).isBlank();
        assertThat(Collected.read("a.hwpx", hwpx(false)).outcome()).isNotEqualTo(Outcome.LOCKED);
    }

    @Test
    void pgpInAnOutlookMessageIsToldInItsBodyAndLocksItsAttachment() throws Exception {
        byte[] pgp =
                "-----BEGIN PGP MESSAGE-----\n\njA0ECQMCwbrIm7FIXuv\n-----END PGP MESSAGE-----\n"
                        .getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var in = LockedTest.class.getResourceAsStream("/demo/03-mail/courier-question.msg");
                var message = new POIFSFileSystem(in)) {
            message.getRoot()
                    .createOrUpdateDocument(
                            "__substg1.0_1000001F",
                            new ByteArrayInputStream(
                                    new String(pgp, StandardCharsets.US_ASCII)
                                            .getBytes(StandardCharsets.UTF_16LE)));
            var attached =
                    (DirectoryNode) message.getRoot().getEntry("__attach_version1.0_#00000000");
            attached.createOrUpdateDocument("__substg1.0_37010102", new ByteArrayInputStream(pgp));
            message.writeFilesystem(bytes);
        }
        Collected read = Collected.read("m.msg", bytes.toByteArray());
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.PARTIAL);
        assertThat(read.verdict.reason()).contains("enciphered (PGP): a key is needed");
        assertThat(read.partPaths()).hasSize(1);
        String attached = read.partPaths().getFirst();
        locked(Collected.read(attached, read.part(attached)), attached);
    }

    @Test
    void textThatNoReaderKnowsByTypeIsReadAsText() throws Exception {
        Collected read =
                Collected.read(
                        "c.pem",
                        ("-----BEGIN CERTIFICATE-----\n"
                                        + Base64.getMimeEncoder()
                                                .encodeToString(certificate.getEncoded())
                                        + "\n-----END CERTIFICATE-----\n")
                                .getBytes(StandardCharsets.US_ASCII));
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.text()).contains("BEGIN CERTIFICATE");
    }

    /// A package of Hancom's open format as one saved with a password states itself: what lies in
    /// it is enciphered, and its manifest says so of each file.
    private static byte[] hwpx(boolean enciphered) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            byte[] type = "application/hwp+zip".getBytes(StandardCharsets.US_ASCII);
            ZipEntry first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(type.length);
            CRC32 sum = new CRC32();
            sum.update(type);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(type);
            zip.putNextEntry(new ZipEntry("META-INF/manifest.xml"));
            String secret =
                    """
                    <odf:encryption-data odf:checksum-type="SHA256/1K" odf:checksum="AAAA">
                    <odf:algorithm odf:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>
                    </odf:encryption-data>""";
            zip.write(
                    """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <odf:manifest xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
                    <odf:file-entry odf:full-path="Contents/section0.xml" odf:media-type="application/xml">%s</odf:file-entry>
                    </odf:manifest>"""
                            .formatted(enciphered ? secret : "")
                            .getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("Contents/section0.xml"));
            zip.write(enciphered ? new byte[] {7, 99, -3, 14} : "<sec/>".getBytes());
        }
        return bytes.toByteArray();
    }

    /// RAR as up to version 4, by its author's technical note: blocks of a checksum (the low half
    /// of CRC-32), a type, flags and a size.
    private static byte[] rar4(boolean headsEnciphered, byte[]... files) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("Rar!\u001a\u0007\u0000".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(rarBlock(0x73, headsEnciphered ? 0x80 : 0, new byte[6]));
        for (byte[] file : files) {
            out.writeBytes(file);
        }
        out.writeBytes(rarBlock(0x7b, 0x4000, new byte[0]));
        return out.toByteArray();
    }

    /// A file that is stored, not packed.
    private static byte[] rarFile(String name, boolean enciphered) {
        CRC32 sum = new CRC32();
        sum.update(WORDS);
        ByteBuffer fields =
                ByteBuffer.allocate(25 + name.length() + (enciphered ? 8 : 0))
                        .order(ByteOrder.LITTLE_ENDIAN);
        fields.putInt(WORDS.length).putInt(WORDS.length).put((byte) 3);
        fields.putInt((int) sum.getValue()).putInt(0x5A21_0000).put((byte) 29).put((byte) 0x30);
        fields.putShort((short) name.length()).putInt(0100644);
        fields.put(name.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(rarBlock(0x74, 0x8000 | (enciphered ? 0x404 : 0), fields.array()));
        out.writeBytes(WORDS);
        return out.toByteArray();
    }

    private static byte[] rarBlock(int type, int flags, byte[] fields) {
        ByteBuffer block = ByteBuffer.allocate(7 + fields.length).order(ByteOrder.LITTLE_ENDIAN);
        block.putShort((short) 0).put((byte) type).putShort((short) flags);
        block.putShort((short) block.capacity()).put(fields);
        CRC32 sum = new CRC32();
        sum.update(block.array(), 2, block.capacity() - 2);
        block.putShort(0, (short) sum.getValue());
        return block.array();
    }

    private static byte[] withPassword(String name) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ByteArrayInputStream in =
                new ByteArrayInputStream(Corpus.bytes("formats/tika/" + name))) {
            switch (name.substring(name.indexOf('.'))) {
                case ".doc" -> {
                    try (HWPFDocument document = new HWPFDocument(in)) {
                        Biff8EncryptionKey.setCurrentUserPassword("long secret");
                        document.write(out);
                    }
                }
                case ".ppt" -> {
                    try (HSLFSlideShow show = new HSLFSlideShow(in)) {
                        Biff8EncryptionKey.setCurrentUserPassword("long secret");
                        show.write(out);
                    }
                }
                default -> {
                    try (HSSFWorkbook book = new HSSFWorkbook(in)) {
                        Biff8EncryptionKey.setCurrentUserPassword("long secret");
                        book.write(out);
                    }
                }
            }
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
        return out.toByteArray();
    }

    private static byte[] mail(String type, byte[] envelope) {
        return ("From: a@example.org\r\nSubject: hello\r\nMIME-Version: 1.0\r\nContent-Type: "
                        + type
                        + "; name=\"smime.p7m\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getMimeEncoder().encodeToString(envelope)
                        + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] enveloped() throws Exception {
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(certificate));
        return generator
                .generate(
                        new CMSProcessableByteArray(WORDS),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).build())
                .getEncoded();
    }

    private static byte[] signed() throws Exception {
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(
                new JcaSimpleSignerInfoGeneratorBuilder()
                        .build("SHA256withRSA", keys.getPrivate(), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        return generator.generate(new CMSProcessableByteArray(WORDS), true).getEncoded();
    }

    private static void locked(Collected read, String what) {
        assertThat(read.outcome()).as(what + " " + read.verdict).isEqualTo(Outcome.LOCKED);
        assertThat(read.verdict.reason()).as(what).contains("needed");
    }
}
