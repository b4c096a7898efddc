package org.haetae.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Merkle;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.WitnessRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A witness asked over HTTP, as tlog-witness has it; every status that the specification names.
class WitnessTest {

    private static final Clock CLOCK = Clock.fixed(SmallLog.NOON, ZoneOffset.UTC);
    private static final String NAME = "witness.example/w1";

    @TempDir Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final SmallLog log = new SmallLog("log.example/one");
    private Witness witness;
    private Listener listener;

    @BeforeEach
    void open() throws IOException {
        witness = Witness.open(folder.resolve("state"), Optional.of(NAME), CLOCK);
        witness.learn(log.verifiers());
        listener = Listener.of(witness, new InetSocketAddress("127.0.0.1", 0));
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
        witness.close();
    }

    private void restart() throws IOException {
        close();
        witness = Witness.open(folder.resolve("state"), Optional.empty(), CLOCK);
        listener = Listener.of(witness, new InetSocketAddress("127.0.0.1", 0));
    }

    private record Answered(int status, String type, String body) {}

    private Answered send(HttpRequest.Builder request) throws Exception {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        return new Answered(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body());
    }

    private Answered ask(byte[] body) throws Exception {
        URI address = listener.address().resolve("/add-checkpoint");
        return send(
                HttpRequest.newBuilder(address).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private Answered ask(String body) throws Exception {
        return ask(body.getBytes(UTF_8));
    }

    private Answered newest(String origin) throws Exception {
        return send(
                HttpRequest.newBuilder(
                        listener.address().resolve("/" + LogMemory.hash(origin) + "/checkpoint")));
    }

    private static SignedNote joined(SignedNote note, String lines) {
        return SignedNote.parse((new String(note.encode(), UTF_8) + lines).getBytes(UTF_8));
    }

    @Test
    void aFirstHeadIsCosignedByBothKeysWithItsTime() throws Exception {
        log.grow(5, "a");
        Answered answer = ask(log.request(0));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().lines()).hasSize(2).allMatch(line -> line.startsWith("— " + NAME));
        SignedNote note = joined(log.signed(), answer.body());
        assertThat(note.verify(witness.verifiers()).signed()).isEqualTo(witness.verifiers());
        for (int i = 0; i < 2; i++) {
            byte[] signature = note.signatures().get(2 + i).signature();
            assertThat(witness.verifiers().get(i).time(signature)).contains(SmallLog.NOON);
        }
    }

    @Test
    void aHeadThatContinuesTheLastOneIsCosigned() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        for (int size : new int[] {5, 6, 8, 200, 512, 513}) {
            int old = log.size();
            log.grow(size - old, "b");
            assertThat(ask(log.request(old)).status()).isEqualTo(200);
        }
    }

