package org.haetae.search;

import org.haetae.archive.ItemId;

/// Where the words of a page are read from when a passage of it is shown. The index keeps none.
@FunctionalInterface
public interface PageText {

    /// The text of one page exactly as it was given to the index, or an empty text when it is not
    /// there any more.
    ///
    /// @param page first page is 1
    String page(ItemId item, int page);
}
