package org.haetae.archive;

import java.util.Optional;

/// What became of one file handed over. Given only once its bytes and its ledger entry are durable.
///
/// @param item under which the bytes are kept; an older one when they were here already
/// @param sha256 of the plain bytes, hex
/// @param bytes length of the plain bytes
/// @param duplicate true when the same bytes lay in these compartments already, so that only a
///   second provenance was recorded
/// @param previous the item that lay at this place before it changed
public record Receipt(
        ItemId item, String sha256, long bytes, boolean duplicate, Optional<ItemId> previous) {}
