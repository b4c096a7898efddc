package org.haetae.extract.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/// What the heads of a RAR archive of version 5 say of passwords, after the maker's published
/// description (RAR 5.0 archive format): the library that unpacks it takes what is enciphered for
/// what is only packed.
///
/// @param whole whether the heads themselves are enciphered, so that not even names can be told
/// @param entries which of the entries are, by their number in the archive from 0
record Rar5(boolean whole, BitSet entries) {
    private static final int SIGNATURE = 8;
    private static final int LARGEST_HEAD = 2 << 20;
    private static final int FILE = 2;
    private static final int ENCRYPTION = 4;
    private static final int END = 5;

    static boolean is(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return PlainText.starts(in.readNBytes(SIGNATURE), "Rar!\u001a\u0007\u0001\u0000");
        }
    }

    /// As far as the heads can be read.
    static Rar5 of(Content content) throws IOException {
        BitSet enciphered = new BitSet();
        try (InputStream in = content.open()) {
            in.skipNBytes(SIGNATURE);
            for (int entries = 0; ; ) {
                Block block = Block.read(in);
                switch (block.type) {
                    case END -> {
                        return new Rar5(false, enciphered);
                    }
                    case ENCRYPTION -> {
                        return new Rar5(true, enciphered);
                    }
                    case FILE -> {
                        if (!block.continues()) {
                            enciphered.set(entries++, block.isEnciphered());
                        }
                    }
                    default -> {}
                }
                in.skipNBytes(block.data);
            }
        } catch (EOFException | BufferUnderflowException | IllegalArgumentException cut) {
            return new Rar5(false, enciphered);
        }
    }

    /// The head of a block; what it holds lies behind it.
    ///
    /// @param extra what stands behind the head's own fields
    /// @param data how many bytes lie behind the head
    private record Block(int type, long flags, ByteBuffer extra, long data) {
        static Block read(InputStream in) throws IOException {
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
            head.position(head.limit() - (int) extra);
            return new Block(type, flags, head, data);
        }

        /// It goes on with an entry of the volume before.
        boolean continues() {
            return (flags & 8) != 0;
        }

        boolean isEnciphered() {
            while (extra.hasRemaining()) {
                long size = number(extra);
                int next = extra.position() + (int) Math.min(size, extra.remaining());
                if (size <= 0) {
                    return false;
                }
                if (number(extra) == 1) {
                    return true;
                }
                extra.position(Math.max(next, extra.position()));
            }
            return false;
        }
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
