package org.haetae.archive;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Makes files durable: many at once where the system can (`syncfs`, Linux), else one by one.
///
/// One `syncfs` for a batch took 5.6 s where a sync for each of its 6,018 files took 194 s. The
/// descriptor is opened before anything is written, so that errors of write-back are reported to
/// it.
public final class Disk implements AutoCloseable {

    private static final @Nullable MethodHandle OPEN =
            find("open", ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    private static final @Nullable MethodHandle SYNCFS = find("syncfs", ValueLayout.JAVA_INT);
    private static final @Nullable MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT);
    private static final @Nullable MethodHandle ADVISE =
            find(
                    "posix_fadvise",
                    ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT);

    /// `POSIX_FADV_DONTNEED` of Linux.
    private static final int NOT_NEEDED = 4;

    private final Path folder;
    private final int descriptor;

    /// @param folder any folder on the file system that will be written to
    public Disk(Path folder) throws IOException {
        this.folder = folder;
        this.descriptor = SYNCFS == null ? -1 : open(folder);
    }

    /// Returns when every file written to this file system before the call is durable. Failing here
    /// leaves the fate of those files unknown: nothing of the batch may be acknowledged.
    ///
    /// @throws IOException when the system reports that something could not be written
    public void syncBatch(Iterable<Path> files) throws IOException {
        if (descriptor >= 0) {
            if (call(SYNCFS, descriptor) != 0) {
                throw new IOException(
                        "syncfs failed on the file system of " + folder.getFileName());
            }
            return;
        }
        for (var file : files) {
            force(file);
            forceFolder(file.getParent());
        }
    }

    /// Lets the system use for other things the memory in which it holds these files, which are on
    /// the disk. A gigabyte that comes in would push a gigabyte out that somebody works with, and
    /// on a virtual machine each page of memory that was never used before costs more than the
    /// encryption of what is written to it: 3 seconds of processor time for a gigabyte, instead of
    /// 0.9 where a batch is written to what the batch before it left.
    ///
    /// Advice: where it cannot be given, nothing happens.
    void forget(Iterable<Path> files) {
        if (descriptor < 0 || ADVISE == null) {
            return;
        }
        for (var file : files) {
            try {
                int opened = open(file);
                try {
                    var _ = (int) ADVISE.invokeExact(opened, 0L, 0L, NOT_NEEDED);
                } finally {
                    call(CLOSE, opened);
                }
            } catch (Throwable e) {
                return;
            }
        }
    }

    static void force(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Makes names created, moved or removed in a folder durable.
    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Writes a small file so that a crash leaves the old content or the new, never a mixture.
    static void replace(Path file, byte[] content) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.write(next, content);
        force(next);
        Files.move(next, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        forceFolder(file.getParent());
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            call(CLOSE, descriptor);
        }
    }

    /// A function of the system whose answer is an `int`; null where there is none.
    @SuppressWarnings("restricted")
    private static @Nullable MethodHandle find(String name, MemoryLayout... arguments) {
        var linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(
                        address ->
                                linker.downcallHandle(
                                        address,
                                        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments)))
                .orElse(null);
    }

    private static int open(Path place) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var path = arena.allocateFrom(place.toAbsolutePath().toString());
            var opened = (int) OPEN.invokeExact(path, 0);
            if (opened < 0) {
                throw new IOException("cannot open " + place.getFileName());
            }
            return opened;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw new IOException("cannot open " + place.getFileName(), e);
        }
    }

    private static int call(MethodHandle function, int argument) {
        try {
            return (int) function.invokeExact(argument);
        } catch (Throwable e) {
            throw new IllegalStateException("a system call could not be made", e);
        }
    }
}
