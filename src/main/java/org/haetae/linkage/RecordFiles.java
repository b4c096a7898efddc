package org.haetae.linkage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/// Records in CSV (RFC 4180) in UTF-8: the first row names the columns, the first column is the id.
public final class RecordFiles {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180
                    .builder()
                    .setIgnoreSurroundingSpaces(true)
                    .setIgnoreEmptyLines(true)
                    .get();

    private RecordFiles() {}

    /// @param files one, or two that are linked with each other
    /// @throws IllegalArgumentException when a file is not such a file, or lacks every column that
    ///   the schema compares; names the file and the row
    public static Records read(LinkageSchema schema, List<Path> files) throws IOException {
        if (files.isEmpty() || files.size() > 2) {
            throw new IllegalArgumentException(
                    "%d files are given; expected one or two".formatted(files.size()));
        }
        var records = new Records.Builder(schema);
        for (int i = 0; i < files.size(); i++) {
            if (i == 1) {
                records.secondFile();
            }
            read(files.get(i), records);
        }
        return records.build();
    }

    private static void read(Path file, Records.Builder records) throws IOException {
        long row = 1;
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var csv = FORMAT.parse(in)) {
            var rows = csv.iterator();
            if (!rows.hasNext()) {
                throw new IllegalArgumentException("it is empty; expected a row of column names");
            }
            var head = new Head(rows.next(), records.columns());
            while (rows.hasNext()) {
                var cells = rows.next();
                row = csv.getRecordNumber();
                records.add(Head.id(cells), column -> head.value(cells, column));
            }
        } catch (MalformedInputException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "%s, near row %d: not CSV in UTF-8".formatted(file, row), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, near row %d: %s".formatted(file, row, e.getMessage()), e);
        }
    }

    /// The first row of a file: which column is where.
    public static final class Head {

        private final Map<String, Integer> places = new HashMap<>();

        /// @param columns that are asked for
        /// @throws IllegalArgumentException when the file has none of them
        public Head(CSVRecord row, Set<String> columns) {
            for (int i = 0; i < row.size(); i++) {
                places.put(row.get(i).replace("\ufeff", "").strip(), i);
            }
            if (columns.stream().noneMatch(places::containsKey)) {
                throw new IllegalArgumentException(
                        "no column is one that the schema compares; expected some of %s"
                                .formatted(columns.stream().sorted().toList()));
            }
        }

        /// @throws IllegalArgumentException when the first column of the row is empty
        public static String id(CSVRecord cells) {
            var id = cells.get(0).strip();
            if (id.isEmpty()) {
                throw new IllegalArgumentException("a record has no id in its first column");
            }
            return id;
        }

        /// What a row says in a column; null where it has none.
        public @Nullable String value(CSVRecord cells, String column) {
            var place = places.get(column);
            return place == null || place >= cells.size() ? null : cells.get(place);
        }
    }

    /// One row that stands by itself.
    ///
    /// @throws IllegalArgumentException when the line is no whole row
    public static CSVRecord row(String line) {
        try (var csv = FORMAT.parse(new StringReader(line))) {
            return csv.iterator().next();
        } catch (IOException | UncheckedIOException | NoSuchElementException e) {
            throw new IllegalArgumentException("a line is no whole row of CSV", e);
        }
    }

    /// Writes pairs as `id_a,id_b,probability,decision`.
    ///
    /// @param into is flushed and stays open
    public static void write(Records records, List<Link> links, OutputStream into)
            throws IOException {
        Writer text = new OutputStreamWriter(into, StandardCharsets.UTF_8);
        var csv = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get().print(text);
        csv.printRecord("id_a", "id_b", "probability", "decision");
        for (var link : links) {
            csv.printRecord(
                    records.id(link.a()),
                    records.id(link.b()),
                    "%.9f".formatted(link.probability()),
                    link.decision().name().toLowerCase(Locale.ROOT));
        }
        text.flush();
    }
}
