package org.haetae.sanctions;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.names.HistoricDate;

/// A list as it stood when it was published.
///
/// @param dated the day that the list itself bears; empty when it bears none
/// @param characters of each file, as [ListEntry.Place] counts them: who shows the text of a file
///   can see whether they show the same
public record ListVersion(
        ListFormat format,
        Optional<HistoricDate> dated,
        List<ListEntry> entries,
        List<Long> characters) {

    public ListVersion {
        entries = List.copyOf(entries);
        characters = List.copyOf(characters);
    }

    /// What is different in a later version.
    ///
    /// @param added entries that are new
    /// @param changed entries that say something else, and in which fields
    /// @param removed entries that are gone, as they stood here
    /// @param unchanged how many are the same
    public record Difference(
            List<ListEntry> added,
            Map<ListEntry, Set<String>> changed,
            List<ListEntry> removed,
            int unchanged) {}

    /// The entries by their ids.
    public Map<String, ListEntry> byId() {
        var byId = new LinkedHashMap<String, ListEntry>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        return byId;
    }

    /// What became of the entries of an earlier version in this one.
    public Difference since(ListVersion before) {
        var then = before.byId();
        var now = byId();
        var changed = new LinkedHashMap<ListEntry, Set<String>>();
        int unchanged = 0;
        for (var entry : entries) {
            var earlier = then.get(entry.id());
            if (earlier != null) {
                var fields = entry.changedSince(earlier);
                if (fields.isEmpty()) {
                    unchanged++;
                } else {
                    changed.put(entry, new LinkedHashSet<>(fields));
                }
            }
        }
        return new Difference(
                entries.stream().filter(entry -> !then.containsKey(entry.id())).toList(),
                changed,
                before.entries().stream().filter(entry -> !now.containsKey(entry.id())).toList(),
                unchanged);
    }
}
