package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.haetae.access.ActorId;
import org.haetae.verify.SmallJar;
import org.haetae.witness.TimestampAuthority;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Timestamps in the folder of a log, and harm done to them; each test named after the code that it
/// must be found by.
class TimestampCheckTest {

    private static final Instant NOON = MadeLog.NOON;
    private static final Duration YEAR = Duration.ofDays(365);

    @TempDir Path folder;
    @TempDir Path keyFolder;
    @TempDir Path states;
    private LogKeys keys;
    private final SteppedClock clock = new SteppedClock(NOON);
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<X509Certificate> roots = new ArrayList<>();

    @BeforeEach
    void keys() {
        keys = LogKeys.open(keyFolder);
    }

    private TimestampAuthority authority(String name, Duration life) throws IOException {
        TimestampAuthority authority =
                TimestampAuthority.open(
                        states.resolve(name), URI.create("http://127.0.0.1:1/crl"), life, clock);
        roots.add(authority.root());
        return authority;
    }

    private Checkpoint publish(int more) throws IOException {
        for (int i = 0; i < more; i++) {
            leaves.add(MadeLog.leaf(UUID.randomUUID(), clock.instant(), OptionalLong.empty()));
        }
        return MadeLog.write(folder, keys, leaves);
    }

    /// Stamps the newest head and adds the entry that records it.
    private StampFiles stamp(TimestampAuthority authority, String name) throws IOException {
        byte[] head = Files.readAllBytes(folder.resolve("checkpoint"));
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(head).text());
        StampFiles files = new StampFiles(checkpoint.size(), name);
        byte[] query = Timestamp.query(head);
        Files.createDirectories(folder.resolve(files.checkpoint()).getParent());
        Files.write(folder.resolve(files.checkpoint()), head);
        Files.write(folder.resolve(files.query()), query);
        Files.write(folder.resolve(files.response()), authority.stamp(query).body());
        Files.write(
                folder.resolve(files.certificates()),
                Timestamp.pem("CERTIFICATE", encoded(authority.certificate())).getBytes(US_ASCII));
        Files.write(folder.resolve(files.revocations()), authority.list().body());
        Entry entry =
                Entry.of(
                                Act.ATTESTED,
                                Attestation.Kind.TIMESTAMP.number(),
                                clock.instant(),
                                ActorId.SYSTEM,
                                Attestation.object(checkpoint))
                        .committing(
                                Digest.ABSENT,
                                Attestation.record(files.answer(new LogFolder(folder))),
                                Digest.ABSENT);
        leaves.add(new Leaf(entry, OptionalLong.empty()).encode());
        return files;
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private LedgerCheck check() {
        return new LedgerCheck(new LogFolder(folder), keys.verifiers()).trusting(roots);
    }

    private List<Finding> findings() {
        return check().run().findings();
    }

    private List<Finding> findingsAt(Instant now) {
        return check().expecting(
                        new Expectations(
                                0, Duration.ZERO, Duration.ofDays(7), Duration.ofDays(90), now))
                .run()
                .findings();
    }

    private Path file(String path) {
        return folder.resolve(path);
    }

