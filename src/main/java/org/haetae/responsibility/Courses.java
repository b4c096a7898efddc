package org.haetae.responsibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.haetae.atlas.Course;
import org.haetae.casebook.Entity;
import org.haetae.casebook.Tells;

/// How entities lie in time, by what their claims tell.
public final class Courses {
    private Courses() {}

    /// One for each rival: two dates of one event are two courses, side by side. Empty when no
    /// source gives a date.
    public static List<Course> of(Entity entity) {
        var courses = new ArrayList<Course>();
        entity.dates(Tells.WHEN).forEach(date -> courses.add(Course.of(date)));
        Spell.of(entity).forEach(spell -> courses.add(spell.course()));
        return courses;
    }

    /// How it stood on a day, by the source that has it most firmly.
    public static Course.Standing on(Entity entity, LocalDate day) {
        return of(entity).stream()
                .map(course -> course.on(day))
                .min(Comparator.naturalOrder())
                .orElse(Course.Standing.UNDATED);
    }
}
