package org.haetae.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.archive.Acceptance.Accepted;
import org.jspecify.annotations.Nullable;

/// What was just received and not read yet, kept in memory for the room that reads it, so that a
/// bulk intake need not look up and unseal again what it sealed a moment ago. What came first is
/// read first, so that when there is no room left it is the newest whose bytes are not kept.
/// Forgetting costs time only.
final class Recent {

    static final long MOST_BYTES = 12L << 20;
    private static final int MOST_ITEMS = 8_000;
    private static final int MOST_KEYS = 60_000;

    private static final Duration STALE = Duration.ofMinutes(5);

    /// Where a sealed file is, and what opens it.
    record Place(AccessionId accession, int version, Secret secret, Instant since) {}

    private record Plain(byte[] bytes, Instant since) {}

    private final Map<ItemId, Plain> bytes = new LinkedHashMap<>();

    /// Those of which nobody spoke for longest first.
    private final Map<ItemId, Item> items = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<ItemId, Place> places = new LinkedHashMap<>();
    private long total;

    synchronized void remember(Accepted accepted, Accession accession, int version, Instant now) {
        var sealed = accepted.sealed();
        var plain = sealed.plain();
        forgetStale(now);
        if (plain != null && total + plain.length <= MOST_BYTES) {
            bytes.put(accepted.item(), new Plain(plain, now));
            total += plain.length;
        } else if (places.size() < MOST_KEYS) {
            places.put(accepted.item(), new Place(accession.id(), version, sealed.secret(), now));
        }
        remember(
                Item.of(
                        accepted.description(),
                        accession.compartments(),
                        sealed.sealedBytes(),
                        HexFormat.of().formatHex(sealed.sealedSha256()),
                        now,
                        accepted.position()));
    }

    /// Whether the bytes of a small file that comes next would be kept.
    synchronized boolean hasRoom() {
        return total < MOST_BYTES;
    }

    /// What was looked up for one of the rooms is soon looked up by the next.
    synchronized void remember(Item item) {
        items.put(item.id(), item);
        if (items.size() > MOST_ITEMS) {
            items.remove(items.keySet().iterator().next());
        }
    }

    /// The bytes, once: who reads them has no need of them again.
    synchronized byte @Nullable [] takeBytes(ItemId item) {
        var taken = bytes.remove(item);
        if (taken == null) {
            return null;
        }
        total -= taken.bytes().length;
        return taken.bytes();
    }

    synchronized void forget(Collection<ItemId> erased) {
        for (var item : erased) {
            takeBytes(item);
            places.remove(item);
            items.remove(item);
        }
    }

    private void forgetStale(Instant now) {
        var before = now.minus(STALE);
        for (var eldest = bytes.values().iterator(); eldest.hasNext(); ) {
            var plain = eldest.next();
            if (plain.since().isAfter(before)) {
                break;
            }
            total -= plain.bytes().length;
            eldest.remove();
        }
        for (var eldest = places.values().iterator(); eldest.hasNext(); ) {
            if (eldest.next().since().isAfter(before)) {
                break;
            }
            eldest.remove();
        }
    }

    /// Where the bytes are that are not at hand, once.
    synchronized @Nullable Place takePlace(ItemId item) {
        return places.remove(item);
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
