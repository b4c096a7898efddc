package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Transaction;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.GivenCredentials;
import org.haetae.ledger.Recorded;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// Compares consents, decisions about erasures, and legal holds with the ledger: each row has its
/// entries and says what they commit to, and nothing was erased without a decision by a second
/// person.
final class DecisionCheck {

    private final Vault vault;
    private final List<Finding> findings;
    private final Map<UUID, Recorded> consents = new HashMap<>();
    private final Map<Step, Recorded> steps = new HashMap<>();
    private final Map<UUID, Entry> identities = new HashMap<>();
    private final Map<Long, Entry> openings = new HashMap<>();
    private final Map<UUID, Entry> asked = new HashMap<>();
    private final Map<UUID, Entry> approved = new HashMap<>();
    private final Map<UUID, Entry> refused = new HashMap<>();
    private final List<Entry> held = new ArrayList<>();
    private final List<Entry> released = new ArrayList<>();
    private final Set<UUID> erased = new HashSet<>();
    private final Set<ActorId> accounts = new HashSet<>();
    private final GivenCredentials given = new GivenCredentials(accounts::contains);

    /// Of a consent.
    private record Step(UUID consent, int number) {}

    /// Of those that are opened by none of their own, the keys that were made and not destroyed.
    private final Set<UUID> keys = new HashSet<>();

    /// Number of a decision to what it erased.
    private final Map<Integer, Set<UUID>> erasedBy = new HashMap<>();

    /// Number of a decision to the position at which it was entered.
    private final Map<Integer, Long> decisions = new HashMap<>();

    /// Numbers of decisions that nobody asked for here: taken from a signed list.
    private final Set<Integer> replayed = new HashSet<>();

    /// Number of a decision to how many things it erased.
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();

    DecisionCheck(Vault vault, List<Finding> findings) {
        this.vault = vault;
        this.findings = findings;
    }

    /// Looks at the entries, in their order.
    void follow(Recorded recorded) {
        var entry = recorded.entry();
        switch (entry.act()) {
            case KEY_MADE -> {
                if (!entry.record().isAbsent()) {
                    consents.put(entry.object(), recorded);
                } else {
                    keys.add(entry.object());
                }
            }
            case KEY_DESTROYED -> keys.remove(entry.object());
            case CONSENTED, CONSENT_WITHDRAWN ->
                    steps.put(new Step(entry.object(), entry.code()), recorded);
            case IDENTITY_KEPT -> identities.put(entry.object(), entry);
            case IDENTITY_OPENED -> openings.put(recorded.position(), entry);
            case ERASURE_ASKED -> asked.put(entry.object(), entry);
            case ACCOUNT_CHANGED -> {
                accounts.add(new ActorId(entry.object()));
                given.follow(entry);
            }
            case REFUSED -> refused.put(entry.object(), entry);
            case ERASURE_APPROVED -> {
                approved.put(entry.object(), entry);
                decisions.put(entry.code(), recorded.position());
                var asker = asked.get(entry.object());
                if (asker == null) {
                    replayed.add(entry.code());
                } else {
                    given.about(entry.actor(), asker.actor(), entry.time())
                            .ifPresent(doubt -> findings.add(undecided(recorded)));
                }
            }
            case ERASED -> {
                erased.add(entry.object());
                counts.merge(entry.code(), 1, Integer::sum);
                erasedBy.computeIfAbsent(entry.code(), number -> new HashSet<>())
                        .add(entry.object());
                if (!decisions.containsKey(entry.code())) {
                    findings.add(
                            ArchiveCode.ERASED_UNDECIDED.at(
                                    entry.object(),
                                    "erased at ledger position " + recorded.position(),
                                    "a decision " + entry.code() + " before it"));
                }
            }
            case HELD -> held.add(entry);
            case RELEASED -> released.add(entry);
            default -> {}
        }
    }

    private static Finding undecided(Recorded recorded) {
        return ArchiveCode.ERASED_UNDECIDED.at(
                recorded.entry().object(),
                "decided at ledger position %d by an account that another could act as"
                        .formatted(recorded.position()),
                "a decision by a second person");
    }

    /// Compares the rows with what was seen.
    void rows() {
        counts.forEach(
                (number, count) ->
                        findings.add(
                                (replayed.contains(number)
                                                ? ArchiveCode.ERASED_AGAIN
                                                : ArchiveCode.ERASED)
                                        .at(
                                                "decision " + number,
                                                "%,d things erased".formatted(count),
                                                "erased by decision %d, ledger position %s"
                                                        .formatted(
                                                                number,
                                                                decisions.getOrDefault(
                                                                        number, -1L)))));
        vault.run(Clearance.SYSTEM, this::rows);
    }

