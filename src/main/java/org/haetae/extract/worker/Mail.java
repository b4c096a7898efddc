package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.message.DefaultBodyDescriptorBuilder;
import org.apache.james.mime4j.message.MaximalBodyDescriptor;
import org.apache.james.mime4j.parser.AbstractContentHandler;
import org.apache.james.mime4j.parser.MimeStreamParser;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.jspecify.annotations.Nullable;

/// One mail message: who, to whom, when and about what stand above its words on page 1, as people
/// read mail; attachments and messages inside are parts. Tolerates what real mail does to MIME.
///
/// Of alternatives of the same body the plain one is taken, unless the HTML one says twice as much.
final class Mail extends AbstractContentHandler {
    private static final Map<String, String> SHOWN =
            Map.of(
                    "from", "From",
                    "to", "To",
                    "cc", "Cc",
                    "bcc", "Bcc",
                    "subject", "Subject",
                    "date", "Date");

    private static final int MOST_BEHIND = 4 << 20;

    private static final List<String> ORDER = List.of("from", "to", "cc", "bcc", "date", "subject");

    /// Words of one body, and the group of alternatives that it belongs to (0 for none).
    private record Words(String text, boolean html, int group) {}

    private final FileJob job;
    private final java.util.Map<String, String> head = new java.util.LinkedHashMap<>();
    private final List<Words> words = new ArrayList<>();
    private final Deque<Integer> groups = new ArrayDeque<>();
    private int depth;
    private int lastGroup;
    private int unnamed;
    private boolean encrypted;
    private @Nullable String partName;

    private Mail(FileJob job) {
        this.job = job;
    }

    static Verdict read(FileJob job) throws Exception {
        Mail mail = new Mail(job);
        Verdict verdict = Tools.HAETAE_MAIL.read();
        try (InputStream in = Mailbox.withoutMailboxLine(job.content.open())) {
            parser(mail).parse(in);
        } catch (MimeException | IOException | IllegalStateException broken) {
            mail.pageOne();
            return Troubles.verdict(verdict, broken, !mail.head.isEmpty());
        }
        mail.pageOne();
        if (mail.encrypted) {
            return verdict.but(Outcome.LOCKED, "the message is encrypted: a private key is needed");
        }
        return verdict;
    }

    private static MimeStreamParser parser(Mail mail) {
        MimeConfig config =
                new MimeConfig.Builder()
                        .setMaxLineLen(-1)
                        .setMaxHeaderLen(1 << 20)
                        .setMaxHeaderCount(10_000)
                        .setMaxContentLen(-1)
                        .setStrictParsing(false)
                        .setMalformedHeaderStartsBody(false)
                        .build();
        MimeStreamParser parser =
                new MimeStreamParser(
                        config, DecodeMonitor.SILENT, new DefaultBodyDescriptorBuilder());
        parser.setContentDecoding(true);
        parser.setNoRecurse();
        parser.setContentHandler(mail);
        return parser;
    }

    @Override
    public void startHeader() {
        partName = null;
    }

    @Override
    public void field(Field field) {
        String name = field.getName().toLowerCase(Locale.ROOT);
        if (name.equals("content-disposition") || name.equals("content-type")) {
            String parameter = name.equals("content-type") ? "name" : "filename";
            String found = fileName(header(field), parameter);
            if (found != null && (partName == null || name.equals("content-disposition"))) {
                partName = found;
            }
        }
        if (depth > 0) {
            return;
        }
        String value = header(field);
        if (SHOWN.containsKey(name)) {
            head.merge(name, value, (a, b) -> a.equals(b) ? a : a + ", " + b);
        }
        switch (name) {
            case "from", "to", "cc", "bcc", "subject" -> job.facts.say(name, value);
            case "date" -> job.facts.date("sent", value);
            case "message-id", "in-reply-to", "references" -> job.facts.say(name, value);
            case "content-type" -> {
                String lower = value.toLowerCase(Locale.ROOT);
                encrypted |=
                        lower.startsWith("multipart/encrypted")
                                || (lower.contains("pkcs7-mime") && lower.contains("enveloped"));
            }
            default -> {
                // Kept as found, below.
            }
        }
        job.facts.raw("mail:" + field.getName(), value);
    }

    @Override
    public void startMultipart(BodyDescriptor descriptor) {
        depth++;
        boolean alternative = descriptor.getMimeType().equals("multipart/alternative");
        groups.push(
                alternative ? ++lastGroup : groups.isEmpty() ? Integer.valueOf(0) : groups.peek());
    }

    @Override
    public void endMultipart() {
        depth--;
        groups.poll();
    }

    @Override
    public void body(BodyDescriptor descriptor, InputStream in) throws MimeException, IOException {
        String type = descriptor.getMimeType().toLowerCase(Locale.ROOT);
        boolean attached =
                descriptor instanceof MaximalBodyDescriptor maximal
                        && "attachment".equalsIgnoreCase(maximal.getContentDispositionType());
        boolean written =
                type.equals("text/plain")
                        || type.equals("text/html")
                        || type.equals("text/enriched")
                        || type.equals("message/delivery-status")
                        || type.equals("text/rfc822-headers");
        if (written && !attached && (partName == null || depth == 0)) {
            words(in, type, descriptor.getCharset());
        } else {
            attachment(in, type);
        }
    }

