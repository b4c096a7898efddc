package org.haetae.exchange;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;

/// The rows of a table that was taken in as an item, read from its text, so that each row is a
/// passage that can be cited.
///
/// Commas, semicolons, tabs and bars are told apart by the first line. A quote that is never closed
/// ends with the text.
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

    private final PagedText text;
    private final CSVFormat format;

    private SheetRows(Text text) {
        this.text = new PagedText(text);
        this.format =
                CSVFormat.RFC4180
                        .builder()
                        .setDelimiter(delimiter(this.text.whole()))
                        .setIgnoreEmptyLines(true)
                        .setTrailingData(true)
                        .setLenientEof(true)
                        .get();
    }

    public static SheetRows of(Text text) {
        return new SheetRows(text);
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
