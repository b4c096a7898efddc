package org.haetae.casebook;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.ledger.Digest;

/// Finds the item that a file of claims means.
public final class Sources {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Sources() {}

    /// @param named its id, or the SHA-256 of its bytes in small letters: of several items with
    ///   these the one that was received first
    /// @throws IllegalArgumentException when it names none, or none that is there for them
    public static ItemId item(Archive archive, Clearance by, String named) {
        if (SHA256.matcher(named).matches()) {
            return archive.items(by, new Digest(HexFormat.of().parseHex(named))).stream()
                    .min(Comparator.comparing(Item::position))
                    .map(Item::id)
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "there is no item with SHA-256 \"%s\""
                                                    .formatted(named)));
        }
        if (ID.matcher(named).matches()) {
            return ItemId.parse(named);
        }
        throw new IllegalArgumentException(
                "item is \"%s\"; expected its SHA-256 in small letters, or its id"
                        .formatted(named));
    }
}
