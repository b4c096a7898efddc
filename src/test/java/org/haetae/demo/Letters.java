package org.haetae.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// The e-mails of the story, as EML, MBOX and Outlook MSG.
final class Letters {

    /// A file sent along.
    record Attachment(String name, String type, byte[] content) {}

    /// @param headers From, To, Cc, Subject and Date as written in the source
    record Letter(String key, Map<String, String> headers, String body) {

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        OffsetDateTime date() {
            return OffsetDateTime.parse(header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        }
    }

    private Letters() {}

    static Map<String, Letter> all() {
        Map<String, Letter> letters = new LinkedHashMap<>();
        for (String part : Paper.source("mails.en.txt").split("(?m)^== ")) {
            if (!part.isBlank()) {
                Letter letter = letter(part);
                letters.put(letter.key(), letter);
            }
        }
        return letters;
    }

    private static Letter letter(String source) {
        List<String> lines = source.lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        int i = 1;
        while (lines.get(i).matches("(From|To|Cc|Subject|Date): .*")) {
            String[] header = lines.get(i++).split(": ", 2);
            headers.put(header[0], header[1]);
        }
        String body = String.join("\n", lines.subList(i, lines.size())).strip();
        return new Letter(
                lines.getFirst().strip(), headers, body + "\n\n-- \n" + Paper.mark("ko") + "\n");
    }

    static byte[] eml(Letter letter, Charset charset, List<Attachment> attachments) {
        var out = new StringBuilder(headers(letter, charset));
        String text = textPart(letter.body(), "plain", charset);
        if (attachments.isEmpty()) {
            return ascii(out.append(text));
        }
        String border = "----=_haetae_" + letter.key();
        out.append("Content-Type: multipart/mixed; boundary=\"").append(border).append("\"\n\n");
        out.append("--").append(border).append('\n').append(text);
        for (Attachment attachment : attachments) {
            out.append("--").append(border).append('\n').append(part(attachment));
        }
        return ascii(out.append("--").append(border).append("--\n"));
    }

    /// Two forms of one text, as most mail programs send.
    static byte[] alternative(Letter letter) {
        String border = "----=_haetae_alternative";
        var out = new StringBuilder(headers(letter, StandardCharsets.UTF_8));
        out.append("Content-Type: multipart/alternative; boundary=\"")
                .append(border)
                .append("\"\n\n");
        out.append("--").append(border).append('\n');
        out.append(textPart(letter.body(), "plain", StandardCharsets.UTF_8));
        out.append("--").append(border).append('\n');
        String html = "<p>" + PaperFormats.xml(letter.body()).replace("\n", "<br>\n") + "</p>";
        out.append(textPart(html, "html", StandardCharsets.UTF_8));
        return ascii(out.append("--").append(border).append("--\n"));
    }

    private static String headers(Letter letter, Charset charset) {
        var out = new StringBuilder();
        letter.headers()
                .forEach(
                        (name, value) ->
                                out.append(name)
                                        .append(": ")
                                        .append(word(value, charset))
                                        .append('\n'));
        return out.append("Message-ID: <")
                .append(letter.key())
                .append("@harbour-archive.example>\nMIME-Version: 1.0\n")
                .toString();
    }

    private static String word(String value, Charset charset) {
        if (value.chars().allMatch(c -> c < 128)) {
            return value;
        }
        return "=?%s?B?%s?="
                .formatted(
                        charset.name(),
                        Base64.getEncoder().encodeToString(value.getBytes(charset)));
    }

    private static String textPart(String text, String kind, Charset charset) {
        return "Content-Type: text/%s; charset=%s\nContent-Transfer-Encoding: base64\n\n%s\n"
                .formatted(kind, charset.name(), base64(text.getBytes(charset)));
    }

