package org.haetae.report;

import java.sql.Timestamp;
import java.time.Clock;
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

/// Under which numbers items are exhibits of a case, and witnesses are known in it. A number is
/// given when it is first needed; it stays for every later dossier, and is never given to another.
///
/// Whoever sees a case and not all of its items sees that numbers are absent, as the receiver of a
/// dossier does in which not every exhibit of the case is cited.
final class Exhibits {

    private final Database database;
    private final Clock clock;

    Exhibits(Database database, Clock clock) {
        this.database = database;
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
                    int next = next(transaction, "haetae_next_exhibit", file);
                    for (var one : items.entrySet()) {
                        if (numbers.containsKey(one.getKey())) {
                            continue;
                        }
                        int number = next++;
                        numbers.put(one.getKey(), number);
                        if (keep) {
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            insert into exhibit (case_file, number, item, actor, at, compartments)
                                            values (?, ?, ?, ?, ?, ?)
                                            """)
                                    .params(
                                            file.id().value(),
                                            number,
                                            one.getKey().value(),
                                            by.actor().value(),
                                            Timestamp.from(clock.instant()),
                                            both(file, one.getValue()))
                                    .update();
                        }
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
                    int next = next(transaction, "haetae_next_witness", file);
                    for (var one : witnesses.entrySet()) {
                        if (numbers.containsKey(one.getKey())) {
                            continue;
                        }
                        int number = next++;
                        numbers.put(one.getKey(), number);
                        if (keep) {
                            var compartments = new HashSet<CompartmentId>();
                            one.getValue()
                                    .forEach(
                                            item ->
                                                    compartments.addAll(
                                                            items.getOrDefault(item, Set.of())));
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            insert into witness_number (case_file, number, witness, actor, at, items,
                                                compartments)
                                            values (?, ?, ?, ?, ?, ?, ?)
                                            """)
                                    .params(
                                            file.id().value(),
                                            number,
                                            one.getKey(),
                                            by.actor().value(),
                                            Timestamp.from(clock.instant()),
                                            one.getValue().stream()
                                                    .map(ItemId::value)
                                                    .toArray(UUID[]::new),
                                            both(file, compartments))
                                    .update();
                        }
                    }
                    numbers.keySet().retainAll(witnesses.keySet());
                    return new TreeMap<>(numbers);
                });
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
