package org.haetae.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.haetae.cli.bench.AssessWork;
import org.haetae.cli.bench.CasebookWork;
import org.haetae.cli.bench.CustodyWork;
import org.haetae.cli.bench.LedgerEntries;
import org.haetae.cli.bench.LinkageWork;
import org.haetae.cli.bench.MixedFormats;
import org.haetae.cli.bench.NamesWork;
import org.haetae.cli.bench.ReportWork;
import org.haetae.cli.bench.Row;
import org.haetae.cli.bench.Samples;
import org.haetae.cli.bench.ScreeningWork;
import org.haetae.cli.bench.ShortTexts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae bench`: our figures beside those of peers, measured here and now.
@Command(
        name = "bench",
        header = "Measures this installation beside its peers.",
        description = {
            "Measures this installation beside its peers (Tika's batch, recoll, find, bare Lucene): whole processes in turn, medians, ratios.",
            "Without folders it makes its own material. It fills and empties its work folder and touches no other home."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    private enum Job {
        formats,
        texts,
        ledger,
        custody,
        casebook,
        resolve,
        names,
        screening,
        assess,
        report
    }

    @Parameters(
            arity = "0..*",
            paramLabel = "JOB",
            description =
                    "formats (files in many formats), texts (many short texts), ledger (entries and their check), custody (durable intake and its proof), casebook (claims, their pages and tables), resolve (which of many records are one), names (how right and how fast names are compared), screening (lists of sanctions read, names screened against them), assess (the matrix of a large case), report (a large dossier exported and verified); without one, all")
    private List<Job> jobs = List.of(Job.values());

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "measure on these files instead of made ones")
    private @Nullable Path folder;

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            defaultValue = "${env:HAETAE_CORPUS}",
            description =
                    "sample corpus that material is made from (default: $HAETAE_CORPUS; without one, the files of the demonstration)")
    private @Nullable Path corpus;

    @Option(
            names = "--documents",
            defaultValue = "155604",
            description = "how many short texts to make (${DEFAULT-VALUE})")
    private int documents = 155_604;

    @Option(
            names = "--pdfs",
            defaultValue = "400",
            description = "how many PDF files to make (${DEFAULT-VALUE})")
    private int pdfs = 400;

    @Option(
            names = "--entries",
            defaultValue = "1000000",
            description = "how many entries of the ledger to make (${DEFAULT-VALUE})")
    private int entries = 1_000_000;

    @Option(
            names = "--entities",
            defaultValue = "100000",
            description = "how many entities to make, each with 20 claims (${DEFAULT-VALUE})")
    private int entities = 100_000;

    @Option(
            names = "--incidents",
            defaultValue = "2000",
            description =
                    "how many incidents a large case has, each with 30 claims (${DEFAULT-VALUE})")
    private int incidents = 2_000;

    @Option(
            names = "--exhibits",
            defaultValue = "3000",
            description = "how many exhibits a large dossier has (${DEFAULT-VALUE})")
    private int exhibits = 3_000;

    @Option(
            names = "--bytes",
            defaultValue = "2000000000",
            description =
                    "how many bytes these exhibits are together; five times as many have to be free (${DEFAULT-VALUE})")
    private long bytes = 2_000_000_000;

    @Option(
            names = "--records",
            defaultValue = "120000,1000000",
            split = ",",
            description = "how many records to resolve (${DEFAULT-VALUE})")
    private List<Integer> records = List.of();

    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "tries of each contestant (${DEFAULT-VALUE})")
    private int rounds = 3;

    @Option(
            names = "--seed",
            defaultValue = "7",
            description = "the same seed makes the same material (${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "work folder (default: target/bench beside the launcher)")
    private @Nullable Path work;

    @Option(names = "--json", description = "one object a line on standard output")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var launcherProperty = System.getProperty("haetae.launcher");
        if (launcherProperty == null) {
            System.err.println(
                    "bench runs other commands of the launcher: start it as ./haetae bench");
            return 3;
        }
        var launcher = Path.of(launcherProperty);
        var place =
                Files.createDirectories(
                        work != null
                                ? work.toAbsolutePath()
                                : launcher.resolveSibling("target/bench"));
        var progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        if (corpus != null && !Files.isDirectory(corpus.resolve("text"))) {
            progress.printf(
                    "haetae bench: there is no folder %s to draw sentences from; name a sample corpus that has one, or none.%n",
                    corpus.resolve("text"));
            return 2;
        }
        var rows = new ArrayList<Row>();
        for (Job job : jobs) {
            rows.addAll(
                    switch (job) {
                        case formats ->
                                formats(launcher, drawnFrom(place, progress), place, progress);
                        case texts -> texts(launcher, drawnFrom(place, progress), place, progress);
                        case ledger ->
                                LedgerEntries.run(
                                        place, Math.max(1_000 * rounds, entries), rounds, progress);
                        case custody ->
                                CustodyWork.run(
                                        place, Optional.ofNullable(folder), rounds, seed, progress);
                        case casebook ->
                                CasebookWork.run(
                                        launcher, place, Math.max(1_000, entities), seed, progress);
                        case resolve -> LinkageWork.run(launcher, place, records, seed, progress);
                        case names -> names(progress);
                        case screening -> screening(place, progress);
                        case assess ->
                                AssessWork.run(
                                        launcher, place, Math.max(50, incidents), seed, progress);
                        case report ->
                                ReportWork.run(
                                        launcher,
                                        place,
                                        Math.max(1, exhibits),
                                        bytes,
                                        rounds,
                                        seed,
                                        progress);
                    });
        }
        print(rows);
        return 0;
    }

    /// The corpus that is named, else the demonstration's own files.
    private Samples drawnFrom(Path place, PrintWriter progress) throws IOException {
        if (corpus != null) {
            return Samples.corpus(corpus);
        }
        progress.println(
                "no sample corpus is named: the demonstration's files take its place. They are few and have no Arabic, so that the figures of made material are not those of docs/benchmarks.md; name a corpus with --corpus, or files with --folder.");
        return Samples.demonstration(place);
    }

    private List<Row> names(PrintWriter progress) throws IOException {
        if (folder == null || !Files.isDirectory(folder.resolve("namepairs"))) {
            progress.println(
                    "names: name the folder that has namepairs, korean, crossscript, sanctions and screening with --folder; docs/benchmarks.md says what they are.");
            return List.of();
        }
        return NamesWork.run(folder, seed, progress);
    }

    private List<Row> screening(Path place, PrintWriter progress)
            throws IOException, InterruptedException {
        if (folder == null || !Files.isDirectory(folder.resolve("sanctions"))) {
            progress.println(
                    "screening: name the folder that has sanctions and screening with --folder; docs/benchmarks.md says what they are.");
            return List.of();
        }
        return ScreeningWork.run(folder, place, seed, progress);
    }

    private List<Row> formats(Path launcher, Samples drawnFrom, Path place, PrintWriter progress)
            throws IOException, InterruptedException {
        return MixedFormats.run(
                folder != null ? folder : MixedFormats.make(place, drawnFrom, pdfs, seed),
                launcher,
                place,
                rounds,
                progress);
    }

    private List<Row> texts(Path launcher, Samples drawnFrom, Path place, PrintWriter progress)
            throws IOException, InterruptedException {
        return ShortTexts.run(
                folder != null ? folder : ShortTexts.make(place, drawnFrom, documents, seed),
                launcher,
                place,
                rounds,
                progress,
                drawnFrom,
                seed);
    }

    private void print(List<Row> rows) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var job = "";
        for (Row row : rows) {
            if (!json && !row.job().equals(job)) {
                out.println(row.job());
                job = row.job();
            }
            var line = json ? row.json() : row.text();
            out.println(line);
        }
    }
}
