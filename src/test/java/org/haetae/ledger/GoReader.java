package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haetae.home.Home;

/// A reader of logs with none of our code, built from src/test/go with the Go project's own code
/// for checksum databases, as Debian has it. Where there is none, the test that asks is skipped.
final class GoReader {

    private final Path program;

    private GoReader(Path program) {
        this.program = program;
    }

    static GoReader in(Path folder) throws Exception {
        Path library = Path.of("/usr/share/gocode");
        assumeTrue(
                Files.isDirectory(library.resolve("src/golang.org/x/mod/sumdb/tlog")),
                "no Go library for transparency logs (Debian: golang-go, golang-golang-x-mod-dev); skipped");
        Path program = folder.resolve("readlog");
        ProcessBuilder build =
                new ProcessBuilder(
                        "go", "build", "-o", program.toString(), "src/test/go/readlog.go");
        build.environment().put("GO111MODULE", "off");
        build.environment().put("GOPATH", library.toString());
        build.environment().put("GOFLAGS", "");
        build.environment().put("GOCACHE", folder.resolve("go-cache").toString());
        String said;
        try {
            said = output(build);
        } catch (IOException e) {
            assumeTrue(false, "no go on this machine; skipped");
            throw e;
        }
        assertThat(program).as(said).exists();
        return new GoReader(program);
    }

    /// What it says of a home's ledger.
    ///
    /// @param further the key of a witness, if its cosignatures are to be verified
    String read(Home home, String... further) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                program.toString(),
                                home.ledger().toString(),
                                Files.readString(home.keys().resolve("ledger-ed25519.vkey"))
                                        .strip()));
        words.addAll(List.of(further));
        return output(new ProcessBuilder(words));
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
