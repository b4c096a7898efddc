package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Remains;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Canaries in everything that a person may have said or left: none lies in the clear anywhere, and
/// after an erasure none can be had with all the keys there are.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureTest {

    /// No word of any language, and one token for every analyser.
    private static final String CANARY = "qzcanary";

    private static final String NEIGHBOUR = "qzneighbour";

    @TempDir static Path folder;
    static Path home;
    static Path before;
    static Commands commands;
    static Path anna;
    static Path boris;
    static Path cleo;
    static Path dora;
    static Path emil;
    static String closed;
    static String identity;
    static String witness;
    static String other;
    static String accession;
    static String neighbour;
    static String letter;
    static String request;
    static int planted;

    private static String canary() {
        planted++;
        return CANARY + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static Path user(String login, String roles, String... compartments)
            throws IOException {
        var words = new ArrayList<>(List.of("user", "add", login, "--role", roles));
        words.addAll(List.of("--compartment", "general"));
        List.of(compartments).forEach(one -> words.addAll(List.of("--compartment", one)));
        var added = command(words.toArray(String[]::new));
        assertThat(added.code()).as(added.toString()).isZero();
        var password = added.err().replaceFirst("(?s).*password: (\\S+).*", "$1");
        return Files.writeString(folder.resolve(login + ".password"), password + "\n");
    }

    /// In a file outside the home, as no command takes them from the command line.
    private static String words(String words) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "words", ".txt"), words + "\n")
                .toString();
    }

    private static String consent(String person, String purpose) throws IOException {
        var run =
                command(
                        "consent",
                        "add",
                        "--person-file",
                        words(person),
                        "--purpose-file",
                        words(purpose));
        assertThat(run.code()).as(run.toString()).isZero();
        return run.rows().getFirst().get("consent").toString();
    }

    @BeforeAll
    static void fill() throws Exception {
        home = folder.resolve("home");
        commands = new Commands();
        closed =
                command("compartment", "add", "closed")
                        .rows()
                        .getFirst()
                        .get("compartment")
                        .toString();
        anna = user("anna", "archivist", closed);
        boris = user("boris", "legal-officer", closed);
        cleo = user("cleo", "administrator");
        dora = user("dora", "investigator", closed);
        emil = user("emil", "identity-keeper", closed);
        witness = consent("Witness " + canary(), "testimony about " + canary());
        other = consent("Another " + NEIGHBOUR, "publication");
        var given = Files.createDirectories(folder.resolve("given"));
        for (int i = 0; i < 12; i++) {
            Files.writeString(
                    given.resolve("letter " + canary() + ".txt"),
                    "They took her to the camp, she says. " + canary() + " and " + canary() + "\n");
        }
        Files.writeString(
                given.resolve("page.html"),
                "<html><head><title>%s</title><meta name=\"author\" content=\"%s\"></head><body><p>%s</p></body></html>"
                        .formatted(canary(), canary(), canary()));
        Files.write(
                given.resolve("wide.txt"),
                ("\uFEFFwritten in sixteen bits " + canary()).getBytes(StandardCharsets.UTF_16LE));
        try (OutputStream out = Files.newOutputStream(given.resolve("box.zip"));
                var zip = new ZipOutputStream(out)) {
            for (int i = 0; i < 3; i++) {
                zip.putNextEntry(new ZipEntry("inner " + canary() + ".txt"));
                zip.write(("a part of the box " + canary()).getBytes(StandardCharsets.UTF_8));
            }
        }
        var added =
                command(
                        "add",
                        "--ocr",
                        "off",
                        "--given-by-file",
                        words("A " + canary()),
                        "--note-file",
                        words("told in " + canary()),
                        "--source-file",
                        words("S " + canary()),
                        "--consent",
                        witness,
                        given.toString());
        assertThat(added.err()).contains("accession ");
        accession = added.err().replaceFirst("(?s).*accession ([0-9a-f-]{36}).*", "$1");
        letter = added.rows().getFirst().get("item").toString();

        var near = Files.createDirectories(folder.resolve("near"));
        Files.writeString(near.resolve("kept.txt"), "what stays " + NEIGHBOUR);
        Files.writeString(near.resolve("bound.txt"), "what was bound later " + canary());
        var kept = command("add", "--ocr", "off", near.toString());
        neighbour = kept.row("kept.txt").get("item").toString();
        var late = kept.row("bound.txt").get("item").toString();
        var bound = command("consent", "bind", witness, late);
        assertThat(bound.rows().getFirst()).as(bound.toString()).containsEntry("bound", 1);
        // Taken in again, the folder brings nothing anew: what was bound is known as it is.
        assertThat(command("add", "--ocr", "off", near.toString()).rows())
                .allMatch(row -> Boolean.TRUE.equals(row.get("unchanged")));
        var third = Files.createDirectories(folder.resolve("third"));
        Files.writeString(third.resolve("hers.txt"), "what another tells " + NEIGHBOUR);
        command("add", "--ocr", "off", "--consent", other, third.toString());
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static List<String> hits(String word) throws IOException {
        return command("search", word, "--limit", "100").rows().stream()
                .map(row -> row.get("item").toString())
                .toList();
    }

    @Test
    @Order(1)
    void nothingLiesInTheClearButCanBeFound() throws Exception {
        assertThat(planted).isGreaterThan(40);
        assertThat(hits(CANARY + "*")).hasSizeGreaterThan(15);
        assertThat(command("search", "camp").rows()).isNotEmpty();
        assertThat(Remains.inTheClear(home, CANARY)).isEmpty();
        assertThat(Remains.opened(home, CANARY)).isNotEmpty();
        assertThat(command("verify", "--deep").code()).isZero();
        before = folder.resolve("before");
        copy(home, before);
    }

    @Test
    @Order(1)
    void whoGaveAndWhatIsSoughtNeedNotStandOnTheCommandLine() throws Exception {
        var twice =
                command("add", "--given-by", "A", "--given-by-file", words("A"), folder.toString());
        assertThat(twice.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(twice.err()).contains("give --given-by or --given-by-file, not both");
        var search = Run.command("search", "-", "--json", "--home", home.toString()).start();
        try (var in = search.outputWriter(StandardCharsets.UTF_8)) {
            in.write(CANARY + "*\n");
        }
        try (var out = search.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines()).hasSize(10);
        }
        assertThat(search.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(search.exitValue()).isZero();
    }

    @Test
    @Order(1)
    void noCommandTakesNamesOrReasonsFromTheCommandLine() throws Exception {
        for (var words :
                List.of(
                        List.of("consent", "add", "--person", "P", "--purpose", "P"),
                        List.of("consent", "withdraw", witness, "--as", "anna", "--reason", "R"),
                        List.of("erase", "request", letter, "--as", "anna", "--reason", "R"))) {
            var run = command(words.toArray(String[]::new));
            assertThat(run.code()).as(run.toString()).isEqualTo(Exit.WRONG_USE);
        }
        var nobodyToAsk = command("consent", "add");
        assertThat(nobodyToAsk.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(nobodyToAsk.err()).contains("--person-file FILE, or - for standard input");
        var process =
                Run.process(
                                org.haetae.Haetae.class,
                                List.of(
                                        "consent",
                                        "add",
                                        "--person-file",
                                        "-",
                                        "--purpose-file",
                                        words("publication"),
                                        "--home",
                                        folder.resolve("another").toString()))
                        .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write("Witness from standard input\n");
        }
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(
                        commands.run(
                                        "consent",
                                        "list",
                                        "--json",
                                        "--home",
                                        folder.resolve("another").toString())
                                .rows())
                .extracting(row -> row.get("person"), row -> row.get("purpose"))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "Witness from standard input", "publication"));
    }

    /// Uploaded, found, looked at and exported through the pages: what a server writes down
    /// meanwhile.
    @Test
    @Order(2)
    void aRunningServerLeavesNothingInTheClearEither() throws Exception {
        var scratch = Files.createDirectories(folder.resolve("scratch"));
        var start = Run.command("serve", "--home", home.toString(), "--port", "0", "--json");
        start.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + scratch);
        var server = start.redirectError(folder.resolve("serve.err").toFile()).start();
        String uploaded;
        try (var out = server.inputReader(StandardCharsets.UTF_8)) {
            var url = out.readLine().replaceFirst(".*\"url\":\"([^\"]+)\".*", "$1");
            var anna = Visit.signIn(URI.create(url), "anna", Files.readString(ErasureTest.anna));
            var name = "upload " + canary() + ".txt";
            uploaded =
                    anna.upload(
                            "S " + canary(),
                            "A " + canary(),
                            "told in " + canary(),
                            name,
                            "They came at night, she says. %s. She counted 37 %s people."
                                    .formatted(canary(), canary()));
            var item = anna.await(CANARY + "* AND night");
            assertThat(anna.get("/items/" + item)).contains(name);
            assertThat(anna.post("/items/" + item + "/original", "")).contains(CANARY);
            anna.post("/items/" + item + "/kit-with-key", "");
            anna.post("/items/" + item + "/premis", "");
            assertThat(anna.get("/consents")).contains("Witness " + CANARY);
            var boris = Visit.signIn(URI.create(url), "boris", Files.readString(ErasureTest.boris));
            var half =
                    "do=keep&item=%s&open-item=%s&event-1-who=%s".formatted(item, item, canary());
            assertThat(boris.post("/incidents", half)).contains(CANARY);
            var dora = Visit.signIn(URI.create(url), "dora", Files.readString(ErasureTest.dora));
            whatIsWorkedOutOfTheMaterial(item, dora, boris);
            dora.post("/interviews/new", interview());
            var emil = Visit.signIn(URI.create(url), "emil", Files.readString(ErasureTest.emil));
            identity = Visit.first("name=\"id\" value=\"([^\"]+)\"", emil.get("/identities"));
            assertThat(emil.post("/identities/open", "id=" + identity + "&reason=" + canary()))
                    .contains("Real " + CANARY);
            assertThat(Remains.inTheClear(home, CANARY)).isEmpty();
            server.destroy();
            assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        assertThat(Remains.inTheClear(home, CANARY)).isEmpty();
        assertThat(Remains.inTheClear(scratch, CANARY)).isEmpty();
        assertThat(Files.readString(folder.resolve("serve.err"))).doesNotContain(CANARY);
        assertThat(command("consent", "bind", witness, uploaded).code()).isZero();
    }

    /// A claim, what was said about it, a decision on a suggestion, and a table and a search under
    /// names: each with words of the material.
    private static void whatIsWorkedOutOfTheMaterial(String item, Visit dora, Visit boris)
            throws Exception {
        var row =
                """
                {"entity": "who-signed", "kind": "person", "property": "%s", "value": "%s", "item": "%s", \
                "page": 1, "start": %d, "end": %d}
                """;
        var recorded =
                dora.lines(
                        row.formatted("name", "Somebody", item, 0, 40)
                                + row.formatted("whereabouts", canary(), item, 5, 60));
        assertThat(recorded).doesNotContain("refused");
        var claim = "/claims/" + Visit.first("\"claim\":\"([^\"]+)\"", recorded);
        assertThat(boris.post(claim + "/comment", "words=" + canary())).contains(CANARY);
        boris.post(claim + "/review", "do=sent-back&version=1&words=" + canary());
        assertThat(dora.get("/queue")).contains(CANARY);
        var proposals = "/items/" + item + "/suggestions";
        var key = Visit.first("at=([^\"&]+)\"[^>]*>[^<]*qzcanary", dora.get(proposals));
        dora.post(proposals, "do=reject&from=1&key=" + key);
        assertThat(dora.get(proposals)).doesNotContain("at=" + key);
        var table = "kind=person&name=%s&property-1=name&value-1=%s".formatted(canary(), canary());
        assertThat(dora.post("/tables", table)).contains(CANARY);
        var found = dora.post("/search", "q=" + canary() + "+OR+" + CANARY + "*");
        var search = Visit.first("(/search/[0-9a-f-]{36})/keep", found);
        assertThat(dora.post(search + "/keep", "name=" + canary())).contains(CANARY);
    }

    /// Under the consent that is withdrawn later. The pseudonym is a value, which stands in the
    /// casebook as it is.
    private static String interview() {
        return "witness=P-7&record=She+told+%s&compartment=%s&p.method=in-person&p.place=%s"
                        .formatted(canary(), CompartmentId.GENERAL, canary())
                + "&p.protection=%s&p.trauma=%s&p.safety=%s&notes=%s&identity=Real+%s&vault=%s&consent=%s"
                        .formatted(canary(), canary(), canary(), closed, canary(), closed, witness);
    }

    /// What one person does in a browser.
    private record Visit(HttpClient client, URI at, String token) {

        private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
        private static final Pattern ITEM = Pattern.compile("/items/([0-9a-f-]{36})");

        static Visit signIn(URI at, String login, String password) throws Exception {
            var client =
                    HttpClient.newBuilder()
                            .cookieHandler(new CookieManager())
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build();
            var door = new Visit(client, at, "").withToken("/sign-in");
            door.post("/sign-in", "name=" + login + "&password=" + password.strip());
            return door.withToken("/help");
        }

        private Visit withToken(String path) throws Exception {
            var matcher = TOKEN.matcher(get(path));
            assertThat(matcher.find()).as("a form on " + path).isTrue();
            return new Visit(client, at, matcher.group(1));
        }

        String get(String path) throws Exception {
            return send(HttpRequest.newBuilder(at.resolve(path)));
        }

        String post(String path, String form) throws Exception {
            return send(
                    HttpRequest.newBuilder(at.resolve(path))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString(form + "&_csrf=" + token)));
        }

        String lines(String lines) throws Exception {
            return send(
                    HttpRequest.newBuilder(at.resolve("/api/v1/claims"))
                            .header("Content-Type", "application/x-ndjson")
                            .POST(BodyPublishers.ofString(lines)));
        }

        /// The first that this finds, which has to be there.
        static String first(String pattern, String page) {
            var matcher = Pattern.compile(pattern).matcher(page);
            assertThat(matcher.find()).as(pattern + " in " + page).isTrue();
            return matcher.group(1);
        }

        private String send(HttpRequest.Builder request) throws Exception {
            var answer = client.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.uri() + answer.body()).isEqualTo(200);
            return answer.body();
        }

        /// @return the id of the accession
        String upload(String source, String givenBy, String note, String name, String text)
                throws Exception {
            var parts = new StringBuilder();
            // The token comes first: nothing is taken in before it is known who sends it.
            part(parts, "name=\"_csrf\"", token);
            part(parts, "name=\"source\"", source);
            part(parts, "name=\"givenBy\"", givenBy);
            part(parts, "name=\"note\"", note);
            part(parts, "name=\"compartment\"", CompartmentId.GENERAL.toString());
            part(parts, "name=\"files\"; filename=\"" + name + '"', text);
            var answer =
                    send(
                            HttpRequest.newBuilder(at.resolve("/accessions"))
                                    .header("Content-Type", "multipart/form-data; boundary=b")
                                    .POST(BodyPublishers.ofString(parts + "--b--\r\n")));
            var matcher = Pattern.compile("/accessions/([0-9a-f-]{36})").matcher(answer);
            assertThat(matcher.find()).as(answer).isTrue();
            return matcher.group(1);
        }

        private static void part(StringBuilder parts, String head, String body) {
            parts.append("--b\r\nContent-Disposition: form-data; ")
                    .append(head)
                    .append("\r\n\r\n")
                    .append(body)
                    .append("\r\n");
        }

        /// The first item that is found, once it was read.
        String await(String query) throws Exception {
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (System.nanoTime() < until) {
                var matcher =
                        ITEM.matcher(
                                post(
                                        "/search",
                                        "q=" + URLEncoder.encode(query, StandardCharsets.UTF_8)));
                if (matcher.find()) {
                    return matcher.group(1);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            throw new AssertionError("what was uploaded is not found");
        }
    }

    @Test
    @Order(3)
    void whoeverAsksCannotDecideAndAHoldStandsAgainstIt() throws Exception {
        var asked =
                command(
                        "consent",
                        "withdraw",
                        witness,
                        "--as",
                        "anna",
                        "--password-file",
                        anna.toString(),
                        "--reason-file",
                        words("she came back and asked for it"));
        assertThat(asked.code()).as(asked.toString()).isZero();
        request = asked.rows().getFirst().get("request").toString();
        assertThat(erase("approve", request, "anna", anna).err())
                .contains("who asked for an erasure cannot decide it");
        assertThat(erase("approve", request, "cleo", cleo).err()).contains("may not do that");
        var hold = erase("hold", letter, "boris", boris);
        assertThat(hold.code()).as(hold.toString()).isZero();
        assertThat(erase("approve", request, "boris", boris).err()).contains("legal hold");
        var id = hold.rows().getFirst().get("hold").toString();
        assertThat(erase("lift", id, "boris", boris).err()).contains("may not do that");
        assertThat(erase("lift", id, "cleo", cleo).code()).isZero();
        assertThat(command("verify").code()).isZero();
    }

    private static Run erase(String deed, String id, String login, Path password)
            throws IOException {
        return command(
                "erase",
                deed,
                id,
                "--as",
                login,
                "--password-file",
                password.toString(),
                "--reason-file",
                words("as was agreed"));
    }

    @Test
    @Order(4)
    void afterTheErasureNothingIsFoundWithAllTheKeys() throws Exception {
        var approved = erase("approve", request, "boris", boris);
        assertThat(approved.code()).as(approved.toString()).isZero();
        assertThat(approved.rows().getFirst()).containsEntry("decision", "1");
        var named = erase("request", identity, "anna", anna);
        assertThat(named.code()).as(named.toString()).isZero();
        var second =
                erase("approve", named.rows().getFirst().get("request").toString(), "boris", boris);
        assertThat(second.code()).as(second.toString()).isZero();
        assertThat(hits(CANARY + "*")).isEmpty();
        assertThat(hits(NEIGHBOUR)).contains(neighbour);
        assertThat(Remains.inTheClear(home, CANARY)).isEmpty();
        assertThat(Remains.opened(home, CANARY)).isEmpty();
        assertThat(Remains.opened(home, NEIGHBOUR)).isNotEmpty();
    }

    @Test
    @Order(5)
    void theCheckIsCleanAndSaysByWhichDecision() throws Exception {
        var verified = command("verify", "--deep");
        assertThat(verified.code()).as(verified.toString()).isZero();
        assertThat(verified.rows())
                .extracting(row -> row.get("code"), row -> row.get("subject"))
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("ARCHIVE-ERASED", "decision 1"),
                        org.assertj.core.api.Assertions.tuple("ARCHIVE-ERASED", "decision 2"));
        assertThat(Files.readString(home.resolve("erased.txt")))
                .contains("1 " + letter + " item")
                .contains("1 " + accession + " accession")
                .contains("1 " + witness + " consent")
                .contains("2 " + identity);
    }

    @Test
    @Order(5)
    void theSmallJarAndANeighboursKitSayTheSame() throws Exception {
        var jar = SmallJar.in(folder);
        var keys =
                List.of(
                        "--key",
                        home.resolve("keys/ledger-ed25519.vkey").toString(),
                        "--key",
                        home.resolve("keys/ledger-ml-dsa-44.vkey").toString());
        var words = new ArrayList<>(keys);
        words.add(home.toString());
        var whole = jar.run(words.toArray(String[]::new));
        assertThat(whole.code()).as(whole.toString()).isZero();
        assertThat(whole.codes()).containsOnly("CUSTODY-ERASED");
        var kit = folder.resolve("kit");
        assertThat(
                        command("export", "kit", neighbour, "--with-key", "--out", kit.toString())
                                .code())
                .isZero();
        words = new ArrayList<>(keys);
        words.add(kit.toString());
        assertThat(jar.run(words.toArray(String[]::new)).code()).isZero();
        assertThat(
                        command("export", "kit", letter, "--out", folder.resolve("no").toString())
                                .code())
                .isNotZero();
    }

    /// The whole old database folder with today's keys.
    @Test
    @Order(6)
    void anOlderDatabaseWithTheNewKeysIsNoise() throws Exception {
        var mixed = folder.resolve("mixed");
        copy(before, mixed);
        delete(mixed.resolve("keys"));
        copy(home.resolve("keys"), mixed.resolve("keys"));
        var opened = Remains.openedByAnyKey(mixed, home.resolve("keys"), home);
        assertThat(opened).doesNotContain("a key");
        for (var line : Files.readAllLines(home.resolve("erased.txt"))) {
            if (line.isEmpty()) {
                break; // what follows is the signature
            }
            assertThat(opened).doesNotContain(line.split(" ")[1]);
        }
    }

    /// Today's tables with the keys of before.
    @Test
    @Order(7)
    void theNewDatabaseWithTheOldKeysIsNoise() throws Exception {
        var mixed = folder.resolve("turned");
        copy(home, mixed);
        delete(mixed.resolve("keys"));
        copy(before.resolve("keys"), mixed.resolve("keys"));
        var verified = commands.run("verify", "--home", mixed.toString(), "--json");
        assertThat(verified.code()).isNotZero();
    }

    /// An older state put back, and the list replayed.
    @Test
    @Order(8)
    void anOlderStatePutBackIsErasedAgainByTheList() throws Exception {
        var list = home.resolve("erased.txt");
        var replayed =
                commands.run("erase", "replay", list.toString(), "--home", before.toString());
        assertThat(replayed.code()).as(replayed.toString()).isZero();
        assertThat(Remains.inTheClear(before, CANARY)).isEmpty();
        assertThat(Remains.opened(before, CANARY))
                .as("what was not bound yet, or came again, is of another scope")
                .isEmpty();
        var verified = commands.run("verify", "--deep", "--home", before.toString(), "--json");
        assertThat(verified.code()).as(verified.toString()).isZero();
        assertThat(verified.rows())
                .extracting(row -> row.get("code"))
                .containsOnly("ARCHIVE-ERASED-AGAIN");
        var written =
                Files.writeString(folder.resolve("written.txt"), "9 " + neighbour + " item\n");
        var refused =
                commands.run("erase", "replay", written.toString(), "--home", before.toString());
        assertThat(refused.code()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err()).contains("signed");
    }

    /// Killed at any time between the decision and its end, the next start finishes.
    @Test
    @Order(9)
    void whatAKillBreaksOffIsFinishedByTheNextStart() throws Exception {
        int unfinished = 0;
        int rounds = "all".equals(System.getProperty("haetae.torture")) ? 6 : 2;
        for (int round = 0; round < rounds; round++) {
            var given = Files.createDirectories(folder.resolve("killed" + round));
            var word = CANARY + "kill" + round;
            Files.writeString(given.resolve(word + ".txt"), "told in confidence " + word);
            Files.writeString(given.resolve("again.txt"), "and " + word + " again");
            var added = command("add", "--ocr", "off", given.toString());
            var id = added.err().replaceFirst("(?s).*accession ([0-9a-f-]{36}).*", "$1");
            var asked =
                    command(
                            "erase",
                            "request",
                            id,
                            "--purge-bytes",
                            "--as",
                            "anna",
                            "--password-file",
                            anna.toString(),
                            "--reason-file",
                            words("to be killed"));
            assertThat(asked.code()).as(asked.toString()).isZero();
            var killed =
                    Run.process(
                                    org.haetae.Haetae.class,
                                    List.of(
                                            "erase",
                                            "approve",
                                            asked.rows().getFirst().get("request").toString(),
                                            "--as",
                                            "boris",
                                            "--password-file",
                                            boris.toString(),
                                            "--reason-file",
                                            words("yes"),
                                            "--home",
                                            home.toString()))
                            .start();
            var decided = System.nanoTime() + 60_000_000_000L;
            // From the moment at which something of the decision is on the disk.
            while (killed.isAlive()
                    && System.nanoTime() < decided
                    && Files.notExists(home.resolve("keys/vault-%d.key".formatted(round + 4)))) {
                LockSupport.parkNanos(200_000);
            }
            // Within a second, closer to each other at its beginning.
            killed.waitFor(
                    1000L * round * round / ((rounds - 1) * (rounds - 1)), TimeUnit.MILLISECONDS);
            unfinished += killed.isAlive() ? 1 : 0;
            killed.destroyForcibly().waitFor();
            var listed = command("erase", "list");
            assertThat(listed.rows())
                    .as(listed.toString())
                    .noneMatch(row -> List.of("approved", "destroyed").contains(row.get("state")));
            var verified = command("verify", "--deep");
            assertThat(verified.code()).as(round + ": " + verified).isZero();
            assertThat(Remains.inTheClear(home, word)).isEmpty();
            assertThat(Remains.opened(home, word)).as("round " + round).isEmpty();
        }
        assertThat(unfinished)
                .as("rounds in which something was left to finish")
                .isGreaterThanOrEqualTo(rounds / 2);
    }

    private static void copy(Path from, Path to) throws Exception {
        assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor())
                .isZero();
    }

    private static void delete(Path folder) throws Exception {
        assertThat(new ProcessBuilder("rm", "-r", folder.toString()).start().waitFor()).isZero();
    }
}
