package org.haetae.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Found;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;

/// The claims that a dossier rests on, opened, and the items that they cite, with their words.
final class Sources {

    private final Casebook casebook;
    private final Renditions renditions;
    private final Clearance by;
    private final Map<ClaimId, Casebook.Opened> claims;
    private final Map<ItemId, Item> items = new LinkedHashMap<>();

    /// @param by reads what may leave
    Sources(
            Casebook casebook,
            Archive archive,
            Renditions renditions,
            Clearance by,
            Collection<ClaimId> ids) {
        this.casebook = casebook;
        this.renditions = renditions;
        this.by = by;
        this.claims = casebook.opened(by, ids);
        Set<ItemId> cited = new LinkedHashSet<>();
        for (var id : ids) {
            Optional.ofNullable(claims.get(id)).stream()
                    .flatMap(one -> one.claim().citations().stream())
                    .forEach(citation -> cited.add(citation.item()));
        }
        var found = new HashMap<ItemId, Item>();
        archive.items(by, cited).forEach(item -> found.put(item.id(), item));
        cited.stream().filter(found::containsKey).forEach(id -> items.put(id, found.get(id)));
    }

    Optional<Casebook.Opened> claim(ClaimId id) {
        return Optional.ofNullable(claims.get(id));
    }

    /// Items in the order in which they are cited.
    Map<ItemId, Item> items() {
        return items;
    }

    Optional<Text> text(ItemId item) {
        try {
            return renditions.text(item);
        } catch (IOException e) {
            throw new UncheckedIOException("the words of an item could not be read", e);
        }
    }

    /// Claims that cite words or places which are not there any more.
    List<ClaimId> moved() {
        var byItem = new LinkedHashMap<ItemId, List<Cited>>();
        for (var one : claims.values()) {
            for (var citation : one.claim().citations()) {
                byItem.computeIfAbsent(citation.item(), item -> new ArrayList<>())
                        .add(new Cited(one.claim().id(), citation));
            }
        }
        var rereading = casebook.rereading(by, byItem.keySet());
        return byItem.values().stream()
                .flatMap(List::stream)
                .filter(one -> !(rereading.of(one.citation()) instanceof Found.AsCited))
                .map(Cited::claim)
                .distinct()
                .toList();
    }

    private record Cited(ClaimId claim, Citation citation) {}
}
