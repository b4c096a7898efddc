package org.haetae.cli.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.TableCopy;
import org.haetae.home.Transaction;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Ledger;
import org.haetae.roster.NewAccount;
import org.haetae.roster.Roster;
import org.haetae.roster.Token;

/// The casebook with as many claims as a large archive has: pages and tables through the server,
/// the import of a file of claims, beside the same rows copied bare into the same database.
///
/// Some claims come in through the door, with their passages sealed and their ledger entries; the
/// rest are copies of them under other ids and names, so that pages open real quotes.
public final class CasebookWork {

    private static final int ITEMS = 300;
    private static final int CLAIMS_OF_AN_ENTITY = 20;
    private static final int LINES = 400;
    private static final int CLAIMS_OF_AN_INCIDENT = 12;
    private static final int MEASURED = 300;
    private static final int MERGED = 100;

    /// Positions from here on are those of copies.
    private static final long COPIED = 1_000_000_000L;

    private static final int INCIDENTS = 100;
    private static final int COLUMNS_OF_A_TABLE = 6;
    private static final int NODES = 500;
    private static final int DRAWINGS = 20;
    private static final String HEADQUARTERS = "Headquarters ";
    private static final String PASSWORD = "four words in a row";
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("\"(http://[^\"]+)\"");
    private static final List<String> FAMILY =
            List.of("Kim", "Ri", "Pak", "Choe", "Jong", "Kang", "Jo", "Yun", "Jang", "Rim");
    private static final List<String> GIVEN =
            List.of(
                    "Chol", "Su", "Yong", "Ho", "Il", "Nam", "Mi", "Hye", "Sun", "Ok", "Jin",
                    "Kyong", "Un", "Song", "Hui", "Tae", "Pong", "Ae", "Rye", "Won");

    private final Path work;
    private final Haetae haetae;
    private final int entities;
    private final Random random;
    private final PrintWriter progress;
    private final List<Row> rows = new ArrayList<>();

    private CasebookWork(Path launcher, Path place, int entities, long seed, PrintWriter progress)
            throws IOException {
        this.work = Folders.empty(place.resolve("casebook"));
        this.haetae = new Haetae(launcher, work.resolve("home"), work);
        this.entities = entities;
        this.random = new Random(seed);
        this.progress = progress;
    }

    /// Measures in a home of its own, which is removed afterwards.
    ///
    /// @param entities how many there are in the end; each has 20 claims
    /// @param seed the same seed makes the same claims
    public static List<Row> run(
            Path launcher, Path place, int entities, long seed, PrintWriter progress)
            throws IOException, InterruptedException {
        var bench = new CasebookWork(launcher, place, entities, seed, progress);
        try {
            bench.measure();
            return bench.rows;
        } finally {
            Folders.absent(bench.work);
        }
    }

    private void measure() throws IOException, InterruptedException {
        var sources = sources();
        haetae.add(sources, 0);
        int seeds = Math.max(100, entities / 64);
        var file = work.resolve("claims.jsonl");
        int lines = claims(sources, file, seeds);
        progress.printf("casebook: importing %,d claims%n", lines);
        var run = imported("claims", file.toString());
        var session = "";
        var token = "";
        List<UUID> some;
        List<UUID> people;
        double bare;
        try (var home = Home.open(haetae.home());
                var database = Database.open(home)) {
            bare = bare(database);
            multiply(database, seeds);
            some = some(database, "true");
            people = some(database, "kind = 'person'");
            var roster =
                    new Roster(
                            home,
                            database,
                            new Ledger(home, database, Clock.systemUTC()),
                            Clock.systemUTC());
            roster.create(
                    Clearance.SYSTEM,
                    new NewAccount(
                            "bench",
                            "Bench",
                            PASSWORD.toCharArray(),
                            Set.of(Role.values()),
                            Set.of(CompartmentId.GENERAL)));
            session = roster.signIn("bench", PASSWORD.toCharArray()).orElseThrow().token();
            token =
                    roster.makeToken(
                                    roster.bySession(session).orElseThrow(),
                                    PASSWORD.toCharArray(),
                                    new Token(
                                            "bench",
                                            Set.of(Scope.values()),
                                            Instant.now().plus(Duration.ofDays(1))))
                            .token();
        }
        rate("casebook: import of a file of claims", "haetae", run.seconds(), lines, Double.NaN);
        rate(
                "casebook: import of a file of claims",
                "the same rows, COPY alone",
                bare,
                lines,
                run.seconds() / bare);
        table(lines, bare / lines);
        imported("claims", network(sources).toString());
        served(session, token, some, people, headquarters(), sources);
    }

