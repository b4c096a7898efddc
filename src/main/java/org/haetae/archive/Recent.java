package org.haetae.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.archive.Acceptance.Accepted;
import org.jspecify.annotations.Nullable;

/// What was just received, kept in memory for the rooms that follow on its heels, so that a bulk
/// intake need not unseal again what it sealed a moment ago. Bounded; forgetting it costs time
/// only.
final class Recent {

    private static final long MOST_BYTES = 24L << 20;
    private static final int MOST_ITEMS = 8_000;

    private final Map<ItemId, byte[]> bytes = new LinkedHashMap<>();
    private final Map<ItemId, Item> items = new LinkedHashMap<>();
    private long total;

    synchronized void remember(Accepted accepted, Accession accession, Instant now) {
        var sealed = accepted.sealed();
        if (sealed.plain() != null) {
            bytes.put(accepted.item(), sealed.plain());
            total += sealed.plain().length;
        }
        items.put(
                accepted.item(),
                Item.of(
                        accepted.description(),
                        accession.compartments(),
                        sealed.sealedBytes(),
                        HexFormat.of().formatHex(sealed.sealedSha256()),
                        now,
                        accepted.position()));
        while (total > MOST_BYTES) {
            total -= bytes.remove(bytes.keySet().iterator().next()).length;
        }
        while (items.size() > MOST_ITEMS) {
            items.remove(items.keySet().iterator().next());
        }
    }

    /// The bytes, once: who reads them has no need of them again.
    synchronized byte @Nullable [] takeBytes(ItemId item) {
        var taken = bytes.remove(item);
        if (taken != null) {
            total -= taken.length;
        }
        return taken;
    }

    /// Those of the items that are remembered.
    synchronized List<Item> items(Collection<ItemId> ids) {
        var found = new ArrayList<Item>(ids.size());
        for (var id : ids) {
            var item = items.get(id);
            if (item != null) {
                found.add(item);
            }
        }
        return found;
    }
}
