package org.haetae.linkage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

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
            var places = places(rows.next(), records);
            while (rows.hasNext()) {
                var cells = rows.next();
                row = csv.getRecordNumber();
                add(cells, places, records);
            }
        } catch (MalformedInputException | UncheckedIOException e) {
            throw new IllegalArgumentException(
                    "%s, near row %d: not CSV in UTF-8".formatted(file, row), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "%s, near row %d: %s".formatted(file, row, e.getMessage()), e);
        }
    }

    private static HashMap<String, Integer> places(CSVRecord head, Records.Builder records) {
        var places = new HashMap<String, Integer>();
        for (int i = 0; i < head.size(); i++) {
            places.put(head.get(i).replace("\ufeff", "").strip(), i);
        }
        if (records.columns().stream().noneMatch(places::containsKey)) {
            throw new IllegalArgumentException(
                    "no column is one that the schema compares; expected some of %s"
                            .formatted(records.columns().stream().sorted().toList()));
        }
        return places;
    }

    private static void add(
            CSVRecord cells, HashMap<String, Integer> places, Records.Builder records) {
        var id = cells.get(0).strip();
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a record has no id in its first column");
        }
        records.add(
                id,
                column -> {
                    var place = places.get(column);
                    return place == null || place >= cells.size() ? null : cells.get(place);
                });
    }
}
