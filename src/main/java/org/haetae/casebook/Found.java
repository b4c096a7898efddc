package org.haetae.casebook;

/// What a citation was found to be when its item was read again.
public sealed interface Found {

    /// The same words stand where they stood; of a picture or a recording: it is there and reaches
    /// so far.
    record AsCited() implements Found {}

    /// The same words stand elsewhere now: the text was made anew.
    record Moved(Locator.Passage to) implements Found {}

    /// The words are not there any more.
    record Gone(Why why) implements Found {}

    /// Why words are not there.
    enum Why {
        ERASED,
        NOT_READ,
        OTHER_WORDS,
        /// The item has no such page, no picture of it, or is no recording.
        NO_SUCH_PLACE
    }
}
