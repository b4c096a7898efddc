package org.haetae.extract.worker;

import com.pff.PSTAppointment;
import com.pff.PSTAttachment;
import com.pff.PSTContact;
import com.pff.PSTException;
import com.pff.PSTMessage;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes a message of an Outlook store as MIME.
final class OutlookMessage {
    private static final int DEEPEST = 10;

    private OutlookMessage() {}

    static void write(PSTMessage message, OutputStream out) throws IOException, PSTException {
        write(message, out, 0);
    }

    private static void write(PSTMessage message, OutputStream out, int depth)
            throws IOException, PSTException {
        String boundary =
                "=_haetae_" + depth + "_" + Long.toHexString(message.getDescriptorNodeId());
        line(out, head(message));
        line(out, "MIME-Version: 1.0");
        line(out, "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"");
        line(out, "");
        bodies(message, out, boundary);
        int attachments = message.getNumberOfAttachments();
        for (int i = 0; i < attachments; i++) {
            PSTAttachment attachment = message.getAttachment(i);
            line(out, "--" + boundary);
            PSTMessage inner =
                    attachment.getAttachMethod() == PSTAttachment.ATTACHMENT_METHOD_EMBEDDED
                            ? attachment.getEmbeddedPSTMessage()
                            : null;
            if (inner != null && depth < DEEPEST) {
                line(out, "Content-Type: message/rfc822");
                line(out, "");
                write(inner, out, depth + 1);
                line(out, "");
            } else {
                attachment(attachment, i + 1, out);
            }
        }
        line(out, "--" + boundary + "--");
    }

    private static String head(PSTMessage message) {
        String received = message.getTransportMessageHeaders();
        if (received != null && !received.isBlank()) {
            // The structure is written anew, so header lines about it no longer hold.
            return received.strip()
                    .replaceAll(
                            "(?im)^(?:Content-[\\w-]+|MIME-Version):.*(?:\\r?\\n[ \\t].*)*\\r?\\n?",
                            "")
                    .replaceAll("\\r?\\n(?:[ \\t]*\\r?\\n)+", "\r\n")
                    .strip();
        }
        StringBuilder head = new StringBuilder();
        String from = address(message.getSenderName(), message.getSenderEmailAddress());
        field(head, "From", from);
        field(head, "To", message.getDisplayTo());
        field(head, "Cc", message.getDisplayCC());
        field(head, "Bcc", message.getDisplayBCC());
        field(head, "Subject", message.getSubject());
        field(head, "Date", date(message.getClientSubmitTime(), message.getMessageDeliveryTime()));
        field(head, "Message-ID", message.getInternetMessageId());
        field(head, "X-Outlook-Class", message.getMessageClass());
        return head.toString().strip();
    }

    private static @Nullable String address(@Nullable String name, @Nullable String address) {
        if (address == null || address.isBlank()) {
            return name;
        }
        return name == null || name.isBlank() || name.equals(address)
                ? address
                : encoded(name) + " <" + address + ">";
    }

    private static @Nullable String date(@Nullable Date sent, @Nullable Date delivered) {
        Date at = sent == null ? delivered : sent;
        return at == null
                ? null
                : DateTimeFormatter.RFC_1123_DATE_TIME
                        .withLocale(Locale.ENGLISH)
                        .format(at.toInstant().atOffset(ZoneOffset.UTC));
    }

    private static void field(StringBuilder head, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            head.append(name).append(": ").append(encoded(value)).append("\r\n");
        }
    }

    /// An encoded word where the value is not plain ASCII.
    private static String encoded(String value) {
        String line = value.replaceAll("[\\r\\n\\x00]+", " ").strip();
        boolean plain = line.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
        return plain
                ? line
                : "=?UTF-8?B?"
                        + Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8))
                        + "?=";
    }

    private static void bodies(PSTMessage message, OutputStream out, String boundary)
            throws IOException {
        String text = extra(message) + nonNull(message.getBody());
        String html = nonNull(message.getBodyHTML());
        String rtf = text.isBlank() && html.isBlank() ? rtf(message) : "";
        if (text.isBlank() && html.isBlank() && rtf.isBlank()) {
            return;
        }
        String inner = boundary + "_body";
        line(out, "--" + boundary);
        line(out, "Content-Type: multipart/alternative; boundary=\"" + inner + "\"");
        line(out, "");
        body(out, inner, "text/plain", text);
        body(out, inner, "text/html", html);
        line(out, "--" + inner + "--");
        if (!rtf.isBlank()) {
            line(out, "--" + boundary);
            line(out, "Content-Type: application/rtf; name=\"body.rtf\"");
            base64(out, rtf.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private static String rtf(PSTMessage message) throws IOException {
        try {
            return nonNull(message.getRTFBody());
        } catch (PSTException | RuntimeException damaged) {
            return "";
        }
    }

    /// What contacts and appointments say outside their text.
    private static String extra(PSTMessage message) {
        StringBuilder text = new StringBuilder();
        if (message instanceof PSTContact contact) {
            said(text, "Name", contact.getDisplayName());
            said(text, "Company", contact.getCompanyName());
            said(text, "E-mail", contact.getEmail1EmailAddress());
            said(text, "Telephone", contact.getPrimaryTelephoneNumber());
            said(text, "Mobile", contact.getMobileTelephoneNumber());
            said(text, "Address", contact.getPostalAddress());
        } else if (message instanceof PSTAppointment appointment) {
            said(text, "Place", appointment.getLocation());
            said(text, "From", date(appointment.getStartTime(), null));
            said(text, "To", date(appointment.getEndTime(), null));
            said(text, "Attendees", appointment.getAllAttendees());
        }
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static void said(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append(label).append(": ").append(value.strip()).append('\n');
        }
    }

    private static String nonNull(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static void body(OutputStream out, String boundary, String type, String text)
            throws IOException {
        if (!text.isBlank()) {
            line(out, "--" + boundary);
            line(out, "Content-Type: " + type + "; charset=UTF-8");
            base64(out, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void attachment(PSTAttachment attachment, int number, OutputStream out)
            throws IOException, PSTException {
        String type = nonNull(attachment.getMimeTag());
        String name = encoded(OutlookStore.name(attachment, number)).replace('"', '\'');
        boolean plain = type.matches("[\\w.+-]+/[\\w.+-]+");
        line(
                out,
                "Content-Type: "
                        + (plain ? type : "application/octet-stream")
                        + "; name=\""
                        + name
                        + "\"");
        line(out, "Content-Disposition: attachment; filename=\"" + name + "\"");
        line(out, "Content-Transfer-Encoding: base64");
        line(out, "");
        try (InputStream in = attachment.getFileInputStream();
                OutputStream encoder = Base64.getMimeEncoder().wrap(new Open(out))) {
            if (in != null) {
                in.transferTo(encoder);
            }
        }
        line(out, "");
    }

    private static void base64(OutputStream out, byte[] bytes) throws IOException {
        line(out, "Content-Transfer-Encoding: base64");
        line(out, "");
        out.write(Base64.getMimeEncoder().encode(bytes));
        line(out, "");
    }

    private static void line(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /// A stream that closing an encoder on it does not close.
    private static final class Open extends FilterOutputStream {
        private Open(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