    /// Compares the rows as this transaction sees them.
    void rows(Transaction transaction) {
        consents(transaction);
        steps(transaction);
        openings(transaction);
        erasures(transaction);
        covered(transaction);
        holds(transaction);
        vaultKey(transaction);
    }

    private void consents(Transaction transaction) {
        var left = new HashMap<>(consents);
        transaction
                .sql()
                .sql("select * from consent")
                .query(
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            var made = left.remove(id);
                            if (made == null) {
                                stray("consent", id);
                            } else if (!isMade(row, made)
                                    || !(erased.contains(id)
                                            ? isGone(row, "wrapped", "label", "identity")
                                                    && isErasedBy(id, row.getInt("erased"))
                                            : isGone(row, "erased")
                                                    && isRight(
                                                            transaction, row, id, made.entry()))) {
                                altered("consent", id);
                            }
                        });
        left.keySet().forEach(id -> missing("consent", id));
    }

    /// What stays of a consent, too, when it is erased.
    private boolean isMade(ResultSet row, Recorded made) throws SQLException {
        return isBy(row, "actor", "made_at", made.entry())
                && row.getLong("position") == made.position()
                && row.getBoolean("is_identity") == identities.containsKey(made.entry().object());
    }

    private boolean isErasedBy(UUID object, int decision) {
        return erasedBy.getOrDefault(decision, Set.of()).contains(object);
    }

    /// Whether these columns have nothing.
    private static boolean isGone(ResultSet row, String... columns) throws SQLException {
        for (var column : columns) {
            if (row.getObject(column) != null) {
                return false;
            }
        }
        return true;
    }

    /// Whether a row tells the person and the time of an entry.
    private static boolean isBy(ResultSet row, String person, String time, Entry entry)
            throws SQLException {
        return entry.actor().value().equals(row.getObject(person, UUID.class))
                && entry.isAt(instant(row, time));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private boolean isRight(Transaction transaction, ResultSet row, UUID id, Entry made)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var label = Vault.open(vault.identity(secret), id, row.getBytes("label"));
            return secret.commitment(label).equals(made.record())
                    && Consents.compartments(label)
                            .map(Vault.compartments(row.getArray("compartments"))::equals)
                            .orElse(true)
                    && isRight(secret, row, id, Optional.ofNullable(identities.get(id)));
        } catch (Tampered | IllegalArgumentException | NullPointerException | JacksonException e) {
            return false;
        }
    }

    private boolean isRight(Secret secret, ResultSet row, UUID id, Optional<Entry> kept)
            throws SQLException {
        var identity = row.getBytes("identity");
        if (kept.isEmpty() || identity == null) {
            return kept.isEmpty() && identity == null;
        }
        return secret.commitment(Vault.open(vault.identity(secret), id, identity))
                .equals(kept.get().record());
    }

    /// Whoever writes to the tables does not choose what a consent allows.
    private void steps(Transaction transaction) {
        var left = new HashMap<>(steps);
        transaction
                .sql()
                .sql(
                        """
                        select s.*, c.wrapped, s.compartments = c.compartments as same,
                               lead(s.at) over (partition by s.consent order by s.number) as next
                        from consent_step s join consent c on c.id = s.consent
                        """)
                .query(
                        row -> {
                            var consent = row.getObject("consent", UUID.class);
                            var taken = left.remove(new Step(consent, row.getInt("number")));
                            if (taken == null) {
                                stray("consent_step", consent);
                            } else if (!isTaken(row, taken)
                                    || !(erased.contains(consent)
                                            ? isGone(row, "words")
                                            : isRight(transaction, row, taken.entry()))) {
                                altered("consent_step", consent);
                            }
                        });
        left.keySet().forEach(step -> missing("consent_step", step.consent()));
    }

    /// What stays of a step, too, when its consent is erased. It ends when the next one begins; the
    /// last one when the consent is erased, and not otherwise.
    private boolean isTaken(ResultSet row, Recorded taken) throws SQLException {
        var until = instant(row, "until");
        var next = instant(row, "next");
        return isBy(row, "actor", "at", taken.entry())
                && row.getLong("position") == taken.position()
                && row.getBoolean("same")
                && (next == null
                        ? until == null == !erased.contains(taken.entry().object())
                        : next.equals(until));
    }

    private boolean isRight(Transaction transaction, ResultSet row, Entry entry)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var words = Vault.open(secret, entry.object(), row.getBytes("words"));
            return secret.commitment(words).equals(entry.record())
                    && isUsable(transaction, row, Terms.decode(words));
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    /// Whether the database withholds by the days that were agreed.
    private static boolean isUsable(Transaction transaction, ResultSet row, Terms terms)
            throws SQLException {
        return transaction
                .sql()
                .sql(
                        """
                        select usable = ?::tstzrange from consent_step where consent = ? and number = ?
                        """)
                .params(terms.usable(), row.getObject("consent", UUID.class), row.getInt("number"))
                .query(Boolean.class)
                .single();
    }

    /// Openings that are gone from the table would still stand in the ledger; their reasons would
    /// not.
    private void openings(Transaction transaction) {
        var left = new HashMap<>(openings);
        transaction
                .sql()
                .sql(
                        """
                        select o.*, c.wrapped, o.compartments = c.compartments as same
                        from identity_opening o join consent c on c.id = o.consent
                        """)
                .query(
                        row -> {
                            var consent = row.getObject("consent", UUID.class);
                            var entry = left.remove(row.getLong("position"));
                            if (entry == null) {
                                stray("identity_opening", consent);
                            } else if (!entry.object().equals(consent)
                                    || !isBy(row, "actor", "at", entry)
                                    || !row.getBoolean("same")
                                    || !(erased.contains(consent)
                                            ? isGone(row, "reason")
                                            : isOpening(transaction, row, consent, entry))) {
                                altered("identity_opening", consent);
                            }
                        });
        left.values().forEach(entry -> missing("identity_opening", entry.object()));
    }

    private boolean isOpening(Transaction transaction, ResultSet row, UUID consent, Entry entry)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            return secret.commitment(Vault.open(secret, consent, row.getBytes("reason")))
                    .equals(entry.record());
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private void erasures(Transaction transaction) {
        var left = new HashSet<>(asked.keySet());
        left.addAll(approved.keySet());
        transaction
                .sql()
                .sql(
                        """
                        select e.*, %s as fits,
                               (select count(*) from erasure_object o where o.erasure = e.id
                                and o.kind = ? and not o.late) as counted
                        from erasure e
                        """
                                .formatted(ofKind("e")))
                .param(Subject.Kind.ITEM.number())
                .query(
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            if (!left.remove(id)) {
                                stray("erasure", id);
                            } else if (!isRight(transaction, row, id)) {
                                altered("erasure", id);
                            } else if (EnumSet.of(
                                            Decisions.State.APPROVED, Decisions.State.DESTROYED)
                                    .contains(state(row))) {
                                findings.add(
                                        state(row) == Decisions.State.APPROVED
                                                        && Holds.cover(
                                                                transaction,
                                                                Coverage.present(transaction, id))
                                                ? ArchiveCode.ERASURE_HELD.at(
                                                        id,
                                                        "decided; a legal hold was placed since",
                                                        "erased when it is lifted")
                                                : ArchiveCode.ERASURE_UNFINISHED.at(
                                                        id,
                                                        "decided and not carried out",
                                                        "erased"));
                            }
                        });
        left.forEach(id -> missing("erasure", id));
    }

    private boolean isRight(Transaction transaction, ResultSet row, UUID id) throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var ask = asked.get(id);
            var decision = approved.get(id);
            if (ask == null
                    ? row.getInt("kind") != Subject.Kind.REPLAYED.number()
                    : !row.getBoolean("fits") || !DecisionRecord.isAsked(secret, row, ask)) {
                return false;
            }
            return switch (state(row)) {
                case ASKED ->
                        decision == null
                                && !refused.containsKey(id)
                                && isGone(row, "number", "answer", "decided_by", "decided_at")
                                && isGone(row, "items", "ended_at");
                case REFUSED ->
                        decision == null
                                && refused.containsKey(id)
                                && isGone(row, "number", "items")
                                && refused.get(id).isAt(instant(row, "ended_at"))
                                && answers(secret, row, id, refused.get(id));
                case APPROVED, DESTROYED, DONE ->
                        decision != null
                                && row.getLong("items") == row.getLong("counted")
                                && isGone(row, "ended_at") != (state(row) == Decisions.State.DONE)
                                // What a restore replays was decided before, and asked for by none.
                                && (ask == null
                                        ? decision.actor().equals(ActorId.SYSTEM)
                                        : !ask.actor().equals(decision.actor()))
                                && DecisionRecord.isDecided(
                                        secret, row, Coverage.decided(transaction, id), decision)
                                && (state(row) == Decisions.State.APPROVED
                                        || erasedBy.getOrDefault(decision.code(), Set.of())
                                                .equals(Coverage.whole(transaction, id)));
            };
        } catch (Tampered
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException e) {
            return false;
        }
    }

    private static boolean answers(Secret secret, ResultSet row, UUID id, Entry entry)
            throws SQLException {
        return secret.commitment(Vault.open(secret, id, row.getBytes("answer")))
                        .equals(entry.record())
                && isBy(row, "decided_by", "decided_at", entry);
    }

    private static Decisions.State state(ResultSet row) throws SQLException {
        return Decisions.State.of(row.getInt("state"));
    }

    /// What a decision covers is of the kind that is told.
    private void covered(Transaction transaction) {
        transaction
                .sql()
                .sql(
                        """
                        select o.erasure, e.id is null as stray
                        from erasure_object o left join erasure e on e.id = o.erasure
                        where e.id is null or not (%s)
                        """
                                .formatted(ofKind("o")))
                .query(
                        row -> {
                            var id = row.getObject("erasure", UUID.class);
                            if (row.getBoolean("stray")) {
                                stray("erasure_object", id);
                            } else {
                                altered("erasure_object", id);
                            }
                        });
    }

    /// Whether no other kind of thing has the id that a row names. What is replayed need not be
    /// here at all.
    private static String ofKind(String row) {
        return """
               (%1$s.kind = 1 or not exists (select 1 from item i where i.id = %1$s.object))
               and (%1$s.kind = 2 or not exists (select 1 from accession a where a.id = %1$s.object))
               and (%1$s.kind = 3 or not exists (select 1 from consent c where c.id = %1$s.object))
               """
                .formatted(row);
    }

    /// The key that all others are wrapped by is the one that the ledger has, since the first
    /// erasure.
    private void vaultKey(Transaction transaction) {
        if (erased.isEmpty()) {
            return;
        }
        var named = transaction.sql().sql("select key from vault_epoch").query(UUID.class).list();
        if (named.size() != 1 || !keys.contains(named.getFirst())) {
            findings.add(
                    ArchiveCode.ROW_ALTERED.at(
                            "vault_epoch", named.size() + " keys", "the newest that was made"));
        }
    }

    /// A hold that is gone from the table, or lifted there alone, would let an erasure pass.
    private void holds(Transaction transaction) {
        var placed = new ArrayList<>(held);
        var lifted = new ArrayList<>(released);
        transaction
                .sql()
                .sql(
                        """
                        select h.*, h.kind between 1 and 3 and %s and h.compartments = coalesce(
                                   (select compartments from item where id = h.object),
                                   (select compartments from accession where id = h.object),
                                   (select compartments from consent where id = h.object),
                                   h.compartments) as fits
                        from hold h
                        """
                                .formatted(ofKind("h")))
                .query(
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            if (!takes(transaction, row, PLACING, placed)
                                    || !isGone(row, "lifting", "lifted_by", "lifted_at")
                                            && !takes(transaction, row, LIFTING, lifted)
                                    || !row.getBoolean("fits")) {
                                altered("hold", id);
                            }
                        });
        placed.forEach(entry -> missing("hold", entry.object()));
        lifted.forEach(entry -> missing("hold", entry.object()));
    }

    /// Columns of what somebody did to a hold.
    private record Columns(String words, String person, String time) {}

    private static final Columns PLACING = new Columns("reason", "placed_by", "placed_at");
    private static final Columns LIFTING = new Columns("lifting", "lifted_by", "lifted_at");

    /// Takes from the entries the one that commits to these words about this object by this person.
    private boolean takes(
            Transaction transaction, ResultSet row, Columns columns, List<Entry> entries)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var id = row.getObject("id", UUID.class);
            var plain = Vault.open(secret, id, row.getBytes(columns.words()));
            var object = row.getObject("object", UUID.class);
            for (var entry : entries) {
                if (entry.object().equals(object)
                        && isBy(row, columns.person(), columns.time(), entry)
                        && secret.commitment(plain).equals(entry.record())) {
                    return entries.remove(entry);
                }
            }
            return false;
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private void stray(String table, UUID id) {
        findings.add(
                ArchiveCode.ROW_STRAY.at(
                        id, "a row of the table " + table, "no row without an entry"));
    }

    private void missing(String table, UUID id) {
        findings.add(
                ArchiveCode.ROW_MISSING.at(
                        id, "no row in the table " + table, "what the ledger entered"));
    }

    private void altered(String table, UUID id) {
        findings.add(ArchiveCode.ROW_ALTERED.at(id, table, "what the ledger commits to"));
    }
}
