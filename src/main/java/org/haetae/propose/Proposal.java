package org.haetae.propose;

import java.util.List;
import java.util.Optional;
import org.haetae.casebook.Locator;

/// Something that an item may say, about which nobody has decided.
///
/// @param key names it within its item and says nothing of it, in hexadecimal
/// @param what the kind of suggestion ([org.haetae.suggest.Kind]), or of a model the kind of entity
/// @param value normalised, as the rule has it
/// @param rule code of the rule that made it; [#MODEL] of a model
/// @param places all at which these words stand in the stretch that was read, the one with the
///   fullest words first
/// @param draft what it would become, where that is known
public record Proposal(
        String key,
        String what,
        String value,
        String rule,
        List<Place> places,
        Optional<Draft> draft) {

    /// What stands in the place of a rule's code for what a model proposed.
    public static final String MODEL = "model";

    /// Where it stands.
    ///
    /// @param quote the words there
    public record Place(Locator.Passage passage, String quote) {}

    public Proposal {
        places = List.copyOf(places);
        if (places.isEmpty()) {
            throw new IllegalArgumentException("a proposal has no passage; expected at least one");
        }
    }

    /// The passage that would be cited.
    public Place place() {
        return places.getFirst();
    }

    /// Words of documents: nowhere but where they are asked for.
    @Override
    public String toString() {
        return "Proposal[%s %s]".formatted(rule, key);
    }
}
