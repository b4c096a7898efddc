package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.haetae.home.RecoveryKit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From an open home to a wrapped one with a rehearsed kit, and through a lost passphrase, by
/// commands alone.
class KeysCommandTest {

    @TempDir Path folder;

    private final List<Path> pages = new ArrayList<>();

    private Run on(Commands commands, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString()));
        var run = commands.run(all.toArray(String[]::new));
        assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
        return run;
    }

    private void settings(String passphrase) throws IOException {
        Path file = Files.writeString(folder.resolve("passphrase"), passphrase + "\n");
        Files.writeString(
                folder.resolve("home/haetae.yaml"), "keys.passphrase-file: " + file + "\n");
    }

    @Test
    void aHomeIsWrappedRehearsedLostAndRecovered() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "An invented letter.");
        try (var commands = new Commands()) {
            assertThat(on(commands, "add", "--ocr", "off", letter.toString()).code())
                    .isEqualTo(Exit.DONE);
            assertThat(on(commands, "keys", "status").code()).isEqualTo(Exit.FINDINGS);
            settings("first words of mine");
            var wrapped = on(commands, "keys", "wrap", "--by", "passphrase");
            assertThat(wrapped.code()).as(wrapped.err()).isEqualTo(Exit.DONE);
            assertThat(wrapped.err()).contains("there is no recovery kit");

            makeKit(commands);
            var rehearsed = on(commands, shares("keys", "recovery", "rehearse"));
            assertThat(rehearsed.code()).as(rehearsed.err()).isEqualTo(Exit.DONE);
            var status = on(commands, "keys", "status", "--json");
            assertThat(status.code()).isEqualTo(Exit.DONE);
            assertThat(status.rows().getFirst())
                    .containsEntry("protection", "passphrase")
                    .containsKey("rehearsed");

            settings("words that are wrong");
            for (var command : List.of("verify", "search")) {
                var refused =
                        command.equals("search")
                                ? on(commands, command, "letter")
                                : on(commands, command);
                assertThat(refused.code()).isEqualTo(Exit.CANNOT_RUN);
                assertThat(refused.err().lines()).hasSize(1);
                assertThat(refused.err()).contains("locked by a passphrase");
            }

            settings("second words of mine");
            var recovered = on(commands, shares("keys", "recover", "--by", "passphrase"));
            assertThat(recovered.code()).as(recovered.err()).isEqualTo(Exit.DONE);
            var verified = on(commands, "verify", "--deep");
            assertThat(verified.code()).as(verified.toString()).isEqualTo(Exit.DONE);
        }
    }

    @Test
    void aRehearsalFindsAKitToWhichTheHomeWasNotSealedAndSealsIt() throws IOException {
        try (var commands = new Commands()) {
            on(commands, "keys", "status");
            assertThat(on(commands, "search", "letter").code()).isLessThan(Exit.CANNOT_RUN);
            settings("first words of mine");
            on(commands, "keys", "wrap", "--by", "passphrase");
            makeKit(commands);
            // Killed after the pages were written and the kit was remembered.
            var next = RecoveryKit.make(3, 2, Instant.EPOCH);
            Path out = folder.resolve("next");
            RecoveryPages.write(out, next);
            next.kit().keep(folder.resolve("home/keys"));
            pages.clear();
            try (Stream<Path> files = Files.list(out)) {
                files.sorted().forEach(pages::add);
            }
            settings("words that are wrong");
            assertThat(on(commands, shares("keys", "recover", "--by", "passphrase")).code())
                    .isEqualTo(Exit.CANNOT_RUN);
            settings("first words of mine");
            var rehearsed = on(commands, shares("keys", "recovery", "rehearse"));
            assertThat(rehearsed.code()).as(rehearsed.err()).isEqualTo(Exit.DONE);
            assertThat(rehearsed.err()).contains("now it is");
            assertThat(on(commands, shares("keys", "recovery", "rehearse")).err())
                    .doesNotContain("now it is");
            settings("second words of mine");
            var recovered = on(commands, shares("keys", "recover", "--by", "passphrase"));
            assertThat(recovered.code()).as(recovered.err()).isEqualTo(Exit.DONE);
            var again =
                    on(
                            commands,
                            "keys",
                            "recovery",
                            "make",
                            "--out",
                            folder.resolve("third").toString());
            assertThat(again.err()).contains("haetae keys wrap");
        }
    }

    private void makeKit(Commands commands) throws IOException {
        Path kit = folder.resolve("kit");
        var made = on(commands, "keys", "recovery", "make", "--out", kit.toString());
        assertThat(made.code()).as(made.err()).isEqualTo(Exit.DONE);
        try (Stream<Path> files = Files.list(kit)) {
            files.sorted().forEach(pages::add);
        }
        assertThat(pages).hasSize(3);
        for (Path page : pages) {
            assertThat(Files.readString(page)).containsOnlyOnce("haetae recovery share v1");
            assertThat(Files.readString(page)).contains("복구 키트").doesNotContain("{share");
        }
        assertThat(on(commands, "keys", "recovery", "make", "--out", kit.toString()).code())
                .isEqualTo(Exit.WRONG_USE);
    }

    private String[] shares(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--share", pages.get(2).toString(), "--share", pages.get(0).toString()));
        return all.toArray(String[]::new);
    }
}
