package org.haetae.witness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.haetae.home.DurableFile;

/// A small timestamp authority (RFC 3161) with a root of its own, for the demo, for tests, and for
/// a group that gives stamps to its friends.
///
/// It is a real one: query in, signed token out, certificate, revocation list. It is worth as much
/// as its people and its clock. One that runs beside the archive that it stamps proves nothing to
/// anybody.
public final class TimestampAuthority {

    private static final String ALGORITHM = "SHA256withECDSA";
    private static final String SECRETS = "authority.keys";
    private static final String HEADER = "haetae timestamp authority keys v1";

    /// Under 2.25, where everybody has numbers of their own (ITU-T X.667): a policy that promises
    /// nothing.
    private static final ASN1ObjectIdentifier POLICY =
            new ASN1ObjectIdentifier("2.25.132507911394711254327403914652120427463");

    private static final Duration ROOT_LIFE = Duration.ofDays(3650);
    private static final Duration LIST_LIFE = Duration.ofDays(30);
    private static final Duration BEFORE = Duration.ofMinutes(5);
    private static final int SERIAL_BITS = 120;
    private static final int QUERY_LIMIT_BYTES = 16 * 1024;

    private final Signer root;
    private final Signer stamps;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /// A key and the certificate of its public half.
    private record Signer(PrivateKey key, X509Certificate certificate) {
        String line() throws GeneralSecurityException {
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(key.getEncoded())
                    + " "
                    + base64.encodeToString(certificate.getEncoded());
        }

