package org.haetae.demo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Recordings without a voice: nobody's speech is invented, only that there was a recording.
public final class Sounds {

    private static final int RATE = 8000;

    private Sounds() {}

    /// Three seconds of a falling tone, 8 bit, with a RIFF INFO list.
    public static byte[] wav(String title, String comment) {
        int samples = RATE * 3;
        byte[] info = list(title, comment);
        var out = new LittleEndian();
        out.bytes(ascii("RIFF")).u32(4 + 24 + info.length + 8 + samples).bytes(ascii("WAVE"));
        out.bytes(ascii("fmt ")).u32(16).u16(1).u16(1).u32(RATE).u32(RATE).u16(1).u16(8);
        out.bytes(info).bytes(ascii("data")).u32(samples);
        for (int i = 0; i < samples; i++) {
            double hertz = 440 - 60.0 * i / RATE;
            out.u8((int) (128 + 40 * Math.sin(2 * Math.PI * hertz * i / RATE)));
        }
        return out.toByteArray();
    }

    private static byte[] list(String title, String comment) {
        byte[] name = field("INAM", title);
        byte[] remark = field("ICMT", comment);
        var out = new LittleEndian();
        out.bytes(ascii("LIST")).u32(4 + name.length + remark.length).bytes(ascii("INFO"));
        return out.bytes(name).bytes(remark).toByteArray();
    }

    private static byte[] field(String key, String value) {
        byte[] text = (value + "\0").getBytes(StandardCharsets.UTF_8);
        var out = new LittleEndian().bytes(ascii(key)).u32(text.length).bytes(text);
        return (text.length % 2 == 1 ? out.u8(0) : out).toByteArray();
    }

    /// Two seconds of silence at 64 kbit/s, with ID3v2.3 tags.
    static byte[] mp3(String title, String artist, String comment) {
        var tags = new ByteArrayOutputStream();
        frame(tags, "TIT2", utf16(title, ""));
        frame(tags, "TPE1", utf16(artist, ""));
        frame(tags, "TYER", utf16("2018", ""));
        frame(tags, "COMM", utf16(comment, "kor"));
        int size = tags.size();
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {'I', 'D', '3', 3, 0, 0});
        for (int shift = 21; shift >= 0; shift -= 7) {
            out.write(size >>> shift & 127);
        }
        out.writeBytes(tags.toByteArray());
        byte[] silence = new byte[208];
        silence[0] = (byte) 0xFF;
        silence[1] = (byte) 0xFB;
        silence[2] = 0x50;
        silence[3] = (byte) 0xC0;
        for (int i = 0; i < 77; i++) {
            out.writeBytes(silence);
        }
        return out.toByteArray();
    }

    private static void frame(ByteArrayOutputStream tags, String key, byte[] value) {
        tags.writeBytes(ascii(key));
        tags.writeBytes(ByteBuffer.allocate(6).putInt(value.length).array());
        tags.writeBytes(value);
    }

    /// @param language three letters for a comment, which also has an empty short description
    private static byte[] utf16(String text, String language) {
        var out = new ByteArrayOutputStream();
        out.write(1);
        out.writeBytes(ascii(language));
        if (!language.isEmpty()) {
            out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        }
        out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE});
        out.writeBytes(text.getBytes(StandardCharsets.UTF_16LE));
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
