package org.haetae.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.haetae.ledger.Finding;
import org.haetae.packing.OcflCheck;

/// The storage root in a folder of the home. A version moves in by its name, on the same file
/// system.
///
/// @param deposit beside it
record LocalShelf(Path root, Path deposit) implements Shelf {

    @Override
    public FileChannel open(String place) throws IOException {
        return FileChannel.open(root.resolve(place));
    }

    @Override
    public SortedMap<String, Long> list(String folder) throws IOException {
        var sizes = new TreeMap<String, Long>();
        var top = root.resolve(folder);
        if (Files.isDirectory(top)) {
            try (var walk = Files.walk(top)) {
                for (var file : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                    sizes.put(root.relativize(file).toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Override
    public boolean holds(String place) {
        return Files.exists(root.resolve(place));
    }

    @Override
    public void put(String place, Path file) throws IOException {
        var target = root.resolve(place);
        createDurably(target.getParent());
        Disk.force(file);
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceFolder(target.getParent());
    }

    @Override
    public void take(Path staged, String object, String version) throws IOException {
        var target = root.resolve(object);
        if (Files.isDirectory(target.resolve(version))) {
            // Moved before, but its entry failed, and it grew since.
            join(staged.resolve(version), target.resolve(version));
        } else if (Files.isDirectory(target)) {
            Files.move(
                    staged.resolve(version),
                    target.resolve(version),
                    StandardCopyOption.ATOMIC_MOVE);
            Disk.forceFolder(target);
        } else {
            createDurably(target.getParent());
            // A crash before this leaves the version in deposit, to be settled again; after it, in
            // the root.
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            Disk.forceFolder(target.getParent());
        }
    }

    /// Content before the inventory that lists it.
    private void join(Path from, Path to) throws IOException {
        List<Path> files;
        try (var walk = Files.walk(from)) {
            files =
                    walk.filter(Files::isRegularFile)
                            .sorted(Comparator.comparing(file -> file.getParent().equals(from)))
                            .toList();
        }
        for (var file : files) {
            put(root.relativize(to).resolve(from.relativize(file)).toString(), file);
        }
        StorageRoot.deleteWhole(from);
    }

    @Override
    public void keepAside(String place, Path to) throws IOException {
        Files.move(root.resolve(place), to);
        Disk.forceFolder(to.getParent());
    }

    /// With the folders that only led to it. A crash in the middle leaves it aside, where nothing
    /// looks for it.
    @Override
    public void remove(String object) throws IOException {
        var folder = root.resolve(object);
        var aside = deposit.resolve(folder.getFileName() + ".erased");
        if (Files.isDirectory(folder)) {
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
            Disk.forceFolder(folder.getParent());
        }
        for (var above = folder.getParent(); !above.equals(root); above = above.getParent()) {
            StorageRoot.deleteEmpty(above);
        }
        StorageRoot.deleteWhole(aside);
    }

    @Override
    public List<Finding> layout() throws IOException {
        return OcflCheck.root(root, false);
    }

    @Override
    public Path local(String place, Path scratch) {
        return root.resolve(place);
    }

    private static void createDurably(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            createDurably(folder.getParent());
            Files.createDirectory(folder);
            Disk.forceFolder(folder.getParent());
        }
    }
}