    @Test
    void aStampedHeadIsCleanAndTold() throws IOException {
        publish(300);
        clock.forward(Duration.ofMinutes(1));
        stamp(authority("one", YEAR), "one");
        publish(5);
        LedgerCheck.Report report = check().run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.attestations())
                .containsExactly(
                        new Attestation(
                                Attestation.Kind.TIMESTAMP,
                                "one",
                                "timestamps/300/one.tsr",
                                300,
                                NOON.plus(Duration.ofMinutes(1))));
        assertThat(findingsAt(NOON.plus(Duration.ofDays(2)))).isEmpty();
    }

    @Test
    void timestampMalformed_cutShortEmptyOrWithoutItsHead() throws IOException {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        byte[] response = Files.readAllBytes(file(files.response()));
        for (int length : new int[] {0, 1, 10, response.length / 2, response.length - 1}) {
            Files.write(file(files.response()), Arrays.copyOf(response, length));
            assertThat(findings())
                    .extracting(Finding::code, Finding::subject)
                    .containsExactly(tuple("LEDGER-TIMESTAMP-MALFORMED", files.response()));
        }
        Files.write(file(files.response()), response);
        Files.delete(file(files.checkpoint()));
        assertThat(findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-TIMESTAMP-MALFORMED");
    }

    @Test
    void timestampWrong_ofAnotherHead() throws IOException {
        publish(10);
        TimestampAuthority one = authority("one", YEAR);
        StampFiles first = stamp(one, "one");
        publish(10);
        StampFiles second = stamp(one, "one");
        for (String what : List.of(".tsq", ".tsr", ".pem", ".crl")) {
            Path of = file("timestamps/" + second.size() + "/one" + what);
            Files.copy(
                    of,
                    file("timestamps/" + first.size() + "/one" + what),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        tuple("LEDGER-TIMESTAMP-WRONG", first.response()),
                        tuple("LEDGER-ANSWER-MISSING", "entry 10"));
    }

    @Test
    void timestampWrong_answerToAnotherQuery() throws IOException {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        byte[] head = Files.readAllBytes(file(files.checkpoint()));
        Files.write(file(files.query()), Timestamp.query(head));
        assertThat(findings())
                .extracting(Finding::code, Finding::found)
                .containsExactly(tuple("LEDGER-TIMESTAMP-WRONG", "an answer to another query"));
    }

    /// No byte of a response can be changed without its being refused, or saying the same.
    @Test
    void noByteOfAStampChangesItsTime() throws Exception {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        byte[] response = Files.readAllBytes(file(files.response()));
        int refused = 0;
        for (int i = 0; i < response.length; i += 3) {
            byte[] harmed = response.clone();
            harmed[i] ^= 1;
            Files.write(file(files.response()), harmed);
            try {
                Timestamp.Verified verified = files.verify(new LogFolder(folder), roots);
                assertThat(verified.time()).as("byte %d", i).isEqualTo(NOON);
            } catch (Timestamp.Refusal e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(response.length / 3 * 8 / 10);
    }

    @Test
    void timestampUntrusted_anotherRootOrNone() throws IOException {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        roots.clear();
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-TIMESTAMP-UNTRUSTED", "timestamps"));
        authority("another", YEAR);
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-TIMESTAMP-UNTRUSTED", files.response()));
    }

    @Test
    void timestampRevoked_beforeItWasMadeOrForALeakedKey() throws IOException {
        publish(10);
        clock.forward(Duration.ofHours(1));
        TimestampAuthority one = authority("one", YEAR);
        StampFiles files = stamp(one, "one");
        record Case(int reason, Duration after, boolean concerns) {}
        for (Case each :
                List.of(
                        new Case(4, Duration.ofMinutes(-10), true),
                        new Case(4, Duration.ofMinutes(10), false),
                        new Case(5, Duration.ofMinutes(10), false),
                        new Case(1, Duration.ofMinutes(10), true))) {
            Instant at = clock.instant().plus(each.after());
            Files.write(
                    file(files.revocations()),
                    RevocationLists.of(
                            states.resolve("one"), one.certificate(), at, each.reason()));
            List<String> codes = findings().stream().map(Finding::code).toList();
            assertThat(codes.contains("LEDGER-TIMESTAMP-REVOKED"))
                    .as(each.toString())
                    .isEqualTo(each.concerns());
        }
    }

    @Test
    void timestampRevocationUnknown_noList() throws IOException {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        Files.delete(file(files.revocations()));
        List<Finding> findings = findings();
        assertThat(findings)
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple("LEDGER-TIMESTAMP-REVOCATION-UNKNOWN", Severity.NOTICE));
    }

    /// A list that was to be replaced before the stamp was made, and one from when its certificate
    /// had ended and was taken off the list, say nothing of it.
    @Test
    void timestampRevocationUnknown_aListOfAnotherTime() throws IOException {
        publish(10);
        clock.forward(Duration.ofDays(60));
        TimestampAuthority one = authority("one", YEAR);
        StampFiles files = stamp(one, "one");
        Instant made = clock.instant();
        record Case(Instant list, boolean known) {}
        for (Case each :
                List.of(
                        new Case(made.minus(Duration.ofDays(31)), false),
                        new Case(made.minus(Duration.ofDays(29)), true),
                        new Case(made.plus(Duration.ofDays(200)), true),
                        new Case(made.plus(YEAR).plus(Duration.ofDays(1)), false))) {
            clock.set(each.list());
            Files.write(file(files.revocations()), one.list().body());
            List<Finding> alone = new ArrayList<>();
            TimestampCheck.run(new LogFolder(folder), roots, alone::add);
            for (List<Finding> found : List.of(alone, findings())) {
                assertThat(
                                found.stream()
                                        .anyMatch(
                                                finding ->
                                                        finding.code()
                                                                .equals(
                                                                        "LEDGER-TIMESTAMP-REVOCATION-UNKNOWN")))
                        .as(each.toString())
                        .isEqualTo(!each.known());
            }
        }
    }

    @Test
    void timestampLate_madeLongAfterItsEntries() throws IOException {
        publish(10);
        clock.forward(Duration.ofDays(30));
        stamp(authority("one", YEAR), "one");
        publish(1);
        assertThat(findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple("LEDGER-TIMESTAMP-LATE", Severity.NOTICE));
    }

    @Test
    void timestampExpiredAndAging_withoutALaterOneThatCoversIt() throws IOException {
        publish(10);
        stamp(authority("one", YEAR), "one");
        publish(1);
        Instant end = NOON.plus(YEAR);
        assertThat(codesAt(end.minus(Duration.ofDays(100)))).doesNotContain(AGING, EXPIRED);
        assertThat(codesAt(end.minus(Duration.ofDays(80)))).contains(AGING);
        assertThat(codesAt(end.plusSeconds(1))).contains(EXPIRED).doesNotContain(AGING);
    }

    private static final String AGING = "LEDGER-TIMESTAMP-AGING";
    private static final String EXPIRED = "LEDGER-TIMESTAMP-EXPIRED";

    private List<String> codesAt(Instant now) {
        return findingsAt(now).stream().map(Finding::code).toList();
    }

    @Test
    void aTimestampIsRenewedByALaterOneOverTheEntryThatRecordsIt() throws IOException {
        publish(10);
        stamp(authority("one", YEAR), "one");
        Instant end = NOON.plus(YEAR);
        clock.set(end.minus(Duration.ofDays(60)));
        publish(1); // with the record of the first stamp in it
        stamp(authority("two", YEAR.multipliedBy(3)), "two");
        publish(1);
        assertThat(codesAt(end.plus(Duration.ofDays(200)))).doesNotContain(AGING, EXPIRED);
        assertThat(codesAt(end.plus(YEAR.multipliedBy(3)))).contains(EXPIRED);
    }

    @Test
    void aLaterTimestampOverTheSameHeadRenewsNothing() throws IOException {
        publish(10);
        stamp(authority("one", YEAR), "one");
        clock.forward(Duration.ofDays(1));
        stamp(authority("two", YEAR.multipliedBy(3)), "two");
        publish(1);
        assertThat(codesAt(NOON.plus(YEAR).plusSeconds(1))).contains(EXPIRED);
    }

    @Test
    void aTimestampMadeAfterTheEndRenewsNothing() throws IOException {
        publish(10);
        stamp(authority("one", YEAR), "one");
        clock.set(NOON.plus(YEAR).plus(Duration.ofDays(2)));
        publish(1);
        stamp(authority("two", YEAR.multipliedBy(3)), "two");
        publish(1);
        assertThat(codesAt(clock.instant().plusSeconds(60))).contains(EXPIRED);
    }

    @Test
    void timestampsTooFew_noneForAWeek() throws IOException {
        publish(10);
        assertThat(codesAt(NOON.plus(Duration.ofDays(6)))).isEmpty();
        assertThat(codesAt(NOON.plus(Duration.ofDays(8))))
                .containsExactly("LEDGER-TIMESTAMPS-TOO-FEW");
    }

    @Test
    void clockAhead_entriesYoungerThanTheirStamp() throws IOException {
        clock.forward(Duration.ofHours(9));
        publish(10);
        clock.set(NOON);
        stamp(authority("one", YEAR), "one");
        publish(1);
        assertThat(findings()).extracting(Finding::code).containsExactly("LEDGER-CLOCK-AHEAD");
    }

    @Test
    void logRolledBack_aStampOfMoreThanThereIs() throws IOException {
        publish(10);
        byte[] older = Files.readAllBytes(file("checkpoint"));
        publish(10);
        stamp(authority("one", YEAR), "one");
        // Everything consistently put back, but for the stamp.
        for (String path : List.of("checkpoints/20", "tile/0/000.p/20", "tile/entries/000.p/20")) {
            Files.delete(file(path));
        }
        Files.write(file("checkpoint"), older);
        assertThat(findings()).extracting(Finding::code).contains("LEDGER-LOG-ROLLED-BACK");
    }

    @Test
    void fileStray_besideAStamp() throws IOException {
        publish(10);
        stamp(authority("one", YEAR), "one");
        Files.writeString(file("timestamps/10/notes.txt"), "x");
        Files.writeString(file("timestamps/10/two.tsr.new"), "being written");
        assertThat(findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-FILE-STRAY", "timestamps/10/notes.txt"));
    }

    /// The entry that records a stamp commits to all that was kept with it, so that nothing of it
    /// can be changed or taken away unseen, not even by who has no roots.
    @Test
    void everyChangedByteAndEveryMissingFileOfAStampIsNamed() throws IOException {
        publish(10);
        StampFiles files = stamp(authority("one", YEAR), "one");
        publish(1);
        assertThat(findings()).isEmpty();
        long seed = System.nanoTime();
        System.out.println("stamps by seed " + seed);
        var random = new java.util.Random(seed);
        List<String> kept =
                List.of(
                        files.checkpoint(),
                        files.query(),
                        files.response(),
                        files.certificates(),
                        files.revocations());
        for (int i = 0; i < 100; i++) {
            Path file = file(kept.get(i % kept.size()));
            byte[] before = Files.readAllBytes(file);
            int at = random.nextInt(before.length);
            LogCopy.flip(file, at);
            assertThat(findings()).as("%s, byte %d", file.getFileName(), at).isNotEmpty();
            Files.write(file, before);
        }
        for (String one : kept) {
            byte[] before = Files.readAllBytes(file(one));
            Files.delete(file(one));
            assertThat(findings()).as(one).isNotEmpty();
            Files.write(file(one), before);
        }
        assertThat(findings()).isEmpty();
    }

    // ---- the small jar, and somebody else's verifier

    @Test
    void theSmallJarVerifiesStampsWithTheRootsThatItIsGiven(@TempDir Path jars) throws Exception {
        clock.set(java.time.Clock.systemUTC().instant());
        publish(300);
        StampFiles files = stamp(authority("one", YEAR), "one");
        publish(1);
        SmallJar jar = SmallJar.in(jars);
        List<String> words = new ArrayList<>();
        for (String key : List.of("ledger-ed25519.vkey", "ledger-ml-dsa-44.vkey")) {
            words.addAll(List.of("--key", keyFolder.resolve(key).toString()));
        }
        words.addAll(List.of("--json", folder.toString()));
        SmallJar.Verdict rootless = jar.run(words.toArray(String[]::new));
        assertThat(rootless.codes()).contains("LEDGER-TIMESTAMP-UNTRUSTED");
        words.addAll(0, List.of("--root", states.resolve("one/root.pem").toString()));
        SmallJar.Verdict proved = jar.run(words.toArray(String[]::new));
        assertThat(proved.code()).as(proved.toString()).isZero();
        assertThat(proved.toString()).contains("a head of 300 entries was there at");
        LogCopy.flip(file(files.response()), 600);
        assertThat(jar.run(words.toArray(String[]::new)).code()).isEqualTo(1);
    }

    @Test
    void opensslAcceptsAStampAndRefusesAnotherHead() throws Exception {
        publish(10);
        clock.set(java.time.Clock.systemUTC().instant());
        StampFiles files = stamp(authority("one", YEAR), "one");
        Path root = states.resolve("one/root.pem");
        assertThat(openssl(files, root)).contains("Verification: OK");
        Files.writeString(file(files.checkpoint()), "another");
        assertThat(openssl(files, root)).doesNotContain("Verification: OK");
    }

    private String openssl(StampFiles files, Path root) throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(
                        "openssl",
                        "ts",
                        "-verify",
                        "-data",
                        file(files.checkpoint()).toString(),
                        "-in",
                        file(files.response()).toString(),
                        "-CAfile",
                        root.toString(),
                        "-untrusted",
                        file(files.certificates()).toString());
        Process process;
        try {
            process = command.redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "no openssl on this machine; skipped");
            throw e;
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return said;
    }
}
