package org.haetae.sanctions;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.haetae.sanctions.ListEntry.Place;

/// The rows of a list in CSV (RFC 4180), one after the other, and where each stands.
final class CsvRecords {

    private static final int MOST_ROW = 2 << 20;

    private final String file;
    private final int number;
    private final Counted text;
    private final Iterator<CSVRecord> rows;
    private Optional<CSVRecord> ahead;

    /// One row.
    record Row(long line, List<String> cells, Place place) {}

    /// Characters on their way to the parser, so that places can be told in those that are not
    /// space, and so that no row is endless.
    private static final class Counted extends FilterReader {
        private final StringBuilder passed = new StringBuilder();
        private long start;
        private long count;

        Counted(Reader in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] to, int from, int length) throws IOException {
            int read = super.read(to, from, length);
            if (read > 0) {
                passed.append(to, from, read);
                if (passed.length() > MOST_ROW) {
                    throw new IOException(
                            "a row is longer than %,d characters".formatted(MOST_ROW));
                }
            }
            return read;
        }

        /// How many characters that are not space stand before a place, which lies behind all that
        /// were asked for before.
        long until(long place) {
            int end = (int) Math.min(place - start, passed.length());
            for (int i = 0; i < end; i++) {
                if (!Entries.isSpace(passed.charAt(i))) {
                    count++;
                }
            }
            passed.delete(0, end);
            start += end;
            return count;
        }
    }

    /// @param number of the file in its version
    CsvRecords(String file, int number, Reader in) {
        this.file = file;
        this.number = number;
        this.text = new Counted(in);
        try {
            this.rows =
                    CSVFormat.RFC4180
                            .builder()
                            .setIgnoreEmptyLines(true)
                            .setTrailingData(true)
                            .get()
                            .parse(text)
                            .iterator();
            this.ahead = following();
        } catch (IOException | UncheckedIOException e) {
            throw refused(1, e);
        }
    }

    private Optional<CSVRecord> following() {
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    /// The next row; empty at the end.
    Optional<Row> row() {
        try {
            if (ahead.isEmpty()) {
                return Optional.empty();
            }
            var record = ahead.get();
            long from = text.until(record.getCharacterPosition());
            ahead = following();
            long to = text.until(ahead.map(CSVRecord::getCharacterPosition).orElse(Long.MAX_VALUE));
            var cells = StreamSupport.stream(record.spliterator(), false).toList();
            // The end mark of old disk systems, which OFAC still writes, is no row.
            return cells.size() == 1 && cells.getFirst().replace("\u001a", "").isBlank()
                    ? row()
                    : Optional.of(
                            new Row(record.getRecordNumber(), cells, new Place(number, from, to)));
        } catch (IllegalStateException | UncheckedIOException | NoSuchElementException e) {
            throw refused(ahead.map(CSVRecord::getRecordNumber).orElse(0L) + 1, e);
        }
    }

    /// Characters of the whole file that are not space; to be asked at its end.
    long characters() {
        return text.until(Long.MAX_VALUE);
    }

    ListRefused refused(long row, String what) {
        return new ListRefused("%s, row %d: %s".formatted(file, row, what));
    }

    private ListRefused refused(long row, Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return refused(
                row,
                "the table is not whole or not well formed (%s)"
                        .formatted(String.valueOf(cause.getMessage()).replaceAll("\\s+", " ")));
    }
}
