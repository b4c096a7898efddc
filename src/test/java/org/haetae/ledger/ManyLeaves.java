package org.haetae.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.haetae.access.ActorId;

/// Writes a log of as many entries as are wanted, with keys of its own, for measuring what checks
/// it.
///
/// `java -cp CLASSES org.haetae.ledger.ManyLeaves FOLDER COUNT`
public final class ManyLeaves {

    private ManyLeaves() {}

    public static void main(String... words) throws IOException {
        Path folder = Path.of(words[0]);
        long count = Long.parseLong(words[1]);
        Path log = Files.createDirectories(folder.resolve("ledger"));
        LogKeys keys = LogKeys.open(Files.createDirectories(folder.resolve("keys")));
        Merkle.Growing tree = new Merkle.Growing();
        List<byte[]> hashes = new ArrayList<>();
        List<byte[]> roots = new ArrayList<>();
        List<byte[]> bundle = new ArrayList<>();
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        for (long i = 0; i < count; i++) {
            Entry entry =
                    Entry.of(Act.RECEIVED, now.plusMillis(i), ActorId.SYSTEM, UUID.randomUUID());
            byte[] leaf = new Leaf(entry, OptionalLong.empty()).encode();
            byte[] hash = Merkle.leafHash(leaf).bytes();
            bundle.add(leaf);
            hashes.add(hash);
            tree.add(hash);
            if (bundle.size() == TilePath.FULL || i == count - 1) {
                long index = i / TilePath.FULL;
                write(
                        log,
                        new TilePath(TilePath.ENTRIES, index, bundle.size()),
                        LogFolder.join(bundle));
                byte[] tile = MadeLog.concatenate(hashes);
                write(log, new TilePath(0, index, hashes.size()), tile);
                if (hashes.size() == TilePath.FULL) {
                    roots.add(LogFolder.subtree(Digest.newSha256(), tile, 0, TilePath.FULL));
                }
                bundle.clear();
                hashes.clear();
            }
        }
        for (int level = 1; !roots.isEmpty(); level++) {
            List<byte[]> above = new ArrayList<>();
            for (int from = 0; from < roots.size(); from += TilePath.FULL) {
                List<byte[]> some =
                        roots.subList(from, Math.min(roots.size(), from + TilePath.FULL));
                byte[] tile = MadeLog.concatenate(some);
                write(log, new TilePath(level, from / TilePath.FULL, some.size()), tile);
                if (some.size() == TilePath.FULL) {
                    above.add(LogFolder.subtree(Digest.newSha256(), tile, 0, TilePath.FULL));
                }
            }
            roots = above;
        }
        Checkpoint head = new Checkpoint(keys.origin(), count, tree.root());
        byte[] note = keys.sign(head, now).encode();
        Files.createDirectories(log.resolve("checkpoints"));
        Files.write(log.resolve("checkpoints/" + count), note);
        Files.write(log.resolve("checkpoint"), note);
    }

    private static void write(Path log, TilePath tile, byte[] bytes) throws IOException {
        Path file = log.resolve(tile.path());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
