package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Who owns a file, in numbers, and which user this process is.
final class Ownership {

    static final int ROOT = 0;

    private Ownership() {}

    /// The user under which this process acts.
    static int self() {
        // The kernel gives each process's folder in /proc to the user that it acts as; Java itself
        // cannot tell.
        return owner(Path.of("/proc/self"));
    }

    static int owner(Path file) {
        return attribute(file, "unix:uid");
    }

    /// The nine permission bits.
    static int mode(Path file) {
        return attribute(file, "unix:mode") & 0777;
    }

    private static int attribute(Path file, String name) {
        try {
            return (Integer) Files.getAttribute(file, name);
        } catch (IOException e) {
            throw new UncheckedIOException("reading owner and mode of " + file, e);
        }
    }
}
