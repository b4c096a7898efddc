package org.haetae.extract;

import java.io.IOException;
import java.io.OutputStream;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// Takes what a worker finds in one item, as it comes.
///
/// All calls for one job come one after another, on a thread of the pool. Counts and sizes have
/// been checked against the job's limits; everything else is as hostile as the file: names, paths,
/// values, text, even pictures (a picture says its size, the decoder must check it again). Strings
/// are valid Unicode without NUL characters.
///
/// Time spent in here is not held against the worker. An exception thrown here ends the job for the
/// caller with that exception; the worker goes on with others.
public interface Receiver {
    /// A fact as the file states it; a key may come several times.
    void metadata(String key, String value) throws IOException;

    /// What the content shows the file to be; the last call counts.
    void mediaType(String type) throws IOException;

    /// Text of one page; pages usually come in order, and none has to.
    void page(int number, String text, @Nullable String label) throws IOException;

    /// A part begins. Its bytes are written to the stream returned, which is closed when the part
    /// is whole, and otherwise handed to [#cut].
    OutputStream part(PartHeader header) throws IOException;

    /// The part under way gets no more bytes and is not whole. The stream is not closed by the
    /// caller: closing means whole.
    void cut(OutputStream part) throws IOException;

    /// A picture, as PNG or JPEG or whatever a worker that was taken over pretends to be one.
    void image(ImageKind kind, int page, int width, int height, byte[] encoded) throws IOException;

    /// The worker died after some of the above had come; may the job be tried again from the start?
    /// To say yes means that what came so far has been forgotten. After no, the reading ends with
    /// what came.
    ///
    /// Not asked when nothing had come yet: the job is then simply tried again.
    boolean again() throws IOException;

    /// The last call, unless an exception ended the job.
    void done(Reading reading) throws IOException;
}
