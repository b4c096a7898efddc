package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.home.Intruder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Harm of every kind done to a home that nobody has open, by somebody with all power over its
/// files and its database: `haetae verify` names each, and says nothing else.
class TamperedHomeTest {

    @TempDir static Path folder;
    static Path home;
    static Commands commands;

    /// What stands for ids in the table below, by name.
    static final Map<String, String> IDS = new HashMap<>();

    @BeforeAll
    static void fill() throws Exception {
        home = folder.resolve("home");
        var first = Files.createDirectories(folder.resolve("first"));
        for (var name : List.of("one", "two", "three")) {
            Files.writeString(first.resolve(name + ".txt"), "an invented letter, number " + name);
        }
        Files.writeString(first.resolve("again.txt"), "an invented letter, number one");
        var second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(second.resolve("four.txt"), "another accession");
        commands = new Commands();
        var added = command("add", "--ocr", "off", first.toString());
        assertThat(added.code()).as(added.err()).isEqualTo(Exit.DONE);
        var other = command("add", "--ocr", "off", second.toString());
        for (var name : List.of("one", "two", "three")) {
            IDS.put(name, added.row("/" + name + ".txt").get("item").toString());
        }
        IDS.put("four", other.row("/four.txt").get("item").toString());
        var untouched = verify();
        assertThat(untouched.code()).as(untouched.toString()).isEqualTo(Exit.DONE);
        command("compartment", "add", "Witnesses");
        var account = command("user", "add", "auditor", "--role", "auditor").rows().getFirst();
        IDS.put("account", account.get("account").toString());
        command("user", "add", "reader", "--role", "reader");
        try (var intruder = Intruder.in(home)) {
            IDS.put("accession", ask(intruder, "select accession from item where id = '{one}'"));
            IDS.put(
                    "witnesses",
                    ask(intruder, "select id from compartment where name_en = 'Witnesses'"));
            IDS.put(
                    "entry",
                    ask(intruder, "select min(position) from ledger_entry where object = '{one}'"));
            IDS.put("last", ask(intruder, "select max(position) from ledger_entry"));
        }
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static String ask(Intruder intruder, String query) throws Exception {
        return intruder.ask(named(query)).getFirst();
    }

    private static String named(String text) {
        for (var id : IDS.entrySet()) {
            text = text.replace("{" + id.getKey() + "}", id.getValue());
        }
        return text;
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static Run verify() throws IOException {
        return command("verify");
    }

    // ---- the database

    /// @param statement what the intruder does
    /// @param findings code and subject of everything that must be found
    private record Row(String statement, String... findings) {}

    private static final List<Row> ROWS =
            List.of(
                    new Row(
                            "update item set sealed_sha256 = sha256('x') where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item set sealed_bytes = sealed_bytes + 1 where id = '{two}'",
                            "ARCHIVE-ROW-ALTERED {two}"),
                    new Row(
                            "update item set compartments = '{}' where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}",
                            // The outcome lies in the compartments of its item.
                            "READING-ROW-ALTERED {one}"),
                    new Row(
                            "update item set previous = '{two}' where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item set parent = '{two}', depth = 1 where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item set received_at = received_at - interval '1 day' where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item set content_key = gen_random_uuid() where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item set description = set_byte(description, 20, get_byte(description, 20) # 1) where id = '{one}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update item i set description = o.description from item o where i.id = '{one}' and o.id = '{two}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "delete from item where id = '{two}'",
                            "ARCHIVE-ROW-MISSING {two}",
                            "READING-ROW-ALTERED {two}"),
                    new Row(
                            """
                            insert into item select '00000000-0000-4000-8000-000000000001', accession, scope, compartments,
                                parent, depth, previous, version, sealed_bytes, sealed_sha256, gen_random_uuid(), origin_key,
                                origin_state, description, received_at, position from item where id = '{one}'""",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000001"),
                    // One gone and one come: as many as there were.
                    new Row(
                            "update item set id = '00000000-0000-4000-8000-000000000002' where id = '{three}'",
                            "ARCHIVE-ROW-MISSING {three}",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000002",
                            "READING-ROW-ALTERED {three}"),
                    new Row(
                            "update provenance set received_at = received_at - interval '1 day'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update provenance set compartments = '{}'",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row("update provenance set item = '{two}'", "ARCHIVE-ROW-ALTERED {one}"),
                    new Row("delete from provenance", "ARCHIVE-ROW-MISSING {one}"),
                    new Row(
                            """
                            insert into provenance select '00000000-0000-4000-8000-000000000003', item, accession, scope,
                                compartments, parent, depth, previous, origin_key, origin_state, description,
                                received_at, position from provenance""",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000003"),
                    new Row(
                            """
                            insert into provenance select '00000000-0000-4000-8000-000000000004', item, accession, scope,
                                compartments, parent, depth, previous, origin_key, origin_state, description,
                                received_at, -7 from provenance""",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000004"),
                    new Row(
                            "update reading set outcome = 4 where item = '{one}'",
                            "READING-ROW-ALTERED {one}"),
                    new Row(
                            "update reading set reason = 'nothing to see' where item = '{one}'",
                            "READING-ROW-ALTERED {one}"),
                    new Row(
                            "update reading set compartments = '{}' where item = '{one}'",
                            "READING-ROW-ALTERED {one}"),
                    new Row(
                            "update reading set position = -3 where item = '{one}'",
                            "READING-ROW-ALTERED {one}"),
                    new Row(
                            "update reading set position = 1000000000000 where item = '{one}'",
                            "READING-ROW-STRAY {one}"),
                    new Row(
                            "delete from reading where item = '{two}'",
                            "READING-ROW-MISSING {two}"),
                    new Row(
                            """
                            insert into reading select '00000000-0000-4000-8000-000000000005', accession, compartments,
                                outcome, reason, tool, tool_version, media_type, pages, characters, millis, read_at,
                                salt, 1000000 from reading where item = '{one}'""",
                            "READING-ROW-STRAY 00000000-0000-4000-8000-000000000005"),
                    new Row(
                            "update accession set actor = '{one}' where id = '{accession}'",
                            "ARCHIVE-ROW-ALTERED {accession}"),
                    new Row(
                            "update accession set opened_at = opened_at - interval '1 year' where id = '{accession}'",
                            "ARCHIVE-ROW-ALTERED {accession}"),
                    new Row(
                            "update accession set compartments = '{}' where id = '{accession}'",
                            "ARCHIVE-ROW-ALTERED {accession}"),
                    new Row(
                            "update accession set description = set_byte(description, 14, get_byte(description, 14) # 1) where id = '{accession}'",
                            "ARCHIVE-ROW-ALTERED {accession}"),
                    new Row(
                            "delete from accession where id = '{accession}'",
                            "ARCHIVE-ROW-MISSING {accession}"),
                    new Row(
                            """
                            insert into accession select '00000000-0000-4000-8000-000000000006', scope, compartments, actor,
                                description, null, opened_at, 0, false, true, position from accession
                                where id = '{accession}'""",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000006"),
                    // Everything moved at once to where somebody else may see it.
                    new Row(
                            """
                            update scope set compartments = array['{witnesses}'::uuid];
                            update accession set compartments = array['{witnesses}'::uuid];
                            update item set compartments = array['{witnesses}'::uuid];
                            update provenance set compartments = array['{witnesses}'::uuid];
                            update reading set compartments = array['{witnesses}'::uuid]""",
                            "ARCHIVE-ROW-ALTERED {accession}",
                            "ARCHIVE-ROW-ALTERED *"),
                    new Row(
                            "update vault set wrapped = set_byte(wrapped, 9, get_byte(wrapped, 9) # 1) where object = '{one}'",
                            "ARCHIVE-KEY-UNUSABLE {one}",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update vault v set wrapped = o.wrapped from vault o where v.object = '{three}' and o.object = '{two}'",
                            "ARCHIVE-ROW-ALTERED {three}"),
                    new Row(
                            "delete from vault where object = '{three}'",
                            "ARCHIVE-KEY-UNUSABLE {three}"),
                    new Row(
                            "insert into vault select '00000000-0000-4000-8000-000000000007', scope, wrapped from vault where object = '{one}'",
                            "ARCHIVE-ROW-STRAY 00000000-0000-4000-8000-000000000007"),
                    new Row(
                            "update fixity set ended_at = ended_at + interval '1 day'",
                            "ARCHIVE-ROW-ALTERED *"),
                    new Row(
                            "update fixity set to_position = to_position + 1",
                            "ARCHIVE-ROW-ALTERED *"),
                    new Row("delete from fixity", "ARCHIVE-ROW-MISSING *"),
                    new Row(
                            "insert into fixity select {entry}, gen_random_uuid(), ended_at, from_position, to_position, items, bytes, failed, deep from fixity limit 1",
                            "ARCHIVE-ROW-STRAY *"),
                    new Row(
                            "update account set name = 'Somebody Else' where id = '{account}'",
                            "ROSTER-ROW-ALTERED account {account}"),
                    new Row(
                            "update account set active = false where id = '{account}'",
                            "ROSTER-ROW-ALTERED account {account}"),
                    new Row(
                            "delete from account_role where account = '{account}'; delete from account where id = '{account}'",
                            "ROSTER-ROW-MISSING row {account}"),
                    new Row(
                            "insert into account select '00000000-0000-4000-8000-000000000008', 'intruder', name, password, active, created_at from account where id = '{account}'",
                            "ROSTER-ROW-UNRECORDED account 00000000-0000-4000-8000-000000000008"),
                    new Row(
                            "insert into account_role values ('{account}', 'ADMINISTRATOR')",
                            "ROSTER-ROW-ALTERED account {account}"),
                    new Row(
                            "delete from account_role where account = '{account}'",
                            "ROSTER-ROW-ALTERED account {account}"),
                    new Row(
                            "insert into account_compartment values ('{account}', '{witnesses}')",
                            "ROSTER-ROW-ALTERED account {account}"),
                    new Row(
                            "update compartment set name_en = 'Everybody' where id = '{witnesses}'",
                            "ROSTER-ROW-ALTERED compartment {witnesses}"),
                    new Row(
                            "delete from compartment where id = '{witnesses}'",
                            "ROSTER-ROW-MISSING row {witnesses}"),
                    new Row(
                            "delete from compartment where name_en = 'General'",
                            "ROSTER-ROW-MISSING row 00000000-0000-0000-0000-000000000001"),
                    new Row(
                            "update ledger_entry set act = 2 where position = {entry}",
                            "LEDGER-ROW-INCONSISTENT row {entry}",
                            "ARCHIVE-ROW-STRAY {one}"),
                    new Row(
                            "update ledger_entry set time = time - interval '1 day' where position = {entry}",
                            "LEDGER-ROW-INCONSISTENT row {entry}"),
                    new Row(
                            "update ledger_entry set leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1) where position = {entry}",
                            "LEDGER-ROW-ALTERED row {entry}"),
                    new Row(
                            "update ledger_entry set leaf = 'x' where position = {entry}",
                            "LEDGER-ROW-ALTERED row {entry}",
                            "LEDGER-ENTRY-MALFORMED row {entry}"),
                    new Row(
                            "delete from ledger_entry where position = {entry}",
                            "LEDGER-ROW-MISSING row {entry}",
                            "LEDGER-HEAD-WRONG ledger_head",
                            "ARCHIVE-ROW-STRAY {one}"),
                    new Row(
                            "insert into ledger_entry select {last} + 1, act, object, time, leaf from ledger_entry where position = {entry}",
                            "LEDGER-HEAD-WRONG ledger_head",
                            "ARCHIVE-ROW-ALTERED {one}"),
                    new Row(
                            "update ledger_head set size = size + 1",
                            "LEDGER-HEAD-WRONG ledger_head",
                            "LEDGER-ROW-MISSING *"),
                    new Row(
                            "update ledger_head set size = size - 1; delete from ledger_entry where position = {last}",
                            "LEDGER-JOURNAL-BEHIND ledger_head",
                            "LEDGER-ROW-MISSING row {last}",
                            // The account that the entry made.
                            "ROSTER-ROW-UNRECORDED account *"));

    @TestFactory
    Stream<DynamicTest> aRowThatSomebodyWroteIsNamed() {
        return ROWS.stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.statement().strip().split("\n")[0],
                                        () -> {
                                            try (var intruder = Intruder.in(home)) {
                                                intruder.keep();
                                                intruder.execute(named(row.statement()));
                                            }
                                            try {
                                                assertFound(verify(), row.findings());
                                            } finally {
                                                try (var intruder = Intruder.in(home)) {
                                                    intruder.putBack();
                                                }
                                            }
                                        }));
    }

    // ---- the files

    /// @param file below the home; the one file, or the first of those that fit
    private record Harm(String file, How how, String... findings) {}

    private enum How {
        ONE_BIT,
        CUT,
        DELETED,
        STRAY_BESIDE
    }

    private static final List<Harm> FILES =
            List.of(
                    new Harm(
                            "glob:archive/**/{one}.age", How.ONE_BIT, "ARCHIVE-FILE-ALTERED {one}"),
                    new Harm("glob:archive/**/{two}.age", How.CUT, "ARCHIVE-*-ALTERED {two}"),
                    new Harm(
                            "glob:archive/**/{two}.age", How.DELETED, "ARCHIVE-FILE-MISSING {two}"),
                    new Harm("glob:archive/**/{two}.age", How.STRAY_BESIDE, "ARCHIVE-FILE-STRAY *"),
                    new Harm(
                            "{object}/inventory.json",
                            How.ONE_BIT,
                            "ARCHIVE-INVENTORY-DAMAGED {accession}"),
                    new Harm(
                            "{object}/inventory.json",
                            How.DELETED,
                            "ARCHIVE-INVENTORY-DAMAGED {accession}"),
                    new Harm(
                            "{object}/v1/inventory.json",
                            How.ONE_BIT,
                            "ARCHIVE-INVENTORY-ALTERED {accession}"),
                    new Harm(
                            "{object}/v1/inventory.json",
                            How.DELETED,
                            "ARCHIVE-INVENTORY-DAMAGED {accession}"),
                    new Harm("archive/0=ocfl_1.1", How.ONE_BIT, "OCFL-E080 0=ocfl_1.1"),
                    new Harm("{object}/0=ocfl_object_1.1", How.ONE_BIT, "OCFL-E007 *"),
                    new Harm("{object}/v1/inventory.json.sha256", How.ONE_BIT, "OCFL-E06* *"),
                    new Harm("{object}/v1/inventory.json.sha256", How.DELETED, "OCFL-E058 *"),
                    new Harm("archive/ocfl_layout.json", How.CUT, "OCFL-E070 ocfl_layout.json"),
                    new Harm("ledger/checkpoint", How.ONE_BIT, "LEDGER-*"),
                    new Harm("ledger/checkpoint", How.CUT, "LEDGER-*"),
                    new Harm(
                            "glob:ledger/tile/0/**",
                            How.ONE_BIT,
                            "LEDGER-TILE-ALTERED *",
                            "LEDGER-LOG-DIFFERS *"),
                    new Harm(
                            "glob:ledger/tile/0/**",
                            How.CUT,
                            "LEDGER-TILE-MALFORMED *",
                            "LEDGER-LOG-DIFFERS *"),
                    new Harm(
                            "glob:ledger/tile/0/**",
                            How.DELETED,
                            "LEDGER-TILE-MISSING *",
                            "LEDGER-LOG-DIFFERS *"),
                    new Harm(
                            "glob:ledger/tile/entries/**",
                            How.ONE_BIT,
                            "LEDGER-ENTRY-ALTERED *",
                            "LEDGER-ROOT-DIFFERS *",
                            "LEDGER-ROW-ALTERED *"),
                    new Harm("glob:ledger/tile/entries/**", How.DELETED, "LEDGER-BUNDLE-MISSING *"),
                    new Harm("ledger/checkpoint", How.STRAY_BESIDE, "LEDGER-FILE-STRAY *"),
                    new Harm("keys/ledger.newest", How.ONE_BIT, "LEDGER-LOCK-ALTERED *"),
                    new Harm("keys/ledger.newest", How.DELETED, "LEDGER-LOCK-MISSING *"));

    @TestFactory
    Stream<DynamicTest> aFileThatSomebodyChangedIsNamed() {
        return FILES.stream()
                .map(
                        harm ->
                                DynamicTest.dynamicTest(
                                        harm.how() + " " + harm.file(), () -> harmed(harm)));
    }

    private static void harmed(Harm harm) throws IOException {
        var file = find(named(harm.file()));
        var stray = file.resolveSibling("stray");
        var before = Files.readAllBytes(file);
        switch (harm.how()) {
            case ONE_BIT -> {
                var bytes = before.clone();
                bytes[bytes.length * 5 / 9] ^= 1; // in the middle of an entry
                Files.write(file, bytes);
            }
            case CUT -> Files.write(file, java.util.Arrays.copyOf(before, before.length / 2));
            case DELETED -> Files.delete(file);
            case STRAY_BESIDE -> Files.write(stray, before);
        }
        try {
            assertFound(verify(), harm.findings());
        } finally {
            Files.deleteIfExists(stray);
            Files.write(file, before);
        }
    }

    private static Path find(String place) throws IOException {
        if (!place.startsWith("glob:")) {
            return home.resolve(place.replace("{object}", object()));
        }
        // The newest: of partial tiles, the one that the head stands on.
        var matcher = home.getFileSystem().getPathMatcher(place);
        try (var files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> matcher.matches(home.relativize(file)))
                    .max(java.util.Comparator.comparing(TamperedHomeTest::modified))
                    .orElseThrow(() -> new AssertionError("no file " + place));
        }
    }

    private static java.nio.file.attribute.FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String object() throws IOException {
        var item = find(named("glob:archive/**/{one}.age"));
        var object = item;
        while (!Files.exists(object.resolve("0=ocfl_object_1.1"))) {
            object = object.getParent();
        }
        return home.relativize(object).toString();
    }

    // ---- what is expected

    private static void assertFound(Run verified, String... expected) {
        assertThat(verified.err()).doesNotContain("\tat ");
        assertThat(verified.code()).as(verified.toString()).isEqualTo(Exit.FINDINGS);
        var found =
                verified.rows().stream()
                        .map(row -> row.get("code") + " " + row.get("subject"))
                        .toList();
        var patterns = Stream.of(expected).map(TamperedHomeTest::named).toList();
        for (var pattern : patterns) {
            assertThat(found).anyMatch(one -> fits(one, pattern));
        }
        assertThat(found).allMatch(one -> patterns.stream().anyMatch(p -> fits(one, p)));
        assertThat(verified.rows())
                .allSatisfy(
                        row ->
                                assertThat(row.keySet())
                                        .isEqualTo(
                                                Set.of(
                                                        "code",
                                                        "severity",
                                                        "subject",
                                                        "found",
                                                        "expected",
                                                        "advice")));
    }

    private static boolean fits(String found, String pattern) {
        var parts = Stream.of(pattern.split("\\*", -1)).map(java.util.regex.Pattern::quote);
        return found.matches(String.join(".*", parts.toList()));
    }

    @Test
    void aHomeThatWasPutBackIsCleanAgain() throws IOException {
        assertThat(verify().err()).contains("clean");
        assertThat(command("verify", "--deep").code()).isEqualTo(Exit.DONE);
    }
}
