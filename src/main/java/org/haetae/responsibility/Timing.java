package org.haetae.responsibility;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.atlas.Course.Standing;
import org.haetae.casebook.Entity;
import org.haetae.names.HistoricDate;

/// How a post, or one's command over another, lies beside a date. Nothing is joined that no source
/// joins: what is cited in 1998 and in 2003 is unknown between.
///
/// @param disputed whether by one source it was so or may have been, and by another it had ended or
///   not begun
/// @param before the last date before that is told of it
/// @param after the first date after that is told of it
public record Timing(
        At at, boolean disputed, Optional<HistoricDate> before, Optional<HistoricDate> after) {

    /// From the firmest to what rules it out.
    public enum At {
        /// It was so on all of these days.
        HELD,
        /// Its dates meet the date asked for and are too coarse or too doubtful to say more.
        WITHIN,
        /// It was so before and after; of the time between nobody tells.
        BETWEEN,
        /// It had begun before; nobody tells of an end.
        SINCE,
        /// It ended after; nobody tells of a beginning.
        UNTIL,
        /// It is told of before only, and
        BEFORE,
        /// of after only.
        AFTER,
        /// No source gives it any date.
        UNDATED,
        /// It was over before.
        ENDED,
        /// It began after.
        NOT_BEGUN;

        /// Whether it was not so, as far as sources go.
        public boolean isOut() {
            return this == ENDED || this == NOT_BEGUN;
        }

        /// Whether nothing that is told of it reaches the date, and nothing rules it out either.
        public boolean isGap() {
            return this != HELD && !isOut();
        }
    }

    /// Of what no source gives any date.
    static final Timing UNTOLD = new Timing(At.UNDATED, false, Optional.empty(), Optional.empty());

    /// By the source that has it most firmly.
    static Timing of(Entity entity, HistoricDate then) {
        var all = Spell.of(entity).stream().map(spell -> of(spell, then)).toList();
        var sides = all.stream().map(one -> one.at().isOut()).collect(Collectors.toSet());
        return all.stream()
                .min(Comparator.comparing(Timing::at))
                .map(
                        one ->
                                new Timing(
                                        one.at(),
                                        sides.equals(Set.of(true, false)),
                                        one.before(),
                                        one.after()))
                .orElse(UNTOLD);
    }

    private static Timing of(Spell spell, HistoricDate then) {
        var known = spell.known();
        var before =
                known.stream()
                        .filter(date -> date.latest().isBefore(then.earliest()))
                        .reduce((one, later) -> later);
        var after =
                known.stream().filter(date -> date.earliest().isAfter(then.latest())).findFirst();
        return new Timing(at(spell, then, before, after), false, before, after);
    }

    private static At at(
            Spell spell,
            HistoricDate then,
            Optional<HistoricDate> before,
            Optional<HistoricDate> after) {
        if (spell.end().filter(end -> end.latest().isBefore(then.earliest())).isPresent()) {
            return At.ENDED;
        }
        if (spell.begin().filter(begin -> begin.earliest().isAfter(then.latest())).isPresent()) {
            return At.NOT_BEGUN;
        }
        if (spell.course().over(then.earliest(), then.latest()) == Standing.HELD) {
            return At.HELD;
        }
        if (spell.known().stream()
                .anyMatch(
                        date ->
                                !date.latest().isBefore(then.earliest())
                                        && !date.earliest().isAfter(then.latest()))) {
            return At.WITHIN;
        }
        if (before.isPresent() && after.isPresent()) {
            // A beginning and an end without a doubt were answered above.
            return spell.begin().isPresent() && spell.end().isPresent() ? At.WITHIN : At.BETWEEN;
        }
        return before.isPresent()
                ? spell.begin().isPresent() ? At.SINCE : At.BEFORE
                : spell.end().isPresent() ? At.UNTIL : At.AFTER;
    }
}
