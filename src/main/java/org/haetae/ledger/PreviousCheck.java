package org.haetae.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Whether each entry names the one before it about the same object, in a memory that does not grow
/// with the log: what the entries say is dealt out by object into parts, what does not fit in
/// memory waits in a temporary file (24 bytes an entry: ids folded to 64 bits and positions,
/// nothing that is not in the log), and at the end one part after the other is held against itself.
final class PreviousCheck implements AutoCloseable {

    private static final int PARTS = 256;
    private static final int NUMBERS = 3;
    private static final int CHUNK = 256 * NUMBERS;
    private static final long NONE = -1;

    /// An entry that names another before it than there is.
    ///
    /// @param named what it says
    /// @param right what is so
    record Wrong(long position, OptionalLong named, OptionalLong right) {}

    /// Of whoever made the log nobody knows it, so no part can be made to take all.
    private final long seed = ThreadLocalRandom.current().nextLong();

    private final Part[] parts = new Part[PARTS];
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Long.BYTES);
    private @Nullable SeekableByteChannel waiting;
    private long end;

    PreviousCheck() {
        Arrays.setAll(parts, part -> new Part());
    }

    /// Entries of some objects, in the order of their positions.
    private static final class Part {
        long[] numbers = new long[16 * NUMBERS];
        int used;

        /// Where chunks that were written out begin in the file.
        long[] chunks = new long[4];

        int written;

        void add(long object, long position, long previous) {
            if (used == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.min(CHUNK, 2 * used));
            }
            numbers[used++] = object;
            numbers[used++] = position;
            numbers[used++] = previous;
        }

        void moved(long to) {
            if (written == chunks.length) {
                chunks = Arrays.copyOf(chunks, 2 * written);
            }
            chunks[written++] = to;
            used = 0;
        }
    }

    /// Takes what the next entry says.
    ///
    /// @param object 64 bits that tell it apart
    /// @param previous where it says that the object was met last
    /// @throws IOException when there is no room for it
    void add(long object, long position, OptionalLong previous) throws IOException {
        Part part = parts[(int) (LastPositions.mixed(object ^ seed) >>> 56)];
        part.add(object, position, previous.orElse(NONE));
        if (part.used == CHUNK) {
            part.moved(write(part.numbers));
        }
    }

    private long write(long[] numbers) throws IOException {
        SeekableByteChannel to = waiting();
        long at = end;
        bytes.clear().asLongBuffer().put(numbers, 0, CHUNK);
        to.position(at);
        while (bytes.hasRemaining()) {
            end += to.write(bytes);
        }
        return at;
    }

    private SeekableByteChannel waiting() throws IOException {
        if (waiting == null) {
            Path file = Files.createTempFile("haetae-verify", null);
            waiting =
                    Files.newByteChannel(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
        }
        return waiting;
    }

    /// What does not fit, in the order of the log.
    ///
    /// @throws IOException when what was put aside cannot be read again
    List<Wrong> wrong() throws IOException {
        List<Wrong> wrong = new ArrayList<>();
        for (Part part : parts) {
            LastPositions last = new LastPositions();
            for (int i = 0; i < part.written; i++) {
                compare(read(part.chunks[i]), CHUNK, last, wrong);
            }
            compare(part.numbers, part.used, last, wrong);
        }
        wrong.sort(Comparator.comparingLong(Wrong::position));
        return wrong;
    }

    private long[] read(long at) throws IOException {
        SeekableByteChannel from = Objects.requireNonNull(waiting);
        bytes.clear();
        from.position(at);
        while (bytes.hasRemaining()) {
            if (from.read(bytes) < 0) {
                throw new IOException("the temporary file of a verification was cut");
            }
        }
        long[] numbers = new long[CHUNK];
        bytes.flip().asLongBuffer().get(numbers);
        return numbers;
    }

    private static void compare(long[] numbers, int count, LastPositions last, List<Wrong> wrong) {
        for (int i = 0; i < count; i += NUMBERS) {
            long position = numbers[i + 1];
            OptionalLong named = told(numbers[i + 2]);
            OptionalLong right = last.put(numbers[i], position);
            if (!named.equals(right)) {
                wrong.add(new Wrong(position, named, right));
            }
        }
    }

    private static OptionalLong told(long previous) {
        return previous == NONE ? OptionalLong.empty() : OptionalLong.of(previous);
    }

    @Override
    public void close() throws IOException {
        if (waiting != null) {
            waiting.close();
        }
    }
}
