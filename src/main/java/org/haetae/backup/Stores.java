package org.haetae.backup;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.haetae.home.HomeRefused;

/// Places of backups by what people write.
public final class Stores {

    private Stores() {}

    /// A place to write to, made when it is a folder that is missing.
    public static Store make(String place) throws IOException {
        return S3Store.isPlace(place) ? S3Store.open(place) : FolderStore.make(Path.of(place));
    }

    /// A place to read from.
    ///
    /// @throws HomeRefused when it is not there
    public static Store open(String place) throws IOException {
        if (S3Store.isPlace(place)) {
            return S3Store.open(place);
        }
        try {
            return FolderStore.open(Path.of(place));
        } catch (NoSuchFileException e) {
            throw new HomeRefused("There is no folder " + place, e);
        }
    }
}
