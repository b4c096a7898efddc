package org.haetae.hostile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.haetae.demo.LittleEndian;

/// A ZIP written field by field, so that any field can lie.
final class RawZip {

    /// One entry as its headers claim it to be.
    ///
    /// @param at where its local header stands; set when written, or set to another's to overlap
    private record Claim(
            byte[] name,
            int flags,
            int method,
            long crc,
            long packed,
            long size,
            long mode,
            long at) {}

    private final LittleEndian out = new LittleEndian();
    private final List<Claim> claims = new ArrayList<>();
    private byte[] comment = new byte[0];
    private int countLie;
    private long offsetLie;
    private int flags = 0x0800;
    private long mode;

    RawZip prefix(byte[] bytes) {
        out.bytes(bytes);
        return this;
    }

    RawZip comment(byte[] bytes) {
        comment = bytes.clone();
        return this;
    }

    /// The directory's end will claim so many entries more than there are.
    RawZip countLie(int more) {
        countLie = more;
        return this;
    }

    /// The directory's end will place the directory so many bytes further.
    RawZip offsetLie(long bytes) {
        offsetLie = bytes;
        return this;
    }

    /// General purpose flags of the entries that follow.
    RawZip flags(int value) {
        flags = value;
        return this;
    }

    /// Unix mode of the entries that follow, such as 0120777 for a link.
    RawZip mode(long value) {
        mode = value;
        return this;
    }

    RawZip file(String name, byte[] content) {
        return file(name.getBytes(StandardCharsets.UTF_8), content);
    }

    RawZip file(byte[] name, byte[] content) {
        byte[] packed = deflate(content);
        return entry(name, 8, packed, crc(content), packed.length, content.length);
    }

    RawZip stored(String name, byte[] content) {
        byte[] label = name.getBytes(StandardCharsets.UTF_8);
        return entry(label, 0, content, crc(content), content.length, content.length);
    }

    /// An entry whose headers claim what they like.
    RawZip entry(byte[] name, int method, byte[] data, long crc, long packed, long size) {
        claims.add(new Claim(name, flags, method, crc, packed, size, mode, out.size()));
        out.u32(0x04034b50).u16(20).u16(flags).u16(method).u32(0x50494a00).u32(crc);
        out.u32(packed).u32(size).u16(name.length).u16(0).bytes(name).bytes(data);
        return this;
    }

    /// One more directory entry over the same bytes as the last.
    RawZip again(String name) {
        Claim last = claims.getLast();
        byte[] label = name.getBytes(StandardCharsets.UTF_8);
        claims.add(
                new Claim(
                        label,
                        last.flags,
                        last.method,
                        last.crc,
                        last.packed,
                        last.size,
                        last.mode,
                        last.at));
        return this;
    }

    byte[] bytes() {
        long directory = out.size();
        for (Claim claim : claims) {
            out.u32(0x02014b50).u16(0x0314).u16(20).u16(claim.flags).u16(claim.method);
            out.u32(0x50494a00).u32(claim.crc).u32(claim.packed).u32(claim.size);
            out.u16(claim.name.length).u16(0).u16(0).u16(0).u16(0);
            out.u32(claim.mode << 16).u32(claim.at).bytes(claim.name);
        }
        long length = out.size() - directory;
        int count = claims.size() + countLie;
        out.u32(0x06054b50).u16(0).u16(0).u16(count).u16(count);
        out.u32(length).u32(directory + offsetLie).u16(comment.length).bytes(comment);
        return out.toByteArray();
    }

    static byte[] deflate(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        var packed = new java.io.ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        while (!deflater.finished()) {
            packed.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return packed.toByteArray();
    }

    static long crc(byte[] content) {
        var crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
