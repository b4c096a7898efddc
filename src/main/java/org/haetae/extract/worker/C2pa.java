package org.haetae.extract.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequenceGenerator;
import org.haetae.extract.worker.Credentials.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Checks the active manifest of a C2PA store (C2PA Technical Specification 2.x, section
/// "Validation"): the claim's signature, the digest of each assertion, the binding to the bytes of
/// the file.
///
/// What is not done: chains are not followed to a root, since none is given; certificates are not
/// asked whether they were revoked; bindings of MP4 and its kin are not computed; manifests of
/// ingredients are counted, not checked.
final class C2pa {

    private static final String SCHEME = "c2pa";
    private static final String SELF = "self#jumbf=";
    private static final CBORMapper CBOR = new CBORMapper();
    private static final int MOST_ASSERTIONS = 1_000;

    private final Content content;
    private final Credentials say;

    /// How many bytes a binding may leave out: the store itself, in as many segments as it takes.
    private long allowance;

    C2pa(Content content, Credentials say) {
        this.content = content;
        this.say = say;
    }

    void check(byte[] bytes) throws IOException {
        allowance = bytes.length + 64 + 32L * (bytes.length / 60_000 + 1);
        try {
            Jumbf store = Jumbf.parse(bytes);
            if (store.boxes().isEmpty()) {
                throw new IllegalArgumentException("no manifest");
            }
            // The last one is the active one.
            manifest(store, store.boxes().getLast());
            if (store.boxes().size() > 1) {
                say.found(
                        SCHEME,
                        Verdict.UNPROVED,
                        "ingredients",
                        Integer.toString(store.boxes().size() - 1));
            }
        } catch (IllegalArgumentException | JacksonException malformed) {
            say.found(SCHEME, Verdict.BROKEN, "malformed", "");
        }
    }

    private void manifest(Jumbf store, Jumbf manifest) throws IOException {
        Jumbf claimBox =
                manifest.box("c2pa.claim")
                        .or(() -> manifest.box("c2pa.claim.v2"))
                        .orElseThrow(() -> new IllegalArgumentException("no claim"));
        byte[] claimBytes = cbor(claimBox);
        JsonNode claim = CBOR.readTree(claimBytes);
        say.found(SCHEME, Verdict.UNPROVED, "made-with", generator(claim));
        signature(manifest, claimBytes);
        assertions(store, manifest, claim);
    }

    private static byte[] cbor(Jumbf box) {
        byte[] found = box.contents().get("cbor");
        if (found == null) {
            throw new IllegalArgumentException("a box without CBOR");
        }
        return found;
    }

    private static String generator(JsonNode claim) {
        JsonNode info = claim.path("claim_generator_info");
        JsonNode first = info.isArray() ? info.path(0) : info;
        return first.has("name")
                ? (first.path("name").asString("") + " " + first.path("version").asString(""))
                        .strip()
                : claim.path("claim_generator").asString("");
    }

    // ---- assertions and binding

    private void assertions(Jumbf store, Jumbf manifest, JsonNode claim) throws IOException {
        String algorithm = claim.path("alg").asString("sha256");
        List<JsonNode> references = new ArrayList<>();
        for (String list : List.of("assertions", "created_assertions", "gathered_assertions")) {
            claim.path(list).forEach(references::add);
        }
        if (references.size() > MOST_ASSERTIONS) {
            throw new IllegalArgumentException("too many assertions");
        }
        int held = 0;
        boolean bound = false;
        for (JsonNode reference : references) {
            String url = reference.path("url").asString("");
            Optional<Jumbf> box = resolve(store, manifest, url);
            byte[] hash = reference.path("hash").binaryValue();
            String by = reference.path("alg").asString(algorithm);
            if (box.isEmpty()) {
                say.found(SCHEME, Verdict.BROKEN, "assertion-missing", url);
            } else if (!MessageDigest.isEqual(digest(by).digest(box.get().payload()), hash)) {
                say.found(SCHEME, Verdict.BROKEN, "assertion", box.get().label());
            } else {
                held++;
                bound |= binding(box.get(), algorithm);
            }
        }
        if (held > 0) {
            say.found(SCHEME, Verdict.PROVED, "assertions", Integer.toString(held));
        }
        if (!bound) {
            say.found(SCHEME, Verdict.UNPROVED, "binding", "");
        }
    }

    private static Optional<Jumbf> resolve(Jumbf store, Jumbf manifest, String url) {
        if (!url.startsWith(SELF)) {
            return Optional.empty();
        }
        String path = url.substring(SELF.length());
        Optional<Jumbf> at = Optional.of(manifest);
        if (path.startsWith("/")) {
            at = Optional.of(store);
            path = path.replaceFirst("^/c2pa/", "");
        }
        for (String step : path.split("/")) {
            at = at.flatMap(box -> box.box(step));
        }
        return at;
    }

    /// @return whether this assertion binds the claim to the file, and something was said of it
    private boolean binding(Jumbf assertion, String algorithm) throws IOException {
        if (assertion.label().startsWith("c2pa.hash.data")) {
            JsonNode facts = CBOR.readTree(cbor(assertion));
            byte[] right = facts.path("hash").binaryValue();
            byte[] found = hash(facts, algorithm);
            boolean same = MessageDigest.isEqual(right, found);
            if (same && excluded(facts) > allowance) {
                // Whoever signs may leave out what they will exchange afterwards.
                say.found(
                        SCHEME, Verdict.UNPROVED, "bytes-left-out", Long.toString(excluded(facts)));
            } else {
                say.found(SCHEME, same ? Verdict.PROVED : Verdict.BROKEN, "bytes", "");
            }
            return true;
        }
        if (assertion.label().startsWith("c2pa.hash.")) {
            say.found(SCHEME, Verdict.UNPROVED, "binding-kind", assertion.label());
            return true;
        }
        return false;
    }

    private static long excluded(JsonNode facts) {
        return facts.path("exclusions")
                .valueStream()
                .mapToLong(one -> one.path("length").asLong(0))
                .sum();
    }

    /// The digest of the whole file but for the stretches left out, where the store itself lies.
    private byte[] hash(JsonNode facts, String algorithm) throws IOException {
        TreeMap<Long, Long> without = new TreeMap<>();
        for (JsonNode one : facts.path("exclusions")) {
            long start = one.path("start").asLong(-1);
            long length = one.path("length").asLong(-1);
            if (start < 0 || length < 0 || start > content.length() - length) {
                throw new IllegalArgumentException("a stretch outside of the file");
            }
            without.merge(start, length, Math::max);
        }
        MessageDigest digest = digest(facts.path("alg").asString(algorithm));
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = content.open()) {
            long at = 0;
            for (var one : without.entrySet()) {
                at += update(digest, in, one.getKey() - at, buffer);
                long skip = one.getKey() + one.getValue() - at;
                if (skip > 0) {
                    in.skipNBytes(skip);
                    at += skip;
                }
            }
            update(digest, in, content.length() - at, buffer);
        }
        return digest.digest();
    }

    private static long update(MessageDigest digest, InputStream in, long count, byte[] buffer)
            throws IOException {
        long left = Math.max(0, count);
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            digest.update(buffer, 0, read);
            left -= read;
        }
        return Math.max(0, count) - left;
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(
                    switch (name) {
                        case "sha256" -> "SHA-256";
                        case "sha384" -> "SHA-384";
                        case "sha512" -> "SHA-512";
                        default -> throw new IllegalArgumentException("an unknown digest");
                    });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- signature (COSE_Sign1, RFC 9052, section 4.2)

    private void signature(Jumbf manifest, byte[] claim) {
        Optional<Jumbf> box = manifest.box("c2pa.signature");
        if (box.isEmpty()) {
            say.found(SCHEME, Verdict.BROKEN, "signature-missing", "");
            return;
        }
        JsonNode sign = CBOR.readTree(cbor(box.get()));
        if (!sign.isArray() || sign.size() != 4) {
            throw new IllegalArgumentException("no COSE_Sign1");
        }
        byte[] protectedBytes = sign.get(0).binaryValue();
        JsonNode header =
                protectedBytes.length == 0
                        ? CBOR.createObjectNode()
                        : CBOR.readTree(protectedBytes);
        List<X509Certificate> chain = chain(header, sign.get(1));
        if (chain.isEmpty()) {
            say.found(SCHEME, Verdict.UNPROVED, "no-certificate", "");
            return;
        }
        int algorithm = header.path("1").asInt(0);
        byte[] signed = toBeSigned(protectedBytes, claim);
        try {
            Boolean holds =
                    verify(
                            algorithm,
                            chain.getFirst().getPublicKey(),
                            signed,
                            sign.get(3).binaryValue());
            if (holds == null) {
                say.found(SCHEME, Verdict.UNPROVED, "signature-kind", Integer.toString(algorithm));
                return;
            }
            say.found(SCHEME, holds ? Verdict.PROVED : Verdict.BROKEN, "signature", "");
        } catch (GeneralSecurityException | IOException | IllegalArgumentException wrong) {
            say.found(SCHEME, Verdict.BROKEN, "signature", "");
        }
        signer(chain);
    }

    private void signer(List<X509Certificate> chain) {
        boolean linked = true;
        for (int i = 0; i + 1 < chain.size(); i++) {
            try {
                chain.get(i).verify(chain.get(i + 1).getPublicKey());
            } catch (GeneralSecurityException | RuntimeException unlinked) {
                linked = false;
            }
        }
        if (!linked) {
            say.found(SCHEME, Verdict.BROKEN, "chain", "");
        }
        X509Certificate first = chain.getFirst();
        say.found(
                SCHEME,
                Verdict.UNPROVED,
                "signer",
                "%s; by %s; %s to %s"
                        .formatted(
                                first.getSubjectX500Principal().getName(),
                                chain.getLast().getIssuerX500Principal().getName(),
                                first.getNotBefore().toInstant(),
                                first.getNotAfter().toInstant()));
        say.found(SCHEME, Verdict.UNPROVED, "time", "");
    }

    /// `x5chain` (RFC 9360), label 33, or by its name as earlier versions of C2PA had it.
    private static List<X509Certificate> chain(JsonNode header, JsonNode unprotected) {
        List<X509Certificate> chain = new ArrayList<>();
        for (JsonNode from :
                List.of(
                        header.path("33"),
                        header.path("x5chain"),
                        unprotected.path("33"),
                        unprotected.path("x5chain"))) {
            List<JsonNode> all = from.isArray() ? from.valueStream().toList() : List.of(from);
            if (!from.isMissingNode()) {
                try {
                    CertificateFactory factory = CertificateFactory.getInstance("X.509");
                    for (JsonNode one : all.stream().limit(20).toList()) {
                        chain.add(
                                (X509Certificate)
                                        factory.generateCertificate(
                                                new ByteArrayInputStream(one.binaryValue())));
                    }
                } catch (GeneralSecurityException | JacksonException unreadable) {
                    return List.of();
                }
                return chain;
            }
        }
        return chain;
    }

    /// `Sig_structure` (RFC 9052, section 4.4), whose payload is the claim.
    private static byte[] toBeSigned(byte[] header, byte[] claim) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0x84);
        byte[] context = "Signature1".getBytes(UTF_8);
        out.write(0x60 | context.length);
        out.writeBytes(context);
        bytes(out, header);
        bytes(out, new byte[0]);
        bytes(out, claim);
        return out.toByteArray();
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        int length = bytes.length;
        if (length < 24) {
            out.write(0x40 | length);
        } else if (length < 0x100) {
            out.write(0x58);
            out.write(length);
        } else if (length < 0x10000) {
            out.write(0x59);
            out.write(length >> 8);
            out.write(length);
        } else {
            out.write(0x5a);
            out.write(length >> 24);
            out.write(length >> 16);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(bytes);
    }

    /// @return null for an algorithm that C2PA does not allow
    private static @Nullable Boolean verify(
            int algorithm, PublicKey key, byte[] signed, byte[] signature)
            throws GeneralSecurityException, IOException {
        Signature verifier;
        byte[] given = signature;
        switch (algorithm) {
            case -7, -35, -36 -> {
                String digest = algorithm == -7 ? "256" : algorithm == -35 ? "384" : "512";
                verifier = Signature.getInstance("SHA" + digest + "withECDSA");
                given = der(signature);
            }
            case -37, -38, -39 -> {
                int bits = algorithm == -37 ? 256 : algorithm == -38 ? 384 : 512;
                verifier = Signature.getInstance("RSASSA-PSS");
                verifier.setParameter(
                        new PSSParameterSpec(
                                "SHA-" + bits,
                                "MGF1",
                                new MGF1ParameterSpec("SHA-" + bits),
                                bits / 8,
                                1));
            }
            case -8 -> verifier = Signature.getInstance("Ed25519");
            default -> {
                return null;
            }
        }
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(given);
    }

    /// An ECDSA signature as two numbers side by side, as Java wants it.
    static byte[] der(byte[] pair) throws IOException {
        int half = pair.length / 2;
        if (half == 0 || pair.length % 2 != 0) {
            throw new IllegalArgumentException("no pair of numbers");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DERSequenceGenerator sequence = new DERSequenceGenerator(out);
        sequence.addObject(new ASN1Integer(new BigInteger(1, pair, 0, half)));
        sequence.addObject(new ASN1Integer(new BigInteger(1, pair, half, half)));
        sequence.close();
        return out.toByteArray();
    }
}
