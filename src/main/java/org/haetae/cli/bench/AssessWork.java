package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.CellState;
import org.haetae.assess.Direction;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.assess.Theory;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.home.Database;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;

/// A large case: 2,000 incidents, 60,000 claims from 3,000 sources, a tenth of which copy another;
/// three findings upon each incident, which lean on all of these claims. How long its matrix takes,
/// and a question what would fall without a source, as the room answers them before a page is made.
public final class AssessWork {

    private static final int ITEMS = 3_000;
    private static final int CLAIMS_OF_AN_INCIDENT = 30;
    private static final int AT_ONCE = 50;
    private static final int MEASURED = 60;
    private static final String TORTURE = "rome-statute.crimes-against-humanity.torture";
    private static final List<String> ELEMENTS =
            List.of(TORTURE + ".pain", TORTURE + ".custody", TORTURE + ".no-lawful-sanction");
    private static final String STANDARD = "inquiry-reasonable-grounds";

    private final Path work;
    private final Haetae haetae;
    private final int incidents;
    private final Random random;
    private final PrintWriter progress;

    private AssessWork(Path launcher, Path place, int incidents, long seed, PrintWriter progress)
            throws IOException {
        this.work = Folders.empty(place.resolve("assess"));
        this.haetae = new Haetae(launcher, work.resolve("home"), work);
        this.incidents = incidents;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /// Measures in a home of its own, which is removed afterwards.
    ///
    /// @param incidents each has 30 claims
    /// @param seed the same seed makes the same claims
    public static List<Row> run(
            Path launcher, Path place, int incidents, long seed, PrintWriter progress)
            throws IOException, InterruptedException {
        var bench = new AssessWork(launcher, place, incidents, seed, progress);
        try {
            return bench.measure();
        } finally {
            Folders.absent(bench.work);
        }
    }

    private List<Row> measure() throws IOException, InterruptedException {
        progress.printf("assess: taking in %,d sources%n", ITEMS);
        haetae.add(sources(), 0);
        progress.printf("assess: importing %,d claims%n", incidents * CLAIMS_OF_AN_INCIDENT);
        haetae.importClaims(claims());
        try (var open = CaseHome.open(haetae.home())) {
            var cases = open.cases();
            var id = concluded(open.casebook(), cases);
            // What the planner knows comes by itself within a minute or two of a large change.
            for (int i = 0; i < 36 && !analysed(open.database()); i++) {
                TimeUnit.SECONDS.sleep(5);
            }
            return measured(cases, open.cases(), id);
        }
    }

    private static boolean analysed(Database database) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                        .sql()
                                        .sql(
                                                """
                                                select count(*) from pg_stat_user_tables
                                                where relname in ('claim', 'citation', 'finding', 'finding_claim')
                                                  and n_mod_since_analyze < 1000
                                                """)
                                        .query(Integer.class)
                                        .single()
                                == 4);
    }

    // ---- material: invented statements and what they say

    private Path sources() throws IOException {
        var folder = Files.createDirectories(work.resolve("sources"));
        var texts = new ArrayList<String>();
        for (int i = 0; i < ITEMS; i++) {
            boolean copies = i > 10 && random.nextInt(10) == 0;
            texts.add(copies ? texts.get(random.nextInt(i)) : words(random.nextLong()));
            Files.writeString(
                    folder.resolve(i + ".txt"),
                    "Invented statement %d.%n%s%n".formatted(i, texts.getLast()));
        }
        return folder;
    }

    private static String words(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, 300)
                .mapToObj(
                        word ->
                                random.ints(2 + random.nextInt(7), 'a', 'z' + 1)
                                        .mapToObj(letter -> "" + (char) letter)
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    private Path claims() throws IOException {
        var digests = new ArrayList<String>();
        for (int i = 0; i < ITEMS; i++) {
            digests.add(
                    Digest.sha256(Files.readAllBytes(work.resolve("sources/" + i + ".txt")))
                            .toString());
        }
        var file = work.resolve("claims.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int place = 0; place < 20; place++) {
                out.write(line(digests, "camp-" + place, "facility", "name", "Camp " + place));
            }
            for (int i = 0; i < incidents; i++) {
                var act = "act-" + i;
                out.write(line(digests, act, "act", "type", "torture"));
                out.write(line(digests, act, "act", "facility", "camp-" + random.nextInt(20)));
                out.write(
                        line(
                                digests,
                                act,
                                "act",
                                "date",
                                "%d-%02d"
                                        .formatted(
                                                2000 + random.nextInt(15),
                                                1 + random.nextInt(12))));
                out.write(line(digests, act, "act", "number", "" + (1 + random.nextInt(40))));
                for (int k = 4; k < CLAIMS_OF_AN_INCIDENT; k++) {
                    out.write(line(digests, act, "act", "description", "told in the way " + k));
                }
            }
        }
        return file;
    }

    private String line(
            List<String> digests, String entity, String kind, String property, String value) {
        int item = random.nextInt(ITEMS);
        return "{\"entity\":\"%s\",\"kind\":\"%s\",\"property\":\"%s\",\"value\":\"%s\",\"item\":\"%s\",\"quote\":\"Invented statement %d\",\"grade\":\"B%d\"}%n"
                .formatted(
                        entity,
                        kind,
                        property,
                        value,
                        digests.get(item),
                        item,
                        1 + random.nextInt(6));
    }

    // ---- the case

    private CaseFile concluded(Casebook casebook, Cases cases) {
        var author = CaseHome.officer();
        var reviewer = CaseHome.officer();
        var camps =
                IntStream.range(0, 20)
                        .mapToObj(i -> casebook.keyed(author, "camp-" + i).orElseThrow())
                        .collect(Collectors.toSet());
        var file =
                cases.begin(
                        author,
                        new Theory(
                                "Invented camps",
                                "",
                                Optional.of(HistoricDate.of("2000/2014")),
                                camps,
                                List.of(TORTURE),
                                List.of(),
                                Set.of(),
                                Set.of(),
                                STANDARD,
                                Set.of(),
                                Set.of()),
                        Set.of(CompartmentId.GENERAL));
        progress.printf("assess: %,d findings%n", incidents * ELEMENTS.size());
        for (int from = 0; from < incidents; from += AT_ONCE) {
            var made = new ArrayList<NewFinding>();
            for (int i = from; i < Math.min(incidents, from + AT_ONCE); i++) {
                var act = casebook.keyed(author, "act-" + i).orElseThrow();
                findings(casebook, author, file, act, made);
            }
            for (var finding : cases.conclude(author, made)) {
                if (random.nextInt(20) > 0) {
                    cases.judge(reviewer, finding.id(), 1, Standing.AGREED, "");
                }
            }
        }
        return file;
    }

    private void findings(
            Casebook casebook, Clearance by, CaseFile file, EntityId act, List<NewFinding> made) {
        var claims = casebook.outlines(by, List.of(act)).get(act).claims();
        int each = claims.size() / ELEMENTS.size();
        for (int i = 0; i < ELEMENTS.size(); i++) {
            var some = claims.subList(i * each, (i + 1) * each).stream().map(Claim::id).toList();
            int split = Math.max(1, some.size() - random.nextInt(4));
            boolean supported = random.nextInt(8) > 0;
            made.add(
                    new NewFinding(
                            file.id(),
                            ELEMENTS.get(i),
                            new Subject.Incident(act),
                            STANDARD,
                            supported ? Direction.SUPPORTED : Direction.CONTRADICTED,
                            supported ? some.subList(0, split) : some.subList(split, some.size()),
                            supported ? some.subList(split, some.size()) : some.subList(0, split),
                            "As they say."));
        }
    }

    // ---- measuring

    private List<Row> measured(Cases cases, Cases cold, CaseFile file) {
        var reader = CaseHome.officer();
        var id = file.id();
        var rows = new ArrayList<Row>();
        long began = System.nanoTime();
        cold.matrix(reader, id, Optional.empty());
        double first = (System.nanoTime() - began) / 1e6;
        var matrix = cases.matrix(reader, id, Optional.empty());
        var items =
                cases.findings(reader, id).stream()
                        .flatMap(finding -> finding.claims().stream())
                        .flatMap(one -> one.items().stream())
                        .distinct()
                        .toList();
        var sizes = new LinkedHashMap<String, Double>();
        sizes.put("incidents", (double) matrix.incidents().size());
        sizes.put("cells", (double) matrix.cells().count());
        sizes.put(
                "supported",
                (double) matrix.cells().filter(one -> one.state() == CellState.SUPPORTED).count());
        sizes.put("sources", (double) items.size());
        sizes.put("roots", (double) matrix.roots().size());
        rows.add(new Row("assess: a large case", "what is in it", sizes, OptionalDouble.empty()));
        rows.add(
                new Row(
                        "assess: matrix",
                        "the first after a start",
                        Map.of("ms", first),
                        OptionalDouble.empty()));
        rows.add(
                times(() -> cases.matrix(reader, id, Optional.empty()))
                        .row("assess: matrix", "haetae"));
        rows.add(
                times(
                                () ->
                                        cases.whatIf(
                                                reader,
                                                id,
                                                Optional.empty(),
                                                new LeavingOut(
                                                        Set.of(any(items)),
                                                        Set.of(),
                                                        Set.of(),
                                                        Set.of())))
                        .row("assess: what if, without one source", "haetae"));
        return rows;
    }

    private ItemId any(List<ItemId> items) {
        return items.get(random.nextInt(items.size()));
    }

    private static Latencies times(Runnable work) {
        for (int i = 0; i < 10; i++) {
            work.run();
        }
        return new Latencies(
                IntStream.range(0, MEASURED)
                        .mapToDouble(
                                round -> {
                                    long began = System.nanoTime();
                                    work.run();
                                    return (System.nanoTime() - began) / 1e6;
                                })
                        .toArray());
    }
}
