package org.haetae.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.CompartmentId;

/// One file as received, or one part of it, as recorded.
///
/// @param path where it lay, as given; a part's path is its place inside the container
/// @param sha256 of the plain bytes, hex
/// @param sealedSha256 of the sealed file, hex; the digest that stands in the ledger
/// @param position of its entry in the ledger
/// @param provenances further times the same bytes were received
public record Item(
        ItemId id,
        AccessionId accession,
        Set<CompartmentId> compartments,
        Optional<ItemId> parent,
        int depth,
        Optional<ItemId> previous,
        String path,
        Optional<Instant> modified,
        long bytes,
        String sha256,
        long sealedBytes,
        String sealedSha256,
        Instant receivedAt,
        long position,
        List<Provenance> provenances) {

    static Item of(
            Description description,
            Set<CompartmentId> compartments,
            long sealedBytes,
            String sealedSha256,
            Instant receivedAt,
            long position) {
        return new Item(
                new ItemId(description.item()),
                new AccessionId(description.accession()),
                compartments,
                description.parent().map(ItemId::new),
                description.depth(),
                description.previous().map(ItemId::new),
                description.path(),
                description.modified(),
                description.bytes(),
                description.sha256(),
                sealedBytes,
                sealedSha256,
                receivedAt,
                position,
                List.of());
    }

    Item with(List<Provenance> others) {
        return others.isEmpty()
                ? this
                : new Item(
                        id,
                        accession,
                        compartments,
                        parent,
                        depth,
                        previous,
                        path,
                        modified,
                        bytes,
                        sha256,
                        sealedBytes,
                        sealedSha256,
                        receivedAt,
                        position,
                        List.copyOf(others));
    }

    /// Last step of the path.
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// The same bytes received again.
    public record Provenance(
            AccessionId accession,
            Optional<ItemId> parent,
            String path,
            Optional<Instant> modified,
            Instant receivedAt,
            long position) {}
}
