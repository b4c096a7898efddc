package org.haetae.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/// A timestamp of RFC 3161: the word of an authority that it was shown these bytes at this time.
///
/// It is verified *at its own time*: its certificates had to be good then, not now. That they still
/// were good when it was made is what a later timestamp over this one says, once they are not any
/// more (RFC 4998 calls it renewal).
final class Timestamp {

    /// The longest response that is read.
    static final int LIMIT_BYTES = 256 * 1024;

    private static final int NONCE_BITS = 64;

    /// Digests that a stamp may be made over, with their names in Java.
    private static final Map<ASN1ObjectIdentifier, String> DIGESTS =
            Map.of(
                    NISTObjectIdentifiers.id_sha256, "SHA-256",
                    NISTObjectIdentifiers.id_sha384, "SHA-384",
                    NISTObjectIdentifiers.id_sha512, "SHA-512");

    /// Reasons of a revocation that leave what was signed before it as it was (RFC 3161, section
    /// 4.1): unspecified, affiliation changed, superseded, cessation of operation.
    private static final Set<String> HARMLESS =
            Set.of("UNSPECIFIED", "AFFILIATION_CHANGED", "SUPERSEDED", "CESSATION_OF_OPERATION");

    private Timestamp() {}

    /// Why a stamp is not believed.
    enum Fault {
        /// The bytes are no response that grants a stamp.
        MALFORMED,
        /// It is not about these bytes, does not answer the query, or is not rightly signed.
        WRONG,
        /// Its certificates lead to no root that the checker knows.
        UNTRUSTED,
        /// A certificate of it was revoked, in a way that concerns it.
        REVOKED
    }

    /// Refused, with what was found and what was expected.
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final Fault fault;
        private final String expected;

        Refusal(Fault fault, String found, String expected) {
            super(found);
            this.fault = fault;
            this.expected = expected;
        }

        Fault fault() {
            return fault;
        }

        String found() {
            return String.valueOf(getMessage());
        }

