package org.haetae.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A new file that is written whole or not at all.
final class OutFile {

    private OutFile() {}

    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /// @throws Misuse when there is such a file already: nothing is written over
    static void require(Path file) {
        if (Files.exists(file)) {
            throw new Misuse("%s is there already; name a new file with --out".formatted(file));
        }
    }

    static void write(Path file, Content content) throws IOException {
        try (OutputStream out =
                new BufferedOutputStream(
                        Files.newOutputStream(file, StandardOpenOption.CREATE_NEW))) {
            content.to(out);
        } catch (FileAlreadyExistsException e) {
            throw new Misuse("%s is there already; name a new file with --out".formatted(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file); // half of it is none
            throw e;
        }
    }
}
