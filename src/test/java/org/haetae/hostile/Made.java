package org.haetae.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/// Small pieces that many hostile files are made of.
final class Made {

    /// Makes bytes and may fail doing so.
    @FunctionalInterface
    interface Making {
        void into(OutputStream out) throws IOException;
    }

    private Made() {}

    static byte[] bytes(Making making) {
        try (var out = new ByteArrayOutputStream()) {
            making.into(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        return bytes(
                out -> {
                    for (byte[] part : parts) {
                        out.write(part);
                    }
                });
    }

    static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static byte[] gzip(byte[] content) {
        return bytes(
                out -> {
                    try (var gzip = new GZIPOutputStream(out)) {
                        gzip.write(content);
                    }
                });
    }

    static byte[] start(byte[] content, double share) {
        return java.util.Arrays.copyOf(content, (int) (content.length * share));
    }

    /// A harmless file of the demo, to be damaged.
    static byte[] sample(String path) {
        try (InputStream in = Made.class.getResourceAsStream("/demo/" + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
