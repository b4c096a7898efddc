package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;
import static org.haetae.hostile.Made.utf8;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.haetae.extract.worker.Outcome;

/// Mails that nest, flood and lie.
final class HostileMails {

    private static final String HEAD =
            "From: a@x.example\nTo: b@x.example\nSubject: camp\nDate: Thu, 5 Sep 2019 09:12:00 +0200\nMIME-Version: 1.0\n";

    private HostileMails() {}

    /// A mail with one thing attached.
    static byte[] attached(String name, String type, byte[] content) {
        if (type.equals("message/rfc822")) {
            String inner = new String(content, StandardCharsets.ISO_8859_1);
            return latin(
                    HEAD
                            + "Content-Type: multipart/mixed; boundary=\"b"
                            + content.length
                            + "\"\n\n--b"
                            + content.length
                            + "\nContent-Type: message/rfc822\n\n"
                            + inner
                            + "\n--b"
                            + content.length
                            + "--\n");
        }
        return latin(
                HEAD
                        + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
                        + type
                        + "\nContent-Disposition: attachment; filename=\""
                        + name
                        + "\"\nContent-Transfer-Encoding: base64\n\n"
                        + Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(content)
                        + "\n--b--\n");
    }

    static List<HostileFile> all(String canary) {
        List<HostileFile> all = new ArrayList<>();
        floods(all);
        malformed(all, canary);
        mailboxes(all);
        return all;
    }

    private static void add(
            List<HostileFile> all,
            String family,
            String name,
            String why,
            Supplier<String> text,
            Outcome first,
            Outcome... others) {
        all.add(
                HostileFile.of(
                        family,
                        name,
                        why,
                        () -> text.get().getBytes(StandardCharsets.UTF_8),
                        first,
                        others));
    }

    private static String mail(String headers, String body) {
        return HEAD + headers + "\n" + body;
    }

    private static String multipart(String body) {
        return mail("Content-Type: multipart/mixed; boundary=b\n", body);
    }

