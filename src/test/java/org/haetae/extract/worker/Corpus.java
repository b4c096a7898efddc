package org.haetae.extract.worker;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/// The shared corpus beside the repository; tests that need it are skipped where it is absent.
final class Corpus {
    static final Path FOLDER = Path.of("../shared/data/corpus");
    private static final Path FALLBACK = Path.of("../../shared/data/corpus");

    private Corpus() {}

    static Path folder() {
        Path folder = Files.isDirectory(FOLDER) ? FOLDER : FALLBACK;
        assumeThat(folder)
                .as("the shared corpus at ../shared/data/corpus is not here")
                .isDirectory();
        return folder;
    }

    static Path file(String path) {
        return folder().resolve(path);
    }

    static Collected read(String path) throws Exception {
        return Collected.read(file(path));
    }

    static byte[] bytes(String path) throws Exception {
        return Files.readAllBytes(file(path));
    }
}
