package org.haetae.exchange;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;

/// The rows of a table that was taken in as an item, read from its text, so that each row is a
/// passage that can be cited.
///
/// Of a CSV file, commas, semicolons, tabs and bars are told apart by the first line; a quote that
/// is never closed ends with the text. A workbook is never opened here: the confined worker that
/// read it wrote each row of a sheet as a line with its cells between tabs, as people see them. Its
/// rows are those of the first sheet that has any.
public final class SheetRows {

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    /// @param number of the row; the head is row 1
    /// @param places the passage in which it stands, or two where a page of the text ends in it
    public record SheetRow(int number, List<String> cells, List<Locator.Passage> places) {
        public SheetRow {
            cells = List.copyOf(cells);
            places = List.copyOf(places);
        }
    }

    private static final Set<String> CSV = Set.of("text/csv", "text/tab-separated-values");
    private static final Set<String> WORKBOOKS =
            Set.of(
                    "application/vnd.ms-excel",
                    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Pattern STRETCH = Pattern.compile("(?:^|, )stretch \\d+$");

    private final PagedText text;
    private final Supplier<Iterator<SheetRow>> rows;

    private SheetRows(Text text, boolean workbook) {
        this.text = new PagedText(text);
        if (workbook) {
            this.rows = this::lines;
        } else {
            var format =
                    CSVFormat.RFC4180
                            .builder()
                            .setDelimiter(delimiter(this.text.whole()))
                            .setIgnoreEmptyLines(true)
                            .setTrailingData(true)
                            .setLenientEof(true)
                            .get();
            this.rows = () -> records(format);
        }
    }

    /// Whether a file of this type is a table.
    public static boolean isTable(String mediaType) {
        return CSV.contains(mediaType) || WORKBOOKS.contains(mediaType);
    }

    /// @param mediaType of the item, as its reading found it
    public static SheetRows of(Text text, String mediaType) {
        boolean workbook = WORKBOOKS.contains(mediaType);
        return new SheetRows(workbook ? firstSheet(text) : text, workbook);
    }

    private static Text firstSheet(Text text) {
        var sheet =
                text.pages().stream()
                        .filter(page -> page.text().indexOf('\t') >= 0)
                        .findFirst()
                        .map(SheetRows::sheet)
                        .orElse("");
        return new Text(
                text.pages().stream().filter(page -> sheet(page).equals(sheet)).toList(),
                text.metadata());
    }

    private static String sheet(Text.Page page) {
        return STRETCH.matcher(page.label()).replaceFirst("");
    }

    private static char delimiter(String text) {
        int end = text.indexOf('\n');
        var line = end < 0 ? text : text.substring(0, end);
        char best = DELIMITERS[0];
        long most = 0;
        for (char one : DELIMITERS) {
            long count = line.chars().filter(c -> c == one).count();
            if (count > most) {
                most = count;
                best = one;
            }
        }
        return best;
    }

    /// What the columns are called: the first row.
    public List<String> head() {
        var rows = iterator();
        return rows.hasNext() ? rows.next().cells() : List.of();
    }

    /// All rows, the head first.
    public Iterator<SheetRow> iterator() {
        return rows.get();
    }

    private Iterator<SheetRow> lines() {
        var whole = text.whole();
        var found = new ArrayList<SheetRow>();
        for (int from = 0; from < whole.length(); ) {
            int end = whole.indexOf('\n', from);
            int to = end < 0 ? whole.length() : end;
            var line = whole.substring(from, to);
            if (line.indexOf('\t') >= 0 && !line.isBlank()) {
                found.add(
                        new SheetRow(
                                found.size() + 1,
                                Stream.of(line.split("\t", -1)).map(String::strip).toList(),
                                text.places(from, to)));
            }
            from = to + 1;
        }
        return found.iterator();
    }

    private Iterator<SheetRow> records(CSVFormat format) {
        CSVParser parser;
        try {
            parser = format.parse(new StringReader(text.whole()));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory could not be read", e);
        }
        var records = parser.iterator();
        return new Iterator<>() {
            private CSVRecord next = records.hasNext() ? records.next() : null;

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public SheetRow next() {
                var record = next;
                next = records.hasNext() ? records.next() : null;
                return row(
                        record,
                        next == null ? text.whole().length() : (int) next.getCharacterPosition());
            }
        };
    }

    private SheetRow row(CSVRecord record, int to) {
        var cells = new ArrayList<String>();
        record.forEach(cell -> cells.add(cell.strip()));
        return new SheetRow(
                (int) record.getRecordNumber(),
                cells,
                text.places((int) record.getCharacterPosition(), to));
    }
}
