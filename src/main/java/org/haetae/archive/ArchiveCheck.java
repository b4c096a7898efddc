package org.haetae.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.haetae.ledger.Severity;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares archive and database with the ledger, collects what it finds and goes on. The bytes of
/// sealed files are for [SealedFiles].
///
/// Goes through the ledger entry by entry: for each reception the sealed file, its inventory line,
/// its key and its row. What is left over at the end was put there by somebody else.
final class ArchiveCheck {

    private static final int TAKE = 1_000;
    private static final int OBJECTS_AT_HAND = 32;
    private static final Duration ROUNDING = Duration.ofNanos(1_000);
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
            Optional<Integer> erased,
            long sealedBytes,
            byte[] sealedSha256,
            UUID contentKey,
            byte[] description,
            Instant receivedAt,
            long position) {}

    /// A row of the provenance table as it stands, against what its description says.
    ///
    /// @param record commitment to the description; absent when it does not open
    /// @param differing columns that say something else than the description
    private record Again(UUID id, Instant receivedAt, Digest record, List<String> differing) {}

    private final Ledger ledger;
    private final Vault vault;
    private final StorageRoot storage;
    private final List<Finding> findings = new ArrayList<>();

    /// Of the objects looked at last: what their inventories list, and what lies there.
    private final Map<AccessionId, Map<String, String>> inventories = new AtHand<>();

    private final Map<AccessionId, Map<String, Long>> lying = new AtHand<>();

    /// Every object that was looked at, and those of them whose inventory cannot be read.
    private final Set<AccessionId> looked = new LinkedHashSet<>();

    private final Set<AccessionId> unreadable = new HashSet<>();

    /// Places of objects about which there is a finding.
    private final Set<String> named = new HashSet<>();

    /// Positions of what was found out about accessions.
    private final Set<Long> noted = new HashSet<>();

    /// Positions of what was read anew.
    private final Set<Long> stretches = new HashSet<>();

    /// What was erased, each with the numbers of the decisions.
    private Map<UUID, Set<Integer>> erased = Map.of();

    /// Versions that accessions were closed with last.
    private final Map<UUID, Integer> closed = new HashMap<>();

    /// What was asked for last, and of the rest nothing.
    private static final class AtHand<T> extends LinkedHashMap<AccessionId, T> {
        private static final long serialVersionUID = 1;

        AtHand() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<AccessionId, T> eldest) {
            return size() > OBJECTS_AT_HAND;
        }
    }

    ArchiveCheck(Ledger ledger, Vault vault, StorageRoot storage) {
        this.ledger = ledger;
        this.vault = vault;
        this.storage = storage;
    }

    /// Everything but the layout.
    void run() {
        erased = ledger.codes(Act.ERASED);
        var decisions = new DecisionCheck(vault, findings);
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, TAKE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            var receptions = of(entries, Act.RECEIVED);
            receptions(receptions);
            repetitions(of(entries, Act.RECEIVED_AGAIN));
            accessions(of(entries, Act.ACCESSION_OPENED));
            of(entries, Act.ACCESSION_CLOSED)
                    .forEach(it -> closed.put(it.entry().object(), it.entry().code()));
            of(entries, Act.ACCESSION_CLOSED).stream()
                    .filter(closed -> !isRemoved(closed.entry().object()))
                    .forEach(this::inventory);
            notes(FOUND_OUT, of(entries, Act.VERIFIED));
            notes(NOT_RECEIVED, of(entries, Act.NOT_RECEIVED));
            stretches(of(entries, Act.VERIFIED));
            entries.forEach(decisions::follow);
        }
        decisions.rows();
        settled();
        strayRows();
        strayNotes();
        strayStretches();
        strayFiles();
    }

    /// Whether the root is one that other people's tools accept. Nothing may be moved into it
    /// meanwhile. Of an object that has a finding already nothing is said twice.
    void layout() throws IOException {
        for (var finding : storage.shelf().layout()) {
            if (finding.severity() == Severity.ERROR
                    && named.stream().noneMatch(place -> touches(place, finding.subject()))) {
                findings.add(finding);
            }
        }
    }

    /// Whether one lies in the other.
    private static boolean touches(String place, String subject) {
        return place.startsWith(subject) || subject.startsWith(place);
    }

    List<Finding> findings() {
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
        var present = new HashSet<UUID>();
        var tombstones = new HashMap<UUID, Stone>();
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.*, v.wrapped, v.scope = i.scope as key_fits
                                        from item i left join vault v on v.object = i.id where i.id = any(?)
                                        """)
                                .param(Recorded.objects(receptions))
                                .query(
                                        row -> {
                                            var id = row.getObject("id", UUID.class);
                                            present.add(id);
                                            if (erased.containsKey(id)) {
                                                tombstones.put(id, Stone.of(row));
                                                return;
                                            }
                                            row(transaction, row)
                                                    .ifPresent(one -> rows.put(id, one));
                                        }));
        for (var reception : receptions) {
            var entry = reception.entry();
            var row = rows.get(entry.object());
            var stone = tombstones.get(entry.object());
            if (stone != null) {
                stoneAgainst(stone, entry, reception.position());
            } else if (row != null) {
                rowAgainst(row, entry, reception.position());
                fileAgainst(new Kept(row.id(), row.accession(), row.version()), entry);
            } else if (present.contains(entry.object())) {
                unusable(entry.object());
            } else {
                report(
                        ArchiveCode.ROW_MISSING,
                        entry.object(),
                        "no row",
                        "the item received at ledger position " + reception.position());
            }
        }
    }

    /// What is left of an item that was erased.
    ///
    /// @param words whether something of it is there that has to be gone
    private record Stone(
            UUID accession,
            int version,
            int erased,
            Instant receivedAt,
            byte[] sealedSha256,
            long position,
            boolean words) {
        static Stone of(ResultSet row) throws SQLException {
            var words =
                    Stream.of(
                            "description", "content_key", "origin_key", "origin_state", "wrapped");
            boolean left = false;
            for (var column : words.toList()) {
                left |= row.getObject(column) != null;
            }
            return new Stone(
                    row.getObject("accession", UUID.class),
                    row.getInt("version"),
                    row.getInt("erased"),
                    row.getTimestamp("received_at").toInstant(),
                    row.getBytes("sealed_sha256"),
                    row.getLong("position"),
                    left);
        }
    }

    /// Whether the object of an accession that was erased was removed as well.
    private boolean isRemoved(UUID accession) {
        return erased.containsKey(accession) && lying(new AccessionId(accession)).isEmpty();
    }

    /// Its key and its words are gone; the sealed file, if it stayed, is still what was received.
    private void stoneAgainst(Stone stone, Entry entry, long position) {
        if (stone.words()) {
            report(
                    ArchiveCode.ERASURE_UNFINISHED,
                    entry.object(),
                    "a key or words of it",
                    "what was erased is gone");
        }
        if (!new Digest(stone.sealedSha256()).equals(entry.sealed())
                || stone.position() != position
                || !entry.isAt(stone.receivedAt())
                || !erased.get(entry.object()).contains(stone.erased())) {
            report(
                    ArchiveCode.ROW_ALTERED,
                    entry.object(),
                    "the row that is left of it",
                    "what was committed to at ledger position " + position);
        }
        if (isRemoved(stone.accession())) {
            return;
        }
        fileAgainst(new Kept(entry.object(), stone.accession(), stone.version()), entry);
    }

    /// Empty when the key of the item is gone or does not open.
    private Optional<Row> row(Transaction transaction, ResultSet row) throws SQLException {
        var opened = key(transaction, row);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        var scope = opened.get().scope();
        var secret = opened.get().secret();
        return Optional.of(
                new Row(
                        row.getObject("id", UUID.class),
                        row.getObject("accession", UUID.class),
                        Vault.compartments(row.getArray("compartments")),
                        scope,
                        secret,
                        row.getObject("parent", UUID.class),
                        row.getInt("depth"),
                        row.getObject("previous", UUID.class),
                        row.getInt("version"),
                        Optional.ofNullable(row.getObject("erased", Integer.class)),
                        row.getLong("sealed_bytes"),
                        row.getBytes("sealed_sha256"),
                        row.getObject("content_key", UUID.class),
                        row.getBytes("description"),
                        row.getTimestamp("received_at").toInstant(),
                        row.getLong("position")));
    }

    private void rowAgainst(Row row, Entry entry, long position) {
        var differing = new ArrayList<String>();
        try {
            var plain = Vault.open(row.secret(), row.id(), row.description());
            if (!row.secret().commitment(plain).equals(entry.record())) {
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
            var contentKey = row.scope().contentKey(HexFormat.of().parseHex(description.sha256()));
            if (row.contentKey() != null && !row.contentKey().equals(contentKey)) {
                differing.add("content_key");
            }
        } catch (Tampered | IllegalArgumentException | JacksonException e) {
            differing.add("description");
        }
        differ(differing, "compartments", row.compartments(), row.scope().compartments());
        differ(differing, "erased", row.erased(), Optional.empty());
        differ(differing, "position", row.position(), position);
        differ(differing, "received_at", row.receivedAt(), entry.time());
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
        // That it is missing is a finding of its own.
        return size(new Kept(row.id(), row.accession(), row.version())).orElse(row.sealedBytes());
    }

    /// Files of an object in the root, with their sizes. Ledgers go through accessions mostly one
    /// after the other.
    private Map<String, Long> lying(AccessionId accession) {
        return lying.computeIfAbsent(
                accession,
                one -> {
                    try {
                        return storage.shelf().list(storage.place(one));
                    } catch (IOException e) {
                        throw new UncheckedIOException("an object of the archive", e);
                    }
                });
    }

    private Optional<Long> size(Kept row) {
        var accession = new AccessionId(row.accession());
        var item = new ItemId(row.id());
        var settled = lying(accession).get(storage.settled(accession, row.version(), item));
        if (settled != null) {
            return Optional.of(settled);
        }
        try {
            return Optional.of(Files.size(storage.waiting(accession, row.version(), item)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The ledger cuts times to the microsecond, the database rounds them.
    private static void differ(
            List<String> differing, String column, Instant found, Instant right) {
        if (Duration.between(found, right).abs().compareTo(ROUNDING) > 0) {
            differing.add(column);
        }
    }

    private static void differ(List<String> differing, String column, Object found, Object right) {
        if (found == null ? right != null : !found.equals(right)) {
            differing.add(column);
        }
    }

    /// Where a sealed file is kept.
    private record Kept(UUID id, UUID accession, int version) {}

    private void fileAgainst(Kept row, Entry entry) {
        var accession = new AccessionId(row.accession());
        var place = storage.settled(accession, row.version(), new ItemId(row.id()));
        if (size(row).isEmpty()) {
            report(ArchiveCode.FILE_MISSING, row.id(), "no file", StorageRoot.name(place));
            named.add(storage.place(accession));
            return;
        }
        var listed = listed(accession);
        // One that cannot be read at all is one finding, not one for each item.
        if (listed.isPresent() && lying(accession).containsKey(place)) {
            var digest = listed.get().get(row.id().toString());
            if (!entry.sealed().toString().equals(digest)) {
                report(
                        ArchiveCode.INVENTORY_DIFFERS,
                        row.id(),
                        digest == null ? "not listed" : digest,
                        entry.sealed());
            }
        }
    }

    // ---- provenances and accessions

    private void repetitions(List<Recorded> repetitions) {
        if (repetitions.isEmpty()) {
            return;
        }
        var rows = new HashMap<Long, List<Again>>();
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select p.*, v.wrapped, v.scope = p.scope as key_fits
                                        from provenance p left join vault v on v.object = p.item
                                        where p.position = any(?)
                                        """)
                                .param(
                                        repetitions.stream()
                                                .map(Recorded::position)
                                                .toArray(Long[]::new))
                                .query(
                                        row -> {
                                            rows.computeIfAbsent(
                                                            row.getLong("position"),
                                                            position -> new ArrayList<>())
                                                    .add(again(transaction, row));
                                        }));
        for (var recorded : repetitions) {
            var here = rows.getOrDefault(recorded.position(), List.of());
            if (erased.containsKey(recorded.entry().object())) {
                here.forEach(row -> stray("provenance", row.id()));
                continue;
            }
            var right =
                    here.stream()
                            .filter(row -> row.record().equals(recorded.entry().record()))
                            .findFirst()
                            .or(() -> here.stream().findFirst());
            right.ifPresentOrElse(row -> againAgainst(row, recorded), () -> missing(recorded));
            here.stream()
                    .filter(row -> row != right.orElseThrow())
                    .forEach(row -> stray("provenance", row.id()));
        }
    }

    private Again again(Transaction transaction, ResultSet row) throws SQLException {
        var item = row.getObject("item", UUID.class);
        var differing = new ArrayList<String>();
        var record = Digest.ABSENT;
        try {
            var key = key(transaction, row).orElseThrow(() -> new Tampered("no key", null));
            var plain = Vault.open(key.secret(), item, row.getBytes("description"));
            record = key.secret().commitment(plain);
            var description = Description.decode(plain);
            differ(differing, "item", item, description.item());
            differ(
                    differing,
                    "accession",
                    row.getObject("accession", UUID.class),
                    description.accession());
            differ(
                    differing,
                    "parent",
                    row.getObject("parent", UUID.class),
                    description.parent().orElse(null));
            differ(
                    differing,
                    "previous",
                    row.getObject("previous", UUID.class),
                    description.previous().orElse(null));
            differ(differing, "depth", row.getInt("depth"), description.depth());
            differ(
                    differing,
                    "compartments",
                    Vault.compartments(row.getArray("compartments")),
                    key.scope().compartments());
        } catch (Tampered | IllegalArgumentException | JacksonException e) {
            differing.add("description");
        }
        return new Again(
                row.getObject("id", UUID.class),
                row.getTimestamp("received_at").toInstant(),
                record,
                differing);
    }

    private void againAgainst(Again row, Recorded recorded) {
        var differing = new ArrayList<>(row.differing());
        differ(differing, "received_at", row.receivedAt(), recorded.entry().time());
        if (!row.record().equals(recorded.entry().record()) && !differing.contains("description")) {
            differing.add("description");
        }
        altered("provenance ", recorded, differing);
    }

    private void accessions(List<Recorded> opened) {
        if (opened.isEmpty()) {
            return;
        }
        var differing = new HashMap<UUID, List<String>>();
        var entries = new HashMap<UUID, Recorded>();
        opened.forEach(recorded -> entries.put(recorded.entry().object(), recorded));
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select a.*, v.wrapped, v.scope = a.scope as key_fits
                                        from accession a left join vault v on v.object = a.id where a.id = any(?)
                                        """)
                                .param(Recorded.objects(opened))
                                .query(
                                        row -> {
                                            var id = row.getObject("id", UUID.class);
                                            if (erased.containsKey(id)) {
                                                differing.put(id, left(row, entries.get(id)));
                                                return;
                                            }
                                            differing.put(
                                                    id,
                                                    accession(transaction, row, entries.get(id)));
                                        }));
        opened.forEach(
                recorded ->
                        against("accession ", recorded, differing.get(recorded.entry().object())));
    }

    /// What of an accession that was erased has to be gone and is not, or is not as it was.
    private List<String> left(ResultSet row, Recorded opened) throws SQLException {
        var left = new ArrayList<String>();
        opened(left, row, opened);
        if (!erased.get(opened.entry().object()).contains(row.getInt("erased"))) {
            left.add("erased");
        }
        for (var column : List.of("description", "origin_key", "wrapped")) {
            if (row.getObject(column) != null) {
                left.add(column);
            }
        }
        return left;
    }

    /// A table with sealed words about accessions.
    ///
    /// @param word column that is not sealed
    private record Notes(String table, String word) {}

    private static final Notes FOUND_OUT = new Notes("accession_note", "kind");
    private static final Notes NOT_RECEIVED = new Notes("not_received", "reason");

    /// What was found out about accessions: entries that commit to something have their row.
    private void notes(Notes notes, List<Recorded> entries) {
        var committed =
                byPosition(
                        entries,
                        entry -> !entry.record().isAbsent() && !erased.containsKey(entry.object()));
        if (committed.isEmpty()) {
            return;
        }
        noted.addAll(committed.keySet());
        var differing = new HashMap<Long, List<String>>();
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select n.*, a.scope, a.compartments as right_compartments, v.wrapped,
                                               v.scope = a.scope as key_fits
                                        from %s n join accession a on a.id = n.accession
                                        left join vault v on v.object = a.id
                                        where n.position = any(?)
                                        """
                                                .formatted(notes.table()))
                                .param(committed.keySet().toArray(Long[]::new))
                                .query(
                                        row -> {
                                            var position = row.getLong("position");
                                            if (differing.containsKey(position)) {
                                                stray(
                                                        notes.table(),
                                                        row.getObject("id", UUID.class));
                                                return;
                                            }
                                            differing.put(
                                                    position,
                                                    note(
                                                            notes,
                                                            transaction,
                                                            row,
                                                            committed.get(position).entry()));
                                        }));
        committed.forEach(
                (position, recorded) ->
                        against(notes.table() + " ", recorded, differing.get(position)));
    }

    /// What was read anew: entries that have the digest of a stretch have its row.
    private void stretches(List<Recorded> verified) {
        var entered = byPosition(verified, entry -> !entry.sealed().isAbsent());
        if (entered.isEmpty()) {
            return;
        }
        stretches.addAll(entered.keySet());
        var differing = new HashMap<Long, List<String>>();
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select * from fixity where position = any(?)")
                                .param(entered.keySet().toArray(Long[]::new))
                                .query(
                                        row -> {
                                            var position = row.getLong("position");
                                            differing.put(
                                                    position,
                                                    stretch(row, entered.get(position).entry()));
                                        }));
        entered.forEach(
                (position, recorded) -> against("fixity ", recorded, differing.get(position)));
    }

    /// @param differing columns of the row; null when there is no row
    private void against(String table, Recorded recorded, @Nullable List<String> differing) {
        if (differing == null) {
            missing(recorded);
        } else {
            altered(table, recorded, differing);
        }
    }

    private static Map<Long, Recorded> byPosition(List<Recorded> entries, Predicate<Entry> wanted) {
        return entries.stream()
                .filter(recorded -> wanted.test(recorded.entry()))
                .collect(Collectors.toMap(Recorded::position, Function.identity()));
    }

    private static List<String> stretch(ResultSet row, Entry entry) throws SQLException {
        var differing = new ArrayList<String>();
        differ(differing, "id", row.getObject("id", UUID.class), entry.object());
        differ(differing, "ended_at", row.getTimestamp("ended_at").toInstant(), entry.time());
        try {
            if (!Fixity.stretch(row).record().equals(entry.sealed())) {
                differing.add("what was read");
            }
        } catch (IllegalArgumentException e) {
            differing.add("what was read");
        }
        return differing;
    }

    private List<String> note(Notes notes, Transaction transaction, ResultSet row, Entry entry)
            throws SQLException {
        var differing = new ArrayList<String>();
        differ(differing, "accession", row.getObject("accession", UUID.class), entry.object());
        differ(
                differing,
                "compartments",
                Vault.compartments(row.getArray("compartments")),
                Vault.compartments(row.getArray("right_compartments")));
        differ(differing, "at", row.getTimestamp("at").toInstant(), entry.time());
        var key = key(transaction, row);
        if (key.isEmpty()) {
            return differing; // which is told of the accession
        }
        var secret = key.get().secret();
        try {
            var plain = Vault.open(secret, entry.object(), row.getBytes("description"));
            if (!secret.commitment(plain).equals(entry.record())) {
                differing.add("description");
            }
        } catch (Tampered | IllegalArgumentException e) {
            differing.add("description");
        }
        // Absent in an entry that was made before notes committed to their kind.
        if (!entry.content().isAbsent()
                && !entry.content().equals(Archive.word(secret, row.getString(notes.word())))) {
            differing.add(notes.word());
        }
        return differing;
    }

    /// Which columns of an accession are not what was committed to.
    private List<String> accession(Transaction transaction, ResultSet row, Recorded opened)
            throws SQLException {
        var entry = opened.entry();
        var differing = new ArrayList<String>();
        var key = key(transaction, row);
        if (key.isPresent()) {
            described(differing, key.get(), row, entry);
        } else {
            unusable(entry.object());
        }
        opened(differing, row, opened);
        differ(differing, "erased", row.getObject("erased"), null);
        return differing;
    }

    private static void described(List<String> differing, Opened key, ResultSet row, Entry entry)
            throws SQLException {
        try {
            var plain = Vault.open(key.secret(), entry.object(), row.getBytes("description"));
            if (!key.secret().commitment(plain).equals(entry.record())) {
                differing.add("description");
            }
            // Who may see it is part of what was committed to; the scope's own row is not, so both
            // are held against it.
            var compartments = Description.accessionCompartments(plain);
            differ(
                    differing,
                    "compartments",
                    Vault.compartments(row.getArray("compartments")),
                    compartments);
            differ(
                    differing,
                    "compartments of the scope",
                    key.scope().compartments(),
                    compartments);
        } catch (Tampered | IllegalArgumentException | JacksonException e) {
            differing.add("description");
        }
    }

    /// Columns that the entry itself has.
    private static void opened(List<String> differing, ResultSet row, Recorded opened)
            throws SQLException {
        var entry = opened.entry();
        differ(differing, "actor", row.getObject("actor", UUID.class), entry.actor().value());
        differ(differing, "opened_at", row.getTimestamp("opened_at").toInstant(), entry.time());
        differ(differing, "position", row.getLong("position"), opened.position());
    }

    /// How many versions of an accession lie in the archive decides where its next files go.
    private void settled() {
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select id, settled_version from accession")
                                .query(
                                        row -> {
                                            var id = row.getObject(1, UUID.class);
                                            int right = closed.getOrDefault(id, 0);
                                            if (row.getInt(2) != right) {
                                                report(
                                                        ArchiveCode.ROW_ALTERED,
                                                        id,
                                                        "accession settled_version "
                                                                + row.getInt(2),
                                                        "version %d, which it was closed with"
                                                                .formatted(right));
                                            }
                                        }));
    }

    /// A key of the vault, opened.
    private record Opened(Scope scope, Secret secret) {}

    /// The key of something that was received; empty when it is gone, is another scope's or does
    /// not open.
    ///
    /// @param row with `scope`, `wrapped` and `key_fits`
    private Optional<Opened> key(Transaction transaction, ResultSet row) throws SQLException {
        if (!row.getBoolean("key_fits")) {
            return Optional.empty();
        }
        try {
            var scope = vault.scope(transaction, row.getObject("scope", UUID.class));
            return Optional.of(new Opened(scope, scope.unwrap(row.getBytes("wrapped"))));
        } catch (Tampered | IllegalArgumentException | IncorrectResultSizeDataAccessException e) {
            return Optional.empty();
        }
    }

    private void unusable(UUID object) {
        report(ArchiveCode.KEY_UNUSABLE, object, "a key that does not open", "its key");
    }

    private void missing(Recorded recorded) {
        report(
                ArchiveCode.ROW_MISSING,
                recorded.entry().object(),
                "no row",
                "what was recorded at ledger position " + recorded.position());
    }

    private void altered(String table, Recorded recorded, List<String> differing) {
        if (!differing.isEmpty()) {
            report(
                    ArchiveCode.ROW_ALTERED,
                    recorded.entry().object(),
                    table + String.join(", ", differing),
                    "what was committed to at ledger position " + recorded.position());
        }
    }

    // ---- rows that nobody recorded

    private void strayRows() {
        strays("item", "id", "e.object = t.id", Act.RECEIVED);
        strays("accession", "id", "e.object = t.id", Act.ACCESSION_OPENED);
        strays("vault", "object", "e.object = t.object", Act.RECEIVED, Act.ACCESSION_OPENED);
        // Rows at a position where something was received again were looked at there.
        strays("provenance", "id", "e.position = t.position", Act.RECEIVED_AGAIN);
    }

    /// What was not received before there were entries of it has no position.
    private void strayNotes() {
        for (var notes : List.of(FOUND_OUT, NOT_RECEIVED)) {
            vault.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql(
                                            "select id, position from %s where position is not null"
                                                    .formatted(notes.table()))
                                    .query(
                                            row -> {
                                                strayUnless(
                                                        noted.contains(row.getLong("position")),
                                                        notes.table(),
                                                        row.getObject("id", UUID.class));
                                            }));
        }
    }

    private void strayStretches() {
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select id, position from fixity")
                                .query(
                                        row -> {
                                            strayUnless(
                                                    stretches.contains(row.getLong("position")),
                                                    "fixity",
                                                    row.getObject("id", UUID.class));
                                        }));
    }

    /// Rows to which no such entry belongs. The database looks, so that no more than what is found
    /// is held here, however many there are.
    ///
    /// @param tie which entry belongs to which row
    private void strays(String table, String id, String tie, Act... acts) {
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select t.%s from %s t where not exists (
                                            select from ledger_entry e where %s and e.act = any(?))
                                        """
                                                .formatted(id, table, tie))
                                .param(Stream.of(acts).map(Act::number).toArray(Integer[]::new))
                                .query(
                                        row -> {
                                            stray(table, row.getObject(1, UUID.class));
                                        }));
    }

    private void strayUnless(boolean recorded, String table, UUID id) {
        if (!recorded) {
            stray(table, id);
        }
    }

    private void stray(String table, UUID id) {
        report(ArchiveCode.ROW_STRAY, id, "a row of the table " + table, "no row without an entry");
    }

    // ---- inventories

    private void inventory(Recorded closed) {
        var entry = closed.entry();
        var accession = new AccessionId(entry.object());
        var inventory = storage.place(accession) + "/v" + entry.code() + "/inventory.json";
        try {
            var found = Digest.sha256(bytes(inventory));
            if (!found.equals(entry.sealed())) {
                report(ArchiveCode.INVENTORY_ALTERED, accession, found, entry.sealed());
            }
        } catch (IOException e) {
            report(
                    ArchiveCode.INVENTORY_DAMAGED,
                    accession,
                    "no " + StorageRoot.name(inventory),
                    "the inventory of version " + entry.code());
        }
    }

    /// Item id to digest, by the object's own inventory; empty when that cannot be read, which is
    /// told once.
    private Optional<Map<String, String>> listed(AccessionId accession) {
        looked.add(accession);
        var known = inventories.get(accession);
        if (known != null || unreadable.contains(accession)) {
            return Optional.ofNullable(known);
        }
        var read = digests(accession);
        read.ifPresentOrElse(
                one -> inventories.put(accession, one), () -> unreadable.add(accession));
        return read;
    }

    private Optional<Map<String, String>> digests(AccessionId accession) {
        var object = storage.place(accession);
        var digests = new HashMap<String, String>();
        if (lying(accession).isEmpty()) {
            return Optional.of(digests);
        }
        try {
            var bytes = bytes(object + "/inventory.json");
            var sidecar =
                    new String(bytes(object + "/inventory.json.sha256"), StandardCharsets.UTF_8);
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
        } catch (UncheckedIOException e) {
            throw e; // the archive does not answer, which says nothing about this file
        } catch (IOException | RuntimeException e) {
            report(ArchiveCode.INVENTORY_DAMAGED, accession, "cannot be read", "an inventory");
            return Optional.empty();
        }
        return Optional.of(digests);
    }

    private void strayFiles() {
        for (var accession : looked) {
            var inventory = listed(accession);
            if (inventory.isEmpty()) {
                continue;
            }
            var object = storage.place(accession);
            var listed = inventory.get().keySet();
            lying(accession).keySet().stream()
                    .filter(place -> !accounted(place.substring(object.length() + 1), listed))
                    .forEach(
                            place ->
                                    report(
                                            ArchiveCode.FILE_STRAY,
                                            accession,
                                            StorageRoot.name(place),
                                            "nothing"));
        }
    }

    /// @param place below the object
    private static boolean accounted(String place, Set<String> listed) {
        var parts = place.split("/");
        var name = parts[parts.length - 1];
        return switch (parts.length) {
            case 1 ->
                    Set.of("0=ocfl_object_1.1", "inventory.json", "inventory.json.sha256")
                            .contains(name);
            case 2 -> Set.of("inventory.json", "inventory.json.sha256").contains(name);
            default -> name.endsWith(".age") && listed.contains(name.replace(".age", ""));
        };
    }

    private byte[] bytes(String place) throws IOException {
        try (var in = Channels.newInputStream(storage.shelf().open(place))) {
            return in.readAllBytes();
        }
    }

    private void report(ArchiveCode code, Object subject, Object found, Object expected) {
        if (subject instanceof AccessionId accession) {
            named.add(storage.place(accession));
        }
        findings.add(code.at(subject, found, expected));
    }
}
