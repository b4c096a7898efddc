package org.haetae.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.haetae.linkage.Link;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.RecordFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `haetae resolve --files` as a job for `spark-submit`.
@Command(
        name = "haetae-spark",
        header = "Finds which records may be one, on a cluster.",
        description =
                "The same as `haetae resolve --files`, with the same answer: writes id_a,id_b,probability,decision.",
        mixinStandardHelpOptions = true)
public final class ResolveJob implements Callable<Integer> {

    @Option(
            names = "--files",
            arity = "1..2",
            required = true,
            paramLabel = "FILE",
            description =
                    "one file with records that may be one, or two to be linked: a path that every machine can read, or an address that Spark knows; one row a line")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--schema",
            required = true,
            paramLabel = "FILE|NAME",
            description = "which columns are compared and how, in YAML, or febrl")
    private String schema = "";

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "a model that `haetae resolve --keep-model` wrote; without it one is learned from all records, on the machine that drives the job")
    private @Nullable Path model;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "a new file")
    private Path out = Path.of("");

    /// Ends with 0 done, 2 wrong use, 3 cannot run.
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new ResolveJob())
                        .setExecutionExceptionHandler(
                                (e, command, _) -> {
                                    if (!(e instanceof IllegalArgumentException)) {
                                        throw e;
                                    }
                                    command.getErr().println(e.getMessage());
                                    return 2;
                                })
                        .setExitCodeExceptionMapper(_ -> 3)
                        .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw new IllegalArgumentException("%s exists; give a new file".formatted(out));
        }
        var yaml = schema();
        var given = model == null ? null : Files.readString(model);
        try (var spark = new JavaSparkContext(new SparkConf().setAppName("haetae resolve"))) {
            var linked = new SparkLinkage(spark, yaml).link(files, given);
            try (var into = Files.newOutputStream(out, StandardOpenOption.CREATE_NEW)) {
                RecordFiles.write(linked.records(), linked.links(), into);
            }
            long same =
                    linked.links().stream()
                            .filter(link -> link.decision() == Link.Decision.SAME)
                            .count();
            System.err.printf(
                    "%,d pairs are one, %,d are for a person to look at%n",
                    same, linked.links().size() - same);
        }
        return 0;
    }

    private String schema() throws IOException {
        var file = Path.of(schema);
        if (Files.isRegularFile(file)) {
            return Files.readString(file);
        }
        return LinkageSchema.shippedYaml(schema)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no schema %s; give a file in YAML, or febrl"
                                                .formatted(schema)));
    }
}
