package org.haetae.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares archive and database with the ledger, collects what it finds and goes on.
///
/// Goes through the ledger entry by entry: for each reception the sealed file, its inventory line,
/// its key and its row. What is left over at the end was put there by somebody else.
final class ArchiveCheck {

    private static final int TAKE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// A row of the item table as it stands.
    private record Row(
            UUID id,
            UUID accession,
            Set<?> compartments,
            Scope scope,
            Secret secret,
            UUID parent,
            int depth,
            UUID previous,
            int version,
            long sealedBytes,
            byte[] sealedSha256,
            byte[] description,
            long position) {}

    private final Database database;
    private final Ledger ledger;
    private final Vault vault;
    private final StorageRoot storage;
    private final boolean deep;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<AccessionId, Map<String, String>> inventories = new HashMap<>();

    ArchiveCheck(Database database, Ledger ledger, Vault vault, StorageRoot storage, boolean deep) {
        this.database = database;
        this.ledger = ledger;
        this.vault = vault;
        this.storage = storage;
        this.deep = deep;
    }

    List<Finding> run() {
        long position = Ledger.START;
        var received = 0L;
        var again = 0L;
        while (true) {
            var entries = ledger.after(position, TAKE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            var receptions = of(entries, Act.RECEIVED);
            received += receptions.size();
            receptions(receptions);
            var repetitions = of(entries, Act.RECEIVED_AGAIN);
            again += repetitions.size();
            repetitions(repetitions);
            accessions(of(entries, Act.ACCESSION_OPENED));
            of(entries, Act.ACCESSION_CLOSED).forEach(this::inventory);
        }
        leftOver("item", received);
        leftOver("provenance", again);
        strayFiles();
        return List.copyOf(findings);
    }

    private static List<Recorded> of(List<Recorded> entries, Act act) {
        return entries.stream().filter(recorded -> recorded.entry().act() == act).toList();
    }

    // ---- items

    private void receptions(List<Recorded> receptions) {
        if (receptions.isEmpty()) {
            return;
        }
        var rows = new HashMap<UUID, Row>();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.*, v.wrapped from item i left join vault v on v.object = i.id
                                        where i.id = any(?)
                                        """)
                                .param(objects(receptions))
                                .query(
                                        row -> {
                                            try {
                                                var read = row(transaction, row);
                                                rows.put(read.id(), read);
                                            } catch (Tampered e) {
                                                var id = row.getObject("id", UUID.class);
                                                report(
                                                        ArchiveCode.ROW_ALTERED,
                                                        id,
                                                        "a key that does not open",
                                                        "its key");
                                            }
                                        }));
        for (var reception : receptions) {
            var entry = reception.entry();
            var row = rows.get(entry.object());
            if (row == null) {
                report(
                        ArchiveCode.ROW_MISSING,
                        entry.object(),
                        "no row with an opening key",
                        "the item received at ledger position " + reception.position());
            } else {
                rowAgainst(row, entry, reception.position());
                fileAgainst(row, entry);
            }
        }
    }

    private Row row(Transaction transaction, ResultSet row) throws SQLException {
        var scope = vault.scope(transaction, row.getObject("scope", UUID.class));
        var wrapped = row.getBytes("wrapped");
        if (wrapped == null) {
            throw new Tampered("the key of an item is gone", null);
        }
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("accession", UUID.class),
                Vault.compartments(row.getArray("compartments")),
                scope,
                scope.unwrap(wrapped),
                row.getObject("parent", UUID.class),
                row.getInt("depth"),
                row.getObject("previous", UUID.class),
                row.getInt("version"),
                row.getLong("sealed_bytes"),
                row.getBytes("sealed_sha256"),
                row.getBytes("description"),
                row.getLong("position"));
    }

    private void rowAgainst(Row row, Entry entry, long position) {
        var differing = new ArrayList<String>();
        try {
            var plain = Vault.open(row.secret(), row.id(), row.description());
            if (!Commitment.record(row.secret().salt(), Digest.sha256(plain))
                    .equals(entry.record())) {
                differing.add("description");
            }
            var description = Description.decode(plain);
            differ(differing, "accession", row.accession(), description.accession());
            differ(differing, "parent", row.parent(), description.parent().orElse(null));
            differ(differing, "previous", row.previous(), description.previous().orElse(null));
            differ(differing, "depth", row.depth(), description.depth());
            var content =
                    Commitment.content(
                            row.secret().salt(),
                            Digest.parse(description.sha256()),
                            description.bytes());
            if (!content.equals(entry.content())) {
                differing.add("content");
            }
        } catch (Tampered | IllegalArgumentException e) {
            differing.add("description");
        }
        differ(differing, "compartments", row.compartments(), row.scope().compartments());
        differ(differing, "position", row.position(), position);
        differ(differing, "sealed_bytes", row.sealedBytes(), sizeOf(row));
        differ(differing, "sealed_sha256", new Digest(row.sealedSha256()), entry.sealed());
        if (!differing.isEmpty()) {
            report(
                    ArchiveCode.ROW_ALTERED,
                    row.id(),
                    String.join(", ", differing),
                    "what was committed to at ledger position " + position);
        }
    }

    private long sizeOf(Row row) {
        var file =
                storage.find(new AccessionId(row.accession()), row.version(), new ItemId(row.id()));
        try {
            return Files.size(file);
        } catch (IOException e) {
            // That it is missing is a finding of its own.
            return row.sealedBytes();
        }
    }

    private static void differ(List<String> differing, String column, Object found, Object right) {
        if (found == null ? right != null : !found.equals(right)) {
            differing.add(column);
        }
    }

    private void fileAgainst(Row row, Entry entry) {
        var accession = new AccessionId(row.accession());
        var file = storage.find(accession, row.version(), new ItemId(row.id()));
        try {
            if (!Files.exists(file)) {
                report(ArchiveCode.FILE_MISSING, row.id(), "no file", storage.name(file));
                return;
            }
            bytesAgainst(row, entry, file);
            var listed = inventories.computeIfAbsent(accession, this::digests);
            var digest = listed.get(row.id().toString());
            if (file.startsWith(storage.object(accession))
                    && !entry.sealed().toString().equals(digest)) {
                report(
                        ArchiveCode.INVENTORY_DIFFERS,
                        row.id(),
                        digest == null ? "not listed" : digest,
                        entry.sealed());
            }
        } catch (IOException e) {
            report(ArchiveCode.FILE_ALTERED, row.id(), "cannot be read", "a readable file");
        }
    }

    private void bytesAgainst(Row row, Entry entry, Path file) throws IOException {
        var sealed = new Digest(digest(Files.newInputStream(file)));
        if (!sealed.equals(entry.sealed())) {
            report(ArchiveCode.FILE_ALTERED, row.id(), sealed, entry.sealed());
            return;
        }
        if (!deep) {
            return;
        }
        var counted = new long[1];
        Digest plain;
        try (var in = Age.open(FileChannel.open(file), row.secret())) {
            plain = new Digest(digest(in, counted));
        } catch (IOException e) {
            report(ArchiveCode.CONTENT_ALTERED, row.id(), "does not open", "opens with its key");
            return;
        }
        if (!Commitment.content(row.secret().salt(), plain, counted[0]).equals(entry.content())) {
            report(
                    ArchiveCode.CONTENT_ALTERED,
                    row.id(),
                    "other bytes",
                    "the bytes committed to when it was received");
        }
    }

    private static byte[] digest(InputStream in) throws IOException {
        return digest(in, new long[1]);
    }

    private static byte[] digest(InputStream in, long[] counted) throws IOException {
        try (in) {
            MessageDigest digest = StorageRoot.sha256();
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                counted[0] += read;
            }
            return digest.digest();
        }
    }

    // ---- provenances and accessions

    private void repetitions(List<Recorded> repetitions) {
        if (repetitions.isEmpty()) {
            return;
        }
        var commitments = new HashMap<Long, Digest>();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select p.item, p.scope, p.description, p.position, v.wrapped
                                        from provenance p join vault v on v.object = p.item
                                        where p.position = any(?)
                                        """)
                                .param(
                                        repetitions.stream()
                                                .map(Recorded::position)
                                                .toArray(Long[]::new))
                                .query(
                                        row -> {
                                            commitments.put(
                                                    row.getLong("position"),
                                                    commitment(transaction, row, "item"));
                                        }));
        compare(repetitions, commitments);
    }

    private void accessions(List<Recorded> opened) {
        if (opened.isEmpty()) {
            return;
        }
        var commitments = new HashMap<Long, Digest>();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select a.id, a.scope, a.description, a.position, v.wrapped
                                        from accession a join vault v on v.object = a.id
                                        where a.id = any(?)
                                        """)
                                .param(objects(opened))
                                .query(
                                        row -> {
                                            commitments.put(
                                                    row.getLong("position"),
                                                    commitment(transaction, row, "id"));
                                        }));
        compare(opened, commitments);
    }

    private Digest commitment(Transaction transaction, ResultSet row, String object)
            throws SQLException {
        try {
            var secret =
                    vault.scope(transaction, row.getObject("scope", UUID.class))
                            .unwrap(row.getBytes("wrapped"));
            var plain =
                    Vault.open(
                            secret, row.getObject(object, UUID.class), row.getBytes("description"));
            return Commitment.record(secret.salt(), Digest.sha256(plain));
        } catch (Tampered e) {
            return Digest.ABSENT;
        }
    }

    private void compare(List<Recorded> entries, Map<Long, Digest> commitments) {
        for (var recorded : entries) {
            var found = commitments.get(recorded.position());
            if (found == null) {
                report(
                        ArchiveCode.ROW_MISSING,
                        recorded.entry().object(),
                        "no row",
                        "what was recorded at ledger position " + recorded.position());
            } else if (!found.equals(recorded.entry().record())) {
                report(
                        ArchiveCode.ROW_ALTERED,
                        recorded.entry().object(),
                        "description",
                        "what was committed to at ledger position " + recorded.position());
            }
        }
    }

    private void leftOver(String table, long entries) {
        // The table is one of two names of ours.
        var rows =
                database.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select count(*) from " + table)
                                        .query(Long.class)
                                        .single());
        if (rows > entries) {
            report(ArchiveCode.ROW_STRAY, table, rows + " rows", entries + " ledger entries");
        }
    }

    // ---- inventories

    private void inventory(Recorded closed) {
        var entry = closed.entry();
        var accession = new AccessionId(entry.object());
        var inventory =
                storage.object(accession).resolve("v" + entry.code()).resolve("inventory.json");
        try {
            var found = new Digest(digest(Files.newInputStream(inventory)));
            if (!found.equals(entry.sealed())) {
                report(ArchiveCode.INVENTORY_ALTERED, accession, found, entry.sealed());
            }
        } catch (IOException e) {
            report(
                    ArchiveCode.INVENTORY_DAMAGED,
                    accession,
                    "no " + storage.name(inventory),
                    "the inventory of version " + entry.code());
        }
    }

    /// Item id to digest, by the object's own inventory.
    private Map<String, String> digests(AccessionId accession) {
        var object = storage.object(accession);
        var digests = new HashMap<String, String>();
        if (!Files.isDirectory(object)) {
            return digests;
        }
        try {
            var bytes = Files.readAllBytes(object.resolve("inventory.json"));
            var sidecar = Files.readString(object.resolve("inventory.json.sha256"));
            var right = HexFormat.of().formatHex(StorageRoot.sha256().digest(bytes));
            if (!sidecar.startsWith(right)) {
                report(ArchiveCode.INVENTORY_DAMAGED, accession, right, sidecar.strip());
            }
            JsonNode manifest = JSON.readTree(bytes).get("manifest");
            for (var line : manifest.properties()) {
                for (var path : line.getValue()) {
                    var name = path.asString();
                    digests.put(
                            name.substring(name.lastIndexOf('/') + 1).replace(".age", ""),
                            line.getKey());
                }
            }
        } catch (IOException | RuntimeException e) {
            report(ArchiveCode.INVENTORY_DAMAGED, accession, "cannot be read", "an inventory");
        }
        return digests;
    }

    private void strayFiles() {
        for (var accession : inventories.keySet()) {
            var object = storage.object(accession);
            if (!Files.isDirectory(object)) {
                continue;
            }
            var listed = inventories.get(accession).keySet();
            try (Stream<Path> files = Files.walk(object)) {
                files.filter(Files::isRegularFile)
                        .filter(file -> !accounted(object, file, listed))
                        .forEach(
                                file ->
                                        report(
                                                ArchiveCode.FILE_STRAY,
                                                accession,
                                                storage.name(file),
                                                "nothing"));
            } catch (IOException e) {
                report(ArchiveCode.INVENTORY_DAMAGED, accession, "cannot be read", "a folder");
            }
        }
    }

    private static boolean accounted(Path object, Path file, Set<String> listed) {
        var name = file.getFileName().toString();
        var inner = object.relativize(file);
        return switch (inner.getNameCount()) {
            case 1 ->
                    Set.of("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha256")
                            .contains(name);
            case 2 -> Set.of("inventory.json", "inventory.json.sha256").contains(name);
            default -> name.endsWith(".age") && listed.contains(name.replace(".age", ""));
        };
    }

    private static UUID[] objects(List<Recorded> entries) {
        return entries.stream().map(recorded -> recorded.entry().object()).toArray(UUID[]::new);
    }

    private void report(ArchiveCode code, Object subject, Object found, Object expected) {
        findings.add(code.at(subject, found, expected));
    }
}
