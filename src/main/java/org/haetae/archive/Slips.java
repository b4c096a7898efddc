package org.haetae.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import org.haetae.access.CompartmentId;

/// Small records about items, each sealed under the secret of its item, so that they fall with it.
/// Holds the secrets of the items that it was asked for ([Archive#slips]); not to be kept.
public final class Slips {

    /// @param compartments in which the item lies
    record Held(Secret secret, Set<CompartmentId> compartments) {}

    private final Map<UUID, Held> held;

    /// Derived once for all records of an item.
    private final Map<UUID, SecretKey> keys = new ConcurrentHashMap<>();

    Slips(Map<UUID, Held> held) {
        this.held = new HashMap<>(held);
    }

    /// In which compartments an item lies; nothing when there is no such item for who asked, or
    /// none any more.
    public Optional<Set<CompartmentId>> compartments(ItemId item) {
        return Optional.ofNullable(held.get(item.value())).map(Held::compartments);
    }

    /// @throws java.util.NoSuchElementException when there is no such item for who asked
    public byte[] seal(ItemId item, byte[] plain) {
        return Vault.seal(key(item), item.value(), plain);
    }

    /// @throws java.util.NoSuchElementException when there is no such item for who asked
    public byte[] open(ItemId item, byte[] sealed) {
        return Vault.open(key(item), item.value(), sealed);
    }

    private SecretKey key(ItemId item) {
        return keys.computeIfAbsent(
                item.value(),
                id -> Vault.recordKey(Optional.ofNullable(held.get(id)).orElseThrow().secret()));
    }
}
