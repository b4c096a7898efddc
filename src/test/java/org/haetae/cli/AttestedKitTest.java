package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A kit from a home whose heads a witness cosigned and an authority stamped: it takes their words
/// along, and the small jar holds them against keys and roots that the checker brings.
class AttestedKitTest {

    @TempDir static Path folder;
    static Path home;
    static Path kit;
    static Vouchers vouchers;
    static SmallJar jar;

    @BeforeAll
    static void fill() throws Exception {
        home = folder.resolve("home");
        jar = SmallJar.in(folder);
        Path given = Files.writeString(folder.resolve("letter.txt"), "an invented letter");
        try (Commands commands = new Commands()) {
            Run added =
                    commands.run(
                            "add",
                            "--ocr",
                            "off",
                            "--json",
                            "--home",
                            home.toString(),
                            given.toString());
            assertThat(added.code()).as(added.err()).isEqualTo(Exit.DONE);
            String item = added.rows().getFirst().get("item").toString();
            vouchers = Vouchers.of(home, folder);
            Run asked = commands.run("attest", "--json", "--home", home.toString());
            assertThat(asked.code()).as(asked.toString()).isEqualTo(Exit.DONE);
            kit = folder.resolve("kit");
            Run exported =
                    commands.run(
                            "export",
                            "kit",
                            item,
                            "--out",
                            kit.toString(),
                            "--home",
                            home.toString());
            assertThat(exported.code()).as(exported.err()).isEqualTo(Exit.DONE);
        }
    }

    @AfterAll
    static void end() {
        vouchers.close();
    }

    private static SmallJar.Verdict verify(Path path, String... more) {
        return vouchers.verify(jar, path, more);
    }

