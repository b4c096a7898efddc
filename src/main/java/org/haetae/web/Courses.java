package org.haetae.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.haetae.atlas.Course;
import org.haetae.casebook.Entity;
import org.haetae.casebook.Tells;
import org.haetae.names.HistoricDate;

/// How entities lie in time, by what their claims tell.
final class Courses {
    private Courses() {}

    /// One for each rival: two dates of one event are two courses, side by side. Empty when no
    /// source gives a date.
    static List<Course> of(Entity entity) {
        List<Course> courses = new ArrayList<>();
        entity.dates(Tells.WHEN).forEach(date -> courses.add(Course.of(date)));
        List<HistoricDate> begins = entity.dates(Tells.BEGINS);
        List<HistoricDate> ends = entity.dates(Tells.ENDS);
        List<HistoricDate> cited = entity.dates(Tells.CITED);
        int rivals = Math.max(begins.size(), ends.size());
        for (int i = 0; i < Math.max(rivals, cited.isEmpty() ? 0 : 1); i++) {
            courses.add(Course.of(nearest(begins, i), nearest(ends, i), cited));
        }
        return courses;
    }

    /// The one of this number, or the last where there are fewer.
    private static Optional<HistoricDate> nearest(List<HistoricDate> dates, int number) {
        return dates.isEmpty()
                ? Optional.empty()
                : Optional.of(dates.get(Math.min(number, dates.size() - 1)));
    }

    /// How it stood on a day, by the source that has it most firmly.
    static Course.Standing on(Entity entity, LocalDate day) {
        return of(entity).stream()
                .map(course -> course.on(day))
                .min(Comparator.naturalOrder())
                .orElse(Course.Standing.UNDATED);
    }
}
