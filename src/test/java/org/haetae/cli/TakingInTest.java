package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `haetae add` says of a folder, the first time and when it is given again.
class TakingInTest {

    @TempDir static Path folder;
    static Commands commands;

    @BeforeAll
    static void start() throws IOException {
        commands = new Commands();
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static Run add(Path given) throws IOException {
        var added =
                commands.run("add", "--home", home(), "--json", "--ocr", "off", given.toString());
        assertThat(added.err()).doesNotContain("\tat ");
        return added;
    }

    private static String home() {
        return folder.resolve("home").toString();
    }

    private static Map<String, Object> show(Object item) throws IOException {
        return commands.run("show", "--home", home(), "--json", item.toString()).rows().getFirst();
    }

    private static int accessions() throws IOException {
        try (var intruder = org.haetae.home.Intruder.in(folder.resolve("home"))) {
            return Integer.parseInt(intruder.ask("select count(*) from accession").getFirst());
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void bash(Path in, String script) throws Exception {
        var process =
                new ProcessBuilder("bash", "-euc", script)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void aFolderGivenAgainSaysWhatIsNewChangedAndAsBefore() throws Exception {
        var given = Files.createDirectories(folder.resolve("letters"));
        Files.writeString(given.resolve("changes.txt"), "as it was at first");
        Files.writeString(given.resolve("goes.txt"), "taken away later");
        Files.writeString(given.resolve("stays.txt"), "always the same");
        Files.createDirectories(given.resolve("box"));
        Files.writeString(given.resolve("box/copy.txt"), "always the same");
        bash(
                given,
                "printf 'in a zip' > in.txt; python3 -m zipfile -c parts.zip in.txt; rm in.txt");

        var first = add(given);
        assertThat(first.code()).as(first.err()).isEqualTo(Exit.DONE);
        assertThat(first.rows()).hasSize(6);
        assertThat(first.rows())
                .extracting(row -> row.get("outcome"))
                .containsOnly("read", "duplicate");
        assertThat(first.row("parts.zip!/in.txt"))
                .containsEntry("parent", first.row("parts.zip").get("item"));
        assertThat(List.of(first.row("/copy.txt"), first.row("/stays.txt")))
                .extracting(row -> row.get("outcome"))
                .containsExactlyInAnyOrder("read", "duplicate");
        int accessions = accessions();

        var second = add(given);
        assertThat(second.code()).isEqualTo(first.code());
        assertThat(second.rows())
                .allSatisfy(row -> assertThat(row).containsEntry("unchanged", true));
        assertThat(items(second)).isEqualTo(items(first));
        assertThat(accessions()).isEqualTo(accessions);

        Files.writeString(given.resolve("changes.txt"), "as it is now, and longer");
        Files.delete(given.resolve("goes.txt"));
        Files.writeString(given.resolve("comes.txt"), "as it was at first");
        var third = add(given);
        assertThat(third.code()).isEqualTo(Exit.DONE);
        assertThat(third.rows()).hasSize(6);
        var old = first.row("/changes.txt").get("item");
        var changed = third.row("/changes.txt");
        assertThat(changed).doesNotContainKey("unchanged").containsEntry("outcome", "read");
        assertThat(changed.get("item")).isNotEqualTo(old);
        assertThat(show(changed.get("item"))).containsEntry("previous", old);
        assertThat(show(old)).containsEntry("path", first.row("/changes.txt").get("path"));
        assertThat(show(first.row("/goes.txt").get("item"))).containsEntry("outcome", "read");
        assertThat(third.row("/comes.txt"))
                .containsEntry("outcome", "duplicate")
                .containsEntry("item", old)
                .doesNotContainKey("unchanged");
        assertThat(third.row("/stays.txt")).containsEntry("unchanged", true);
        var verified = commands.run("verify", "--deep", "--home", home(), "--json");
        assertThat(verified.code()).as(verified.toString()).isZero();
    }

    @Test
    void namesAreKeptExactlyAndWhatIsNoFileIsToldOf() throws Exception {
        assumeThat(Path.of("/bin/bash")).as("bash, to make odd names").exists();
        var given = Files.createDirectories(folder.resolve("names"));
        bash(
                given,
                """
                printf 'letter 1' > $'line\\nbreak.txt'
                printf 'letter 2' > $'\\u202Etxt.exe'
                printf 'letter 3' > $'tab\\tand \\e[31mred.txt'
                printf 'letter 4' > ' spaces '
                printf 'letter 5' > './-rf'
                printf 'letter 6' > $'\\uAC00.txt'
                printf 'letter 7' > $'\\u1100\\u1161.txt'
                printf 'letter 8' > $'\\xFF.txt'
                printf 'letter 9' > $'\\xFE.txt'
                printf 'letter A' > $'cut\\xED\\x95.txt'
                printf 'letter B' > "$(printf 'n%.0s' {1..255})"
                printf 'letter C' > $'\\uD83D\\uDE00\\U1F600.txt'
                printf 'letter D' > 'back\\slash "quoted" <b>&amp;.txt'
                mkdir $'folder\\xFF'
                printf 'letter E' > $'folder\\xFF/inside.txt'
                touch -d @1700000000 ./* ./*/*
                ln -s ../letters folder-link; ln -s -- -rf file-link; ln -s nowhere dangling-link; mkfifo pipe
                """);
        var first = add(given);
        assertThat(first.code()).isEqualTo(Exit.FINDINGS);
        var base = given + "/";
        assertThat(first.rows())
                .filteredOn(row -> row.containsKey("item"))
                .extracting(row -> row.get("path").toString().replace(base, ""))
                .containsExactlyInAnyOrder(
                        "line\nbreak.txt",
                        "\u202Etxt.exe",
                        "tab\tand \u001b[31mred.txt",
                        " spaces ",
                        "-rf",
                        "\uAC00.txt",
                        "\u1100\u1161.txt",
                        "\\xFF.txt",
                        "\\xFE.txt",
                        "cut\\xED\\x95.txt",
                        "n".repeat(255),
                        "\\xED\\xA0\\xBD\\xED\\xB8\\x80\uD83D\uDE00.txt",
                        "back\\slash \"quoted\" <b>&amp;.txt",
                        "folder\\xFF/inside.txt");
        assertThat(first.rows())
                .filteredOn(row -> row.containsKey("item"))
                .extracting(row -> row.get("sha256"))
                .doesNotHaveDuplicates();
        assertThat(first.rows())
                .filteredOn(row -> row.get("outcome").equals("failed"))
                .allSatisfy(row -> assertThat(row.get("reason").toString()).isNotBlank())
                .extracting(row -> row.get("path").toString().replace(base, ""))
                .containsExactlyInAnyOrder("folder-link", "file-link", "dangling-link", "pipe");

        int accessions = accessions();
        var second = add(given);
        assertThat(second.code()).isEqualTo(Exit.FINDINGS);
        assertThat(items(second)).isEqualTo(items(first));
        assertThat(second.rows()).hasSameSizeAs(first.rows());
        // What cannot be taken in is told again, and recorded once.
        assertThat(accessions()).isEqualTo(accessions);
        assertThat(commands.run("verify", "--home", home(), "--json").code()).isZero();
    }

    private static Map<Object, Object> items(Run run) {
        return run.rows().stream()
                .filter(row -> row.containsKey("item"))
                .collect(Collectors.toMap(row -> row.get("path"), row -> row.get("item")));
    }
}
