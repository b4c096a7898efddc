package org.haetae.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.SchemaFiles;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;
import org.haetae.responsibility.Timing.At;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a post lies beside a date, by all that sources tell of it.
class TimingTest {

    private static final EntityId POST = EntityId.random();

    /// @param told such as `start 1998; cited 2003-05`
    private static Entity post(String told) {
        var claims = new ArrayList<Claim>();
        for (var one : told.isBlank() ? new String[0] : told.split("; ")) {
            var words = one.split(" ");
            claims.add(
                    new Claim(
                            ClaimId.random(),
                            1,
                            POST,
                            "post",
                            words[0],
                            Optional.of(new Value.Date(HistoricDate.of(words[1]))),
                            Grade.UNJUDGED,
                            Status.RECORDED,
                            Basis.values()[0],
                            "",
                            ActorId.SYSTEM,
                            Instant.EPOCH,
                            Optional.empty(),
                            Set.of(CompartmentId.GENERAL),
                            List.of(),
                            0,
                            OptionalInt.empty()));
        }
        return new Entity(POST, SchemaFiles.shipped().kindOr("post"), claims);
    }

    private static Timing timing(String told, String then) {
        return Timing.of(post(told), HistoricDate.of(then));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "start 1998-01-01; end 2003-01-01 | 2001-06-01 | HELD      | 1998-01-01 | 2003-01-01",
                "start 1998-01-01; end 2003-01-01 | 2001       | HELD      | 1998-01-01 | 2003-01-01",
                "start 1998-01-01; end 2003-01-01 | 2004-06-01 | ENDED     | 2003-01-01 | -",
                "start 1998-01-01; end 2003-01-01 | 1997       | NOT_BEGUN | -          | 1998-01-01",
                // Part of the days asked for is more than a source says.
                "start 1998-01-01; end 2003-01-01 | 2002-12/2003-02 | WITHIN | 1998-01-01 | -",
                "start 2001; end 2003             | 2001-06-01 | WITHIN    | -          | 2003",
                "start 1998?; end 2003            | 2001-06-01 | WITHIN    | 1998?      | 2003",
                // Nothing is joined that no source joins.
                "cited 1998; cited 2003           | 2001-06-01 | BETWEEN   | 1998       | 2003",
                "first-cited 1998; last-cited 2003 | 2001-06-01 | BETWEEN  | 1998       | 2003",
                "start 1998; cited 2003           | 2001-06-01 | BETWEEN   | 1998       | 2003",
                "cited 1998; end 2003             | 2001-06-01 | BETWEEN   | 1998       | 2003",
                "cited 2001-06-01                 | 2001-06-01 | HELD      | -          | -",
                "cited 2001-06                    | 2001-06-01 | WITHIN    | -          | -",
                "start 1998                       | 2001-06-01 | SINCE     | 1998       | -",
                "start 1998; cited 1999           | 2001-06-01 | SINCE     | 1999       | -",
                "end 2003                         | 2001-06-01 | UNTIL     | -          | 2003",
                "cited 1998                       | 2001-06-01 | BEFORE    | 1998       | -",
                "cited 2003; cited 2004           | 2001-06-01 | AFTER     | -          | 2003",
                "start 1998/..                    | 2001-06-01 | HELD      | -          | -",
            })
    void whatIsToldLiesBesideTheDateAsItIsAndNothingIsJoined(
            String told, String then, At at, String before, String after) {
        var timing = timing(told, then);
        assertThat(timing.at()).isEqualTo(at);
        assertThat(timing.disputed()).isFalse();
        assertThat(timing.before().map(HistoricDate::edtf)).isEqualTo(Optional.ofNullable(before));
        assertThat(timing.after().map(HistoricDate::edtf)).isEqualTo(Optional.ofNullable(after));
    }

    @Test
    void whatNobodyDatesIsUndated() {
        assertThat(timing("", "2001")).isEqualTo(Timing.UNTOLD);
        assertThat(Timing.UNTOLD.at().isGap()).isTrue();
    }

    @Test
    void theFirmestOfRivalsCountsAndTheOthersAreTold() {
        var timing = timing("start 1998-01-01; end 2000-01-01; end 2003-01-01", "2001-06-01");
        assertThat(timing.at()).isEqualTo(At.HELD);
        assertThat(timing.disputed()).as("another source has it ended").isTrue();
        assertThat(timing("start 1998; start 1999; end 2005", "2001-06-01").disputed()).isFalse();
    }
}
