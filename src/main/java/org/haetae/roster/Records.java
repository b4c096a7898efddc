package org.haetae.roster;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Ties the roster's rows to the ledger. After each change the whole row, as JSON with sorted keys,
/// is kept with a salt, and the ledger's entry commits to both. The newest entry of an object then
/// says what its row must be, and a row changed in the database is found before it takes effect.
final class Records {

    /// Acts that commit to a row. Others may be done to the same object and say nothing of its row.
    private static final Set<Act> OURS =
            Set.of(
                    Act.ACCOUNT_CHANGED,
                    Act.GRANTED,
                    Act.REVOKED,
                    Act.COMPARTMENT_CHANGED,
                    Act.SIGNED_IN,
                    Act.SIGNED_OUT);

    private static final int AT_ONCE = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Ledger ledger;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Records(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /// One change to be recorded.
    ///
    /// @param code what it was, see docs/formats/roster.md
    /// @param record all that the row says now
    record Change(
            Act act, int code, ActorId actor, UUID object, SortedMap<String, Object> record) {}

    /// Keeps the records and appends their entries. The last thing to be done in a transaction.
    void write(Transaction tx, List<Change> changes) {
        if (changes.isEmpty()) {
            return;
        }
        var entries = new ArrayList<Entry>();
        for (Change change : changes) {
            byte[] salt = new byte[Commitment.SALT_BYTES];
            random.nextBytes(salt);
            String json = json(change.record());
            Entry entry =
                    Entry.of(
                                    change.act(),
                                    change.code(),
                                    clock.instant(),
                                    change.actor(),
                                    change.object())
                            .committing(Digest.ABSENT, commitment(salt, json), Digest.ABSENT);
            tx.sql()
                    .sql("INSERT INTO roster_record VALUES (?, ?, ?, ?)")
                    .params(entry.id(), change.object(), salt, json)
                    .update();
            entries.add(entry);
        }
        ledger.append(tx, entries);
    }

    /// An entry about something that has no row.
    void note(Transaction tx, Act act, int code, ActorId actor, UUID object) {
        ledger.append(tx, Entry.of(act, code, clock.instant(), actor, object));
    }

    /// Refuses to build on a row that is not what was recorded last.
    void requireAsRecorded(
            Transaction tx, String kind, UUID object, SortedMap<String, Object> row) {
        check(tx, kind, object, row)
                .ifPresent(
                        finding -> {
                            throw new IntegrityException(finding);
                        });
    }

    /// What is wrong with a row, if anything.
    Optional<Finding> check(
            Transaction tx, String kind, UUID object, SortedMap<String, Object> row) {
        String subject = kind + " " + object;
        Optional<Recorded> newest = ledger.newest(tx, object, OURS);
        if (newest.isEmpty()) {
            return Optional.of(
                    RosterCode.ROW_UNRECORDED.at(subject, "a row", "no row without an entry"));
        }
        Entry entry = newest.get().entry();
        Optional<Kept> kept = kept(tx, entry.id());
        if (kept.isEmpty()) {
            return Optional.of(RosterCode.RECORD_ALTERED.at(subject, "no record", "a record"));
        }
        Digest found = commitment(kept.get().salt(), kept.get().record());
        if (!found.equals(entry.record())) {
            return Optional.of(
                    RosterCode.RECORD_ALTERED.at(
                            subject, found.toString(), entry.record().toString()));
        }
        if (!kept.get().record().equals(json(row))) {
            return Optional.of(
                    RosterCode.ROW_ALTERED.at(
                            subject,
                            "another " + String.join(", ", differing(kept.get().record(), row)),
                            "as recorded at position " + newest.get().position()));
        }
        return Optional.empty();
    }

    /// A record that is not as it was.
    ///
    /// @param object whose it is
    record Wrong(UUID object, Finding finding) {}

    private static Wrong wrong(UUID object, UUID entry, String found, String expected) {
        return new Wrong(object, RosterCode.RECORD_ALTERED.at("record " + entry, found, expected));
    }

    /// Holds every record against its entry, also those that others have followed, both ways: they
    /// are the history of who was allowed what.
    List<Wrong> verify(Database database) {
        var wrong = new ArrayList<Wrong>();
        long held = 0;
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, AT_ONCE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            var ours = ours(entries);
            var rows = database.as(Clearance.SYSTEM, tx -> rows(tx, ours));
            held += rows.size();
            ours.stream()
                    .filter(entry -> !isKept(rows.get(entry.id()), entry))
                    .map(
                            entry ->
                                    wrong(
                                            entry.object(),
                                            entry.id(),
                                            "another record, or none",
                                            "the record of " + entry.object()))
                    .forEach(wrong::add);
        }
        if (database.as(Clearance.SYSTEM, Records::count) > held) {
            wrong.addAll(strays(database));
        }
        return wrong;
    }

