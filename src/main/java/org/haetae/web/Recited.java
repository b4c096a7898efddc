package org.haetae.web;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;

/// What somebody would change of the passages that a claim rests on: those that are taken away, and
/// one to be added. What others added meanwhile stays.
///
/// A claim of only what one item says is given further passages of that item alone.
///
/// @param dropped keys of citations
/// @param item from which a passage is to be added, chosen among those cited
/// @param other another item, by its id or an address that holds it
/// @param quote its words; empty when nothing is to be added
record Recited(Set<String> dropped, String item, String other, String quote) {
    static final Recited NOTHING = new Recited(Set.of(), "", "", "");

    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String DROP = "drop-";

    /// The form cannot be followed.
    static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final String key;

        Wrong(String key) {
            super(key, null, false, false);
            this.key = key;
        }

        /// Of the message that says why.
        String key() {
            return key;
        }
    }

    static Recited of(Map<String, String> form) {
        return new Recited(
                form.keySet().stream()
                        .filter(name -> name.startsWith(DROP))
                        .map(name -> TypedValue.field(form, name))
                        .collect(Collectors.toUnmodifiableSet()),
                TypedValue.field(form, "cite-item"),
                TypedValue.field(form, "cite-other"),
                TypedValue.field(form, "cite-quote"));
    }

    private static String key(Citation citation) {
        return "%s %s".formatted(citation.item(), citation.locator());
    }

    /// All citations as they shall be; nothing when they stay as they are.
    ///
    /// @throws Wrong when the words do not stand in the item, or none would be left
    Optional<List<NewClaim.Cite>> citations(Casebook casebook, Clearance by, Claim claim) {
        List<NewClaim.Cite> kept =
                claim.citations().stream()
                        .filter(citation -> !dropped.contains(key(citation)))
                        .map(citation -> new NewClaim.Cite(citation.item(), citation.locator()))
                        .toList();
        if (quote.isEmpty() && kept.size() == claim.citations().size()) {
            return Optional.empty();
        }
        List<NewClaim.Cite> all =
                quote.isEmpty()
                        ? kept
                        : Stream.concat(kept.stream(), Stream.of(added(casebook, by, claim)))
                                .distinct()
                                .toList();
        if (all.isEmpty()) {
            throw new Wrong("claim.cites.none");
        }
        return Optional.of(all);
    }

    /// Where the words stand, which must be one place.
    private NewClaim.Cite added(Casebook casebook, Clearance by, Claim claim) {
        ItemId from = from(claim);
        List<Locator.Passage> places = casebook.saying(by, from, quote, Optional.empty());
        if (places.size() != 1) {
            throw new Wrong(places.isEmpty() ? "claim.cites.wrong" : "claim.cites.often");
        }
        return new NewClaim.Cite(from, places.getFirst());
    }

    private ItemId from(Claim claim) {
        Matcher typed = ID.matcher(other);
        if (typed.find() && claim.basis() == Basis.SYNTHESIS) {
            return new ItemId(UUID.fromString(typed.group()));
        }
        return claim.citations().stream()
                .map(Citation::item)
                .filter(one -> other.isEmpty() && (item.isEmpty() || one.toString().equals(item)))
                .findFirst()
                .orElseThrow(() -> new Wrong("claim.cites.wrong"));
    }

    Sheet.ChangeForm.Citations field(Rooms rooms, Visitor visitor, Claim claim) {
        Map<ItemId, String> titles = new HashMap<>();
        rooms.archive()
                .items(
                        visitor.clearance(),
                        claim.citations().stream().map(Citation::item).distinct().toList())
                .forEach(one -> titles.put(one.id(), Tellings.name(one)));
        return new Sheet.ChangeForm.Citations(
                claim.citations().stream()
                        .map(
                                citation ->
                                        new Sheet.ChangeForm.Cited(
                                                key(citation),
                                                citation.quote()
                                                        .map(words -> words.exact().strip())
                                                        .orElseGet(
                                                                () ->
                                                                        titles.getOrDefault(
                                                                                citation.item(),
                                                                                "")),
                                                dropped.contains(key(citation))))
                        .toList(),
                titles.entrySet().stream()
                        .map(one -> new Sheet.Term(one.getKey().toString(), one.getValue(), 0))
                        .sorted(Comparator.comparing(Sheet.Term::label))
                        .toList(),
                claim.basis() == Basis.SYNTHESIS,
                item,
                other,
                quote);
    }
}
