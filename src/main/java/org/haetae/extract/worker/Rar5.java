package org.haetae.extract.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// RAR archives of version 5, after the maker's published description (RAR 5.0 archive format):
/// which files there are and whether they need a password; those that are stored and not packed are
/// parts. No library in Java unpacks the others.
final class Rar5 {
    private static final int SIGNATURE = 8;
    private static final int LARGEST_HEAD = 2 << 20;
    private static final int FILE = 2;
    private static final int ENCRYPTION = 4;
    private static final int END = 5;

    private final FileJob job;
    private int files;
    private int packed;
    private int locked;
    private boolean damaged;

    private Rar5(FileJob job) {
        this.job = job;
    }

    static boolean is(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return PlainText.starts(in.readNBytes(SIGNATURE), "Rar!\u001a\u0007\u0001\u0000");
        }
    }

    static Verdict read(FileJob job) throws Exception {
        Rar5 archive = new Rar5(job);
        try (InputStream in = job.content.open()) {
            in.skipNBytes(SIGNATURE);
            boolean more = true;
            while (more && !job.overTime()) {
                more = archive.block(in);
            }
        } catch (EOFException | BufferUnderflowException | IllegalArgumentException cut) {
            archive.damaged = true;
        }
        return archive.verdict();
    }

    /// One block: its head, and behind it what it holds.
    private boolean block(InputStream in) throws Exception {
        in.skipNBytes(4);
        long size = number(in);
        if (size <= 0 || size > LARGEST_HEAD) {
            throw new EOFException();
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw new EOFException();
        }
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int type = (int) number(head);
        long flags = number(head);
        long extra = (flags & 1) != 0 ? number(head) : 0;
        long data = (flags & 2) != 0 ? number(head) : 0;
        if (extra < 0 || extra > head.remaining() || data < 0) {
            throw new EOFException();
        }
        switch (type) {
            case END -> {
                return false;
            }
            case ENCRYPTION -> {
                // From here on the heads are enciphered too: not even the names can be told.
                locked = ++files;
                return false;
            }
            case FILE -> file(in, head, (flags & 0x18) != 0, (int) extra, data);
            default -> in.skipNBytes(data);
        }
        return true;
    }

    private void file(InputStream in, ByteBuffer head, boolean split, int extra, long data)
            throws Exception {
        long flags = number(head);
        number(head);
        number(head);
        Instant modified =
                (flags & 2) != 0 ? Instant.ofEpochSecond(head.getInt() & 0xffffffffL) : null;
        if ((flags & 4) != 0) {
            head.getInt();
        }
        long method = number(head) >> 7 & 7;
        number(head);
        long length = number(head);
        if (length < 0 || length > head.remaining()) {
            throw new EOFException();
        }
        byte[] utf8 = new byte[(int) length];
        head.get(utf8);
        String name = new String(utf8, StandardCharsets.UTF_8);
        if ((flags & 1) != 0) {
            in.skipNBytes(data);
            return;
        }
        head.position(head.limit() - extra);
        Extras extras = Extras.of(head);
        if (extras.link()) {
            job.facts.raw("link", name);
            in.skipNBytes(data);
            return;
        }
        files++;
        if (extras.enciphered()) {
            locked++;
            job.facts.raw("locked", name);
        } else if (method != 0 || split) {
            packed++;
            job.facts.raw("packed", name);
        } else {
            stored(in, name, modified, data);
            return;
        }
        in.skipNBytes(data);
    }

    private void stored(InputStream in, String name, @Nullable Instant modified, long data)
            throws Exception {
        long[] taken = new long[1];
        boolean handed =
                job.part(
                        name,
                        null,
                        modified,
                        out -> taken[0] = new Bounded(in, data).transferTo(out));
        if (!handed) {
            in.skipNBytes(data);
        } else if (taken[0] < data) {
            throw new EOFException();
        }
    }

    /// What stands behind the fields of a file's head.
    private record Extras(boolean enciphered, boolean link) {
        static Extras of(ByteBuffer head) {
            boolean enciphered = false;
            boolean link = false;
            while (head.hasRemaining()) {
                long size = number(head);
                int next = head.position() + (int) Math.min(size, head.remaining());
                if (size <= 0) {
                    break;
                }
                long type = number(head);
                enciphered |= type == 1;
                link |= type == 5;
                head.position(Math.max(next, head.position()));
            }
            return new Extras(enciphered, link);
        }
    }

    private Verdict verdict() throws IOException {
        job.facts.say("files", Integer.toString(files));
        Verdict verdict = Tools.HAETAE.readBy("RAR 5");
        if (damaged) {
            return job.parts() == 0
                    ? verdict.but(Outcome.DAMAGED, "the file ends too early")
                    : verdict.but(
                            Outcome.PARTIAL, "the file ends too early; what came before was read");
        }
        if (job.overTime()) {
            return verdict.but(
                    Outcome.STOPPED,
                    "time limit of %d seconds".formatted(job.limits.wall().toSeconds()));
        }
        if (locked > 0 && locked == files) {
            return verdict.but(Outcome.LOCKED, "a password is needed to open it");
        }
        if (packed > 0 && packed == files) {
            return verdict.but(
                    Outcome.UNKNOWN,
                    "packed by RAR 5, which no reader here unpacks: unpack it elsewhere and give the files");
        }
        return packed + locked == 0
                ? verdict
                : verdict.but(
                        Outcome.PARTIAL,
                        "of %d files %d are packed by RAR 5, which no reader here unpacks, and %d need a password: unpack it elsewhere and give the files"
                                .formatted(files, packed, locked));
    }

    /// A number of seven bits a byte, the lowest first.
    private static long number(ByteBuffer from) {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int b = from.get();
            number |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException();
    }

    private static long number(InputStream from) throws IOException {
        long number = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int b = from.read();
            if (b < 0) {
                throw new EOFException();
            }
            number |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return number;
            }
        }
        throw new EOFException();
    }
}
