package org.haetae.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.home.Settings;
import org.haetae.home.Transaction;
import org.jspecify.annotations.Nullable;

/// The append-only record of everything that happened in this home.
///
/// Whoever changes or shows anything appends an entry in the same transaction; when that commits,
/// the entry is durable and has its place for ever. [#publish()] then brings what was committed
/// into the signed log of static files that others can check. Rooms downstream follow by position:
///
/// ```java
/// for (Recorded recorded : ledger.after(position, 1_000)) { ... position = recorded.position(); }
/// ```
///
/// For any number of threads.
public final class Ledger {

    /// What a follower that has worked off nothing is at: `after(START, n)` begins with the first
    /// entry, which is at position 0.
    public static final long START = -1;

    /// Of a longer history only so many newest entries are given.
    public static final int LONGEST_HISTORY = 10_000;

    /// Rows asked for at once.
    private static final int TAKE = 2_000;

    /// With as many answers waiting they are published even alone.
    private static final int MOST_ANSWERS_WAITING = 256;

    private static final String RESTART =
            "look at the disk and its free space, then start Haetae again: it goes on from what was stored";

    /// Nothing that waits asks the database more often than this, and nothing sleeps longer.
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(25);

    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final Home home;
    private final Path folder;
    private final Path keyFolder;
    private final Journal journal;
    private final LockStore lockStore;
    private final Clock clock;
    private final Publication.Fault fault;

    private final ReentrantLock appending = new ReentrantLock();
    private final Condition appended = appending.newCondition();
    private final ReentrantLock publishing = new ReentrantLock();
    private @Nullable Publication publication;
    private Optional<Checkpoint> head = Optional.empty();
    private @Nullable IOException lostWrite;
    private volatile @Nullable IntegrityException refusal;
    private volatile LockStore.@Nullable NotHeld notHeld;

    public Ledger(Home home, Database database, Clock clock) {
        this(home, database, clock, step -> {});
    }

    /// With a place where a test lets the process die.
    Ledger(Home home, Database database, Clock clock, Publication.Fault fault) {
        this.home = home;
        this.folder = home.ledger();
        this.keyFolder = home.keys();
        this.journal = new Journal(database, clock);
        this.lockStore = new LockStore(home.keys());
        this.clock = clock;
        this.fault = fault;
    }

