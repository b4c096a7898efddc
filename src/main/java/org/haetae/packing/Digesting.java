package org.haetae.packing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Digests of files under the names that OCFL and BagIt use, by one reading of the file.
final class Digesting {

    private static final int BUFFER = 64 * 1024;

    private Digesting() {}

    /// The JDK's digest of this name; empty where it has none (BLAKE2b, for one).
    static Optional<MessageDigest> named(String name) {
        String known =
                switch (name.toLowerCase(Locale.ROOT)) {
                    case "md5" -> "MD5";
                    case "sha1" -> "SHA-1";
                    case "sha224" -> "SHA-224";
                    case "sha256" -> "SHA-256";
                    case "sha384" -> "SHA-384";
                    case "sha512" -> "SHA-512";
                    case "sha512/256" -> "SHA-512/256";
                    default -> "";
                };
        if (known.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(MessageDigest.getInstance(known));
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty(); // a Java that was cut down, or forbids MD5
        }
    }

    /// Lower-case hexadecimal digests of a file, by algorithm; those that this Java does not have
    /// are left out.
    static Map<String, String> of(Path file, Collection<String> algorithms) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in, algorithms, Files.size(file));
        }
    }

    /// The same of what a stream gives, to its end.
    ///
    /// @param about how many bytes it is expected to give
    static Map<String, String> of(InputStream in, Collection<String> algorithms, long about)
            throws IOException {
        Map<String, MessageDigest> digests = new LinkedHashMap<>();
        for (String algorithm : algorithms) {
            named(algorithm).ifPresent(digest -> digests.put(algorithm, digest));
        }
        byte[] buffer = new byte[Math.clamp(about, 1, BUFFER)];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (MessageDigest digest : digests.values()) {
                digest.update(buffer, 0, read);
            }
        }
        Map<String, String> hex = new LinkedHashMap<>();
        digests.forEach((name, digest) -> hex.put(name, HexFormat.of().formatHex(digest.digest())));
        return hex;
    }
}
