package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Sources;
import org.haetae.extract.Text;
import org.haetae.ledger.Digest;

/// A file that was taken in before, named by itself or by its id, and its words.
record TakenIn(ItemId item, Text text) {

    /// @param named a file, or the id of an item
    /// @throws Misuse when it was not taken in, or not read yet; says what to do
    static TakenIn of(Rooms rooms, Clearance by, String named) throws IOException {
        var item = item(rooms, by, named);
        if (rooms.archive().item(by, item).isEmpty()) {
            throw new Misuse("there is no item %s".formatted(item));
        }
        return new TakenIn(
                item,
                rooms.renditions()
                        .text(item)
                        .orElseThrow(
                                () ->
                                        new Misuse(
                                                "item %s was not read yet; run haetae reread %s"
                                                        .formatted(item, item))));
    }

    private static ItemId item(Rooms rooms, Clearance by, String named) throws IOException {
        var file = Path.of(named);
        if (!Files.isReadable(file)) {
            return new ItemId(Typed.id(named));
        }
        var sha256 = Digest.newSha256();
        try (var content = Files.newInputStream(file)) {
            var buffer = new byte[1 << 16];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        }
        try {
            return Sources.item(rooms.archive(), by, HexFormat.of().formatHex(sha256.digest()));
        } catch (IllegalArgumentException e) {
            throw new Misuse(
                    "%s was not taken in yet, and each claim cites it; run haetae add %s first"
                            .formatted(named, named));
        }
    }
}
