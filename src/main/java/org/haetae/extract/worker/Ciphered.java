package org.haetae.extract.worker;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSTypedData;

/// Files that are enciphered as a whole, whatever lies in them, told by their first bytes; and
/// signed envelopes (CMS), whose content is a part.
final class Ciphered {
    /// OpenPGP, age, OpenSSL, rights-managed Outlook mail, KeePass and LUKS, as their first bytes
    /// in Latin 1.
    private static final Set<String> STARTS =
            Set.of(
                    "-----BEGIN PGP MESSAGE-----",
                    "-----BEGIN AGE ENCRYPTED FILE-----",
                    "age-encryption.org/",
                    "Salted__",
                    "v\u00e8\u0004`\u00c4\u0011\u00e3\u0086",
                    "\u0003\u00d9\u00a2\u009a",
                    "LUKS\u00ba\u00be");

    /// 1.2.840.113549.1, the arc under which both CMS and PKCS 12 lie.
    private static final String PKCS = "\u0006\t*\u0086H\u0086\u00f7\r\u0001";

    private Ciphered() {}

    /// Whether what begins like this opens only with a key or a password.
    static boolean is(byte[] head) {
        String start = latin(head);
        return STARTS.stream().anyMatch(start::startsWith)
                || isEnveloped(head)
                || isKeyStore(start);
    }

    /// Whether this is a CMS message for recipients: enveloped (1.7.3), encrypted (1.7.6), or
    /// authenticated and enveloped (1.9.16.1.23).
    static boolean isEnveloped(byte[] head) {
        String type = cmsType(head);
        return type.startsWith("\u0007\u0003")
                || type.startsWith("\u0007\u0006")
                || latin(head)
                        .startsWith(
                                "\u0006\u000b*\u0086H\u0086\u00f7\r\u0001\t\u0010\u0001\u0017", 4);
    }

    /// Whether this is a CMS message that is signed, with its content within or beside it.
    static boolean isSigned(byte[] head) {
        return cmsType(head).startsWith("\u0007\u0002");
    }

    private static String cmsType(byte[] head) {
        String start = latin(head);
        int at = start.startsWith("0") ? start.indexOf(PKCS) : -1;
        // Behind a tag and a length of one to five bytes.
        return at < 2 || at > 6 ? "" : start.substring(at + PKCS.length());
    }

    /// PKCS 12: a sequence that begins with version 3.
    private static boolean isKeyStore(String start) {
        int version = start.indexOf("\u0002\u0001\u0003");
        return start.startsWith("0")
                && version >= 2
                && version <= 6
                && start.indexOf(PKCS) > version
                && start.indexOf(PKCS) < 32;
    }

    private static String latin(byte[] head) {
        return new String(
                head, 0, Math.min(head.length, 64), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /// Takes what is signed out of its envelope.
    static Verdict readSigned(FileJob job) throws Exception {
        if (!job.unfolds()) {
            return Tools.HAETAE.read();
        }
        try (InputStream in = job.content.open()) {
            CMSTypedData content = new CMSSignedData(in).getSignedContent();
            if (content == null) {
                return Tools.HAETAE.says(
                        Outcome.READ, "a signature alone; what it signs is not in it");
            }
            job.part("signed-content.eml", null, null, (OutputStream out) -> content.write(out));
            return Tools.HAETAE.read();
        } catch (CMSException damaged) {
            return Tools.HAETAE.says(Outcome.DAMAGED, "the bytes do not obey the format");
        }
    }
}
