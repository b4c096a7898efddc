package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far the work is, with rate and time left, on a terminal; silent elsewhere.
final class Progress implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    private Progress(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static Progress on(Terminal terminal, boolean quiet) {
        if (quiet || !Terminal.isInteractive()) {
            return new Progress(null);
        }
        return new Progress(
                new ProgressBarBuilder()
                        .setTaskName("taking in")
                        .setInitialMax(-1)
                        .showSpeed()
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal.words()))
                        .build());
    }

    /// Counts what there is to do, beside the work itself.
    void count(List<Path> paths) {
        if (bar == null) {
            return;
        }
        Thread.ofVirtual()
                .start(
                        () -> {
                            long files = 0;
                            for (var path : paths) {
                                files += filesBelow(path);
                            }
                            bar.maxHint(files);
                        });
    }

    private static long filesBelow(Path path) {
        var count = new long[1];
        try {
            Files.walkFileTree(
                    path,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            count[0] += attributes.isRegularFile() ? 1 : 0;
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException problem) {
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count[0];
    }

    void one() {
        if (bar != null) {
            bar.step();
        }
    }

    void step(String name) {
        if (bar != null) {
            bar.setExtraMessage(name);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
