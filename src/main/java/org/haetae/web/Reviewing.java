package org.haetae.web;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.Reviews;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Step;
import org.haetae.roster.Account;
import org.haetae.roster.Roster;

/// The review of a claim or an entity, for its page. People who work on the same are told to each
/// other by name.
final class Reviewing {
    private final Reviews reviews;
    private final Roster roster;
    private final Names names;

    Reviewing(Rooms rooms, Names names) {
        this.reviews = rooms.casebook().reviews();
        this.roster = rooms.roster();
        this.names = names;
    }

    /// The standing that an address asks for; nothing when it asks for none that there is.
    static Optional<Standing> standing(String word) {
        return Arrays.stream(Standing.values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /// What is said after something was done.
    static String done(String word, String otherwise) {
        return Arrays.stream(Step.What.values())
                .filter(what -> what.word().equals(word))
                .map(what -> "review.done." + what.word())
                .findFirst()
                .orElse(otherwise);
    }

    Sheet.Review of(Visitor visitor, Claim claim, String words) {
        List<Step> steps = reviews.of(visitor.clearance(), claim.id().value());
        return new Sheet.Review(
                steps.reversed().stream().map(this::row).toList(),
                reviews.open(visitor.clearance(), claim).stream().map(Step.What::word).toList(),
                visitor.may(Permission.RECORD_CLAIMS),
                words,
                assigning(
                        visitor,
                        claim.id().value(),
                        "/claims/%s/assign".formatted(claim.id()),
                        Stream.of(claim.compartments())));
    }

    private Sheet.StepRow row(Step step) {
        return new Sheet.StepRow(
                step.what().word(),
                names.person(step.by()),
                step.whom().map(names::person).orElse(null),
                step.at(),
                step.version(),
                step.words().orElse(null));
    }

    Sheet.Assigning assigning(Visitor visitor, Entity entity) {
        return assigning(
                visitor,
                entity.id().value(),
                "/entity/%s/assign".formatted(entity.id()),
                entity.claims().stream().map(Claim::compartments).distinct());
    }

    /// @param compartments of the claims one of which whoever works on it has to see
    private Sheet.Assigning assigning(
            Visitor visitor, UUID subject, String action, Stream<Set<CompartmentId>> compartments) {
        Set<ActorId> assigned = reviews.assigned(visitor.clearance(), subject);
        SortedMap<UUID, String> assignees = roster.names(assigned);
        Map<ActorId, String> colleagues =
                visitor.may(Permission.RECORD_CLAIMS)
                        ? compartments
                                .flatMap(
                                        one ->
                                                roster
                                                        .colleagues(
                                                                visitor.clearance(),
                                                                one,
                                                                Permission.RECORD_CLAIMS)
                                                        .stream())
                                .filter(account -> !assigned.contains(account.id()))
                                .collect(
                                        Collectors.toMap(
                                                Account::id, Account::name, (one, two) -> one))
                        : Map.of();
        return new Sheet.Assigning(
                subject.toString(),
                action,
                assignees.entrySet().stream()
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.getKey().toString(), one.getValue(), false))
                        .toList(),
                colleagues.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry<ActorId, String>::getValue))
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.getKey().toString(), one.getValue(), false))
                        .toList());
    }
}
