package org.haetae.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Goes through what was given, file by file. What is no file (a link, a pipe, a folder that cannot
/// be entered) is told of too: nothing is passed over in silence.
final class Scan extends SimpleFileVisitor<Path> {

    /// Who takes what the scan comes upon.
    interface Taker {
        void file(Path file, BasicFileAttributes attributes) throws IOException;

        /// @param reason in plain words
        void notTaken(Path file, String reason);
    }

    private final Taker taker;

    private Scan(Taker taker) {
        this.taker = taker;
    }

    static void of(Path given, Taker taker) throws IOException {
        // What was named itself is followed when it is a link; what lies below is not.
        Path start;
        try {
            start = Files.isSymbolicLink(given) ? given.toRealPath() : given;
        } catch (IOException e) {
            taker.notTaken(given, reason(e));
            return;
        }
        Files.walkFileTree(start, new Scan(taker));
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.isRegularFile()) {
            taker.file(file, attributes);
        } else if (attributes.isSymbolicLink()) {
            taker.notTaken(file, "a symbolic link; what it leads to is not followed");
        } else {
            taker.notTaken(file, "neither a file nor a folder (a device, pipe or socket)");
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        taker.notTaken(file, reason(problem));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException problem) {
        if (problem != null) {
            taker.notTaken(folder, reason(problem));
        }
        return FileVisitResult.CONTINUE;
    }

    static String reason(IOException problem) {
        return switch (problem) {
            case AccessDeniedException denied -> "cannot be read: permission denied";
            case NoSuchFileException missing -> "cannot be read: it is not there (any more)";
            default -> "cannot be read: the file system reports an error";
        };
    }
}
