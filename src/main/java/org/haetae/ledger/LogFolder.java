package org.haetae.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A log as static files in the layout of C2SP tlog-tiles, ours or somebody else's. Reads; never
/// writes.
///
/// Nothing read here is true until a signature and the tree were checked: [LedgerCheck] does both.
public final class LogFolder {

    /// The newest checkpoint.
    static final String CHECKPOINT = "checkpoint";

    /// Every checkpoint ever published, each under its size. Ours alone; the specification has no
    /// place for them and other readers do not look.
    static final String CHECKPOINTS = "checkpoints";

    /// Where files are written before they get their names; not a part of the log.
    static final String WRITING = ".writing";

    /// No bundle is longer, 256 entries of 65,535 bytes each; of a longer file the rest is not
    /// read.
    private static final int LIMIT_BYTES = TilePath.FULL * (Short.BYTES + Leaf.LIMIT_BYTES) + 1;

    private static final int KEPT_TILES = 64;

    private final Path folder;
    private final Map<TilePath, byte[]> tiles =
            new LinkedHashMap<>(KEPT_TILES, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<TilePath, byte[]> eldest) {
                    return size() > KEPT_TILES;
                }
            };

    public LogFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /// Bytes of the newest checkpoint, a [SignedNote]; empty when none was published.
    public Optional<byte[]> checkpoint() {
        return read(CHECKPOINT);
    }

    /// Bytes of the checkpoints that were published before, by the size in their file names.
    public Map<Long, byte[]> checkpoints() {
        Map<Long, byte[]> checkpoints = new TreeMap<>();
        Path history = folder.resolve(CHECKPOINTS);
        if (!Files.isDirectory(history)) {
            return checkpoints;
        }
        try (Stream<Path> files = Files.list(history)) {
            files.map(file -> file.getFileName().toString())
                    .filter(LogFolder::isSize)
                    .forEach(
                            name ->
                                    read(CHECKPOINTS + "/" + name)
                                            .ifPresent(
                                                    bytes ->
                                                            checkpoints.put(
                                                                    Long.parseLong(name), bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("listing the checkpoints of a log", e);
        }
        return checkpoints;
    }

    /// Sizes of the heads that were published before, in order; their files are not read.
    public List<Long> sizes() {
        Path history = folder.resolve(CHECKPOINTS);
        if (!Files.isDirectory(history)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(history)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(LogFolder::isSize)
                    .map(Long::parseLong)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing the checkpoints of a log", e);
        }
    }

    static boolean isSize(String name) {
        return name.matches("0|[1-9][0-9]{0,17}");
    }

    /// Bytes of a tile or bundle. In place of a partial one that is not there any more, the
    /// beginning of the full one.
    Optional<byte[]> tile(TilePath tile) {
        Optional<byte[]> exact = read(tile.path());
        if (exact.isPresent() || !tile.isPartial()) {
            return exact;
        }
        return read(tile.full().path()).flatMap(full -> beginning(tile, full));
    }

    private static Optional<byte[]> beginning(TilePath tile, byte[] full) {
        if (tile.level() == TilePath.ENTRIES) {
            return split(full, TilePath.FULL)
                    .map(entries -> join(entries.subList(0, tile.width())));
        }
        int length = tile.width() * Digest.SIZE_BYTES;
        return full.length < length ? Optional.empty() : Optional.of(Arrays.copyOf(full, length));
    }

    /// The entries of a bundle; empty when the bytes are not exactly so many length-prefixed ones.
    static Optional<List<byte[]>> split(byte[] bundle, int count) {
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        List<byte[]> entries = new ArrayList<>(count);
        while (rest.remaining() >= Short.BYTES) {
            int length = Short.toUnsignedInt(rest.getShort());
            if (length > rest.remaining()) {
                return Optional.empty();
            }
            byte[] entry = new byte[length];
            rest.get(entry);
            entries.add(entry);
        }
        return rest.hasRemaining() || entries.size() != count
                ? Optional.empty()
                : Optional.of(entries);
    }

    static byte[] join(List<byte[]> entries) {
        int length = entries.stream().mapToInt(entry -> Short.BYTES + entry.length).sum();
        ByteBuffer bundle = ByteBuffer.allocate(length);
        for (byte[] entry : entries) {
            if (entry.length > Leaf.LIMIT_BYTES) {
                throw new IllegalArgumentException(
                        "entry has %d bytes; expected at most %d"
                                .formatted(entry.length, Leaf.LIMIT_BYTES));
            }
            bundle.putShort((short) entry.length).put(entry);
        }
        return bundle.array();
    }

    /// The raw entry at a position of a log of `size` entries.
    ///
    /// @throws IntegrityException when its bundle is missing or malformed
    public byte[] entry(long position, long size) {
        long index = position / TilePath.FULL;
        int width = TilePath.widthAt(TilePath.ENTRIES, index, size);
        if (position < 0 || position >= size) {
            throw new IllegalArgumentException(
                    "no entry %d in a log of %d; expected 0 <= position < size"
                            .formatted(position, size));
        }
        TilePath tile = new TilePath(TilePath.ENTRIES, index, width);
        byte[] bundle =
                tile(tile)
                        .orElseThrow(
                                () ->
                                        new IntegrityException(
                                                LedgerCode.BUNDLE_MISSING.at(
                                                        tile.path(), "nothing", "a bundle")));
        return split(bundle, width)
                .orElseThrow(
                        () ->
                                new IntegrityException(
                                        LedgerCode.BUNDLE_MALFORMED.at(
                                                tile.path(),
                                                bundle.length + " bytes",
                                                width + " entries")))
                .get(Math.toIntExact(position % TilePath.FULL));
    }

    /// Hashes of complete subtrees, read from the tiles of a log of `size` entries; what [Merkle]
    /// makes roots and proofs from.
    ///
    /// @throws IntegrityException by the result, when a tile is missing or too short
    public Merkle.Nodes nodes(long size) {
        return (level, index) -> node(level, index, size);
    }

    private Digest node(int level, long index, long size) {
        int tileLevel = level / TilePath.HEIGHT;
        int within = level % TilePath.HEIGHT;
        long first = index << within;
        long tileIndex = first / TilePath.FULL;
        int width = TilePath.widthAt(tileLevel, tileIndex, size);
        TilePath path = new TilePath(tileLevel, tileIndex, width);
        byte[] hashes = tiles.computeIfAbsent(path, this::hashes);
        MessageDigest sha256 = Digest.newSha256();
        int offset = Math.toIntExact(first % TilePath.FULL);
        return new Digest(subtree(sha256, hashes, offset, 1 << within));
    }

    private byte[] hashes(TilePath path) {
        byte[] hashes =
                tile(path)
                        .orElseThrow(
                                () ->
                                        new IntegrityException(
                                                LedgerCode.TILE_MISSING.at(
                                                        path.path(), "nothing", "a tile")));
        int expected = path.width() * Digest.SIZE_BYTES;
        if (hashes.length != expected) {
            throw new IntegrityException(
                    LedgerCode.TILE_MALFORMED.at(
                            path.path(), hashes.length + " bytes", expected + " bytes"));
        }
        return hashes;
    }

    /// Root over `count` hashes, a power of two, of a tile.
    static byte[] subtree(MessageDigest sha256, byte[] hashes, int offset, int count) {
        if (count == 1) {
            int from = offset * Digest.SIZE_BYTES;
            return Arrays.copyOfRange(hashes, from, from + Digest.SIZE_BYTES);
        }
        int half = count / 2;
        return Merkle.nodeHash(
                sha256,
                subtree(sha256, hashes, offset, half),
                subtree(sha256, hashes, offset + half, half));
    }

    /// Hands on every file of the folder, relative, one folder after the other and each in order;
    /// what is being written is left out. Of a large log the names alone would fill the memory.
    void forEachFile(Consumer<String> consumer) {
        forEachFile("", consumer);
    }

    private void forEachFile(String under, Consumer<String> consumer) {
        List<String> names;
        try (Stream<Path> list = Files.list(folder.resolve(under))) {
            names = list.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return; // gone since, or never there
        } catch (IOException e) {
            throw new UncheckedIOException("listing the files of a log", e);
        }
        for (String name : names) {
            String path = under.isEmpty() ? name : under + "/" + name;
            if (Files.isDirectory(folder.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
                if (!path.equals(WRITING)) {
                    forEachFile(path, consumer);
                }
            } else {
                consumer.accept(path);
            }
        }
    }

    /// The files under one folder of the log, relative to the log, sorted.
    List<String> files(String under) {
        Path start = folder.resolve(under);
        if (!Files.isDirectory(start, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(start)) {
            return walk.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing the files of a log", e);
        }
    }

    /// Bytes of one file of the log, empty when it is not there.
    Optional<byte[]> read(String path) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(LIMIT_BYTES));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // gone since: a partial tile that has become full
        } catch (IOException e) {
            throw new UncheckedIOException("reading %s of a log".formatted(path), e);
        }
    }
}
