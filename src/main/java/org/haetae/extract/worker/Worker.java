package org.haetae.extract.worker;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The process that reads hostile files: takes jobs on standard input, answers with [Frame]s on
/// standard output, ends when its input ends.
///
/// It is started by the parent inside a sandbox and protects nobody by itself; what it does about
/// limits is only so that a file that reaches one keeps what was read until then.
public final class Worker {
    /// What stands as the tool where no parser had the last word: the shell of the process ended
    /// the reading, or its parent did.
    public static final String TOOL = "worker";

    /// Rises when shell or parent come to end readings otherwise than before, so that a reread can
    /// choose what an older one ended.
    public static final String TOOL_VERSION = "1";

    /// Content up to this many bytes stays in memory.
    private static final int IN_MEMORY = 4 << 20;

    /// How soon at the latest a finished answer leaves the process.
    private static final long FLUSH_MILLIS = 20;

    private static final int PULSE_EVERY = 50;

    /// A job that took longer may have left files behind.
    private static final long TIDY_MICROS = 3_000;

    private static final long STACK_BYTES = 16L << 20;

    private final Reader reader;
    private final DataInputStream input;
    private final FrameOutput output;
    private final Path scratch;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean reading;

    Worker(Reader reader, InputStream input, OutputStream output, Path scratch) {
        this.reader = reader;
        this.input = new DataInputStream(new BufferedInputStream(input, 128 << 10));
        this.output = new FrameOutput(output);
        this.scratch = scratch;
    }

    /// Starts the process.
    ///
    /// @param arguments the class name of the [Reader] to use
    public static void main(String[] arguments) throws Exception {
        // Parsers print. The real standard output carries frames and nothing else.
        FileOutputStream frames = new FileOutputStream(FileDescriptor.out);
        FileInputStream jobs = new FileInputStream(FileDescriptor.in);
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        if (System.getProperty("haetae.worker.quiet") != null) {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            System.setOut(nowhere);
            System.setErr(nowhere);
        }
        Reader reader =
                Class.forName(arguments[0])
                        .asSubclass(Reader.class)
                        .getDeclaredConstructor()
                        .newInstance();
        Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
        new Worker(reader, jobs, frames, scratch).run();
        // Threads that a parser left behind must not keep the process.
        Runtime.getRuntime().halt(0);
    }

    private void run() throws InterruptedException {
        Thread pulse = new Thread(this::pulse, "pulse");
        pulse.setDaemon(true);
        pulse.start();
        output.send(Frame.HELLO, ByteBuffer.allocate(4).putInt(Frame.PROTOCOL).array());
        output.flush();
        Thread work = new Thread(null, this::work, "reading", STACK_BYTES);
        work.start();
        work.join();
        ended.countDown();
    }

    private void work() {
        try {
            while (next()) {
                if (input.available() == 0) {
                    output.flush();
                }
            }
            output.flush();
        } catch (EOFException ended) {
            output.flush();
        } catch (IOException gone) {
            // The parent is gone in the middle of a job.
            Runtime.getRuntime().halt(4);
        }
    }

    private boolean next() throws IOException {
        int size;
        try {
            size = input.readInt();
        } catch (EOFException ended) {
            return false;
        }
        if (size < 0 || size > Order.CAP) {
            throw new IOException("an order of %d bytes".formatted(size));
        }
        byte[] bytes = new byte[size];
        input.readFully(bytes);
        Order order = Order.decode(ByteBuffer.wrap(bytes));
        long started = System.nanoTime();
        reading = true;
        Verdict verdict;
        try (Content content = take(order)) {
            verdict = content == null ? brokenOff() : read(order, content);
        }
        reading = false;
        long micros = (System.nanoTime() - started) / 1_000;
        answer(order, verdict, micros);
        if (micros > TIDY_MICROS || order.length() > IN_MEMORY) {
            tidy();
        }
        return true;
    }

    /// Takes in the content: null when the parent could not send it whole.
    private @Nullable Content take(Order order) throws IOException {
        if (order.length() > IN_MEMORY) {
            return spool();
        }
        byte[] bytes = new byte[(int) Math.max(0, order.length())];
        int filled = 0;
        for (int chunk = input.readInt(); chunk != Order.END; chunk = input.readInt()) {
            if (chunk == Order.BROKEN_OFF) {
                return null;
            }
            if (chunk < 0 || chunk > bytes.length - filled) {
                throw new IOException("a chunk of %d bytes".formatted(chunk));
            }
            input.readFully(bytes, filled, chunk);
            filled += chunk;
        }
        if (filled != bytes.length) {
            throw new IOException("%d of %d bytes".formatted(filled, bytes.length));
        }
        return Content.of(bytes, scratch);
    }

