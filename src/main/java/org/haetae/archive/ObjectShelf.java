package org.haetae.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.ledger.Finding;
import org.haetae.objects.Bucket;
import org.haetae.packing.OcflCheck;

/// The storage root in an object store. What a store has acknowledged is durable; nothing in it can
/// be moved at once, so a version is brought there file by file, content first and what makes it a
/// version last, and only then is it taken out of deposit.
final class ObjectShelf implements Shelf {

    private static final int LINES = 8;

    private final Bucket bucket;
    private final Path scratch;
    private final ExecutorService lines =
            Executors.newFixedThreadPool(
                    LINES, Thread.ofPlatform().name("objects-", 1).daemon().factory());

    /// @param scratch folder for small files
    ObjectShelf(Bucket bucket, Path scratch) {
        this.bucket = bucket;
        this.scratch = scratch;
    }

    private interface Question<T> {
        T put() throws IOException;
    }

    /// That there is no such object is an answer; anything else is not about the object.
    private static <T> T answered(Question<T> question) throws NoSuchFileException {
        try {
            return question.put();
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("the object store of the archive does not answer", e);
        }
    }

    @Override
    public ReadableByteChannel open(String place) throws IOException {
        return Channels.newChannel(answered(() -> bucket.read(place)));
    }

    @Override
    public SortedMap<String, Long> list(String folder) throws IOException {
        return answered(() -> bucket.list(folder.isEmpty() ? "" : folder + "/"));
    }

    @Override
    public boolean holds(String place) throws IOException {
        return answered(() -> bucket.holds(place + "/") || bucket.list(place).containsKey(place));
    }

    @Override
    public void put(String place, Path file) throws IOException {
        bucket.replace(place, file);
        Files.delete(file);
    }

    /// A crash in the middle leaves all of it in deposit, and some of it in the store, where the
    /// same bytes are put again.
    @Override
    public void take(Path staged, String object, String version) throws IOException {
        var contents = new ArrayList<Path>();
        var inventories = new ArrayList<Path>();
        try (var files = Files.walk(staged.resolve(version))) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                (file.getParent().endsWith(version) ? inventories : contents).add(file);
            }
        }
        bring(contents, staged, object);
        bring(inventories, staged, object);
        try (var files = Files.list(staged)) {
            // Of the object itself, with its first version.
            bring(files.filter(Files::isRegularFile).toList(), staged, object);
        }
        StorageRoot.deleteWhole(staged);
    }

    private void bring(List<Path> files, Path staged, String object) throws IOException {
        var bringing = new ArrayList<Callable<Void>>();
        for (var file : files) {
            bringing.add(
                    () -> {
                        bucket.replace(object + "/" + staged.relativize(file), file);
                        return null;
                    });
        }
        together(bringing);
    }

    private void together(List<Callable<Void>> work) throws IOException {
        try {
            for (var one : lines.invokeAll(work)) {
                one.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while objects were brought to their store", e);
        } catch (ExecutionException e) {
            throw new IOException(
                    "the object store of the archive does not take all", e.getCause());
        }
    }

    @Override
    public void keepAside(String place, Path to) throws IOException {
        Files.move(local(place, to.resolveSibling("fetched")), to);
        Disk.force(to);
        Disk.forceFolder(to.getParent());
    }

    @Override
    public void remove(String object) throws IOException {
        var files = new ArrayList<>(list(object).keySet());
        // The declaration last: while it is there, this is not finished.
        files.sort(Comparator.comparing(place -> place.startsWith(object + "/0=")));
        for (var place : files) {
            bucket.delete(place);
        }
    }

    /// By an outline of the root: all its names, and the bytes of all but sealed files.
    @Override
    public List<Finding> layout() throws IOException {
        var outline = Files.createTempFile(scratch, "outline", ".zip");
        try {
            try (var zip = new ZipOutputStream(Files.newOutputStream(outline))) {
                for (var place : list("").keySet()) {
                    zip.putNextEntry(new ZipEntry(place));
                    if (!place.contains("/content/")) {
                        try (var in = bucket.read(place)) {
                            in.transferTo(zip);
                        }
                    }
                    zip.closeEntry();
                }
            }
            try (var files = FileSystems.newFileSystem(outline)) {
                return OcflCheck.root(files.getPath("/"), false);
            }
        } finally {
            Files.deleteIfExists(outline);
        }
    }

    @Override
    public Path local(String place, Path scratch) throws IOException {
        try (var in = answered(() -> bucket.read(place))) {
            Files.copy(in, scratch, StandardCopyOption.REPLACE_EXISTING);
        }
        return scratch;
    }

    @Override
    public void sweep(Instant now) {
        bucket.sweep(now);
    }

    @Override
    public void close() {
        lines.shutdownNow();
        bucket.close();
    }
}
