package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// What leaves a home is proved by programs that know nothing of it: the small jar, a second
/// verifier in another language, and other people's tools. What was changed on the way is refused.
class ExportTest {

    @TempDir static Path folder;
    static Path home;
    static Path given;
    static Commands commands;
    static SmallJar jar;
    static String item;
    static String other;
    static String accession;
    static Path kit;
    static Path open;
    static Path bag;
    static Path receipt;

    @BeforeAll
    static void fill() throws Exception {
        home = folder.resolve("home");
        given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(given.resolve("편지.txt"), "an invented letter of some length");
        Files.writeString(given.resolve("order?.txt"), "an invented order");
        Files.writeString(given.resolve("again.txt"), "an invented order");
        commands = new Commands();
        jar = SmallJar.in(folder);
        Run added = command("add", "--ocr", "off", "--given-by", "A", given.toString());
        assertThat(added.err()).contains("accession ");
        item = added.row("편지.txt").get("item").toString();
        other = added.row("again.txt").get("item").toString();
        accession = added.err().replaceFirst("(?s).*accession ([0-9a-f-]{36}).*", "$1");
        kit = export("kit", item);
        open = export("kit", item, "--with-key");
        bag = export("bag", accession);
        receipt = export("receipt", accession);
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static int exports;

    private static Path export(String... words) throws IOException {
        Path out = folder.resolve("out" + ++exports);
        var all = new ArrayList<String>(List.of("export"));
        all.addAll(List.of(words));
        all.addAll(List.of("--out", out.toString()));
        Run run = command(all.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
        return out;
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static List<String> keys() {
        return List.of(
                "--key",
                home.resolve("keys/ledger-ed25519.vkey").toString(),
                "--key",
                home.resolve("keys/ledger-ml-dsa-44.vkey").toString());
    }

    private static SmallJar.Verdict verify(Path path, String... more) {
        var words = new ArrayList<>(keys());
        words.addAll(List.of(more));
        words.add(path.toString());
        return jar.run(words.toArray(String[]::new));
    }

    private static SmallJar.Verdict second(Path path) {
        var words = new ArrayList<>(List.of("python3", "src/test/python/verify_custody.py"));
        words.addAll(keys());
        words.add(path.toString());
        return SmallJar.run(new ProcessBuilder(words));
    }

    private static boolean has(String... command) {
        try {
            return SmallJar.run(new ProcessBuilder(command)).code() == 0;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    // ---- good

    @Test
    void theSmallJarProvesWhatWasExported() {
        for (Path path : List.of(kit, open, bag, receipt, home.resolve("ledger"), home)) {
            SmallJar.Verdict verdict = verify(path);
            assertThat(verdict.code()).as(path + ": " + verdict).isZero();
            assertThat(verdict.out()).isNotEmpty().allMatch(line -> line.startsWith("{\"proved\""));
            assertThat(verdict.err()).contains("Proved.");
        }
    }

    @Test
    void aSecondVerifierInAnotherLanguageProvesTheSame() {
        assumeTrue(has("python3", "--version"), "python3 is not installed; skipped");
        for (Path path : List.of(kit, open, bag, home.resolve("ledger"))) {
            SmallJar.Verdict verdict = second(path);
            assertThat(verdict.code()).as(path + ": " + verdict).isZero();
            assertThat(verdict.out().getLast()).startsWith("ACCEPTED");
        }
    }

    @Test
    void ageOpensAKitWithItsKeyAndTheDigestIsTheOneShown() throws Exception {
        assumeTrue(has("age", "--version"), "age is not installed; skipped");
        Path plain = folder.resolve("opened");
        var opened =
                SmallJar.run(
                        new ProcessBuilder(
                                "age",
                                "-d",
                                "-i",
                                open.resolve(item + ".agekey").toString(),
                                "-o",
                                plain.toString(),
                                open.resolve(item + ".age").toString()));
        assertThat(opened.code()).as(opened.err()).isZero();
        assertThat(command("show", item).rows().getFirst().get("sha256")).isEqualTo(sha256(plain));
        assertThat(Files.readString(open.resolve("READ-ME.en.txt"))).contains(sha256(plain));
        assertThat(sha256(plain)).isEqualTo(sha256(given.resolve("편지.txt")));
    }

    @Test
    void anotherBagItValidatorPassesTheBag() {
        var builder =
                Stream.of(
                                List.of("bagit"),
                                List.of("bagit.py"),
                                List.of("/usr/bin/python3", "-m", "bagit"))
                        .filter(
                                words -> {
                                    var all = new ArrayList<>(words);
                                    all.add("--help");
                                    return has(all.toArray(String[]::new));
                                })
                        .findFirst();
        assumeTrue(builder.isPresent(), "bagit-python is not installed; skipped");
        var words = new ArrayList<>(builder.get());
        words.addAll(List.of("--validate", bag.toString()));
        var verdict = SmallJar.run(new ProcessBuilder(words));
        assertThat(verdict.code()).as(verdict.err()).isZero();
    }

    @Test
    void sha256sumAgreesWithBagAndReceipt() throws Exception {
        assumeTrue(has("sha256sum", "--version"), "sha256sum is not installed; skipped");
        for (Path path : List.of(bag, receipt)) {
            var verdict =
                    SmallJar.run(
                            new ProcessBuilder("sha256sum", "--quiet", "-c", "manifest-sha256.txt")
                                    .directory(path.toFile()));
            assertThat(verdict.code()).as(verdict.toString()).isZero();
        }
    }

    @Test
    void aReceiptNamesEveryFileThatWasGivenAndNoOther() throws IOException {
        assertThat(verify(receipt, "--given", given.toString()).code()).isZero();
        Path changed = Files.createDirectories(folder.resolve("changed"));
        Files.writeString(changed.resolve("letter"), "an invented letter of another length");
        Files.writeString(changed.resolve("order"), "an invented order");
        var verdict = verify(receipt, "--given", changed.toString());
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes())
                .containsExactlyInAnyOrder("CUSTODY-GIVEN-MISSING", "CUSTODY-GIVEN-UNKNOWN");
    }

    @Test
    void withoutTheKeyAKitSaysNothingOfItsContent() throws IOException {
        String letter = "an invented letter of some length";
        try (Stream<Path> files = Files.walk(kit)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                assertThat(text).doesNotContain(letter, "편지", "AGE-SECRET-KEY");
            }
        }
        assertThat(kit.resolve(item + ".agekey")).doesNotExist();
        assertThat(kit.resolve("custody/openings")).doesNotExist();
    }

    @Test
    void everyExportIsAnEntryOfTheItem() throws IOException {
        assertThat(command("show", item).rows().getFirst().get("history").toString())
                .contains("EXPORTED");
        assertThat(verify(open).out().toString()).contains("the last (EXPORTED)");
    }

    @Test
    void nothingIsWrittenOverAndNothingIsExportedThatIsNotThere() throws IOException {
        Run again = command("export", "kit", item, "--out", kit.toString());
        assertThat(again.code()).isEqualTo(Exit.WRONG_USE);
        Run none =
                command(
                        "export",
                        "bag",
                        "00000000-0000-4000-8000-000000000001",
                        "--out",
                        folder.resolve("none").toString());
        assertThat(none.code()).isEqualTo(Exit.FINDINGS);
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(command("export").code()).isEqualTo(Exit.WRONG_USE);
    }

    // ---- harmed

    private record Harm(Path of, Consumer<Path> how, String... codes) {}

    private static Path entry(Path package_, int index) throws IOException {
        try (Stream<Path> files = Files.list(package_.resolve("custody/proofs"))) {
            return files.filter(file -> file.toString().endsWith(".entry"))
                    .sorted(
                            java.util.Comparator.comparing(
                                    file ->
                                            Long.parseLong(
                                                    file.getFileName()
                                                            .toString()
                                                            .replace(".entry", ""))))
                    .toList()
                    .get(index);
        }
    }

    private static void flip(Path file, int from) {
        edit(
                file,
                bytes -> {
                    bytes[from < 0 ? bytes.length + from : from] ^= 1;
                    return bytes;
                });
    }

    private static void edit(Path file, java.util.function.UnaryOperator<byte[]> with) {
        try {
            Files.write(file, with.apply(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String from, String to) {
        edit(
                file,
                bytes -> {
                    String text = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(text).contains(from);
                    return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                });
    }

    private interface Doing {
        void to(Path path) throws IOException;
    }

    private static Consumer<Path> doing(Doing doing) {
        return path -> {
            try {
                doing.to(path);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        };
    }

    private static Map<String, Harm> harms() throws IOException {
        String first = entry(kit, 0).getFileName().toString().replace(".entry", "");
        String second = entry(kit, 1).getFileName().toString().replace(".entry", "");
        var harms = new LinkedHashMap<String, Harm>();
        harms.put(
                "a sealed byte edited",
                new Harm(
                        kit,
                        path -> flip(path.resolve(item + ".age"), -1),
                        "CUSTODY-SEALED-ALTERED"));
        harms.put(
                "a file called a key",
                new Harm(
                        open,
                        doing(
                                path -> {
                                    Path list = path.resolve("custody/custody.json");
                                    replace(list, item + ".agekey", "data/extra.jpg");
                                    Files.delete(path.resolve(item + ".agekey"));
                                    Files.createDirectories(path.resolve("data"));
                                    Files.writeString(path.resolve("data/extra.jpg"), "a picture");
                                }),
                        "CUSTODY-LIST-UNKNOWN"));
        harms.put(
                "more than a key in the file of the key",
                new Harm(
                        open,
                        doing(
                                path ->
                                        Files.writeString(
                                                path.resolve(item + ".agekey"),
                                                "a picture",
                                                java.nio.file.StandardOpenOption.APPEND)),
                        "CUSTODY-FILE-STRAY"));
        harms.put(
                "the sealed file cut",
                new Harm(
                        kit,
                        path ->
                                edit(
                                        path.resolve(item + ".age"),
                                        bytes -> java.util.Arrays.copyOf(bytes, 100)),
                        "CUSTODY-SEALED-ALTERED"));
        harms.put(
                "the sealed file deleted",
                new Harm(
                        kit,
                        doing(path -> Files.delete(path.resolve(item + ".age"))),
                        "CUSTODY-FILE-MISSING"));
        harms.put(
                "a file inserted",
                new Harm(
                        kit,
                        doing(path -> Files.writeString(path.resolve("more.txt"), "evidence")),
                        "CUSTODY-FILE-STRAY"));
        harms.put(
                "an entry edited",
                new Harm(kit, doing(path -> flip(entry(path, 0), 12)), "CUSTODY-PROOF-WRONG"));
        harms.put(
                "an entry left out of the list",
                new Harm(
                        kit,
                        doing(
                                path -> {
                                    replace(
                                            path.resolve("custody/custody.json"),
                                            first + ", " + second + ",",
                                            first + ",");
                                    Files.delete(
                                            path.resolve("custody/proofs/" + second + ".entry"));
                                    Files.delete(
                                            path.resolve(
                                                    "custody/proofs/" + second + ".tlog-proof"));
                                }),
                        "CUSTODY-CHAIN-BROKEN"));
        harms.put(
                "entries reordered",
                new Harm(
                        kit,
                        path ->
                                replace(
                                        path.resolve("custody/custody.json"),
                                        first + ", " + second,
                                        second + ", " + first),
                        "CUSTODY-CHAIN-BROKEN"));
        harms.put(
                "an entry at another place",
                new Harm(
                        kit,
                        doing(
                                path -> {
                                    Files.write(entry(path, 1), Files.readAllBytes(entry(path, 0)));
                                }),
                        "CUSTODY-PROOF-WRONG"));
        harms.put(
                "a proof edited",
                new Harm(
                        kit,
                        path ->
                                replace(
                                        path.resolve("custody/proofs/" + first + ".tlog-proof"),
                                        "index " + first,
                                        "index 1" + first),
                        "CUSTODY-PROOF-WRONG"));
        harms.put(
                "a proof cut",
                new Harm(
                        kit,
                        path ->
                                edit(
                                        path.resolve("custody/proofs/" + first + ".tlog-proof"),
                                        bytes -> java.util.Arrays.copyOf(bytes, 20)),
                        "CUSTODY-PROOF-MALFORMED"));
        harms.put(
                "the head edited",
                new Harm(kit, path -> flip(path.resolve("custody/checkpoint"), 60), "LEDGER-*"));
        harms.put(
                "the head cut",
                new Harm(
                        kit,
                        path ->
                                edit(
                                        path.resolve("custody/checkpoint"),
                                        bytes -> java.util.Arrays.copyOf(bytes, 200)),
                        "LEDGER-*"));
        harms.put(
                "a head from another time",
                new Harm(
                        kit,
                        doing(
                                path ->
                                        Files.copy(
                                                home.resolve("ledger/checkpoint"),
                                                path.resolve("custody/checkpoint"),
                                                java.nio.file.StandardCopyOption.REPLACE_EXISTING)),
                        "CUSTODY-PROOF-FOREIGN"));
        harms.put(
                "the item renamed to another's id",
                new Harm(
                        kit,
                        path ->
                                replace(
                                        path.resolve("custody/custody.json"),
                                        "\"item\" : \"" + item,
                                        "\"item\" : \"" + other),
                        "CUSTODY-ENTRY-FOREIGN"));
        harms.put(
                "no item at all",
                new Harm(
                        kit,
                        doing(
                                path ->
                                        Files.writeString(
                                                path.resolve("custody/custody.json"),
                                                "{\"format\":\"haetae custody v1\",\"items\":[],\"accessions\":[]}")),
                        "CUSTODY-NOTHING-PROVED",
                        "CUSTODY-FILE-STRAY"));
        harms.put(
                "a format of tomorrow",
                new Harm(
                        kit,
                        path ->
                                replace(
                                        path.resolve("custody/custody.json"),
                                        "custody v1",
                                        "custody v2"),
                        "CUSTODY-LIST-UNKNOWN"));
        harms.put(
                "a salt edited",
                new Harm(
                        open,
                        path ->
                                edit(
                                        path.resolve("custody/openings/" + item + ".json"),
                                        bytes -> {
                                            int at =
                                                    new String(bytes, StandardCharsets.ISO_8859_1)
                                                            .indexOf("\"salt\" : \"");
                                            bytes[at + 12] =
                                                    (byte) (bytes[at + 12] == 'a' ? 'b' : 'a');
                                            return bytes;
                                        }),
                        "CUSTODY-OPENING-WRONG"));
        harms.put(
                "another name told",
                new Harm(
                        open,
                        path ->
                                replace(
                                        path.resolve("custody/openings/" + item + ".json"),
                                        "편지",
                                        "명령"),
                        "CUSTODY-OPENING-WRONG"));
        harms.put(
                "a payload edited",
                new Harm(
                        bag,
                        doing(path -> flip(payload(path), 0)),
                        "BAG-FILE-ALTERED",
                        "CUSTODY-PLAIN-ALTERED"));
        harms.put(
                "a payload deleted",
                new Harm(
                        bag,
                        doing(path -> Files.delete(payload(path))),
                        "BAG-FILE-MISSING",
                        "BAG-OXUM-DIFFERS",
                        "CUSTODY-FILE-MISSING"));
        harms.put(
                "a payload inserted",
                new Harm(
                        bag,
                        doing(path -> Files.writeString(path.resolve("data/new.txt"), "new")),
                        "BAG-FILE-UNLISTED",
                        "BAG-OXUM-DIFFERS",
                        "CUSTODY-FILE-STRAY"));
        harms.put(
                "a bag without its proofs",
                new Harm(
                        bag,
                        doing(path -> Files.delete(path.resolve("custody/custody.json"))),
                        "BAG-FILE-MISSING",
                        "CUSTODY-NOTHING-PROVED"));
        harms.put(
                "plain bytes without what opens their commitment",
                new Harm(
                        open,
                        doing(
                                path -> {
                                    Path list = path.resolve("custody/custody.json");
                                    String opening = "custody/openings/" + item + ".json";
                                    String named =
                                            Files.readString(list)
                                                    .replaceAll(
                                                            "\"opening\" : \"[^\"]*\"",
                                                            "\"plain\" : \"letter.txt\"");
                                    Files.writeString(list, named);
                                    Files.delete(path.resolve(opening));
                                    Files.writeString(path.resolve("letter.txt"), "a letter");
                                }),
                        "CUSTODY-OPENING-MISSING"));
        harms.put(
                "a receipt that is none",
                new Harm(
                        receipt,
                        path ->
                                edit(
                                        path.resolve("receipt.note"),
                                        bytes -> java.util.Arrays.copyOf(bytes, 30)),
                        "CUSTODY-RECEIPT-MALFORMED"));
        harms.put(
                "a line of the receipt edited",
                new Harm(
                        receipt,
                        path -> replace(path.resolve("receipt.note"), "files 3", "files 4"),
                        "LEDGER-SIGNATURE-WRONG"));
        harms.put(
                "the list of the receipt edited",
                new Harm(
                        receipt,
                        path -> flip(path.resolve("manifest-sha256.txt"), 0),
                        "CUSTODY-MANIFEST-ALTERED"));
        return harms;
    }

    private static Path payload(Path bag) throws IOException {
        try (Stream<Path> files = Files.walk(bag.resolve("data"))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatWasChangedOnTheWayIsRefusedByBothAndNamed() throws IOException {
        return harms().entrySet().stream()
                .map(one -> dynamicTest(one.getKey(), () -> harmed(one.getValue())));
    }

    private static void harmed(Harm harm) throws IOException {
        Path copy = copy(harm.of());
        harm.how().accept(copy);
        SmallJar.Verdict verdict = verify(copy);
        assertThat(verdict.code()).as(verdict.toString()).isEqualTo(1);
        if (harm.codes()[0].endsWith("*")) {
            assertThat(verdict.codes())
                    .isNotEmpty()
                    .allMatch(code -> code.startsWith(harm.codes()[0].replace("*", "")));
        } else {
            assertThat(verdict.codes())
                    .as(verdict.toString())
                    .containsExactlyInAnyOrder(harm.codes());
        }
        if (!Files.exists(copy.resolve("receipt.note")) && has("python3", "--version")) {
            SmallJar.Verdict second = second(copy);
            assertThat(second.code()).as(second.toString()).isEqualTo(1);
        }
    }

    private static Path copy(Path from) throws IOException {
        Path to = Files.createTempDirectory(folder, "harmed");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copied);
                } else {
                    Files.copy(file, copied);
                }
            }
        }
        return to;
    }

    @Test
    void keysOfAnotherLogAndKeysFromInsideAreNotTaken() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        var made = commands.run("compartment", "add", "X", "--home", elsewhere.toString());
        assertThat(made.code()).as(made.err()).isEqualTo(Exit.DONE);
        commands.run("verify", "--home", elsewhere.toString());
        var verdict =
                jar.run(
                        "--key",
                        elsewhere.resolve("keys/ledger-ed25519.vkey").toString(),
                        kit.toString());
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes()).containsExactly("LEDGER-CHECKPOINT-FOREIGN");
        Path copy = copy(kit);
        Files.copy(home.resolve("keys/ledger-ed25519.vkey"), copy.resolve("ledger-ed25519.vkey"));
        assertThat(jar.run(copy.toString()).code()).isEqualTo(2);
    }

    @Test
    void aWitnessThatWasAskedForAndDidNotSignIsMissed() {
        var verdict = verify(kit, "--witnesses", "1");
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes()).containsExactly("CUSTODY-WITNESS-MISSING");
    }

    @Test
    void theSealedArchiveIsHeldAgainstTheLedgerWithoutAnyKeyOfIt() throws IOException {
        Path shown = Files.createTempDirectory(folder, "public");
        for (String part : List.of("ledger", "archive")) {
            Path copy = copy(home.resolve(part));
            Files.move(copy, shown.resolve(part));
        }
        assertThat(verify(shown).code()).as(verify(shown).toString()).isZero();
        Path file;
        try (Stream<Path> files = Files.walk(shown.resolve("archive"))) {
            file = files.filter(one -> one.endsWith(item + ".age")).findFirst().orElseThrow();
        }
        flip(file, -1);
        assertThat(verify(shown).codes()).containsExactly("CUSTODY-SEALED-ALTERED");
        Files.delete(file);
        assertThat(verify(shown).codes())
                .containsExactlyInAnyOrder("OCFL-E092", "OCFL-E024", "CUSTODY-FILE-MISSING");
    }

    @Test
    void anInventoryIsHeldAgainstTheEntryMadeWhenItWasClosed() throws IOException {
        Path shown = Files.createTempDirectory(folder, "public");
        for (String part : List.of("ledger", "archive")) {
            Files.move(copy(home.resolve(part)), shown.resolve(part));
        }
        Path version;
        try (Stream<Path> files = Files.walk(shown.resolve("archive"))) {
            version = files.filter(one -> one.endsWith("v1")).findFirst().orElseThrow();
        }
        // The same object for every tool, and not the one that was closed.
        for (Path of : List.of(version, version.getParent())) {
            replace(of.resolve("inventory.json"), "{", "{ ");
            try (Stream<Path> files = Files.list(of)) {
                Path sidecar =
                        files.filter(one -> one.toString().contains("inventory.json.sha"))
                                .findFirst()
                                .orElseThrow();
                String name = sidecar.toString().substring(sidecar.toString().lastIndexOf('.') + 1);
                Files.writeString(
                        sidecar, digest(name, of.resolve("inventory.json")) + " inventory.json\n");
            }
        }
        assertThat(verify(shown).codes()).containsExactly("CUSTODY-INVENTORY-ALTERED");
        Path later = version.resolveSibling("v2");
        Files.createDirectories(later);
        Files.copy(version.resolve("inventory.json"), later.resolve("inventory.json"));
        assertThat(verify(shown).codes()).contains("CUSTODY-INVENTORY-UNKNOWN");
    }

    private static String digest(String algorithm, Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance(algorithm.replace("sha", "SHA-"))
                                    .digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- the folder of the ledger, harmed

    private static Map<String, Harm> harmsOfTheLedger() {
        Path ledger = home.resolve("ledger");
        var harms = new LinkedHashMap<String, Harm>();
        harms.put(
                "an entry edited",
                new Harm(
                        ledger,
                        doing(path -> flip(bundle(path), 40)),
                        "LEDGER-ENTRY-ALTERED",
                        "LEDGER-ROOT-DIFFERS"));
        harms.put(
                "two entries exchanged",
                new Harm(
                        ledger,
                        doing(
                                path ->
                                        edit(
                                                bundle(path),
                                                bytes -> {
                                                    byte[] first =
                                                            java.util.Arrays.copyOf(bytes, 172);
                                                    System.arraycopy(bytes, 172, bytes, 0, 172);
                                                    System.arraycopy(first, 0, bytes, 172, 172);
                                                    return bytes;
                                                })),
                        "LEDGER-ENTRY-ALTERED",
                        "LEDGER-PREVIOUS-WRONG",
                        "LEDGER-ROOT-DIFFERS"));
        harms.put(
                "the last entry cut off",
                new Harm(
                        ledger,
                        doing(
                                path ->
                                        edit(
                                                bundle(path),
                                                bytes ->
                                                        java.util.Arrays.copyOf(
                                                                bytes, bytes.length - 172))),
                        "LEDGER-BUNDLE-MALFORMED"));
        harms.put(
                "an entry put in",
                new Harm(
                        ledger,
                        doing(
                                path ->
                                        edit(
                                                bundle(path),
                                                bytes -> {
                                                    byte[] more =
                                                            java.util.Arrays.copyOf(
                                                                    bytes, bytes.length + 172);
                                                    System.arraycopy(
                                                            bytes, 0, more, bytes.length, 172);
                                                    return more;
                                                })),
                        "LEDGER-BUNDLE-MALFORMED"));
        harms.put(
                "a bundle deleted",
                new Harm(
                        ledger,
                        doing(path -> Files.delete(bundle(path))),
                        "LEDGER-BUNDLE-MISSING"));
        harms.put(
                "the head edited",
                new Harm(ledger, path -> flip(path.resolve("checkpoint"), 60), "LEDGER-*"));
        return harms;
    }

    /// The bundle that the newest head stands on: the widest.
    private static Path bundle(Path ledger) throws IOException {
        try (Stream<Path> files = Files.walk(ledger.resolve("tile/entries"))) {
            return files.filter(Files::isRegularFile)
                    .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatWasChangedInTheLedgerIsRefusedByBothAndNamed() {
        return harmsOfTheLedger().entrySet().stream()
                .map(one -> dynamicTest(one.getKey(), () -> harmed(one.getValue())));
    }

    @Test
    void aLedgerPutBackToAnOlderCopyIsFoundByWhoeverRemembersALaterHead() throws IOException {
        Path old = copy(home.resolve("ledger"));
        export("kit", other);
        Path later = home.resolve("ledger/checkpoint");
        assertThat(verify(old).code()).isZero();
        var verdict = verify(old, "--remember", later.toString());
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes()).containsExactly("LEDGER-LOG-ROLLED-BACK");
    }

    @Test
    void aPathThatLeadsOutOfAKitIsNotFollowed() throws IOException {
        Path copy = copy(kit);
        Path outside = Files.createTempDirectory(folder, "outside");
        Files.move(copy.resolve(item + ".age"), outside.resolve(item + ".age"));
        for (String place : List.of("../" + outside.getFileName() + "/", outside + "/")) {
            Path another = copy(copy);
            replace(
                    another.resolve("custody/custody.json"),
                    "\"" + item + ".age",
                    "\"" + place + item + ".age");
            assertThat(verify(another).codes()).containsExactly("CUSTODY-FILE-MISSING");
        }
        Files.createSymbolicLink(copy.resolve(item + ".age"), outside.resolve(item + ".age"));
        assertThat(verify(copy).codes()).containsExactly("CUSTODY-FILE-MISSING");
    }
}
