package org.haetae.extract.worker;

/// What a picture made by the reader is for.
public enum ImageKind {
    /// One page as pixels, to be looked at instead of the original.
    PAGE,
    /// A small picture of the whole item, for lists.
    THUMBNAIL
}
