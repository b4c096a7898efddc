package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.PublicKeyProtectionPolicy;
import org.apache.pdfbox.pdmodel.encryption.PublicKeyRecipient;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hwpf.HWPFDocument;
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
