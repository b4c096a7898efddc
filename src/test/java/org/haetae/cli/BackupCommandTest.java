package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.ledger.Digest;
import org.haetae.packing.OcflCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home, its backup, and a home again from the backup and two of three shares, by commands alone.
class BackupCommandTest {

    private static final int CANARIES = 50;

    @TempDir Path folder;

    private final List<String> canaries =
            IntStream.range(0, CANARIES)
                    .mapToObj(i -> "canary" + UUID.randomUUID().toString().replace("-", ""))
                    .toList();

    private Run on(Commands commands, Path home, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        var run = commands.run(all.toArray(String[]::new));
        assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        return run;
    }

    private Run done(Commands commands, Path home, String... words) throws IOException {
        var run = on(commands, home, words);
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
        return run;
    }

    /// Half of them words in files, half names of files, some of each in who gave it and why.
    private Path material() throws IOException {
        Path material = Files.createDirectories(folder.resolve("material"));
        for (int i = 0; i < CANARIES / 2; i++) {
            Files.writeString(
                    material.resolve(canaries.get(CANARIES / 2 + i) + ".txt"),
                    "A letter that says %s. 편지 %d.".formatted(canaries.get(i), i));
        }
        return material;
    }

    @Test
    void aHomeIsRestoredFromItsBackupAndTwoOfThreeShares() throws IOException {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        Path restored = folder.resolve("restored");
        try (var commands = new Commands()) {
            done(
                    commands,
                    home,
                    "add",
                    "--ocr",
                    "off",
                    "--given-by",
                    canaries.getFirst(),
                    "--note",
                    canaries.getLast(),
                    material().toString());
            done(commands, home, "user", "add", "minji", "--role", "reader", "--name", "민지");
            var early = on(commands, home, "backup", backup.toString());
            assertThat(early.code()).isEqualTo(Exit.CANNOT_RUN);
            assertThat(early.err()).contains("haetae keys recovery make");
            done(commands, home, "keys", "recovery", "make", "--out", kit().toString());

            var first = done(commands, home, "backup", "--json", backup.toString());
            assertThat(first.rows().getFirst()).containsEntry("backup", 1);
            var second = done(commands, home, "backup", "--json", backup.toString());
            assertThat(second.rows().getFirst()).containsEntry("backup", 2);
            // The head and its copy, a bundle and a tile, keys, and tables of entries and heads.
            assertThat((int) second.rows().getFirst().get("copied")).isLessThanOrEqualTo(10);

            Path more = Files.writeString(folder.resolve("more.txt"), "One more letter.");
            done(commands, home, "add", "--ocr", "off", more.toString());
            done(commands, home, "backup", backup.toString());
            done(
                    commands,
                    home,
                    "backup",
                    "--verify",
                    "--vkey",
                    home.resolve("keys/ledger-ed25519.vkey").toString(),
                    backup.toString());
            // W004: OCFL recommends SHA-512; ours is SHA-256 on purpose.
            assertThat(OcflCheck.root(backup.resolve("archive"), true))
                    .allMatch(finding -> finding.code().equals("OCFL-W004"));
            assertNothingInTheClear(backup);
            var checkpoint = Files.readAllBytes(home.resolve("ledger/checkpoint"));

            var words = new ArrayList<>(List.of("restore", backup.toString()));
            pages().subList(1, 3).forEach(page -> words.addAll(List.of("--share", page)));
            var run = done(commands, restored, words.toArray(String[]::new));
            assertThat(run.err()).contains("lie open");
            assertThat(Files.readAllBytes(restored.resolve("ledger/checkpoint")))
                    .isEqualTo(checkpoint);
            assertThat(digests(restored.resolve("archive")))
                    .isEqualTo(digests(home.resolve("archive")));
            done(commands, restored, "verify", "--deep");
            done(commands, restored, "reindex");
            assertThat(done(commands, restored, "search", "--json", canaries.get(3)).rows())
                    .hasSize(1);
            assertThat(done(commands, restored, "user", "list").out().toString()).contains("minji");

            var occupied = on(commands, restored, words.toArray(String[]::new));
            assertThat(occupied.code()).isEqualTo(Exit.CANNOT_RUN);
            assertThat(occupied.err()).contains("not empty");
            var one =
                    on(
                            commands,
                            folder.resolve("x"),
                            "restore",
                            backup.toString(),
                            "--share",
                            pages().getFirst());
            assertThat(one.code()).isEqualTo(Exit.CANNOT_RUN);
            assertThat(one.err()).contains("2 are needed");
        }
    }

