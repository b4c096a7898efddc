package org.haetae.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.ledger.Digest;

/// The files of a package, by the paths that its lists give them: never one outside of it, and
/// never a link.
///
/// @param known SHA-256 of files that were read in the same run, by path: none of them is read
///   twice
record PackageFiles(Path root, Map<String, String> known) {

    /// Digest and length of a file.
    record Measured(Digest sha256, long size) {}

    /// The file, or nothing where there is none by this path.
    Optional<Path> find(String path) {
        Path file = root.resolve(path).normalize();
        return path.startsWith("/")
                        || List.of(path.split("/")).contains("..")
                        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : Optional.of(file);
    }

    boolean has(String path) {
        return Files.exists(root.resolve(path));
    }

    /// @param file as [#find] gave it for the path
    Measured measure(Path file, String path) throws IOException {
        String sha256 = known.get(path);
        return sha256 == null
                ? measure(file)
                : new Measured(Digest.parse(sha256), Files.size(file));
    }

    static Measured measure(Path file) throws IOException {
        MessageDigest digest = Digest.newSha256();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return new Measured(new Digest(digest.digest()), size);
    }
}
