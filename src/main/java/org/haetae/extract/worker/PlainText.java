package org.haetae.extract.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Plain text in any charset, with a way past format detection for the obvious case.
final class PlainText {
    private static final int LOOKED_AT = 1_024;

    /// Extensions under which text is simply text, whatever words it begins with.
    private static final Set<String> EXTENSIONS =
            Set.of("txt", "text", "md", "markdown", "csv", "tsv", "log", "json", "jsonl", "srt");

    private PlainText() {}

    /// The bytes as text when they are text beyond doubt: valid UTF-8 without control characters,
    /// not beginning as any textual format of its own does. Else null, and detection must look.
    static Charsets.@Nullable Decoded obvious(byte[] bytes, String name) {
        int end = Math.min(bytes.length, LOOKED_AT);
        if (end == 0) {
            return null;
        }
        for (int i = 0; i < end; i++) {
            byte b = bytes[i];
            if (b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
                return null;
            }
        }
        String extension = extension(name);
        if (!EXTENSIONS.contains(extension) && (!extension.isEmpty() || ownFormat(bytes, end))) {
            return null;
        }
        if (MailHead.isLikely(bytes)
                || starts(bytes, "%PDF-")
                || starts(bytes, "{\\rtf")
                || Ciphered.is(bytes)
                || starts(bytes, "WARC/")
                || starts(bytes, "%!PS")
                || starts(bytes, "filedesc:")
                || (starts(bytes, "<") && !extension.equals("md"))) {
            return null;
        }
        return Charsets.utf8(bytes);
    }

    /// Whether the bytes are plainly text: no control characters among the first of them, and
    /// letters for the most part.
    static boolean isPlain(Content content) throws IOException {
        byte[] sample;
        try (var in = content.open()) {
            sample = in.readNBytes(16 << 10);
        }
        return Charsets.looksLikeText(sample);
    }

    /// Reads text whose charset is sought.
    static Verdict readGuessing(FileJob job, @Nullable String declared) throws IOException {
        byte[] bytes = job.content.bytes();
        if (bytes == null) {
            long most = Math.min(job.limits.textBytes() * 2, Integer.MAX_VALUE - 64);
            try (var in = job.content.open()) {
                bytes = in.readNBytes((int) Math.min(most, job.content.length()));
            }
        }
        Verdict verdict = read(job, Charsets.decode(bytes, declared));
        return bytes.length < job.content.length()
                ? verdict.but(
                        Outcome.STOPPED,
                        "text limit: the first %d of %d bytes were read"
                                .formatted(bytes.length, job.content.length()))
                : verdict;
    }

    /// Hands on text already decoded.
    static Verdict read(FileJob job, Charsets.Decoded decoded) {
        job.facts.say("charset", decoded.charset());
        job.pages.begin(null, false);
        job.pages.append(decoded.text());
        job.pages.end();
        Verdict verdict = Tools.HAETAE_TEXT.read();
        // A few faults are the file's; many mean that this was not text in that charset.
        return decoded.faults() == 0
                ? verdict
                : verdict.but(
                        Outcome.PARTIAL,
                        "%d characters could not be read as %s"
                                .formatted(decoded.faults(), decoded.charset()));
    }

    /// Extension of a name in lower case, without the dot; empty when there is none.
    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 || dot < name.length() - 10
                ? ""
                : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean ownFormat(byte[] bytes, int end) {
        // Without an extension, anything but a letter or a digit of prose at the start is looked
        // at closely by detection.
        byte first = bytes[0];
        return !(first < 0 || Character.isLetterOrDigit(first)) || end < 16;
    }

    static boolean starts(byte[] bytes, String with) {
        byte[] ascii = with.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length < ascii.length) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) {
            if (bytes[i] != ascii[i]) {
                return false;
            }
        }
        return true;
    }
}
