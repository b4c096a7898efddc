package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.haetae.SharedData;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.custody.GivenCrate;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Ledger;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is exported is described in the words of others' standards too, and their own schemas and
/// programs say so.
class DescribedExportsTest {

    @TempDir static Path folder;
    static Path home;
    static Commands commands;
    static SmallJar jar;
    static String item;
    static String part;
    static String accession;
    private static int exports;

    @BeforeAll
    static void fill() throws Exception {
        home = folder.resolve("home");
        Path given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(given.resolve("편지 <1> & 2.txt"), "an invented letter");
        Files.write(given.resolve("papers.zip"), zipped("inside.txt", "an invented page"));
        commands = new Commands();
        jar = SmallJar.in(folder);
        Run added = command("add", "--ocr", "off", "--given-by", "A", given.toString());
        item = added.row("편지 <1> & 2.txt").get("item").toString();
        part = added.row("papers.zip!/inside.txt").get("item").toString();
        accession = added.err().replaceFirst("(?s).*accession ([0-9a-f-]{36}).*", "$1");
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static byte[] zipped(String name, String text) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(out)) {
            zip.putNextEntry(new java.util.zip.ZipEntry(name));
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static Path export(String... words) throws IOException {
        Path out = folder.resolve("out" + ++exports);
        var all = new ArrayList<String>(List.of("export"));
        all.addAll(List.of(words));
        all.addAll(List.of("--out", out.toString()));
        Run run = command(all.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
        return out;
    }

    private static Schema schema() throws Exception {
        Path file = SharedData.custody("premis").resolve("premis-v3-0.xsd");
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false); // its maxOccurs
        return factory.newSchema(file.toFile());
    }

    private static Document parsed(Path file) throws Exception {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(file.toFile());
    }

    private static List<Element> all(Document of, String name) {
        var nodes = of.getElementsByTagNameNS("http://www.loc.gov/premis/v3", name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static List<String> texts(Document of, String name) {
        return all(of, name).stream().map(Element::getTextContent).toList();
    }

    // ---- PREMIS

    @Test
    void everyPremisIsValidByTheSchemaOfTheLibraryOfCongress() throws Exception {
        Schema schema = schema();
        List<Path> files =
                List.of(
                        export("premis", item),
                        export("premis", accession),
                        export("kit", item),
                        export("kit", item, "--with-key"),
                        export("bag", accession));
        for (Path out : files) {
            schema.newValidator().validate(new StreamSource(out.resolve("premis.xml").toFile()));
        }
        assumeTrue(has("xmllint", "--version"), "xmllint is not installed; skipped");
        Path xsd = SharedData.custody("premis").resolve("premis-v3-0.xsd");
        for (Path out : files) {
            var verdict =
                    SmallJar.run(
                            new ProcessBuilder(
                                    "xmllint",
                                    "--nonet",
                                    "--noout",
                                    "--schema",
                                    xsd.toString(),
                                    out.resolve("premis.xml").toString()));
            assertThat(verdict.code()).as(verdict.toString()).isZero();
        }
    }

    @Test
    void theSchemaRefusesAnEventWithoutItsObject() throws Exception {
        Schema schema = schema();
        String xml = Files.readString(export("premis", item).resolve("premis.xml"));
        String without = xml.replaceFirst("(?s)<object .*</object>", "");
        assertThat(without).isNotEqualTo(xml).contains("<event>");
        assertThatThrownBy(
                        () ->
                                schema.newValidator()
                                        .validate(
                                                new StreamSource(
                                                        new ByteArrayInputStream(
                                                                without.getBytes(
                                                                        StandardCharsets.UTF_8)))))
                .hasMessageContaining("object");
    }

    @Test
    void everyEntryOfAnItemIsAnEventByThoseWhoDidItAndEachOfThemAnAgent() throws Exception {
        Path out = export("premis", item);
        Document premis = parsed(out.resolve("premis.xml"));
        List<String> history =
                ((List<?>) command("show", item).rows().getFirst().get("history"))
                        .stream().map(Object::toString).toList();
        assertThat(texts(premis, "eventType"))
                .startsWith("ingestion", "metadata extraction")
                .endsWith("exporting")
                .hasSize(history.size());
        for (Element type : all(premis, "eventType")) {
            assertThat(type.getAttribute("valueURI"))
                    .startsWith("http://id.loc.gov/vocabulary/preservation/eventType/");
        }
        assertThat(texts(premis, "agentIdentifierValue"))
                .containsExactlyInAnyOrderElementsOf(
                        texts(premis, "linkingAgentIdentifierValue").stream().distinct().toList());
        assertThat(texts(premis, "linkingObjectIdentifierValue")).containsOnly(item);
        assertThat(texts(premis, "originalName"))
                .singleElement()
                .asString()
                .endsWith("/편지 <1> & 2.txt");
        assertThat(texts(premis, "formatName")).startsWith("text/plain");
        Object sha256 = command("show", item).rows().getFirst().get("sha256");
        assertThat(texts(premis, "messageDigest")).startsWith(sha256.toString());
    }

    @Test
    void anAccessionsPremisHasEveryItemPartsIncludedAndWhatTheyArePartOf() throws Exception {
        Document premis = parsed(export("premis", accession).resolve("premis.xml"));
        assertThat(texts(premis, "objectIdentifierValue"))
                .hasSize(4)
                .startsWith(accession)
                .contains(item, part);
        assertThat(texts(premis, "relatedObjectIdentifierValue")).contains(accession);
        assertThat(texts(premis, "eventType")).contains("ingestion start", "ingestion end");
    }

    @Test
    void aKitWithoutKeyDescribesTheSealedBytesAlone() throws Exception {
        Path kit = export("kit", item);
        String text = Files.readString(kit.resolve("premis.xml"));
        Object sha256 = command("show", item).rows().getFirst().get("sha256");
        assertThat(text)
                .doesNotContain("편지", "text/plain", sha256.toString())
                .contains("age-encryption.org/v1");
        assertThat(verify(kit).code()).as(verify(kit).toString()).isZero();
    }

    private static SmallJar.Verdict verify(Path path, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "--key",
                                home.resolve("keys/ledger-ed25519.vkey").toString(),
                                "--key",
                                home.resolve("keys/ledger-ml-dsa-44.vkey").toString()));
        words.addAll(List.of(more));
        words.add(path.toString());
        return jar.run(words.toArray(String[]::new));
    }

    private static boolean has(String... command) {
        try {
            return SmallJar.run(new ProcessBuilder(command)).code() == 0;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    // ---- RO-Crate

    @Test
    void aBagIsAnRoCrateThatDescribesEachOfItsFiles() throws Exception {
        Path bag = export("bag", accession);
        JsonNode crate =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readAllBytes(bag.resolve("ro-crate-metadata.json")));
        assertThat(crate.get("@context").get(0).asString())
                .isEqualTo("https://w3id.org/ro/crate/1.1/context");
        var entities = new java.util.HashMap<String, JsonNode>();
        crate.get("@graph").forEach(one -> entities.put(one.get("@id").asString(), one));
        JsonNode descriptor = entities.get("ro-crate-metadata.json");
        assertThat(descriptor.at("/conformsTo/@id").asString())
                .isEqualTo("https://w3id.org/ro/crate/1.1");
        JsonNode root = entities.get(descriptor.at("/about/@id").asString());
        assertThat(root.get("@type").asString()).isEqualTo("Dataset");
        assertThat(root.get("datePublished").asString()).isNotEmpty();
        assertThat(root.has("license")).as("nobody said one").isFalse();
        for (JsonNode reference : root.get("hasPart")) {
            String id = reference.get("@id").asString();
            assertThat(entities).containsKey(id);
            Path file = bag.resolve(java.net.URLDecoder.decode(id, StandardCharsets.UTF_8));
            assertThat(file).exists();
            JsonNode described = entities.get(id);
            if (described.has("sha256")) {
                assertThat(Files.size(file)).isEqualTo(described.get("contentSize").asLong());
            }
        }
        assertThat(crate.toString()).doesNotContain("\"A\"");
    }

    @Test
    void whatAnRoCrateStatesIsHeldAgainstWhatCameAndKept() throws Exception {
        Path given = Files.createDirectories(folder.resolve("crated/서류"));
        Files.writeString(given.resolve("one.txt"), "an invented order");
        Files.writeString(given.resolve("two.txt"), "an invented reply");
        Files.writeString(given.resolve("three.txt"), "nobody speaks of this");
        String sha256 = "fe1b1a5c5bb3d7f0b94c6e8a4b67d1a6c5b5d4f4a0a8d7b3f9b2a1c0d9e8f7a6";
        Files.writeString(
                given.resolveSibling("ro-crate-metadata.json"),
                """
                {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [
                 {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}},
                 {"@id": "./", "@type": "Dataset", "name": "Black suitcase", "author": [{"@id": "#p"}]},
                 {"@id": "#p", "@type": "Person", "name": "Crane"},
                 {"@id": "%%EC%%84%%9C%%EB%%A5%%98/one.txt", "@type": ["File", "X"], "contentSize": "17",
                  "author": {"@id": "#p"}, "dateCreated": "2017-06"},
                 {"@id": "서류/two.txt", "@type": "File", "sha256": "%s"},
                 {"@id": "../../etc/passwd", "@type": "File"},
                 {"@id": "four.txt", "@type": "File"},
                 {"@id": "https://example.org/five", "@type": "File"}]}"""
                        .formatted(sha256));
        Run run = command("add", "--ocr", "off", folder.resolve("crated").toString());
        assertThat(run.code()).isEqualTo(Exit.FINDINGS);
        assertThat(run.err()).contains("the RO-Crate does not fit what came", "1 of 4 files");
        var crate = crate(run.err().replaceFirst("(?s).*accession ([0-9a-f-]{36}).*", "$1"));
        assertThat(crate.about())
                .containsEntry("author", "Crane")
                .containsEntry("name", "Black suitcase");
        assertThat(crate.findings())
                .extracting(one -> one.code() + " " + one.subject().replaceFirst(".*crated/", ""))
                .containsExactlyInAnyOrder(
                        "CRATE-DIGEST-DIFFERS 서류/two.txt",
                        "CRATE-PATH-OUTSIDE ../../etc/passwd",
                        "CRATE-FILE-MISSING four.txt",
                        "CRATE-FILE-UNDESCRIBED 서류/three.txt");
        assertThat(crate.statements().getFirst().facts())
                .containsEntry("author", "Crane")
                .containsEntry("dateCreated", "2017-06");
    }

    private static GivenCrate crate(String accession) throws Exception {
        try (var opened = Home.open(home);
                var database = Database.open(opened);
                var archive =
                        new Archive(
                                opened,
                                database,
                                new Ledger(opened, database, Clock.systemUTC()),
                                Clock.systemUTC())) {
            var kept = GivenCrate.of(archive, Clearance.SYSTEM, AccessionId.parse(accession));
            assertThat(kept).hasSize(1);
            return kept.getFirst();
        }
    }

    // ---- what a file brings as its own proof

    @Test
    void whatTheConfinedWorkerFoundOfAPicturesCredentialsStandsWithTheItem() throws Exception {
        Path picture = SharedData.custody("c2pa").resolve("CA.jpg");
        Run added = command("add", "--ocr", "off", picture.toString());
        Object id = added.row("CA.jpg").get("item");
        Object metadata = command("show", id.toString()).rows().getFirst().get("metadata");
        assertThat(metadata.toString())
                .contains("c2pa proved signature", "c2pa proved bytes", "c2pa unproved signer");
    }

    // ---- WACZ

    private static String warc() {
        String page =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>an invented page</p>";
        String picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nno picture";
        return record("warcinfo", "", "application/warc-fields", "software: invented\r\n")
                + record(
                        "response",
                        "https://www.Example.org/News?b=1",
                        "application/http;msgtype=response",
                        page)
                + record(
                        "request",
                        "https://www.Example.org/News?b=1",
                        "application/http;msgtype=request",
                        "GET / HTTP/1.1\r\n\r\n")
                + record(
                        "response",
                        "https://example.org/a.png",
                        "application/http;msgtype=response",
                        picture);
    }

    private static String record(String type, String target, String content, String body) {
        return "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nWARC-Date: 2024-05-01T10:20:30Z\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
                .formatted(
                        type,
                        java.util.UUID.randomUUID(),
                        target.isEmpty() ? "" : "WARC-Target-URI: " + target + "\r\n",
                        content,
                        body.getBytes(StandardCharsets.UTF_8).length,
                        body);
    }

    private static byte[] packed(String warc) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        for (String record : warc.split("(?=WARC/1\\.1\r\n)")) {
            try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
                gzip.write(record.getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    @Test
    void anotherReaderFindsEachCaptureWhereTheIndexOfAWaczSays() throws Exception {
        Path given = Files.createDirectories(folder.resolve("web"));
        Files.writeString(given.resolve("one.warc"), warc());
        Files.write(given.resolve("two.warc.gz"), packed(warc()));
        Run added = command("add", "--ocr", "off", given.toString());
        Path out =
                export(
                        "wacz",
                        added.row("one.warc").get("item").toString(),
                        added.row("two.warc.gz").get("item").toString());
        int captures = 0;
        try (var zip = new java.util.zip.ZipFile(out.resolve("archive.wacz").toFile())) {
            String index = text(zip, "indexes/index.cdx");
            assertThat(index.lines().toList()).hasSize(4).isSorted();
            assertThat(index).contains("org,example)/news?b=1 20240501102030 {");
            for (String line : index.lines().toList()) {
                JsonNode fields =
                        JsonMapper.builder().build().readTree(line.substring(line.indexOf('{')));
                byte[] file =
                        zip.getInputStream(
                                        zip.getEntry(
                                                "archive/" + fields.get("filename").asString()))
                                .readAllBytes();
                int offset = Integer.parseInt(fields.get("offset").asString());
                int length = Integer.parseInt(fields.get("length").asString());
                try (var reader =
                        new org.netpreserve.jwarc.WarcReader(
                                new ByteArrayInputStream(file, offset, length))) {
                    var record = (org.netpreserve.jwarc.WarcResponse) reader.next().orElseThrow();
                    assertThat(record.target()).isEqualTo(fields.get("url").asString());
                    assertThat(record.http().status())
                            .isEqualTo(Integer.parseInt(fields.get("status").asString()));
                    captures++;
                }
            }
            assertThat(text(zip, "pages/pages.jsonl").lines().toList()).hasSize(3);
            assertThat(
                            zip.getEntry(
                                            "archive/"
                                                    + added.row("two.warc.gz").get("item")
                                                    + ".warc.gz")
                                    .getMethod())
                    .isEqualTo(java.util.zip.ZipEntry.STORED);
        }
        assertThat(captures).isEqualTo(4);
        // Taken in again, every digest of it holds.
        Run again = command("add", "--ocr", "off", out.resolve("archive.wacz").toString());
        Object id = again.row("archive.wacz").get("item");
        assertThat(command("show", id.toString()).rows().getFirst().get("metadata").toString())
                .contains(
                        "wacz proved files 4", "wacz proved package", "wacz unproved no-signature")
                .doesNotContain("broken");
    }

    private static String text(java.util.zip.ZipFile zip, String path) throws IOException {
        return new String(
                zip.getInputStream(zip.getEntry(path)).readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoWebArchiveIsNotPackedAsOne() throws Exception {
        Path out = folder.resolve("no-wacz");
        Run run = command("export", "wacz", item, "--out", out.toString());
        assertThat(run.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(run.err()).contains("a WACZ is packed from WARC files");
        assertThat(out).isEmptyDirectory();
        // Cut short, or packed in one piece, it cannot be indexed.
        Path given = Files.createDirectories(folder.resolve("bad-web"));
        String whole = warc();
        Files.writeString(given.resolve("cut.warc"), whole.substring(0, whole.length() - 30));
        var packed = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(whole.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(given.resolve("one-piece.warc.gz"), packed.toByteArray());
        Run added = command("add", "--ocr", "off", given.toString());
        for (String name : List.of("cut.warc", "one-piece.warc.gz")) {
            String id = added.row(name).get("item").toString();
            Run bad = command("export", "wacz", id, "--out", folder.resolve("bad").toString());
            assertThat(bad.code()).as(bad.toString()).isEqualTo(Exit.WRONG_USE);
            assertThat(folder.resolve("bad")).isEmptyDirectory();
            assertThat(command("show", id).rows().getFirst().get("history").toString())
                    .doesNotContain("EXPORTED");
        }
    }

    // ---- bags inside of files, receipts

    @Test
    void aBagInsideAZipIsCheckedLikeOneInAFolder() throws Exception {
        Path bag = export("bag", item);
        for (boolean broken : new boolean[] {false, true}) {
            Path zip = folder.resolve(broken ? "broken.zip" : "whole.zip");
            try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip));
                    Stream<Path> files = Files.walk(bag)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = bag.relativize(file).toString();
                    out.putNextEntry(new java.util.zip.ZipEntry("bag/" + name));
                    out.write(Files.readAllBytes(file));
                    if (broken && name.startsWith("data/")) {
                        out.write('!');
                    }
                }
            }
            Run run = command("add", "--ocr", "off", zip.toString());
            assertThat(run.err())
                    .contains(
                            broken
                                    ? "the bag is not whole (BAG-FILE-ALTERED): 0 of 1 files"
                                    : "the bag is whole: 1 files");
        }
    }

    @Test
    void theDigestsOfAReceiptAreThoseOfTheBagOfTheSameAccession() throws Exception {
        assertThat(digests(export("receipt", accession).resolve("manifest-sha256.txt")))
                .isNotEmpty()
                .isEqualTo(digests(export("bag", accession).resolve("manifest-sha256.txt")));
    }

    private static List<String> digests(Path manifest) throws IOException {
        return Files.readAllLines(manifest).stream()
                .map(line -> line.substring(0, 64))
                .sorted()
                .toList();
    }

    // ---- sealed to a receiver

    @Test
    void whatIsSealedToAReceiverOpensWithStockAgeAndVerifiesInside() throws Exception {
        assumeTrue(has("age", "--version"), "age is not installed; skipped");
        Path identity = folder.resolve("receiver.txt");
        assertThat(SmallJar.run(new ProcessBuilder("age-keygen", "-o", identity.toString())).code())
                .isZero();
        String key =
                Files.readString(identity)
                        .replaceFirst("(?s).*public key: (age1[0-9a-z]+).*", "$1");
        Path list = folder.resolve("recipients.txt");
        Files.writeString(list, "# the court\n" + key + "\n");
        for (List<String> kind :
                List.of(
                        List.of("kit", item, "--to", key),
                        List.of("bag", accession, "--to", list.toString()))) {
            var words = new ArrayList<>(kind);
            words.addAll(List.of("--receiver", "an invented court"));
            Path file = export(words.toArray(String[]::new));
            assertThat(Files.readAllBytes(file)).startsWith("age-encryption.org/v1\n".getBytes());
            Path zip = folder.resolve("opened" + ++exports + ".zip");
            var opened =
                    SmallJar.run(
                            new ProcessBuilder(
                                    "age",
                                    "-d",
                                    "-i",
                                    identity.toString(),
                                    "-o",
                                    zip.toString(),
                                    file.toString()));
            assertThat(opened.code()).as(opened.err()).isZero();
            assertThat(verify(zip).code()).as(verify(zip).toString()).isZero();
        }
        String history = command("show", item).rows().getFirst().get("history").toString();
        assertThat(history).contains("DISCLOSED").contains("an invented court");
        // Whoever has the database or the ledger alone learns nothing of the receiver.
        assertThat(tree(home)).doesNotContain(key).doesNotContain("an invented court");
    }

    /// Everything that lies in the home but its keys, as text.
    private static String tree(Path home) throws IOException {
        var all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    @Test
    void aKeyThatIsNoneExportsNothingAndLeavesNothing() throws Exception {
        Path out = folder.resolve("none.age");
        Run run = command("export", "kit", item, "--to", "age1notakey", "--out", out.toString());
        assertThat(run.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(out).doesNotExist();
    }

    // ---- what was wrong before

    @Test
    void aKitIsHeldAgainstTheHeadsThatTheCheckerRemembers() throws Exception {
        Path kit = export("kit", item);
        Path same = kit.resolve("custody/checkpoint");
        assertThat(verify(kit, "--remember", same.toString()).out().toString())
                .contains("its head is the one remembered");
        Path later = export("kit", item);
        var verdict = verify(kit, "--remember", later.resolve("custody/checkpoint").toString());
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes()).containsExactly("CUSTODY-HEAD-UNCOMPARED");
        // A head of the same size with another root: two histories.
        Path forked = folder.resolve("forked");
        String[] lines = Files.readString(same).split("\n", 4);
        lines[2] = "A".repeat(43) + "=";
        Files.writeString(forked, String.join("\n", lines));
        assertThat(verify(kit, "--remember", forked.toString()).codes())
                .containsExactly("LEDGER-CHECKPOINT-FORKED");
    }

    @Test
    void whatIsExportedIsItsOwnersAlone() throws Exception {
        Path bag = export("bag", accession);
        try (Stream<Path> files = Files.walk(bag)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------");
            }
        }
    }
}