    private static long count(Transaction tx) {
        return tx.sql().sql("SELECT count(*) FROM roster_record").query(Long.class).single();
    }

    private static List<Entry> ours(List<Recorded> entries) {
        return entries.stream()
                .map(Recorded::entry)
                .filter(entry -> OURS.contains(entry.act()) && !entry.record().isAbsent())
                .toList();
    }

    private record Row(UUID object, Kept kept) {}

    private static Map<UUID, Row> rows(Transaction tx, List<Entry> entries) {
        var rows = new HashMap<UUID, Row>();
        if (!entries.isEmpty()) {
            tx.sql()
                    .sql(
                            "SELECT entry, object, salt, record FROM roster_record WHERE entry = ANY (?)")
                    .param(entries.stream().map(Entry::id).toArray(UUID[]::new))
                    .query(
                            row -> {
                                rows.put(
                                        row.getObject(1, UUID.class),
                                        new Row(
                                                row.getObject(2, UUID.class),
                                                new Kept(row.getBytes(3), row.getString(4))));
                            });
        }
        return rows;
    }

    private static boolean isKept(@Nullable Row row, Entry entry) {
        return row != null
                && row.object().equals(entry.object())
                && commitment(row.kept().salt(), row.kept().record()).equals(entry.record());
    }

    /// Records that no entry speaks of. There are some: all are looked at once more.
    private List<Wrong> strays(Database database) {
        var strays = new TreeMap<UUID, UUID>();
        database.run(
                Clearance.SYSTEM,
                tx ->
                        tx.sql()
                                .sql("SELECT entry, object FROM roster_record")
                                .query(
                                        row -> {
                                            strays.put(
                                                    row.getObject(1, UUID.class),
                                                    row.getObject(2, UUID.class));
                                        }));
        long position = Ledger.START;
        for (var entries = ledger.after(position, AT_ONCE);
                !entries.isEmpty();
                entries = ledger.after(position, AT_ONCE)) {
            position = entries.getLast().position();
            ours(entries).forEach(entry -> strays.remove(entry.id()));
        }
        return strays.entrySet().stream()
                .map(
                        stray ->
                                wrong(
                                        stray.getValue(),
                                        stray.getKey(),
                                        "a record of " + stray.getValue(),
                                        "no record without an entry"))
                .toList();
    }

    private record Kept(byte[] salt, String record) {}

    private static Optional<Kept> kept(Transaction tx, UUID entry) {
        return tx.sql()
                .sql("SELECT salt, record FROM roster_record WHERE entry = ?")
                .param(entry)
                .query((row, n) -> new Kept(row.getBytes("salt"), row.getString("record")))
                .optional();
    }

    private static Digest commitment(byte[] salt, String json) {
        return Commitment.record(salt, Digest.sha256(json.getBytes(StandardCharsets.UTF_8)));
    }

    /// Names of the fields that differ: never what they hold.
    private static List<String> differing(String recorded, SortedMap<String, Object> row) {
        Map<?, ?> then = JSON.readValue(recorded, TreeMap.class);
        Map<?, ?> now = JSON.readValue(json(row), TreeMap.class);
        return row.keySet().stream()
                .filter(key -> !Objects.equals(then.get(key), now.get(key)))
                .toList();
    }

    private static String json(SortedMap<String, Object> record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("a record that is no JSON", e);
        }
    }
}
