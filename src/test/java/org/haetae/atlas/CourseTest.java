package org.haetae.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.haetae.atlas.Course.Sort;
import org.haetae.atlas.Course.Standing;
import org.haetae.names.HistoricDate;
import org.junit.jupiter.api.Test;

/// How things lie in time: what is known of their days, and what is not.
class CourseTest {

    private static Optional<HistoricDate> date(String edtf) {
        return edtf.isEmpty() ? Optional.empty() : Optional.of(HistoricDate.of(edtf));
    }

    private static Course course(String begin, String end, String... cited) {
        return Course.of(
                date(begin), date(end), List.of(cited).stream().map(HistoricDate::of).toList());
    }

    private static LocalDate day(String day) {
        return LocalDate.parse(day);
    }

    private static String told(Course course) {
        return String.join(
                " ",
                course.pieces().stream()
                        .map(
                                piece ->
                                        "%s:%s..%s"
                                                .formatted(
                                                        piece.sort(),
                                                        piece.from().equals(LocalDate.MIN)
                                                                ? ""
                                                                : piece.from(),
                                                        piece.to().equals(LocalDate.MAX)
                                                                ? ""
                                                                : piece.to()))
                        .toList());
    }

    @Test
    void citedTwiceIsUnknownBetween() {
        var post = course("", "", "2003", "1998-04-02");
        assertThat(told(post))
                .isEqualTo(
                        "SURE:1998-04-02..1998-04-02 GAP:1998-04-02..2003-01-01 WITHIN:2003-01-01..2003-12-31");
        assertThat(post.on(day("1998-04-02"))).isEqualTo(Standing.HELD);
        assertThat(post.on(day("2000-06-01"))).isEqualTo(Standing.UNKNOWN);
        assertThat(post.on(day("2003-06-01"))).isEqualTo(Standing.UNKNOWN);
        assertThat(post.on(day("1997-12-31"))).isEqualTo(Standing.NOT);
        assertThat(post.on(day("2004-01-01"))).isEqualTo(Standing.NOT);
    }

    @Test
    void betweenBeginningAndEndItIsSureWhateverElseIsCited() {
        var post = course("2009-03-16", "2014-09-02", "2013-06");
        assertThat(post.on(day("2010-01-01"))).isEqualTo(Standing.HELD);
        assertThat(post.on(day("2009-03-15"))).isEqualTo(Standing.NOT);
        assertThat(post.on(day("2014-09-03"))).isEqualTo(Standing.NOT);
        assertThat(post.pieces()).noneMatch(piece -> piece.sort() == Sort.GAP);
    }

    @Test
    void withoutAnEndItStaysOpen() {
        var post = course("2014-09-02", "", "2016");
        assertThat(told(post))
                .isEqualTo(
                        "SURE:2014-09-02..2014-09-02 GAP:2014-09-02..2016-01-01 WITHIN:2016-01-01..2016-12-31 OPEN:2016-12-31..");
        assertThat(post.on(day("2020-01-01"))).isEqualTo(Standing.UNKNOWN);
        assertThat(told(course("", "2005")))
                .isEqualTo("OPEN:..2005-01-01 WITHIN:2005-01-01..2005-12-31");
    }

    @Test
    void aBeginningInAMonthIsUncertainWithinIt() {
        var post = course("2010-01~", "2012-05-07");
        assertThat(post.on(day("2010-01-10"))).isEqualTo(Standing.UNKNOWN);
        // Approximate: the whole of it is doubted.
        assertThat(post.on(day("2011-01-01"))).isEqualTo(Standing.UNKNOWN);
        assertThat(post.pieces().getFirst().doubted()).isTrue();
    }

    @Test
    void datesOfEveryKindHaveTheirShape() {
        assertThat(told(Course.of(HistoricDate.of("2011-02-06"))))
                .isEqualTo("SURE:2011-02-06..2011-02-06");
        assertThat(told(Course.of(HistoricDate.of("2011-01"))))
                .isEqualTo("WITHIN:2011-01-01..2011-01-31");
        assertThat(told(Course.of(HistoricDate.of("2008-10/2010"))))
                .isEqualTo(
                        "WITHIN:2008-10-01..2008-10-31 SURE:2008-10-31..2010-01-01 WITHIN:2010-01-01..2010-12-31");
        assertThat(told(Course.of(HistoricDate.of("2014-09-02/.."))))
                .isEqualTo("SURE:2014-09-02..2014-09-02 SURE:2014-09-02..");
        assertThat(told(Course.of(HistoricDate.of("2014-09-02/"))))
                .isEqualTo("SURE:2014-09-02..2014-09-02 OPEN:2014-09-02..");
        assertThat(told(Course.of(HistoricDate.of("[2011-01-14,2011-02-06]"))))
                .isEqualTo("WITHIN:2011-01-14..2011-01-14 WITHIN:2011-02-06..2011-02-06");
        assertThat(course("", "").on(day("2000-01-01"))).isEqualTo(Standing.UNDATED);
        assertThat(course("1998", "2003").span().orElseThrow().to()).isEqualTo(day("2003-12-31"));
    }

    @Test
    void aScaleHasRoundTicksAndKeepsItsMiddle() {
        var scale = TimeScale.around(day("2007-05-03"), day("2014-09-02"));
        assertThat(scale.from()).isEqualTo(day("2007-01-01"));
        assertThat(scale.to()).isEqualTo(day("2014-12-31"));
        assertThat(scale.ticks().getFirst()).isEqualTo(new TimeScale.Tick(0, "2007"));
        assertThat(scale.ticks()).hasSizeBetween(3, 9);
        assertThat(scale.part(day("2011-01-01"))).isBetween(0.49, 0.51);
        assertThat(scale.partAfter(scale.to())).isEqualTo(1);
        assertThat(scale.part(LocalDate.MIN)).isZero();
        var nearer = scale.scaled(0.5);
        assertThat(nearer.part(day("2011-01-01"))).isBetween(0.49, 0.51);
        assertThat(TimeScale.around(LocalDate.MIN, LocalDate.MAX).ticks()).isNotEmpty();
        assertThat(TimeScale.around(day("2011-01-14"), day("2011-01-14")).ticks()).isNotEmpty();
        assertThat(new TimeScale(day("0001-01-01"), day("0001-02-01")).moved(-5).from())
                .isEqualTo(day("0001-01-01"));
    }
}
