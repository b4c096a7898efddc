package org.haetae.roster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Codes that change every half minute (RFC 6238 with SHA-1, six digits: what every authenticator
/// app makes).
final class Totp {

    static final int SECRET_BYTES = 20;

    private static final int STEP_SECONDS = 30;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private Totp() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    /// The time step whose code this is: the current one, or a neighbour of it, since clocks
    /// differ. A code is good for once, hence only steps after the last one used.
    static OptionalLong step(byte[] secret, String code, Instant now, long lastUsed) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        for (long step = current - 1; step <= current + 1; step++) {
            if (step > lastUsed && code(secret, step, 6).equals(code.strip())) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /// RFC 4226, section 5.3.
    static String code(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & 0xf;
            int truncated = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
            return ("%0" + digits + "d").formatted(truncated % (int) Math.pow(10, digits));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA1; use a complete JDK 25", e);
        }
    }

    /// As authenticator apps take it, by hand or in a QR code.
    static String base32(byte[] secret) {
        var letters = new StringBuilder();
        int bits = 0;
        int held = 0;
        for (byte b : secret) {
            held = held << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                letters.append(BASE32.charAt(held >> bits & 31));
            }
        }
        return letters.toString();
    }

    /// @return empty when the text is no base 32
    static byte[] fromBase32(String text) {
        var bytes = new ByteArrayOutputStream();
        int bits = 0;
        int held = 0;
        for (char letter : text.replace(" ", "").toUpperCase(Locale.ROOT).toCharArray()) {
            int value = BASE32.indexOf(letter);
            if (value < 0) {
                return new byte[0];
            }
            held = held << 5 | value;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(held >> bits);
            }
        }
        return bytes.toByteArray();
    }
}