    /// Appends entries in the caller's transaction. Call it last in it, save for writing down the
    /// positions that it gave: from here to commit everyone else who appends waits. When the
    /// transaction rolls back, nothing was appended.
    ///
    /// Give many at once where there are many: a batch of 1,000 costs little more than one.
    ///
    /// @return position of the first; the others follow it in order
    /// @throws IntegrityException when the ledger was found tampered with; nothing may be added
    ///   then
    public long append(Transaction transaction, List<Entry> entries) {
        refuseIfBroken();
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("no entry to append; expected at least one");
        }
        long first = journal.append(transaction, entries);
        wakeFollowers();
        return first;
    }

    /// The same for one entry.
    public long append(Transaction transaction, Entry entry) {
        return append(transaction, List.of(entry));
    }

    /// Finishes what a crash interrupted, and makes sure that this log may be signed on. The first
    /// [#publish()] does it too; a server calls it at its start so as to refuse early.
    ///
    /// @throws IntegrityException when folder, lock store, keys and database contradict each other;
    ///   from then on nothing is appended or signed
    public void recover() {
        publishing.lock();
        try {
            opened();
        } finally {
            publishing.unlock();
        }
    }

    /// Brings every committed entry into the log's files, signs the new head and publishes it.
    /// Costs some syncs of the disk, whatever the number of entries: call it every few seconds
    /// while there is work and at its end, not for every act. Without new entries it does nothing.
    ///
    /// Where heads are also held outside the home (`ledger.lock`) and that place does not answer,
    /// nothing new is published, and work goes on: see [#notHeld()].
    ///
    /// @return the newest head; one of no entries, and unsigned, when none could be signed yet
    /// @throws IntegrityException see [#recover()]
    /// @throws UncheckedIOException when a write failed: what reached the disk is then unknown, and
    ///   this ledger publishes no more; entries are still appended, and the next start publishes
    ///   them
    public Checkpoint publish() {
        publishing.lock();
        try {
            Publication opened = opened();
            Checkpoint next = opened.publish(head);
            head = Optional.of(next);
            notHeld = null;
            return next;
        } catch (LockStore.NotHeld e) {
            if (notHeld == null) {
                LOG.log(System.Logger.Level.WARNING, e.getMessage());
            }
            notHeld = e;
            return head.orElseGet(opened()::nothing);
        } catch (IntegrityException e) {
            refusal = e;
            throw e;
        } catch (IOException e) {
            // What reached the disk is unknown, and the system may believe pages to be there that
            // are
            // not. Only a fresh process reads what really is.
            lostWrite = e;
            throw new UncheckedIOException("publishing the ledger; " + RESTART, e);
        } catch (RuntimeException e) {
            publication = null; // the database did not answer: begin again from what is on disk
            throw e;
        } finally {
            publishing.unlock();
        }
    }

    /// Publishes, for those who need a head over every entry until now.
    ///
    /// @throws HomeRefused when that cannot be had because the place outside the home in which
    ///   heads are held does not answer
    public Checkpoint publishWhole() {
        publishing.lock();
        try {
            Checkpoint newest = publish();
            LockStore.NotHeld trouble = notHeld;
            if (trouble != null) {
                throw new HomeRefused(trouble.getMessage(), trouble);
            }
            return newest;
        } finally {
            publishing.unlock();
        }
    }

    /// Whether a setting names a place outside the home in which heads are held.
    public boolean isHeldElsewhere() {
        return !home.settings().text(Setting.LEDGER_LOCK).isEmpty();
    }

    /// Why the newest entries are not published, when the place outside the home in which heads are
    /// held (`ledger.lock`) did not take the last one; empty when it did, and when there is none.
    public Optional<String> notHeld() {
        return Optional.ofNullable(notHeld).map(Throwable::getMessage);
    }

    /// The same as [#publish()] when there is more to publish than answers of witnesses and
    /// authorities. Such an answer is an entry too; published alone it would put a head that nobody
    /// vouched for in the place of the one that was just vouched for, and that one would be asked
    /// about, and so on.
    ///
    /// @return the newest head
    public Checkpoint publishNews() {
        publishing.lock();
        try {
            opened();
            if (head.isPresent() && onlyAnswersWait(head.get().size())) {
                return head.get();
            }
            return publish();
        } finally {
            publishing.unlock();
        }
    }

    private boolean onlyAnswersWait(long published) {
        List<Journal.Row> waiting = journal.rows(published, MOST_ANSWERS_WAITING);
        return waiting.size() < MOST_ANSWERS_WAITING
                && waiting.stream().allMatch(row -> row.act() == Act.ATTESTED.number());
    }

    /// Does something while no head is signed and no file of the log or its keys changes. Entries
    /// are appended meanwhile as ever; keep it short all the same, for whoever publishes waits.
    public <T> T still(Supplier<T> work) {
        publishing.lock();
        try {
            opened();
            return work.get();
        } finally {
            publishing.unlock();
        }
    }

    /// The newest published head as it lies in the log's folder, for those who are asked to vouch
    /// for it; empty when nothing was published yet.
    Optional<SignedNote> published() {
        publishing.lock();
        try {
            opened();
            return files().checkpoint().map(SignedNote::parse);
        } finally {
            publishing.unlock();
        }
    }

    /// Puts cosignatures on a published head: on the copy that is kept for its size, and on the
    /// newest head when it is that one.
    ///
    /// @param lines right ones; what is wrong would stand there for ever
    void cosigned(Checkpoint checkpoint, List<SignedNote.Line> lines) {
        publishing.lock();
        try {
            opened().cosign(checkpoint, lines);
        } catch (IOException e) {
            lostWrite = e;
            throw new UncheckedIOException("keeping a cosignature; " + RESTART, e);
        } finally {
            publishing.unlock();
        }
    }

    /// Holds a head that somebody else remembers against this log. When our own keys signed it and
    /// this log does not continue it, this home is an older copy or a second one: nothing is
    /// appended or signed from now on, and not after the next start either.
    ///
    /// @param note as it was shown; whoever shows it need not be trusted
    /// @param where who showed it
    /// @return what contradicts this log; empty when nothing is proved
    Optional<Finding> holdAgainst(byte[] note, String where) {
        publishing.lock();
        try {
            Optional<Finding> contradiction = opened().contradiction(note, where);
            if (contradiction.isPresent()) {
                lockStore.keepWitnessed(note);
                refusal = new IntegrityException(contradiction.get());
            }
            return contradiction;
        } finally {
            publishing.unlock();
        }
    }

    private Publication opened() {
        refuseIfBroken();
        IOException lost = lostWrite;
        if (lost != null) {
            throw new UncheckedIOException("not publishing after a failed write; " + RESTART, lost);
        }
        Publication known = publication;
        if (known != null) {
            return known;
        }
        try {
            LogKeys keys = LogKeys.open(home.keyring());
            Publication fresh =
                    new Publication(
                            folder,
                            journal,
                            keys,
                            lockStore,
                            HeldElsewhere.of(home.settings(), keys.origin()),
                            clock,
                            fault);
            head = fresh.recover();
            publication = fresh;
            return fresh;
        } catch (IntegrityException e) {
            refusal = e;
            throw e;
        } catch (IOException e) {
            lostWrite = e;
            throw new UncheckedIOException("recovering the ledger; " + RESTART, e);
        }
    }

    /// Whether this ledger was found tampered with, or this home an older copy, so that nothing is
    /// appended or signed any more.
    public boolean isRefused() {
        return refusal != null;
    }

    private void refuseIfBroken() {
        IntegrityException broken = refusal;
        if (broken != null) {
            throw new IntegrityException(broken.finding());
        }
    }

    /// Number of durable entries; the next one gets this position.
    public long size() {
        return journal.size();
    }

    /// Durable entries after this position, in order: all of them if fewer than `limit`.
    ///
    /// @param position of the last entry that was worked off, or [#START]
    public List<Recorded> after(long position, int limit) {
        return journal.rows(position + 1, limit).stream().map(Ledger::recorded).toList();
    }

    /// What happened to one object, oldest first. Whether the asker may know of the object is for
    /// the room that it belongs to; ask only afterwards.
    public List<Recorded> history(UUID object) {
        return journal.history(object, LONGEST_HISTORY).stream().map(Ledger::recorded).toList();
    }

    /// The whole history of one object, oldest first, however long it is: for proofs, in which no
    /// step may be left out.
    ///
    /// @param below only entries before this position, as many as a signed head has
    public void history(UUID object, long below, Consumer<Recorded> each) {
        long after = START;
        while (true) {
            List<Journal.Row> some = journal.history(object, after, below, TAKE);
            some.forEach(row -> each.accept(recorded(row)));
            if (some.size() < TAKE) {
                return;
            }
            after = some.getLast().position();
        }
    }

    /// The whole histories of some objects, each oldest first, in the order of the objects: for
    /// proofs of many. Whoever has very many asks for some hundred at a time.
    ///
    /// @param below as above
    public Map<UUID, List<Recorded>> histories(Collection<UUID> objects, long below) {
        Map<UUID, List<Recorded>> histories = new LinkedHashMap<>();
        objects.forEach(object -> histories.put(object, new ArrayList<>()));
        for (Journal.Row row : journal.histories(objects.toArray(UUID[]::new), below)) {
            histories.get(row.object()).add(recorded(row));
        }
        return histories;
    }

    /// The newest of these acts that was done to an object, as this transaction sees it: for
    /// whoever must know, before building on a row, that the row is what was recorded last.
    public Optional<Recorded> newest(Transaction transaction, UUID object, Set<Act> acts) {
        return Journal.newest(transaction, object, numbers(acts)).map(Ledger::recorded);
    }

    /// The newest of these acts, whatever it was done to. May read the whole journal.
    public Optional<Recorded> newest(Set<Act> acts) {
        return journal.newest(numbers(acts)).map(Ledger::recorded);
    }

    /// Every object that one of these acts was ever done to. Reads the whole journal.
    public Set<UUID> objects(Set<Act> acts) {
        return journal.objects(numbers(acts));
    }

    /// The objects that an act was ever done to, each with the codes of its entries. Reads the
    /// whole journal.
    public Map<UUID, Set<Integer>> codes(Act act) {
        var codes = new HashMap<UUID, Set<Integer>>();
        journal.each(
                numbers(Set.of(act)),
                row -> {
                    var entry = recorded(row).entry();
                    codes.computeIfAbsent(entry.object(), object -> new HashSet<>())
                            .add(entry.code());
                });
        return codes;
    }

    private static Integer[] numbers(Set<Act> acts) {
        return acts.stream().map(Act::number).toArray(Integer[]::new);
    }

    private static Recorded recorded(Journal.Row row) {
        try {
            Leaf leaf = Leaf.decode(row.leaf());
            return new Recorded(row.position(), leaf.entry(), leaf.previous());
        } catch (IllegalArgumentException e) {
            throw new IntegrityException(
                    LedgerCode.ENTRY_MALFORMED.at(
                            "row " + row.position(), e.getMessage(), "a leaf"));
        }
    }

    /// Waits until there is an entry after this position, or the time is over.
    ///
    /// @return whether there is one
    public boolean await(long position, Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        long pause = SHORTEST_PAUSE.toNanos();
        while (size() <= position + 1) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            // Woken when somebody appends; that may still be some time from its commit, so look
            // often at first and then seldom.
            boolean woken = pauseForAppend(Math.min(left, pause));
            pause = woken ? SHORTEST_PAUSE.toNanos() : Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
        return true;
    }

    private boolean pauseForAppend(long nanos) throws InterruptedException {
        appending.lock();
        try {
            return appended.awaitNanos(nanos) > 0;
        } finally {
            appending.unlock();
        }
    }

    private void wakeFollowers() {
        appending.lock();
        try {
            appended.signalAll();
        } finally {
            appending.unlock();
        }
    }

    /// The log's public keys, to be given to those who will check it.
    public List<VerifierKey> verifierKeys() {
        return LogKeys.open(home.keyring()).verifiers();
    }

    /// Signs a statement of this home that is no head of its log, such as a giver's receipt.
    ///
    /// @param lines the first says what kind of statement it is, and does not begin with a digit
    public SignedNote state(List<String> lines) {
        refuseIfBroken();
        return LogKeys.open(home.keyring()).state(lines);
    }

    /// The log's files, for those who read, serve or copy them.
    public LogFolder files() {
        return new LogFolder(folder);
    }

    /// Checks everything: the files against signatures and tree, both against what lock store and
    /// database remember, and the journal against the files. Changes nothing, and works on a ledger
    /// that refuses to be signed.
    ///
    /// Entries that were not published yet are compared with nothing; publish first.
    public List<Finding> verify() {
        return check().findings();
    }

    /// What a check found.
    ///
    /// @param attestations what the witnesses and authorities of the settings said of heads of this
    ///   log, as far as it is right; without order
    public record Checked(List<Finding> findings, List<Attestation> attestations) {
        public Checked {
            findings = List.copyOf(findings);
            attestations = List.copyOf(attestations);
        }
    }

    /// The same as [#verify()], telling also who vouched for which head.
    public Checked check() {
        List<Finding> findings = new ArrayList<>();
        LogFolder files = files();
        List<VerifierKey> keys = publicKeys(findings);
        List<Remembered> remembered = new ArrayList<>();
        publishing.lock(); // so that what is remembered is not newer than what is published
        try {
            journal.remembered(keys.stream().map(VerifierKey::name).findFirst().orElse("none"))
                    .forEach(known -> remembered.add(new Remembered("the database", known)));
            Optional<byte[]> newest = lockStore.newest();
            boolean signed = files.checkpoint().isPresent() || !remembered.isEmpty();
            if (newest.isEmpty() && !signed) {
                // Nothing was ever published.
                return new Checked(new JournalCheck(journal, files).run(0), List.of());
            }
            remembered.addAll(inLockStore("keys/" + LockStore.FILE, newest, keys, findings));
            remembered.addAll(shownByWitness(keys));
            remembered.addAll(heldElsewhere(keys, files, findings));
        } finally {
            publishing.unlock();
        }
        LedgerCheck.Report report =
                new LedgerCheck(files, withWitnesses(keys))
                        .remembering(remembered)
                        .expecting(expectations())
                        .trusting(
                                KnownAuthority.of(home).stream()
                                        .flatMap(authority -> authority.roots().stream())
                                        .toList())
                        .run();
        findings.addAll(report.findings());
        long signed = report.head().map(Checkpoint::size).orElse(0L);
        findings.addAll(new JournalCheck(journal, files).run(signed));
        return new Checked(findings, report.attestations());
    }

    private List<VerifierKey> withWitnesses(List<VerifierKey> own) {
        List<VerifierKey> keys = new ArrayList<>(own);
        if (!own.isEmpty()) {
            KnownWitness.of(home).forEach(witness -> keys.addAll(witness.keys()));
        }
        return keys;
    }

    /// What this home's settings expect; of nobody where nobody is asked.
    private Expectations expectations() {
        Settings settings = home.settings();
        boolean witnesses = !settings.lines(Setting.WITNESSES).isEmpty();
        boolean authorities = !settings.lines(Setting.TIMESTAMP_AUTHORITIES).isEmpty();
        return new Expectations(
                witnesses ? settings.number(Setting.WITNESS_QUORUM) : 0,
                Duration.ofDays(settings.number(Setting.WITNESS_DAYS)),
                authorities
                        ? Duration.ofDays(settings.number(Setting.TIMESTAMP_DAYS))
                        : Duration.ZERO,
                Duration.ofDays(settings.number(Setting.TIMESTAMP_RENEWAL_DAYS)),
                clock.instant());
    }

    private static List<Remembered> inLockStore(
            String where, Optional<byte[]> newest, List<VerifierKey> keys, List<Finding> findings) {
        if (newest.isEmpty()) {
            findings.add(
                    LedgerCode.LOCK_MISSING.at(where, "nothing", "the newest signed checkpoint"));
            return List.of();
        }
        try {
            SignedNote note = SignedNote.parse(newest.get());
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (!note.verify(keys).signed().containsAll(keys)) {
                findings.add(
                        LedgerCode.LOCK_ALTERED.at(
                                where, "no right signature by each key", "one by each of " + keys));
            }
            return List.of(new Remembered(where, checkpoint));
        } catch (IllegalArgumentException e) {
            findings.add(LedgerCode.LOCK_ALTERED.at(where, e.getMessage(), "a signed checkpoint"));
            return List.of();
        }
    }

    /// What the place outside the home holds. One head more than is published is no contradiction
    /// while the entries are here: a crash came before it was published.
    private List<Remembered> heldElsewhere(
            List<VerifierKey> keys, LogFolder files, List<Finding> findings) {
        Optional<HeldElsewhere> elsewhere =
                keys.stream()
                        .findFirst()
                        .flatMap(key -> HeldElsewhere.of(home.settings(), key.name()));
        if (elsewhere.isEmpty()) {
            return List.of();
        }
        String where = elsewhere.get().place();
        try {
            Optional<HeldElsewhere.Held> held = elsewhere.get().read();
            if (held.isEmpty()) {
                if (lockStore.isUsed(elsewhere.get())) {
                    findings.add(
                            LedgerCode.LOCK_NOT_HELD.at(
                                    where, "nothing", "the newest signed checkpoint"));
                }
                return List.of();
            }
            long here = journal.size();
            long published = files.checkpoint().map(Ledger::size).orElse(0L);
            return inLockStore(where, held.map(HeldElsewhere.Held::note), keys, findings).stream()
                    .filter(
                            one -> {
                                long size = one.checkpoint().size();
                                boolean waits = size > published && size <= here;
                                if (waits) {
                                    compareWaiting(one, findings);
                                }
                                return !waits;
                            })
                    .toList();
        } catch (IOException e) {
            findings.add(
                    LedgerCode.LOCK_NOT_HELD.at(
                            where, e.getMessage(), "the newest signed checkpoint"));
            return List.of();
        }
    }

    /// Tells when entries that are not published yet are others than those held elsewhere.
    private void compareWaiting(Remembered held, List<Finding> findings) {
        Digest root = journal.root(held.checkpoint().size());
        if (!root.equals(held.checkpoint().root())) {
            findings.add(
                    LedgerCode.CHECKPOINT_FORKED.at(
                            held.where(), held.checkpoint(), "root " + root));
        }
    }

    /// Of a note that is no checkpoint the check of the files tells.
    private static long size(byte[] note) {
        try {
            return Checkpoint.parse(SignedNote.parse(note).text()).size();
        } catch (IllegalArgumentException e) {
            return 0;
        }
    }

    /// The head by which a witness proved that this home is not the newest. Without our own
    /// signature it proves nothing.
    private List<Remembered> shownByWitness(List<VerifierKey> keys) {
        try {
            return lockStore
                    .witnessed()
                    .map(SignedNote::parse)
                    .filter(note -> note.verify(keys).accepted())
                    .map(note -> Checkpoint.parse(note.text()))
                    .map(head -> new Remembered("keys/" + LockStore.WITNESSED, head))
                    .stream()
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /// From the public files, as everyone else reads them.
    private List<VerifierKey> publicKeys(List<Finding> findings) {
        List<VerifierKey> keys = new ArrayList<>();
        for (KeyType type : List.of(KeyType.ED25519, KeyType.ML_DSA_44)) {
            Path file = keyFolder.resolve(LogKeys.publicFile(type));
            String subject = "keys/" + file.getFileName();
            try {
                keys.add(VerifierKey.parse(Files.readString(file)));
            } catch (NoSuchFileException e) {
                findings.add(LedgerCode.KEY_MISSING.at(subject, "nothing", "a verifier key"));
            } catch (IllegalArgumentException e) {
                findings.add(LedgerCode.KEY_MISSING.at(subject, e.getMessage(), "a verifier key"));
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + subject, e);
            }
        }
        return keys;
    }
}