    @Test
    void whatItRemembersOutlivesItsProcess() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        restart();
        SmallLog fork = log.copy().grow(3, "x");
        assertThat(ask(log.grow(2, "b").request(0)))
                .isEqualTo(new Answered(409, "text/x.tlog.size", "5\n"));
        assertThat(ask(log.request(5)).status()).isEqualTo(200);
        assertThat(ask(fork.request(7)).status()).isEqualTo(422);
    }

    @Test
    void anOldSizeThatIsNotTheLastOneIsToldTheLastOne() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        log.grow(5, "b");
        for (int old : new int[] {0, 1, 4, 6, 10}) {
            assertThat(ask(log.request(old)))
                    .isEqualTo(new Answered(409, "text/x.tlog.size", "5\n"));
        }
    }

    @Test
    void aForkIsRefusedAndKeptAsProof() throws Exception {
        log.grow(5, "a");
        SmallLog fork = log.copy();
        ask(log.grow(2, "b").request(0));
        // As long with another root, and longer, each with a proof that fits its own past.
        assertThat(ask(fork.grow(2, "x").request(7)).status()).isEqualTo(422);
        assertThat(ask(fork.grow(4, "x").request(7)).status()).isEqualTo(422);
        Path refused = folder.resolve("state/logs/" + LogMemory.hash(log.origin) + "/refused");
        try (Stream<Path> kept = Files.list(refused)) {
            for (Path file : kept.toList()) {
                WitnessRequest request = WitnessRequest.parse(Files.readAllBytes(file));
                SignedNote note = SignedNote.parse(request.checkpoint());
                assertThat(note.verify(log.verifiers()).accepted()).isTrue();
                Checkpoint head = Checkpoint.parse(note.text());
                assertThat(
                                Merkle.provesFork(
                                        7,
                                        head.size(),
                                        request.proof(),
                                        log.head().root(),
                                        head.root()))
                        .isTrue();
            }
        }
        try (Stream<Path> kept = Files.list(refused)) {
            assertThat(kept).hasSize(2);
        }
        assertThat(newest(log.origin).body()).startsWith(log.head().text());
    }

    /// Everybody can read the log's honest heads, and send them with proofs that they made up.
    @Test
    void madeUpProofsPushOutNoProofOfAFork() throws Exception {
        log.grow(7, "a");
        ask(log.request(0));
        SmallLog fork = log.copy();
        Path state = folder.resolve("state/logs/" + LogMemory.hash(log.origin));
        Digest junk = Digest.sha256(new byte[] {9});
        SmallLog honest = log.copy();
        for (int i = 0; i < 100; i++) {
            honest.grow(1, "h");
            WitnessRequest right = WitnessRequest.parse(honest.request(7));
            List<Digest> proof = new ArrayList<>(right.proof());
            proof.set(proof.size() - 1, junk);
            assertThat(ask(new WitnessRequest(7, proof, right.checkpoint()).encode()).status())
                    .isEqualTo(422);
        }
        assertThat(state.resolve("refused")).doesNotExist();
        assertThat(state.resolve("doubtful")).doesNotExist();
        // From 8 entries a proof cannot tell: kept, the newest few, and apart.
        ask(log.grow(1, "h").request(7));
        for (int i = 0; i < 100; i++) {
            honest.grow(1, "h");
            WitnessRequest right = WitnessRequest.parse(honest.request(8));
            List<Digest> proof = new ArrayList<>(right.proof());
            proof.set(proof.size() - 1, junk);
            ask(new WitnessRequest(8, proof, right.checkpoint()).encode());
        }
        assertThat(state.resolve("doubtful").toFile().list()).hasSize(16);
        assertThat(ask(fork.grow(1, "x").request(8)).status()).isEqualTo(422);
        assertThat(state.resolve("refused").toFile().list()).hasSize(1);
    }

    @Test
    void aLogRolledBackIsRefused() throws Exception {
        log.grow(5, "a");
        SmallLog older = log.copy();
        ask(log.grow(3, "b").request(0));
        assertThat(ask(older.request(5)).status()).isEqualTo(409);
        assertThat(ask(older.request(0)).status()).isEqualTo(409);
        // An old size above the new one is no question at all.
        assertThat(ask(new WitnessRequest(8, List.of(), older.signed().encode()).encode()).status())
                .isEqualTo(400);
    }

    @Test
    void aProofWithOneHashChangedMissingOrTooManyIsRefused() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        log.grow(8, "b");
        WitnessRequest right = WitnessRequest.parse(log.request(5));
        for (int i = 0; i < right.proof().size(); i++) {
            List<Digest> changed = new ArrayList<>(right.proof());
            changed.set(i, Digest.sha256(new byte[] {9}));
            assertThat(ask(new WitnessRequest(5, changed, right.checkpoint()).encode()).status())
                    .isEqualTo(422);
            changed.remove(i);
            assertThat(ask(new WitnessRequest(5, changed, right.checkpoint()).encode()).status())
                    .isEqualTo(422);
        }
        List<Digest> longer = new ArrayList<>(right.proof());
        longer.add(Merkle.EMPTY_ROOT);
        assertThat(ask(new WitnessRequest(5, longer, right.checkpoint()).encode()).status())
                .isEqualTo(422);
        assertThat(ask(right.encode()).status()).isEqualTo(200);
    }

    @Test
    void aProofFromNothingAndAnEmptyTreeWithARootAreRefused() throws Exception {
        log.grow(5, "a");
        assertThat(
                        ask(new WitnessRequest(0, List.of(Merkle.EMPTY_ROOT), log.signed().encode())
                                        .encode())
                                .status())
                .isEqualTo(422);
        SmallLog empty = new SmallLog("log.example/empty");
        witness.learn(empty.verifiers());
        assertThat(ask(empty.request(0)).status()).isEqualTo(200);
        assertThat(ask(empty.request(0)).status()).isEqualTo(200);
        assertThat(ask(empty.grow(3, "c").request(0)).status()).isEqualTo(200);
    }

    @Test
    void theSameHeadIsCosignedAgain() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        assertThat(ask(log.request(5)).status()).isEqualTo(200);
    }

    @Test
    void anUnknownLogIsNotFound() throws Exception {
        assertThat(ask(new SmallLog("log.example/other").grow(1, "a").request(0)).status())
                .isEqualTo(404);
        assertThat(newest("log.example/other").status()).isEqualTo(404);
        assertThat(newest(log.origin).status()).isEqualTo(404);
    }

    @Test
    void aHeadWithoutARightSignatureOrWithAWrongOneIsForbidden() throws Exception {
        log.grow(5, "a");
        SignedNote note = log.signed();
        SmallLog stranger = new SmallLog(log.origin).grow(5, "a");
        assertThat(ask(stranger.request(0)).status()).isEqualTo(403);
        byte[] harmed = note.signatures().get(1).signature();
        harmed[100] ^= 1;
        SignedNote.Line second = note.signatures().get(1);
        SignedNote wrong =
                new SignedNote(
                        note.text(),
                        List.of(
                                note.signatures().getFirst(),
                                new SignedNote.Line(second.name(), second.keyId(), harmed)));
        assertThat(ask(new WitnessRequest(0, List.of(), wrong.encode()).encode()).status())
                .isEqualTo(403);
        Checkpoint larger = new Checkpoint(log.origin, 6, log.head().root());
        SignedNote moved = new SignedNote(larger.text(), note.signatures());
        assertThat(ask(new WitnessRequest(0, List.of(), moved.encode()).encode()).status())
                .isEqualTo(403);
    }

    @Test
    void whatIsNoRequestIsABadOne() throws Exception {
        String note = new String(log.grow(5, "a").signed().encode(), UTF_8);
        for (String body :
                List.of(
                        "",
                        "old 0\n",
                        "old 0\n\n",
                        "old 00\n\n" + note,
                        "old -1\n\n" + note,
                        "old 99999999999999999999\n\n" + note,
                        "old 9999999999999999999\n\n" + note,
                        "new 0\n\n" + note,
                        "old 0\nAAAA\n\n" + note,
                        "old 0\n" + "not base64!\n\n" + note,
                        "old 0\n" + "A".repeat(43) + "=\n".repeat(64) + "\n" + note,
                        "old 0\r\n\r\n" + note,
                        note)) {
            assertThat(ask(body).status()).as(body).isEqualTo(400);
        }
        assertThat(ask(new byte[] {(byte) 0xff, 0x0a, 0x0a}).status()).isEqualTo(400);
        assertThat(ask(new byte[WitnessRequest.LIMIT_BYTES + 10]).status()).isEqualTo(400);
        assertThat(
                        send(HttpRequest.newBuilder(listener.address().resolve("/add-checkpoint")))
                                .status())
                .isEqualTo(405);
        assertThat(send(HttpRequest.newBuilder(listener.address().resolve("/../secret"))).status())
                .isEqualTo(404);
    }

    /// Every byte of a right request changed in turn: never cosigned with another text than the
    /// log's.
    @Test
    void noChangedByteIsEverCosignedAsAnotherHead() throws Exception {
        byte[] right = log.grow(5, "a").request(0);
        int textEnd = new String(right, UTF_8).indexOf("\n\n", 8);
        for (int i = 0; i < textEnd; i++) {
            byte[] body = right.clone();
            body[i] ^= 1;
            Reply reply = witness.addCheckpoint(body);
            assertThat(reply.status()).as("byte %d: %s", i, reply).isIn(400, 403, 404, 409, 422);
        }
        assertThat(newest(log.origin).status()).isEqualTo(404);
    }

    /// Sixteen at once with the same old size: the memory moves once, and nobody gets a cosignature
    /// for a head that it then falls behind.
    @Test
    void ofManyAtOnceOnlyThoseThatContinueTheLastAreCosigned() throws Exception {
        log.grow(5, "a");
        ask(log.request(0));
        List<Callable<Answered>> askers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            byte[] body = log.copy().grow(1 + i, "fork" + i).request(5);
            askers.add(() -> ask(body));
        }
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var one : threads.invokeAll(askers)) {
                statuses.add(one.get().status());
            }
        }
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(15);
    }

    @Test
    void itServesTheNewestHeadWithTheLogsAndItsOwnSignatures() throws Exception {
        ask(log.grow(5, "a").request(0));
        ask(log.grow(5, "b").request(5));
        SignedNote newest = SignedNote.parse(newest(log.origin).body().getBytes(UTF_8));
        assertThat(newest.text()).isEqualTo(log.head().text());
        assertThat(newest.verify(log.verifiers()).signed()).isEqualTo(log.verifiers());
        assertThat(newest.verify(witness.verifiers()).signed()).isEqualTo(witness.verifiers());
    }

    @Test
    void itsStateIsOneProcessesAndItsSecretsAreItsOwners() throws Exception {
        assertThatThrownBy(() -> Witness.open(folder.resolve("state"), Optional.empty(), CLOCK))
                .hasMessageContaining("another witness runs");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(
                                        folder.resolve("state/witness-signing.keys"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aDamagedMemoryIsNeverOverwritten() throws Exception {
        ask(log.grow(5, "a").request(0));
        Path memory = folder.resolve("state/logs/" + LogMemory.hash(log.origin) + "/checkpoint");
        Files.writeString(memory, "damaged");
        assertThat(ask(log.request(0)).status()).isEqualTo(500);
        assertThat(Files.readString(memory)).isEqualTo("damaged");
    }
}
