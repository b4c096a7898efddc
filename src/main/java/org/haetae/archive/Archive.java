package org.haetae.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.archive.Acceptance.Accepted;
import org.haetae.archive.Acceptance.Kind;
import org.haetae.archive.Receiving.Sealed;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.objects.Bucket;
import org.jspecify.annotations.Nullable;

/// Everything received, sealed and accounted for.
///
/// Order of writes for a batch, and what a crash leaves after each step:
/// 1. sealed files in deposit: files that nobody knows, removed at the next start
/// 2. `syncfs`: the same, durable
/// 3. one transaction with items, keys and ledger entries: received, and acknowledged from here on
/// 4. when the accession is complete its version moves into the OCFL root, whole at every moment
public final class Archive implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Archive.class.getName());

    /// Folders of the home.
    private static final String ROOT = "archive/";

    private static final String DEPOSIT = "deposit/";

    private final Ledger ledger;
    private final Clock clock;
    private final Vault vault;
    private final StorageRoot storage;
    private final Disk disk;
    private final Recent recent = new Recent();
    private final Decisions decisions;
    private final Holds holds;
    private final Erasures erasures;
    private final Object oneBatchAtATime = new Object();
    private final Map<AccessionId, Integer> openDoors = new ConcurrentHashMap<>();

    /// How many hold the storage root still.
    private int held;

    /// What was erased since the start.
    private final Set<UUID> forgotten = ConcurrentHashMap.newKeySet();

    /// Opens the archive of a home and finishes what a crash left unfinished.
    ///
    /// @throws IOException when its folders cannot be read or written
    public Archive(Home home, Database database, Ledger ledger, Clock clock) throws IOException {
        this(database, ledger, clock, home);
        recover();
    }

    /// Opens the archive of a home as it was found, for those who check it: what a crash left
    /// unfinished stays so until [#recover()].
    public static Archive asFound(Home home, Database database, Ledger ledger, Clock clock)
            throws IOException {
        return new Archive(database, ledger, clock, home);
    }

    private Archive(Database database, Ledger ledger, Clock clock, Home home) throws IOException {
        this.ledger = ledger;
        this.clock = clock;
        this.vault = new Vault(database, home.keyring());
        this.storage = new StorageRoot(shelf(home), home.archive().resolveSibling("deposit"));
        this.disk = new Disk(home.archive());
        this.decisions = new Decisions(this);
        this.holds = new Holds(this);
        this.erasures = new Erasures(this, decisions, home);
    }

    /// In the home, or in the object store that the settings name.
    private static Shelf shelf(Home home) throws IOException {
        var store = home.settings().text(Setting.ARCHIVE_STORE);
        if (store.isEmpty()) {
            return new LocalShelf(home.archive(), home.archive().resolveSibling("deposit"));
        }
        if (!new LocalShelf(home.archive(), home.archive()).list("").isEmpty()) {
            throw new HomeRefused(
                    "archive.store names %s, and %s is not empty. Copy what is in that folder to that place with a tool of the store, move the folder away, and run haetae verify --deep."
                            .formatted(store, home.archive()));
        }
        return new ObjectShelf(Bucket.open(store), home.derived());
    }

    StorageRoot storage() {
        return storage;
    }

    Vault vault() {
        return vault;
    }

    Ledger ledger() {
        return ledger;
    }

    Clock clock() {
        return clock;
    }

    /// Whose consents there are, and what is tied to them.
    public Consents consents() {
        return new Consents(this);
    }

    /// What may be done with material that is tied to a consent.
    public Uses uses() {
        return new Uses(this);
    }

    /// Who the people behind pseudonyms are.
    public Identities identities() {
        return new Identities(this);
    }

    /// What is to be erased: asked for by one person, decided by another.
    public Decisions decisions() {
        return decisions;
    }

    /// Legal holds, which stand against erasures.
    public Holds holds() {
        return holds;
    }

    /// Erasures that were decided, carried out as far as keys go.
    public Erasures erasures() {
        return erasures;
    }

    /// Whether material of one of these accessions is still coming in.
    boolean isOpen(Collection<AccessionId> accessions) {
        return accessions.stream().anyMatch(openDoors::containsKey);
    }

    /// Removes the sealed files of an accession that was erased.
    synchronized void removeFiles(AccessionId accession) throws IOException {
        storage.remove(accession);
    }

    /// Folders of accessions whose sealed files were removed because it was decided so, by their
    /// paths in the home.
    public Set<String> removedFolders() {
        return ledger.objects(Set.of(Act.ERASED)).stream()
                .map(AccessionId::new)
                .filter(accession -> !isShelved(accession))
                .flatMap(
                        accession ->
                                Stream.of(
                                        ROOT + storage.place(accession),
                                        DEPOSIT + accession.toString()))
                .collect(Collectors.toSet());
    }

    private boolean isShelved(AccessionId accession) {
        try {
            return storage.shelf().holds(storage.place(accession));
        } catch (IOException e) {
            throw new UncheckedIOException("the archive does not answer", e);
        }
    }

    /// Every sealed file that was acknowledged and every inventory, for who copies them: until it
    /// is closed nothing is moved into the storage root, so that database and root stay of one
    /// mind. Nobody waits for that: what is received meanwhile is durable in deposit, and is moved
    /// afterwards. Only what an erasure removes goes away under it.
    public final class Stock implements AutoCloseable {
        private boolean closed;

        private Stock() {
            synchronized (Archive.this) {
                settle();
                held++;
            }
        }

        /// Their paths in the home, with their sizes in bytes. Those received after this was opened
        /// may be among them.
        public SortedMap<String, Long> list() throws IOException {
            var sizes = new TreeMap<String, Long>();
            for (var path : waiting()) {
                var file = storage.deposit().resolveSibling(path);
                if (Files.exists(file)) {
                    sizes.put(path, Files.size(file));
                }
            }
            storage.shelf().list("").forEach((place, bytes) -> sizes.put(ROOT + place, bytes));
            return sizes;
        }

        private List<String> waiting() {
            return vault.as(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            select i.id, i.accession, i.version
                                            from item i join accession a on a.id = i.accession
                                            where a.unsettled and i.version > a.settled_version
                                            """)
                                    .query(
                                            (row, number) ->
                                                    DEPOSIT
                                                            + storage.depositPlace(
                                                                    new AccessionId(
                                                                            row.getObject(
                                                                                    2, UUID.class)),
                                                                    row.getInt(3),
                                                                    new ItemId(
                                                                            row.getObject(
                                                                                    1,
                                                                                    UUID.class))))
                                    .list());
        }

        /// A file of this machine with the bytes of one of them.
        ///
        /// @param scratch where they may be put meanwhile
        public Path file(String path, Path scratch) throws IOException {
            return path.startsWith(ROOT)
                    ? storage.shelf().local(path.substring(ROOT.length()), scratch)
                    : storage.deposit().resolveSibling(path);
        }

        @Override
        public void close() {
            synchronized (Archive.this) {
                if (!closed) {
                    closed = true;
                    held--;
                }
            }
        }
    }

    /// Holds the storage root still.
    public Stock stock() {
        return new Stock();
    }

    /// What is at hand is not asked for again by those from whom nothing is hidden or withheld.
    private static boolean seesAll(Clearance by) {
        return by.whole() && by.keeping();
    }

    /// Forgets what is at hand of these items, and takes in no more parts of them.
    void forget(Collection<ItemId> items) {
        items.forEach(item -> forgotten.add(item.value()));
        recent.forget(items);
    }

    /// Begins to take material in, or goes on with what was interrupted: an unfinished accession of
    /// the same origin in the same compartments.
    public Accession open(Clearance by, NewAccession given) {
        return vault.as(
                by,
                transaction -> {
                    var origin = originKey(vault.scope(transaction, given.compartments()), given);
                    var scope =
                            vault.scope(
                                    transaction,
                                    given.compartments(),
                                    consents(transaction, given, origin));
                    var unfinished =
                            origin == null
                                    ? Optional.<UUID>empty()
                                    : transaction
                                            .sql()
                                            .sql(
                                                    """
                                                    select id from accession
                                                    where origin_key = ? and scope = ? and not complete
                                                    order by opened_at desc limit 1
                                                    """)
                                            .params(origin, scope.id())
                                            .query(UUID.class)
                                            .optional();
                    var id = unfinished.orElseGet(UUID::randomUUID);
                    if (unfinished.isEmpty()) {
                        insert(transaction, by.actor(), id, given, scope, origin);
                    }
                    return accessions(transaction, "where a.id = ?", id).getFirst();
                });
    }

    /// Those that are given, and those that what came from there before was tied to since: a folder
    /// that is taken in again must not come in beside them.
    private Set<ConsentId> consents(
            Transaction transaction, NewAccession given, @Nullable UUID origin) {
        var consents = new HashSet<>(given.consents());
        if (!consents.isEmpty()) {
            vault.tied();
        }
        if (origin != null && vault.hasConsents(transaction)) {
            transaction
                    .sql()
                    .sql(
                            """
                            select s.consents from accession a join scope s on s.id = a.scope
                            where a.origin_key = ? and a.erased is null
                            order by a.opened_at desc limit 1
                            """)
                    .param(origin)
                    .query(
                            row -> {
                                consents.addAll(Vault.consents(row.getArray(1)));
                            });
        }
        return consents;
    }

    private void insert(
            Transaction transaction,
            ActorId actor,
            UUID id,
            NewAccession given,
            Scope scope,
            @Nullable UUID origin) {
        var secret = Secret.random();
        var now = clock.instant();
        var description = Description.encode(given);
        var record = secret.commitment(description);
        var opened =
                Entry.of(Act.ACCESSION_OPENED, now, actor, id)
                        .committing(Digest.ABSENT, record, Digest.ABSENT);
        var position = ledger.append(transaction, List.of(opened));
        transaction
                .sql()
                .sql("insert into vault (object, scope, wrapped) values (?, ?, ?)")
                .params(id, scope.id(), scope.wrap(secret))
                .update();
        transaction
                .sql()
                .sql(
                        """
                        insert into accession (id, scope, compartments, actor, description, origin_key,
                                               opened_at, position)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        scope.id(),
                        Vault.uuids(given.compartments()),
                        actor.value(),
                        Vault.seal(secret, id, description),
                        origin,
                        Timestamp.from(now),
                        position)
                .update();
    }

    /// Compares every sealed file, inventory, key and row with the ledger. Every sealed byte is
    /// read, and nothing is entered.
    ///
    /// @param deep whether files are unsealed too, and their plain bytes compared
    public List<Finding> verify(boolean deep) {
        var findings = new ArrayList<>(compareRows());
        var threads = Runtime.getRuntime().availableProcessors();
        findings.addAll(
                fixity().prove(Optional::empty, Portion.EVERYTHING, deep, threads, () -> false)
                        .findings());
        return findings.stream().distinct().toList();
    }

    /// Puts back what is not as the ledger says, from another copy of the archive: a file only when
    /// the copy's bytes have the digest that the ledger has. What was damaged is kept in the folder
    /// `damaged` of the home. The ledger must have been checked before.
    ///
    /// @param copy the storage root of the other copy
    /// @return what became of each file that was not right, by its place in the home; empty when
    ///   all were
    /// @throws IOException when a file cannot be read or written
    public Map<String, Repaired> repair(Path copy) throws IOException {
        synchronized (this) { // no version moves in meanwhile
            return new Repair(
                            vault.database(),
                            ledger,
                            clock,
                            storage,
                            copy,
                            storage.deposit().resolveSibling("damaged"))
                    .run();
        }
    }

    /// When sealed files were read anew, and what reads them.
    public Fixity fixity() {
        return new Fixity(vault.database(), ledger, clock, vault, storage);
    }

    /// Compares every inventory, key and row with the ledger, and the layout with OCFL. Of sealed
    /// files only that they are there.
    public List<Finding> compareRows() {
        var check = new ArchiveCheck(ledger, vault, storage);
        check.run();
        synchronized (this) { // no version moves in while the layout is looked at
            try {
                check.layout();
            } catch (IOException e) {
                throw new UncheckedIOException("the layout of the archive could not be read", e);
            }
        }
        return check.findings();
    }

    /// What is known of the places that were read before, to tell at a glance what is unchanged: of
    /// what was tied to all the consents given, and perhaps to more.
    public Known known(Clearance by, NewAccession given) {
        return vault.as(
                by,
                transaction -> {
                    var scope = vault.scope(transaction, given.compartments());
                    var neighbours = neighbours(transaction, given);
                    var states = new HashMap<UUID, ItemId>();
                    transaction
                            .sql()
                            .sql(
                                    """
                                    select origin_state, id from item
                                    where scope = any(?) and origin_state is not null and parent is null
                                    union all
                                    select origin_state, item from provenance
                                    where scope = any(?) and origin_state is not null and parent is null
                                    """)
                            .params(neighbours, neighbours)
                            .query(
                                    row -> {
                                        states.put(
                                                row.getObject(1, UUID.class),
                                                new ItemId(row.getObject(2, UUID.class)));
                                    });
                    return new Known(scope, states);
                });
    }

    private UUID[] neighbours(Transaction transaction, NewAccession given) {
        return vault.neighbours(transaction, given.compartments(), given.consents());
    }

    /// Opens an accession's door. Several may be open at once, also of one accession; close each.
    public Receiving receive(Clearance by, Accession accession) {
        openDoors.merge(accession.id(), 1, Integer::sum);
        return vault.as(
                by,
                transaction -> {
                    int version =
                            transaction
                                    .sql()
                                    .sql("select settled_version + 1 from accession where id = ?")
                                    .param(accession.id().value())
                                    .query(Integer.class)
                                    .single();
                    return new Receiving(
                            storage,
                            accession,
                            version,
                            batch -> accept(by.actor(), accession, version, batch),
                            recent::hasRoom,
                            () ->
                                    openDoors.computeIfPresent(
                                            accession.id(),
                                            (id, open) -> open == 1 ? null : open - 1));
                });
    }

    private void accept(ActorId actor, Accession accession, int version, List<Sealed> batch) {
        var files = batch.stream().map(Sealed::file).toList();
        try {
            disk.syncBatch(files);
            disk.forget(files);
        } catch (IOException e) {
            // The fate of these bytes is unknown: nothing of this batch may be acknowledged.
            throw new UncheckedIOException("the archive could not be made durable", e);
        }
        var now = clock.instant();
        List<Accepted> accepted;
        // What is equal is recognised by looking it up, so two batches must not look at once.
        synchronized (oneBatchAtATime) {
            accepted =
                    vault.as(
                            Clearance.SYSTEM,
                            transaction -> {
                                var all = new ArrayList<Accepted>(batch.size());
                                byScope(transaction, accession, batch)
                                        .forEach(
                                                (scope, part) ->
                                                        all.addAll(
                                                                Acceptance.accept(
                                                                        transaction,
                                                                        ledger,
                                                                        vault,
                                                                        actor,
                                                                        accession,
                                                                        scope,
                                                                        version,
                                                                        part,
                                                                        now)));
                                return all;
                            });
        }
        // All of them before the first is acknowledged: that may take its time.
        for (var one : accepted) {
            if (one.kind() == Kind.STORED) {
                recent.remember(one, accession, version, now);
            } else {
                discard(one.sealed());
            }
        }
        if (accepted.size() < batch.size()) {
            acknowledgeUnkept(batch, accepted);
        }
        for (var one : accepted) {
            one.sealed()
                    .acknowledged()
                    .accept(
                            new Receipt(
                                    one.item(),
                                    one.description().sha256(),
                                    one.description().bytes(),
                                    one.kind() == Kind.AGAIN,
                                    one.description().previous().map(ItemId::new)));
        }
    }

    /// Parts of what was erased while it was being read: whoever hands them over goes on.
    private static void acknowledgeUnkept(List<Sealed> batch, List<Accepted> accepted) {
        var kept = new HashSet<Sealed>();
        accepted.forEach(one -> kept.add(one.sealed()));
        for (var one : batch) {
            if (!kept.contains(one)) {
                discard(one);
                one.acknowledged()
                        .accept(
                                new Receipt(
                                        one.item(),
                                        HexFormat.of().formatHex(one.sha256()),
                                        one.bytes(),
                                        true,
                                        Optional.empty()));
            }
        }
    }

    /// Which scope each file belongs to: the accession's, but a part that of its container, which
    /// may have been tied to a consent since. What was found in a container that is erased now
    /// belongs to none and is not kept.
    private Map<Scope, List<Sealed>> byScope(
            Transaction transaction, Accession accession, List<Sealed> batch) {
        var own =
                vault.scope(
                        transaction,
                        transaction
                                .sql()
                                .sql("select scope from accession where id = ?")
                                .param(accession.id().value())
                                .query(UUID.class)
                                .single());
        if (forgotten.isEmpty() && !vault.hasConsents(transaction)) {
            return Map.of(own, batch);
        }
        var containers =
                batch.stream()
                        .flatMap(one -> one.incoming().within().stream())
                        .map(Incoming.Container::item)
                        .distinct()
                        .toList();
        var scopes = new HashMap<ItemId, Scope>();
        var rows = new HashMap<UUID, UUID>();
        transaction
                .sql()
                .sql("select object, scope from vault where object = any(?)")
                .param(uuids(containers))
                .query(
                        row -> {
                            rows.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                        });
        rows.forEach(
                (item, scope) -> scopes.put(new ItemId(item), vault.scope(transaction, scope)));
        var grouped = new LinkedHashMap<Scope, List<Sealed>>();
        for (var one : batch) {
            var within = one.incoming().within().map(Incoming.Container::item);
            var scope = within.isEmpty() ? own : scopes.get(within.get());
            if (scope != null) {
                grouped.computeIfAbsent(scope, key -> new ArrayList<>()).add(one);
            }
        }
        return grouped;
    }

    private static void discard(Sealed sealed) {
        try {
            Files.deleteIfExists(sealed.file());
        } catch (IOException e) {
            // What stays in deposit unknown is removed before the version is settled.
        }
    }

    /// Says that the giver's material was taken in to the end, and settles it.
    public void complete(Clearance by, AccessionId accession) {
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("update accession set complete = true where id = ?")
                                .param(accession.value())
                                .update());
        try {
            settle();
        } catch (UncheckedIOException e) {
            if (storage.shelf() instanceof LocalShelf) {
                throw e;
            }
            // All of it is durable in deposit; whoever settles next asks the store again.
            LOG.log(Level.WARNING, "accession {0} waits for its object store", accession, e);
        }
    }

    /// Moves what was received since the last time into the OCFL root, for every accession whose
    /// doors are closed.
    public synchronized void settle() {
        if (held > 0) {
            return; // it waits in deposit, and this is asked again
        }
        var waiting =
                vault.as(
                        Clearance.SYSTEM,
                        transaction -> accessions(transaction, "where a.unsettled"));
        for (var accession : waiting) {
            if (!openDoors.containsKey(accession.id())) {
                settle(accession);
            }
        }
    }

    private void settle(Accession accession) {
        var version = accession.settledVersion() + 1;
        var contents =
                vault.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select id, version, sealed_sha256 from item
                                                where accession = ? order by position
                                                """)
                                        .param(accession.id().value())
                                        .query(
                                                (row, number) ->
                                                        new StorageRoot.Content(
                                                                new ItemId(
                                                                        row.getObject(
                                                                                1, UUID.class)),
                                                                row.getInt(2),
                                                                HexFormat.of()
                                                                        .formatHex(
                                                                                row.getBytes(3))))
                                        .list());
        var settled = contents.stream().anyMatch(content -> content.version() == version);
        var actor = accession.actor().toString();
        try {
            var digest =
                    settled
                            ? new Digest(
                                    storage.settle(
                                            accession.id(),
                                            StorageRoot.versions(
                                                    version, accession.openedAt(), actor),
                                            contents,
                                            disk))
                            : Digest.ABSENT;
            vault.run(
                    Clearance.SYSTEM,
                    transaction -> {
                        transaction
                                .sql()
                                .sql(
                                        """
                                        update accession
                                        set unsettled = false, settled_version = ? where id = ?
                                        """)
                                .params(settled ? version : version - 1, accession.id().value())
                                .update();
                        if (settled) {
                            ledger.append(
                                    transaction,
                                    List.of(
                                            Entry.of(
                                                            Act.ACCESSION_CLOSED,
                                                            version,
                                                            clock.instant(),
                                                            ActorId.SYSTEM,
                                                            accession.id().value())
                                                    .committing(
                                                            Digest.ABSENT, Digest.ABSENT, digest)));
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "accession %s could not be moved from deposit into the archive; it is kept and will be moved at the next start"
                            .formatted(accession.id()),
                    e);
        }
    }

    /// Removes what was never acknowledged, and settles what a crash left in deposit.
    public void recover() throws IOException {
        vault.destroyOtherEpochs();
        for (var accession : storage.deposited()) {
            var version =
                    vault.as(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    """
                                                    select settled_version + 1 from accession
                                                    where id = ?
                                                    """)
                                            .param(accession.value())
                                            .query(Integer.class)
                                            .optional());
            var acknowledged = new HashSet<ItemId>();
            vault.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select id from item where accession = ? and version = ?")
                                    .params(accession.value(), version.orElse(1))
                                    .query(
                                            row -> {
                                                acknowledged.add(
                                                        new ItemId(row.getObject(1, UUID.class)));
                                            }));
            storage.discardAllBut(accession, version.orElse(1), acknowledged);
        }
        settle();
        storage.shelf().sweep(clock.instant());
    }

    /// The plain bytes of an item, authenticated as they are read.
    ///
    /// @throws java.util.NoSuchElementException when there is no such item for this actor
    /// @throws IOException when the sealed file cannot be read or does not authenticate
    public InputStream read(Clearance by, ItemId item) throws IOException {
        var atHand = seesAll(by) ? recent.takeBytes(item) : null;
        if (atHand != null) {
            return new ByteArrayInputStream(atHand);
        }
        var known = seesAll(by) ? recent.takePlace(item) : null;
        if (known != null) {
            return Age.open(storage.open(known.accession(), known.version(), item), known.secret());
        }
        record Place(AccessionId accession, int version, Secret secret) {}
        var place =
                vault.as(
                                by,
                                transaction ->
                                        transaction
                                                .sql()
                                                .sql(
                                                        """
                                                select i.accession, i.version, i.scope, v.wrapped
                                                from item i join vault v on v.object = i.id where i.id = ?
                                                """)
                                                .param(item.value())
                                                .query(
                                                        (row, number) ->
                                                                new Place(
                                                                        new AccessionId(
                                                                                row.getObject(
                                                                                        1,
                                                                                        UUID.class)),
                                                                        row.getInt(2),
                                                                        vault.scope(
                                                                                        transaction,
                                                                                        row
                                                                                                .getObject(
                                                                                                        3,
                                                                                                        UUID.class))
                                                                                .unwrap(
                                                                                        row
                                                                                                .getBytes(
                                                                                                        4))))
                                                .optional())
                        .orElseThrow();
        return Age.open(storage.open(place.accession(), place.version(), item), place.secret());
    }

    /// One item, if this actor may know of it.
    public Optional<Item> item(Clearance by, ItemId id) {
        return items(by, List.of(id)).stream().findFirst();
    }

    /// Those of the items that this actor may know of, in no particular order.
    public List<Item> items(Clearance by, Collection<ItemId> ids) {
        if (!seesAll(by)) {
            return items(by, "where i.id = any(?)", (Object) uuids(ids));
        }
        var found = recent.items(ids);
        if (found.size() < ids.size()) {
            var missing = new HashSet<>(ids);
            found.forEach(item -> missing.remove(item.id()));
            for (var item : items(by, "where i.id = any(?)", (Object) uuids(missing))) {
                recent.remember(item);
                found.add(item);
            }
        }
        return found;
    }

    /// Items of these bytes, of those that are there for this actor.
    ///
    /// @param sha256 of the plain bytes
    public List<Item> items(Clearance by, Digest sha256) {
        var keys =
                vault.as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select id from scope where wrapped is not null")
                                        .query(UUID.class)
                                        .list()
                                        .stream()
                                        .map(id -> vault.scope(transaction, id))
                                        .map(scope -> scope.contentKey(sha256.bytes()))
                                        .toArray(UUID[]::new));
        return items(by, "where i.content_key = any(?)", (Object) keys);
    }

    /// A part of a container, and where it lies in it.
    ///
    /// @param position of the entry with which it came first into the container
    public record Placed(Item item, long position) {}

    /// Parts of one container, each once: those received as its parts, and those whose bytes were
    /// here already when it was opened.
    private static final String LYING_IN =
            """
            select id, min(position) as position
            from (select i.id, i.position from item i where i.parent = ?
                  union all
                  select p.item, p.position from provenance p where p.parent = ?) as lying
            group by id
            """;

    /// What lies in a container, in the order in which it was found there.
    ///
    /// @param after position of the last one seen; -1 to begin
    public List<Placed> parts(Clearance by, ItemId container, long after, int limit) {
        return placed(
                by, container, " having min(position) > ? order by position limit ?", after, limit);
    }

    /// What lies in a container before one of its parts, the nearest first.
    public List<Placed> partsBefore(Clearance by, ItemId container, long before, int limit) {
        return placed(
                by,
                container,
                " having min(position) < ? order by position desc limit ?",
                before,
                limit);
    }

    /// How many parts a container has, no more being counted than asked for.
    public int countParts(Clearance by, ItemId container, int most) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("select count(*) from (" + LYING_IN + " limit ?) as counted")
                                .params(container.value(), container.value(), most)
                                .query(Integer.class)
                                .single());
    }

    private List<Placed> placed(
            Clearance by, ItemId container, String which, long position, int limit) {
        var positions = new LinkedHashMap<ItemId, Long>();
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(LYING_IN + which)
                                .params(container.value(), container.value(), position, limit)
                                .query(
                                        row -> {
                                            positions.put(
                                                    new ItemId(row.getObject("id", UUID.class)),
                                                    row.getLong("position"));
                                        }));
        var items = new HashMap<ItemId, Item>();
        items(by, positions.keySet()).forEach(item -> items.put(item.id(), item));
        return positions.entrySet().stream()
                .filter(entry -> items.containsKey(entry.getKey()))
                .map(entry -> new Placed(items.get(entry.getKey()), entry.getValue()))
                .toList();
    }

    /// One part lying in a container.
    ///
    /// @param item under which its bytes are kept
    /// @param again whether the bytes were here already, so that `item` is where they lay first
    public record Part(ItemId item, ItemId container, String path, String sha256, boolean again) {}

    /// Everything that lay in these containers, each part as often as it lay there.
    public List<Part> within(Clearance by, Collection<ItemId> containers) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.id, i.parent, i.scope, i.description, v.wrapped, false as again, i.position
                                        from item i join vault v on v.object = i.id where i.parent = any(?)
                                        union all
                                        select p.item, p.parent, p.scope, p.description, v.wrapped, true, p.position
                                        from provenance p join vault v on v.object = p.item where p.parent = any(?)
                                        order by 7
                                        """)
                                .params(uuids(containers), uuids(containers))
                                .query(
                                        (row, number) -> {
                                            var id = row.getObject("id", UUID.class);
                                            var description =
                                                    Description.decode(
                                                            Vault.open(
                                                                    secret(transaction, row),
                                                                    id,
                                                                    row.getBytes("description")));
                                            return new Part(
                                                    new ItemId(id),
                                                    new ItemId(row.getObject("parent", UUID.class)),
                                                    description.path(),
                                                    description.sha256(),
                                                    row.getBoolean("again"));
                                        })
                                .list());
    }

    /// Records that something given could not be taken in, so that nobody takes it for received.
    ///
    /// @param reason in plain words, without names
    public void missing(Clearance by, Accession accession, String path, String reason) {
        var now = clock.instant();
        var id = accession.id().value();
        var place = path.getBytes(StandardCharsets.UTF_8);
        vault.run(
                by,
                transaction -> {
                    var secret = secretOf(transaction, id);
                    var position =
                            ledger.append(
                                    transaction,
                                    Entry.of(Act.NOT_RECEIVED, now, by.actor(), id)
                                            .committing(
                                                    word(secret, reason),
                                                    secret.commitment(place),
                                                    Digest.ABSENT));
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into not_received (id, accession, compartments, description, reason, at, position)
                                    values (?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    UUID.randomUUID(),
                                    id,
                                    Vault.uuids(accession.compartments()),
                                    Vault.seal(secret, id, place),
                                    reason,
                                    Timestamp.from(now),
                                    position)
                            .update();
                });
    }

    /// What could not be taken in, path to reason, in all accessions of this origin.
    public Map<String, String> missingBefore(Clearance by, NewAccession given) {
        return vault.as(
                by,
                transaction -> {
                    var place = originKey(vault.scope(transaction, given.compartments()), given);
                    var missing = new HashMap<String, String>();
                    transaction
                            .sql()
                            .sql(
                                    """
                                    select n.description, n.reason, a.id, a.scope, v.wrapped
                                    from accession a
                                    join not_received n on n.accession = a.id
                                    join vault v on v.object = a.id
                                    where a.origin_key = ? order by n.at
                                    """)
                            .param(place)
                            .query(
                                    row -> {
                                        missing.put(
                                                path(transaction, row), row.getString("reason"));
                                    });
                    return missing;
                });
    }

    private static @Nullable UUID originKey(Scope scope, NewAccession given) {
        return given.origin().isEmpty()
                ? null
                : scope.originKey(("add\n" + given.origin()).getBytes(StandardCharsets.UTF_8));
    }

    private String path(Transaction transaction, ResultSet row) throws SQLException {
        return new String(
                Vault.open(
                        secret(transaction, row),
                        row.getObject("id", UUID.class),
                        row.getBytes("description")),
                StandardCharsets.UTF_8);
    }

    /// Something that was given and could not be taken in.
    public record Missing(AccessionId accession, String path, String reason, Instant at) {}

    /// What could not be taken in with an accession, the newest last.
    public List<Missing> missing(Clearance by, AccessionId accession) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select n.description, n.reason, n.at, a.scope, v.wrapped
                                        from not_received n
                                        join accession a on a.id = n.accession
                                        join vault v on v.object = a.id
                                        where n.accession = ? order by n.at
                                        """)
                                .param(accession.value())
                                .query(
                                        (row, number) ->
                                                new Missing(
                                                        accession,
                                                        new String(
                                                                Vault.open(
                                                                        secret(transaction, row),
                                                                        accession.value(),
                                                                        row.getBytes(1)),
                                                                StandardCharsets.UTF_8),
                                                        row.getString(2),
                                                        row.getTimestamp(3).toInstant()))
                                .list());
    }

    /// Items of an accession, by their order in the ledger.
    ///
    /// @param after position of the last one seen; -1 to begin
    public List<Item> items(Clearance by, AccessionId accession, long after, int limit) {
        return items(
                by,
                "where i.accession = ? and i.position > ? order by i.position limit ?",
                accession.value(),
                after,
                limit);
    }

    /// One file, or one part of it, as it was received with one accession.
    ///
    /// @param item under which its bytes are kept
    /// @param again whether the same bytes were kept already, so that only another provenance was
    ///   recorded
    /// @param position of its entry in the ledger
    public record Reception(
            ItemId item,
            Optional<ItemId> parent,
            String path,
            long bytes,
            String sha256,
            boolean again,
            long position) {}

    /// What was received with an accession, each file as often as it was given, by the order in the
    /// ledger. Bytes given again are seen by those alone who see the first: both lie in the same
    /// compartments.
    ///
    /// @param whole only what was handed over itself, not the parts found inside
    /// @param after position of the last one seen; -1 to begin
    public List<Reception> receptions(
            Clearance by, AccessionId accession, boolean whole, long after, int limit) {
        var narrowed = whole ? " and %s.parent is null " : "";
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        (select i.id, i.scope, i.description, v.wrapped, false as again, i.position
                                         from item i join vault v on v.object = i.id
                                         where i.accession = ? and i.position > ?
                                        """
                                                + narrowed.formatted("i")
                                                + """
                                         order by i.position limit ?)
                                        union all
                                        (select p.item, p.scope, p.description, v.wrapped, true, p.position
                                         from provenance p join item o on o.id = p.item
                                         join vault v on v.object = p.item
                                         where p.accession = ? and p.position > ?
                                        """
                                                + narrowed.formatted("p")
                                                + """
                                         order by p.position limit ?)
                                        order by 6 limit ?
                                        """)
                                .params(
                                        accession.value(),
                                        after,
                                        limit,
                                        accession.value(),
                                        after,
                                        limit,
                                        limit)
                                .query((row, number) -> reception(transaction, row))
                                .list());
    }

    private Reception reception(Transaction transaction, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var description =
                Description.decode(
                        Vault.open(secret(transaction, row), id, row.getBytes("description")));
        return new Reception(
                new ItemId(id),
                description.parent().map(ItemId::new),
                description.path(),
                description.bytes(),
                description.sha256(),
                row.getBoolean("again"),
                row.getLong("position"));
    }

    /// How much was received with an accession.
    ///
    /// @param files handed over themselves
    /// @param parts found inside them
    /// @param again of both, those whose bytes were kept already
    public record Received(long files, long parts, long again) {
        public long all() {
            return files + parts;
        }
    }

    /// How much was received with each of these accessions, as far as this actor may know of it.
    public Map<AccessionId, Received> received(Clearance by, Collection<AccessionId> accessions) {
        var ids = accessions.stream().map(AccessionId::value).toArray(UUID[]::new);
        var received = new HashMap<AccessionId, Received>();
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select accession, count(*) filter (where parent is null),
                                               count(*) filter (where parent is not null),
                                               count(*) filter (where again)
                                        from (select accession, parent, false as again from item
                                              where accession = any(?) and erased is null
                                              union all
                                              select accession, parent, true from provenance
                                              where accession = any(?)) r
                                        group by accession
                                        """)
                                .params(ids, ids)
                                .query(
                                        row -> {
                                            received.put(
                                                    new AccessionId(row.getObject(1, UUID.class)),
                                                    new Received(
                                                            row.getLong(2),
                                                            row.getLong(3),
                                                            row.getLong(4)));
                                        }));
        return received;
    }

    /// Accessions that this actor may know of, the newest first.
    ///
    /// @param after the last one seen; empty to begin
    public List<Accession> accessions(Clearance by, Optional<AccessionId> after, int limit) {
        return vault.as(
                by,
                transaction ->
                        after.isEmpty()
                                ? accessions(
                                        transaction,
                                        "order by a.opened_at desc, a.id desc limit ?",
                                        limit)
                                : accessions(
                                        transaction,
                                        """
                                        where (a.opened_at, a.id) <
                                              (select b.opened_at, b.id from accession b where b.id = ?)
                                        order by a.opened_at desc, a.id desc limit ?
                                        """,
                                        after.get().value(),
                                        limit));
    }

    /// Every accession that this actor may know of, the newest first.
    public List<Accession> accessions(Clearance by) {
        return vault.as(by, transaction -> accessions(transaction, "order by a.opened_at desc"));
    }

    /// Those of these accessions that this actor may know of, the newest first.
    public List<Accession> accessions(Clearance by, Collection<AccessionId> ids) {
        UUID[] wanted = ids.stream().map(AccessionId::value).toArray(UUID[]::new);
        return wanted.length == 0
                ? List.of()
                : vault.as(
                        by,
                        transaction ->
                                accessions(
                                        transaction,
                                        "where a.id = any(?) order by a.opened_at desc",
                                        (Object) wanted));
    }

    /// One accession, if this actor may know of it.
    public Optional<Accession> accession(Clearance by, AccessionId id) {
        return vault.as(
                by,
                transaction ->
                        accessions(transaction, "where a.id = ?", id.value()).stream().findFirst());
    }

    private List<Accession> accessions(
            Transaction transaction, String condition, Object... parameters) {
        return transaction
                .sql()
                .sql(
                        """
                        select a.id, a.scope, a.compartments, a.actor, a.description, a.opened_at,
                               a.settled_version, a.complete, v.wrapped
                        from accession a join vault v on v.object = a.id
                        """
                                + condition)
                .params(List.of(parameters))
                .query(
                        (row, number) -> {
                            var id = row.getObject("id", UUID.class);
                            var secret = secret(transaction, row);
                            var facts =
                                    Description.accessionFacts(
                                            Vault.open(secret, id, row.getBytes("description")));
                            return new Accession(
                                    new AccessionId(id),
                                    facts.get("source"),
                                    facts.get("givenBy"),
                                    facts.get("note"),
                                    Vault.compartments(row.getArray("compartments")),
                                    new ActorId(row.getObject("actor", UUID.class)),
                                    row.getTimestamp("opened_at").toInstant(),
                                    row.getInt("settled_version"),
                                    row.getBoolean("complete"));
                        })
                .list();
    }

    private List<Item> items(Clearance by, String condition, Object... parameters) {
        return vault.as(
                by,
                transaction -> {
                    var provenances = new HashMap<ItemId, List<Item.Provenance>>();
                    var items =
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            select i.id, i.scope, i.compartments, i.sealed_bytes, i.sealed_sha256,
                                                   i.description, i.received_at, i.position, v.wrapped
                                            from item i join vault v on v.object = i.id
                                            """
                                                    + condition)
                                    .params(List.of(parameters))
                                    .query((row, number) -> item(transaction, row))
                                    .list();
                    readProvenances(transaction, items, provenances);
                    return items.stream()
                            .map(item -> item.with(provenances.getOrDefault(item.id(), List.of())))
                            .toList();
                });
    }

    private void readProvenances(
            Transaction transaction,
            List<Item> items,
            Map<ItemId, List<Item.Provenance>> provenances) {
        transaction
                .sql()
                .sql(
                        """
                        select p.item, p.scope, p.description, p.received_at, p.position, v.wrapped
                        from provenance p join vault v on v.object = p.item
                        where p.item = any(?) order by p.position
                        """)
                .param(uuids(items.stream().map(Item::id).toList()))
                .query(
                        row -> {
                            var id = row.getObject("item", UUID.class);
                            var description =
                                    Description.decode(
                                            Vault.open(
                                                    secret(transaction, row),
                                                    id,
                                                    row.getBytes("description")));
                            provenances
                                    .computeIfAbsent(new ItemId(id), key -> new ArrayList<>())
                                    .add(
                                            new Item.Provenance(
                                                    new AccessionId(description.accession()),
                                                    description.parent().map(ItemId::new),
                                                    description.path(),
                                                    description.modified(),
                                                    row.getTimestamp("received_at").toInstant(),
                                                    row.getLong("position")));
                        });
    }

    private Item item(Transaction transaction, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var description =
                Description.decode(
                        Vault.open(secret(transaction, row), id, row.getBytes("description")));
        return Item.of(
                description,
                Vault.compartments(row.getArray("compartments")),
                row.getLong("sealed_bytes"),
                HexFormat.of().formatHex(row.getBytes("sealed_sha256")),
                row.getTimestamp("received_at").toInstant(),
                row.getLong("position"));
    }

    private Secret secret(Transaction transaction, ResultSet row) throws SQLException {
        return vault.scope(transaction, row.getObject("scope", UUID.class))
                .unwrap(row.getBytes("wrapped"));
    }

    private static UUID[] uuids(Collection<ItemId> ids) {
        return ids.stream().map(ItemId::value).toArray(UUID[]::new);
    }

    private Secret secretOf(Transaction transaction, UUID object) {
        return transaction
                .sql()
                .sql("select scope, wrapped from vault where object = ?")
                .param(object)
                .query((row, number) -> secret(transaction, row))
                .single();
    }

    /// What was found out about an accession when it came.
    ///
    /// @param kind what was looked at, such as `bagit`
    /// @param record canonical JSON, as its kind has it
    /// @param position of its entry in the ledger
    public record Note(String kind, Instant at, byte[] record, long position) {}

    /// Keeps what was found out about an accession, sealed with it, and enters it in the ledger.
    ///
    /// @param code of the entry: how many things did not fit
    public void note(Clearance by, Accession accession, String kind, int code, byte[] record) {
        var now = clock.instant();
        var id = accession.id().value();
        vault.run(
                by,
                transaction -> {
                    var secret = secretOf(transaction, id);
                    var position =
                            ledger.append(
                                    transaction,
                                    Entry.of(Act.VERIFIED, code, now, by.actor(), id)
                                            .committing(
                                                    word(secret, kind),
                                                    secret.commitment(record),
                                                    Digest.ABSENT));
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into accession_note (id, accession, compartments, kind, description, at, position)
                                    values (?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    UUID.randomUUID(),
                                    id,
                                    Vault.uuids(accession.compartments()),
                                    kind,
                                    Vault.seal(secret, id, record),
                                    Timestamp.from(now),
                                    position)
                            .update();
                });
    }

    /// What the entry of a note commits to besides the note: of what kind it is; and that of what
    /// was not received, besides its path: why.
    static Digest word(Secret secret, String word) {
        return secret.commitment(word.getBytes(StandardCharsets.UTF_8));
    }

    /// What was found out about an accession, oldest first.
    ///
    /// @param kind what was looked at
    public List<Note> notes(Clearance by, AccessionId accession, String kind) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select n.kind, n.at, n.description, n.position, a.scope, v.wrapped
                                        from accession_note n
                                        join accession a on a.id = n.accession
                                        join vault v on v.object = a.id
                                        where n.accession = ? and n.kind = ? order by n.position
                                        """)
                                .params(accession.value(), kind)
                                .query(
                                        (row, number) ->
                                                new Note(
                                                        row.getString("kind"),
                                                        row.getTimestamp("at").toInstant(),
                                                        Vault.open(
                                                                secret(transaction, row),
                                                                accession.value(),
                                                                row.getBytes("description")),
                                                        row.getLong("position")))
                                .list());
    }

    /// What the ledger is to say of a record about an item or an accession: only who has its salt
    /// can tell what was committed to.
    ///
    /// @throws RuntimeException when there is no such object for this actor
    public Digest commitment(Clearance by, UUID object, byte[] record) {
        return vault.as(by, transaction -> secretOf(transaction, object).commitment(record));
    }

    /// What opens an item to whoever is given it: whoever asks must have the right to its plain
    /// bytes, and enters in the ledger that it left.
    ///
    /// @param identity as the `age` tool reads it from a file
    /// @param salt of the commitments in the ledger
    /// @param description canonical JSON, the very bytes that the record commitment covers
    public record Opening(String identity, byte[] salt, byte[] description) {
        @Override
        public String toString() {
            return "Opening[withheld]";
        }
    }

    /// @throws java.util.NoSuchElementException when there is no such item for this actor
    public Opening opening(Clearance by, ItemId item) {
        return Optional.ofNullable(openings(by, List.of(item)).get(item)).orElseThrow();
    }

    /// The same of those of the items that are there for this actor.
    public Map<ItemId, Opening> openings(Clearance by, Collection<ItemId> items) {
        var openings = new HashMap<ItemId, Opening>();
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.id, i.scope, i.description, v.wrapped
                                        from item i join vault v on v.object = i.id where i.id = any(?)
                                        """)
                                .param(uuids(items))
                                .query(
                                        row -> {
                                            var id = row.getObject("id", UUID.class);
                                            var secret = secret(transaction, row);
                                            openings.put(
                                                    new ItemId(id),
                                                    new Opening(
                                                            secret.identityText(),
                                                            secret.salt(),
                                                            Vault.open(
                                                                    secret,
                                                                    id,
                                                                    row.getBytes("description"))));
                                        }));
        return openings;
    }

    /// What seals small records about these items, of those that are there for this actor.
    public Slips slips(Clearance by, Collection<ItemId> items) {
        var held = new HashMap<UUID, Slips.Held>();
        vault.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.id, i.scope, i.compartments, v.wrapped
                                        from item i join vault v on v.object = i.id where i.id = any(?)
                                        """)
                                .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                                .query(
                                        row -> {
                                            held.put(
                                                    row.getObject("id", UUID.class),
                                                    new Slips.Held(
                                                            secret(transaction, row),
                                                            Vault.compartments(
                                                                    row.getArray("compartments"))));
                                        }));
        return new Slips(held);
    }

    /// The sealed bytes of an item, as they lie in the archive.
    ///
    /// @throws java.util.NoSuchElementException when there is no such item for this actor
    public InputStream sealed(Clearance by, ItemId item) throws IOException {
        record Place(AccessionId accession, int version) {}
        var place =
                vault.as(
                                by,
                                transaction ->
                                        transaction
                                                .sql()
                                                .sql(
                                                        "select accession, version from item where id = ?")
                                                .param(item.value())
                                                .query(
                                                        (row, number) ->
                                                                new Place(
                                                                        new AccessionId(
                                                                                row.getObject(
                                                                                        1,
                                                                                        UUID.class)),
                                                                        row.getInt(2)))
                                                .optional())
                        .orElseThrow();
        return java.nio.channels.Channels.newInputStream(
                storage.open(place.accession(), place.version(), item));
    }

    @Override
    public void close() {
        storage.shelf().close();
        disk.close();
    }
}
