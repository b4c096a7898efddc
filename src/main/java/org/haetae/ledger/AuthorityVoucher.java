package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.haetae.home.DurableFile;
import org.haetae.ledger.AttestationState.Outcome;

/// A timestamp authority, asked by RFC 3161 over HTTP. What it answers is verified at once, and
/// kept with the query, its certificates and the lists of what their issuers revoked: all that
/// somebody needs who checks it when neither authority nor network is there any more.
final class AuthorityVoucher implements Voucher {

    /// Longer lists are of issuers with millions of certificates, and are left away.
    private static final int LONGEST_LIST = 2 * 1024 * 1024;

    /// So many places are asked for lists; two certificates with two places each is what is usual.
    private static final int MOST_PLACES = 4;

    private static final System.Logger LOG = System.getLogger(AuthorityVoucher.class.getName());

    private final KnownAuthority authority;
    private final Ledger ledger;
    private final Asking asking;
    private final WitnessVoucher.Recording recording;

    AuthorityVoucher(
            KnownAuthority authority,
            Ledger ledger,
            Asking asking,
            WitnessVoucher.Recording recording) {
        this.authority = authority;
        this.ledger = ledger;
        this.asking = asking;
        this.recording = recording;
    }

    @Override
    public Attestation.Kind kind() {
        return Attestation.Kind.TIMESTAMP;
    }

    @Override
    public String name() {
        return authority.name();
    }

    @Override
    public Optional<Attestation> answerFor(long size) {
        return new StampFiles(size, name()).claimed(ledger.files());
    }

    @Override
    public Outcome ask(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException {
        LogFolder folder = ledger.files();
        StampFiles files = new StampFiles(head.size(), name());
        // The bytes that another authority has stamped already, or else the head as it is now.
        byte[] stamped = folder.read(files.checkpoint()).orElseGet(published::encode);
        byte[] query = Timestamp.query(stamped);
        Asking.Answered answered =
                asking.post(
                        authority.address(),
                        "application/timestamp-query",
                        query,
                        Timestamp.LIMIT_BYTES);
        if (answered.status() != 200) {
            return answered.status() >= 500 ? Outcome.UNREACHABLE : Outcome.REFUSED;
        }
        List<X509Certificate> path;
        byte[] revocations;
        try {
            // Once to know its certificates, so that their issuers are asked and nobody else, and
            // again with what those have revoked.
            path = verify(stamped, query, answered.body(), List.of()).path();
            revocations = revocations(path);
            verify(stamped, query, answered.body(), Timestamp.revocations(revocations));
        } catch (Timestamp.Refusal e) {
            LOG.log(
                    Level.WARNING,
                    "The answer of the timestamp authority {0} is not kept: found {1}, expected {2}.",
                    name(),
                    e.found(),
                    e.expected());
            return Outcome.WRONG;
        }
        keep(files, stamped, query, answered.body(), path, revocations);
        recording.record(kind(), head, files.answer(ledger.files()));
        return Outcome.ANSWERED;
    }

    private Timestamp.Verified verify(
            byte[] stamped, byte[] query, byte[] response, List<X509CRL> revocations)
            throws Timestamp.Refusal {
        return Timestamp.verify(
                stamped, query, response, authority.roots(), revocations, authority.roots());
    }

    /// It remembers nothing.
    @Override
    public Outcome confirm(SignedNote published, Checkpoint head) {
        return Outcome.NOTHING_NEW;
    }

    /// The response last: what lies there before it is of a stamp that was never answered, as a
    /// crash leaves it, and is written again.
    private void keep(
            StampFiles files,
            byte[] stamped,
            byte[] query,
            byte[] response,
            List<X509Certificate> path,
            byte[] revocations) {
        try {
            Path folder = ledger.files().path();
            Path own = folder.resolve(files.checkpoint()).getParent();
            if (!Files.isDirectory(own)) {
                Files.createDirectories(own);
                DurableFile.syncDirectory(own.getParent());
                DurableFile.syncDirectory(folder);
            }
            if (!Files.exists(folder.resolve(files.checkpoint()))) {
                DurableFile.replace(folder.resolve(files.checkpoint()), stamped);
            }
            DurableFile.replace(folder.resolve(files.query()), query);
            DurableFile.replace(folder.resolve(files.certificates()), pem(path));
            if (revocations.length > 0) {
                DurableFile.replace(folder.resolve(files.revocations()), revocations);
            }
            DurableFile.replace(folder.resolve(files.response()), response);
        } catch (IOException e) {
            throw new UncheckedIOException("keeping a timestamp", e);
        }
    }

    private static byte[] pem(List<X509Certificate> path) {
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate certificate : path) {
                pem.append(Timestamp.pem("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was just verified", e);
        }
        return pem.toString().getBytes(US_ASCII);
    }

    /// The lists to which the certificates point, in PEM. One that cannot be had is left out: the
    /// stamp is right without it, and a check says that it is not there.
    private byte[] revocations(List<X509Certificate> path) throws InterruptedException {
        Set<String> lists = new LinkedHashSet<>();
        List<URI> places =
                path.stream()
                        .flatMap(certificate -> distributionPoints(certificate).stream())
                        .distinct()
                        .limit(MOST_PLACES)
                        .toList();
        for (URI place : places) {
            try {
                if (!mayBeAsked(place)) {
                    throw new IOException(place.getHost() + " is inside of this network");
                }
                Asking.Answered answered = asking.get(place, LONGEST_LIST);
                if (answered.status() == 200 && answered.body().length < LONGEST_LIST) {
                    for (X509CRL list : Timestamp.revocations(answered.body())) {
                        lists.add(Timestamp.pem("X509 CRL", list.getEncoded()));
                    }
                }
            } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
                LOG.log(
                        Level.INFO,
                        "No revocation list for the timestamp authority {0}: {1}",
                        name(),
                        e);
            }
        }
        return String.join("", lists).getBytes(US_ASCII);
    }