    @Test
    void whileAServerRunsItIsTheServerThatMakesTheBackup() throws Exception {
        Path home = folder.resolve("home");
        Path backup = folder.resolve("backup");
        Path letter = Files.writeString(folder.resolve("letter.txt"), "A letter.");
        try (var commands = new Commands()) {
            done(commands, home, "add", "--ocr", "off", letter.toString());
            var server =
                    Run.command("serve", "--home", home.toString(), "--port", "0", "--json")
                            .redirectError(folder.resolve("server-errors").toFile())
                            .start();
            try (var out = server.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).startsWith("{\"url\"");
                var early = on(commands, home, "backup", backup.toString());
                assertThat(early.code()).isEqualTo(Exit.CANNOT_RUN);
                assertThat(early.err()).contains("haetae keys recovery make");
                server.destroy();
                assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                server.destroyForcibly();
            }
            assertThat(home.resolve("server.socket")).doesNotExist();
            done(commands, home, "keys", "recovery", "make", "--out", kit().toString());
            server =
                    Run.command("serve", "--home", home.toString(), "--port", "0", "--json")
                            .redirectError(folder.resolve("server-errors").toFile())
                            .start();
            try (var out = server.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).startsWith("{\"url\"");
                for (int number = 1; number < 3; number++) {
                    var made = done(commands, home, "backup", "--json", backup.toString());
                    assertThat(made.rows().getFirst()).containsEntry("backup", number);
                }
                Path stray = Files.writeString(home.resolve("archive/notes 1.txt"), "stray");
                var found = on(commands, home, "backup", backup.toString());
                assertThat(found.code()).isEqualTo(Exit.FINDINGS);
                assertThat(found.out().toString()).contains("BACKUP-SOURCE-STRANGE");
                Files.delete(stray);
            } finally {
                // Without a chance to close its door.
                server.destroyForcibly().waitFor();
            }
            done(commands, home, "backup", backup.toString());
            done(commands, home, "backup", "--verify", backup.toString());
            done(commands, home, "verify");
        }
        assertThat(Files.readString(folder.resolve("server-errors"))).doesNotContain("\tat ");
    }

    private Path kit() {
        return folder.resolve("kit");
    }

    private List<String> pages() throws IOException {
        try (Stream<Path> files = Files.list(kit())) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private void assertNothingInTheClear(Path backup) throws IOException {
        var all = new ArrayList<>(canaries);
        all.addAll(List.of("민지", "minji", "AGE-SECRET-KEY"));
        try (Stream<Path> files = Files.walk(backup)) {
            for (Path file : files.toList()) {
                assertThat(all.stream().filter(file.toString()::contains)).isEmpty();
                if (Files.isRegularFile(file)) {
                    var bytes = Files.readAllBytes(file);
                    var text = new String(bytes, StandardCharsets.ISO_8859_1);
                    var wide = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(
                                    all.stream()
                                            .filter(
                                                    one ->
                                                            text.contains(one)
                                                                    || wide.contains(one)
                                                                    || text.contains(hex(one))))
                            .as(file.toString())
                            .isEmpty();
                }
            }
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Digest> digests(Path folder) throws IOException {
        var digests = new TreeMap<String, Digest>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                digests.put(
                        folder.relativize(file).toString(),
                        Digest.sha256(Files.readAllBytes(file)));
            }
        }
        return digests;
    }
}
