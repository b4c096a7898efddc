package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A home, a witness and a timestamp authority as the processes that people run.
class VouchedHomeTest {

    @TempDir Path folder;
    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
        }
    }

    /// A server process, by what it says of itself when it is ready.
    private record Server(Process process, Map<String, Object> said) {
        String url() {
            return said.get("url").toString();
        }

        int port() {
            return java.net.URI.create(url()).getPort();
        }
    }

    private Server server(String... words) throws IOException {
        Process process = Run.command(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as("%s said nothing", List.of(words)).isNotNull();
        return new Server(
                process,
                JsonMapper.builder()
                        .build()
                        .readValue(line, new TypeReference<Map<String, Object>>() {}));
    }

    private Server witness(int port) throws IOException {
        Path keys = folder.resolve("home/keys");
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "witness",
                                "--state",
                                folder.resolve("witness").toString(),
                                "--listen",
                                "127.0.0.1:" + port,
                                "--name",
                                "witness.example/w1",
                                "--json"));
        for (String key : List.of("ledger-ed25519.vkey", "ledger-ml-dsa-44.vkey")) {
            if (Files.exists(keys.resolve(key))) {
                words.addAll(List.of("--log", keys.resolve(key).toString()));
            }
        }
        return server(words.toArray(String[]::new));
    }

    private static void kill(Server server) throws InterruptedException {
        server.process().destroyForcibly().waitFor();
    }

    private Path home(Server witness, Server authority) throws IOException {
        Path home =
                Files.createDirectory(
                        folder.resolve("home"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
        Path settings =
                Files.createFile(
                        home.resolve("haetae.yaml"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                settings,
                """
                sandbox: none
                witnesses:
                  - %s %s
                timestamp:
                  authorities:
                    - demo %s %s
                """
                        .formatted(
                                witness.url(),
                                witness.said().get("keys"),
                                authority.url(),
                                authority.said().get("root")));
        return home;
    }

    private static void copy(Path from, Path to) throws Exception {
        Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
        assertThat(copy.waitFor()).isZero();
    }

    private static List<Object> outcomes(Run run) {
        return run.rows().stream().map(row -> row.get("outcome")).toList();
    }

    @Test
    void aHomePutBackWholeFromAnOlderCopyIsStoppedByTheWitnessThatSurvivedAKill() throws Exception {
        Server witness = witness(0);
        Server authority =
                server(
                        "timestamp-authority",
                        "--state",
                        folder.resolve("authority").toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--json");
        String home = home(witness, authority).toString();
        Path file = Files.writeString(folder.resolve("letter.txt"), "one letter");
        try (Commands commands = new Commands()) {
            assertThat(commands.run("add", file.toString(), "--home", home).code()).isZero();
            Run unknown = commands.run("attest", "--home", home, "--json");
            assertThat(outcomes(unknown)).containsExactly("log-unknown", "answered");
            assertThat(unknown.code()).isEqualTo(1);

            // Killed at once, and told of the log's keys at its next start.
            int port = witness.port();
            kill(witness);
            assertThat(outcomes(commands.run("attest", "--home", home, "--json")))
                    .containsExactly("unreachable", "nothing-new");
            witness = witness(port);
            Run asked = commands.run("attest", "--home", home, "--json");
            assertThat(outcomes(asked)).containsExactly("answered", "nothing-new");
            assertThat(asked.code()).isZero();
            copy(Path.of(home), folder.resolve("copy"));

            Files.writeString(file, "another letter");
            commands.run("add", file.toString(), "--home", home);
            assertThat(outcomes(commands.run("attest", "--home", home, "--json")))
                    .containsExactly("answered", "answered");
            kill(witness);
            Run verified = commands.run("verify", "--home", home);
            assertThat(verified.code()).as(verified.toString()).isZero();
            assertThat(verified.err())
                    .contains("cosignature by witness.example/w1")
                    .contains("timestamp by demo");

            // The whole home of before: ledger, keys, database, archive. Nothing in it contradicts
            // anything else in it.
            Files.move(Path.of(home), folder.resolve("newer"));
            copy(folder.resolve("copy"), Path.of(home));
            assertThat(commands.run("verify", "--home", home).code()).isZero();
            witness = witness(port);
            Run caught = commands.run("attest", "--home", home, "--json");
            assertThat(outcomes(caught).getFirst()).isEqualTo("contradicted");
            assertThat(caught.code()).isEqualTo(1);
            Run refused = commands.run("add", file.toString(), "--home", home);
            assertThat(refused.code()).isEqualTo(3);
            assertThat(refused.err()).contains("LEDGER-LOG-ROLLED-BACK");
            Run found = commands.run("verify", "--home", home, "--json");
            assertThat(found.rows())
                    .extracting(row -> row.get("code"))
                    .contains("LEDGER-LOG-ROLLED-BACK");
        }
    }
}
