package org.haetae.extract.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.haetae.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/// What files bring along as their own proof: what holds is told as proved, what was changed as
/// broken, and who signed never as known. Files of others where they lie beside the repository, and
/// ones made here with a key of our own.
class CredentialsTest {

    private static final CBORMapper CBOR = new CBORMapper();
    private static KeyPair key;
    private static byte[] certificate;

    @BeforeAll
    static void keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
        certificate =
                new JcaX509v3CertificateBuilder(
                                new X500Name("CN=An invented camera"),
                                BigInteger.ONE,
                                Date.from(Instant.parse("2026-01-01T00:00:00Z")),
                                Date.from(Instant.parse("2036-01-01T00:00:00Z")),
                                new X500Name("CN=An invented camera"),
                                key.getPublic())
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(key.getPrivate()))
                        .getEncoded();
    }

    private static List<String> found(String name, byte[] bytes) throws Exception {
        return Collected.read(name, bytes).facts.getOrDefault("credential", List.of());
    }

    /// Scheme, verdict and code alone.
    private static List<String> codes(List<String> found) {
        return found.stream()
                .map(one -> String.join(" ", List.of(one.split(" ")).subList(0, 3)))
                .toList();
    }

    private static byte[] shared(String path) throws Exception {
        Path file = SharedData.custody(path.substring(0, path.indexOf('/'))).resolveSibling(path);
        return Files.readAllBytes(file);
    }

    // ---- C2PA, made by others

    @ParameterizedTest
    @CsvSource({"C", "CA", "CI", "CAI", "CAICAI"})
    void whatOthersSignedHolds(String name) throws Exception {
        assertThat(codes(found(name + ".jpg", shared("c2pa/" + name + ".jpg"))))
                .contains(
                        "c2pa proved signature",
                        "c2pa proved assertions",
                        "c2pa proved bytes",
                        "c2pa unproved signer",
                        "c2pa unproved time")
                .noneMatch(one -> one.contains("broken"));
    }

    @ParameterizedTest
    @CsvSource({
        "E-dat-CA, c2pa broken bytes",
        "XCA, c2pa broken bytes",
        "XCI, c2pa broken bytes",
        "E-sig-CA, c2pa broken signature",
        "E-uri-CA, c2pa broken assertion"
    })
    void whatOthersBrokeIsNamed(String name, String code) throws Exception {
        List<String> codes = codes(found(name + ".jpg", shared("c2pa/" + name + ".jpg")));
        assertThat(codes.stream().filter(one -> one.contains("broken")).distinct())
                .as(codes.toString())
                .containsExactly(code);
    }

    /// Where we differ from c2patool, on purpose: it calls a signature wrong whose certificate has
    /// expired since (ours holds, its dates are told), and does not mind that this camera's binding
    /// leaves out the Exif segment (ours says that those bytes are not proved).
    @Test
    void whereWeDifferFromTheToolOfOthersWeSayMore() throws Exception {
        List<String> expired = found("a.jpg", shared("c2pa/nikon-building.jpg"));
        assertThat(codes(expired)).contains("c2pa proved signature", "c2pa unproved time");
        assertThat(expired)
                .anyMatch(one -> one.startsWith("c2pa unproved signer") && one.contains(" to 20"));
        assertThat(found("a.jpg", shared("c2pa/truepic-camera.jpg")))
                .contains("c2pa unproved bytes-left-out 206316")
                .contains("c2pa proved signature");
    }

    @ParameterizedTest
    @CsvSource({"A", "I"})
    void aPictureWithoutCredentialsSaysNothingOfThem(String name) throws Exception {
        assertThat(found(name + ".jpg", shared("c2pa/" + name + ".jpg"))).isEmpty();
    }

    // ---- C2PA, made here

    private static byte[] box(String type, byte[]... contents) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] one : contents) {
            all.writeBytes(one);
        }
        return ByteBuffer.allocate(8 + all.size())
                .putInt(8 + all.size())
                .put(type.getBytes(UTF_8))
                .put(all.toByteArray())
                .array();
    }

    private static byte[] superbox(String label, String type, byte[]... contents) {
        ByteArrayOutputStream description = new ByteArrayOutputStream();
        description.writeBytes(type.getBytes(UTF_8));
        description.writeBytes(HexFormat.of().parseHex("00110010800000aa00389b71"));
        description.write(3);
        description.writeBytes(label.getBytes(UTF_8));
        description.write(0);
        byte[][] all = new byte[contents.length + 1][];
        all[0] = box("jumd", description.toByteArray());
        System.arraycopy(contents, 0, all, 1, contents.length);
        return box("jumb", all);
    }

    private static byte[] sha256(byte[]... of) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] one : of) {
            digest.update(one);
        }
        return digest.digest();
    }

    private static byte[] picture(String format) throws Exception {
        BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 24; i++) {
            image.setRGB(i, (i * 7) % 24, 0xFF8800 + i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /// A store with one manifest, whose binding leaves out this stretch.
    private static byte[] store(byte[] digest, long start, long length) throws Exception {
        Map<String, Object> binding = new LinkedHashMap<>();
        binding.put("exclusions", List.of(Map.of("start", start, "length", length)));
        binding.put("alg", "sha256");
        binding.put("hash", digest);
        byte[] bound =
                superbox("c2pa.hash.data", "cbor", box("cbor", CBOR.writeValueAsBytes(binding)));
        byte[] action =
                superbox(
                        "c2pa.actions",
                        "cbor",
                        box(
                                "cbor",
                                CBOR.writeValueAsBytes(
                                        Map.of(
                                                "actions",
                                                List.of(Map.of("action", "c2pa.created"))))));
        List<Map<String, Object>> references = new ArrayList<>();
        for (var one :
                List.of(Map.entry("c2pa.hash.data", bound), Map.entry("c2pa.actions", action))) {
            byte[] inside = java.util.Arrays.copyOfRange(one.getValue(), 8, one.getValue().length);
            references.add(
                    Map.of(
                            "url",
                            "self#jumbf=c2pa.assertions/" + one.getKey(),
                            "hash",
                            sha256(inside)));
        }
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put("alg", "sha256");
        claim.put("claim_generator", "an invented camera/1");
        claim.put("assertions", references);
        claim.put("signature", "self#jumbf=c2pa.signature");
        byte[] claimed = CBOR.writeValueAsBytes(claim);
        return superbox(
                "c2pa",
                "c2pa",
                superbox(
                        "urn:uuid:an-invented-manifest",
                        "c2ma",
                        superbox("c2pa.assertions", "c2as", bound, action),
                        superbox("c2pa.claim", "c2cl", box("cbor", claimed)),
                        superbox("c2pa.signature", "c2cs", box("cbor", signed(claimed)))));
    }

    private static byte[] head(int major, int length) {
        return length < 24
                ? new byte[] {(byte) (major << 5 | length)}
                : length < 256
                        ? new byte[] {(byte) (major << 5 | 24), (byte) length}
                        : new byte[] {
                            (byte) (major << 5 | 25), (byte) (length >> 8), (byte) length
                        };
    }

    private static byte[] joined(byte[]... all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] one : all) {
            out.writeBytes(one);
        }
        return out.toByteArray();
    }

    private static byte[] signed(byte[] claim) throws Exception {
        // {1: -7, 33: certificate}
        byte[] header =
                joined(
                        new byte[] {(byte) 0xa2, 1, 0x26, 0x18, 33},
                        head(2, certificate.length),
                        certificate);
        byte[] toBeSigned =
                joined(
                        new byte[] {(byte) 0x84, 0x6a},
                        "Signature1".getBytes(UTF_8),
                        head(2, header.length),
                        header,
                        new byte[] {0x40},
                        head(2, claim.length),
                        claim);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(toBeSigned);
        return joined(
                new byte[] {(byte) 0xd2, (byte) 0x84},
                head(2, header.length),
                header,
                new byte[] {(byte) 0xa0, (byte) 0xf6},
                head(2, 64),
                signature.sign());
    }

    private static byte[] segment(byte[] store) {
        return ByteBuffer.allocate(12 + store.length)
                .put(new byte[] {(byte) 0xff, (byte) 0xeb})
                .putShort((short) (10 + store.length))
                .put("JP".getBytes(UTF_8))
                .putShort((short) 1)
                .putInt(1)
                .put(store)
                .array();
    }

    private static byte[] jpeg(long moreLeftOut) throws Exception {
        byte[] plain = picture("jpg");
        byte[] start = java.util.Arrays.copyOf(plain, 2);
        byte[] rest = java.util.Arrays.copyOfRange(plain, 2, plain.length);
        byte[] hashed = java.util.Arrays.copyOfRange(rest, (int) moreLeftOut, rest.length);
        int length = 0;
        byte[] segment = segment(store(sha256(start, hashed), 2, 300));
        while (segment.length != length) {
            length = segment.length;
            segment = segment(store(sha256(start, hashed), 2, length + moreLeftOut));
        }
        return joined(start, segment, rest);
    }

    private static byte[] png() throws Exception {
        byte[] plain = picture("png");
        int at = 33; // behind the signature and IHDR
        byte[] before = java.util.Arrays.copyOf(plain, at);
        byte[] rest = java.util.Arrays.copyOfRange(plain, at, plain.length);
        int length = 0;
        byte[] chunk = chunk(store(sha256(before, rest), at, 300));
        while (chunk.length != length) {
            length = chunk.length;
            chunk = chunk(store(sha256(before, rest), at, length));
        }
        return joined(before, chunk, rest);
    }

    private static byte[] chunk(byte[] store) {
        CRC32 crc = new CRC32();
        crc.update("caBX".getBytes(UTF_8));
        crc.update(store);
        return ByteBuffer.allocate(12 + store.length)
                .putInt(store.length)
                .put("caBX".getBytes(UTF_8))
                .put(store)
                .putInt((int) crc.getValue())
                .array();
    }

    private static int indexOf(byte[] in, String text) {
        return new String(in, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    @Test
    void aPictureWithItsManifestHolds() throws Exception {
        for (byte[] picture : List.of(jpeg(0), png())) {
            Collected read = Collected.read("picture", picture);
            List<String> found = read.facts.get("credential");
            assertThat(codes(found))
                    .containsExactlyInAnyOrder(
                            "c2pa unproved made-with",
                            "c2pa proved signature",
                            "c2pa proved assertions",
                            "c2pa proved bytes",
                            "c2pa unproved signer",
                            "c2pa unproved time");
            assertThat(found).anyMatch(one -> one.contains("CN=An invented camera"));
            assertThat(read.facts.get("credential-tool")).containsExactly(Credentials.TOOL);
        }
    }

    @Test
    void alteredPixelsBreakTheBindingAndNothingElse() throws Exception {
        byte[] picture = jpeg(0);
        picture[picture.length - 10] ^= 1;
        assertThat(codes(found("a.jpg", picture)))
                .contains("c2pa broken bytes", "c2pa proved signature")
                .doesNotContain("c2pa proved bytes");
    }

    @Test
    void anAlteredManifestIsNamedByWhatWasAltered() throws Exception {
        byte[] claim = jpeg(0);
        claim[indexOf(claim, "an invented camera/1")] ^= 1;
        assertThat(codes(found("a.jpg", claim))).contains("c2pa broken signature");
        byte[] assertion = jpeg(0);
        assertion[indexOf(assertion, "c2pa.created")] ^= 1;
        assertThat(codes(found("a.jpg", assertion)))
                .contains("c2pa broken assertion", "c2pa proved signature");
    }

    @Test
    void aBindingThatLeavesOutMoreThanTheManifestProvesNothingOfTheBytes() throws Exception {
        assertThat(codes(found("a.jpg", jpeg(400))))
                .contains("c2pa unproved bytes-left-out")
                .doesNotContain("c2pa proved bytes");
    }

    @Test
    void aTruncatedOrMutatedStoreEndsNoReadingAndProvesNoBytes() throws Exception {
        byte[] whole = jpeg(0);
        int from = indexOf(whole, "jumb");
        for (int cut = from; cut < from + 1_200; cut += 37) {
            byte[] part = java.util.Arrays.copyOf(whole, cut);
            assertThat(codes(found("a.jpg", part))).doesNotContain("c2pa proved bytes");
            byte[] changed = whole.clone();
            changed[cut] ^= (byte) 0x41;
            Collected read = Collected.read("a.jpg", changed);
            assertThat(read.outcome()).as("a change at " + cut).isEqualTo(Outcome.READ);
        }
        // Of the claim each byte is signed.
        int claim = indexOf(whole, "claim_generator");
        for (int at = claim; at < indexOf(whole, "self#jumbf=c2pa.signature") + 25; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            assertThat(codes(found("a.jpg", changed)))
                    .as("a change at " + at)
                    .doesNotContain("c2pa proved signature");
        }
    }

    // ---- WACZ

    @Test
    void aWebArchiveThatOthersSignedHolds() throws Exception {
        List<String> found = found("a.wacz", shared("wacz/valid_signed_example_1.wacz"));
        assertThat(codes(found))
                .containsExactlyInAnyOrder(
                        "wacz proved files",
                        "wacz proved package",
                        "wacz proved signature",
                        "wacz unproved domain",
                        "wacz proved stamp",
                        "wacz unproved stamp-time");
        assertThat(found).contains("wacz unproved domain btrix-sign-test.webrecorder.net");
        // Signed under a root for exercises: without roots of our own it holds as well as the
        // other,
        // and whose certificate it is stays unproved for both.
        assertThat(codes(found("a.wacz", shared("wacz/invalid_signed_example_1.wacz"))))
                .contains("wacz unproved domain");
        assertThat(codes(found("a.wacz", shared("wacz/valid_example_1.wacz"))))
                .contains("wacz proved files")
                .noneMatch(one -> one.contains("broken"));
    }

    private static byte[] zip(Map<String, byte[]> files) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static Map<String, byte[]> wacz() throws Exception {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("archive/data.warc", "WARC/1.1\r\n\r\n".getBytes(UTF_8));
        files.put("pages/pages.jsonl", "{\"format\": \"json-pages-1.0\"}\n".getBytes(UTF_8));
        files.put("indexes/index.cdx", "".getBytes(UTF_8));
        List<Map<String, Object>> resources = new ArrayList<>();
        for (var file : files.entrySet()) {
            resources.add(
                    Map.of(
                            "name",
                            file.getKey(),
                            "path",
                            file.getKey(),
                            "hash",
                            "sha256:" + HexFormat.of().formatHex(sha256(file.getValue())),
                            "bytes",
                            file.getValue().length));
        }
        JsonMapper json = JsonMapper.builder().build();
        byte[] described =
                json.writeValueAsBytes(
                        Map.of(
                                "profile", "data-package",
                                "wacz_version", "1.1.1",
                                "resources", resources));
        String hash = "sha256:" + HexFormat.of().formatHex(sha256(described));
        // As a browser signs: two numbers side by side.
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key.getPrivate());
        signature.update(hash.getBytes(UTF_8));
        files.put("datapackage.json", described);
        files.put(
                "datapackage-digest.json",
                json.writeValueAsBytes(
                        Map.of(
                                "path",
                                "datapackage.json",
                                "hash",
                                hash,
                                "signedData",
                                Map.of(
                                        "hash",
                                        hash,
                                        "created",
                                        "2026-11-22T12:00:00Z",
                                        "software",
                                        "an invented extension",
                                        "signature",
                                        Base64.getEncoder().encodeToString(signature.sign()),
                                        "publicKey",
                                        Base64.getEncoder()
                                                .encodeToString(key.getPublic().getEncoded())))));
        return files;
    }

    @Test
    void aWebArchiveWithAKeyOfNobodyHoldsAndSaysSo() throws Exception {
        assertThat(codes(found("a.wacz", zip(wacz()))))
                .containsExactlyInAnyOrder(
                        "wacz proved files",
                        "wacz proved package",
                        "wacz proved signature",
                        "wacz unproved key",
                        "wacz unproved created");
    }

    /// As packers wrote it before WACZ 1.1.
    @Test
    void theDigestsOfAnOlderWebArchiveAreCounted() throws Exception {
        Map<String, byte[]> files = wacz();
        var json = JsonMapper.builder().build();
        var older = new ArrayList<Map<String, Object>>();
        for (var one : json.readTree(files.get("datapackage.json")).get("resources")) {
            older.add(
                    Map.of(
                            "path",
                            one.get("path").asString(),
                            "hashing",
                            "sha256",
                            "stats",
                            Map.of(
                                    "hash",
                                    one.get("hash").asString().substring("sha256:".length()),
                                    "bytes",
                                    one.get("bytes").asLong())));
        }
        files.remove("datapackage-digest.json");
        files.put(
                "datapackage.json",
                json.writeValueAsBytes(Map.of("wacz_version", "1.0.0", "resources", older)));
        assertThat(found("a.wacz", zip(files)))
                .containsExactlyInAnyOrder("wacz proved files 3", "wacz unproved no-digest");
    }

    @Test
    void aWebArchiveThatWasChangedIsNamed() throws Exception {
        Map<String, byte[]> other = wacz();
        other.put("archive/data.warc", "WARC/1.1\r\nX\r\n".getBytes(UTF_8));
        assertThat(found("a.wacz", zip(other))).contains("wacz broken file archive/data.warc");

        Map<String, byte[]> more = wacz();
        more.put("archive/more.warc", "WARC/1.1\r\n\r\n".getBytes(UTF_8));
        assertThat(found("a.wacz", zip(more)))
                .contains("wacz broken file-unlisted archive/more.warc");

        Map<String, byte[]> less = wacz();
        less.remove("pages/pages.jsonl");
        assertThat(found("a.wacz", zip(less)))
                .contains("wacz broken file-missing pages/pages.jsonl");

        Map<String, byte[]> described = wacz();
        described.put(
                "datapackage.json",
                (new String(described.get("datapackage.json"), UTF_8) + " ").getBytes(UTF_8));
        assertThat(codes(found("a.wacz", zip(described))))
                .contains("wacz broken package", "wacz broken signed-other");

        // Where nothing held, nothing is told as proved.
        Map<String, byte[]> none = wacz();
        none.replaceAll((name, bytes) -> name.endsWith(".json") ? bytes : "x".getBytes(UTF_8));
        assertThat(codes(found("a.wacz", zip(none))))
                .contains("wacz broken file")
                .doesNotContain("wacz proved files");

        // A member that unpacks to more than is stated is not unpacked further.
        Map<String, byte[]> bomb = wacz();
        bomb.put("archive/data.warc", new byte[20 << 20]);
        assertThat(found("a.wacz", zip(bomb))).contains("wacz broken file archive/data.warc");
    }

    // ---- ProofMode

    private static Map<String, byte[]> bundle() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PGPKeyPair pair =
                new BcPGPKeyPair(
                        org.bouncycastle.bcpg.PublicKeyPacket.VERSION_4,
                        PublicKeyAlgorithmTags.RSA_GENERAL,
                        rsa(generator.generateKeyPair()),
                        Date.from(Instant.parse("2026-11-22T12:00:00Z")));
        byte[] recording = picture("jpg");
        String name = HexFormat.of().formatHex(sha256(recording));
        byte[] proof = ("{\"File Hash SHA256\":\"" + name + "\"}").getBytes(UTF_8);
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("IMG_0001.jpg", recording);
        files.put(name + ".asc", armoured(signature(pair, recording)));
        files.put(name + ".proof.json", proof);
        files.put(name + ".proof.json.asc", armoured(signature(pair, proof)));
        files.put(name + ".ots", new byte[] {0});
        files.put(
                "pubkey.asc",
                armoured(new PGPPublicKeyRing(List.of(pair.getPublicKey())).getEncoded()));
        return files;
    }

    private static org.bouncycastle.crypto.AsymmetricCipherKeyPair rsa(KeyPair pair)
            throws Exception {
        return new org.bouncycastle.crypto.AsymmetricCipherKeyPair(
                org.bouncycastle.crypto.util.PublicKeyFactory.createKey(
                        pair.getPublic().getEncoded()),
                org.bouncycastle.crypto.util.PrivateKeyFactory.createKey(
                        pair.getPrivate().getEncoded()));
    }

    private static byte[] signature(PGPKeyPair pair, byte[] of) throws Exception {
        PGPSignatureGenerator generator =
                new PGPSignatureGenerator(
                        new BcPGPContentSignerBuilder(
                                pair.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256),
                        pair.getPublicKey());
        generator.init(PGPSignature.BINARY_DOCUMENT, pair.getPrivateKey());
        generator.update(of);
        return generator.generate().getEncoded();
    }

    private static byte[] armoured(byte[] bytes) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour = ArmoredOutputStream.builder().build(out)) {
            armour.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void aProofModeBundleAgreesWithItselfAndProvesNobody() throws Exception {
        List<String> found = found("bundle.zip", zip(bundle()));
        assertThat(codes(found))
                .containsExactlyInAnyOrder(
                        "proofmode proved recording",
                        "proofmode proved signatures",
                        "proofmode unproved signer",
                        "proofmode unproved opentimestamps");
        assertThat(found).contains("proofmode proved signatures 2");
    }

    @Test
    void aProofModeBundleThatWasChangedIsNamed() throws Exception {
        Map<String, byte[]> other = bundle();
        byte[] recording = other.get("IMG_0001.jpg").clone();
        recording[recording.length - 10] ^= 1;
        other.put("IMG_0001.jpg", recording);
        assertThat(codes(found("bundle.zip", zip(other))))
                .contains("proofmode broken recording", "proofmode broken signed-missing")
                .doesNotContain("proofmode proved recording");

        Map<String, byte[]> proof = bundle();
        String name =
                proof.keySet().stream()
                        .filter(one -> one.endsWith(".proof.json"))
                        .findFirst()
                        .orElseThrow();
        proof.put(name, "{}".getBytes(UTF_8));
        assertThat(codes(found("bundle.zip", zip(proof)))).contains("proofmode broken signature");

        Map<String, byte[]> keyless = bundle();
        keyless.remove("pubkey.asc");
        assertThat(codes(found("bundle.zip", zip(keyless))))
                .contains("proofmode unproved no-key")
                .doesNotContain("proofmode proved signatures");
    }
}