    /// A certificate names whom to ask, and somebody else wrote it: it must not send us to what
    /// only this machine or its neighbours reach, unless the settings send us there too.
    private boolean mayBeAsked(URI place) throws IOException {
        if (place.getHost().equalsIgnoreCase(authority.address().getHost())) {
            return true;
        }
        return Stream.of(InetAddress.getAllByName(place.getHost()))
                .noneMatch(
                        address ->
                                address.isLoopbackAddress()
                                        || address.isAnyLocalAddress()
                                        || address.isLinkLocalAddress()
                                        || address.isSiteLocalAddress()
                                        || isUniqueLocal(address));
    }

    /// RFC 4193, which the JDK has no word for.
    private static boolean isUniqueLocal(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
    }

    /// Where a certificate says that its issuer's list is (RFC 5280, section 4.2.1.13).
    private static List<URI> distributionPoints(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension == null) {
            return List.of();
        }
        Set<URI> addresses = new LinkedHashSet<>();
        try {
            CRLDistPoint points =
                    CRLDistPoint.getInstance(ASN1OctetString.getInstance(extension).getOctets());
            for (DistributionPoint point : points.getDistributionPoints()) {
                DistributionPointName name = point.getDistributionPoint();
                if (name == null || name.getType() != DistributionPointName.FULL_NAME) {
                    continue;
                }
                for (GeneralName one : GeneralNames.getInstance(name.getName()).getNames()) {
                    if (one.getTagNo() == GeneralName.uniformResourceIdentifier) {
                        httpAddress(one.getName().toString()).ifPresent(addresses::add);
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            return List.of(); // nothing that can be read
        }
        return List.copyOf(addresses);
    }

    /// Empty for another kind of place, such as LDAP: the same list is often in two places.
    private static Optional<URI> httpAddress(String text) {
        try {
            return Optional.of(KnownWitness.httpAddress(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
