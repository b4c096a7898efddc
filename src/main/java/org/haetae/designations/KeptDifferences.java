package org.haetae.designations;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListVersion;

/// What became different in a version of a list, read from the files of that version and of the one
/// before. A few are held, so that whoever turns pages waits once. Safe to share between threads.
public final class KeptDifferences {

    private static final int MOST = 4;

    /// @param added entries that are new; all of them in a first version
    /// @param changed entries that say something else, and what
    /// @param removed entries that are gone, as they stood in the version before
    public record Difference(
            List<ListEntry> added,
            Map<ListEntry, List<ListEntry.Change>> changed,
            List<ListEntry> removed,
            int unchanged) {

        static Difference of(ListVersion version, Optional<ListVersion> before) {
            if (before.isEmpty()) {
                return new Difference(version.entries(), Map.of(), List.of(), 0);
            }
            var since = version.since(before.get());
            var then = before.get().byId();
            var changed = new LinkedHashMap<ListEntry, List<ListEntry.Change>>();
            since.changed()
                    .keySet()
                    .forEach(entry -> changed.put(entry, entry.changes(then.get(entry.id()))));
            return new Difference(since.added(), changed, since.removed(), since.unchanged());
        }
    }

    private final Archive archive;
    private final Map<List<ItemId>, Difference> held = new LinkedHashMap<>(16, 0.75f, true);

    public KeptDifferences(Archive archive) {
        this.archive = archive;
    }

    /// Whether all files of a version are there for somebody.
    public boolean isThere(Clearance by, KeptVersion version) {
        return isThere(by, version.items());
    }

    private boolean isThere(Clearance by, List<ItemId> items) {
        var distinct = new HashSet<>(items);
        return archive.items(by, distinct).size() == distinct.size();
    }

    /// @param before the version to compare with; empty for a first one
    /// @throws IOException when a file cannot be read
    /// @throws IllegalArgumentException when a file is not there for this reader
    public synchronized Difference of(
            Clearance by, KeptVersion version, Optional<KeptVersion> before) throws IOException {
        // What was erased is not held on.
        held.keySet().removeIf(items -> !isThere(Clearance.SYSTEM, items));
        var items = new ArrayList<>(version.items());
        before.ifPresent(one -> items.addAll(one.items()));
        if (!isThere(by, items)) {
            throw new IllegalArgumentException(
                    "a file of the list in accession %s is not there"
                            .formatted(version.accession()));
        }
        var known = held.get(items);
        if (known != null) {
            return known;
        }
        var difference =
                Difference.of(
                        read(by, version),
                        before.isEmpty() ? Optional.empty() : Optional.of(read(by, before.get())));
        held.put(List.copyOf(items), difference);
        for (var oldest = held.keySet().iterator(); held.size() > MOST; ) {
            oldest.next();
            oldest.remove();
        }
        return difference;
    }

    private ListVersion read(Clearance by, KeptVersion version) throws IOException {
        return ListFiles.read(ListImport.sources(archive, by, version.items()));
    }
}
