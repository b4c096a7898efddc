package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haetae.verify.SmallJar;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A witness and a timestamp authority of a home, each a process of its own, until closed.
record Vouchers(
        Path home,
        List<Process> servers,
        Map<String, Object> witness,
        Map<String, Object> authority)
        implements AutoCloseable {

    /// Starts both beside the home, and tells it of them.
    ///
    /// @param folder where they keep their state
    static Vouchers of(Path home, Path folder) throws IOException {
        var keys = folder.resolve("log.vkey");
        Files.writeString(
                keys,
                Files.readString(home.resolve("keys/ledger-ed25519.vkey"))
                        + Files.readString(home.resolve("keys/ledger-ml-dsa-44.vkey")));
        var servers = new ArrayList<Process>();
        var witness =
                serve(
                        folder,
                        servers,
                        "witness",
                        "--name",
                        "witness.example.org/w1",
                        "--log",
                        keys.toString());
        var authority = serve(folder, servers, "timestamp-authority");
        Files.writeString(
                home.resolve("haetae.yaml"),
                """
                witnesses:
                  - %s %s
                timestamp:
                  authorities:
                    - first %s %s
                """
                        .formatted(
                                witness.get("url"),
                                witness.get("keys"),
                                authority.get("url"),
                                authority.get("root")));
        return new Vouchers(home, servers, witness, authority);
    }

    /// @return what it says of itself
    private static Map<String, Object> serve(Path folder, List<Process> servers, String... words)
            throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(
                List.of(
                        "--state",
                        folder.resolve(words[0]).toString(),
                        "--listen",
                        "127.0.0.1:0",
                        "--json"));
        Process process =
                Run.command(all.toArray(String[]::new))
                        .redirectError(folder.resolve(words[0] + ".err").toFile())
                        .start();
        servers.add(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return JsonMapper.builder()
                .build()
                .readValue(out.readLine(), new TypeReference<Map<String, Object>>() {});
    }

    /// What a checker brings who trusts both.
    String[] trust() {
        return new String[] {
            "--witness",
            witness.get("keys").toString(),
            "--witnesses",
            "1",
            "--root",
            authority.get("root").toString()
        };
    }

    /// What the small jar says of something from the home, given the keys of its ledger.
    SmallJar.Verdict verify(SmallJar jar, Path path, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "--key",
                                home.resolve("keys/ledger-ed25519.vkey").toString(),
                                "--key",
                                home.resolve("keys/ledger-ml-dsa-44.vkey").toString()));
        words.addAll(List.of(more));
        words.add(path.toString());
        return jar.run(words.toArray(String[]::new));
    }

    @Override
    public void close() {
        servers.forEach(Process::destroy);
    }
}
