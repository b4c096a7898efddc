package org.haetae.custody;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;

/// Files received whose paths are of one tree: those that were handed over, or those that lie
/// inside one container.
///
/// @param files path to reception
record Tree(Optional<ItemId> container, Map<String, Archive.Reception> files) {

    private static final int TAKE = 1_000;

    /// All of an accession. Reads the name of everything received.
    ///
    /// @param inside only those of containers
    static Collection<Tree> of(
            Archive archive, Clearance by, AccessionId accession, boolean inside) {
        Map<Optional<ItemId>, Tree> trees = new LinkedHashMap<>();
        long after = -1;
        while (true) {
            List<Archive.Reception> some = archive.receptions(by, accession, false, after, TAKE);
            if (some.isEmpty()) {
                return new ArrayList<>(trees.values());
            }
            for (Archive.Reception one : some) {
                if (!inside || one.parent().isPresent()) {
                    trees.computeIfAbsent(one.parent(), key -> new Tree(key, new LinkedHashMap<>()))
                            .files()
                            .put(one.path(), one);
                }
            }
            after = some.getLast().position();
        }
    }
}
