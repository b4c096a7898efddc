package org.haetae.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.haetae.linkage.Frequencies;
import org.haetae.linkage.Link;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.Model;
import org.haetae.linkage.RecordFiles;
import org.haetae.linkage.Records;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/// The linkage of `haetae resolve --files` in Apache Spark: the same records, schema and model give
/// the same pairs with the same probabilities and decisions, to the last bit.
///
/// Rows meet by the keys of the schema; each portion reads its rows into records and has the core
/// score the pairs among them. What only all records together tell, how often values are stated, is
/// counted beforehand. To the driver come the likely pairs and their records, which are few, and
/// are settled there as on one machine: one to one, or in clusters.
public final class SparkLinkage {

    private final JavaSparkContext spark;
    private final String schema;

    /// Records of which some are likely to be one, and the pairs of them, the likeliest first.
    public record Linked(Records records, List<Link> links) {}

    /// @param schema in YAML (docs/formats/linkage.md)
    public SparkLinkage(JavaSparkContext spark, String schema) {
        this.spark = spark;
        this.schema = schema;
    }

    /// @param files one, or two that are linked with each other: whatever Spark can read lines from
    /// @param model in YAML; when null it is learned as on one machine, from all records, on the
    ///   driver
    /// @throws IllegalArgumentException when a file is not such a file, or names a record twice
    public Linked link(List<String> files, @Nullable String model) {
        if (files.isEmpty() || files.size() > 2) {
            throw new IllegalArgumentException(
                    "%d files are given; expected one or two".formatted(files.size()));
        }
        var rows = rows(files.getFirst(), 0).cache();
        int first = Math.toIntExact(rows.count());
        var all = files.size() == 1 ? rows : rows.union(rows(files.getLast(), first)).cache();
        try {
            return link(all, new Portion(schema, first), model);
        } finally {
            all.unpersist();
            rows.unpersist();
        }
    }

    private Linked link(JavaRDD<Row> rows, Portion portion, @Nullable String given) {
        refuseTwins(rows, portion);
        var of = portion.read();
        var model =
                given != null
                        ? Model.read(of, given)
                        : Linkage.of(of, portion.records(of, collected(rows))).model();
        var frequencies = frequencies(rows, portion);
        var edges = edges(rows, portion, model.yaml(of), frequencies);
        var concerned = new TreeSet<Integer>();
        edges.forEach(edge -> Collections.addAll(concerned, edge.a(), edge.b()));
        var numbers = spark.broadcast(new ArrayList<>(concerned));
        var few =
                collected(
                        rows.filter(
                                row ->
                                        Collections.binarySearch(numbers.value(), row.number())
                                                >= 0));
        numbers.destroy();
        var records = portion.records(of, few);
        return new Linked(
                records, Linkage.part(of, records, model, frequencies).settled(links(edges, few)));
    }

    private static List<Row> collected(JavaRDD<Row> rows) {
        return List.copyOf(Portion.byNumber(rows.collect()).values());
    }

    /// The rows of a file. One row is one line, since the lines of a file are read on different
    /// machines: a value with a line break in it is refused.
    private JavaRDD<Row> rows(String file, int from) {
        var portion = new Portion(schema, Integer.MAX_VALUE);
        var lines = spark.textFile(file);
        var begin = lines.take(1);
        if (begin.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: it is empty; expected a row of column names".formatted(file));
        }
        var head = begin.getFirst();
        // Refused here rather than on another machine.
        new RecordFiles.Head(RecordFiles.row(head), Portion.columns(portion.read()));
        return lines
                // Each part of a folder may begin with the column names.
                .filter(line -> !line.isEmpty() && !line.equals(head))
                .zipWithIndex()
                .mapPartitions(numbered -> portion.rows(numbered, head, from));
    }

    private static void refuseTwins(JavaRDD<Row> rows, Portion portion) {
        int firstOfSecond = portion.firstOfSecond();
        var twins =
                rows.mapToPair(
                                row ->
                                        new Tuple2<>(
                                                new Tuple2<>(
                                                        row.number() >= firstOfSecond, row.id()),
                                                1))
                        .reduceByKey(Integer::sum)
                        .filter(one -> one._2() > 1)
                        .take(1);
        if (!twins.isEmpty()) {
            throw new IllegalArgumentException(
                    "two records of one file have the id \"%s\"; ids tell records apart"
                            .formatted(twins.getFirst()._1()._2()));
        }
    }

    private static Frequencies frequencies(JavaRDD<Row> rows, Portion portion) {
        var counts = rows.mapPartitionsToPair(portion::values).reduceByKey(Integer::sum).cache();
        try {
            var stated =
                    counts.mapToPair(one -> new Tuple2<>(one._1().column(), (long) one._2()))
                            .reduceByKey(Long::sum)
                            .collectAsMap();
            var shared = new HashMap<String, Map<String, Integer>>();
            for (var one : counts.filter(value -> value._2() > 1).collect()) {
                shared.computeIfAbsent(one._1().column(), _ -> new HashMap<>())
                        .put(one._1().said(), one._2());
            }
            return new Frequencies(shared, new HashMap<>(stated));
        } finally {
            counts.unpersist();
        }
    }

    private List<Portion.Edge> edges(
            JavaRDD<Row> rows, Portion portion, String model, Frequencies frequencies) {
        var shared = spark.broadcast(new HashMap<>(frequencies.shared()));
        var stated = new HashMap<>(frequencies.stated());
        try {
            return rows.mapPartitionsToPair(portion::keyed)
                    .groupByKey()
                    .mapValues(block -> StreamSupport.stream(block.spliterator(), false).toList())
                    .filter(block -> block._2().size() > 1)
                    .mapPartitions(
                            blocks ->
                                    portion.likely(
                                            blocks, model, new Frequencies(shared.value(), stated)))
                    // A pair that shares several keys was found as often.
                    .distinct()
                    .collect();
        } finally {
            shared.destroy();
        }
    }

    private static List<Link> links(List<Portion.Edge> edges, List<Row> rows) {
        var places = new HashMap<Integer, Integer>();
        for (int i = 0; i < rows.size(); i++) {
            places.put(rows.get(i).number(), i);
        }
        return Linkage.likeliestFirst(
                edges.stream()
                        .map(
                                edge ->
                                        new Link(
                                                places.get(edge.a()),
                                                places.get(edge.b()),
                                                edge.bits(),
                                                edge.same()
                                                        ? Link.Decision.SAME
                                                        : Link.Decision.REVIEW))
                        .toList());
    }
}