    private Run imported(String... words) throws IOException, InterruptedException {
        var all = new ArrayList<String>(List.of(haetae.launcher().toString(), "import"));
        all.addAll(List.of(words));
        all.addAll(List.of("--json", "--home", haetae.home().toString()));
        var run =
                Run.of(
                        all,
                        Haetae.AS_BUILT,
                        haetae.home(),
                        work.resolve("import.json"),
                        Duration.ofHours(1));
        if (run.exit() != 0) {
            throw new IOException(
                    "claims were refused, exit %d; see import.json in the work folder"
                            .formatted(run.exit()));
        }
        return run;
    }

    /// A table of people into the casebook that is full by then, as a person would take it in:
    /// added, mapped, each row pinned to its line.
    ///
    /// @param bare seconds that COPY takes for a claim
    private void table(int claims, double bare) throws IOException, InterruptedException {
        var folder = Files.createDirectories(work.resolve("table"));
        var file = folder.resolve("people.csv");
        int people = claims / COLUMNS_OF_A_TABLE;
        try (var out = Files.newBufferedWriter(file)) {
            out.write("No,Name,Gender,Born,Work,Status,Note\n");
            for (int i = 0; i < people; i++) {
                out.write(
                        "%d,%s %s %s,%s,%d,driver of lorry %d,%s,line %d of a list%n"
                                .formatted(
                                        i,
                                        pick(FAMILY),
                                        word(),
                                        word(),
                                        pick(List.of("female", "male")),
                                        1920 + random.nextInt(80),
                                        random.nextInt(1_000),
                                        "guard " + random.nextInt(100),
                                        i));
            }
        }
        haetae.add(folder, 1);
        var mapping =
                Files.writeString(
                        work.resolve("mapping.yaml"),
                        """
                        kind: person
                        list: bench
                        columns:
                          No: {use: key}
                          Name: name
                          Gender: gender
                          Born: birth-date
                          Work: occupation
                          Status: occupation
                          Note: description
                        """);
        progress.printf("casebook: importing a table of %,d rows%n", people);
        var run = imported("table", "--mapping", mapping.toString(), file.toString());
        rate(
                "casebook: import of a table (CSV) into it",
                "haetae",
                run.seconds(),
                people * COLUMNS_OF_A_TABLE,
                run.seconds() / (bare * people * COLUMNS_OF_A_TABLE));
    }

