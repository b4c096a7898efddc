package org.haetae.assess;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;

/// One version of what we conclude: whether an element of the law is shown of an incident, a person
/// or a whole case, to which standard of proof, from which claims for and against.
///
/// @param version from 1
/// @param element code of the provision
/// @param standard code of the standard of proof, which names its forum
/// @param leansOn how many claims it leans on, of which `claims` may lack some: they are withheld
/// @param claims those for it and those against it, in no order
/// @param reasons in words, where they were opened and are there
/// @param wordsGone whether its words are not there any more: something that it leans on was erased
///   or is withheld
/// @param by who made this version
/// @param until when the next version took its place
/// @param standing of this version
/// @param position of its entry in the ledger
public record Finding(
        FindingId id,
        int version,
        CaseId inCase,
        String element,
        Subject subject,
        String standard,
        Direction direction,
        int leansOn,
        List<Leaning> claims,
        Optional<String> reasons,
        boolean wordsGone,
        ActorId by,
        Instant at,
        Optional<Instant> until,
        Standing standing,
        Set<CompartmentId> compartments,
        long position) {

    public Finding {
        claims = List.copyOf(claims);
        compartments = Set.copyOf(compartments);
    }

    /// Whether something that it leans on is not any more what was weighed. It says nothing then
    /// until it is made anew.
    public boolean stale() {
        return claims.size() < leansOn || claims.stream().anyMatch(one -> one.fallen().isPresent());
    }

    /// Whether it counts in a matrix: a second person agrees, nobody took it back, and all that it
    /// leans on is there.
    public boolean counts() {
        return standing == Standing.AGREED && direction != Direction.WITHDRAWN && !stale();
    }

    /// The claims of one side.
    public List<Leaning> claims(Side side) {
        return claims.stream().filter(one -> one.side() == side).toList();
    }

    /// The items that claims of one side cite.
    public Set<ItemId> items(Side side) {
        return claims(side).stream()
                .flatMap(one -> one.items().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The same with other claims.
    Finding leaningOn(List<Leaning> others) {
        return with(others, reasons);
    }

    /// The same with its words.
    Finding saying(Optional<String> words) {
        return with(claims, words);
    }

    private Finding with(List<Leaning> others, Optional<String> words) {
        return new Finding(
                id,
                version,
                inCase,
                element,
                subject,
                standard,
                direction,
                leansOn,
                others,
                words,
                wordsGone,
                by,
                at,
                until,
                standing,
                compartments,
                position);
    }

    @Override
    public String toString() {
        return "Finding[%s version %d]".formatted(id, version);
    }
}
