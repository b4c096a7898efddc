package org.haetae.roster;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords: hashed with Argon2id (RFC 9106), kept as a PHC string that says with which
/// parameters, so that they can grow and old hashes are made anew when their owner signs in.
public final class Password {

    /// Fewest characters of a password that a person chooses.
    public static final int WEAKEST = 12;

    /// Most characters: hashing more is work for nothing.
    public static final int LONGEST = 512;

    /// OWASP's second choice for Argon2id (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane.
    static final Cost COST = new Cost(19_456, 2, 1);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Without i, l, o, 0 and 1, which are taken for one another.
    private static final String READABLE = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final Pattern PHC =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /// @param memoryKib memory in KiB
    record Cost(int memoryKib, int passes, int lanes) {}

    private Password() {}

    /// A password to be told to a person: four groups of five, 99 bits.
    public static char[] readable() {
        var letters = new char[23];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = i % 6 == 5 ? '-' : READABLE.charAt(RANDOM.nextInt(READABLE.length()));
        }
        return letters;
    }

    /// Whether a person may choose this.
    static boolean isStrongEnough(char[] password, String login) {
        String letters = new String(password).toLowerCase(java.util.Locale.ROOT);
        return password.length >= WEAKEST
                && password.length <= LONGEST
                && !letters.contains(login)
                && letters.chars().distinct().count() >= 5;
    }

    /// What is compared with when nobody has the name: takes as long as any and never matches.
    static String ofNobody(Cost cost) {
        byte[] hash = new byte[HASH_BYTES];
        RANDOM.nextBytes(hash);
        return phc(cost, salt(), hash);
    }

    static String hash(char[] password, Cost cost) {
        byte[] salt = salt();
        return phc(cost, salt, argon2(password, salt, HASH_BYTES, cost));
    }

    private static byte[] salt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    private static String phc(Cost cost, byte[] salt, byte[] hash) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        cost.memoryKib(),
                        cost.passes(),
                        cost.lanes(),
                        base64.encodeToString(salt),
                        base64.encodeToString(hash));
    }

    /// Takes the same time whether it matches or not.
    static boolean matches(char[] password, String phc) {
        Matcher kept = parsed(phc);
        byte[] salt = Base64.getDecoder().decode(kept.group(4));
        byte[] hash = Base64.getDecoder().decode(kept.group(5));
        return MessageDigest.isEqual(hash, argon2(password, salt, hash.length, cost(kept)));
    }

    /// Whether the hash was made with less than is asked for today.
    static boolean isWeaker(String phc, Cost wanted) {
        Cost cost = cost(parsed(phc));
        return cost.memoryKib() < wanted.memoryKib()
                || cost.passes() < wanted.passes()
                || cost.lanes() < wanted.lanes();
    }

    private static Matcher parsed(String phc) {
        Matcher matcher = PHC.matcher(phc);
        if (!matcher.matches()) {
            throw new IllegalStateException("a kept password hash is no Argon2id PHC string");
        }
        return matcher;
    }

    private static Cost cost(Matcher kept) {
        return new Cost(
                Integer.parseInt(kept.group(1)),
                Integer.parseInt(kept.group(2)),
                Integer.parseInt(kept.group(3)));
    }

    private static byte[] argon2(char[] password, byte[] salt, int length, Cost cost) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(cost.memoryKib())
                        .withIterations(cost.passes())
                        .withParallelism(cost.lanes())
                        .withSalt(salt)
                        .build());
        byte[] letters = bytes(password);
        byte[] hash = new byte[length];
        generator.generateBytes(letters, hash);
        Arrays.fill(letters, (byte) 0);
        return hash;
    }

    /// Composed form (RFC 8265): one keyboard sends 가 as one character, another as two.
    private static byte[] bytes(char[] password) {
        CharSequence letters = CharBuffer.wrap(password);
        if (!Normalizer.isNormalized(letters, Normalizer.Form.NFC)) {
            letters = Normalizer.normalize(letters, Normalizer.Form.NFC);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(letters));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        Arrays.fill(encoded.array(), (byte) 0);
        return bytes;
    }
}
