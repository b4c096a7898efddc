package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.custody.Custody;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.Intruder;
import org.haetae.packing.Parcel;
import org.haetae.verify.Verifier;
import org.haetae.witness.Listener;
import org.haetae.witness.TimestampAuthority;
import org.haetae.witness.Witness;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Fourteen kinds of tampering, each at random places of one real home and of a bag that left it:
/// ten, with `-Dhaetae.torture=all` a hundred. Every one is found, and by the codes that name it;
/// afterwards the place is put back and everything fits again.
///
/// What is not tampered with because it proves nothing: the layout's description, tiles that only
/// older heads stand on.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TamperingTest {

    private static final int PLACES = "all".equals(System.getProperty("haetae.torture")) ? 100 : 10;
    private static final int ACCESSIONS = 8;

    @TempDir static Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<ItemId> items = new ArrayList<>();

    /// The ledger's folder after each accession.
    private final List<Path> older = new ArrayList<>();

    private final SteppedClock clock = new SteppedClock(MadeLog.NOON);
    private Home home;
    private Database database;
    private Ledger ledger;
    private Archive archive;
    private Intruder intruder;
    private Path bag;
    private Random random;

    @BeforeAll
    void fill() throws Exception {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("tampering by -Dhaetae.seed=" + seed);
        random = new Random(seed);
        Witness witness = later(Witness.open(folder.resolve("witness"), Optional.empty(), clock));
        Listener listener = later(Listener.of(witness, new InetSocketAddress("127.0.0.1", 0)));
        Path at = folder.resolve("home");
        Files.createDirectory(at, permissions("rwx------"));
        Path settings = Files.createFile(at.resolve("haetae.yaml"), permissions("rw-------"));
        Files.writeString(
                settings,
                """
                witnesses:
                  - %s %s
                timestamp:
                  authorities:
                    - one %s %s
                """
                        .formatted(
                                listener.address(),
                                witness.showPublic(),
                                authority(),
                                folder.resolve("authority/root.pem")));
        home = later(Home.open(at));
        database = later(Database.open(home));
        ledger = new Ledger(home, database, clock);
        archive = later(new Archive(home, database, ledger, clock));
        Attestations attestations = later(new Attestations(home, database, ledger, clock));
        witness.learn(ledger.verifierKeys());
        for (int i = 0; i < ACCESSIONS; i++) {
            receive(i);
            clock.forward(Duration.ofMinutes(20));
            if (i % 2 == 1) {
                assertThat(attestations.askNow()).allMatch(state -> state.outcome().isWell());
            }
            ledger.publish();
            older.add(folder.resolve("older" + i));
            LogCopy.copy(home.ledger(), older.getLast());
        }
        bag = folder.resolve("bag");
        try (Parcel parcel = Parcel.folder(bag)) {
            new Custody(database, ledger, archive, (by, some) -> java.util.Map.of(), clock)
                    .bag(Clearance.SYSTEM, items.subList(0, 4), parcel);
        }
        ledger.publish();
        intruder = later(Intruder.beside(home));
        intruder.keep();
        assertThat(check()).isEmpty();
        assertThat(verify(bag)).isEmpty();
    }

    private <T extends AutoCloseable> T later(T one) {
        open.add(one);
        return one;
    }

    @AfterAll
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    private static java.nio.file.attribute.FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private URI authority() throws IOException {
        return later(
                        Listener.of(
                                at -> {
                                    try {
                                        return TimestampAuthority.open(
                                                folder.resolve("authority"),
                                                at.resolve("/crl"),
                                                Duration.ofDays(365),
                                                clock);
                                    } catch (IOException e) {
                                        throw new java.io.UncheckedIOException(e);
                                    }
                                },
                                new InetSocketAddress("127.0.0.1", 0)))
                .address();
    }

    private void receive(int number) throws IOException {
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession(
                                "Box " + number,
                                "A colleague",
                                "",
                                Set.of(CompartmentId.GENERAL),
                                ""));
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            for (int i = 0; i < 3; i++) {
                String text = "an invented letter %d of box %d".formatted(i, number);
                receiving.receive(
                        new Incoming(
                                "letter" + i + ".txt",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        receipt -> {
                            synchronized (items) {
                                items.add(receipt.item());
                            }
                        });
            }
        }
        archive.complete(Clearance.SYSTEM, accession.id());
    }

    // ---- what checks

    /// As `haetae verify` does.
    private List<Finding> check() throws IOException {
        List<Finding> findings = new ArrayList<>(ledger.verify());
        // One that remembers no key from before.
        try (Archive fresh = Archive.asFound(home, database, ledger, clock)) {
            findings.addAll(fresh.verify(false));
        } catch (IntegrityException broken) {
            // What a check stumbles over so that it cannot go on is what it found.
            findings.add(broken.finding());
        }
        return findings;
    }

    /// As `haetae-verify.jar` does.
    private List<String> verify(Path package_) {
        var out = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>();
        for (String key : List.of("ledger-ed25519.vkey", "ledger-ml-dsa-44.vkey")) {
            words.addAll(List.of("--key", home.keys().resolve(key).toString()));
        }
        words.addAll(List.of("--root", folder.resolve("authority/root.pem").toString()));
        words.addAll(List.of("--json", package_.toString()));
        var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = new Verifier(stream, stream).run(words.toArray(String[]::new));
        List<String> codes =
                Pattern.compile("\"code\":\"([^\"]+)\"")
                        .matcher(out.toString(StandardCharsets.UTF_8))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        return code == 3 ? List.of("COULD-NOT-BE-CHECKED") : codes;
    }

    /// @param codes what one at least has to match; every other finding is a consequence, of the
    ///   same part of the home
    private void assertNamed(String what, String codes, List<Finding> found) {
        assertThat(found.stream().map(Finding::code))
                .as("%s; found %s", what, found)
                .anyMatch(code -> code.matches(codes));
    }

    private interface Harm {
        void run() throws Exception;
    }

    /// Does harm to one file, looks, and puts it back.
    private void harmed(Path file, String what, String codes, Harm harm) throws Exception {
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
        harm.run();
        try {
            String place = folder.relativize(file).toString();
            if (file.startsWith(bag)) {
                assertThat(verify(bag))
                        .as(what + " " + place)
                        .isNotEmpty()
                        .anyMatch(code -> code.matches(codes));
            } else {
                assertNamed(what + " " + place, codes, check());
            }
        } finally {
            if (before == null) {
                Files.deleteIfExists(file);
            } else {
                Files.createDirectories(file.getParent());
                Files.write(file, before);
            }
        }
    }

    /// One bit, but not that between a capital and a small letter: in digests both mean the same.
    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        int bit = random.nextInt(8);
        bytes[at] ^= (byte) (1 << (bit == 5 && Character.isLetter(bytes[at]) ? 4 : bit));
        Files.write(file, bytes);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private List<Path> files(Path in, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> in.relativize(file).toString().matches(pattern))
                    .sorted()
                    .toList();
        }
    }

    /// Sealed files, and what of the ledger its newest head stands on.
    private List<Path> evidence() throws IOException {
        List<Path> files = new ArrayList<>(files(home.archive(), ".*\\.age"));
        long size = ledger.published().map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
        for (int level : new int[] {0, TilePath.ENTRIES}) {
            files.add(
                    home.ledger()
                            .resolve(
                                    new TilePath(level, 0, TilePath.widthAt(level, 0, size))
                                            .path()));
        }
        return files;
    }

    /// By what a change of this file is named.
    private static String codesOf(Path file) {
        String place = file.toString();
        return place.endsWith(".age")
                ? "ARCHIVE-FILE-(ALTERED|MISSING)"
                : place.contains("tile/entries")
                        ? "LEDGER-(ENTRY-ALTERED|BUNDLE-M.*)"
                        : "LEDGER-TILE-.*";
    }

    // ---- the kinds

    @Test
    void edit() throws Exception {
        for (int i = 0; i < PLACES; i++) {
            Path file = any(evidence());
            harmed(file, "edit", codesOf(file), () -> flip(file));
        }
    }

    @Test
    void delete() throws Exception {
        List<Path> files = new ArrayList<>(evidence());
        files.addAll(files(home.archive(), ".*inventory\\.json(\\.sha256)?"));
        files.add(home.ledger().resolve("checkpoint"));
        files.add(home.keys().resolve("ledger.newest"));
        for (int i = 0; i < PLACES; i++) {
            Path file = any(files);
            String codes =
                    file.toString().contains("inventory")
                            ? "ARCHIVE-INVENTORY-DAMAGED|OCFL-E0(58|63)|OCFL-W010"
                            : file.endsWith("checkpoint")
                                    ? "LEDGER-CHECKPOINT-MISSING"
                                    : file.endsWith("ledger.newest")
                                            ? "LEDGER-LOCK-MISSING"
                                            : codesOf(file);
            harmed(file, "delete", codes, () -> Files.delete(file));
        }
    }

    @Test
    void insert() throws Exception {
        Path entries = evidence().getLast();
        List<Path> folders = new ArrayList<>();
        for (Path in : List.of(home.archive(), home.ledger())) {
            try (Stream<Path> all = Files.walk(in)) {
                all.filter(Files::isDirectory)
                        .filter(one -> !one.toString().contains("/extensions"))
                        .filter(one -> !one.equals(home.archive())) // OCFL lets files lie there
                        .forEach(folders::add);
            }
        }
        for (int i = 0; i < PLACES; i++) {
            if (i % 4 == 0) {
                harmed(
                        entries,
                        "insert an entry",
                        "LEDGER-(BUNDLE-MALFORMED|ENTRY-ALTERED)",
                        () -> {
                            List<byte[]> bundle = bundle(entries);
                            bundle.add(
                                    random.nextInt(bundle.size() + 1),
                                    MadeLog.leaves(1).getFirst());
                            Files.write(entries, LogFolder.join(bundle));
                        });
            } else {
                Path stray = any(folders).resolve(UUID.randomUUID() + (i % 2 == 0 ? ".age" : ""));
                harmed(
                        stray,
                        "insert a file",
                        "(ARCHIVE|LEDGER)-FILE-STRAY|OCFL-E0(01|15|23|84|85|72)",
                        () -> Files.writeString(stray, "put in"));
            }
        }
    }

    private static List<byte[]> bundle(Path file) throws IOException {
        List<byte[]> entries = new ArrayList<>();
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < bytes.length; ) {
            int length = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
            entries.add(Arrays.copyOfRange(bytes, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return entries;
    }

    @Test
    void reorder() throws Exception {
        Path entries = evidence().getLast();
        Path tile = evidence().get(evidence().size() - 2);
        List<Path> sealed = files(home.archive(), ".*\\.age");
        for (int i = 0; i < PLACES; i++) {
            if (i % 2 == 0) {
                List<byte[]> bundle = bundle(entries);
                int one = random.nextInt(bundle.size() - 1);
                int other = one + 1 + random.nextInt(bundle.size() - one - 1);
                java.util.Collections.swap(bundle, one, other);
                boolean withTile = i % 4 == 0;
                byte[] before = Files.readAllBytes(tile);
                try {
                    harmed(
                            entries,
                            "reorder entries %d and %d".formatted(one, other),
                            withTile
                                    ? "LEDGER-ROOT-DIFFERS"
                                    : "LEDGER-(ENTRY-ALTERED|ROOT-DIFFERS|PREVIOUS-WRONG)",
                            () -> {
                                Files.write(entries, LogFolder.join(bundle));
                                if (withTile) {
                                    Files.write(
                                            tile,
                                            MadeLog.concatenate(
                                                    bundle.stream()
                                                            .map(
                                                                    leaf ->
                                                                            Merkle.leafHash(leaf)
                                                                                    .bytes())
                                                            .toList()));
                                }
                            });
                } finally {
                    Files.write(tile, before);
                }
            } else {
                Path one = any(sealed);
                Path other = any(sealed.stream().filter(file -> !file.equals(one)).toList());
                byte[] kept = Files.readAllBytes(other);
                try {
                    harmed(
                            one,
                            "exchange sealed files",
                            "ARCHIVE-FILE-ALTERED",
                            () -> {
                                Files.write(other, Files.readAllBytes(one));
                                Files.write(one, kept);
                            });
                } finally {
                    Files.write(other, kept);
                }
            }
        }
    }

    @Test
    void truncate() throws Exception {
        List<Path> files = new ArrayList<>(evidence());
        files.add(home.ledger().resolve("checkpoint"));
        for (int i = 0; i < PLACES; i++) {
            Path file = any(files);
            byte[] bytes = Files.readAllBytes(file);
            int length = random.nextInt(bytes.length);
            harmed(
                    file,
                    "truncate to " + length,
                    file.endsWith("checkpoint")
                            ? "LEDGER-(CHECKPOINT-MALFORMED|SIGNATURE-.*|ANSWER-MISSING)"
                            : codesOf(file),
                    () -> Files.write(file, Arrays.copyOf(bytes, length)));
        }
    }

    /// The ledger's folder of another time, alone or with the lock store of then: the database has
    /// what came since, and the lock store when it was left.
    @Test
    void rollBackToAnOldCopy() throws Exception {
        Path now = folder.resolve("now");
        LogCopy.copy(home.ledger(), now);
        Path lock = home.keys().resolve("ledger.newest");
        byte[] newest = Files.readAllBytes(lock);
        for (int i = 0; i < PLACES; i++) {
            Path then = any(older);
            LogCopy.delete(home.ledger());
            LogCopy.copy(then, home.ledger());
            if (random.nextBoolean()) {
                Files.write(lock, Files.readAllBytes(then.resolve("checkpoint")));
            }
            try {
                assertNamed(
                        "roll back to " + then.getFileName(), "LEDGER-LOG-ROLLED-BACK", check());
            } finally {
                LogCopy.delete(home.ledger());
                LogCopy.copy(now, home.ledger());
                Files.write(lock, newest);
            }
        }
        assertThat(check()).isEmpty();
    }

    /// Another history, signed with the log's own keys: from a random entry on others are in it.
    @Test
    void fork() throws Exception {
        Path now = folder.resolve("now-fork");
        LogCopy.copy(home.ledger(), now);
        List<byte[]> leaves = bundle(evidence().getLast());
        LogKeys keys = LogKeys.open(home.keys());
        for (int i = 0; i < PLACES; i++) {
            int from = random.nextInt(leaves.size());
            List<byte[]> forked = new ArrayList<>(leaves.subList(0, from));
            forked.addAll(MadeLog.leaves(leaves.size() - from + random.nextInt(3)));
            MadeLog.write(home.ledger(), keys, forked);
            try {
                assertNamed(
                        "fork from entry " + from,
                        "LEDGER-(CHECKPOINT-FORKED|LOG-ROLLED-BACK)",
                        check());
            } finally {
                LogCopy.delete(home.ledger());
                LogCopy.copy(now, home.ledger());
            }
        }
        assertThat(check()).isEmpty();
    }

    /// The newest head, an older or a stamped one signed anew by somebody else's keys of the same
    /// name, or the home's public keys exchanged for others.
    @Test
    void swapKeys() throws Exception {
        List<Path> heads = new ArrayList<>(files(home.ledger(), "checkpoint|checkpoints/.*"));
        LogKeys own = LogKeys.open(home.keys());
        for (int i = 0; i < PLACES; i++) {
            SigningKey ed25519 = SigningKey.make(own.origin(), KeyType.ED25519);
            SigningKey mlDsa = SigningKey.make(own.origin(), KeyType.ML_DSA_44);
            if (i % 3 == 0) {
                boolean old = random.nextBoolean();
                Path key =
                        home.keys()
                                .resolve(
                                        LogKeys.publicFile(
                                                old ? KeyType.ED25519 : KeyType.ML_DSA_44));
                harmed(
                        key,
                        "swap a public key",
                        "LEDGER-SIGNATURE-MISSING",
                        () ->
                                Files.writeString(
                                        key, (old ? ed25519 : mlDsa).verifier().vkey() + "\n"));
            } else {
                Path file = any(heads);
                Checkpoint head =
                        Checkpoint.parse(SignedNote.parse(Files.readAllBytes(file)).text());
                harmed(
                        file,
                        "swap the keys of a head",
                        "LEDGER-SIGNATURE-MISSING",
                        () ->
                                Files.write(
                                        file,
                                        new SignedNote(
                                                        head.text(),
                                                        List.of(
                                                                ed25519.sign(head, clock.instant()),
                                                                mlDsa.sign(head, clock.instant())))
                                                .encode()));
            }
        }
    }

    /// A log whose clock was moved at a random entry, by hours or years, forward or back, and whose
    /// heads an honest witness cosigned before and after.
    @Test
    void moveTheClock(@TempDir Path logs) throws Exception {
        List<SigningKey> witness =
                List.of(SigningKey.make("witness.example/w", KeyType.ED25519_COSIGNATURE));
        for (int i = 0; i < PLACES; i++) {
            Path log = Files.createDirectory(logs.resolve("log" + i));
            LogKeys keys = LogKeys.open(Files.createDirectory(logs.resolve("keys" + i)));
            Duration moved =
                    Duration.ofMinutes(90 + random.nextInt(60 * 24 * 365 * 3))
                            .multipliedBy(random.nextBoolean() ? 1 : -1);
            int at = 1 + random.nextInt(18);
            List<byte[]> leaves = new ArrayList<>();
            Instant honest = MadeLog.NOON;
            for (int n = 0; n < 20; n++) {
                honest = honest.plusSeconds(60);
                Instant told = n < at ? honest : honest.plus(moved);
                leaves.add(MadeLog.leaf(UUID.randomUUID(), told, OptionalLong.empty()));
                if (n == at - 1 || n == 19) {
                    Checkpoint head = MadeLog.write(log, keys, leaves);
                    Instant now = honest;
                    List<SignedNote.Line> lines =
                            witness.stream().map(key -> key.sign(head, now)).toList();
                    Path file = log.resolve("checkpoints/" + head.size());
                    Files.write(
                            file, SignedNote.parse(Files.readAllBytes(file)).with(lines).encode());
                    if (n < 19) {
                        leaves.add(recorded(head, lines, n + 1 < at ? now : now.plus(moved)));
                    }
                }
            }
            List<VerifierKey> known = new ArrayList<>(keys.verifiers());
            witness.forEach(key -> known.add(key.verifier()));
            assertNamed(
                    "move the clock by " + moved,
                    "LEDGER-(CLOCK-AHEAD|CLOCK-BEHIND|TIME-BACKWARDS)",
                    new LedgerCheck(new LogFolder(log), known).run().findings());
        }
    }

    private static byte[] recorded(Checkpoint head, List<SignedNote.Line> lines, Instant time) {
        Entry entry =
                Entry.of(
                                Act.ATTESTED,
                                Attestation.Kind.COSIGNATURE.number(),
                                time,
                                ActorId.SYSTEM,
                                Attestation.object(head))
                        .committing(
                                Digest.ABSENT,
                                Attestation.record(AttestationCheck.answer(lines)),
                                Digest.ABSENT);
        return new Leaf(entry, OptionalLong.empty()).encode();
    }

    @Test
    void alterAnInventory() throws Exception {
        List<Path> inventories = files(home.archive(), ".*inventory\\.json(\\.sha256)?");
        for (int i = 0; i < PLACES; i++) {
            Path file = any(inventories);
            harmed(file, "alter an inventory", "ARCHIVE-INVENTORY-.*|OCFL-E.*", () -> flip(file));
        }
    }

    @Test
    void alterAManifest() throws Exception {
        List<Path> manifests =
                files(bag, "(tag)?manifest-sha(256|512)\\.txt|custody/custody\\.json");
        for (int i = 0; i < PLACES; i++) {
            Path file = any(manifests);
            harmed(file, "alter a manifest", "BAG-.*|CUSTODY-.*", () -> flip(file));
        }
    }

    /// Columns to which the ledger commits, directly or by what it has the digest of.
    private static final List<String> COLUMNS =
            List.of(
                    "item.accession",
                    "item.compartments",
                    "item.parent",
                    "item.depth",
                    "item.previous",
                    "item.sealed_bytes",
                    "item.sealed_sha256",
                    "item.content_key",
                    "item.description",
                    "item.received_at",
                    "item.position",
                    "accession.compartments",
                    "accession.actor",
                    "accession.description",
                    "accession.opened_at",
                    "accession.position",
                    "vault.wrapped",
                    "scope.wrapped",
                    "ledger_entry.act",
                    "ledger_entry.object",
                    "ledger_entry.time",
                    "ledger_entry.leaf",
                    "ledger_head.size",
                    "ledger_checkpoint.root");

    @Test
    void alterARow() throws Exception {
        for (int i = 0; i < PLACES; i++) {
            String[] column = any(COLUMNS).split("\\.");
            String type =
                    intruder.ask(
                                    "select data_type from information_schema.columns where table_schema = 'public' and table_name = '%s' and column_name = '%s'"
                                            .formatted(column[0], column[1]))
                            .getFirst();
            String value =
                    switch (type) {
                        case "bytea" ->
                                "set_byte(%1$s, %2$d %% length(%1$s), get_byte(%1$s, %2$d %% length(%1$s)) # 1)"
                                        .formatted(column[1], random.nextInt(1_000_000));
                        case "uuid" -> "gen_random_uuid()";
                        case "ARRAY" -> "'{}'";
                        case "timestamp with time zone" ->
                                "%s - interval '%d minutes'"
                                        .formatted(column[1], 1 + random.nextInt(100_000));
                        default -> "%s + %d".formatted(column[1], 1 + random.nextInt(9));
                    };
            String change =
                    "update %1$s set %2$s = %3$s where ctid = (select ctid from %1$s order by md5(ctid::text || '%4$d') limit 1) returning %2$s"
                            .formatted(column[0], column[1], value, random.nextInt());
            String before =
                    intruder.ask(
                                    "select md5(string_agg(t::text, ',' order by t::text)) from %s t"
                                            .formatted(column[0]))
                            .getFirst();
            intruder.execute(change);
            try {
                String after =
                        intruder.ask(
                                        "select md5(string_agg(t::text, ',' order by t::text)) from %s t"
                                                .formatted(column[0]))
                                .getFirst();
                if (after.equals(before)) {
                    continue; // what was there already, no compartment say
                }
                assertNamed(
                        change,
                        "ARCHIVE-(ROW-.*|KEY-UNUSABLE|FILE-MISSING)|LEDGER-(ROW-.*|HEAD-.*|ENTRY-MALFORMED|CHECKPOINT-FORKED|JOURNAL-.*)",
                        check());
            } finally {
                intruder.putBack(column[0]);
            }
        }
        assertThat(check()).isEmpty();
    }

    @Test
    void alterATimestamp() throws Exception {
        List<Path> stamps = files(home.ledger(), "timestamps/.*");
        assertThat(stamps).hasSizeGreaterThan(10);
        for (int i = 0; i < PLACES; i++) {
            Path file = any(stamps);
            harmed(
                    file,
                    "alter a timestamp",
                    "LEDGER-(TIMESTAMP-.*|ANSWER-MISSING|SIGNATURE-.*|CHECKPOINT-.*)",
                    () -> flip(file));
        }
    }

    @Test
    void alterACheckpoint() throws Exception {
        List<Path> heads = new ArrayList<>(files(home.ledger(), "checkpoint|checkpoints/.*"));
        heads.add(home.keys().resolve("ledger.newest"));
        for (int i = 0; i < PLACES; i++) {
            Path file = any(heads);
            harmed(
                    file,
                    "alter a checkpoint",
                    "LEDGER-(CHECKPOINT-.*|SIGNATURE-.*|COSIGNATURE-.*|ANSWER-MISSING|LOCK-ALTERED)",
                    () -> flip(file));
        }
    }
}
