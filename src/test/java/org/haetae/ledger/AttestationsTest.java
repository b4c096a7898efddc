package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.AttestationState.Outcome;
import org.haetae.witness.Listener;
import org.haetae.witness.TimestampAuthority;
import org.haetae.witness.Witness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home and its witnesses, over the network of this machine.
class AttestationsTest {

    /// How long the schedule waits between its turns here.
    private static final Duration QUICKLY = Duration.ofMillis(100);

    @TempDir Path folder;
    private final SteppedClock clock = new SteppedClock(MadeLog.NOON);
    private final List<AutoCloseable> open = new ArrayList<>();

    private Home home;
    private Database database;
    private Ledger ledger;
    private Attestations attestations;

    private <T extends AutoCloseable> T later(T one) {
        open.add(one);
        return one;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private Witness witness(String name) throws IOException {
        return later(
                Witness.open(folder.resolve(name), Optional.of("witness.example/" + name), clock));
    }

    private Listener listener(Witness witness) throws IOException {
        return later(Listener.of(witness, new InetSocketAddress("127.0.0.1", 0)));
    }

    private String line(URI address, Witness witness) throws IOException {
        return address + " " + witness.showPublic();
    }

    private Path homeFolder(String... lines) throws IOException {
        return homeFolder(List.of(lines), List.of());
    }

    private Path homeFolder(List<String> lines, List<String> authorities) throws IOException {
        Path at = folder.resolve("home");
        TemporaryHome.fresh(at).close();
        StringBuilder yaml = new StringBuilder("witnesses:\n");
        for (String line : lines) {
            yaml.append("  - ").append(line).append('\n');
        }
        yaml.append("timestamp:\n  authorities:\n");
        for (String line : authorities) {
            yaml.append("    - ").append(line).append('\n');
        }
        Files.writeString(at.resolve("haetae.yaml"), yaml);
        return at;
    }

    private void openHome(String... lines) throws IOException {
        openHome(List.of(lines), List.of());
    }

    private void openHome(List<String> lines, List<String> authorities) throws IOException {
        home = later(Home.open(homeFolder(lines, authorities)));
        database = later(Database.open(home));
        begin();
    }

    /// As after a start of the process.
    private void begin() {
        ledger = new Ledger(home, database, clock);
        attestations = later(new Attestations(home, database, ledger, clock));
    }

    private void append(int count) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.of(Act.RECEIVED, clock.instant(), ActorId.SYSTEM, UUID.randomUUID()));
        }
        database.as(Clearance.SYSTEM, tx -> ledger.append(tx, entries));
    }

    private List<Outcome> ask() throws InterruptedException {
        return attestations.askNow().stream().map(AttestationState::outcome).toList();
    }

    private SignedNote head() {
        return SignedNote.parse(ledger.files().checkpoint().orElseThrow());
    }

    @Test
    void everyWitnessCosignsThePublishedHeadAndEachAnswerIsAnEntry() throws Exception {
        Witness one = witness("one");
        Witness two = witness("two");
        openHome(line(listener(one).address(), one), line(listener(two).address(), two));
        one.learn(ledger.verifierKeys());
        two.learn(ledger.verifierKeys());
        append(300);

        assertThat(ask()).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED);
        SignedNote note = head();
        for (Witness witness : List.of(one, two)) {
            assertThat(note.verify(witness.verifiers()).signed()).isEqualTo(witness.verifiers());
        }
        assertThat(Files.readAllBytes(home.ledger().resolve("checkpoints/300")))
                .isEqualTo(note.encode());
        assertThat(ledger.after(299, 10))
                .extracting(recorded -> recorded.entry().act(), recorded -> recorded.entry().code())
                .containsExactly(tuple(Act.ATTESTED, 1), tuple(Act.ATTESTED, 1));

        // The records of the answers do not take the cosigned head from its place,
        ledger.publishNews();
        assertThat(head()).isEqualTo(note);
        assertThat(ask()).containsExactly(Outcome.NOTHING_NEW, Outcome.NOTHING_NEW);
        // and are published with what comes next, which is asked about from where they were.
        append(40);
        assertThat(ask()).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED);
        assertThat(Checkpoint.parse(head().text()).size()).isEqualTo(342);
        ledger.publish();
        Ledger.Checked checked = ledger.check();
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.attestations()).hasSize(4);
    }

    @Test
    void aMissingWitnessHoldsUpNothingAndIsAskedAgainLater() throws Exception {
        Witness one = witness("one");
        Witness two = witness("two");
        Listener gone = Listener.of(two, new InetSocketAddress("127.0.0.1", 0));
        gone.close();
        openHome(line(gone.address(), two), line(listener(one).address(), one));
        one.learn(ledger.verifierKeys());
        append(5);

        assertThat(ask()).containsExactly(Outcome.UNREACHABLE, Outcome.ANSWERED);
        append(5);
        assertThat(ledger.publish().size()).isEqualTo(11);
        AttestationState state = attestations.states().getFirst();
        assertThat(state.next()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        ask();
        assertThat(attestations.states().getFirst().next())
                .isEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
        assertThat(ledger.verify()).isEmpty();
        clock.forward(Duration.ofDays(8));
        append(1);
        ledger.publish();
        assertThat(ledger.verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-WITNESSES-TOO-FEW");
    }

    @Test
    void aWitnessThatDoesNotKnowTheLogIsNamedAsSuch() throws Exception {
        Witness one = witness("one");
        openHome(line(listener(one).address(), one));
        append(5);
        assertThat(ask()).containsExactly(Outcome.LOG_UNKNOWN);
    }

    @Test
    void anAnswerByOtherKeysThanTheSettingsNameIsNotKept() throws Exception {
        Witness one = witness("one");
        Witness other = witness("other");
        openHome(line(listener(other).address(), one));
        other.learn(ledger.verifierKeys());
        append(5);
        assertThat(ask()).containsExactly(Outcome.WRONG);
        assertThat(head().signatures()).hasSize(2);
        assertThat(ledger.size()).isEqualTo(5);
    }

    @Test
    void aHomePutBackWholeFromAnOlderCopyIsFoundOutByItsWitness() throws Exception {
        Witness one = witness("one");
        openHome(line(listener(one).address(), one));
        append(5);
        one.learn(ledger.verifierKeys());
        ask();
        // What a second copy of this home, which went on, had cosigned.
        Path copy = folder.resolve("copy");
        LogCopy.copy(home.ledger(), copy);
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            leaves.add(ledger.files().entry(i, 5));
        }
        leaves.addAll(MadeLog.leaves(7));
        Path gone = Files.createDirectory(folder.resolve("gone"));
        LogKeys keys = LogKeys.open(home.keys());
        Checkpoint ahead = MadeLog.write(gone, keys, leaves);
        byte[] note = Files.readAllBytes(gone.resolve("checkpoint"));
        List<Digest> proof = Merkle.consistency(5, 12, new LogFolder(gone).nodes(12));
        assertThat(one.addCheckpoint(new WitnessRequest(5, proof, note).encode()).status())
                .isEqualTo(200);

        append(1);
        assertThat(ask()).containsExactly(Outcome.CONTRADICTED);
        assertThatThrownBy(() -> append(1)).hasMessageContaining("LEDGER-LOG-ROLLED-BACK");
        assertThatThrownBy(ledger::publish).hasMessageContaining("LEDGER-LOG-ROLLED-BACK");
        assertThat(ledger.verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-LOG-ROLLED-BACK");
        assertThat(ahead.size()).isEqualTo(12);
        // A start does not forget it.
        begin();
        assertThatThrownBy(ledger::recover).hasMessageContaining("LEDGER-LOG-ROLLED-BACK");
    }

    @Test
    void twoHistoriesAreFoundOutByTheWitnessThatSawTheOther() throws Exception {
        Witness one = witness("one");
        openHome(line(listener(one).address(), one));
        append(5);
        one.learn(ledger.verifierKeys());
        ledger.publish();
        Path fork = Files.createDirectory(folder.resolve("fork"));
        MadeLog.write(fork, LogKeys.open(home.keys()), MadeLog.leaves(4));
        byte[] note = Files.readAllBytes(fork.resolve("checkpoint"));
        assertThat(one.addCheckpoint(new WitnessRequest(0, List.of(), note).encode()).status())
                .isEqualTo(200);

        assertThat(ask()).containsExactly(Outcome.CONTRADICTED);
        assertThatThrownBy(ledger::publish).hasMessageContaining("LEDGER-CHECKPOINT-FORKED");
        assertThat(ledger.verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-CHECKPOINT-FORKED");
    }

    /// Somebody in the witness's place can refuse to answer, and no more.
    @Test
    void aWitnessThatOnlySaysThatItIsAheadStopsNothing() throws Exception {
        Witness one = witness("one");
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
        server.createContext(
                "/",
                exchange -> {
                    boolean asked = exchange.getRequestMethod().equals("POST");
                    byte[] body = (asked ? "999999\n" : "made up").getBytes(UTF_8);
                    exchange.sendResponseHeaders(asked ? 409 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        later(() -> server.stop(0));
        openHome(line(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), one));
        append(5);
        assertThat(ask()).containsExactly(Outcome.REFUSED);
        append(1);
        assertThat(ledger.publish().size()).isEqualTo(6);
        assertThat(ledger.verify()).isEmpty();
    }

    /// That it knows of nothing newer is only what it signs; nobody in its place can say so.
    @Test
    void onlyAWitnessThatSignsTheHeadAgainKnowsOfNothingNewer() throws Exception {
        Witness one = witness("one");
        var status = new AtomicInteger(200);
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
        server.createContext(
                "/",
                exchange -> {
                    var right = one.addCheckpoint(exchange.getRequestBody().readAllBytes());
                    byte[] body = status.get() == 200 ? right.body() : "made up".getBytes(UTF_8);
                    exchange.sendResponseHeaders(status.get(), body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        later(() -> server.stop(0));
        openHome(line(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), one));
        append(5);
        one.learn(ledger.verifierKeys());
        assertThat(ask()).containsExactly(Outcome.ANSWERED);
        // The witness's own answer was recorded; let it sign that head too.
        while (ask().equals(List.of(Outcome.ANSWERED))) {
            assertThat(ledger.size()).isLessThan(20);
        }
        assertThat(ask()).containsExactly(Outcome.NOTHING_NEW);
        for (int other : List.of(201, 302, 400, 403, 404, 409, 418, 422, 500, 503)) {
            status.set(other);
            assertThat(attestations.askNow().getFirst().outcome().isWell())
                    .as("after %d", other)
                    .isFalse();
        }
    }

    @Test
    void theScheduleAsksByItselfAndAQuietLogOnceADay() throws Exception {
        Witness one = witness("one");
        openHome(line(listener(one).address(), one));
        one.learn(ledger.verifierKeys());
        append(5);
        ledger.publishNews();
        attestations.start(QUICKLY);
        assertThat(ledger.await(4, Duration.ofMinutes(1))).as("the record of its answer").isTrue();
        // That record is asked about a day later. A day that passes before the first answer was
        // settled counts for nothing; then another passes.
        for (int days = 0; days < 6 && ledger.size() == 6; days++) {
            clock.forward(Duration.ofDays(1));
            ledger.await(5, Duration.ofSeconds(2));
        }
        assertThat(ledger.after(4, 10))
                .extracting(recorded -> recorded.entry().act())
                .startsWith(Act.ATTESTED, Act.ATTESTED);
    }

    @Test
    void aReaderWithNoneOfOurCodeVerifiesTheCosignatures() throws Exception {
        GoReader reader = GoReader.in(folder);
        Witness one = witness("one");
        Witness two = witness("two");
        openHome(line(listener(one).address(), one), line(listener(two).address(), two));
        one.learn(ledger.verifierKeys());
        append(300);
        ask();
        append(10);
        ask();
        String ofOne = one.verifiers().getFirst().vkey();
        assertThat(reader.read(home, ofOne))
                .contains("ACCEPTED: 311 entries, 2 earlier checkpoints", "COSIGNED: 2");
        assertThat(reader.read(home, two.verifiers().getFirst().vkey())).contains("COSIGNED: 0");
        Path head = home.ledger().resolve("checkpoints/300");
        List<String> lines = new ArrayList<>(Files.readAllLines(head));
        int at = 6; // after the text, the empty line and the log's own two
        char[] cosignature = lines.get(at).toCharArray();
        int letter = cosignature.length - 20;
        cosignature[letter] = cosignature[letter] == 'A' ? 'B' : 'A';
        lines.set(at, new String(cosignature));
        Files.writeString(head, String.join("\n", lines) + "\n");
        assertThat(reader.read(home, ofOne)).contains("REJECTED");
    }

    private Listener authority(String name) throws IOException {
        return later(
                Listener.of(
                        at -> {
                            try {
                                return TimestampAuthority.open(
                                        folder.resolve(name),
                                        at.resolve("/crl"),
                                        Duration.ofDays(365),
                                        clock);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        },
                        new InetSocketAddress("127.0.0.1", 0)));
    }

    private String stampLine(String name) throws IOException {
        return "%s %s %s"
                .formatted(name, authority(name).address(), folder.resolve(name + "/root.pem"));
    }

    @Test
    void severalAuthoritiesStampTheCosignedHeadAndAllIsKeptToCheckItWithoutThem() throws Exception {
        Witness one = witness("one");
        openHome(
                List.of(line(listener(one).address(), one)),
                List.of(stampLine("first"), stampLine("second")));
        one.learn(ledger.verifierKeys());
        append(300);
        assertThat(ask()).containsExactly(Outcome.ANSWERED, Outcome.ANSWERED, Outcome.ANSWERED);
        Path stamps = home.ledger().resolve("timestamps/300");
        assertThat(stamps.toFile().list())
                .containsExactlyInAnyOrder(
                        "checkpoint",
                        "first.tsq",
                        "first.tsr",
                        "first.pem",
                        "first.crl",
                        "second.tsq",
                        "second.tsr",
                        "second.pem",
                        "second.crl");
        // What was stamped has the witness's cosignature in it.
        assertThat(Files.readAllBytes(stamps.resolve("checkpoint"))).isEqualTo(head().encode());
        assertThat(head().verify(one.verifiers()).accepted()).isTrue();
        ledger.publishNews();
        assertThat(ask())
                .containsExactly(Outcome.NOTHING_NEW, Outcome.NOTHING_NEW, Outcome.NOTHING_NEW);
        append(1);
        ask();
        ledger.publish();
        Ledger.Checked checked = ledger.check();
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.attestations()).hasSize(6);
        // The stamps' own copies lie where they were; the log as a whole is checked by others
        // without this home.
        Files.delete(stamps.resolve("first.tsr"));
        assertThat(ledger.verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-ANSWER-MISSING");
    }

    @Test
    void anAuthorityWithAnotherRootThanTheSettingsNameIsNotKept() throws Exception {
        String line = stampLine("first");
        authority("second");
        openHome(
                List.of(),
                List.of(
                        line.replace("first/root.pem", "second/root.pem"),
                        "gone http://127.0.0.1:1/ " + folder.resolve("second/root.pem")));
        append(5);
        assertThat(ask()).containsExactly(Outcome.WRONG, Outcome.UNREACHABLE);
        assertThat(home.ledger().resolve("timestamps")).doesNotExist();
        append(5);
        assertThat(ledger.publish().size()).isEqualTo(10);
        assertThat(ledger.verify()).isEmpty();
    }

    /// What the server of an authority answers to a request for its list, and how often it was
    /// asked.
    private record Lists(byte[] body, AtomicInteger asked) {}

    /// An authority whose list is told to lie at another host of this machine, and is what it is
    /// told to be.
    private URI authorityWithLists(String host, Function<TimestampAuthority, Lists> lists)
            throws IOException {
        var server =
                com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 1);
        URI here = URI.create("http://%s:%d/crl".formatted(host, server.getAddress().getPort()));
        TimestampAuthority authority =
                TimestampAuthority.open(folder.resolve("lists"), here, Duration.ofDays(365), clock);
        Lists told = lists.apply(authority);
        server.createContext(
                "/",
                exchange -> {
                    boolean stamp = exchange.getRequestMethod().equals("POST");
                    byte[] query = exchange.getRequestBody().readAllBytes();
                    if (!stamp) {
                        told.asked().incrementAndGet();
                    }
                    byte[] body = stamp ? authority.stamp(query).body() : told.body();
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        later(() -> server.stop(0));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    @Test
    void aStampWhoseCertificateItsIssuerHasRevokedIsNotKept() throws Exception {
        URI address =
                authorityWithLists(
                        "127.0.0.1",
                        authority -> {
                            try {
                                return new Lists(
                                        RevocationLists.of(
                                                folder.resolve("lists"),
                                                authority.certificate(),
                                                clock.instant(),
                                                1),
                                        new AtomicInteger());
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        openHome(
                List.of(),
                List.of("one %s %s".formatted(address, folder.resolve("lists/root.pem"))));
        append(5);
        assertThat(ask()).containsExactly(Outcome.WRONG);
        assertThat(home.ledger().resolve("timestamps")).doesNotExist();
    }

    /// Somebody else wrote the certificate: it must not send us about in our own network.
    @Test
    void aListInsideOfThisNetworkIsNotAskedFor() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        URI inside = authorityWithLists("localhost", authority -> new Lists(new byte[10], asked));
        openHome(
                List.of(),
                List.of("one %s %s".formatted(inside, folder.resolve("lists/root.pem"))));
        append(5);
        assertThat(ask()).containsExactly(Outcome.ANSWERED);
        assertThat(asked).hasValue(0);
        assertThat(home.ledger().resolve("timestamps/5").toFile().list())
                .containsExactlyInAnyOrder("checkpoint", "one.tsq", "one.tsr", "one.pem");
        assertThat(ledger.verify())
                .extracting(Finding::code)
                .containsExactly("LEDGER-TIMESTAMP-REVOCATION-UNKNOWN");
    }

    @Test
    void aListThatIsTooLongIsLeftAway() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        URI address =
                authorityWithLists(
                        "127.0.0.1", authority -> new Lists(new byte[3 * 1024 * 1024], asked));
        openHome(
                List.of(),
                List.of("one %s %s".formatted(address, folder.resolve("lists/root.pem"))));
        append(5);
        assertThat(ask()).containsExactly(Outcome.ANSWERED);
        assertThat(asked).hasValue(1);
        assertThat(home.ledger().resolve("timestamps/5/one.crl")).doesNotExist();
    }

    /// A clock that fails once as nothing should.
    @Test
    void anErrorInOneTurnDoesNotEndTheAsking() throws Exception {
        Witness one = witness("one");
        openHome(line(listener(one).address(), one));
        one.learn(ledger.verifierKeys());
        append(5);
        ledger.publishNews();
        AtomicInteger left = new AtomicInteger(1);
        Clock failing =
                new Clock() {
                    @Override
                    public java.time.ZoneId getZone() {
                        return clock.getZone();
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }

                    @Override
                    public java.time.Instant instant() {
                        if (left.getAndDecrement() == 1) {
                            throw new StackOverflowError("made up");
                        }
                        return clock.instant();
                    }
                };
        later(new Attestations(home, database, ledger, failing)).start(QUICKLY);
        // It is asked again a minute later, and later again.
        for (int i = 0; i < 6 && ledger.size() == 5; i++) {
            clock.forward(Duration.ofHours(1));
            ledger.await(4, Duration.ofSeconds(2));
        }
        assertThat(ledger.size()).isEqualTo(6);
        assertThat(left.get()).isNegative();
    }

    /// What could not be read was not written either: the ledger goes on.
    @Test
    void aHeadThatCannotBeReadToBeCosignedStopsNothing() throws Exception {
        openHome(List.of(), List.of());
        append(5);
        Checkpoint head = ledger.publish();
        Path copy = home.ledger().resolve("checkpoints/5");
        Path aside = folder.resolve("aside");
        Files.move(copy, aside);
        assertThatThrownBy(() -> ledger.cosigned(head, List.of()))
                .hasMessageContaining("reading 5");
        Files.move(aside, copy);
        append(1);
        assertThat(ledger.publish().size()).isEqualTo(6);
        assertThat(ledger.verify()).isEmpty();
    }

    @Test
    void aLineThatCannotBeUsedIsRefusedWithTheReason() throws Exception {
        Witness one = witness("one");
        String key = one.showPublic().toString();
        home = later(Home.open(homeFolder("ftp://witness.example " + key)));
        assertThatThrownBy(() -> KnownWitness.of(home))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("does not begin with http");
    }
}
