package org.haetae.extract.worker;

import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Where a reader puts what it finds in one file.
///
/// Everything is sent on as it comes, so a reader need not hold a document in memory, and what was
/// put here before a kill is kept. Each method throws [LimitReached] at a limit, and so does
/// writing to a part. Not for use by several threads at once.
public interface Sink {
    /// A fact as the file states it. The same key may come again: it then has several values.
    void metadata(String key, String value);

    /// What the content shows the file to be, such as `application/pdf`; the last call counts.
    void mediaType(String type);

    /// The text of one page.
    ///
    /// @param number counted from 1; formats without pages have their own cut (sheet, slide,
    ///   chapter, or simply one page)
    /// @param label what the document itself calls the page (`iv`, a sheet's name), if it does
    void page(int number, String text, @Nullable String label);

    /// One part inside this file; its bytes are written to the stream, which must be closed before
    /// anything else is put here. The part is read by a job of its own later.
    OutputStream part(PartHeader header);

    /// A picture made of this file, as PNG or JPEG.
    ///
    /// @param page counted from 1; 0 for one of the item as a whole
    void image(ImageKind kind, int page, int width, int height, byte[] encoded);
}
