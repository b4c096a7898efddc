package org.haetae.extract.worker;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Tells whether bytes begin as a mail message or a mailbox does, more tolerant than a signature:
/// old and damaged mail begins with almost any header field.
final class MailHead {
    private static final Set<String> FIELDS =
            Set.of(
                    "from",
                    "to",
                    "cc",
                    "subject",
                    "date",
                    "received",
                    "message-id",
                    "mime-version",
                    "return-path",
                    "content-type",
                    "delivered-to",
                    "reply-to",
                    "sender",
                    "x-mailer",
                    "content-transfer-encoding",
                    "in-reply-to",
                    "references",
                    "dkim-signature",
                    "x-originating-ip",
                    "x-received",
                    "arc-seal",
                    "envelope-to");

    private MailHead() {}

    /// Whether this looks like a message, with or without a mailbox line before it.
    static boolean isLikely(byte[] bytes) {
        int end = Math.min(bytes.length, 2_048);
        int first = bytes.length == 0 ? 0 : bytes[0] | 0x20;
        if (first < 'a' || first > 'z') {
            return false;
        }
        // Cheap refusal of prose: its first word is not followed by a colon.
        int i = 0;
        while (i < end && (Character.isLetterOrDigit(bytes[i]) || bytes[i] == '-')) {
            i++;
        }
        boolean mailbox = PlainText.starts(bytes, "From ") || PlainText.starts(bytes, ">From ");
        if (!mailbox && (i >= end || bytes[i] != ':')) {
            return false;
        }
        return fields(new String(bytes, 0, end, StandardCharsets.ISO_8859_1)) >= 2;
    }

    /// Whether this begins with the line that separates the messages of a mailbox.
    static boolean isMailbox(byte[] bytes) {
        return PlainText.starts(bytes, "From ");
    }

    private static int fields(String head) {
        int fields = 0;
        for (String line : head.split("\r?\n|\r")) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0
                    && FIELDS.contains(line.substring(0, colon).strip().toLowerCase(Locale.ROOT))) {
                fields++;
            }
        }
        return fields;
    }
}
