package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haetae.home.DurableFile;
import org.haetae.ledger.VerifierKey;
import org.haetae.witness.Listener;
import org.haetae.witness.TimestampAuthority;
import org.haetae.witness.Witness;

/// The demo's witness and timestamp authority: real ones, but in the same process, and so worth
/// nothing as proof. They show what a home looks like for which somebody vouches.
final class Neighbours implements AutoCloseable {

    private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);
    private static final Duration LIFE = Duration.ofDays(365);

    private final Witness witness;
    private final Listener witnessed;
    private final Listener stamped;

    private Neighbours(Witness witness, Listener witnessed, Listener stamped) {
        this.witness = witness;
        this.witnessed = witnessed;
        this.stamped = stamped;
    }

    /// Starts both, with their states in this folder.
    static Neighbours begin(Path folder) throws IOException {
        var witness =
                Witness.open(
                        folder.resolve("witness"),
                        Optional.of("demo.invalid/witness"),
                        Clock.systemUTC());
        witness.showPublic();
        return new Neighbours(
                witness,
                Listener.of(witness, ANY),
                Listener.of(list -> authority(folder, list.resolve("/crl")), ANY));
    }

    private static TimestampAuthority authority(Path folder, URI list) {
        try {
            return TimestampAuthority.open(
                    folder.resolve("authority"), list, LIFE, Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's timestamp authority", e);
        }
    }

    /// Makes a home's folder with settings that name both.
    void nameIn(Path home, Path folder) throws IOException {
        Files.createDirectory(
                home,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        var settings =
                """
                # The demo's own neighbours. Real ones are other people's: docs/manual/witnesses.md
                witnesses:
                  - %s %s
                witness:
                  minutes: 1
                timestamp:
                  authorities:
                    - demo %s %s
                  minutes: 1
                """
                        .formatted(
                                witnessed.address(),
                                folder.resolve("witness/witness.vkey"),
                                stamped.address(),
                                folder.resolve("authority/root.pem"));
        DurableFile.replace(home.resolve("haetae.yaml"), settings.getBytes(StandardCharsets.UTF_8));
    }

    /// Makes the log of these keys known to the witness.
    void learn(List<VerifierKey> keys) throws IOException {
        witness.learn(keys);
    }

    @Override
    public void close() throws IOException {
        stamped.close();
        witnessed.close();
        witness.close();
    }
}