    private @Nullable Content spool() throws IOException {
        Path path = Files.createTempFile(scratch, "content", ".bin");
        byte[] piece = new byte[Order.CHUNK];
        boolean whole = true;
        try (OutputStream file = Files.newOutputStream(path)) {
            for (int chunk = input.readInt(); chunk != Order.END; chunk = input.readInt()) {
                if (chunk == Order.BROKEN_OFF) {
                    whole = false;
                    break;
                }
                if (chunk < 0 || chunk > piece.length) {
                    throw new IOException("a chunk of %d bytes".formatted(chunk));
                }
                input.readFully(piece, 0, chunk);
                file.write(piece, 0, chunk);
            }
        }
        if (!whole) {
            Files.delete(path);
            return null;
        }
        return Content.of(path, scratch);
    }

    private Verdict read(Order order, Content content) {
        if (content.length() > 64 << 10) {
            // This may take long or kill us: earlier answers leave first, so that nobody else is
            // blamed.
            output.flush();
        }
        FrameSink sink = new FrameSink(output, order, content.length());
        Verdict verdict;
        try {
            verdict = reader.read(content, order.hints(), order.limits(), sink);
            if (sink.reached() == null) {
                sink.endPart();
            }
        } catch (LimitReached limit) {
            verdict = shell(Outcome.STOPPED, limit.reason());
        } catch (StackOverflowError tooDeep) {
            verdict = shell(Outcome.STOPPED, "nested too deep for the reader's stack");
        } catch (OutOfMemoryError tooMuch) {
            // The JVM is told to end at its own; this one was made by a parser.
            verdict = shell(Outcome.STOPPED, "needs too much memory");
        } catch (Throwable broken) {
            verdict = shell(Outcome.FAILED, "the reader broke: " + kind(broken));
        }
        LimitReached reached = sink.reached();
        if (reached != null && verdict.outcome() != Outcome.STOPPED) {
            verdict = verdict.but(Outcome.STOPPED, reached.reason());
        }
        String leftOut = sink.leftOut();
        if (leftOut != null && verdict.outcome() == Outcome.READ) {
            verdict = verdict.but(Outcome.PARTIAL, leftOut);
        }
        return verdict;
    }

    private void answer(Order order, Verdict verdict, long micros) {
        byte[] reason = Order.cut(verdict.reason(), Frame.REASON_BYTES);
        byte[] tool = Order.cut(verdict.tool(), Frame.WORD_BYTES);
        byte[] version = Order.cut(verdict.toolVersion(), Frame.WORD_BYTES);
        ByteBuffer payload = ByteBuffer.allocate(25 + reason.length + tool.length + version.length);
        payload.putInt(order.number()).put((byte) verdict.outcome().ordinal()).putLong(micros);
        FrameSink.Payload.put(payload, reason);
        FrameSink.Payload.put(payload, tool);
        FrameSink.Payload.put(payload, version);
        output.send(Frame.VERDICT, payload.array());
    }

    private static Verdict brokenOff() {
        return shell(Outcome.FAILED, "the content broke off");
    }

    private static Verdict shell(Outcome outcome, String reason) {
        return new Verdict(outcome, reason, TOOL, TOOL_VERSION);
    }

    /// Kind of a failure and where, without its message: messages quote content.
    private static String kind(Throwable broken) {
        Throwable root = broken;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0].getClassName();
        return root.getClass().getSimpleName() + where;
    }

    private void pulse() {
        try {
            for (int turn = 1; !ended.await(FLUSH_MILLIS, TimeUnit.MILLISECONDS); turn++) {
                if (turn % PULSE_EVERY == 0 && reading) {
                    output.send(Frame.PULSE);
                }
                output.flush();
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Removes what the last job left in scratch.
    private void tidy() throws IOException {
        Files.walkFileTree(
                scratch,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException trouble) throws IOException {
                        if (!directory.equals(scratch)) {
                            Files.deleteIfExists(directory);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