    @Test
    void theJarProvesThatOthersSawTheReception() {
        var verdict = verify(kit, vouchers.trust());
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out().toString())
                .contains("that others signed too", "that first stamped at");
    }

    @Test
    void theVerifierInPythonTakesItToo() {
        var builder =
                new ProcessBuilder(
                        "python3",
                        "src/test/python/verify_custody.py",
                        "--key",
                        home.resolve("keys/ledger-ed25519.vkey").toString(),
                        kit.toString());
        SmallJar.Verdict verdict;
        try {
            verdict = SmallJar.run(builder);
        } catch (java.io.UncheckedIOException e) {
            org.junit.jupiter.api.Assumptions.abort("python3 is not installed; skipped");
            return;
        }
        assertThat(verdict.code()).as(verdict.toString()).isZero();
        assertThat(verdict.out().toString()).contains("not checked: timestamp", "ACCEPTED");
    }

    @Test
    void theVerifierInPythonDemandsAsManyWitnessesAsItIsToldTo() {
        for (Path path : List.of(kit, home.resolve("ledger"))) {
            assertThat(
                            python(
                                    path,
                                    "--witness",
                                    vouchers.witness().get("keys").toString(),
                                    "--witnesses",
                                    "1"))
                    .contains("ACCEPTED");
            assertThat(
                            python(
                                    path,
                                    "--witness",
                                    vouchers.witness().get("keys").toString(),
                                    "--witnesses",
                                    "2"))
                    .contains("REJECTED");
            assertThat(python(path, "--witnesses", "1")).contains("REJECTED");
        }
    }

    private static String python(Path path, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "python3",
                                "src/test/python/verify_custody.py",
                                "--key",
                                home.resolve("keys/ledger-ed25519.vkey").toString()));
        words.addAll(List.of(more));
        words.add(path.toString());
        try {
            return SmallJar.run(new ProcessBuilder(words)).out().toString();
        } catch (java.io.UncheckedIOException e) {
            org.junit.jupiter.api.Assumptions.abort("python3 is not installed; skipped");
            throw e;
        }
    }

    /// A cosignature covers the entries before it; what was received after it was seen by nobody.
    @Test
    void whatWasReceivedAfterTheWitnessedHeadIsNotCountedAsWitnessed() throws Exception {
        Path later = folder.resolve("later");
        SmallJar.run(new ProcessBuilder("cp", "-a", home.toString(), later.toString()));
        Path second = Files.writeString(folder.resolve("second.txt"), "a second letter");
        try (Commands commands = new Commands()) {
            Run added =
                    commands.run(
                            "add", "--ocr", "off", "--home", later.toString(), second.toString());
            assertThat(added.code()).as(added.err()).isEqualTo(Exit.DONE);
        }
        var verdict = verify(later.resolve("ledger"), vouchers.trust());
        assertThat(verdict.codes()).containsExactly("CUSTODY-WITNESS-MISSING");
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(
                        python(
                                later.resolve("ledger"),
                                "--witness",
                                vouchers.witness().get("keys").toString(),
                                "--witnesses",
                                "1"))
                .contains("REJECTED: entry");
    }

    /// Everything put back at once, ledger, database, keys and all, fits together as it did then.
    /// Who saw a later head finds it out: the witness when it is next asked, and whoever kept a
    /// stamp.
    @Test
    void aHomePutBackWholeIsFoundOutByItsWitnessAndByAnyStampOfALaterHead() throws Exception {
        Path old = folder.resolve("old");
        SmallJar.run(new ProcessBuilder("cp", "-a", home.toString(), old.toString()));
        Path third = Files.writeString(folder.resolve("third.txt"), "a third letter");
        try (Commands commands = new Commands()) {
            for (String[] words :
                    List.of(
                            new String[] {"add", "--ocr", "off", third.toString()},
                            new String[] {"attest"})) {
                var all = new ArrayList<>(List.of(words));
                all.addAll(List.of("--home", home.toString()));
                Run run = commands.run(all.toArray(String[]::new));
                assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
            }
            assertThat(verify(old.resolve("ledger"), vouchers.trust()).code()).isZero();
            Path stamped;
            try (Stream<Path> files = Files.walk(home.resolve("ledger/timestamps"))) {
                stamped =
                        files.filter(file -> file.endsWith("checkpoint"))
                                .max(java.util.Comparator.comparingLong(AttestedKitTest::size))
                                .orElseThrow();
            }
            var more = new ArrayList<>(List.of(vouchers.trust()));
            more.addAll(List.of("--remember", stamped.toString()));
            assertThat(verify(old.resolve("ledger"), more.toArray(String[]::new)).codes())
                    .containsExactly("LEDGER-LOG-ROLLED-BACK");
            Run asked = commands.run("attest", "--json", "--home", old.toString());
            assertThat(asked.code()).as(asked.toString()).isEqualTo(Exit.FINDINGS);
            assertThat(asked.rows().toString()).contains("contradicted");
            Run found = commands.run("verify", "--json", "--home", old.toString());
            assertThat(found.rows().toString()).contains("LEDGER-LOG-ROLLED-BACK");
        }
    }

    private static long size(Path stamped) {
        return Long.parseLong(stamped.getParent().getFileName().toString());
    }

    @Test
    void aFileThatNothingNamesIsNoPartOfAKit() throws IOException {
        for (String stray :
                List.of(
                        "custody/stamped/timestamps/9/notes.txt",
                        "custody/stamped/timestamps/9/first.tsq",
                        "custody/stamped/999.tlog-proof",
                        "custody/attested/999.tlog-proof",
                        "custody/proofs/999.entry",
                        "READ-ME.xx.txt",
                        "notes.txt")) {
            Path copy = copyOfTheKit();
            Files.createDirectories(copy.resolve(stray).getParent());
            Files.writeString(copy.resolve(stray), "x");
            var verdict = verify(copy, vouchers.trust());
            assertThat(verdict.codes()).as(stray).containsExactly("CUSTODY-FILE-STRAY");
            assertThat(python(copy)).as(stray).contains("REJECTED");
        }
    }

    private static Path copyOfTheKit() throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        try (Stream<Path> files = Files.walk(kit)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(kit.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        return copy;
    }

    @Test
    void theFolderOfTheLedgerIsProvedWithThemToo() {
        var verdict = verify(home.resolve("ledger"), vouchers.trust());
        assertThat(verdict.code()).as(verdict.toString()).isZero();
    }

    @Test
    void aStampThatCannotBeCheckedIsTold() {
        var verdict =
                verify(
                        kit,
                        "--witness",
                        vouchers.witness().get("keys").toString(),
                        "--witnesses",
                        "1");
        assertThat(verdict.codes()).containsExactly("LEDGER-TIMESTAMP-UNTRUSTED");
    }

    @Test
    void aWitnessWhoseKeyTheCheckerDoesNotHaveDoesNotCount() {
        var verdict =
                verify(
                        kit,
                        "--witnesses",
                        "1",
                        "--root",
                        vouchers.authority().get("root").toString());
        assertThat(verdict.codes()).containsExactly("CUSTODY-WITNESS-MISSING");
        assertThat(verdict.code()).isEqualTo(1);
    }

    @Test
    void aStampThatWasChangedIsRefused() throws IOException {
        Path copy = copyOfTheKit();
        Path stamp;
        try (Stream<Path> files = Files.walk(copy)) {
            stamp =
                    files.filter(file -> file.toString().endsWith(".tsr"))
                            .findFirst()
                            .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(stamp);
        bytes[bytes.length - 20] ^= 1;
        Files.write(stamp, bytes);
        var verdict = verify(copy, vouchers.trust());
        assertThat(verdict.code()).isEqualTo(1);
        assertThat(verdict.codes())
                .hasSize(1)
                .allMatch(code -> code.startsWith("LEDGER-TIMESTAMP-"));
    }
}
