package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files to take in, in portions of about the same work: the sample material of the demonstration,
/// the sample corpus where it lies beside the sources, and letters made here.
final class Material {

    private static final int LETTERS = 20;
    private static final List<Path> SAMPLES =
            List.of(
                    Path.of("src/main/resources/demo"),
                    Path.of("../shared/data/corpus/formats/tika"));

    private final Path folder;
    private final List<Path> samples = new ArrayList<>();
    private final int portions;
    private int laid;

    /// @param folder where the portions are laid
    /// @param portions how many there are
    Material(Path folder, int portions) throws IOException {
        this.folder = folder;
        this.portions = portions;
        for (var tree : SAMPLES) {
            if (Files.isDirectory(tree)) {
                try (var files = Files.walk(tree)) {
                    files.filter(Files::isRegularFile).sorted().forEach(samples::add);
                }
            }
        }
    }

    /// Lays one portion more.
    ///
    /// @return how many files are new in the folder
    int lay() throws IOException {
        if (laid == portions) {
            throw new IllegalStateException("all %d portions are laid".formatted(portions));
        }
        int portion = laid++;
        int files = letters(folder.resolve("box-%d".formatted(portion)), portion);
        for (int i = portion; i < samples.size(); i += portions) {
            var sample = samples.get(i);
            // Two samples may have one name.
            var at =
                    folder.resolve("samples-%d".formatted(portion)).resolve(i + "-" + name(sample));
            Files.createDirectories(at.getParent());
            Files.copy(sample, at, StandardCopyOption.COPY_ATTRIBUTES);
            files++;
        }
        return files;
    }

    /// Lays what is left.
    void layAll() throws IOException {
        while (laid < portions) {
            lay();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /// Letters that nobody wrote, one of them twice, and an archive of more of them.
    private static int letters(Path box, int portion) throws IOException {
        Files.createDirectories(box);
        for (int i = 0; i < LETTERS; i++) {
            Files.writeString(
                    box.resolve("letter-%02d.txt".formatted(i)),
                    "Letter %d of box %d. 제%d호 편지. ".formatted(i, portion, i).repeat(50 + i));
        }
        // The same bytes in another place: one copy, two provenances.
        Files.copy(box.resolve("letter-00.txt"), box.resolve("copy.txt"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(box.resolve("parts.zip")))) {
            for (int i = 0; i < LETTERS; i++) {
                zip.putNextEntry(new ZipEntry("part-%d.txt".formatted(i)));
                zip.write("Part %d of the archive in box %d".formatted(i, portion).getBytes());
            }
        }
        try (Stream<Path> files = Files.list(box)) {
            return (int) files.count();
        }
    }
}
