package org.haetae.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.store.RandomAccessInput;
import org.jspecify.annotations.Nullable;

/// A Lucene directory whose files are unreadable without the key.
///
/// Each file begins with a header of 48 bytes: magic and version (8), a random salt (32), a check
/// value (8). Key and check value come from the caller's key and that salt by HKDF-SHA-256 (RFC
/// 5869); the rest of the file is AES-256 in counter mode (NIST SP 800-38A), counting blocks of 16
/// bytes from 0. A key is thus used for one file only and a counter never twice, and any stretch
/// can be read alone, which an index needs.
///
/// Confidentiality, not authenticity: who can write here can flip bits. What lies here is derived
/// and is made again from the archive, Lucene's own checksums (over the plain bytes) find
/// accidents, and who can write under the home could as well replace the program. File names and
/// sizes are not hidden.
///
/// Decrypted blocks are kept in a cache of a fixed size, shared by all files, in memory only. Long
/// sequential reads (merges) pass it by.
public final class SealedDirectory extends FilterDirectory {

    /// Plain bytes kept decrypted at most, unless told otherwise.
    public static final int CACHE_BYTES = 32 << 20;

    private static final byte[] MAGIC = "HAESEAL1".getBytes(US_ASCII);
    private static final int SALT = 32;
    private static final int CHECK = 8;
    private static final int HEADER = MAGIC.length + SALT + CHECK;
    private static final byte[] PURPOSE = "haetae/sealed-directory/v1".getBytes(UTF_8);
    private static final int BLOCK_BITS = 12;
    private static final int BLOCK = 1 << BLOCK_BITS;
    private static final int AES_BLOCK = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final String RESEALING = ".resealing";

    /// The one in use, then those under which there may still be files.
    private volatile List<SecretKeySpec> keys;

    private final Blocks blocks;

    /// Names of the files that are being written.
    private final Set<String> unfinished = new HashSet<>();

    private final Ciphers ciphers = new Ciphers();

    /// Seals the files of a folder, which is made when absent. Its files are read, not mapped: what
    /// is mapped counts as memory of the process and grows with the archive, while decrypted blocks
    /// are kept here anyhow.
    ///
    /// @param key 32 random bytes
    public static SealedDirectory open(Path folder, byte[] key) throws IOException {
        return open(folder, List.of(key));
    }

    /// @param keys of 32 random bytes each: the one in use, then those that a change ([#reseal])
    ///   was not finished with
    public static SealedDirectory open(Path folder, List<byte[]> keys) throws IOException {
        return new SealedDirectory(new NIOFSDirectory(folder), keys, CACHE_BYTES);
    }

    /// @param in where the sealed bytes lie
    /// @param key 32 random bytes; copied
    /// @param cacheBytes how much may be kept decrypted in memory
    public SealedDirectory(Directory in, byte[] key, int cacheBytes) {
        this(in, List.of(key), cacheBytes);
    }

    private SealedDirectory(Directory in, List<byte[]> keys, int cacheBytes) {
        super(in);
        this.keys = keys.stream().map(SealedDirectory::key).toList();
        this.blocks = new Blocks(Math.max(1, cacheBytes / BLOCK));
    }

