package org.haetae.home;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Secrets as files of their own, readable by the owner only.
///
/// @param folder `keys/`
record OpenSecrets(Path folder) implements Secrets {

    /// Ending of what is no secret any more, only still to be overwritten.
    private static final String GONE = ".gone";

    @Override
    public Optional<byte[]> read(String name) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(folder.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String name, byte[] secret) throws IOException {
        DurableFile.replace(folder.resolve(name), secret);
    }

    @Override
    public void destroy(String name) throws IOException {
        setAside(name);
        // A crash from here on leaves a file that is no secret; the next start overwrites it.
        finish();
    }

    /// The first step of destroying: from here on there is no secret of this name, so that a file
    /// that is half noise is never taken for one.
    void setAside(String name) throws IOException {
        if (Files.exists(folder.resolve(name))) {
            finish();
            Files.move(folder.resolve(name), folder.resolve(name + GONE), ATOMIC_MOVE);
            DurableFile.syncDirectory(folder.toAbsolutePath());
        }
    }

    /// Ends what a crash left of destroying.
    void finish() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.{key,keys}" + GONE)) {
            for (Path file : files) {
                Shredding.shred(file);
            }
        }
    }

    @Override
    public SortedSet<String> names() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".key") || name.endsWith(".keys"))
                    .forEach(names::add);
        }
        return names;
    }
}
