package org.haetae.extract.worker;

import java.time.Duration;

/// How much one job may take and give back.
///
/// The worker stops itself at these, so that what was read until then is kept; the parent checks
/// the same numbers again on every frame, because the worker may have been taken over.
///
/// @param wall time from the first byte of the job to its verdict
/// @param pages most pages
/// @param textBytes most text of all pages together, in UTF-8 bytes
/// @param children most parts of one container
/// @param depth deepest nesting of which parts are still taken: a file at this depth gets no parts,
///   and outcome `stopped`
/// @param ratio most output (text and parts) for each byte of input, once `ratioFreeBytes` of
///   output are passed
/// @param ratioFreeBytes output that is never measured against the input
/// @param imageSide longest side of an image made or decoded, in pixels
/// @param outputBytes most output of all kinds together, in bytes
/// @param metadataValues most metadata entries
/// @param metadataBytes longest single metadata value, in UTF-8 bytes; longer ones are cut
public record Limits(
        Duration wall,
        int pages,
        long textBytes,
        int children,
        int depth,
        int ratio,
        long ratioFreeBytes,
        int imageSide,
        long outputBytes,
        int metadataValues,
        int metadataBytes) {

    private static final long MB = 1L << 20;

    /// For metadata, text and parts.
    public static final Limits TEXT =
            new Limits(
                    Duration.ofSeconds(30),
                    10_000,
                    32 * MB,
                    10_000,
                    10,
                    100,
                    10 * MB,
                    10_000,
                    4096 * MB,
                    2_000,
                    64 << 10);

    /// For page images and thumbnails.
    public static final Limits RENDER = TEXT.within(Duration.ofSeconds(120));

    /// For text from pixels.
    public static final Limits OCR = TEXT.within(Duration.ofSeconds(600));

    /// The same with another time.
    public Limits within(Duration other) {
        return new Limits(
                other,
                pages,
                textBytes,
                children,
                depth,
                ratio,
                ratioFreeBytes,
                imageSide,
                outputBytes,
                metadataValues,
                metadataBytes);
    }

    /// Most bytes that an input of this length may unfold to.
    public long unfolded(long inputBytes) {
        long byRatio =
                inputBytes > Long.MAX_VALUE / ratio
                        ? Long.MAX_VALUE
                        : Math.max(ratioFreeBytes, inputBytes * ratio);
        return Math.min(byRatio, outputBytes);
    }
}
