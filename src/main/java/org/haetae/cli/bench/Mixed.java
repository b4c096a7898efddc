package org.haetae.cli.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;

/// Makes a folder of files in many formats: the samples, documents that this system has, and made
/// PDF files. Each file once, since the same bytes again are quickly done with.
final class Mixed {

    /// Of each kind at most so many from the system, that manuals in HTML do not drown the rest.
    private static final Map<String, Integer> FROM_THE_SYSTEM =
            Map.of(
                    "pdf", 200, "docx", 200, "odt", 200, "rtf", 100, "epub", 100, "html", 1_200,
                    "ps", 50, "svg", 300, "png", 500, "jpg", 300);

    private static final long LARGEST = 20_000_000;
    private static final int PAGES_OF_A_MADE_PDF = 12;

    private Mixed() {}

    /// @param made how many PDF files with text are made in addition
    static void write(Path folder, Samples samples, List<Path> systemFolders, int made, long seed)
            throws IOException {
        var stamp = folder.resolveSibling(folder.getFileName() + ".made");
        var what = "%d made PDF files, seed %d".formatted(made, seed);
        if (Files.exists(stamp) && Files.readString(stamp).equals(what)) {
            return;
        }
        var corpus = samples.folder();
        copy(filesUnder(corpus), corpus, folder.resolve("corpus"));
        var counts = new HashMap<String, Integer>();
        for (Path system : systemFolders) {
            var wanted = new ArrayList<Path>();
            for (Path file : filesUnder(system)) {
                var kind = file.getFileName().toString().replaceFirst(".*\\.", "");
                int limit = FROM_THE_SYSTEM.getOrDefault(kind, 0);
                if (counts.getOrDefault(kind, 0) < limit && Files.size(file) <= LARGEST) {
                    counts.merge(kind, 1, Integer::sum);
                    wanted.add(file);
                }
            }
            copy(wanted, system, folder.resolve("system").resolve(system.getFileName()));
        }
        var texts = samples.texts(seed);
        Files.createDirectories(folder.resolve("made"));
        for (int number = 0; number < made; number++) {
            Files.write(
                    folder.resolve("made").resolve("%04d.pdf".formatted(number)),
                    pdf(texts, new SplittableRandom(seed + number)));
        }
        Files.writeString(stamp, what);
    }

    private static List<Path> filesUnder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(
                            file ->
                                    Files.isRegularFile(file)
                                            && !Files.isSymbolicLink(file)
                                            && Files.isReadable(file))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }

    private static void copy(List<Path> files, Path from, Path to) throws IOException {
        for (Path file : files) {
            var target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// A PDF 1.4 with the standard font and one text line after another: what most of the time of a
    /// real collection goes into is finding words on pages.
    private static byte[] pdf(Texts texts, RandomGenerator random) {
        var out = new ByteArrayOutputStream();
        var offsets = new ArrayList<Integer>();
        int pages = 1 + random.nextInt(2 * PAGES_OF_A_MADE_PDF);
        write(out, "%PDF-1.4\n");
        object(out, offsets, "<</Type/Catalog/Pages 2 0 R>>");
        var kids = new StringBuilder();
        for (int page = 0; page < pages; page++) {
            kids.append(4 + 2 * page).append(" 0 R ");
        }
        object(out, offsets, "<</Type/Pages/Count %d/Kids[%s]>>".formatted(pages, kids));
        object(out, offsets, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        for (int page = 0; page < pages; page++) {
            object(
                    out,
                    offsets,
                    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
                            .formatted(5 + 2 * page));
            var content = packed(content(texts.english(random, 3_000)));
            object(
                    out,
                    offsets,
                    "<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream"
                            .formatted(content.length(), content));
        }
        int table = out.size();
        write(out, "xref\n0 %d\n0000000000 65535 f \n".formatted(offsets.size() + 1));
        offsets.forEach(offset -> write(out, "%010d 00000 n \n".formatted(offset)));
        write(
                out,
                "trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                        .formatted(offsets.size() + 1, table));
        return out.toByteArray();
    }

    private static String content(String text) {
        var content = new StringBuilder("BT /F 9 Tf 11 TL 40 800 Td\n");
        for (int start = 0; start < text.length(); start += 95) {
            var line = text.substring(start, Math.min(text.length(), start + 95));
            content.append('(').append(line.replaceAll("[\\\\()]", "\\\\$0")).append(") Tj T*\n");
        }
        return content.append("ET").toString();
    }

    /// As nearly all files have it; one character a byte.
    private static String packed(String content) {
        var packed = new ByteArrayOutputStream();
        try (var deflating = new DeflaterOutputStream(packed)) {
            deflating.write(content.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("deflating in memory", e);
        }
        return packed.toString(StandardCharsets.ISO_8859_1);
    }

    private static void object(ByteArrayOutputStream out, List<Integer> offsets, String body) {
        offsets.add(out.size());
        write(out, "%d 0 obj%s endobj\n".formatted(offsets.size(), body));
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