    private static SecretKeySpec key(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException(
                    "key of a sealed directory is %d bytes; expected 32".formatted(key.length));
        }
        return new SecretKeySpec(key, "HKDF");
    }

    /// Seals every file under another key, each whole and durable before it takes the place of the
    /// old one, and returns when none is left under an older key. What is open may be read on, and
    /// written to; what is begun meanwhile is under the new key. After a crash some files are under
    /// one key and some under the other: open with both and do it again.
    ///
    /// @param key 32 random bytes
    public void reseal(byte[] key) throws IOException {
        var next = key(key);
        synchronized (unfinished) {
            var all = new ArrayList<SecretKeySpec>(List.of(next));
            keys.stream().filter(one -> !one.equals(next)).forEach(all::add);
            keys = List.copyOf(all);
        }
        boolean again = true;
        while (again) {
            again = false;
            for (String name : in.listAll()) {
                if (name.endsWith(RESEALING)) {
                    in.deleteFile(name);
                } else if (isUnderOlderKey(name)) {
                    again = true;
                    reseal(name);
                }
            }
        }
        keys = List.of(next);
    }

    private void reseal(String name) throws IOException {
        synchronized (unfinished) {
            while (unfinished.contains(name)) {
                try {
                    unfinished.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("sealing anew was interrupted");
                }
            }
        }
        String copy = name + RESEALING;
        try (IndexInput from = openInput(name, IOContext.READONCE);
                IndexOutput to = createOutput(copy, IOContext.DEFAULT)) {
            to.copyBytes(from, from.length());
        } catch (NoSuchFileException | FileNotFoundException e) {
            return; // merged away meanwhile
        }
        in.sync(List.of(copy));
        synchronized (unfinished) {
            if (Arrays.asList(in.listAll()).contains(name)) {
                in.rename(copy, name);
                in.syncMetaData();
            } else {
                in.deleteFile(copy);
            }
        }
    }

    /// Of an empty file, such as a lock, there is nothing under any key.
    private boolean isUnderOlderKey(String name) throws IOException {
        try (IndexInput sealed = in.openInput(name, IOContext.READONCE)) {
            if (sealed.length() < HEADER) {
                synchronized (unfinished) {
                    // Its header may still be in the buffer.
                    return unfinished.contains(name);
                }
            }
            byte[] header = new byte[HEADER];
            sealed.readBytes(header, 0, HEADER);
            byte[] salt = Arrays.copyOfRange(header, MAGIC.length, MAGIC.length + SALT);
            return Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                    && !Arrays.equals(
                            header,
                            HEADER - CHECK,
                            HEADER,
                            fileKey(keys.getFirst(), salt).check,
                            0,
                            CHECK);
        } catch (NoSuchFileException | FileNotFoundException e) {
            return false;
        }
    }

    /// Not while a copy sealed anew takes the place of a file: the name would come back.
    @Override
    public void deleteFile(String name) throws IOException {
        synchronized (unfinished) {
            super.deleteFile(name);
        }
    }

    /// Length of the plain bytes.
    @Override
    public long fileLength(String name) throws IOException {
        return Math.max(0, in.fileLength(name) - HEADER);
    }

    @Override
    public IndexOutput createOutput(String name, IOContext context) throws IOException {
        synchronized (unfinished) {
            return sealing(in.createOutput(name, context));
        }
    }

    @Override
    public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
            throws IOException {
        synchronized (unfinished) {
            return sealing(in.createTempOutput(prefix, suffix, context));
        }
    }

    private IndexOutput sealing(IndexOutput output) throws IOException {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        FileKey fileKey = fileKey(keys.getFirst(), salt);
        try {
            output.writeBytes(MAGIC, 0, MAGIC.length);
            output.writeBytes(salt, 0, SALT);
            output.writeBytes(fileKey.check, 0, CHECK);
            unfinished.add(output.getName());
            return new SealingOutput(output, fileKey);
        } catch (Throwable failed) {
            output.close();
            throw failed;
        }
    }

    @Override
    public IndexInput openInput(String name, IOContext context) throws IOException {
        IndexInput sealed = in.openInput(name, context);
        try {
            byte[] header = new byte[HEADER];
            if (sealed.length() < HEADER) {
                throw new CorruptIndexException(
                        "sealed file has no whole header: "
                                + sealed.length()
                                + " bytes, expected at least "
                                + HEADER,
                        name);
            }
            sealed.readBytes(header, 0, HEADER);
            if (!Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new CorruptIndexException("not a sealed file: magic is missing", name);
            }
            FileKey fileKey = opening(header, name);
            SealedFile file = new SealedFile(sealed, fileKey, ciphers, blocks);
            return new OpenedInput(name, file, 0, file.length, true);
        } catch (Throwable failed) {
            sealed.close();
            throw failed;
        }
    }

    private FileKey opening(byte[] header, String name) throws CorruptIndexException {
        byte[] salt = Arrays.copyOfRange(header, MAGIC.length, MAGIC.length + SALT);
        for (SecretKeySpec key : keys) {
            FileKey fileKey = fileKey(key, salt);
            if (Arrays.equals(header, HEADER - CHECK, HEADER, fileKey.check, 0, CHECK)) {
                return fileKey;
            }
        }
        throw new CorruptIndexException("sealed with another key, or its header is damaged", name);
    }

    private static FileKey fileKey(SecretKeySpec key, byte[] salt) {
        try {
            byte[] made =
                    KDF.getInstance("HKDF-SHA256")
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addIKM(key)
                                            .addSalt(salt)
                                            .thenExpand(PURPOSE, 32 + CHECK));
            return new FileKey(
                    new SecretKeySpec(made, 0, 32, "AES"),
                    Arrays.copyOfRange(made, 32, 32 + CHECK));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("this Java has no HKDF-SHA256", broken);
        }
    }

    /// What one file is sealed with. The check value tells a wrong key from a damaged file; it
    /// gives nothing of the key.
    private record FileKey(SecretKeySpec key, byte[] check) {}

    /// Ciphers at hand, because making one costs more than decrypting a block.
    private static final class Ciphers {
        private final ArrayDeque<Cipher> idle = new ArrayDeque<>();

        /// A cipher set to the file's key and to the block of 16 at this position.
        Cipher at(FileKey fileKey, long position) {
            try {
                Cipher cipher = idle();
                if (cipher == null) {
                    cipher = Cipher.getInstance("AES/CTR/NoPadding");
                }
                byte[] counter = new byte[AES_BLOCK];
                ByteBuffer.wrap(counter).putLong(8, position / AES_BLOCK);
                cipher.init(Cipher.ENCRYPT_MODE, fileKey.key, new IvParameterSpec(counter));
                return cipher;
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException("this Java has no AES/CTR", broken);
            }
        }

        private synchronized @Nullable Cipher idle() {
            return idle.pollFirst();
        }

        synchronized void back(Cipher cipher) {
            idle.addFirst(cipher);
        }
    }

    /// One open file: where its sealed bytes are, and which of its blocks are decrypted at the
    /// moment.
    private static final class SealedFile {
        final IndexInput sealed;
        final FileKey key;
        final Ciphers ciphers;
        final Blocks cache;
        final long length;
        final AtomicReferenceArray<byte[]> decrypted;
        final byte[] touched;

        SealedFile(IndexInput sealed, FileKey key, Ciphers ciphers, Blocks cache) {
            this.sealed = sealed;
            this.key = key;
            this.ciphers = ciphers;
            this.cache = cache;
            this.length = sealed.length() - HEADER;
            int count = Math.toIntExact((length + BLOCK - 1) >>> BLOCK_BITS);
            this.decrypted = new AtomicReferenceArray<>(count);
            this.touched = new byte[count];
        }

        byte[] block(int number) throws IOException {
            byte[] block = decrypted.getAcquire(number);
            if (block != null) {
                touched[number] = 1; // races are harmless: it is only a hint for the eviction
                return block;
            }
            block = read((long) number << BLOCK_BITS, BLOCK);
            if (decrypted.compareAndSet(number, null, block)) {
                cache.added(this, number);
            }
            return block;
        }

        /// Decrypts up to so many bytes from a position that is a multiple of 16.
        byte[] read(long from, int atMost) throws IOException {
            byte[] bytes = new byte[(int) Math.min(atMost, length - from)];
            IndexInput input = sealed.clone(); // its position is its own, so threads do not meet
            input.seek(HEADER + from);
            input.readBytes(bytes, 0, bytes.length);
            Cipher cipher = ciphers.at(key, from);
            try {
                cipher.doFinal(bytes, 0, bytes.length, bytes, 0);
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException("AES/CTR refused a block", broken);
            }
            ciphers.back(cipher);
            return bytes;
        }
    }

    /// Which blocks are decrypted, oldest first, and no more than a fixed number of them. Those
    /// touched since they were last looked at get a second turn (the CLOCK rule).
    private static final class Blocks {
        private record Held(SealedFile file, int number) {}

        private final int most;
        private final ArrayDeque<Held> held = new ArrayDeque<>();

        Blocks(int most) {
            this.most = most;
        }

        synchronized void added(SealedFile file, int number) {
            held.addLast(new Held(file, number));
            while (held.size() > most) {
                Held oldest = held.removeFirst();
                if (oldest.file.touched[oldest.number] != 0) {
                    oldest.file.touched[oldest.number] = 0;
                    held.addLast(oldest);
                } else {
                    oldest.file.decrypted.set(oldest.number, null);
                }
            }
        }

        /// Forgets the blocks of a file that was closed.
        synchronized void closed(SealedFile file) {
            held.removeIf(block -> block.file == file);
        }
    }

    /// Encrypts on the way out. The checksum that Lucene writes into its footers is over the plain
    /// bytes, so that it can be checked through this directory.
    private final class SealingOutput extends IndexOutput {
        private static final int BUFFER = 16 << 10;

        private final IndexOutput output;
        private final Cipher cipher;
        private final CRC32 checksum = new CRC32();
        private final byte[] plain = new byte[BUFFER];
        private final byte[] sealed = new byte[BUFFER];
        private int filled;
        private long flushed;
        private boolean closed;

        SealingOutput(IndexOutput output, FileKey fileKey) {
            super("sealed(" + output + ")", output.getName());
            this.output = output;
            this.cipher = ciphers.at(fileKey, 0);
        }

        @Override
        public void writeByte(byte value) throws IOException {
            if (filled == BUFFER) {
                flush();
            }
            plain[filled++] = value;
        }

        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                if (filled == BUFFER) {
                    flush();
                }
                int now = Math.min(left, BUFFER - filled);
                System.arraycopy(bytes, from, plain, filled, now);
                filled += now;
                from += now;
                left -= now;
            }
        }

        @Override
        public void writeShort(short value) throws IOException {
            room(Short.BYTES);
            SHORT.set(plain, filled, value);
            filled += Short.BYTES;
        }

        @Override
        public void writeInt(int value) throws IOException {
            room(Integer.BYTES);
            INT.set(plain, filled, value);
            filled += Integer.BYTES;
        }

        @Override
        public void writeLong(long value) throws IOException {
            room(Long.BYTES);
            LONG.set(plain, filled, value);
            filled += Long.BYTES;
        }

        private void room(int bytes) throws IOException {
            if (BUFFER - filled < bytes) {
                flush();
            }
        }

        private void flush() throws IOException {
            checksum.update(plain, 0, filled);
            try {
                // The position may be within a block of 16; the cipher carries the rest over.
                int made = cipher.update(plain, 0, filled, sealed, 0);
                if (made != filled) {
                    throw new IllegalStateException("AES/CTR held bytes back");
                }
            } catch (GeneralSecurityException broken) {
                throw new IllegalStateException("AES/CTR refused a block", broken);
            }
            output.writeBytes(sealed, 0, filled);
            flushed += filled;
            filled = 0;
        }

        @Override
        public long getFilePointer() {
            return flushed + filled;
        }

        @Override
        public long getChecksum() throws IOException {
            flush();
            return checksum.getValue();
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (output) {
                flush();
            } finally {
                synchronized (unfinished) {
                    unfinished.remove(getName());
                    unfinished.notifyAll();
                }
            }
            ciphers.back(cipher);
        }
    }

    private static final VarHandle SHORT = littleEndian(short[].class);
    private static final VarHandle INT = littleEndian(int[].class);
    private static final VarHandle LONG = littleEndian(long[].class);
    private static final VarHandle FLOAT = littleEndian(float[].class);

    private static VarHandle littleEndian(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.LITTLE_ENDIAN);
    }

    /// Reads plain bytes of a stretch of one sealed file. Clones and slices share the decrypted
    /// blocks, which nobody writes to once they are there.
    private static final class OpenedInput extends IndexInput implements RandomAccessInput {

        /// So many blocks one after the other look like a merge or a copy, which reads each byte
        /// once.
        private static final int SEQUENTIAL = 8;

        private static final byte[] NOTHING = new byte[0];

        private final SealedFile file;
        private final long base;
        private final long length;
        private final boolean root;

        /// The stretch at hand: `block[0]` is byte `start` of the file; it may be read up to `end`.
        private byte[] block = NOTHING;

        private long start;
        private int next;
        private int end;
        private long expected = -1;
        private int sequence;

        OpenedInput(String description, SealedFile file, long base, long length, boolean root) {
            super(description);
            this.file = file;
            this.base = base;
            this.length = length;
            this.root = root;
            this.start = base;
        }

        @Override
        public byte readByte() throws IOException {
            if (next == end) {
                fill();
            }
            return block[next++];
        }

        /// Brings the stretch that holds the present position.
        private void fill() throws IOException {
            long position = start + next;
            if (position >= base + length) {
                throw new EOFException(
                        "read past the end at "
                                + (position - base)
                                + " of "
                                + length
                                + ": "
                                + this);
            }
            long first = position & -BLOCK;
            sequence = first == expected ? sequence + 1 : 0;
            if (sequence >= SEQUENTIAL) {
                block = file.read(first, SEQUENTIAL * BLOCK);
            } else {
                block = file.block((int) (first >>> BLOCK_BITS));
            }
            expected = first + block.length;
            start = first;
            next = (int) (position - first);
            end = (int) Math.min(block.length, base + length - first);
        }

        @Override
        public void readBytes(byte[] bytes, int offset, int count) throws IOException {
            int to = offset;
            int left = count;
            while (left > 0) {
                if (next == end) {
                    fill();
                }
                int now = Math.min(left, end - next);
                System.arraycopy(block, next, bytes, to, now);
                next += now;
                to += now;
                left -= now;
            }
        }

        @Override
        public short readShort() throws IOException {
            if (end - next < Short.BYTES) {
                return super.readShort();
            }
            short value = (short) SHORT.get(block, next);
            next += Short.BYTES;
            return value;
        }

        @Override
        public int readInt() throws IOException {
            if (end - next < Integer.BYTES) {
                return super.readInt();
            }
            int value = (int) INT.get(block, next);
            next += Integer.BYTES;
            return value;
        }

        @Override
        public long readLong() throws IOException {
            if (end - next < Long.BYTES) {
                return super.readLong();
            }
            long value = (long) LONG.get(block, next);
            next += Long.BYTES;
            return value;
        }

        @Override
        public void readLongs(long[] values, int offset, int count) throws IOException {
            int to = offset;
            int last = offset + count;
            while (to < last) {
                int now = Math.min(last - to, (end - next) / Long.BYTES);
                for (int i = 0; i < now; i++, next += Long.BYTES) {
                    values[to++] = (long) LONG.get(block, next);
                }
                if (to < last) {
                    values[to++] = readLong();
                }
            }
        }

        @Override
        public void readInts(int[] values, int offset, int count) throws IOException {
            int to = offset;
            int last = offset + count;
            while (to < last) {
                int now = Math.min(last - to, (end - next) / Integer.BYTES);
                for (int i = 0; i < now; i++, next += Integer.BYTES) {
                    values[to++] = (int) INT.get(block, next);
                }
                if (to < last) {
                    values[to++] = readInt();
                }
            }
        }

        @Override
        public void readFloats(float[] values, int offset, int count) throws IOException {
            int to = offset;
            int last = offset + count;
            while (to < last) {
                int now = Math.min(last - to, (end - next) / Float.BYTES);
                for (int i = 0; i < now; i++, next += Float.BYTES) {
                    values[to++] = (float) FLOAT.get(block, next);
                }
                if (to < last) {
                    values[to++] = Float.intBitsToFloat(readInt());
                }
            }
        }

        @Override
        public long getFilePointer() {
            return start + next - base;
        }

        @Override
        public void seek(long position) throws IOException {
            if (position < 0 || position > length) {
                throw new EOFException(
                        "seek to " + position + " of a stretch of " + length + ": " + this);
            }
            long to = base + position;
            if (to >= start && to < start + end) {
                next = (int) (to - start);
            } else {
                block = NOTHING;
                start = to;
                next = 0;
                end = 0;
            }
        }

        @Override
        public void skipBytes(long count) throws IOException {
            if (count < 0) {
                throw new IllegalArgumentException("cannot skip " + count + " bytes");
            }
            seek(getFilePointer() + count);
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public byte readByte(long position) throws IOException {
            if (!at(position, 1)) {
                seek(position);
                return readByte();
            }
            return block[(int) (base + position - start)];
        }

        @Override
        public short readShort(long position) throws IOException {
            if (!at(position, Short.BYTES)) {
                seek(position);
                return readShort();
            }
            return (short) SHORT.get(block, (int) (base + position - start));
        }

        @Override
        public int readInt(long position) throws IOException {
            if (!at(position, Integer.BYTES)) {
                seek(position);
                return readInt();
            }
            return (int) INT.get(block, (int) (base + position - start));
        }

        @Override
        public long readLong(long position) throws IOException {
            if (!at(position, Long.BYTES)) {
                seek(position);
                return readLong();
            }
            return (long) LONG.get(block, (int) (base + position - start));
        }

        @Override
        public void readBytes(long position, byte[] bytes, int offset, int count)
                throws IOException {
            seek(position);
            readBytes(bytes, offset, count);
        }

        /// Whether these bytes are at hand.
        private boolean at(long position, int bytes) {
            long from = base + position - start;
            return from >= 0 && from + bytes <= end;
        }

        @Override
        public OpenedInput clone() {
            OpenedInput copy = new OpenedInput(toString(), file, base, length, false);
            copy.block = block;
            copy.start = start;
            copy.next = next;
            copy.end = end;
            return copy;
        }

        @Override
        public IndexInput slice(String description, long offset, long count) throws IOException {
            if (offset < 0 || count < 0 || offset + count > length) {
                throw new IllegalArgumentException(
                        "slice %s of %d bytes at %d does not fit into %d: %s"
                                .formatted(description, count, offset, length, this));
            }
            return new OpenedInput(
                    getFullSliceDescription(description), file, base + offset, count, false);
        }

        @Override
        public RandomAccessInput randomAccessSlice(long offset, long count) throws IOException {
            return (RandomAccessInput) slice("random access", offset, count);
        }

        @Override
        public void close() throws IOException {
            if (root) {
                file.cache.closed(file);
                file.sealed.close();
            }
        }
    }
}
