package org.haetae.extract.worker;

import org.jspecify.annotations.Nullable;

/// The kinds of frame that a worker writes to its standard output.
///
/// A frame is one byte of kind, four bytes of payload length (big-endian), and the payload. In
/// payloads numbers are big-endian and strings are UTF-8 behind a four-byte length, -1 for none.
/// Everything between two verdicts belongs to one job; jobs are answered in the order in which they
/// were sent. The caps are checked by the parent before it reads a payload.
public enum Frame {
    /// First frame of a process: protocol version.
    HELLO('h', 64),
    /// Key and value.
    METADATA('m', 256 << 10),
    /// Media type.
    MEDIA_TYPE('t', 1 << 10),
    /// Page number, label or none, text.
    PAGE('p', (4 << 20) + (8 << 10)),
    /// A part begins: path, name, media type or none, time of change in milliseconds or none.
    PART('b', 80 << 10),
    /// Bytes of the part.
    DATA('d', 64 << 10),
    /// The part is whole.
    PART_END('e', 0),
    /// Kind, page, width, height, then the encoded picture.
    IMAGE('i', 32 << 20),
    /// Job number, outcome, microseconds, reason, tool, version of the tool: the job is over.
    VERDICT('v', 8 << 10),
    /// The process is alive and in the middle of a job.
    PULSE('u', 0);

    /// Version of this protocol, said in [#HELLO]. Both sides come from one build; a difference
    /// means a stale class path.
    public static final int PROTOCOL = 1;

    /// Longest text of one page in UTF-8 bytes; a longer page is cut and the verdict says so.
    public static final int PAGE_BYTES = 4 << 20;

    /// Longest encoded picture in bytes.
    public static final int IMAGE_BYTES = IMAGE.cap - 64;

    /// Longest path or name of a part in UTF-8 bytes; longer ones are cut.
    public static final int PATH_BYTES = 32 << 10;

    /// Longest reason in UTF-8 bytes; longer ones are cut.
    public static final int REASON_BYTES = 2 << 10;

    /// Longest name or version of a tool, metadata key, media type or label in UTF-8 bytes.
    public static final int WORD_BYTES = 512;

    private static final @Nullable Frame[] BY_CODE = new Frame[128];

    static {
        for (Frame frame : values()) {
            BY_CODE[frame.code] = frame;
        }
    }

    private final byte code;
    private final int cap;

    Frame(char code, int cap) {
        this.code = (byte) code;
        this.cap = cap;
    }

    /// The byte that stands for this kind.
    public byte code() {
        return code;
    }

    /// Longest payload in bytes.
    public int cap() {
        return cap;
    }

    /// The kind that a byte stands for, or null when it stands for none.
    public static @Nullable Frame of(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