        String expected() {
            return expected;
        }
    }

    /// A stamp that was verified.
    ///
    /// @param time when the authority made it, by its own clock
    /// @param until when the first of its certificates ends
    /// @param path its certificates, the signer's first, without the root
    /// @param revocationKnown whether a list of its issuer says of each that it was not revoked
    ///   then
    record Verified(
            Instant time, Instant until, List<X509Certificate> path, boolean revocationKnown) {}

    /// A query for a stamp over these bytes, with a random nonce, asking for the certificate.
    static byte[] query(byte[] stamped) throws IOException {
        try {
            TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
            generator.setCertReq(true);
            return generator
                    .generate(
                            NISTObjectIdentifiers.id_sha512,
                            MessageDigest.getInstance("SHA-512").digest(stamped),
                            new BigInteger(NONCE_BITS, new SecureRandom()))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-512; use a complete JDK 25", e);
        }
    }

    /// When a response says that its stamp was made; believed by nobody who has not verified it.
    static Instant claimedTime(byte[] response) throws Refusal {
        return token(response).getTimeStampInfo().getGenTime().toInstant();
    }

    /// Verifies a response as RFC 3161, section 2.2, and section 4 of RFC 5816 want it.
    ///
    /// @param stamped the bytes that it is to be about
    /// @param query what was asked; empty when it is not at hand
    /// @param certificates further ones that may be needed to build a path
    /// @param revocations lists of their issuers
    /// @param roots what the checker trusts; never taken from beside the stamp
    static Verified verify(
            byte[] stamped,
            byte[] query,
            byte[] response,
            Collection<X509Certificate> certificates,
            Collection<X509CRL> revocations,
            Collection<X509Certificate> roots)
            throws Refusal {
        try {
            return verified(stamped, query, response, certificates, revocations, roots);
        } catch (IllegalArgumentException | IllegalStateException e) {
            // The parser reads some parts only when they are asked for, and then stumbles.
            throw new Refusal(Fault.MALFORMED, "bytes that are no response", "a granted timestamp");
        }
    }

    private static Verified verified(
            byte[] stamped,
            byte[] query,
            byte[] response,
            Collection<X509Certificate> certificates,
            Collection<X509CRL> revocations,
            Collection<X509Certificate> roots)
            throws Refusal {
        TimeStampToken token = token(response);
        // 1. It is about these bytes, by a digest that still holds.
        compareImprint(token, stamped);
        // 2. It answers this query: nonce, digest, policy.
        if (query.length > 0) {
            compareQuery(query, response);
        }
        // 3. The certificate that it is bound to signed it, was good then, and is for stamps alone.
        List<X509Certificate> all =
                Stream.concat(inside(token).stream(), certificates.stream()).distinct().toList();
        X509Certificate signer = signer(token, all);
        Instant time = token.getTimeStampInfo().getGenTime().toInstant();
        // 4. That certificate leads to a root, as of then.
        List<X509Certificate> path = path(signer, all, roots, token);
        // 5. None of them was revoked.
        boolean known = compareRevocations(path, revocations, roots, time);
        Instant until =
                path.stream()
                        .map(certificate -> certificate.getNotAfter().toInstant())
                        .min(Instant::compareTo)
                        .orElseThrow();
        return new Verified(time, until, path, known);
    }

    private static TimeStampToken token(byte[] response) throws Refusal {
        try {
            TimeStampResponse parsed = new TimeStampResponse(response);
            TimeStampToken token = parsed.getTimeStampToken();
            if (token == null || parsed.getStatus() > 1) {
                throw new Refusal(
                        Fault.MALFORMED, "status " + parsed.getStatus(), "a granted timestamp");
            }
            return token;
        } catch (TSPException | IOException | RuntimeException e) {
            throw new Refusal(Fault.MALFORMED, "bytes that are no response", "a granted timestamp");
        }
    }

    private static void compareImprint(TimeStampToken token, byte[] stamped) throws Refusal {
        ASN1ObjectIdentifier algorithm = token.getTimeStampInfo().getMessageImprintAlgOID();
        String name = DIGESTS.get(algorithm);
        if (name == null) {
            throw new Refusal(
                    Fault.WRONG, "a stamp over digest " + algorithm, "SHA-256, SHA-384 or SHA-512");
        }
        try {
            byte[] digest = MessageDigest.getInstance(name).digest(stamped);
            if (!MessageDigest.isEqual(
                    digest, token.getTimeStampInfo().getMessageImprintDigest())) {
                throw new Refusal(
                        Fault.WRONG,
                        "a stamp over other bytes",
                        "one over the checkpoint beside it");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + name, e);
        }
    }

    private static void compareQuery(byte[] query, byte[] response) throws Refusal {
        try {
            new TimeStampResponse(response).validate(new TimeStampRequest(query));
        } catch (TSPException | IOException | RuntimeException e) {
            throw new Refusal(
                    Fault.WRONG, "an answer to another query", "one to the query beside it");
        }
    }

    private static List<X509Certificate> inside(TimeStampToken token) throws Refusal {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        try {
            for (X509CertificateHolder holder : token.getCertificates().getMatches(null)) {
                certificates.add(converter.getCertificate(holder));
            }
        } catch (CertificateException e) {
            throw new Refusal(
                    Fault.MALFORMED, "a certificate that cannot be read", "a granted timestamp");
        }
        return certificates;
    }

    private static X509Certificate signer(TimeStampToken token, List<X509Certificate> all)
            throws Refusal {
        // ESSCertIDv2 (RFC 5816): the older form binds the certificate by SHA-1.
        if (token.getSignedAttributes() == null
                || token.getSignedAttributes().get(PKCSObjectIdentifiers.id_aa_signingCertificateV2)
                        == null) {
            throw new Refusal(
                    Fault.WRONG,
                    "a stamp that binds its certificate by SHA-1 or not at all",
                    "one with ESSCertIDv2 (RFC 5816)");
        }
        for (X509Certificate certificate : all) {
            try {
                X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
                if (!token.getSID().match(holder)) {
                    continue;
                }
                token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
                return certificate;
            } catch (TSPException
                    | OperatorCreationException
                    | GeneralSecurityException
                    | IOException
                    | RuntimeException e) {
                throw new Refusal(
                        Fault.WRONG,
                        "a signature that does not hold",
                        "one by a certificate for timestamps, good at its time");
            }
        }
        throw new Refusal(
                Fault.UNTRUSTED, "no certificate of its signer", "one in the stamp or beside it");
    }

    private static List<X509Certificate> path(
            X509Certificate signer,
            List<X509Certificate> all,
            Collection<X509Certificate> roots,
            TimeStampToken token)
            throws Refusal {
        if (roots.isEmpty()) {
            throw new Refusal(
                    Fault.UNTRUSTED, "no roots to check it with", "roots had from elsewhere");
        }
        try {
            X509CertSelector target = new X509CertSelector();
            target.setCertificate(signer);
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(
                            roots.stream()
                                    .map(root -> new TrustAnchor(root, null))
                                    .collect(Collectors.toSet()),
                            target);
            parameters.setRevocationEnabled(false); // by step 5, from lists that were kept
            parameters.setDate(token.getTimeStampInfo().getGenTime());
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(all)));
            PKIXCertPathBuilderResult result =
                    (PKIXCertPathBuilderResult)
                            CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> path = new ArrayList<>();
            result.getCertPath()
                    .getCertificates()
                    .forEach(certificate -> path.add((X509Certificate) certificate));
            return path.isEmpty() ? List.of(signer) : List.copyOf(path);
        } catch (GeneralSecurityException e) {
            throw new Refusal(
                    Fault.UNTRUSTED,
                    "certificates that lead to none of the roots given",
                    "a path to a root had from elsewhere");
        }
    }

    /// @return whether for each certificate a list by its issuer speaks of that time
    private static boolean compareRevocations(
            List<X509Certificate> path,
            Collection<X509CRL> revocations,
            Collection<X509Certificate> roots,
            Instant time)
            throws Refusal {
        List<X509Certificate> issuers = Stream.concat(path.stream(), roots.stream()).toList();
        boolean known = true;
        for (X509Certificate certificate : path) {
            boolean listed = false;
            for (X509CRL list : revocations) {
                if (!list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                        || issuers.stream().noneMatch(issuer -> isBy(list, issuer))) {
                    continue;
                }
                listed |= speaksOf(list, certificate, time);
                X509CRLEntry entry = list.getRevokedCertificate(certificate);
                if (entry != null && concerns(entry, time)) {
                    throw new Refusal(
                            Fault.REVOKED,
                            "a certificate revoked at " + entry.getRevocationDate().toInstant(),
                            "one that was good at " + time);
                }
            }
            known &= listed;
        }
        return known;
    }

    /// A list speaks of a time when it was made after it, or was not to be replaced before it (RFC
    /// 5280, sections 5.1.2.4 and 5.1.2.5), and of a certificate until that ends: issuers take it
    /// off the list then.
    private static boolean speaksOf(X509CRL list, X509Certificate certificate, Instant time) {
        Instant made = list.getThisUpdate().toInstant();
        boolean late = !made.isBefore(time);
        boolean current =
                list.getNextUpdate() != null && !list.getNextUpdate().toInstant().isBefore(time);
        return (late || current) && !made.isAfter(certificate.getNotAfter().toInstant());
    }

    private static boolean isBy(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey());
            return list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean concerns(X509CRLEntry entry, Instant time) {
        boolean harmless =
                entry.getRevocationReason() != null
                        && HARMLESS.contains(entry.getRevocationReason().name());
        return !harmless || !entry.getRevocationDate().toInstant().isAfter(time);
    }

    // ---- certificates in files

    /// The certificates of a PEM file.
    ///
    /// @throws IllegalArgumentException when it holds something else
    static List<X509Certificate> certificates(byte[] pem) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .forEach(certificate -> certificates.add((X509Certificate) certificate));
            return certificates;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("no certificates in PEM", e);
        }
    }

    /// The revocation lists of a file, in PEM or DER.
    ///
    /// @throws IllegalArgumentException when it holds something else
    static List<X509CRL> revocations(byte[] file) {
        try {
            List<X509CRL> lists = new ArrayList<>();
            CertificateFactory.getInstance("X.509")
                    .generateCRLs(new ByteArrayInputStream(file))
                    .forEach(list -> lists.add((X509CRL) list));
            return lists;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no revocation lists", e);
        }
    }

    static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        kind);
    }
}
