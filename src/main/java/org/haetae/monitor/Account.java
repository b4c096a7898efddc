package org.haetae.monitor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;

/// What bound a state on a day and what it had done by then, as far as one reader may know. Every
/// answer names the claims that it was derived from. What sources give no date for is in it, marked
/// by having none.
///
/// @param asOf the day; what surely came after it is left out
/// @param designations of its organs, and of people and bodies that belong to it, in force that day
/// @param statutes acts of other states that are about it, or by which its people and bodies are
///   designated
/// @param figures about it, about what it runs or does, or given by it
/// @param disputes counts on which those who give them differ
/// @param held what held on the day
public record Account(
        State state,
        LocalDate asOf,
        List<Treaty> treaties,
        List<Duty> duties,
        List<Report> reports,
        List<Dealing> visits,
        List<Dealing> dealings,
        List<Resolution> resolutions,
        List<Series> meetings,
        List<Recommendation> recommendations,
        List<Commitment> commitments,
        List<Rounds> rounds,
        List<Listing> designations,
        List<Statute> statutes,
        List<Figure> figures,
        List<Dispute> disputes,
        List<Held> held) {

    /// How a state stands to a treaty.
    public enum Standing {
        /// It is a party, and the treaty binds it on the day.
        BOUND,
        /// It has joined; the treaty does not bind it yet.
        JOINED,
        /// It has signed and not joined.
        SIGNED,
        /// What binds it may have come on the day or after it, as dates go.
        PERHAPS,
        /// One source says that it is a party, another that it is none.
        DISPUTED,
        /// It was a party and left.
        LEFT,
        NOT_BOUND
    }

    /// One treaty action.
    ///
    /// @param actions terms of `treaty-actions`: several where sources differ
    public record Action(
            EntityId entity,
            List<String> actions,
            Optional<HistoricDate> date,
            List<String> articles,
            List<String> words,
            List<ClaimId> claims) {}

    /// @param entity of the casebook, the first where several are one treaty
    /// @param instrument its code in the law, where it is known there
    /// @param since date of the first act by which it became a party, where told
    /// @param bound first day of force, where it can be told from that
    /// @param reserved reservations, declarations and procedures accepted that hold on the day
    public record Treaty(
            EntityId entity,
            Optional<String> instrument,
            Standing standing,
            Optional<HistoricDate> since,
            Optional<LocalDate> bound,
            List<Action> actions,
            List<Action> reserved,
            List<ClaimId> claims) {}

    /// Something that a state is said to have done that bears on a duty. No finding of a breach.
    ///
    /// @param acts terms of `acts` or `rights` by which it bears on the duty
    /// @param denials statements that deny, explain or justify it
    public record Conduct(
            EntityId entity,
            List<String> acts,
            Optional<HistoricDate> date,
            List<EntityId> denials,
            List<ClaimId> claims) {}

    /// What sources say of a duty.
    ///
    /// @param performance terms of `commitment-status`
    public record Performance(EntityId entity, List<String> performance, List<ClaimId> claims) {}

    /// @param provision its code in the law; absent for what only a source calls a duty
    /// @param standing of the treaty that it is in; `BOUND` for one of a statute
    public record Duty(
            Optional<String> provision,
            Standing standing,
            List<Performance> told,
            List<Conduct> conduct,
            List<ClaimId> claims) {}

    /// How it stands with a report of the state.
    public enum Timing {
        GIVEN,
        LATE,
        OVERDUE,
        NOT_YET_DUE,
        /// Due at a time that nobody tells, and not given.
        UNDATED
    }

    /// @param entity the report due, or the one given where nobody says that it was due
    /// @param answer the one that was given for it
    /// @param days late or overdue
    public record Report(
            EntityId entity,
            Optional<EntityId> answer,
            Set<EntityId> bodies,
            Optional<HistoricDate> due,
            Optional<HistoricDate> received,
            Timing timing,
            OptionalLong days,
            List<ClaimId> claims) {}

    /// What became of a visit or another dealing, as sources put it.
    public enum Outcome {
        GRANTED,
        IN_PART,
        REFUSED,
        OPEN,
        /// Sources differ.
        DISPUTED,
        NOT_TOLD
    }

    /// @param types terms of `engagement-types`, and
    /// @param answers of `engagement-answers`
    public record Dealing(
            EntityId entity,
            Set<EntityId> bodies,
            List<String> types,
            List<String> answers,
            Outcome outcome,
            Optional<HistoricDate> date,
            List<ClaimId> claims) {}

    /// How something was voted on; each number absent where nobody tells it.
    public record Vote(
            List<String> voting,
            Optional<BigDecimal> inFavour,
            Optional<BigDecimal> against,
            Optional<BigDecimal> abstaining) {}

    public record Resolution(
            EntityId entity,
            Set<EntityId> bodies,
            Optional<HistoricDate> date,
            Vote vote,
            List<ClaimId> claims) {}

    /// @param items of its agenda, in the words of sources
    /// @param inRow how many years in a row, up to its own, had a meeting of the series
    /// @param said how many its sources say that there were
    public record Meeting(
            EntityId entity,
            Optional<HistoricDate> date,
            List<String> items,
            Vote vote,
            Optional<Integer> inRow,
            List<BigDecimal> said,
            List<ClaimId> claims) {}

    /// Meetings of one body on one subject.
    ///
    /// @param subjects terms of `meeting-subjects`; empty where no source tells
    /// @param inRow years in a row that end with the last one
    /// @param unbroken whether no whole year has passed since without one
    /// @param missed years from the first one on that ended without one
    public record Series(
            Set<EntityId> bodies,
            Set<String> subjects,
            List<Meeting> meetings,
            int inRow,
            Optional<Integer> first,
            Optional<Integer> last,
            boolean unbroken,
            List<Integer> missed,
            List<ClaimId> claims) {}

    /// @param answers of the state, terms of `recommendation-answers`, and
    /// @param carriedOut as the cited source assesses it, terms of `commitment-status`: never one
    ///   field
    public record Recommendation(
            EntityId entity,
            Set<EntityId> by,
            Optional<HistoricDate> date,
            List<String> answers,
            List<String> carriedOut,
            List<ClaimId> claims) {}

    /// @param status terms of `commitment-status`: whether it was carried out, as sources see it
    /// @param done what was done, in their words
    /// @param evidence what they say shows it
    public record Commitment(
            EntityId entity,
            Set<EntityId> to,
            Optional<HistoricDate> date,
            Optional<HistoricDate> due,
            List<String> status,
            List<String> done,
            Set<EntityId> evidence,
            List<ClaimId> claims) {}

    /// A number, or two where sources differ.
    public record Count(BigDecimal low, BigDecimal high) {
        Count plus(Count other) {
            return new Count(low.add(other.low), high.add(other.high));
        }
    }

    /// @param stated whether sources give its numbers; else the designations recorded were counted
    public record Round(
            EntityId entity,
            Optional<HistoricDate> date,
            boolean stated,
            Optional<Count> persons,
            Optional<Count> bodies,
            List<ClaimId> claims) {}

    /// A sum that a source gives for several rounds, beside ours.
    public record Total(EntityId entity, String unit, Count stated, boolean agrees) {}

    /// The rounds of one authority, and their sums.
    ///
    /// @param persons and
    /// @param bodies absent where a round has no number
    public record Rounds(
            Set<EntityId> authorities,
            List<Round> rounds,
            Optional<Count> persons,
            Optional<Count> bodies,
            List<Total> totals,
            List<ClaimId> claims) {}

    public record Listing(
            EntityId entity,
            Set<EntityId> targets,
            Set<EntityId> authorities,
            Optional<HistoricDate> date,
            List<ClaimId> claims) {}

    /// @param provision its code in the law; absent for a criterion that only a source names
    /// @param quoted in how many claims sources quote its words
    /// @param met terms of `criterion-states` that sources give; empty when nobody says
    /// @param evidence attached that it is met, in whole or in part, and
    /// @param against evidence attached that it is not
    /// @param speaking claims that say or show that it is met, in whole or in part, and
    /// @param denying claims that say or show that it is not
    public record Criterion(
            Optional<String> provision,
            List<EntityId> told,
            int quoted,
            List<String> met,
            Set<EntityId> evidence,
            Set<EntityId> against,
            List<ClaimId> speaking,
            List<ClaimId> denying,
            List<ClaimId> claims) {}

    /// @param instrument its code in the law; absent for one that only the casebook knows
    /// @param entities that it is in the casebook; may be none
    public record Statute(
            Optional<String> instrument,
            List<EntityId> entities,
            boolean inForce,
            List<Duty> duties,
            List<Criterion> criteria) {

        /// Criteria of the law itself, or, where that is not known here, those that sources name.
        private Stream<Criterion> own() {
            return criteria.stream()
                    .filter(one -> instrument.isEmpty() || one.provision().isPresent());
        }

        /// How many of them sources quote.
        public long quoted() {
            return own().filter(one -> one.quoted() > 0).count();
        }

        /// How many of them a source says are met.
        public long met() {
            return own().filter(one -> one.met().contains("met")).count();
        }

        /// How many there are.
        public long asked() {
            return own().count();
        }
    }

    /// A number that somebody gives.
    ///
    /// @param of what it is said to be a number of, in the words of sources
    /// @param about what it concerns
    /// @param claimants who give it, and
    /// @param interests what moves them: terms of `publisher-interests`
    /// @param methods how it was found, in the words of sources; empty when nobody says
    public record Figure(
            EntityId entity,
            List<String> of,
            Set<EntityId> about,
            List<Value.Number> values,
            Optional<HistoricDate> asOf,
            Set<EntityId> claimants,
            List<String> interests,
            List<String> methods,
            List<ClaimId> claims) {}

    /// A count on which sources differ, each with who gives it.
    ///
    /// @param about what is counted
    /// @param property of it, where its own claims differ
    /// @param figures those that differ; one for each number
    public record Dispute(EntityId about, Optional<String> property, List<Figure> figures) {}

    /// What kind of thing held on the day.
    public enum Sort {
        TREATY,
        RESERVATION,
        STATUTE,
        DESIGNATION,
        POLICY,
        MANDATE
    }

    /// Something that held on the day, as far as sources say.
    ///
    /// @param since when it began, where that is told
    /// @param sure whether it surely held; else it may have, as dates go
    public record Held(
            Sort sort,
            EntityId entity,
            Optional<HistoricDate> since,
            boolean sure,
            List<ClaimId> claims) {}

    /// One thing at a time.
    ///
    /// @param section where more is told of it
    public record Entry(
            Optional<HistoricDate> date, String section, EntityId entity, List<ClaimId> claims) {}

    /// All that has a date, in order; what has none comes last.
    public List<Entry> timeline() {
        var all = new ArrayList<Entry>();
        treaties.forEach(
                one ->
                        one.actions()
                                .forEach(
                                        action ->
                                                all.add(
                                                        new Entry(
                                                                action.date(),
                                                                "treaties",
                                                                action.entity(),
                                                                action.claims()))));
        duties.stream()
                .flatMap(one -> one.conduct().stream())
                .forEach(
                        one ->
                                all.add(
                                        new Entry(
                                                one.date(), "duties", one.entity(), one.claims())));
        for (var one : reports) {
            if (one.due().isPresent() || one.received().isEmpty()) {
                all.add(new Entry(one.due(), "reports", one.entity(), one.claims()));
            }
            if (one.received().isPresent()) {
                all.add(
                        new Entry(
                                one.received(),
                                "reports",
                                one.answer().orElse(one.entity()),
                                one.claims()));
            }
        }
        visits.forEach(one -> all.add(new Entry(one.date(), "visits", one.entity(), one.claims())));
        dealings.forEach(
                one -> all.add(new Entry(one.date(), "dealings", one.entity(), one.claims())));
        resolutions.forEach(
                one -> all.add(new Entry(one.date(), "resolutions", one.entity(), one.claims())));
        meetings.stream()
                .flatMap(one -> one.meetings().stream())
                .forEach(
                        one ->
                                all.add(
                                        new Entry(
                                                one.date(),
                                                "meetings",
                                                one.entity(),
                                                one.claims())));
        recommendations.forEach(
                one ->
                        all.add(
                                new Entry(
                                        one.date(),
                                        "recommendations",
                                        one.entity(),
                                        one.claims())));
        commitments.forEach(
                one -> all.add(new Entry(one.date(), "commitments", one.entity(), one.claims())));
        rounds.stream()
                .flatMap(one -> one.rounds().stream())
                .forEach(
                        one ->
                                all.add(
                                        new Entry(
                                                one.date(), "rounds", one.entity(), one.claims())));
        designations.forEach(
                one -> all.add(new Entry(one.date(), "designations", one.entity(), one.claims())));
        return all.stream()
                .distinct()
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }

    /// Whatever it speaks of, for titles.
    public Set<EntityId> entities() {
        var all = new LinkedHashSet<EntityId>(state.entities());
        treaties.forEach(
                one -> {
                    all.add(one.entity());
                    one.actions().forEach(action -> all.add(action.entity()));
                });
        Stream.concat(
                        duties.stream(),
                        statutes.stream().flatMap(statute -> statute.duties().stream()))
                .forEach(
                        one -> {
                            one.told().forEach(told -> all.add(told.entity()));
                            one.conduct()
                                    .forEach(
                                            conduct -> {
                                                all.add(conduct.entity());
                                                all.addAll(conduct.denials());
                                            });
                        });
        reports.forEach(
                one -> {
                    all.add(one.entity());
                    one.answer().ifPresent(all::add);
                    all.addAll(one.bodies());
                });
        Stream.concat(visits.stream(), dealings.stream())
                .forEach(
                        one -> {
                            all.add(one.entity());
                            all.addAll(one.bodies());
                        });
        resolutions.forEach(
                one -> {
                    all.add(one.entity());
                    all.addAll(one.bodies());
                });
        meetings.forEach(
                one -> {
                    all.addAll(one.bodies());
                    one.meetings().forEach(meeting -> all.add(meeting.entity()));
                });
        recommendations.forEach(
                one -> {
                    all.add(one.entity());
                    all.addAll(one.by());
                });
        commitments.forEach(
                one -> {
                    all.add(one.entity());
                    all.addAll(one.to());
                    all.addAll(one.evidence());
                });
        rounds.forEach(
                one -> {
                    all.addAll(one.authorities());
                    one.rounds().forEach(round -> all.add(round.entity()));
                    one.totals().forEach(total -> all.add(total.entity()));
                });
        designations.forEach(
                one -> {
                    all.add(one.entity());
                    all.addAll(one.targets());
                    all.addAll(one.authorities());
                });
        statutes.forEach(
                one -> {
                    all.addAll(one.entities());
                    one.criteria()
                            .forEach(
                                    criterion -> {
                                        all.addAll(criterion.told());
                                        all.addAll(criterion.evidence());
                                        all.addAll(criterion.against());
                                    });
                });
        Stream.concat(figures.stream(), disputes.stream().flatMap(one -> one.figures().stream()))
                .forEach(
                        one -> {
                            all.add(one.entity());
                            all.addAll(one.about());
                            all.addAll(one.claimants());
                        });
        disputes.forEach(one -> all.add(one.about()));
        held.forEach(one -> all.add(one.entity()));
        return all;
    }
}
