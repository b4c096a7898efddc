package org.haetae.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;

/// Puts sealed files and inventories back from another copy of the archive, laid out alike. The
/// ledger says which bytes are right; a copy's bytes count only when they are these. Nothing is
/// deleted: what was damaged is kept aside.
final class Repair {

    private static final int TAKE = 1_000;

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final StorageRoot storage;
    private final Path copy;
    private final Path aside;

    /// What was erased: that its file is gone is right.
    private Set<UUID> erased = Set.of();

    private final Map<String, Repaired> outcomes = new LinkedHashMap<>();

    /// @param copy the other copy's storage root
    /// @param aside folder on the same file system that damaged files are moved into
    Repair(
            Database database,
            Ledger ledger,
            Clock clock,
            StorageRoot storage,
            Path copy,
            Path aside) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.storage = storage;
        this.copy = copy;
        this.aside = aside;
    }

    /// Goes through the whole ledger, which must have been checked before.
    ///
    /// @return what became of each file that was not right, by its place in the archive
    Map<String, Repaired> run() throws IOException {
        Map<AccessionId, Recorded> newest = new LinkedHashMap<>();
        erased = ledger.objects(Set.of(Act.ERASED));
        long position = Ledger.START;
        while (true) {
            List<Recorded> entries = ledger.after(position, TAKE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            items(entries.stream().filter(one -> one.entry().act() == Act.RECEIVED).toList());
            for (Recorded one : entries) {
                if (one.entry().act() == Act.ACCESSION_CLOSED) {
                    AccessionId accession = new AccessionId(one.entry().object());
                    inventory(accession, "v" + one.entry().code() + "/", one.entry());
                    newest.put(accession, one);
                }
            }
        }
        for (var one : newest.entrySet()) {
            // The object's own inventory is its last version's.
            inventory(one.getKey(), "", one.getValue().entry());
            declaration(one.getKey());
        }
        return outcomes;
    }

    private void items(List<Recorded> received) throws IOException {
        Map<UUID, Path> places = new HashMap<>();
        if (!received.isEmpty()) {
            database.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql(
                                            "select id, accession, version from item where id = any(?)")
                                    .param(Recorded.objects(received))
                                    .query(
                                            row -> {
                                                UUID id = row.getObject("id", UUID.class);
                                                places.put(
                                                        id,
                                                        place(
                                                                new AccessionId(
                                                                        row.getObject(
                                                                                "accession",
                                                                                UUID.class)),
                                                                row.getInt("version"),
                                                                new ItemId(id)));
                                            }));
        }
        for (Recorded one : received) {
            Path place = places.get(one.entry().object());
            if (place != null) {
                file(place, one.entry(), one.entry().object(), 0);
            }
        }
    }

    /// Where it lies, or has to lie when it is nowhere.
    private Path place(AccessionId accession, int version, ItemId item) {
        Path found = storage.find(accession, version, item);
        return Files.exists(found) ? found : storage.settled(accession, version, item);
    }

    private void inventory(AccessionId accession, String folder, Entry closed) throws IOException {
        Path file = storage.object(accession).resolve(folder + "inventory.json");
        file(file, closed, accession.value(), closed.code());
        Path sidecar = file.resolveSibling("inventory.json.sha256");
        byte[] right = (closed.sealed() + " inventory.json\n").getBytes(StandardCharsets.US_ASCII);
        if (isRight(file, closed.sealed()) && !isRight(sidecar, Digest.sha256(right))) {
            putAside(sidecar);
            Disk.replace(sidecar, right);
            outcomes.put(storage.name(sidecar), Repaired.REPAIRED);
        }
    }

    private void declaration(AccessionId accession) throws IOException {
        Path file = storage.object(accession).resolve("0=ocfl_object_1.1");
        byte[] right = "ocfl_object_1.1\n".getBytes(StandardCharsets.US_ASCII);
        if (Files.isDirectory(file.getParent()) && !isRight(file, Digest.sha256(right))) {
            putAside(file);
            Disk.replace(file, right);
            outcomes.put(storage.name(file), Repaired.REPAIRED);
        }
    }

    private void file(Path file, Entry right, UUID object, int code) throws IOException {
        if (isRight(file, right.sealed()) || erased.contains(object) && Files.notExists(file)) {
            return;
        }
        Repaired outcome = put(file, right.sealed());
        outcomes.put(storage.name(file), outcome);
        if (outcome == Repaired.REPAIRED) {
            Entry repaired =
                    Entry.of(Act.REPAIRED, code, clock.instant(), ActorId.SYSTEM, object)
                            .committing(Digest.ABSENT, Digest.ABSENT, right.sealed());
            database.run(Clearance.SYSTEM, transaction -> ledger.append(transaction, repaired));
        }
    }

    private Repaired put(Path file, Digest right) throws IOException {
        if (!file.startsWith(storage.root())) {
            return Repaired.NOT_IN_COPY; // still in deposit: no copy has it under this name
        }
        Path other = copy.resolve(storage.root().relativize(file));
        if (!Files.isRegularFile(other)) {
            return Repaired.NOT_IN_COPY;
        }
        Files.createDirectories(aside);
        // Before it is copied: where it cannot be read, that is its damage and no failure of ours.
        if (!isRight(other, right)) {
            return Repaired.COPY_DAMAGED;
        }
        Path fresh = aside.resolve("fresh");
        Files.copy(other, fresh, StandardCopyOption.REPLACE_EXISTING);
        Disk.force(fresh);
        // Of what was written here, so that the copy cannot change in between.
        if (!isRight(fresh, right)) {
            return Repaired.COPY_DAMAGED;
        }
        storage.makeFolder(file.getParent());
        putAside(file);
        // A crash here leaves no file, and both aside: the next repair puts it back.
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        Disk.forceFolder(file.getParent());
        return Repaired.REPAIRED;
    }

    private void putAside(Path damaged) throws IOException {
        if (!Files.exists(damaged)) {
            return;
        }
        Files.createDirectories(aside);
        String name =
                storage.name(damaged).replace('/', '_') + "." + clock.instant().toEpochMilli();
        Files.move(damaged, aside.resolve(name));
        Disk.forceFolder(aside);
    }

    /// What cannot be read is not right.
    private static boolean isRight(Path file, Digest right) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (var in = Files.newInputStream(file)) {
            var digest = StorageRoot.sha256();
            var buffer = new byte[256 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return new Digest(digest.digest()).equals(right);
        } catch (IOException e) {
            return false;
        }
    }
}
