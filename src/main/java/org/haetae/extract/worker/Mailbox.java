package org.haetae.extract.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mailbox file: each message is a part, its bytes as they stand between two separating lines.
final class Mailbox {
    /// The line before each message: `From`, an address, and a date with a time or a year in it.
    private static final Pattern SEPARATOR =
            Pattern.compile("From \\S.*(?:\\d\\d:\\d\\d|\\b(?:19|20)\\d\\d\\b).*");

    private static final int LONGEST_LINE = 64 << 10;

    private Mailbox() {}

    static Verdict read(FileJob job) throws Exception {
        if (!job.unfolds()) {
            return Tools.HAETAE_MAILBOX.read();
        }
        try (Lines lines = new Lines(job.content.open())) {
            lines.next();
            int number = 0;
            while (lines.line() != null) {
                number++;
                String name = "message-%05d.eml".formatted(number);
                job.part(name, "message/rfc822", null, out -> copyMessage(lines, out));
            }
        }
        job.facts.say("messages", Integer.toString(job.parts()));
        return Tools.HAETAE_MAILBOX.read();
    }

    /// Copies lines until the one that separates the next message, and leaves that one current.
    private static void copyMessage(Lines lines, OutputStream out) throws IOException {
        boolean first = true;
        boolean afterEmpty = false;
        while (lines.line() instanceof byte[] line) {
            if (isSeparator(line)) {
                if (!first && afterEmpty) {
                    return;
                }
                if (first) {
                    first = false;
                    lines.next();
                    continue;
                }
            }
            first = false;
            out.write(line);
            afterEmpty = isEmpty(line);
            lines.next();
        }
    }

    /// Whether only one message follows: a single mail saved with its mailbox line.
    static boolean isSingle(Content content) throws IOException {
        try (Lines lines = new Lines(content.open())) {
            lines.next();
            boolean afterEmpty = false;
            lines.next();
            while (lines.line() instanceof byte[] line) {
                if (afterEmpty && isSeparator(line)) {
                    return false;
                }
                afterEmpty = isEmpty(line);
                lines.next();
            }
            return true;
        }
    }

    /// The stream from behind its mailbox line, if it begins with one.
    static InputStream withoutMailboxLine(InputStream in) throws IOException {
        InputStream buffered = in.markSupported() ? in : new BufferedInputStream(in);
        buffered.mark(LONGEST_LINE);
        byte[] start = buffered.readNBytes(6);
        if (PlainText.starts(start, "From ") || PlainText.starts(start, ">From ")) {
            int c = buffered.read();
            while (c >= 0 && c != '\n') {
                c = buffered.read();
            }
        } else {
            buffered.reset();
        }
        return buffered;
    }

    private static boolean isSeparator(byte[] line) {
        return PlainText.starts(line, "From ")
                && SEPARATOR
                        .matcher(new String(line, StandardCharsets.ISO_8859_1).strip())
                        .matches();
    }

    private static boolean isEmpty(byte[] line) {
        return line.length == 1 || (line.length == 2 && line[0] == '\r');
    }

    /// Lines with their ends, read one ahead.
    private static final class Lines implements AutoCloseable {
        private final InputStream in;
        private byte @Nullable [] line;

        private Lines(InputStream in) {
            this.in = new BufferedInputStream(in, 64 << 10);
        }

        private byte @Nullable [] line() {
            return line;
        }

        private void next() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
            int c = in.read();
            while (c >= 0) {
                bytes.write(c);
                if (c == '\n' || bytes.size() >= LONGEST_LINE) {
                    break;
                }
                c = in.read();
            }
            line = bytes.size() == 0 ? null : bytes.toByteArray();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
