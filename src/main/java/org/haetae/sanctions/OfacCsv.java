package org.haetae.sanctions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.sanctions.CsvRecords.Row;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// The list of the Office of Foreign Assets Control as tables without heads: `sdn.csv`, `alt.csv`,
/// `add.csv` and `sdn_comments.csv`. Much of what other formats tell in fields stands in a column
/// of remarks, between semicolons.
final class OfacCsv {

    /// Which of the tables a file is.
    enum Table {
        SDN(12),
        ALTERNATIVE_NAMES(5),
        ADDRESSES(6),
        COMMENTS(2);

        final int columns;

        Table(int columns) {
            this.columns = columns;
        }
    }

    private static final String NULL = "-0-";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern PAPER =
            Pattern.compile(
                    "((?:[A-Za-z][\\w./&' -]*? )?(?:Passport|No\\.|Number|#|SSN|ID|NIT|RUC|IMO|MMSI|R\\.F\\.C\\.|C\\.U\\.R\\.P\\.|C\\.U\\.I\\.T\\.|C\\.I\\.F\\.|D\\.N\\.I\\.|SWIFT/BIC|BIK \\(RU\\)|License)) ([^ ()]*\\d[^()]*?)(?: \\(([^()]+)\\))?(?: (?:issued|expires).*)?");
    private static final Pattern WEAK = Pattern.compile("(?:a\\.k\\.a\\.|f\\.k\\.a\\.) '(.+)'");

    private final Entries entries;
    private final Map<String, StringBuilder> remarks = new LinkedHashMap<>();

    OfacCsv(Entries entries) {
        this.entries = entries;
    }

    /// Which table the first row is of, if of any.
    static Optional<Table> table(List<String> cells) {
        if (cells.isEmpty() || !NUMBER.matcher(cells.getFirst().strip()).matches()) {
            return Optional.empty();
        }
        return Stream.of(Table.values())
                .filter(one -> one.columns == cells.size())
                .filter(
                        one ->
                                switch (one) {
                                    case ALTERNATIVE_NAMES, ADDRESSES ->
                                            NUMBER.matcher(cells.get(1).strip()).matches();
                                    case SDN, COMMENTS -> true;
                                })
                .findFirst();
    }

    /// @param table which of them the file is
    void read(CsvRecords records, Table table, Row first) {
        for (var row = first; row != null; row = records.row().orElse(null)) {
            if (row.cells().size() != table.columns) {
                throw records.refused(
                        row.line(),
                        "it has %d cells; expected %d"
                                .formatted(row.cells().size(), table.columns));
            }
            if (!NUMBER.matcher(row.cells().getFirst().strip()).matches()) {
                throw records.refused(row.line(), "it does not begin with the number of an entry");
            }
            switch (table) {
                case SDN -> entry(row);
                case ALTERNATIVE_NAMES -> alternative(records, row);
                case ADDRESSES -> address(records, row);
                case COMMENTS -> comment(row);
            }
        }
    }

    private static @Nullable String cell(Row row, int number) {
        var text = whole(row, number);
        return text == null ? null : text.strip();
    }

    /// With the space around it: what is cut in two may be cut there.
    private static @Nullable String whole(Row row, int number) {
        var text = row.cells().get(number).replace("\u001a", "");
        return text.isBlank() || text.strip().equals(NULL) ? null : text;
    }

    private void entry(Row row) {
        var draft = entries.open(row.cells().getFirst().strip(), "sdn, row " + row.line());
        draft.places.add(row.place());
        draft.subject = OfacSdn.subject(cell(row, 2));
        draft.name(cell(row, 1), NameType.PRIMARY, null);
        var programmes = cell(row, 3);
        if (programmes != null) {
            for (var programme : programmes.split("\\] ?\\[|; ?")) {
                draft.add(draft.programmes, programme.replace("[", "").replace("]", ""));
            }
        }
        draft.add(draft.subject == Subject.PERSON ? draft.posts : draft.remarks, cell(row, 4));
        draft.identifier("Call sign", cell(row, 5), null);
        draft.add(draft.remarks, cell(row, 6));
        draft.add(draft.nationalities, cell(row, 9));
        draft.add(draft.remarks, cell(row, 10));
        var said = whole(row, 11);
        if (said != null) {
            remarks.put(draft.id, new StringBuilder(said));
        }
    }

    private Entries.Draft begun(CsvRecords records, Row row) {
        return entries.begun(row.cells().getFirst().strip())
                .orElseThrow(
                        () ->
                                records.refused(
                                        row.line(),
                                        "it belongs to entry %s, which is not in the sdn table given before it"
                                                .formatted(row.cells().getFirst())));
    }

    private void alternative(CsvRecords records, Row row) {
        var draft = begun(records, row);
        draft.places.add(row.place());
        draft.name(cell(row, 3), OfacSdn.type(cell(row, 2)), null);
        draft.add(draft.remarks, cell(row, 4));
    }

    private void address(CsvRecords records, Row row) {
        var draft = begun(records, row);
        draft.places.add(row.place());
        var street = cell(row, 2);
        var city = cell(row, 3);
        draft.address(
                street == null ? city : city == null ? street : street + ", " + city, cell(row, 4));
        draft.add(draft.remarks, cell(row, 5));
    }

    /// More words of a remark that was too long for its row. What belongs to no entry says nothing.
    private void comment(Row row) {
        var more = whole(row, 1);
        entries.begun(row.cells().getFirst().strip())
                .filter(draft -> more != null)
                .ifPresent(
                        draft -> {
                            draft.places.add(row.place());
                            remarks.computeIfAbsent(draft.id, id -> new StringBuilder())
                                    .append(more);
                        });
    }

    /// Takes the remarks apart, when all of them are there.
    void end() {
        remarks.forEach(
                (id, text) ->
                        entries.begun(id)
                                .ifPresent(
                                        draft -> {
                                            var said = text.toString().strip();
                                            if (said.endsWith(".") && !said.endsWith("S.A.")) {
                                                said = said.substring(0, said.length() - 1);
                                            }
                                            for (var part : said.split("; ")) {
                                                remark(draft, part.strip());
                                            }
                                        }));
    }

    private static void remark(Entries.Draft draft, String text) {
        var said = text.startsWith("alt. ") ? text.substring(5) : text;
        var lower = said.toLowerCase(Locale.ROOT);
        if (said.startsWith("DOB ")) {
            draft.birth(ListDates.words(said.substring(4)), said.substring(4));
        } else if (said.startsWith("POB ")) {
            draft.add(draft.birthPlaces, said.substring(4));
        } else if (lower.startsWith("nationality ")) {
            draft.add(draft.nationalities, said.substring(12));
        } else if (lower.startsWith("citizen ")) {
            draft.add(draft.nationalities, said.substring(8));
        } else if (lower.startsWith("gender ")) {
            draft.gender = UnConsolidated.gender(said.substring(7));
        } else {
            var weak = WEAK.matcher(said);
            var paper = PAPER.matcher(said);
            if (weak.matches()) {
                draft.name(weak.group(1), NameType.WEAK, null);
            } else if (paper.matches()) {
                draft.identifier(paper.group(1), paper.group(2), paper.group(3));
            } else {
                draft.add(draft.remarks, text);
            }
        }
    }
}
