package org.haetae.extract.worker;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that a reading gave, held in memory, with the limits on parts and pages that the
/// process shell keeps.
final class Collected implements Sink {
    private static final FileReading READING = new FileReading();

    final Map<String, List<String>> facts = new LinkedHashMap<>();
    final Map<Integer, String> pages = new TreeMap<>();
    final Map<Integer, String> labels = new TreeMap<>();
    final List<Part> parts = new ArrayList<>();
    final List<Image> images = new ArrayList<>();
    String mediaType = "";
    Verdict verdict = Verdict.read("", "");
    private final Limits limits;

    record Part(PartHeader header, ByteArrayOutputStream bytes) {}

    record Image(ImageKind kind, int page, int width, int height, byte[] encoded) {}

    private Collected(Limits limits) {
        this.limits = limits;
    }

    /// Reads bytes under a name, in the ordinary way.
    static Collected read(String name, byte[] bytes) throws Exception {
        return read(bytes, Hints.text(name, null, 0), Limits.TEXT);
    }

    static Collected read(Path file) throws Exception {
        return read(file.getFileName().toString(), Files.readAllBytes(file));
    }

    static Collected read(byte[] bytes, Hints hints, Limits limits) throws Exception {
        Path scratch = Files.createTempDirectory("formats");
        try {
            return read(bytes, hints, limits, scratch);
        } finally {
            try (var left = Files.walk(scratch)) {
                left.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    /// Reads bytes with a scratch folder that outlives it.
    static Collected read(String name, byte[] bytes, Path scratch) throws Exception {
        return read(bytes, Hints.text(name, null, 0), Limits.TEXT, scratch);
    }

    private static Collected read(byte[] bytes, Hints hints, Limits limits, Path scratch)
            throws Exception {
        Collected collected = new Collected(limits);
        try (Content content = Content.of(bytes, scratch)) {
            collected.verdict = READING.read(content, hints, limits, collected);
        } catch (LimitReached limit) {
            collected.verdict = new Verdict(Outcome.STOPPED, limit.reason(), "process shell", "");
        }
        return collected;
    }

    Outcome outcome() {
        return verdict.outcome();
    }

    /// All pages, one after another.
    String text() {
        return String.join("\n", pages.values());
    }

    @Nullable String fact(String name) {
        List<String> values = facts.get(name);
        return values == null ? null : values.getFirst();
    }

    List<String> partPaths() {
        return parts.stream().map(part -> part.header().path()).toList();
    }

    byte[] part(String path) {
        return parts.stream()
                .filter(part -> part.header().path().equals(path))
                .findFirst()
                .orElseThrow()
                .bytes()
                .toByteArray();
    }

    @Override
    public void metadata(String key, String value) {
        facts.computeIfAbsent(key, _ -> new ArrayList<>()).add(value);
    }

    @Override
    public void mediaType(String type) {
        mediaType = type;
    }

    @Override
    public void page(int number, String text, @Nullable String label) {
        if (pages.put(number, text) != null) {
            throw new IllegalStateException("page " + number + " came twice");
        }
        if (label != null) {
            labels.put(number, label);
        }
    }

    @Override
    public OutputStream part(PartHeader header) {
        if (parts.size() >= limits.children()) {
            throw new LimitReached("more than " + limits.children() + " parts");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        parts.add(new Part(header, bytes));
        return bytes;
    }

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
        images.add(new Image(kind, page, width, height, encoded));
    }
}
