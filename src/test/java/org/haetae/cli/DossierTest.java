package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A dossier of an invented case leaves its home, and is proved by the small jar alone.
class DossierTest {

    @TempDir static Path folder;
    static Commands commands;
    static SmallJar jar;
    static InventedCase made;
    static Path bag;

    @BeforeAll
    static void fill() throws Exception {
        commands = new Commands();
        jar = SmallJar.in(folder);
        made = InventedCase.in(folder, commands);
        bag = folder.resolve("bag");
        Run run = export(bag);
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
    }

    @AfterAll
    static void end() {
        commands.close();
    }

    static Run export(Path out, String... more) throws Exception {
        var words =
                new ArrayList<>(
                        List.of("export", "dossier", made.id.toString(), "--out", out.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--home", made.home.toString(), "--json"));
        return commands.run(words.toArray(String[]::new));
    }

    static SmallJar.Verdict verify(Path path) {
        return jar.run(
                "--key",
                made.home.resolve("keys/ledger-ed25519.vkey").toString(),
                "--key",
                made.home.resolve("keys/ledger-ml-dsa-44.vkey").toString(),
                "--json",
                path.toString());
    }

    @Test
    void theSmallJarProvesEachSentenceDownToBytes() throws Exception {
        var verdict = verify(bag);
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out()).anyMatch(line -> line.contains("sentences rest on"));
        assertThat(bag.resolve("data/dossier.pdf")).exists();
        assertThat(bag.resolve("data/exhibits/E-0001.txt")).exists();
        assertThat(Files.readString(bag.resolve("data/dossier.json")))
                .contains("was struck with the handle of a pick");
    }
}
