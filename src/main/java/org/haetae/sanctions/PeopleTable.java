package org.haetae.sanctions;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.Screen.Question;

/// People to be looked for on a list, in a table (CSV, RFC 4180) with the column `name` or
/// `full_name`, and where known `kind`, `born` or `date_of_birth` (EDTF), `nationality`. Other
/// columns are passed over.
public final class PeopleTable {

    private PeopleTable() {}

    /// @param row from 1, without the heads
    public record Asked(int row, Question question) {}

    /// A table that cannot be asked.
    public static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int row;

        Unreadable(int row, String message) {
            super(message, null, false, false);
            this.row = row;
        }

        /// The row that it is about; 0 for the heads, or the table as a whole.
        public int row() {
            return row;
        }
    }

    /// @param kind of rows that do not tell
    /// @param most rows that are read
    /// @throws Unreadable when it has no column of names, a row cannot be read, or there are more
    public static List<Asked> read(Reader csv, Optional<Subject> kind, int most)
            throws IOException {
        var format =
                CSVFormat.RFC4180
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .setIgnoreEmptyLines(true)
                        .get();
        try (var rows = format.parse(csv)) {
            var heads = rows.getHeaderNames();
            var column = heads.contains("name") ? "name" : "full_name";
            if (!heads.contains(column)) {
                throw new Unreadable(0, "there is no column name or full_name");
            }
            var asked = new ArrayList<Asked>();
            for (var row : rows) {
                if (asked.size() == most) {
                    throw new Unreadable(0, "there are more than %,d rows".formatted(most));
                }
                asked.add(new Asked((int) row.getRecordNumber(), question(row, column, kind)));
            }
            return asked;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new Unreadable(0, String.valueOf(e.getMessage()));
        }
    }

    private static Question question(CSVRecord row, String column, Optional<Subject> kind) {
        var cells = row.toMap();
        try {
            return question(
                    cell(cells, column).orElse(""),
                    cell(cells, "kind"),
                    kind,
                    cell(cells, "born").or(() -> cell(cells, "date_of_birth")),
                    cell(cells, "nationality").map(List::of).orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new Unreadable(
                    (int) row.getRecordNumber(),
                    "row %d: %s".formatted(row.getRecordNumber(), e.getMessage()));
        }
    }

    private static Optional<String> cell(Map<String, String> cells, String column) {
        return Optional.ofNullable(cells.get(column))
                .map(String::strip)
                .filter(one -> !one.isEmpty());
    }

    /// One question as it is typed.
    ///
    /// @param typed the kind; else `kind` holds
    /// @throws IllegalArgumentException when the kind or the date cannot be read; says which
    public static Question question(
            String name,
            Optional<String> typed,
            Optional<Subject> kind,
            Optional<String> born,
            List<String> nationalities) {
        try {
            return new Question(
                    name,
                    typed.map(word -> Subject.valueOf(word.toUpperCase(Locale.ROOT)))
                            .or(() -> kind),
                    born.map(HistoricDate::of),
                    nationalities);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kind is person, organisation, vessel or aircraft, and a date of birth is EDTF: "
                            + e.getMessage(),
                    e);
        }
    }
}
