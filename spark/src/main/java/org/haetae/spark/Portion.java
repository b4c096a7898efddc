package org.haetae.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.haetae.linkage.Frequencies;
import org.haetae.linkage.Link;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.Model;
import org.haetae.linkage.RecordFiles;
import org.haetae.linkage.Records;
import scala.Tuple2;

/// What is done with a portion of the rows, wherever it lies: each method is the whole of a
/// `mapPartitions`. Rows are read into records and handed to the core.
///
/// @param schema in YAML; so is a model, whose numbers are written whole
/// @param firstOfSecond number of the first record of the second file
record Portion(String schema, int firstOfSecond) implements Serializable {

    /// Rows that are read into records at once: enough that a name in many blocks is read once, and
    /// few enough for the memory of a task.
    private static final int AT_ONCE = 20_000;

    /// A value of a column whose frequency counts.
    record Value(String column, String said) implements Serializable {}

    /// What records share that are candidates.
    record Key(int pass, long key) implements Serializable {}

    /// Two records, by their numbers, that are likely to be one.
    record Edge(int a, int b, double bits, boolean same) implements Serializable {}

    LinkageSchema read() {
        return LinkageSchema.read(schema);
    }

    /// @param head the line with the column names
    /// @param from number of the first row of the file
    Iterator<Row> rows(Iterator<Tuple2<String, Long>> lines, String head, int from) {
        var columns = columns(read());
        var names = new RecordFiles.Head(RecordFiles.row(head), columns);
        return stream(lines).map(line -> row(line, names, columns, from)).iterator();
    }

    private static Row row(
            Tuple2<String, Long> line,
            RecordFiles.Head names,
            Collection<String> columns,
            int from) {
        try {
            var cells = RecordFiles.row(line._1());
            return new Row(
                    Math.toIntExact(from + line._2()),
                    RecordFiles.Head.id(cells),
                    columns.stream()
                            .map(column -> names.value(cells, column))
                            .toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "row %d of a file: %s".formatted(line._2() + 2, e.getMessage()), e);
        }
    }

    static TreeSet<String> columns(LinkageSchema schema) {
        return new TreeSet<>(new Records.Builder(schema).columns());
    }

    /// @param rows in the order of their numbers
    Records records(LinkageSchema schema, Collection<Row> rows) {
        var columns = List.copyOf(columns(schema));
        var records = new Records.Builder(schema);
        boolean second = false;
        for (var row : rows) {
            if (!second && row.number() >= firstOfSecond) {
                records.secondFile();
                second = true;
            }
            records.add(row.id(), column -> row.values()[columns.indexOf(column)]);
        }
        return records.build();
    }

    /// How often values are stated in this portion.
    Iterator<Tuple2<Value, Integer>> values(Iterator<Row> rows) {
        var of = read();
        return inBatches(
                rows,
                _ -> 1,
                batch -> {
                    var values = new ArrayList<Tuple2<Value, Integer>>();
                    Frequencies.count(
                            of,
                            records(of, byNumber(batch).values()),
                            (column, said, count) ->
                                    values.add(new Tuple2<>(new Value(column, said), count)));
                    return values.stream();
                });
    }

    /// Each row by each of its keys.
    Iterator<Tuple2<Key, Row>> keyed(Iterator<Row> rows) {
        var of = read();
        return inBatches(
                rows,
                _ -> 1,
                batch -> {
                    var sorted = List.copyOf(byNumber(batch).values());
                    var keys = Linkage.keys(of, records(of, sorted));
                    var keyed = new ArrayList<Tuple2<Key, Row>>();
                    for (int pass = 0; pass < keys.length; pass++) {
                        for (int i = 0; i < sorted.size(); i++) {
                            if (keys[pass][i] != 0) {
                                keyed.add(
                                        new Tuple2<>(new Key(pass, keys[pass][i]), sorted.get(i)));
                            }
                        }
                    }
                    return keyed.stream();
                });
    }

    /// The likely pairs among rows that share a key.
    Iterator<Edge> likely(
            Iterator<Tuple2<Key, List<Row>>> blocks, String model, Frequencies frequencies) {
        var of = read();
        var read = Model.read(of, model);
        return inBatches(
                blocks,
                block -> block._2().size(),
                batch -> likely(of, batch.stream().map(Tuple2::_2).toList(), read, frequencies));
    }

    private Stream<Edge> likely(
            LinkageSchema of, List<List<Row>> blocks, Model model, Frequencies frequencies) {
        var rows = byNumber(blocks.stream().flatMap(List::stream).toList());
        var numbers = rows.keySet().stream().mapToInt(Integer::intValue).toArray();
        var places = new HashMap<Integer, Integer>();
        for (int i = 0; i < numbers.length; i++) {
            places.put(numbers[i], i);
        }
        var placed =
                blocks.stream()
                        .map(
                                block ->
                                        block.stream()
                                                .mapToInt(row -> places.get(row.number()))
                                                .sorted()
                                                .toArray())
                        .toList();
        return Linkage.part(of, records(of, rows.values()), model, frequencies)
                .likely(placed)
                .stream()
                .map(
                        link ->
                                new Edge(
                                        numbers[link.a()],
                                        numbers[link.b()],
                                        link.bits(),
                                        link.decision() == Link.Decision.SAME));
    }

    static SortedMap<Integer, Row> byNumber(Collection<Row> rows) {
        var sorted = new TreeMap<Integer, Row>();
        rows.forEach(row -> sorted.put(row.number(), row));
        return sorted;
    }

    private static <T> Stream<T> stream(Iterator<T> all) {
        Iterable<T> once = () -> all;
        return StreamSupport.stream(once.spliterator(), false);
    }

    /// Takes as many as together are large enough, works on them, and goes on only when what came
    /// of them was taken.
    private static <T, R> Iterator<R> inBatches(
            Iterator<T> all, ToIntFunction<T> size, Function<List<T>, Stream<R>> work) {
        return Stream.generate(
                        () -> {
                            var batch = new ArrayList<T>();
                            for (int taken = 0; taken < AT_ONCE && all.hasNext(); ) {
                                var one = all.next();
                                batch.add(one);
                                taken += size.applyAsInt(one);
                            }
                            return batch;
                        })
                .takeWhile(batch -> !batch.isEmpty())
                .flatMap(work)
                .iterator();
    }
}
