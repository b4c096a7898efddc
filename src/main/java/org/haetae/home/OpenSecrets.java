package org.haetae.home;

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
        if (Files.exists(folder.resolve(name))) {
            Shredding.shred(folder.resolve(name));
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
