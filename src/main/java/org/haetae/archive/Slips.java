package org.haetae.archive;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.CompartmentId;

/// Small records about items, each sealed under the secret of its item, so that they fall with it.
/// Holds the secrets of the items that it was asked for ([Archive#slips]); not to be kept.
public final class Slips {

    /// @param compartments in which the item lies
    record Held(Secret secret, Set<CompartmentId> compartments) {}

    private final Map<UUID, Held> held;

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
        return Vault.seal(secret(item), item.value(), plain);
    }

    /// @throws java.util.NoSuchElementException when there is no such item for who asked
    public byte[] open(ItemId item, byte[] sealed) {
        return Vault.open(secret(item), item.value(), sealed);
    }

    private Secret secret(ItemId item) {
        return Optional.ofNullable(held.get(item.value())).orElseThrow().secret();
    }
}
