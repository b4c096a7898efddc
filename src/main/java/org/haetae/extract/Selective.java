package org.haetae.extract;

import java.io.OutputStream;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// A [Receiver] that lets everything pass save what the one below it listens to, and is tried again
/// when the worker dies.
abstract class Selective implements Receiver {
    @Override
    public void metadata(String key, String value) {}

    @Override
    public void mediaType(String type) {}

    @Override
    public void page(int number, String text, @Nullable String label) {}

    @Override
    public OutputStream part(PartHeader header) {
        return OutputStream.nullOutputStream();
    }

    @Override
    public void cut(OutputStream part) {}

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded)
            throws java.io.IOException {}

    @Override
    public boolean again() {
        return true;
    }

    @Override
    public void done(Reading reading) {}
}
