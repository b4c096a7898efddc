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

/// Writes a log of up to 65,536 given leaves the simplest way, so that tests can sign what the
/// ledger itself would never sign.
final class MadeLog {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private MadeLog() {}

    /// So many entries of fresh objects.
    static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(leaf(UUID.randomUUID(), NOON, OptionalLong.empty()));
        }
        return leaves;
    }

    static byte[] leaf(UUID object, Instant time, OptionalLong previous) {
        return new Leaf(Entry.of(Act.VIEWED, time, ActorId.SYSTEM, object), previous).encode();
    }

    /// Tiles and a signed checkpoint of these leaves, over whatever the folder has from fewer of
    /// them.
    static Checkpoint write(Path folder, LogKeys keys, List<byte[]> leaves) throws IOException {
        List<byte[]> roots = new ArrayList<>();
        Merkle.Growing tree = new Merkle.Growing();
        for (int from = 0; from < leaves.size(); from += TilePath.FULL) {
            List<byte[]> bundle =
                    leaves.subList(from, Math.min(leaves.size(), from + TilePath.FULL));
            List<byte[]> hashes =
                    bundle.stream().map(leaf -> Merkle.leafHash(leaf).bytes()).toList();
            hashes.forEach(tree::add);
            int tile = from / TilePath.FULL;
            file(
                    folder,
                    new TilePath(TilePath.ENTRIES, tile, bundle.size()),
                    LogFolder.join(bundle));
            file(folder, new TilePath(0, tile, bundle.size()), concatenate(hashes));
            if (hashes.size() == TilePath.FULL) {
                roots.add(
                        LogFolder.subtree(
                                Digest.newSha256(), concatenate(hashes), 0, TilePath.FULL));
            }
        }
        if (!roots.isEmpty()) {
            file(folder, new TilePath(1, 0, roots.size()), concatenate(roots));
        }
        Checkpoint head = new Checkpoint(keys.origin(), leaves.size(), tree.root());
        byte[] note = keys.sign(head, NOON).encode();
        Files.createDirectories(folder.resolve("checkpoints"));
        Files.write(folder.resolve("checkpoints/" + leaves.size()), note);
        Files.write(folder.resolve("checkpoint"), note);
        return head;
    }

    private static void file(Path folder, TilePath tile, byte[] bytes) throws IOException {
        Path file = folder.resolve(tile.path());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    static byte[] concatenate(List<byte[]> parts) {
        var whole = new java.io.ByteArrayOutputStream();
        parts.forEach(whole::writeBytes);
        return whole.toByteArray();
    }
}
