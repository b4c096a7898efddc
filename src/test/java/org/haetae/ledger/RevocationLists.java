package org.haetae.ledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// Lists by which an authority of ours revokes what it never would by itself.
final class RevocationLists {

    private RevocationLists() {}

    /// @param reason of RFC 5280, section 5.3.1: 1 key compromise, 4 superseded, 5 cessation
    static byte[] of(Path state, X509Certificate certificate, Instant at, int reason)
            throws IOException {
        String[] root = Files.readAllLines(state.resolve("authority.keys")).get(1).split(" ");
        try {
            PrivateKey key =
                    KeyFactory.getInstance("EC")
                            .generatePrivate(
                                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(root[0])));
            X509Certificate issuer =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(
                                            new ByteArrayInputStream(
                                                    Base64.getDecoder().decode(root[1])));
            X509v2CRLBuilder builder =
                    new X509v2CRLBuilder(
                            new JcaX509CertificateHolder(issuer).getSubject(), Date.from(at));
            builder.addCRLEntry(certificate.getSerialNumber(), Date.from(at), reason);
            builder.setNextUpdate(Date.from(at.plus(Duration.ofDays(1))));
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key))
                    .getEncoded();
        } catch (java.security.GeneralSecurityException
                | org.bouncycastle.operator.OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
