package org.haetae.extract;

import org.haetae.archive.Item;

/// A reading that has ended and is still to be recorded.
///
/// @param before whether words of the item may be kept already, to be replaced
record Finished(Item item, Reading reading, String mediaType, Text text, boolean before) {}
