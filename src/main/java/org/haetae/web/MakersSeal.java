package org.haetae.web;

import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.home.Epochs;

/// Seals what somebody keeps for themselves under a key of the home, bound to its id and its maker:
/// a row moved to someone else does not open.
final class MakersSeal {
    private final Epochs keys;

    /// @param keys replaced by each erasure, which forgets all that was sealed
    MakersSeal(Epochs keys) {
        this.keys = keys;
    }

    byte[] seal(UUID id, Clearance by, byte[] plain) {
        return keys.seal(keys.newest(), id + "/" + by.actor(), plain);
    }

    byte[] open(UUID id, Clearance by, byte[] sealed) {
        return keys.open(keys.newest(), id + "/" + by.actor(), sealed);
    }
}