    /// Words behind the last boundary, which mail programs do not show.
    @Override
    public void epilogue(InputStream in) throws IOException {
        String text = Charsets.decode(in.readNBytes(MOST_BEHIND), null).text();
        if (!text.isBlank()) {
            words.add(new Words(text, false, 0));
        }
    }

    private void words(InputStream in, String type, @Nullable String charset) throws IOException {
        byte[] bytes = in.readNBytes((int) Math.min(job.limits.textBytes(), 64 << 20));
        boolean html = type.equals("text/html");
        // Mail that states no charset is often decoded as ASCII by the letter of the standard;
        // the bytes know better.
        String stated = "us-ascii".equalsIgnoreCase(charset) ? null : charset;
        String text = Charsets.decode(bytes, stated).text();
        if (text.stripLeading().startsWith("-----BEGIN PGP MESSAGE-----")) {
            encrypted = true;
        }
        int group = groups.isEmpty() ? 0 : groups.peek();
        words.add(new Words(html ? Html.text(text) : text, html, group));
    }

    private void attachment(InputStream in, String type) throws IOException, MimeException {
        String name = partName;
        if (name == null || name.isBlank()) {
            unnamed++;
            name = "part-" + unnamed + extension(type);
        }
        try {
            byte[] start = in.readNBytes(32 << 10);
            if (start.length == 0 && partName == null) {
                return;
            }
            // Older programs leave out whether it is signed or enciphered.
            encrypted |= depth == 0 && type.contains("pkcs7-mime") && Ciphered.isEnveloped(start);
            job.part(
                    name,
                    type,
                    null,
                    out -> {
                        out.write(start);
                        in.transferTo(out);
                    });
        } catch (IOException | MimeException | RuntimeException passed) {
            throw passed;
        } catch (Exception other) {
            throw new IOException(other);
        }
    }

    private static String extension(String type) {
        return switch (type) {
            case "message/rfc822" -> ".eml";
            case "text/plain" -> ".txt";
            case "text/html" -> ".html";
            case "text/calendar" -> ".ics";
            case "image/png" -> ".png";
            case "image/jpeg" -> ".jpg";
            case "image/gif" -> ".gif";
            case "application/pdf" -> ".pdf";
            case "application/pgp-signature" -> ".asc";
            case "application/pkcs7-signature", "application/x-pkcs7-signature" -> ".p7s";
            case "application/pkcs7-mime", "application/x-pkcs7-mime" -> ".p7m";
            default -> ".bin";
        };
    }

    /// Puts the head and the chosen words on page 1 and what follows.
    private void pageOne() {
        StringBuilder text = new StringBuilder();
        for (String name : ORDER) {
            String value = head.get(name);
            if (value != null && !value.isBlank()) {
                text.append(SHOWN.get(name)).append(": ").append(value).append('\n');
            }
        }
        job.pages.begin(null, true);
        job.pages.append(text);
        for (int i = 0; i < words.size(); i++) {
            if (chosen(i)) {
                job.pages.append("\n" + words.get(i).text().strip() + "\n");
            }
        }
        job.pages.end();
    }

    /// Whether the body at this place is shown: of a group of alternatives only one is.
    private boolean chosen(int at) {
        Words one = words.get(at);
        if (one.group() == 0) {
            return true;
        }
        int plain = 0;
        int html = 0;
        for (Words other : words) {
            if (other.group() == one.group()) {
                if (other.html()) {
                    html += other.text().strip().length();
                } else {
                    plain += other.text().strip().length();
                }
            }
        }
        return one.html() == (plain == 0 || html > 2 * plain + 200);
    }

    /// A header's value on one line: unfolded, its bytes read in the charset that they are in, its
    /// encoded words decoded.
    private static String header(Field field) {
        byte[] raw = field.getRaw() == null ? new byte[0] : field.getRaw().toByteArray();
        String line = raw.length == 0 ? field.getBody() : Charsets.decode(raw, null).text();
        int colon = line.indexOf(':');
        String value = raw.length == 0 || colon < 0 ? line : line.substring(colon + 1);
        return decoded(value.replaceAll("\\r?\\n[ \\t]+", " ").strip());
    }

    private static String decoded(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        try {
            return DecoderUtil.decodeEncodedWords(value, DecodeMonitor.SILENT);
        } catch (RuntimeException unknownCharset) {
            return value;
        }
    }

    /// A file name in a header, plain, in encoded words, or split and escaped as RFC 2231 has it.
    private static @Nullable String fileName(String header, String parameter) {
        StringBuilder found = new StringBuilder();
        String charset = null;
        for (String piece : MailParameters.split(header)) {
            int equals = piece.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String name = piece.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value = MailParameters.unquoted(piece.substring(equals + 1).strip());
            if (name.equals(parameter)) {
                return value.isBlank() ? null : value;
            }
            if (name.startsWith(parameter + "*")) {
                boolean escaped = name.endsWith("*");
                if (escaped && charset == null && value.indexOf('\'') >= 0) {
                    charset = value.substring(0, value.indexOf('\''));
                    value = value.substring(value.indexOf('\'', value.indexOf('\'') + 1) + 1);
                }
                found.append(escaped ? MailParameters.unescaped(value, charset) : value);
            }
        }
        return found.isEmpty() ? null : found.toString();
    }
}
