package org.haetae.extract.worker;

/// What can be told of a picture by its first bytes, without decoding it.
final class Pictures {
    /// Pictures with both sides shorter than this are bullets and rules, not evidence.
    static final int TINY = 32;

    private Pictures() {}

    /// Whether these first bytes are those of a picture with both sides below [#TINY].
    static boolean isTiny(byte[] start) {
        int[] size = size(start);
        return size != null && size[0] > 0 && size[1] > 0 && size[0] < TINY && size[1] < TINY;
    }

    /// An extension for a picture without a name, with the dot; `.bin` for what is not known.
    static String extension(byte[] start) {
        if (is(start, 0, 0x89, 'P', 'N', 'G')) {
            return ".png";
        }
        if (is(start, 0, 0xff, 0xd8)) {
            return ".jpg";
        }
        if (is(start, 0, 'G', 'I', 'F')) {
            return ".gif";
        }
        if (is(start, 0, '%', 'P', 'D', 'F')) {
            return ".pdf";
        }
        if (is(start, 0, 'P', 'K', 3, 4)) {
            return ".zip";
        }
        return is(start, 0, 'B', 'M') ? ".bmp" : ".bin";
    }

    private static int @org.jspecify.annotations.Nullable [] size(byte[] b) {
        if (is(b, 0, 0x89, 'P', 'N', 'G') && b.length >= 24) {
            return new int[] {int32(b, 16), int32(b, 20)};
        }
        if (is(b, 0, 'G', 'I', 'F') && b.length >= 10) {
            return new int[] {
                (b[6] & 0xff) | (b[7] & 0xff) << 8, (b[8] & 0xff) | (b[9] & 0xff) << 8
            };
        }
        if (is(b, 0, 'B', 'M') && b.length >= 26) {
            return new int[] {
                Integer.reverseBytes(int32(b, 18)), Math.abs(Integer.reverseBytes(int32(b, 22)))
            };
        }
        return is(b, 0, 0xff, 0xd8) ? jpeg(b) : null;
    }

    private static int @org.jspecify.annotations.Nullable [] jpeg(byte[] b) {
        int i = 2;
        while (i + 9 < b.length && (b[i] & 0xff) == 0xff) {
            int marker = b[i + 1] & 0xff;
            if (marker >= 0xc0
                    && marker <= 0xcf
                    && marker != 0xc4
                    && marker != 0xc8
                    && marker != 0xcc) {
                return new int[] {int16(b, i + 7), int16(b, i + 5)};
            }
            i += 2 + int16(b, i + 2);
        }
        return null;
    }

    private static boolean is(byte[] b, int at, int... with) {
        if (b.length < at + with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((b[at + i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static int int16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
    }

    private static int int32(byte[] b, int at) {
        return int16(b, at) << 16 | int16(b, at + 2);
    }
}