    private static String part(Attachment attachment) {
        if (attachment.type().equals("message/rfc822")) {
            return "Content-Type: message/rfc822\nContent-Disposition: attachment\n\n"
                    + new String(attachment.content(), StandardCharsets.US_ASCII)
                    + "\n";
        }
        String name = word(attachment.name(), StandardCharsets.UTF_8);
        return """
        Content-Type: %s; name="%s"
        Content-Disposition: attachment; filename="%s"
        Content-Transfer-Encoding: base64

        %s
        """
                .formatted(attachment.type(), name, name, base64(attachment.content()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes);
    }

    private static byte[] ascii(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] mbox(List<Letter> letters) {
        var out = new ByteArrayOutputStream();
        for (Letter letter : letters) {
            String date =
                    letter.date()
                            .format(
                                    DateTimeFormatter.ofPattern(
                                            "EEE MMM dd HH:mm:ss yyyy", java.util.Locale.ROOT));
            out.writeBytes(ascii(new StringBuilder("From harbour@archive.example " + date + "\n")));
            out.writeBytes(eml(letter, StandardCharsets.UTF_8, List.of()));
            out.writeBytes(new byte[] {'\n'});
        }
        return out.toByteArray();
    }

    /// An Outlook message as MS-OXMSG describes it: a compound file of property streams.
    static byte[] msg(Letter letter, Attachment attachment) throws IOException {
        try (var file = new POIFSFileSystem();
                var out = new ByteArrayOutputStream()) {
            DirectoryEntry root = file.getRoot();
            DirectoryEntry names = root.createDirectory("__nameid_version1.0");
            for (String stream : List.of("00020102", "00030102", "00040102")) {
                stream(names, "__substg1.0_" + stream, new byte[0]);
            }
            Properties message = new Properties(root, 32);
            message.text(0x001A, "IPM.Note").text(0x0037, letter.header("Subject"));
            message.text(0x0070, letter.header("Subject")).text(0x1000, letter.body());
            message.text(0x0C1A, name(letter.header("From")))
                    .text(0x0C1F, mail(letter.header("From")));
            message.text(0x0C1E, "SMTP").text(0x0E04, name(letter.header("To")));
            message.time(0x0039, letter.date()).time(0x0E06, letter.date());
            message.number(0x340D, 0x00040000);
            message.write(recipientsAndAttachments());
            Properties recipient =
                    new Properties(root.createDirectory("__recip_version1.0_#00000000"), 8);
            recipient
                    .text(0x3001, name(letter.header("To")))
                    .text(0x3003, mail(letter.header("To")));
            recipient.text(0x3002, "SMTP").number(0x0C15, 1).write(new byte[8]);
            Properties sent =
                    new Properties(root.createDirectory("__attach_version1.0_#00000000"), 8);
            sent.text(0x3707, attachment.name()).text(0x3704, attachment.name());
            sent.text(0x370E, attachment.type()).number(0x3705, 1);
            sent.binary(0x3701, attachment.content()).write(new byte[8]);
            file.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static byte[] recipientsAndAttachments() {
        return new LittleEndian().u64(0).u32(1).u32(1).u32(1).u32(1).u64(0).toByteArray();
    }

    private static String name(String address) {
        return address.replaceAll("\\s*<.*", "").replace("\"", "");
    }

    private static String mail(String address) {
        return address.replaceAll(".*<|>.*", "");
    }

    private static void stream(DirectoryEntry folder, String name, byte[] bytes)
            throws IOException {
        folder.createDocument(name, new ByteArrayInputStream(bytes));
    }

    /// The property stream of one storage and the streams that its long values lie in.
    private static final class Properties {

        private final DirectoryEntry storage;
        private final int headerBytes;
        private final List<byte[]> entries = new ArrayList<>();

        Properties(DirectoryEntry storage, int headerBytes) {
            this.storage = storage;
            this.headerBytes = headerBytes;
        }

        Properties text(int id, String value) throws IOException {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_16LE);
            return stored(id, 0x001F, bytes, bytes.length + 2);
        }

        Properties binary(int id, byte[] value) throws IOException {
            return stored(id, 0x0102, value, value.length);
        }

        private Properties stored(int id, int type, byte[] bytes, int size) throws IOException {
            stream(storage, "__substg1.0_%04X%04X".formatted(id, type), bytes);
            entries.add(new LittleEndian().u16(type).u16(id).u32(6).u32(size).u32(0).toByteArray());
            return this;
        }

        Properties number(int id, int value) {
            entries.add(new LittleEndian().u16(3).u16(id).u32(6).u32(value).u32(0).toByteArray());
            return this;
        }

        Properties time(int id, OffsetDateTime time) {
            long since1601 = (time.toEpochSecond() + 11_644_473_600L) * 10_000_000L;
            entries.add(new LittleEndian().u16(0x40).u16(id).u32(6).u64(since1601).toByteArray());
            return this;
        }

        void write(byte[] header) throws IOException {
            var out = new LittleEndian().bytes(Arrays.copyOf(header, headerBytes));
            entries.forEach(out::bytes);
            stream(storage, "__properties_version1.0", out.toByteArray());
        }
    }
}