    private static void floods(List<HostileFile> all) {
        String family = "mail-bomb";
        for (int levels : new int[] {100, 1_000, 20_000}) {
            add(
                    all,
                    family,
                    "deep.eml",
                    levels + " multiparts within each other",
                    () -> deep(levels),
                    READ,
                    PARTIAL,
                    STOPPED,
                    DAMAGED);
        }
        for (int parts : new int[] {10_001, 12_000, 60_000}) {
            add(
                    all,
                    family,
                    "parts.eml",
                    parts + " attachments",
                    () ->
                            multipart(
                                    "--b\nContent-Disposition: attachment; filename=a.txt\n\nx\n"
                                                    .repeat(parts)
                                            + "--b--\n"),
                    STOPPED);
        }
        add(
                all,
                family,
                "bodies.eml",
                "20,000 text bodies",
                () -> multipart("--b\nContent-Type: text/plain\n\nx\n".repeat(20_000) + "--b--\n"),
                READ,
                PARTIAL,
                STOPPED);
        add(
                all,
                family,
                "headers.eml",
                "100,000 headers",
                () -> mail("X-Flood: y\n".repeat(100_000), "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "subjects.eml",
                "20,000 subjects",
                () -> mail("Subject: s\n".repeat(20_000), "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "long.eml",
                "a header of 10 MB",
                () -> mail("X-Long: " + "y".repeat(10 << 20) + "\n", "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "folded.eml",
                "a header of a million lines",
                () -> mail("X-Fold: a\n" + " b\n".repeat(1_000_000), "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "receivers.eml",
                "200,000 receivers",
                () -> mail("Cc: " + "a@x.example, ".repeat(200_000) + "b@x.example\n", "text"),
                READ,
                PARTIAL,
                STOPPED);
        add(
                all,
                family,
                "references.eml",
                "100,000 references",
                () -> mail("References: " + "<a@b> ".repeat(100_000) + "\n", "text"),
                READ,
                PARTIAL,
                STOPPED);
        add(
                all,
                family,
                "words.eml",
                "50,000 encoded words in a subject",
                () ->
                        mail(
                                "X: y\nSubject: "
                                        + "=?utf-8?B?7IiY7Jqp7IaM?= ".repeat(50_000)
                                        + "\n",
                                "text"),
                READ,
                PARTIAL,
                STOPPED);
        add(
                all,
                family,
                "pieces.eml",
                "a file name in 10,000 pieces",
                () ->
                        multipart(
                                "--b\nContent-Disposition: attachment"
                                        + pieces()
                                        + "\n\nx\n--b--\n"),
                READ,
                PARTIAL);
        add(all, family, "rfc822.eml", "300 mails in each other", () -> nested(300), READ, STOPPED);
        add(
                all,
                family,
                "comments.eml",
                "a comment 50,000 deep in an address",
                () -> mail("Reply-To: " + "(".repeat(50_000) + " x@x.example\n", "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "groups.eml",
                "an address of groups in groups",
                () -> mail("Bcc: " + "a:".repeat(20_000) + ";".repeat(20_000) + "\n", "text"),
                READ,
                PARTIAL,
                STOPPED,
                DAMAGED);
        add(
                all,
                family,
                "html.eml",
                "an HTML body of 20,000 tables",
                () -> mail("Content-Type: text/html\n", "<table><tr><td>".repeat(20_000)),
                READ,
                PARTIAL,
                STOPPED);
    }

    private static String deep(int levels) {
        var out = new StringBuilder(HEAD);
        for (int i = 0; i < levels; i++) {
            out.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(i)
                    .append("\"\n\n--b")
                    .append(i)
                    .append('\n');
        }
        return out.append("Content-Type: text/plain\n\ncamp\n").toString();
    }

    private static String nested(int levels) {
        return (HEAD + "Content-Type: message/rfc822\n\n").repeat(levels) + HEAD + "\ncamp\n";
    }

    private static String pieces() {
        var out = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            out.append(";\n filename*").append(i).append("*=%41");
        }
        return out.toString();
    }

    private static void malformed(List<HostileFile> all, String canary) {
        String family = "mail-malformed";
        List<String> mails = new ArrayList<>();
        mails.add(mail("Content-Type: multipart/mixed\n", "--b\n\nx"));
        mails.add(mail("Content-Type: multipart/mixed; boundary=\"\"\n", "--\n\nx\n----\n"));
        mails.add(
                mail("Content-Type: multipart/mixed; boundary=" + "b".repeat(100_000) + "\n", "x"));
        mails.add(
                multipart(
                        "--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n--b--\n"));
        mails.add(multipart("no boundary ever comes"));
        mails.add(multipart("--b\n\nx\n"));
        mails.add(mail("Content-Transfer-Encoding: base64\n", "!!!! this is no base64 !!!!"));
        mails.add(
                mail("Content-Transfer-Encoding: quoted-printable\n", "=ZZ=0=00=\n=".repeat(500)));
        mails.add(
                mail(
                        "Content-Transfer-Encoding: x-uuencode\n",
                        "begin 644 /tmp/haetae-escape\n#0V%T\n`\nend\n"));
        mails.add(mail("Content-Type: text/plain; charset=../../etc/passwd\n", "text"));
        mails.add(mail("Content-Type: text/plain; charset=" + "x".repeat(5_000) + "\n", "text"));
        mails.add(
                mail(
                        "Content-Type: text/plain; charset=UTF-7\n",
                        "+ADw-script+AD4-alert(1)+ADw-/script+AD4-"));
        mails.add(mail("Content-Type: text/html; charset=ISO-2022-KR\n", "\u000e<script>\u000f"));
        mails.add(mail("Content-Type: " + "/".repeat(1_000) + "\n", "text"));
        mails.add(mail("Date: Thu, 99 Foo 99999 99:99:99 +9999\n", "text"));
        mails.add(
                mail(
                        "From: \"<script>alert(1)</script>\" <\"><img src=x onerror=alert(1)>@x.example>\n",
                        "text"));
        mails.add(mail("Subject: =?utf-8?Q?=0D=0ABcc:_victim@x.example?=\n", "text"));
        mails.add(
                mail(
                        "Disposition-Notification-To: a@x.example\nList-Unsubscribe: <"
                                + canary
                                + ">\n",
                        "text"));
        mails.add(
                multipart(
                        "--b\nContent-Disposition: attachment; filename=\"../../../tmp/haetae-escape\"\n\nx\n--b--\n"));
        mails.add(
                multipart(
                        "--b\nContent-Disposition: attachment; filename=\"a\0b.txt\"\n\nx\n--b--\n"));
        mails.add(
                multipart(
                        "--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\n\u0078\u009f\u003e\42lies\n--b--\n"));
        for (int i = 0; i < mails.size(); i++) {
            String text = mails.get(i);
            add(
                    all,
                    family,
                    "m" + i + ".eml",
                    "malformed mail " + i,
                    () -> text,
                    READ,
                    PARTIAL,
                    DAMAGED,
                    STOPPED);
        }
        all.add(
                HostileFile.of(
                        family,
                        "winmail.dat",
                        "TNEF that is noise",
                        () ->
                                Made.join(
                                        new byte[] {0x78, (byte) 0x9F, 0x3E, 0x22},
                                        random(3_000, 1)),
                        DAMAGED,
                        PARTIAL,
                        UNKNOWN,
                        READ));
        all.add(
                HostileFile.of(
                        family,
                        "x.pst",
                        "Outlook store that is noise",
                        () -> Made.join(latin("!BDN"), random(8_000, 2)),
                        DAMAGED,
                        PARTIAL,
                        UNKNOWN));
        all.add(
                HostileFile.of(
                        family,
                        "zero.pst",
                        "Outlook store of zeros behind its head",
                        () ->
                                Made.join(
                                        latin("!BDN\0\0\0\0SM\u0017\0\u0013\0\1\1"),
                                        new byte[8_000]),
                        DAMAGED,
                        PARTIAL,
                        UNKNOWN,
                        READ));
    }

    private static void mailboxes(List<HostileFile> all) {
        String family = "mailbox-bomb";
        String from = "From a@x.example Thu Sep 05 09:12:00 2019\n";
        add(
                all,
                family,
                "many.mbox",
                "12,000 mails",
                () -> (from + HEAD + "\nx\n\n").repeat(12_000),
                STOPPED);
        add(
                all,
                family,
                "empty.mbox",
                "300,000 mails of nothing",
                () -> from + HEAD + "\nx\n\n" + from.repeat(300_000),
                STOPPED,
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "quoted.mbox",
                "lines that only look like a new mail",
                () -> from + HEAD + "\n" + ">From x\nFrom the camp\n".repeat(1_000),
                READ,
                PARTIAL);
        add(
                all,
                family,
                "noise.mbox",
                "a mail of noise",
                () ->
                        from
                                + HEAD
                                + "\n"
                                + new String(random(50_000, 4), StandardCharsets.ISO_8859_1),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "cut.mbox",
                "no end of the head",
                () -> (from + HEAD).repeat(500),
                READ,
                PARTIAL,
                DAMAGED);
        all.add(
                HostileFile.of(
                        family,
                        "nul.mbox",
                        "NUL in every line",
                        () -> utf8((from + HEAD + "\n\0\0\n\n").repeat(50)),
                        READ,
                        PARTIAL,
                        DAMAGED,
                        UNKNOWN));
    }
}
