package org.haetae.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// A TAR written header by header, so that any field can lie.
final class RawTar {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RawTar file(String name, byte[] content) {
        return entry(name, '0', "", content.length, content);
    }

    /// A link, device or pipe: all header.
    RawTar special(String name, char type, String target) {
        return entry(name, type, target, 0, new byte[0]);
    }

    /// @param size as the header claims it
    RawTar entry(String name, char type, String target, long size, byte[] content) {
        return entry(name, type, target, "%011o\0".formatted(size), content);
    }

    RawTar entry(String name, char type, String target, String size, byte[] content) {
        byte[] header = new byte[512];
        put(header, 0, 100, name);
        put(header, 100, 8, "0000777\0");
        put(header, 108, 8, "0000000\0");
        put(header, 116, 8, "0000000\0");
        put(header, 124, 12, size);
        put(header, 136, 12, "00000000000\0");
        put(header, 148, 8, "        ");
        header[156] = (byte) type;
        put(header, 157, 100, target);
        put(header, 257, 8, "ustar\00000");
        put(header, 329, 8, "0000001\0");
        put(header, 337, 8, "0000003\0");
        int sum = 0;
        for (byte b : header) {
            sum += b & 255;
        }
        put(header, 148, 8, "%06o\0 ".formatted(sum));
        out.writeBytes(header);
        out.writeBytes(content);
        out.writeBytes(new byte[(512 - content.length % 512) % 512]);
        return this;
    }

    private static void put(byte[] header, int at, int most, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, header, at, Math.min(most, bytes.length));
    }

    byte[] bytes() {
        out.writeBytes(new byte[1024]);
        return out.toByteArray();
    }
}
