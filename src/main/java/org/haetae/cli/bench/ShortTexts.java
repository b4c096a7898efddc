package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// Many short texts: taking them in, scanning the unchanged folder again, asking, and what the
/// index weighs.
public final class ShortTexts {

    private static final String QUERY = "query, ten hits with passages";
    private static final double MEGABYTE = 1_000_000;
    private static final int QUERIES = 1_000;

    private final Path folder;
    private final Path work;
    private final int rounds;
    private final PrintWriter progress;
    private final List<String> queries;
    private final Haetae haetae;
    private final List<Row> rows = new ArrayList<>();

    /// Makes the texts, unless they are there from an earlier run.
    public static Path make(Path work, Samples samples, int documents, long seed)
            throws IOException {
        var folder = work.resolve("texts-" + samples.mark() + documents);
        samples.texts(seed).write(folder, documents);
        return folder;
    }

    /// @param folder the texts
    /// @param work a folder that the bench may fill and empty
    /// @param samples where the words come from that are searched for
    public static List<Row> run(
            Path folder,
            Path launcher,
            Path work,
            int rounds,
            PrintWriter progress,
            Samples samples,
            long seed)
            throws IOException, InterruptedException {
        var queries = samples.texts(seed).queries(QUERIES);
        return new ShortTexts(folder, launcher, work, rounds, progress, queries).run();
    }

    private ShortTexts(
            Path folder,
            Path launcher,
            Path work,
            int rounds,
            PrintWriter progress,
            List<String> queries) {
        this.folder = folder;
        this.work = work;
        this.rounds = rounds;
        this.progress = progress;
        this.queries = queries;
        this.haetae = new Haetae(launcher, work.resolve("home-texts"), work);
    }

    private List<Row> run() throws IOException, InterruptedException {
        var size = Folders.size(folder);
        progress.printf("short texts: %d files, %d MB%n", size.files(), size.bytes() / 1_000_000);
        Folders.warm(folder);
        var recoll = Recoll.find(work);
        if (recoll.isEmpty()) {
            progress.println("recoll is not installed (apt-get install recollcmd)");
        }
        var recollSettings = work.resolve("recoll");

        var intake = new Contest("short texts", size.files(), progress);
        intake.add(
                "haetae",
                round -> {
                    Folders.absent(haetae.home());
                    return haetae.add(folder, round);
                });
        intake.add("bare lucene", round -> BareLucene.run(folder, work, round));
        recoll.ifPresent(
                peer -> intake.add("recoll", round -> peer.index(peer.fresh(folder), round)));
        rows.addAll(intake.rounds(rounds));

        var again = new Contest("unchanged folder again", size.files(), progress);
        again.add("haetae", round -> haetae.add(folder, round));
        again.add("find", this::find);
        recoll.ifPresent(peer -> again.add("recoll", round -> peer.index(recollSettings, round)));
        rows.addAll(again.rounds(Math.max(3, rounds)));

        rows.add(new Latencies(haetae.ask(queries)).row(QUERY, "haetae"));
        if (recoll.isPresent()) {
            recoll.get()
                    .ask(recollSettings, queries)
                    .ifPresent(times -> rows.add(new Latencies(times).row(QUERY, "recoll")));
        }
        rows.add(IdleServer.measure(haetae));

        weigh("haetae index", haetae.home().resolve("derived"), size.bytes());
        weigh("bare lucene index", work.resolve("bare-lucene"), size.bytes());
        weigh("recoll index", recollSettings.resolve("xapiandb"), size.bytes());
        return List.copyOf(rows);
    }

    /// The least that looking at every file can cost.
    private Run find(int round) throws IOException, InterruptedException {
        return Run.of(
                List.of("find", folder.toString(), "-type", "f", "-printf", "%s %T@ %p\\n"),
                Map.of(),
                work.resolve("nothing"),
                work.resolve("found-" + round),
                Duration.ofMinutes(10));
    }

    private void weigh(String subject, Path index, long textBytes) throws IOException {
        long bytes = Folders.size(index).bytes();
        if (bytes > 0) {
            var values = new LinkedHashMap<String, Double>();
            values.put("mb", bytes / MEGABYTE);
            values.put("times_the_text", (double) bytes / textBytes);
            rows.add(new Row("disk for search", subject, values, OptionalDouble.empty()));
        }
    }
}
