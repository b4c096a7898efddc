package org.haetae.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.access.CompartmentId;
import org.haetae.assess.CaseId;
import org.haetae.assess.Direction;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.assess.Theory;
import org.haetae.casebook.Claim;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;

/// A dossier of many large exhibits: how fast it is exported beside a copy of the exhibits that is
/// as durable, and how fast it is verified beside `openssl dgst -sha256` over the same files. All
/// of them are whole processes, so that the start of the Java machine counts.
public final class ReportWork {

    private static final int CLAIMS_OF_AN_INCIDENT = 6;
    private static final String TORTURE = "rome-statute.crimes-against-humanity.torture";
    private static final List<String> ELEMENTS =
            List.of(TORTURE + ".pain", TORTURE + ".custody", TORTURE + ".no-lawful-sanction");
    private static final String STANDARD = "inquiry-reasonable-grounds";
    private static final Duration LIMIT = Duration.ofHours(1);

    private final Path launcher;
    private final Path work;
    private final Haetae haetae;
    private final int exhibits;
    private final long bytes;
    private final int rounds;
    private final Random random;
    private final PrintWriter progress;
    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    private ReportWork(
            Path launcher,
            Path place,
            int exhibits,
            long bytes,
            int rounds,
            long seed,
            PrintWriter progress)
            throws IOException {
        this.launcher = launcher;
        this.work = Folders.empty(place.resolve("report"));
        this.haetae = new Haetae(launcher, work.resolve("home"), work);
        this.exhibits = exhibits;
        this.bytes = bytes;
        this.rounds = rounds;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /// Measures in a home of its own, which is removed afterwards.
    ///
    /// @param exhibits how many, rounded up to whole incidents
    /// @param bytes of all of them together
    /// @param rounds tries of each contestant; the dossier of each lies on the disk meanwhile
    /// @param seed the same seed makes the same exhibits
    public static List<Row> run(
            Path launcher,
            Path place,
            int exhibits,
            long bytes,
            int rounds,
            long seed,
            PrintWriter progress)
            throws IOException, InterruptedException {
        int incidents = Math.max(1, Math.ceilDiv(exhibits, CLAIMS_OF_AN_INCIDENT));
        var bench =
                new ReportWork(
                        launcher,
                        place,
                        incidents * CLAIMS_OF_AN_INCIDENT,
                        bytes,
                        rounds,
                        seed,
                        progress);
        try {
            return bench.measure();
        } finally {
            Folders.absent(bench.work);
        }
    }

    private List<Row> measure() throws IOException, InterruptedException {
        progress.printf("report: making %,d exhibits of %,d MB%n", exhibits, bytes / 1_000_000);
        var digests = scans();
        progress.println("report: taking them in");
        haetae.add(work.resolve("scans"), 0);
        Folders.absent(work.resolve("scans"));
        haetae.importClaims(claims(digests));
        var id = concluded();
        for (int round = 1; round <= rounds; round++) {
            round(round, id);
        }
        var size = Folders.size(work.resolve("dossier1/data/exhibits"));
        var copying =
                "report: a dossier of %,d exhibits, %,d MB"
                        .formatted(size.files(), size.bytes() / 1_000_000);
        var hashing = "report: the same verified";
        return List.of(
                row(copying, "haetae export dossier", "export", "export", size),
                row(copying, "cp -r, sync -f", "copy", "export", size),
                row(hashing, "haetae-verify.jar", "verify", "verify", size),
                row(hashing, "openssl dgst -sha256", "hash", "verify", size));
    }

    // ---- material: invented scans, each a page of words and a large picture that nobody looks at

    private List<String> scans() throws IOException {
        var folder = Files.createDirectories(work.resolve("scans"));
        var digests = new ArrayList<String>();
        int each = Math.toIntExact(Math.max(1, bytes / exhibits));
        for (int i = 0; i < exhibits; i++) {
            var scan = scan("Invented statement %d. %s".formatted(i, words()), each);
            Files.write(folder.resolve(i + ".pdf"), scan);
            digests.add(Digest.sha256(scan).toString());
        }
        return digests;
    }

    private String words() {
        return IntStream.range(0, 8)
                .mapToObj(
                        word ->
                                random.ints(2 + random.nextInt(7), 'a', 'z' + 1)
                                        .mapToObj(letter -> "" + (char) letter)
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    /// A PDF of one page (ISO 32000-1, 7.5).
    private byte[] scan(String words, int large) {
        var noise = new byte[large];
        random.nextBytes(noise);
        var shown = "BT /F1 10 Tf 40 780 Td (%s) Tj ET".formatted(words);
        var out = new ByteArrayOutputStream(large + 2_000);
        var places = new ArrayList<Integer>();
        out.writeBytes("%PDF-1.4\n".getBytes(ISO_8859_1));
        var objects =
                List.of(
                        "<</Type/Catalog/Pages 2 0 R>>",
                        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
                        "<</Length %d>>\nstream\n%s\nendstream".formatted(shown.length(), shown),
                        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
        for (var object : objects) {
            places.add(out.size());
            out.writeBytes(
                    "%d 0 obj\n%s\nendobj\n".formatted(places.size(), object).getBytes(ISO_8859_1));
        }
        places.add(out.size());
        out.writeBytes(
                "%d 0 obj\n<</Length %d>>\nstream\n"
                        .formatted(places.size(), large)
                        .getBytes(ISO_8859_1));
        out.writeBytes(noise);
        out.writeBytes("\nendstream\nendobj\n".getBytes(ISO_8859_1));
        int table = out.size();
        var end =
                new StringBuilder("xref\n0 %d\n0000000000 65535 f \n".formatted(places.size() + 1));
        places.forEach(place -> end.append("%010d 00000 n \n".formatted(place)));
        end.append(
                "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
                        .formatted(places.size() + 1, table));
        out.writeBytes(end.toString().getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private Path claims(List<String> digests) throws IOException {
        var file = work.resolve("claims.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int place = 0; place < 20; place++) {
                out.write(
                        line(digests, place, "camp-" + place, "facility", "name", "Camp " + place));
            }
            for (int i = 0; i < digests.size(); i++) {
                var act = "act-" + i / CLAIMS_OF_AN_INCIDENT;
                int next = i % CLAIMS_OF_AN_INCIDENT;
                var property =
                        List.of("type", "facility", "date", "number", "description", "description")
                                .get(next);
                var value =
                        switch (property) {
                            case "type" -> "torture";
                            case "facility" -> "camp-" + random.nextInt(20);
                            case "date" ->
                                    "%d-%02d"
                                            .formatted(
                                                    2000 + random.nextInt(15),
                                                    1 + random.nextInt(12));
                            case "number" -> "" + (1 + random.nextInt(40));
                            default -> "told in the way " + next;
                        };
                out.write(line(digests, i, act, "act", property, value));
            }
        }
        return file;
    }

    private String line(
            List<String> digests,
            int item,
            String entity,
            String kind,
            String property,
            String value) {
        return "{\"entity\":\"%s\",\"kind\":\"%s\",\"property\":\"%s\",\"value\":\"%s\",\"item\":\"%s\",\"quote\":\"Invented statement %d\",\"grade\":\"B%d\"}%n"
                .formatted(
                        entity,
                        kind,
                        property,
                        value,
                        digests.get(item % digests.size()),
                        item % digests.size(),
                        1 + random.nextInt(6));
    }

    // ---- the case: findings upon every incident, which lean on all that is told of it

    private CaseId concluded() throws IOException {
        int incidents = exhibits / CLAIMS_OF_AN_INCIDENT;
        progress.printf("report: %,d findings%n", incidents * ELEMENTS.size());
        try (var open = CaseHome.open(haetae.home())) {
            var cases = open.cases();
            var author = CaseHome.officer();
            var reviewer = CaseHome.officer();
            var camps =
                    IntStream.range(0, 20)
                            .mapToObj(i -> open.casebook().keyed(author, "camp-" + i).orElseThrow())
                            .collect(Collectors.toSet());
            var id =
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
                                    Set.of(CompartmentId.GENERAL))
                            .id();
            for (int i = 0; i < incidents; i++) {
                var act = open.casebook().keyed(author, "act-" + i).orElseThrow();
                var claims =
                        open.casebook().outlines(author, List.of(act)).get(act).claims().stream()
                                .map(Claim::id)
                                .toList();
                int each = claims.size() / ELEMENTS.size();
                var made =
                        IntStream.range(0, ELEMENTS.size())
                                .mapToObj(
                                        k ->
                                                new NewFinding(
                                                        id,
                                                        ELEMENTS.get(k),
                                                        new Subject.Incident(act),
                                                        STANDARD,
                                                        Direction.SUPPORTED,
                                                        claims.subList(k * each, (k + 1) * each),
                                                        List.of(),
                                                        "As they say."))
                                .toList();
                for (var finding : cases.conclude(author, made)) {
                    cases.judge(reviewer, finding.id(), 1, Standing.AGREED, "");
                }
            }
            open.ledger().publish();
            return id;
        }
    }

    // ---- measuring

    private void round(int round, CaseId id) throws IOException, InterruptedException {
        var dossier = work.resolve("dossier" + round);
        settle();
        time(
                round,
                "export",
                haetae.words(
                        "export", "dossier", id.toString(), "--out", dossier.toString(), "--json"));
        var copy = work.resolve("copy" + round);
        settle();
        time(
                round,
                "copy",
                List.of(
                        "sh",
                        "-c",
                        "cp -r \"$1\" \"$2\" && sync -f \"$2\"",
                        "copy",
                        dossier.resolve("data/exhibits").toString(),
                        copy.toString()));
        // Never removed before the last round, as in the bench of custody; see there.
        settle();
        time(
                round,
                "verify",
                Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-jar",
                                        launcher.resolveSibling("target/haetae-verify.jar")
                                                .toString()),
                                Stream.concat(
                                        keys().flatMap(key -> Stream.of("--key", key)),
                                        Stream.of(dossier.toString())))
                        .toList());
        var list = work.resolve("files");
        try (var walk = Files.walk(dossier.resolve("data"))) {
            Files.writeString(
                    list,
                    walk.filter(Files::isRegularFile)
                            .map(file -> file + "\0")
                            .collect(Collectors.joining()),
                    UTF_8);
        }
        time(
                round,
                "hash",
                List.of("xargs", "-0", "-a", list.toString(), "openssl", "dgst", "-sha256"));
    }

    private Stream<String> keys() {
        var keys = haetae.home().resolve("keys");
        return Stream.of("ledger-ed25519.vkey", "ledger-ml-dsa-44.vkey")
                .map(keys::resolve)
                .filter(Files::exists)
                .map(Path::toString);
    }

    /// Brings what others left in memory to the disk, so that nobody pays for it who syncs.
    private void settle() throws IOException, InterruptedException {
        Run.of(List.of("sync"), Map.of(), work, work.resolve("sync"), LIMIT);
    }

    private void time(int round, String what, List<String> words)
            throws IOException, InterruptedException {
        var output = work.resolve(what + round + ".out");
        var run = Run.of(words, Haetae.AS_BUILT, work, output, LIMIT);
        if (run.exit() != 0) {
            throw new IOException(
                    "%s ended with %d: %s"
                            .formatted(
                                    words.getFirst(),
                                    run.exit(),
                                    Files.readString(
                                            output.resolveSibling(
                                                    output.getFileName() + ".errors"))));
        }
        runs.computeIfAbsent(what, one -> new ArrayList<>()).add(run);
        progress.printf(
                "report, round %d, %s: %.2f s, %.2f s of processor%n",
                round, what, run.seconds(), run.processorSeconds());
    }

    private Row row(String job, String subject, String what, String ours, Folders.Size size) {
        var values = new LinkedHashMap<String, Double>();
        double seconds = median(what);
        values.put("seconds", seconds);
        values.put(
                "processor_seconds",
                runs.get(what).stream()
                        .map(Run::processorSeconds)
                        .sorted()
                        .skip(rounds / 2)
                        .findFirst()
                        .orElseThrow());
        values.put("mb_a_second", size.bytes() / 1e6 / seconds);
        return new Row(
                job,
                subject,
                values,
                what.equals(ours)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(median(ours) / seconds));
    }

    private double median(String what) {
        return runs.get(what).stream()
                .map(Run::seconds)
                .sorted()
                .skip(rounds / 2)
                .findFirst()
                .orElseThrow();
    }
}