    /// Units below one another, eight to one, and as many lines of command across.
    private Path network(Path sources) throws IOException {
        var digests = digests(sources);
        var file = work.resolve("network.jsonl");
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < NODES; i++) {
                out.write(line(digests, "unit-" + i, "organisation", "name", HEADQUARTERS + i));
            }
            for (int i = 1; i < NODES; i++) {
                tie(out, digests, "below-" + i, (i - 1) / 8, i);
                tie(out, digests, "across-" + i, random.nextInt(NODES), i);
            }
        }
        return file;
    }

    private void tie(Writer out, List<String> digests, String tie, int superior, int subordinate)
            throws IOException {
        var said =
                List.of(
                        new Said("superior", "unit-" + superior),
                        new Said("subordinate", "unit-" + subordinate),
                        new Said("start", String.valueOf(1960 + random.nextInt(20))),
                        new Said("end", String.valueOf(1985 + random.nextInt(20))));
        write(out, digests, tie, "command", said);
    }

    private UUID headquarters() throws IOException {
        try (var home = Home.open(haetae.home());
                var database = Database.open(home)) {
            return database.as(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select entity from claim where value->>'name' = ?")
                                    .param(HEADQUARTERS + 0)
                                    .query(UUID.class)
                                    .single());
        }
    }

    // ---- material: invented people, places and events, and what invented witnesses say of them

    private Path sources() throws IOException {
        var folder = Files.createDirectories(work.resolve("sources"));
        for (int i = 0; i < ITEMS; i++) {
            var text = new StringBuilder("Invented statement %d, for measuring.%n%n".formatted(i));
            for (int line = 0; line < LINES; line++) {
                text.append("Line %d.%d: the witness speaks of this.%n".formatted(i, line));
            }
            Files.writeString(folder.resolve(i + ".txt"), text);
        }
        return folder;
    }

    private static List<String> digests(Path sources) throws IOException {
        var digests = new ArrayList<String>();
        for (int i = 0; i < ITEMS; i++) {
            digests.add(Digest.sha256(Files.readAllBytes(sources.resolve(i + ".txt"))).toString());
        }
        return digests;
    }

    /// Each is defined before others refer to it.
    private int claims(Path sources, Path file, int seeds) throws IOException {
        var digests = digests(sources);
        int lines = 0;
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < seeds; i++) {
                lines += write(out, digests, "place-" + i, "place", place(i));
            }
            for (int i = 0; i < seeds; i++) {
                lines += write(out, digests, "person-" + i, "person", person(i, seeds));
            }
            for (int i = 0; i < seeds; i++) {
                lines += write(out, digests, "act-" + i, "act", act(seeds));
            }
        }
        return lines;
    }

    private int write(Writer out, List<String> digests, String entity, String kind, List<Said> said)
            throws IOException {
        for (var one : said) {
            out.write(line(digests, entity, kind, one.property(), one.value()));
        }
        return said.size();
    }

    private String line(
            List<String> digests, String entity, String kind, String property, String value) {
        int item = random.nextInt(ITEMS);
        return "{\"entity\":\"%s\",\"kind\":\"%s\",\"property\":\"%s\",\"value\":\"%s\",\"item\":\"%s\",\"quote\":\"Line %d.%d:\",\"grade\":\"B%d\"}%n"
                .formatted(
                        entity,
                        kind,
                        property,
                        value,
                        digests.get(item),
                        item,
                        random.nextInt(LINES),
                        1 + random.nextInt(6));
    }

    private record Said(String property, String value) {}

    private List<Said> place(int number) {
        var said = new ArrayList<Said>();
        said.add(new Said("type", pick(List.of("county", "city", "village", "town"))));
        for (int i = 0; said.size() < CLAIMS_OF_AN_ENTITY; i++) {
            said.add(new Said("name", word() + " " + number + (i == 0 ? "-ri" : " " + i)));
            said.add(
                    new Said(
                            "position",
                            "%.2f, %.2f, 500"
                                    .formatted(
                                            38 + random.nextDouble() * 4,
                                            125 + random.nextDouble() * 4)));
        }
        return said.subList(0, CLAIMS_OF_AN_ENTITY);
    }

    private List<Said> person(int number, int seeds) {
        var said = new ArrayList<Said>();
        said.add(new Said("gender", pick(List.of("female", "male"))));
        said.add(new Said("birth-place", "place-" + random.nextInt(seeds)));
        for (int i = 0; said.size() < CLAIMS_OF_AN_ENTITY; i++) {
            said.add(new Said("name", pick(FAMILY) + " " + word() + " " + word()));
            said.add(new Said("birth-date", String.valueOf(1920 + random.nextInt(80))));
            said.add(new Said("occupation", "driver of lorry " + number + " " + i));
            said.add(new Said("residence", "place-" + random.nextInt(seeds)));
        }
        return said.subList(0, CLAIMS_OF_AN_ENTITY);
    }

    private List<Said> act(int seeds) {
        var said = new ArrayList<Said>();
        said.add(new Said("type", pick(List.of("killing", "murder", "execution"))));
        for (int i = 0; said.size() < CLAIMS_OF_AN_ENTITY; i++) {
            said.add(new Said("victim", "person-" + random.nextInt(seeds)));
            said.add(new Said("perpetrator", "person-" + random.nextInt(seeds)));
            said.add(
                    new Said(
                            "date",
                            "%d-%02d"
                                    .formatted(1960 + random.nextInt(60), 1 + random.nextInt(12))));
            said.add(new Said("place", "place-" + random.nextInt(seeds)));
            said.add(new Said("number", String.valueOf(1 + random.nextInt(90))));
        }
        return said.subList(0, CLAIMS_OF_AN_ENTITY);
    }

    private String word() {
        return pick(GIVEN) + pick(GIVEN).toLowerCase(Locale.ROOT);
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    // ---- in the database

    /// Copies the rows of the import into the tables of an empty home, with their indexes, and
    /// nothing else.
    private double bare(Database database) throws IOException {
        var copied = new ArrayList<Path>();
        try (var moment = database.tables().moment()) {
            moment.out(
                    (order, table) -> {
                        if (!List.of("claim", "citation").contains(table)) {
                            return OutputStream.nullOutputStream();
                        }
                        copied.add(work.resolve(table + ".rows"));
                        return Files.newOutputStream(copied.getLast());
                    });
        }
        var sources = new ArrayList<TableCopy.Source>();
        copied.forEach(file -> sources.add(() -> Files.newInputStream(file)));
        try (var home = Home.open(work.resolve("bare"));
                var empty = Database.open(home)) {
            long began = System.nanoTime();
            empty.tables().in(sources);
            return (System.nanoTime() - began) / 1e9;
        }
    }

    private void multiply(Database database, int seeds) throws InterruptedException {
        int copies = entities / (3 * seeds) - 1;
        progress.printf(
                "casebook: making %,d entities with %,d claims%n",
                entities, entities * CLAIMS_OF_AN_ENTITY);
        for (int copy = 1; copy <= copies; copy++) {
            int number = copy;
            var other = word();
            database.run(Clearance.SYSTEM, transaction -> copy(transaction, number, other));
        }
        // Copies have other names, so their keys are made anew when the home is opened next.
        database.run(
                Clearance.SYSTEM,
                transaction -> transaction.sql().sql("delete from claim_keys_made").update());
        // What the planner knows comes by itself within a minute or two of a large change.
        for (int i = 0; i < 24 && !analysed(database); i++) {
            TimeUnit.SECONDS.sleep(5);
        }
    }

    private static void copy(Transaction transaction, int number, String other) {
        transaction
                .sql()
                .sql(
                        """
                        insert into claim (id, version, entity, kind, property, value, sealed, words, low_date,
                            high_date, low, high, target, reliability, credibility, grade_reason, status, basis,
                            reason, actor, at, until, compartments, salt, position, erased)
                        select md5(id::text || :n)::uuid, version, md5(entity::text || :n)::uuid, kind, property,
                            case when property = 'name'
                                     then jsonb_build_object('name', (value->>'name') || ' ' || :other)
                                 when target is not null
                                     then jsonb_build_object('entity', md5(target::text || :n)::uuid)
                                 else value end,
                            sealed,
                            case when property = 'name' then words || ' ' || lower(:other)
                                 when target is not null then (md5(target::text || :n)::uuid)::text
                                 else words end,
                            low_date, high_date, low, high, md5(target::text || :n)::uuid,
                            reliability, credibility, grade_reason, status, basis, reason, actor, at, until,
                            compartments, salt, position + cast(:n as bigint) * :copied, erased
                        from claim where position < :copied
                        """)
                .param("copied", COPIED)
                .param("n", String.valueOf(number))
                .param("other", other)
                .update();
        transaction
                .sql()
                .sql(
                        """
                        insert into citation (claim, version, number, item, reading, kind, place, sealed,
                            sealed_sha256, compartments)
                        select md5(c.claim::text || :n)::uuid, c.version, c.number, c.item, c.reading, c.kind,
                            c.place, c.sealed, c.sealed_sha256, c.compartments
                        from citation c join claim on claim.id = c.claim where claim.position < :copied
                        """)
                .param("copied", COPIED)
                .param("n", String.valueOf(number))
                .update();
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
                                                where relname in ('claim', 'citation') and n_mod_since_analyze < 1000
                                                """)
                                        .query(Integer.class)
                                        .single()
                                == 2);
    }

    private static List<UUID> some(Database database, String condition) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select entity from (select distinct entity from claim where %s) one
                                        order by md5(entity::text) limit ?
                                        """
                                                .formatted(condition))
                                .param(MEASURED)
                                .query(UUID.class)
                                .list());
    }

    // ---- through the server

    private void served(
            String session,
            String token,
            List<UUID> some,
            List<UUID> people,
            UUID headquarters,
            Path sources)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(haetae.words("serve", "--port", "0", "--json"))
                        .redirectError(work.resolve("serve.errors").toFile());
        builder.environment().putAll(Haetae.AS_BUILT);
        var process = builder.start();
        try (var output =
                        new BufferedReader(
                                new InputStreamReader(
                                        process.getInputStream(), StandardCharsets.UTF_8));
                var client = HttpClient.newHttpClient()) {
            var ready = output.readLine();
            var address = ADDRESS.matcher(String.valueOf(ready));
            if (!address.find()) {
                throw new IOException("the server ended before it was ready");
            }
            var site = new Served(client, URI.create(address.group(1)), session, token);
            pages(site, some);
            undone(site, people);
            tables(site);
            incidents(site, sources);
            drawings(site, headquarters);
        } catch (IOException e) {
            // The work folder is removed: what the server said of it goes with the failure.
            throw new IOException(
                    "%s; the server said: %s".formatted(e.getMessage(), lastErrors()), e);
        } finally {
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private String lastErrors() throws IOException {
        var lines = Files.readAllLines(work.resolve("serve.errors"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private record Served(HttpClient client, URI address, String session, String token) {

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return send(cookie(path).GET());
        }

        HttpRequest.Builder cookie(String path) {
            return HttpRequest.newBuilder(address.resolve(path))
                    .header("Cookie", "haetae_session=" + session);
        }

        HttpResponse<String> send(HttpRequest.Builder request)
                throws IOException, InterruptedException {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != 303) {
                throw new IOException(
                        "%s was answered with %d"
                                .formatted(answer.uri().getPath(), answer.statusCode()));
            }
            return answer;
        }
    }

    private interface Asking {
        void ask(int number) throws IOException, InterruptedException;
    }

    /// The first are asked twice and counted once: a server that is up has been asked before.
    private void latencies(String job, int count, Asking asking)
            throws IOException, InterruptedException {
        progress.println(job);
        for (int i = 0; i < count / 3; i++) {
            asking.ask(i);
        }
        var times = new double[count];
        for (int i = 0; i < count; i++) {
            long began = System.nanoTime();
            asking.ask(i);
            times[i] = (System.nanoTime() - began) / 1e6;
        }
        rows.add(new Latencies(times).row(job, "haetae"));
    }

    private void pages(Served site, List<UUID> some) throws IOException, InterruptedException {
        latencies(
                "casebook: page of an entity",
                some.size(),
                number -> site.get("/entity/" + some.get(number)));
    }

    /// Three conditions: a name, a date, a term.
    private void tables(Served site) throws IOException, InterruptedException {
        var form = site.get("/entities?kind=person");
        var posted = Posted.of(site, form);
        var names = new ArrayList<String>();
        var years = new ArrayList<Integer>();
        for (int i = 0; i < MEASURED; i++) {
            names.add(pick(GIVEN).toLowerCase(Locale.ROOT));
            years.add(1920 + random.nextInt(70));
        }
        latencies(
                "casebook: table with three conditions",
                MEASURED,
                number -> {
                    var fields = new LinkedHashMap<String, String>();
                    fields.put("kind", "person");
                    fields.put("property-1", "name");
                    fields.put("value-1", names.get(number));
                    fields.put("property-2", "birth-date");
                    fields.put("value-2", String.valueOf(years.get(number)));
                    fields.put("to-2", String.valueOf(years.get(number) + 10));
                    fields.put("property-3", "gender");
                    fields.put("value-3", "female");
                    posted.post("/entities", fields);
                });
    }

    /// What it takes to send a form of a page that was got.
    private record Posted(Served site, String token, List<String> visit) {

        static Posted of(Served site, HttpResponse<String> page) throws IOException {
            var matcher = FORM_TOKEN.matcher(page.body());
            if (!matcher.find()) {
                throw new IOException("the page %s has no form".formatted(page.uri().getPath()));
            }
            return new Posted(
                    site,
                    matcher.group(1),
                    page.headers().allValues("Set-Cookie").stream()
                            .map(cookie -> cookie.replaceFirst(";.*", ""))
                            .toList());
        }

        void post(String path, Map<String, String> fields)
                throws IOException, InterruptedException {
            var all = new LinkedHashMap<>(fields);
            all.put("_csrf", token);
            site.send(
                    HttpRequest.newBuilder(site.address().resolve(path))
                            .header(
                                    "Cookie",
                                    "haetae_session=%s; %s"
                                            .formatted(site.session(), String.join("; ", visit)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(encoded(all))));
        }
    }

    /// Each person is joined with the next, so that one of very many is taken out of it again.
    private void undone(Served site, List<UUID> people) throws IOException, InterruptedException {
        var posted =
                Posted.of(
                        site,
                        site.get(
                                "/resolve?one=%s&other=%s"
                                        .formatted(people.get(0), people.get(1))));
        progress.println("casebook: merging people");
        for (int i = 0; i + 1 < MERGED; i++) {
            judge(posted, people.get(i), people.get(i + 1), "same");
        }
        latencies(
                "casebook: a merge undone",
                MERGED - 1,
                number -> judge(posted, people.get(number), people.get(number + 1), "different"));
    }

    private static void judge(Posted posted, UUID one, UUID other, String verdict)
            throws IOException, InterruptedException {
        posted.post(
                "/resolve",
                Map.of(
                        "one",
                        one.toString(),
                        "other",
                        other.toString(),
                        "verdict",
                        verdict,
                        "reason",
                        "Measured."));
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(
                        field ->
                                field.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// Twelve claims on a new event in one request, durable when it is answered.
    private void incidents(Served site, Path sources) throws IOException, InterruptedException {
        var digests = digests(sources);
        latencies(
                "casebook: an incident of 12 claims saved",
                INCIDENTS,
                number -> {
                    var lines = new StringBuilder();
                    var event = "event-" + UUID.randomUUID();
                    for (int i = 0; i < CLAIMS_OF_AN_INCIDENT; i++) {
                        lines.append(
                                line(
                                        digests,
                                        event,
                                        "event",
                                        i == 0 ? "name" : "description",
                                        "Incident %d, part %d".formatted(number, i)));
                    }
                    var answer =
                            site.send(
                                    HttpRequest.newBuilder(site.address().resolve("/api/v1/claims"))
                                            .header("Authorization", "Bearer " + site.token())
                                            .header("Content-Type", "application/x-ndjson")
                                            .POST(
                                                    HttpRequest.BodyPublishers.ofString(
                                                            lines.toString())));
                    if (answer.body().contains("refused")) {
                        throw new IOException("an incident was refused: " + answer.body());
                    }
                });
    }

    /// A network as large as a page shows, at the server alone and until it stands on the screen.
    private void drawings(Served site, UUID headquarters) throws IOException, InterruptedException {
        var path = "/network?depth=4&about=" + headquarters;
        latencies("casebook: network of 500, at the server", DRAWINGS, number -> site.get(path));
        try (var chromium = Chromium.start(work).orElse(null)) {
            if (chromium == null) {
                progress.println(
                        "casebook: no Chromium on the PATH, so nothing was drawn; install it to measure that");
                return;
            }
            var times = new double[DRAWINGS];
            for (int i = -1; i < DRAWINGS; i++) {
                var drawn =
                        chromium.draw(
                                site.address().resolve(path),
                                "haetae_session",
                                site.session(),
                                "svg.net > svg");
                if (drawn.parts() != NODES) {
                    throw new IOException(
                            "the network was drawn with %d of %d nodes"
                                    .formatted(drawn.parts(), NODES));
                }
                if (i >= 0) {
                    times[i] = drawn.milliseconds();
                }
            }
            rows.add(new Latencies(times).row("casebook: network of 500, drawn", "haetae"));
        }
    }

    private void rate(String job, String subject, double seconds, int claims, double ratio) {
        var values = new LinkedHashMap<String, Double>();
        values.put("seconds", seconds);
        values.put("claims_per_s", claims / seconds);
        rows.add(
                new Row(
                        job,
                        subject,
                        values,
                        Double.isNaN(ratio) ? OptionalDouble.empty() : OptionalDouble.of(ratio)));
    }
}