        static Signer parse(String line) throws GeneralSecurityException {
            String[] parts = line.split(" ", 2);
            Base64.Decoder base64 = Base64.getDecoder();
            PrivateKey key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(base64.decode(parts[0])));
            return new Signer(
                    key,
                    (X509Certificate)
                            java.security.cert.CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new java.io.ByteArrayInputStream(
                                                    base64.decode(parts[1]))));
        }
    }

    private TimestampAuthority(Signer root, Signer stamps, Clock clock) {
        this.root = root;
        this.stamps = stamps;
        this.clock = clock;
    }

    /// Opens the authority in this folder; makes its root when there is none. The certificate for
    /// stamps is made anew at each start, for the address at which its list is then served.
    ///
    /// @param listAddress where `crl` is had from
    /// @param life how long the certificate for stamps is good
    public static TimestampAuthority open(Path state, URI listAddress, Duration life, Clock clock)
            throws IOException {
        try {
            LogMemory.makeFolder(state);
            Path secrets = state.resolve(SECRETS);
            if (!Files.exists(secrets)) {
                String lines = HEADER + "\n" + makeRoot(clock.instant()).line() + "\n";
                DurableFile.replace(secrets, lines.getBytes(US_ASCII));
            }
            List<String> lines = Files.readAllLines(secrets, US_ASCII);
            if (lines.size() != 2 || !lines.getFirst().equals(HEADER)) {
                throw new IOException("%s is not of the form \"%s\"".formatted(secrets, HEADER));
            }
            Signer root = Signer.parse(lines.get(1));
            DurableFile.replace(
                    state.resolve("root.pem"),
                    pem("CERTIFICATE", root.certificate().getEncoded()).getBytes(US_ASCII));
            return new TimestampAuthority(
                    root, makeStamps(root, listAddress, clock.instant(), life), clock);
        } catch (GeneralSecurityException
                | OperatorCreationException
                | IllegalArgumentException e) {
            throw new IOException("the keys of the authority in %s: %s".formatted(state, e), e);
        }
    }

    private static Signer makeRoot(Instant now)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        KeyPair pair = pair();
        X500Name name = new X500Name("CN=Haetae timestamp root " + serial().toString(16));
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        name,
                        serial(),
                        Date.from(now.minus(BEFORE)),
                        Date.from(now.plus(ROOT_LIFE)),
                        name,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        return signed(builder, pair.getPrivate(), pair.getPrivate());
    }

    private static Signer makeStamps(Signer root, URI listAddress, Instant now, Duration life)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        KeyPair pair = pair();
        JcaX509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        root.certificate(),
                        serial(),
                        Date.from(now.minus(BEFORE)),
                        Date.from(now.plus(life)),
                        new X500Name("CN=Haetae timestamps " + serial().toString(16)),
                        pair.getPublic());
        // RFC 3161, section 2.3: for stamps and nothing else, and that is critical.
        builder.addExtension(
                Extension.extendedKeyUsage,
                true,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        GeneralName list =
                new GeneralName(GeneralName.uniformResourceIdentifier, listAddress.toString());
        builder.addExtension(
                Extension.cRLDistributionPoints,
                false,
                new CRLDistPoint(
                        new DistributionPoint[] {
                            new DistributionPoint(
                                    new DistributionPointName(new GeneralNames(list)), null, null)
                        }));
        return signed(builder, root.key(), pair.getPrivate());
    }

    private static Signer signed(
            JcaX509v3CertificateBuilder builder, PrivateKey issuer, PrivateKey subject)
            throws GeneralSecurityException, OperatorCreationException {
        return new Signer(
                subject,
                new JcaX509CertificateConverter()
                        .getCertificate(
                                builder.build(
                                        new JcaContentSignerBuilder(ALGORITHM).build(issuer))));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, new SecureRandom()).setBit(SERIAL_BITS);
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        kind);
    }

    /// The certificate that those who check have to trust.
    public X509Certificate root() {
        return root.certificate();
    }

    /// The certificate that signs the stamps now.
    public X509Certificate certificate() {
        return stamps.certificate();
    }

    int queryLimitBytes() {
        return QUERY_LIMIT_BYTES;
    }

    /// Answers a query of RFC 3161: with a stamp, or with the reason why there is none.
    public Reply stamp(byte[] query) throws IOException {
        TimeStampRequest request;
        try {
            request = new TimeStampRequest(query);
        } catch (IOException | RuntimeException e) {
            return Reply.refused(400, "no timestamp query of RFC 3161");
        }
        try {
            Date now = Date.from(clock.instant());
            AttributeTable signedAt =
                    new AttributeTable(
                            new Attribute(CMSAttributes.signingTime, new DERSet(new Time(now))));
            TimeStampTokenGenerator tokens =
                    new TimeStampTokenGenerator(
                            new JcaSimpleSignerInfoGeneratorBuilder()
                                    .setSignedAttributeGenerator(
                                            new DefaultSignedAttributeTableGenerator(signedAt))
                                    .build(ALGORITHM, stamps.key(), stamps.certificate()),
                            // By SHA-256, which makes it an ESSCertIDv2 (RFC 5816).
                            new JcaDigestCalculatorProviderBuilder()
                                    .build()
                                    .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                            POLICY);
            tokens.setAccuracySeconds(1);
            tokens.addCertificates(new JcaCertStore(List.of(stamps.certificate())));
            TimeStampResponseGenerator responses =
                    new TimeStampResponseGenerator(
                            tokens,
                            Set.of(
                                    TSPAlgorithms.SHA256,
                                    TSPAlgorithms.SHA384,
                                    TSPAlgorithms.SHA512));
            byte[] response;
            try {
                response =
                        responses
                                .generate(request, new BigInteger(SERIAL_BITS, random), now)
                                .getEncoded();
            } catch (TSPException e) {
                response = responses.generateRejectedResponse(e).getEncoded();
            }
            return new Reply(200, "application/timestamp-reply", response);
        } catch (TSPException | OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("making a timestamp", e);
        }
    }

    /// The list of what the root has revoked: nothing.
    public Reply list() throws IOException {
        try {
            Instant now = clock.instant();
            X509v2CRLBuilder builder =
                    new X509v2CRLBuilder(
                            new JcaX509CertificateHolder(root.certificate()).getSubject(),
                            Date.from(now));
            builder.setNextUpdate(Date.from(now.plus(LIST_LIFE)));
            X509CRLHolder list =
                    builder.build(new JcaContentSignerBuilder(ALGORITHM).build(root.key()));
            return new Reply(200, "application/pkix-crl", list.getEncoded());
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IOException("making a revocation list", e);
        }
    }
}
