package org.haetae.extract.worker;

import org.jspecify.annotations.Nullable;

/// How much of its [Limits] one job has used.
///
/// The worker and its parent each keep one: the worker to stop in time and keep what it has, the
/// parent because it believes nothing. Each method counts and answers null, or the limit that would
/// be passed, in plain words; what would pass it is not counted.
public final class Allowance {
    private final Limits limits;
    private final long unfolded;
    private final long inputBytes;
    private int pages;
    private int children;
    private int metadataValues;
    private long textBytes;
    private long outputBytes;

    /// A job of this many bytes that has used nothing yet.
    public Allowance(Limits limits, long inputBytes) {
        this.limits = limits;
        this.inputBytes = inputBytes;
        this.unfolded = limits.unfolded(inputBytes);
    }

    /// Whether anything but the limits of the whole still allows another metadata value.
    public boolean metadata() {
        return ++metadataValues <= limits.metadataValues();
    }

    /// Counts one page of text.
    public @Nullable String page(long bytes) {
        if (pages + 1 > limits.pages()) {
            return "more than %,d pages".formatted(limits.pages());
        }
        if (textBytes + bytes > limits.textBytes()) {
            return "more than %,d MB of text".formatted(limits.textBytes() >> 20);
        }
        String over = output(bytes);
        if (over == null) {
            pages++;
            textBytes += bytes;
        }
        return over;
    }

    /// Counts one part, before its bytes.
    public @Nullable String part(int depth) {
        if (depth >= limits.depth()) {
            return "nested more than %d deep".formatted(limits.depth());
        }
        if (children + 1 > limits.children()) {
            return "more than %,d parts".formatted(limits.children());
        }
        children++;
        return null;
    }

    /// Counts bytes of a part or a page.
    public @Nullable String output(long bytes) {
        if (outputBytes + bytes > unfolded) {
            return unfolded == limits.outputBytes()
                    ? "more than %,d MB of output".formatted(limits.outputBytes() >> 20)
                    : "unfolds to more than %,d bytes from %,d (over %d to 1)"
                            .formatted(unfolded, inputBytes, limits.ratio());
        }
        outputBytes += bytes;
        return null;
    }

    /// Counts one picture. Pixels unfold by nature, so only the total of output bounds them.
    public @Nullable String image(int width, int height, long bytes) {
        if (width < 1 || height < 1 || width > limits.imageSide() || height > limits.imageSide()) {
            return "a picture of %d x %d, sides may be 1 to %,d"
                    .formatted(width, height, limits.imageSide());
        }
        if (outputBytes + bytes > limits.outputBytes()) {
            return "more than %,d MB of output".formatted(limits.outputBytes() >> 20);
        }
        if (pages + 1 > limits.pages() * 2L) {
            return "more than %,d pictures".formatted(limits.pages() * 2L);
        }
        pages++;
        outputBytes += bytes;
        return null;
    }
}
