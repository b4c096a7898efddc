package org.haetae.demo;

import java.io.ByteArrayOutputStream;

/// Bytes of old binary formats, smallest byte first.
public final class LittleEndian {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public LittleEndian u8(int value) {
        out.write(value);
        return this;
    }

    public LittleEndian u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    public LittleEndian u32(long value) {
        return u16((int) value).u16((int) (value >>> 16));
    }

    public LittleEndian u64(long value) {
        return u32(value).u32(value >>> 32);
    }

    public LittleEndian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
