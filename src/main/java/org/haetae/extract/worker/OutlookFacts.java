package org.haetae.extract.worker;

import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.jspecify.annotations.Nullable;

/// What an Outlook message (MSG) says of itself, from the facts that Tika's parser finds.
final class OutlookFacts {
    private OutlookFacts() {}

    static boolean isMessage(Metadata metadata) {
        String type = metadata.get(Metadata.CONTENT_TYPE);
        return type != null && type.startsWith("application/vnd.ms-outlook");
    }

    /// Whether the body is enciphered for a recipient.
    static boolean isEncrypted(Metadata metadata) {
        String structure = lower(metadata.get("Message:Raw-Header:Content-Type"));
        String kind = lower(metadata.get("mapi:message-class-raw"));
        return structure.startsWith("multipart/encrypted")
                || structure.contains("enveloped-data")
                || kind.equals("ipm.note.smime");
    }

    /// From whom, to whom, when and about what, as it stands above the words of any mail.
    static String head(Metadata metadata) {
        StringBuilder head = new StringBuilder();
        line(head, "From", from(metadata));
        line(head, "To", all(metadata, "Message-To", "Message:To-Display-Name"));
        line(head, "Cc", all(metadata, "Message-Cc", "Message:CC-Display-Name"));
        line(head, "Bcc", all(metadata, "Message-Bcc", "Message:BCC-Display-Name"));
        line(head, "Date", sent(metadata));
        line(head, "Subject", subject(metadata));
        return head.append('\n').toString();
    }

    static void say(boolean message, Metadata metadata, Facts facts) {
        if (!message) {
            return;
        }
        facts.say("from", from(metadata));
        facts.say("to", all(metadata, "Message-To", "Message:To-Display-Name"));
        facts.say("cc", all(metadata, "Message-Cc", "Message:CC-Display-Name"));
        facts.say("bcc", all(metadata, "Message-Bcc", "Message:BCC-Display-Name"));
        facts.say("subject", subject(metadata));
        facts.date("sent", sent(metadata));
        facts.say("message-id", metadata.get("Message:Raw-Header:Message-ID"));
    }

    private static @Nullable String subject(Metadata metadata) {
        String subject = metadata.get("dc:subject");
        return subject == null || subject.isBlank() ? metadata.get("dc:title") : subject;
    }

    private static @Nullable String from(Metadata metadata) {
        String whole = metadata.get("Message-From");
        String address = metadata.get("Message:From-Email");
        if (whole == null || whole.isBlank()) {
            return address;
        }
        // Within one organisation the address is a path in its directory, not for people.
        return address == null || address.startsWith("/") || whole.contains(address)
                ? whole
                : whole + " <" + address + ">";
    }

    private static @Nullable String sent(Metadata metadata) {
        for (String key :
                new String[] {
                    "mapi:client-submit-time", "mapi:message-delivery-time", "dcterms:created"
                }) {
            String value = metadata.get(key);
            if (value != null && !value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String all(Metadata metadata, String... keys) {
        for (String key : keys) {
            String joined = String.join("; ", metadata.getValues(key)).strip();
            if (!joined.isEmpty()) {
                return joined;
            }
        }
        return null;
    }

    private static void line(StringBuilder head, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            head.append(label).append(": ").append(value.strip()).append('\n');
        }
    }

    private static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT).strip();
    }
}
