package org.haetae.extract;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// A receiver that keeps everything, for looking at it.
class Kept implements Receiver {
    final Map<String, String> metadata = new LinkedHashMap<>();
    final List<String> pages = new ArrayList<>();
    final List<PartHeader> parts = new ArrayList<>();
    final List<byte[]> whole = new ArrayList<>();
    final List<Integer> images = new ArrayList<>();
    int cut;
    int askedAgain;
    boolean agree = true;
    @Nullable String type;
    @Nullable Reading reading;

    @Override
    public void metadata(String key, String value) {
        metadata.put(key, value);
    }

    @Override
    public void mediaType(String mediaType) {
        type = mediaType;
    }

    @Override
    public void page(int number, String text, @Nullable String label) {
        pages.add(text);
    }

    @Override
    public OutputStream part(PartHeader header) {
        parts.add(header);
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                whole.add(toByteArray());
            }
        };
    }

    @Override
    public void cut(OutputStream part) {
        cut++;
    }

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
        images.add(encoded.length);
    }

    @Override
    public boolean again() {
        askedAgain++;
        if (agree) {
            metadata.clear();
            pages.clear();
            parts.clear();
            whole.clear();
            images.clear();
        }
        return agree;
    }

    @Override
    public void done(Reading last) {
        reading = last;
    }
}
