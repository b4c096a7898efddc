package org.haetae.roster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.ledger.Digest;

/// Codes that take the place of the one from a device, each once.
///
/// A code is 80 random bits in base 32, so a plain digest of it can be kept: nobody guesses it.
final class RecoveryCodes {

    static final int COUNT = 10;

    private static final int CODE_BYTES = 10;
    private static final int LETTERS = 16;

    private RecoveryCodes() {}

    /// Fresh ones, as people write them down: `ABCD-EFGH-IJKL-MNOP`.
    static List<String> make() {
        var random = new SecureRandom();
        return Stream.generate(
                        () -> {
                            byte[] bytes = new byte[CODE_BYTES];
                            random.nextBytes(bytes);
                            return Totp.base32(bytes).replaceAll("(.{4})(?=.)", "$1-");
                        })
                .limit(COUNT)
                .toList();
    }

    /// What is kept of a code. Bound to its account, so that it opens no other.
    static byte[] digest(UUID account, String code) {
        return Digest.sha256(
                        ("haetae/recovery/v1/" + account + "/" + plain(code))
                                .getBytes(StandardCharsets.UTF_8))
                .bytes();
    }

    /// What is left of the digests once this code is used; empty when it is none of them.
    static Optional<List<byte[]>> without(UUID account, String code, List<byte[]> digests) {
        if (plain(code).length() != LETTERS) {
            return Optional.empty();
        }
        byte[] used = digest(account, code);
        List<byte[]> left =
                digests.stream().filter(one -> !MessageDigest.isEqual(one, used)).toList();
        return left.size() < digests.size() ? Optional.of(left) : Optional.empty();
    }

    private static String plain(String code) {
        return code.replace("-", "").replace(" ", "").toUpperCase(Locale.ROOT);
    }
}
