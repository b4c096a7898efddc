package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
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

/// Compares consents, decisions about erasures, and legal holds with the ledger: each row has its
/// entries and says what they commit to, and nothing was erased without a decision by a second
/// person.
final class DecisionCheck {

    private final Vault vault;
    private final List<Finding> findings;
    private final Map<UUID, Recorded> consents = new HashMap<>();
    private final Map<Step, Entry> steps = new HashMap<>();
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
                }
            }
            case CONSENTED, CONSENT_WITHDRAWN ->
                    steps.put(new Step(entry.object(), entry.code()), entry);
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
        holds(transaction);
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
                            } else if (erased.contains(id)
                                    ? row.getBytes("wrapped") != null
                                    : !isRight(transaction, row, id, made.entry())) {
                                altered("consent", id);
                            }
                        });
        left.keySet().forEach(id -> missing("consent", id));
    }

    private boolean isRight(Transaction transaction, ResultSet row, UUID id, Entry made)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var label = Vault.open(vault.identity(secret), id, row.getBytes("label"));
            return secret.commitment(label).equals(made.record())
                    && row.getObject("actor", UUID.class).equals(made.actor().value())
                    && isRight(secret, row, id, Optional.ofNullable(identities.get(id)));
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private boolean isRight(Secret secret, ResultSet row, UUID id, Optional<Entry> kept)
            throws SQLException {
        var identity = row.getBytes("identity");
        if (kept.isEmpty() || identity == null || !row.getBoolean("is_identity")) {
            return kept.isEmpty() && identity == null && !row.getBoolean("is_identity");
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
                               (s.until is null) = (s.number = max(s.number) over (partition by s.consent)) as newest
                        from consent_step s join consent c on c.id = s.consent
                        """)
                .query(
                        row -> {
                            var consent = row.getObject("consent", UUID.class);
                            var entry = left.remove(new Step(consent, row.getInt("number")));
                            if (entry == null) {
                                stray("consent_step", consent);
                            } else if (erased.contains(consent)
                                    ? row.getBytes("words") != null
                                    : !isRight(transaction, row, entry)) {
                                altered("consent_step", consent);
                            }
                        });
        left.keySet().forEach(step -> missing("consent_step", step.consent()));
    }

    private boolean isRight(Transaction transaction, ResultSet row, Entry entry)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var words = Vault.open(secret, entry.object(), row.getBytes("words"));
            return secret.commitment(words).equals(entry.record())
                    && row.getObject("actor", UUID.class).equals(entry.actor().value())
                    && row.getBoolean("same")
                    && row.getBoolean("newest")
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
                        select o.*, c.wrapped from identity_opening o join consent c on c.id = o.consent
                        """)
                .query(
                        row -> {
                            var consent = row.getObject("consent", UUID.class);
                            var entry = left.remove(row.getLong("position"));
                            if (entry == null) {
                                stray("identity_opening", consent);
                            } else if (erased.contains(consent)
                                    ? row.getBytes("reason") != null
                                    : !isOpening(transaction, row, consent, entry)) {
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
                            .equals(entry.record())
                    && entry.object().equals(consent)
                    && row.getObject("actor", UUID.class).equals(entry.actor().value());
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private void erasures(Transaction transaction) {
        var left = new HashSet<>(asked.keySet());
        left.addAll(approved.keySet());
        transaction
                .sql()
                .sql("select * from erasure")
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
                    : !DecisionRecord.isAsked(secret, row, ask)) {
                return false;
            }
            return switch (state(row)) {
                case ASKED -> decision == null && !refused.containsKey(id);
                case REFUSED ->
                        decision == null
                                && refused.containsKey(id)
                                && answers(secret, row, id, refused.get(id));
                case APPROVED, DESTROYED, DONE ->
                        decision != null
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
        } catch (Tampered | IllegalArgumentException | NullPointerException e) {
            return false;
        }
    }

    private static boolean answers(Secret secret, ResultSet row, UUID id, Entry entry)
            throws SQLException {
        return secret.commitment(Vault.open(secret, id, row.getBytes("answer")))
                        .equals(entry.record())
                && row.getObject("decided_by", UUID.class).equals(entry.actor().value());
    }

    private static Decisions.State state(ResultSet row) throws SQLException {
        return Decisions.State.of(row.getInt("state"));
    }

    /// A hold that is gone from the table, or lifted there alone, would let an erasure pass.
    private void holds(Transaction transaction) {
        var placed = new ArrayList<>(held);
        var lifted = new ArrayList<>(released);
        transaction
                .sql()
                .sql("select * from hold")
                .query(
                        row -> {
                            var id = row.getObject("id", UUID.class);
                            if (!takes(transaction, row, id, "reason", "placed_by", placed)
                                    || row.getTimestamp("lifted_at") != null
                                            && !takes(
                                                    transaction,
                                                    row,
                                                    id,
                                                    "lifting",
                                                    "lifted_by",
                                                    lifted)) {
                                altered("hold", id);
                            }
                        });
        placed.forEach(entry -> missing("hold", entry.object()));
        lifted.forEach(entry -> missing("hold", entry.object()));
    }

    /// Takes from the entries the one that commits to these words about this object by this person.
    private boolean takes(
            Transaction transaction,
            ResultSet row,
            UUID id,
            String words,
            String person,
            List<Entry> entries)
            throws SQLException {
        try {
            var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
            var plain = Vault.open(secret, id, row.getBytes(words));
            var object = row.getObject("object", UUID.class);
            var by = row.getObject(person, UUID.class);
            for (var entry : entries) {
                if (entry.object().equals(object)
                        && entry.actor().value().equals(by)
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
