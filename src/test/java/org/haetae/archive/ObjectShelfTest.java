package org.haetae.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocfl.api.OcflRepository;
import io.ocfl.core.OcflRepositoryBuilder;
import io.ocfl.core.extension.storage.layout.config.HashedNTupleLayoutConfig;
import io.ocfl.core.storage.OcflStorageBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Severity;
import org.haetae.objects.Bucket;
import org.haetae.objects.ObjectStore;
import org.haetae.packing.OcflCheck;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same archive, its storage root in an object store.
class ObjectShelfTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static int places;

    @TempDir static Path shared;
    private static ObjectStore objects;

    @TempDir Path folder;
    private final String place = "s3://evidence/archive-" + places++;
    private Bucket bucket;
    private Home home;
    private Database database;
    private Ledger ledger;
    private Archive archive;

    @BeforeAll
    static void start() throws Exception {
        objects = new ObjectStore(shared);
    }

    @AfterAll
    static void stop() {
        if (objects != null) {
            objects.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        Home.open(folder.resolve("home")).close();
        Files.writeString(
                folder.resolve("home/haetae.yaml"), "archive:\n  store: %s\n".formatted(place));
        bucket = Bucket.open(place);
        home = Home.open(folder.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, CLOCK);
        archive = new Archive(home, database, ledger, CLOCK);
    }

    @AfterEach
    void close() {
        archive.close();
        database.close();
        home.close();
        bucket.close();
    }

    private Accession accession(String origin) {
        return archive.open(
                Clearance.SYSTEM,
                new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), origin));
    }

    private List<ItemId> receive(Accession accession, String... letters) throws IOException {
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        try (var door = archive.receive(Clearance.SYSTEM, accession)) {
            for (var letter : letters) {
                door.receive(
                        new Incoming(letter, Optional.empty(), Optional.empty(), Optional.empty()),
                        new ByteArrayInputStream(letter.getBytes(UTF_8)),
                        receipts::add);
            }
        }
        ledger.publish();
        return receipts.stream().map(Receipt::item).toList();
    }

    private List<String> wrong() {
        ledger.publish();
        var findings = new ArrayList<Finding>(ledger.verify());
        findings.addAll(archive.verify(true));
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.subject())
                .toList();
    }

    private Path downloaded(String name) throws IOException {
        var to = folder.resolve(name);
        for (var path : bucket.list("").keySet()) {
            var file = to.resolve(path);
            Files.createDirectories(file.getParent());
            try (var in = bucket.read(path)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }

    private String at(Accession accession, ItemId item) {
        return archive.storage().settled(accession.id(), 1, item);
    }

    @Test
    void anIntakeLiesInTheStoreAsAnOcflRootThatOthersAccept() throws IOException {
        var accession = accession("box");
        var items = new ArrayList<>(receive(accession, "one letter", "another letter"));
        assertThat(bucket.holds(archive.storage().place(accession.id()))).isFalse();
        assertThat(wrong()).isEmpty(); // durable in deposit
        archive.complete(Clearance.SYSTEM, accession.id());
        items.addAll(receive(accession, "a letter that came later"));
        archive.settle();
        assertThat(wrong()).isEmpty();
        assertThat(home.archive()).isEmptyDirectory();
        assertThat(home.directory().resolve("deposit")).isEmptyDirectory();
        for (var item : items) {
            for (int again = 0; again < 2; again++) {
                try (var in = archive.read(Clearance.SYSTEM, item)) {
                    assertThat(new String(in.readAllBytes(), UTF_8)).contains("letter");
                }
            }
        }
        var root = downloaded("root");
        assertThat(OcflCheck.root(root, true))
                .allMatch(finding -> finding.code().equals("OCFL-W004"));
        OcflRepository repository =
                new OcflRepositoryBuilder()
                        .defaultLayoutConfig(new HashedNTupleLayoutConfig())
                        .storage(OcflStorageBuilder.builder().fileSystem(root).build())
                        .workDir(Files.createDirectory(folder.resolve("work")))
                        .build();
        var id = StorageRoot.objectId(accession.id());
        assertThat(repository.validateObject(id, true).hasErrors()).isFalse();
        assertThat(repository.describeObject(id).getHeadVersionNum()).hasToString("v2");
    }

    @Test
    void whatIsAlteredRemovedOrAddedInTheStoreIsNamedAndRepairedFromACopy() throws IOException {
        var accession = accession("box");
        var items = receive(accession, "one letter", "another letter", "a third letter");
        archive.complete(Clearance.SYSTEM, accession.id());
        var copy = downloaded("copy");
        var altered = Files.readAllBytes(copy.resolve(at(accession, items.get(0))));
        altered[altered.length - 1] ^= 1;
        bucket.replace(at(accession, items.get(0)), altered);
        assertThat(wrong()).containsExactly("ARCHIVE-FILE-ALTERED " + items.get(0));
        bucket.delete(at(accession, items.get(1)));
        assertThat(wrong())
                .containsExactlyInAnyOrder(
                        "ARCHIVE-FILE-ALTERED " + items.get(0),
                        "ARCHIVE-FILE-MISSING " + items.get(1));
        var inventory = archive.storage().place(accession.id()) + "/inventory.json";
        bucket.replace(inventory, "{}".getBytes(UTF_8));
        assertThat(archive.repair(copy))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "archive/" + at(accession, items.get(0)), Repaired.REPAIRED,
                                "archive/" + at(accession, items.get(1)), Repaired.REPAIRED,
                                "archive/" + inventory, Repaired.REPAIRED));
        assertThat(wrong()).isEmpty();
        assertThat(home.directory().resolve("damaged")).isNotEmptyDirectory();
        var stray = archive.storage().place(accession.id()) + "/v1/content/00/stray.age";
        bucket.replace(stray, new byte[1]);
        assertThat(archive.verify(true))
                .extracting(Finding::code)
                .containsExactly("ARCHIVE-FILE-STRAY");
    }

    @Test
    void whatIsErasedWithItsBytesIsGoneFromTheStore() throws IOException {
        var accession = accession("box");
        receive(accession, "a letter of a witness who withdraws");
        archive.complete(Clearance.SYSTEM, accession.id());
        var other = accession("other box");
        receive(other, "another letter");
        archive.complete(Clearance.SYSTEM, other.id());
        var decisions = archive.decisions();
        var erasures = archive.erasures();
        var request =
                decisions.ask(
                        person(), accession.id().value(), Ground.WITHDRAWN, true, "she withdraws");
        decisions.approve(person(), request, "agreed");
        erasures.destroyKeys(request);
        erasures.removeFiles(request);
        erasures.removeFiles(request);
        erasures.ended(request);
        assertThat(bucket.holds(archive.storage().place(accession.id()))).isFalse();
        assertThat(bucket.list("").keySet())
                .filteredOn(path -> path.endsWith(".age"))
                .singleElement()
                .asString()
                .startsWith(archive.storage().place(other.id()));
        assertThat(wrong()).isEmpty();
    }

    private static Clearance person() {
        return Clearance.of(ActorId.random(), Set.of(Role.values()), Set.of(CompartmentId.GENERAL));
    }

    /// Before, amid and after the bringing of a version, the process ends; the next start finishes.
    @Test
    void aStartFinishesWhatACrashLeftHalfBrought() throws IOException {
        for (var moment : List.of("before", "amid", "after")) {
            var accession = accession(moment);
            var items = receive(accession, "first " + moment, "second " + moment);
            var deposit = home.directory().resolve("deposit/" + accession.id());
            // Sealed, and never acknowledged: nobody knows of it.
            var unknown = deposit.resolve("v1/content/00/%s.age".formatted(ItemId.random()));
            Files.createDirectories(unknown.getParent());
            Files.write(unknown, new byte[100]);
            switch (moment) {
                case "amid" ->
                        bucket.replace(
                                at(accession, items.getFirst()),
                                Files.readAllBytes(
                                        archive.storage()
                                                .waiting(accession.id(), 1, items.getFirst())));
                case "after" -> {
                    Files.delete(unknown);
                    settleWithoutEntry(accession, items);
                    assertThat(deposit).doesNotExist();
                }
                default -> {}
            }
            archive.close();
            archive = new Archive(home, database, ledger, CLOCK);
            assertThat(deposit).doesNotExist();
            assertThat(bucket.list(archive.storage().place(accession.id())))
                    .as(moment)
                    .hasSize(items.size() + 5);
            assertThat(wrong()).as(moment).isEmpty();
        }
    }

    private void settleWithoutEntry(Accession accession, List<ItemId> items) throws IOException {
        var contents = new ArrayList<StorageRoot.Content>();
        for (var item : items) {
            var sealed = Files.readAllBytes(archive.storage().waiting(accession.id(), 1, item));
            contents.add(new StorageRoot.Content(item, 1, Digest.sha256(sealed).toString()));
        }
        try (var disk = new Disk(home.directory())) {
            archive.storage()
                    .settle(
                            accession.id(),
                            StorageRoot.versions(
                                    1, accession.openedAt(), accession.actor().toString()),
                            contents,
                            disk);
        }
    }

    @Test
    void aPlaceThatDoesNotAnswerAccusesNobody() throws Exception {
        var accession = accession("box");
        receive(accession, "a letter");
        archive.complete(Clearance.SYSTEM, accession.id());
        var there = shared.resolve("objects/evidence");
        Files.move(there, shared.resolve("away"));
        assertThatThrownBy(() -> archive.verify(true)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> archive.compareRows()).isInstanceOf(RuntimeException.class);
        assertThat(archive.fixity().failures(Clearance.SYSTEM)).isEmpty();
        Files.move(shared.resolve("away"), there);
        assertThat(wrong()).isEmpty();
    }

    @Test
    void anArchiveThatLiesInTheHomeIsNotLeftThereUnseen() throws IOException {
        archive.close();
        Files.writeString(home.archive().resolve("0=ocfl_1.1"), "ocfl_1.1\n");
        assertThatThrownBy(() -> new Archive(home, database, ledger, CLOCK))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("is not empty");
        Files.delete(home.archive().resolve("0=ocfl_1.1"));
        archive = new Archive(home, database, ledger, CLOCK);
    }
}
