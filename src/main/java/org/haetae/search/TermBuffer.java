package org.haetae.search;

import java.util.Arrays;

/// Index terms one after the other as bytes: for each its slot counted from the unit's first (two
/// bytes), its length (one byte) and its UTF-8. Kept so that a word met before costs one look-up
/// and no new objects.
final class TermBuffer {

    private byte[] bytes = new byte[4096];
    private int length;
    private int termLength;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /// Adds terms that lie elsewhere.
    void append(byte[] terms, int start, int end) {
        room(end - start);
        System.arraycopy(terms, start, bytes, length, end - start);
        length += end - start;
    }

    void begin(int slot) {
        room(3);
        bytes[length] = (byte) (slot >>> 8);
        bytes[length + 1] = (byte) slot;
        termLength = length + 2;
        length += 3;
    }

    void end() {
        bytes[termLength] = (byte) (length - termLength - 1);
    }

    void label(byte label) {
        room(1);
        bytes[length++] = label;
    }

    void add(int codePoint) {
        room(4);
        if (codePoint < 0x80) {
            bytes[length++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >> 6);
            bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
        } else if (codePoint < 0x10000) {
            bytes[length++] = (byte) (0xE0 | codePoint >> 12);
            bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
        } else {
            bytes[length++] = (byte) (0xF0 | codePoint >> 18);
            bytes[length++] = (byte) (0x80 | codePoint >> 12 & 0x3F);
            bytes[length++] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | codePoint & 0x3F);
        }
    }

    void term(int slot, int[] codePoints, int start, int end) {
        begin(slot);
        for (int i = start; i < end; i++) {
            add(codePoints[i]);
        }
        end();
    }

    void term(int slot, byte label, CharSequence text) {
        begin(slot);
        if (label != Labels.NONE) {
            label(label);
        }
        int i = 0;
        while (i < text.length()) {
            int c = Character.codePointAt(text, i);
            add(c);
            i += Character.charCount(c);
        }
        end();
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
