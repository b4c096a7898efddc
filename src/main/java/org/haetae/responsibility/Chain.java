package org.haetae.responsibility;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.law.Provision;
import org.haetae.names.HistoricDate;

/// From something that happened to the units involved, the line of command above them at that date
/// and the people who held posts in them, as far as one reader may know. What is not told is told
/// as a gap. Nobody is found responsible here: that is a finding, made by people.
///
/// @param subject what happened, or a unit
/// @param deeds what happened and its parts; empty for a unit
/// @param thens the dates that it is asked for: one for each source that dates it otherwise; empty
///   where nobody dates it
/// @param units those involved first, then those above, level by level
/// @param links one over another, from below; those that had ended or not begun are among them and
///   lead no further
/// @param holdings posts in these units, at whatever time
public record Chain(
        Entity subject,
        List<Entity> deeds,
        List<Then> thens,
        List<Unit> units,
        List<Link> links,
        List<Holding> holdings,
        List<Person> persons,
        List<Gap> gaps) {

    /// A date and who gives it.
    ///
    /// @param claims empty for a day that the reader asked for
    public record Then(HistoricDate date, List<Claim> claims) {}

    /// Why a unit is in the chain.
    public enum Why {
        /// A source names it as doing it,
        NAMED,
        /// or as involved.
        INVOLVED,
        /// Somebody who is named or involved held a post in it or commanded it.
        OF_SOMEBODY_NAMED,
        /// It ran the place where it was done,
        RAN_THE_PLACE,
        /// or had its seat there.
        SEATED_THERE,
        /// It was over one of the others.
        ABOVE,
        /// The reader asked for it.
        ASKED
    }

    /// @param from the person, place or unit through which it is here
    public record Reason(Why why, Optional<EntityId> from, List<Claim> claims) {}

    /// @param level 0 for a unit involved, 1 for one directly above, and so on
    public record Unit(EntityId id, int level, List<Reason> reasons) {}

    /// One over another.
    ///
    /// @param by the entity that says so: a line of command, or the lower one, which is told to be
    ///   part of the higher one
    /// @param command whether a source calls it command; else only the structure is told, which has
    ///   no date
    /// @param types terms of `command-types`
    /// @param timings one for each date of the chain
    public record Link(
            Entity by,
            EntityId superior,
            EntityId subordinate,
            boolean command,
            List<String> types,
            List<Timing> timings,
            List<Claim> claims) {

        /// Whether by every date it had ended or not begun.
        public boolean isOut() {
            return Chain.isOut(timings);
        }
    }

    /// A post of a person in a unit.
    public record Holding(Entity post, EntityId person, EntityId unit, List<Timing> timings) {
        public boolean isOut() {
            return Chain.isOut(timings);
        }
    }

    /// What article 28 asks of a superior, each shown by itself.
    public enum Asked {
        /// Power to prevent: effective command, authority and control.
        CONTROL("control"),
        KNOWLEDGE("knowledge"),
        /// The activities lay within what the superior was responsible for.
        RESPONSIBILITY("responsibility"),
        NOT_PREVENTED("failure"),
        NOT_PUNISHED("failure"),
        RESULT("result");

        private final String element;

        Asked(String element) {
            this.element = element;
        }

        /// The last part of the code of its element in the law.
        public String element() {
            return element;
        }
    }

    /// @param law the elements that ask for it, of commanders and of other superiors
    /// @param speaking claims that speak for it, and
    /// @param against claims that speak against it
    /// @param elsewhen claims that would speak for it, of another time or of one that nobody tells
    public record Element(
            Asked asked,
            List<Provision> law,
            List<Claim> speaking,
            List<Claim> against,
            List<Claim> elsewhen) {

        /// Whether no claim says anything of it at that date.
        public boolean isMissing() {
            return speaking.isEmpty() && against.isEmpty();
        }
    }

    /// @param named whether a source names the person as doing it or as involved
    /// @param level of the nearest unit of theirs
    /// @param part what is said of their part in it, in claims of the entities that say so
    /// @param elements empty for who was over nobody
    public record Person(
            EntityId id, boolean named, int level, List<Claim> part, List<Element> elements) {}

    /// What is not told.
    public enum Missing {
        /// Nobody dates what happened.
        DATE,
        /// Sources date it differently, and the chain is told for each.
        ONE_DATE,
        /// No unit is named, nor does anything lead to one.
        UNIT,
        /// Nobody tells who was over this unit,
        SUPERIOR,
        /// nor who held a post in it at that date.
        HOLDER,
        /// It is told that one was over the other, not that it was so at that date.
        LINK_THEN,
        /// It is told that somebody held a post, not that it was so at that date.
        POST_THEN
    }

    /// @param about what it is about: what happened, a unit, a link or a post
    /// @param timing how it lies beside the date, of the last two
    public record Gap(Missing missing, EntityId about, Optional<Timing> timing) {}

    private static boolean isOut(List<Timing> timings) {
        return !timings.isEmpty() && timings.stream().allMatch(one -> one.at().isOut());
    }

    /// Whatever it speaks of, for titles.
    public Set<EntityId> entities() {
        var all = new LinkedHashSet<EntityId>(Set.of(subject.id()));
        deeds.forEach(one -> all.add(one.id()));
        units.forEach(
                one -> {
                    all.add(one.id());
                    one.reasons().forEach(reason -> reason.from().ifPresent(all::add));
                });
        links.forEach(one -> all.addAll(List.of(one.by().id(), one.superior(), one.subordinate())));
        holdings.forEach(one -> all.addAll(List.of(one.post().id(), one.person(), one.unit())));
        persons.forEach(one -> all.add(one.id()));
        claims().map(Claim::entity).forEach(all::add);
        return all;
    }

    /// Every claim that it rests on.
    public Stream<Claim> claims() {
        return Stream.of(
                thens.stream().flatMap(one -> one.claims().stream()),
                units.stream()
                        .flatMap(one -> one.reasons().stream())
                        .flatMap(one -> one.claims().stream()),
                links.stream().flatMap(one -> one.claims().stream()),
                holdings.stream()
                        .flatMap(one -> one.post().claims().stream())
                        .filter(Claim::stands),
                persons.stream().flatMap(one -> one.part().stream()),
                persons.stream()
                        .flatMap(one -> one.elements().stream())
                        .flatMap(
                                one ->
                                        Stream.of(one.speaking(), one.against(), one.elsewhen())
                                                .flatMap(List::stream)))
                .flatMap(one -> one)
                .collect(Collectors.toCollection(LinkedHashSet::new))
                .stream();
    }
}
