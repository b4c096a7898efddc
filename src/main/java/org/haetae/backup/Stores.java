package org.haetae.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.haetae.home.HomeRefused;
import org.haetae.objects.Bucket;

/// Places of backups by what people write.
public final class Stores {

    private Stores() {}

    /// A place to write to, made when it is a folder that is missing.
    ///
    /// @param home what is backed up
    /// @throws HomeRefused when the place is the home, in it, or around it
    public static Store make(String place, Path home) throws IOException {
        if (Bucket.isPlace(place)) {
            return new S3Store(Bucket.open(place));
        }
        var folder = real(Path.of(place).toAbsolutePath().normalize());
        var source = home.toRealPath();
        if (folder.startsWith(source) || source.startsWith(folder)) {
            throw new HomeRefused(
                    "The place %s and the home %s lie in each other. A backup belongs elsewhere, on another disk at best."
                            .formatted(place, home));
        }
        return FolderStore.make(folder);
    }

    /// With links followed as far as there is something.
    private static Path real(Path folder) throws IOException {
        var above = folder.getParent();
        if (above == null || Files.exists(folder)) {
            return folder.toRealPath();
        }
        return real(above).resolve(folder.getFileName());
    }

    /// A place to read from.
    ///
    /// @throws HomeRefused when it is not there
    public static Store open(String place) throws IOException {
        if (Bucket.isPlace(place)) {
            return new S3Store(Bucket.open(place));
        }
        try {
            return FolderStore.open(Path.of(place));
        } catch (NoSuchFileException e) {
            throw new HomeRefused("There is no folder " + place, e);
        }
    }
}
