package org.haetae.responsibility;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.atlas.Course;
import org.haetae.casebook.Entity;
import org.haetae.casebook.Tells;
import org.haetae.names.HistoricDate;

/// Something that lasted, as sources date it.
///
/// @param begin when it is said to have begun
/// @param end when it is said to have ended
/// @param cited when it was so, by sources that say neither
record Spell(Optional<HistoricDate> begin, Optional<HistoricDate> end, List<HistoricDate> cited) {

    /// One for each rival beginning or end; none when no source gives a date.
    static List<Spell> of(Entity entity) {
        var begins = entity.dates(Tells.BEGINS);
        var ends = entity.dates(Tells.ENDS);
        var cited = entity.dates(Tells.CITED);
        int rivals = Math.max(begins.size(), ends.size());
        return IntStream.range(0, Math.max(rivals, cited.isEmpty() ? 0 : 1))
                .mapToObj(i -> new Spell(nearest(begins, i), nearest(ends, i), cited))
                .toList();
    }

    /// The one of this number, or the last where there are fewer.
    private static Optional<HistoricDate> nearest(List<HistoricDate> dates, int number) {
        return dates.isEmpty()
                ? Optional.empty()
                : Optional.of(dates.get(Math.min(number, dates.size() - 1)));
    }

    Course course() {
        return Course.of(begin, end, cited);
    }

    /// All its dates, in their order.
    List<HistoricDate> known() {
        return Stream.of(begin.stream(), cited.stream(), end.stream())
                .flatMap(one -> one)
                .sorted(HistoricDate.CHRONOLOGICAL)
                .toList();
    }
}
