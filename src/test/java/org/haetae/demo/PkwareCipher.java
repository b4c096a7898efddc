package org.haetae.demo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The stream cipher of PKWARE's APPNOTE 6.1, broken for decades, only to make locked samples.
public final class PkwareCipher {

    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 1 ? (value >>> 1) ^ 0xEDB88320 : value >>> 1;
            }
            TABLE[i] = value;
        }
    }

    private int a = 0x12345678;
    private int b = 0x23456789;
    private int c = 0x34567890;

    public PkwareCipher(String password) {
        for (byte letter : password.getBytes(StandardCharsets.UTF_8)) {
            step(letter);
        }
    }

    private void step(byte plain) {
        a = TABLE[(a ^ plain) & 0xFF] ^ (a >>> 8);
        b = (b + (a & 0xFF)) * 134775813 + 1;
        c = TABLE[(c ^ (b >>> 24)) & 0xFF] ^ (c >>> 8);
    }

    private byte next(byte plain) {
        int t = (c | 2) & 0xFFFF;
        byte sealed = (byte) (plain ^ ((t * (t ^ 1)) >>> 8));
        step(plain);
        return sealed;
    }

    /// @param check the highest byte of the content's CRC, by which a reader knows the password
    public byte[] seal(byte[] content, byte check) {
        byte[] plain = new byte[12 + content.length];
        Arrays.fill(plain, 0, 11, (byte) 0x5A);
        plain[11] = check;
        System.arraycopy(content, 0, plain, 12, content.length);
        byte[] sealed = new byte[plain.length];
        for (int i = 0; i < plain.length; i++) {
            sealed[i] = next(plain[i]);
        }
        return sealed;
    }
}
