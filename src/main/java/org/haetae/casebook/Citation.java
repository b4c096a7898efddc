package org.haetae.casebook;

import java.util.Optional;
import org.haetae.archive.ItemId;

/// Where a claim is supported.
///
/// @param reading ledger position of the reading whose text was cited; -1 when the item was cited
///   without words
/// @param quote the words as they were then; absent when a picture or a recording is cited, and
///   once the item was erased
public record Citation(ItemId item, Locator locator, long reading, Optional<Quote> quote) {}
