package org.haetae.extract;

/// One page as pixels, or a thumbnail of the whole.
///
/// @param encoded PNG or JPEG
public record PageImage(int width, int height, byte[] encoded) {

    /// `image/png` or `image/jpeg`, by the first bytes.
    public String mediaType() {
        return encoded.length > 1 && encoded[0] == (byte) 0xFF ? "image/jpeg" : "image/png";
    }
}
