package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files to take in: the sample corpus where it lies beside the sources, else files made here.
final class Material {

    private static final Path SAMPLES = Path.of("../shared/data/corpus/formats/tika");

    private Material() {}

    /// A folder of many formats, with containers among them.
    static Path mixed(Path folder) throws IOException {
        return Files.isDirectory(SAMPLES) ? SAMPLES : made(folder);
    }

    /// Letters, lists and pages that nobody wrote, and an archive of more of them.
    static Path made(Path folder) throws IOException {
        for (int i = 0; i < 60; i++) {
            var file = folder.resolve("box-%d/letter-%02d.txt".formatted(i % 5, i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "Letter %d. 제%d호 편지. ".formatted(i, i).repeat(50 + i));
        }
        Files.writeString(folder.resolve("list.csv"), "name,place\nHan Example,Anywhere\n");
        Files.writeString(folder.resolve("page.html"), "<title>Page</title><p>An invented camp");
        // The same bytes in another place: one copy, two provenances.
        Files.copy(folder.resolve("box-0/letter-00.txt"), folder.resolve("box-1/copy.txt"));
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("parts.zip")))) {
            for (int i = 0; i < 20; i++) {
                zip.putNextEntry(new ZipEntry("part-%d.txt".formatted(i)));
                zip.write("Part %d of an archive".formatted(i).getBytes());
            }
        }
        return folder;
    }
}
