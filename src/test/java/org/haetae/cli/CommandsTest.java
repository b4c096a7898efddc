package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.haetae.access.Role;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every command promises, whatever it is given: its exit code, one object a line with
/// `--json`, and plain words when something is wrong.
class CommandsTest {

    @TempDir static Path folder;
    static Commands commands;
    static Path home;
    static Path letter;
    static String item;

    @BeforeAll
    static void fill() throws IOException {
        commands = new Commands();
        home = folder.resolve("home");
        letter = folder.resolve("letter.txt");
        Files.writeString(letter, "An invented letter from a camp. 수용소에서 온 편지.");
        var added = on(home, "add", "--ocr", "off", "--json", letter.toString());
        assertThat(added.code()).as(added.err()).isEqualTo(Exit.DONE);
        item = added.rows().getFirst().get("item").toString();
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static Run on(Path home, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(1, List.of("--home", home.toString()));
        return plain(commands.run(all.toArray(String[]::new)));
    }

    /// Nobody is ever shown where in the code something failed.
    private static Run plain(Run run) {
        assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(String.join("\n", run.out())).doesNotContain("\tat ");
        return run;
    }

    private static String[] words(String line) {
        return line.replace("LETTER", letter.toString())
                .replace("HOME", home.toString())
                .replace("ITEM", item)
                .split(" ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "--nonsense",
                "add",
                "add /there/is/no/such/file",
                "add --ocr maybe LETTER --home HOME",
                "search --list HOME --home HOME",
                "add --compartment Nobody LETTER --home HOME",
                "add --nonsense LETTER",
                "search --home HOME",
                "search --limit 0 camp --home HOME",
                "search --limit many camp --home HOME",
                "search --list /there/is/no/such/file --home HOME",
                "search camp --after nonsense --home HOME",
                "search (camp --home HOME",
                "search camp letter --home HOME",
                "show",
                "show nonsense --home HOME",
                "match",
                "match name",
                "match name --in nonsense --home HOME",
                "match name --in un-sc --home HOME",
                "match name --file LETTER",
                "match name --file LETTER --in un-sc",
                "match name --file /there/is/no/such/file",
                "match name --file LETTER --kind nonsense",
                "match name --file LETTER --born nonsense",
                "screen --in nonsense --home HOME",
                "screen --home HOME",
                "import un-sc",
                "import un-sc LETTER --home HOME",
                "suggest",
                "suggest --item nonsense --home HOME",
                "agreement --by nonsense --home HOME",
                "resolve --kind nonsense --home HOME",
                "resolve --schema febrl --home HOME",
                "resolve --files LETTER",
                "resolve --files /there/is/no/such/file --schema febrl",
                "resolve --files LETTER --schema nonsense",
                "resolve --files LETTER --schema febrl",
                "resolve --files LETTER --schema LETTER",
                "judge",
                "judge nonsense ITEM ITEM --as nobody",
                "judge same ITEM --as nobody",
                "judge same ITEM nonsense --as nobody",
                "names",
                "names score",
                "names score /there/is/no/such/file",
                "names rank LETTER LETTER",
                "names rank LETTER LETTER --top 0",
                "monitor",
                "monitor PRK --as-of soon --home HOME",
                "monitor PRK --language fr --home HOME",
                "monitor Atlantis --home HOME",
                "responsibility",
                "responsibility nonsense --home HOME",
                "responsibility nonsense --on soon --home HOME",
                "responsibility nonsense --language fr --home HOME",
                "law",
                "law show",
                "law show nonsense",
                "law show rome-statute.nonsense",
                "law list --language fr",
                "suggest --language fr LETTER",
                "suggest /there/is/no/such/file",
                "outcomes --outcome nonsense --home HOME",
                "outcomes --accession nonsense --home HOME",
                "reread --home HOME",
                "reread --item nonsense --home HOME",
                "reread --accession nonsense --home HOME",
                "reread --outcome nonsense --home HOME",
                "verify nonsense --home HOME",
                "reindex --nonsense",
                "user",
                "user nonsense",
                "user add --home HOME",
                "user add somebody --role king --home HOME",
                "user add somebody --compartment Nobody --home HOME",
                "user add !!! --home HOME",
                "user grant nobody --role reader --home HOME",
                "user password nobody --home HOME",
                "compartment nonsense",
                "compartment add --home HOME",
                "serve --port nonsense",
                "serve --port 70000 --home HOME",
                "demo --port nonsense",
                "bench nonsense"
            })
    void wrongUseIsTwoAndSaysWhatIsWrong(String line) throws IOException {
        var run = plain(commands.run(words(line)));
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.WRONG_USE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isNotBlank();
    }

    @Test
    void helpSaysInOneSentenceWhatEachCommandDoesAndNamesEveryRole() throws IOException {
        var help = plain(commands.run("--help")).out();
        var listed = help.subList(help.indexOf("Commands:") + 1, help.indexOf("Exit codes:") - 1);
        assertThat(listed)
                .hasSizeGreaterThan(30)
                .allSatisfy(line -> assertThat(line).matches("  [a-z-]+ +[A-Z].*\\."));
        var roles = String.join(" ", plain(commands.run("user", "--help")).out());
        assertThat(roles.replaceAll("\\s+", " "))
                .contains(
                        Stream.of(Role.values())
                                .map(role -> role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList());
    }

    @Test
    void noCommandAtAllIsWrongUse() throws IOException {
        var run = plain(commands.run());
        assertThat(run.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(run.err()).contains("haetae demo");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "add",
                "search",
                "show",
                "suggest",
                "agreement",
                "resolve",
                "judge",
                "names",
                "names score",
                "names rank",
                "outcomes",
                "reread",
                "verify",
                "reindex",
                "user",
                "compartment",
                "serve",
                "demo",
                "bench"
            })
    void everyCommandExplainsItself(String command) throws IOException {
        var run = plain(commands.run((command + " --help").strip().split(" ")));
        assertThat(run.code()).isEqualTo(Exit.DONE);
        assertThat(String.join("\n", run.out())).contains("Usage: haetae " + command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 add LETTER --ocr off",
                "0 search camp",
                "0 search 수용소",
                "0 search nothingLikeThis",
                "0 show ITEM",
                "0 show ITEM --text",
                "0 suggest LETTER",
                "0 suggest --item ITEM",
                "0 suggest --rules",
                "0 resolve",
                "0 agreement",
                "0 agreement --by passage",
                "1 suggest --item 00000000-0000-4000-8000-000000000000",
                "1 show 00000000-0000-4000-8000-000000000000",
                "0 outcomes",
                "0 outcomes --outcome read",
                "0 reread --all",
                "0 verify",
                "0 verify --deep",
                "0 reindex",
                "0 user add somebody --role reader,auditor",
                "0 user list",
                "0 user grant somebody --role archivist",
                "0 user revoke somebody --role archivist",
                "0 user password somebody",
                "0 user deactivate somebody",
                "0 user activate somebody",
                "0 compartment add Witnesses --korean 증인",
                "0 compartment list",
                "2 search (camp",
                "2 show nonsense"
            })
    void withJsonNothingButObjectsStandsOnStandardOutput(String line) throws IOException {
        var words = new ArrayList<>(List.of(words(line)));
        var code = Integer.parseInt(words.removeFirst());
        words.addAll(List.of("--home", home.toString(), "--json"));
        var run = plain(commands.run(words.toArray(String[]::new)));
        assertThat(run.code()).as(run.toString()).isEqualTo(code);
        // Fails where a line is no object.
        assertThat(run.rows()).doesNotContainNull();
    }

    @Test
    void theTextOfAnItemIsReadForSuggestionsLikeAFile() throws IOException {
        var ofFile = plain(commands.run(words("suggest --json LETTER"))).rows();
        var ofItem = plain(commands.run(words("suggest --json --item ITEM --home HOME"))).rows();
        assertThat(ofItem).hasSameSizeAs(ofFile).isNotEmpty();
        assertThat(ofItem.getFirst()).containsEntry("item", item).containsEntry("quote", "수용소");
    }

    // ---- what cannot run

    @Test
    void aHomeThatCannotBeUsedIsThreeAndSaysTheMend() throws IOException {
        var open = Files.createDirectories(folder.resolve("open-to-all"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        var misspelt = folder.resolve("misspelt");
        assertThat(on(misspelt, "outcomes").code()).isEqualTo(Exit.DONE);
        Files.writeString(misspelt.resolve("haetae.yaml"), "server.prot: 80\n");
        for (var bad : List.of(letter, letter.resolve("below"), open, misspelt)) {
            for (var command : List.of("search", "verify", "outcomes")) {
                var run = command.equals("search") ? on(bad, command, "camp") : on(bad, command);
                assertThat(run.code()).as(run.toString()).isEqualTo(Exit.CANNOT_RUN);
                assertThat(run.out()).isEmpty();
                assertThat(run.err()).startsWith("haetae");
            }
        }
        assertThat(on(misspelt, "verify").err()).contains("server.prot");
    }

    @Test
    void aHomeThatIsNotThereIsNeitherMadeNorCalledClean() throws IOException {
        var slip = folder.resolve("hoem");
        for (var words :
                List.of(
                        List.of("verify"),
                        List.of("attest"),
                        List.of("backup", folder.resolve("there").toString()))) {
            var run = on(slip, words.toArray(String[]::new));
            assertThat(run.code()).as(run.toString()).isEqualTo(Exit.CANNOT_RUN);
            assertThat(run.err()).contains("there is no home at " + slip);
            assertThat(slip).doesNotExist();
        }
    }

    @Test
    void aSecondProcessSaysWhichOneHasTheHome() throws Exception {
        var shared = folder.resolve("shared");
        var server =
                Run.command("serve", "--home", shared.toString(), "--port", "0", "--json")
                        .redirectError(folder.resolve("server-errors").toFile())
                        .start();
        try (var out = server.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.readLine()).startsWith("{\"url\":\"http://127.0.0.1:");
            for (var words :
                    List.of(
                            List.of("add", letter.toString()),
                            List.of("search", "camp"),
                            List.of("verify"),
                            List.of("serve", "--port", "0"))) {
                var run = on(shared, words.toArray(String[]::new));
                assertThat(run.code()).as(run.toString()).isEqualTo(Exit.CANNOT_RUN);
                assertThat(run.err()).contains(Long.toString(server.pid()));
                assertThat(run.out()).isEmpty();
            }
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        assertThat(Files.readString(folder.resolve("server-errors"))).doesNotContain("\tat ");
        assertThat(on(shared, "verify").code()).isEqualTo(Exit.DONE);
    }

    // ---- queries nobody would type

    private static final List<String> PIECES =
            List.of(
                    "camp",
                    "수용소",
                    "\"",
                    "(",
                    ")",
                    "AND",
                    "OR",
                    "NOT",
                    "NEAR/",
                    "NEAR/5",
                    "*",
                    "?",
                    "~",
                    "~1",
                    "~9",
                    ":",
                    "type:",
                    "date:",
                    "date:[1990 TO",
                    "language:ko",
                    "..",
                    "^",
                    "\\",
                    "/",
                    "-",
                    "+",
                    "&&",
                    "||",
                    "!",
                    "{",
                    "}",
                    "[",
                    "]",
                    "\u0000",
                    "\u202E",
                    "\uFEFF",
                    "\uD83D\uDE00",
                    "\u0301\u0301\u0301",
                    "''",
                    "';--",
                    "<script>",
                    "%00",
                    "%s",
                    "${x}",
                    "a*b*c*",
                    "*****",
                    "?????",
                    "99999999999999999999",
                    "date:9999-99-99",
                    " ",
                    "\t",
                    "\u3000",
                    "e\u0301",
                    "ﷺ",
                    "ｆｕｌｌ",
                    "İ",
                    "ß",
                    "name:",
                    "item:",
                    "NEAR/0",
                    "AND AND",
                    "((((((((",
                    "))))))))",
                    "\"\"\"",
                    "~~",
                    "::",
                    "type:*",
                    "outcome:read");

    @Test
    void noQueryBringsAnythingButAnAnswerOrAnExplanation() throws IOException {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("queries by -Dhaetae.seed=" + seed);
        var random = new Random(seed);
        var queries = new ArrayList<>(PIECES);
        for (int i = 0; i < 600; i++) {
            var query = new StringBuilder();
            for (int pieces = random.nextInt(1, 8); pieces > 0; pieces--) {
                query.append(PIECES.get(random.nextInt(PIECES.size())));
                query.append(random.nextBoolean() ? " " : "");
            }
            queries.add(query.toString());
        }
        queries.add("(".repeat(5_000));
        queries.add("a ".repeat(20_000));
        queries.add("NOT ".repeat(3_000) + "a");
        queries.add("x".repeat(100_000));
        queries.add("a*".repeat(2_000));
        var list = folder.resolve("queries");
        Files.write(list, queries);
        var run = on(home, "search", "--json", "--list", list.toString());
        assertThat(run.code()).as(run.err()).isEqualTo(Exit.FINDINGS);
        var asked = queries.stream().filter(query -> !query.isBlank()).toList();
        assertThat(run.rows()).extracting(row -> row.get("query")).containsExactlyElementsOf(asked);
        assertThat(run.rows())
                .allSatisfy(
                        row ->
                                assertThat(row.containsKey("total"))
                                        .isNotEqualTo(row.containsKey("problem")));
        // A single - would read the question from standard input, which here is where commands come
        // from.
        for (var query : asked.stream().filter(one -> !one.equals("-")).limit(30).toList()) {
            var alone = on(home, "search", "--json", "--", query);
            assertThat(alone.code()).as(query).isIn(Exit.DONE, Exit.WRONG_USE);
            assertThat(alone.rows()).doesNotContainNull();
            if (alone.code() == Exit.WRONG_USE) {
                assertThat(alone.err()).startsWith("haetae search: ");
            }
        }
    }

    // ---- what is derived

    @Test
    void whatIsDerivedCanBeDeletedAndIsMadeAgain() throws IOException {
        var other = folder.resolve("other");
        assertThat(on(other, "add", "--ocr", "off", letter.toString()).code()).isZero();
        var before = on(other, "search", "--json", "수용소").rows();
        assertThat(before).hasSize(1);
        assertThat(before.getFirst().get("passage").toString()).contains("수용소");

        delete(other.resolve("derived"));
        var lost = on(other, "search", "--json", "수용소");
        assertThat(lost.out()).isEmpty();
        assertThat(lost.err()).contains("haetae reindex");
        assertThat(on(other, "reindex").code()).isZero();
        assertThat(same(on(other, "search", "--json", "수용소")))
                .isEqualTo(before.getFirst().get("passage"));

        // By itself, with the next thing taken in.
        delete(other.resolve("derived"));
        var more = folder.resolve("more.txt");
        Files.writeString(more, "Another letter.");
        assertThat(on(other, "add", "--ocr", "off", more.toString()).code()).isZero();
        var again = on(other, "search", "--json", "수용소");
        assertThat(again.err()).doesNotContain("reindex");
        assertThat(same(again)).isEqualTo(before.getFirst().get("passage"));

        // What is damaged is made again like what is gone.
        try (var files = Files.walk(other.resolve("derived"))) {
            for (var file :
                    files.filter(Files::isRegularFile)
                            .filter(one -> one.getFileName().toString().startsWith("segments_"))
                            .toList()) {
                Files.write(file, new byte[] {1, 2, 3});
            }
        }
        assertThat(on(other, "reindex").code()).isZero();
        assertThat(same(on(other, "search", "--json", "수용소")))
                .isEqualTo(before.getFirst().get("passage"));
        assertThat(on(other, "verify", "--deep").code()).isZero();
    }

    private static Object same(Run found) {
        assertThat(found.rows()).as(found.err()).hasSize(1);
        return found.rows().getFirst().get("passage");
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
