package org.haetae.archive;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
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
    private final Shelf shelf;
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
        this.shelf = storage.shelf();
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

    /// Where an item is kept.
    private record Item(AccessionId accession, int version, ItemId id) {}

    private void items(List<Recorded> received) throws IOException {
        Map<UUID, Item> places = new HashMap<>();
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
                                                        new Item(
                                                                new AccessionId(
                                                                        row.getObject(
                                                                                "accession",
                                                                                UUID.class)),
                                                                row.getInt("version"),
                                                                new ItemId(id)));
                                            }));
        }
        for (Recorded one : received) {
            Item item = places.get(one.entry().object());
            if (item == null) {
                continue;
            }
            Path waiting = storage.waiting(item.accession(), item.version(), item.id());
            // In deposit no copy has it.
            if (!Files.exists(waiting)) {
                file(
                        storage.settled(item.accession(), item.version(), item.id()),
                        one.entry(),
                        one.entry().object(),
                        0);
            } else if (!isRight(Files.newByteChannel(waiting), one.entry().sealed())) {
                outcomes.put(
                        storage.deposit().getParent().relativize(waiting).toString(),
                        Repaired.NOT_IN_COPY);
            }
        }
    }

    private void inventory(AccessionId accession, String folder, Entry closed) throws IOException {
        String file = storage.place(accession) + "/" + folder + "inventory.json";
        file(file, closed, accession.value(), closed.code());
        byte[] right = (closed.sealed() + " inventory.json\n").getBytes(StandardCharsets.US_ASCII);
        if (isRight(file, closed.sealed())) {
            known(file + ".sha256", right);
        }
    }

    private void declaration(AccessionId accession) throws IOException {
        if (shelf.holds(storage.place(accession))) {
            known(
                    storage.place(accession) + "/0=ocfl_object_1.1",
                    "ocfl_object_1.1\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// What has to be there is known without a copy.
    private void known(String place, byte[] right) throws IOException {
        if (!isRight(place, Digest.sha256(right))) {
            putAside(place);
            shelf.put(place, Files.write(fresh(), right));
            outcomes.put(StorageRoot.name(place), Repaired.REPAIRED);
        }
    }

    private Path fresh() throws IOException {
        return Files.createDirectories(aside).resolve("fresh");
    }

    private void file(String place, Entry right, UUID object, int code) throws IOException {
        if (isRight(place, right.sealed()) || erased.contains(object) && !shelf.holds(place)) {
            return;
        }
        Repaired outcome = put(place, right.sealed());
        outcomes.put(StorageRoot.name(place), outcome);
        if (outcome == Repaired.REPAIRED) {
            Entry repaired =
                    Entry.of(Act.REPAIRED, code, clock.instant(), ActorId.SYSTEM, object)
                            .committing(Digest.ABSENT, Digest.ABSENT, right.sealed());
            database.run(Clearance.SYSTEM, transaction -> ledger.append(transaction, repaired));
        }
    }

    private Repaired put(String place, Digest right) throws IOException {
        Path other = copy.resolve(place);
        if (!Files.isRegularFile(other)) {
            return Repaired.NOT_IN_COPY;
        }
        // Before it is copied: where it cannot be read, that is its damage and no failure of ours.
        if (!isRight(Files.newByteChannel(other), right)) {
            return Repaired.COPY_DAMAGED;
        }
        Path fresh = fresh();
        Files.copy(other, fresh, StandardCopyOption.REPLACE_EXISTING);
        Disk.force(fresh);
        // Of what was written here, so that the copy cannot change in between.
        if (!isRight(Files.newByteChannel(fresh), right)) {
            return Repaired.COPY_DAMAGED;
        }
        putAside(place);
        // A crash here leaves no file, and both aside: the next repair puts it back.
        shelf.put(place, fresh);
        return Repaired.REPAIRED;
    }

    private void putAside(String damaged) throws IOException {
        if (shelf.holds(damaged)) {
            Files.createDirectories(aside);
            var name =
                    StorageRoot.name(damaged).replace('/', '_')
                            + "."
                            + clock.instant().toEpochMilli();
            shelf.keepAside(damaged, aside.resolve(name));
        }
    }

    private boolean isRight(String place, Digest right) {
        try {
            return isRight(shelf.open(place), right);
        } catch (IOException e) {
            return false;
        }
    }

    /// What cannot be read is not right.
    private static boolean isRight(ReadableByteChannel file, Digest right) {
        try (var in = Channels.newInputStream(file)) {
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
