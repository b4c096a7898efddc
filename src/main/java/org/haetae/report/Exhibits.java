package org.haetae.report;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Ledger;

/// Under which numbers items are exhibits of a case, and witnesses are known in it. A number is
/// given when it is first needed; it stays for every later dossier, and is never given to another.
///
/// Whoever sees a case and not all of its items sees that numbers are absent, as the receiver of a
/// dossier does in which not every exhibit of the case is cited.
final class Exhibits {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;

    Exhibits(Database database, Ledger ledger, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Numbers of items; those that have none yet get the next ones, in the order given.
    ///
    /// @param items with their compartments
    /// @param keep whether they are given for good; else they are those that would be
    Map<ItemId, Integer> numbers(
            Clearance by, CaseFile file, Map<ItemId, Set<CompartmentId>> items, boolean keep) {
        return database.as(
                by,
                transaction -> {
                    lock(transaction, file);
                    var numbers = new LinkedHashMap<ItemId, Integer>();
                    known(transaction, "exhibit", "item", file)
                            .forEach((id, number) -> numbers.put(new ItemId(id), number));
                    var given = new ArrayList<Numbered>();
                    int next = next(transaction, "haetae_next_exhibit", file);
                    for (var one : items.entrySet()) {
                        if (numbers.containsKey(one.getKey())) {
                            continue;
                        }
                        int number = next++;
                        numbers.put(one.getKey(), number);
                        given.add(
                                numbered(
                                        Numbered.Kind.EXHIBIT,
                                        by,
                                        file,
                                        number,
                                        one.getKey().value(),
                                        List.of(),
                                        one.getValue()));
                    }
                    if (keep) {
                        keep(transaction, given);
                    }
                    numbers.keySet().retainAll(items.keySet());
                    return numbers;
                });
    }

    /// Numbers that were given already, of items that this reader sees.
    Map<ItemId, Integer> known(Clearance by, CaseFile file) {
        return database.as(
                by,
                transaction -> {
                    var numbers = new HashMap<ItemId, Integer>();
                    known(transaction, "exhibit", "item", file)
                            .forEach((id, number) -> numbers.put(new ItemId(id), number));
                    return numbers;
                });
    }

    /// Numbers of witnesses, each known by the items in which they speak.
    ///
    /// @param keep as of items
    Map<UUID, Integer> witnesses(
            Clearance by,
            CaseFile file,
            Map<UUID, List<ItemId>> witnesses,
            Map<ItemId, Set<CompartmentId>> items,
            boolean keep) {
        return database.as(
                by,
                transaction -> {
                    lock(transaction, file);
                    var numbers = known(transaction, "witness_number", "witness", file);
                    var given = new ArrayList<Numbered>();
                    int next = next(transaction, "haetae_next_witness", file);
                    for (var one : witnesses.entrySet()) {
                        if (numbers.containsKey(one.getKey())) {
                            continue;
                        }
                        int number = next++;
                        numbers.put(one.getKey(), number);
                        given.add(
                                numbered(
                                        Numbered.Kind.WITNESS,
                                        by,
                                        file,
                                        number,
                                        one.getKey(),
                                        one.getValue(),
                                        one.getValue().stream()
                                                .flatMap(
                                                        item ->
                                                                items
                                                                        .getOrDefault(
                                                                                item, Set.of())
                                                                        .stream())
                                                .toList()));
                    }
                    if (keep) {
                        keep(transaction, given);
                    }
                    numbers.keySet().retainAll(witnesses.keySet());
                    return new TreeMap<>(numbers);
                });
    }

    private Numbered numbered(
            Numbered.Kind kind,
            Clearance by,
            CaseFile file,
            int number,
            UUID what,
            List<ItemId> items,
            Collection<CompartmentId> compartments) {
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Numbered(
                kind,
                file.id(),
                number,
                what,
                by.actor(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                items.stream().map(ItemId::value).toList(),
                both(file, compartments),
                salt);
    }

    /// Each with an entry of its own.
    private void keep(Transaction transaction, List<Numbered> given) {
        for (var one : given) {
            one.keep(transaction, ledger.append(transaction, one.entry()));
        }
    }

    /// Two who number exhibits of one case do so one after the other.
    private static void lock(Transaction transaction, CaseFile file) {
        transaction
                .sql()
                .sql("select pg_advisory_xact_lock(?)")
                .param(file.id().value().getMostSignificantBits())
                .query(Object.class)
                .optional();
    }

    private static int next(Transaction transaction, String function, CaseFile file) {
        return transaction
                .sql()
                .sql("select %s(?)".formatted(function))
                .param(file.id().value())
                .query(Integer.class)
                .single();
    }

    private static Map<UUID, Integer> known(
            Transaction transaction, String table, String column, CaseFile file) {
        var numbers = new LinkedHashMap<UUID, Integer>();
        transaction
                .sql()
                .sql(
                        "select %s, number from %s where case_file = ? order by number"
                                .formatted(column, table))
                .param(file.id().value())
                .query(
                        row -> {
                            numbers.put(row.getObject(1, UUID.class), row.getInt(2));
                        });
        return numbers;
    }

    static UUID[] both(CaseFile file, Collection<CompartmentId> more) {
        var all = new HashSet<>(file.compartments());
        all.addAll(more);
        return all.stream().map(CompartmentId::value).sorted().toArray(UUID[]::new);
    }
}
