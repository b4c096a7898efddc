package org.haetae.extract.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a program of the machine within this process's confinement: Tesseract, LibreOffice.
final class Program {
    private static final int LONGEST_OUTPUT = 64 << 20;

    private Program() {}

    /// What a program left.
    record Result(int exit, byte[] output) {
        String text() {
            return new String(output, StandardCharsets.UTF_8);
        }
    }

    /// Where a program of one of these names is, or null.
    static @Nullable Path find(String... names) {
        for (String folder :
                new String[] {"/usr/bin", "/usr/local/bin", "/bin", "/opt/homebrew/bin"}) {
            for (String name : names) {
                Path path = Path.of(folder, name);
                if (Files.isExecutable(path)) {
                    return path;
                }
            }
        }
        return null;
    }

    /// Runs it to its end or kills it, and all that it started, when the time is over.
    ///
    /// @return null when it was killed
    static @Nullable Result run(List<String> command, Path folder, Duration most)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TMPDIR", folder.toString());
        // One page at a time in one thread: the machine has other work.
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            Thread reader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), output));
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                return null;
            }
            reader.join(Duration.ofSeconds(5));
            return new Result(process.exitValue(), output.toByteArray());
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        try {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
        } catch (RuntimeException withoutProc) {
            // The sandbox has no /proc to find them by; it ends them with itself.
        }
        process.destroyForcibly();
    }

    private static void copy(InputStream in, ByteArrayOutputStream output) {
        try (in) {
            output.write(in.readNBytes(LONGEST_OUTPUT));
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }
}
