package org.haetae.assess;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.assess.CaseRows.Version;
import org.haetae.home.Transaction;

/// What versions of findings lean on, remembered where all of it is as it was weighed.
///
/// A version of a finding never changes, nor does one of a claim, but that it ends or is erased. So
/// what is remembered holds for ever and for everybody who sees the finding, who may see all that
/// it leans on. What ended, was erased or is withheld is asked of the database each time; a finding
/// that leans on any of it is read anew, and nothing remembered of it is told.
final class Leanings {

    /// So many claims are remembered; some 150 bytes each.
    private static final int MOST = 300_000;

    private final Map<Version, List<Leaning>> whole = new LinkedHashMap<>(16, 0.75f, true);
    private int remembered;

    /// @param condition on the table `finding`, named `f`
    Map<Version, List<Leaning>> of(
            Transaction transaction, String condition, Object... parameters) {
        // First what fell, so that what falls meanwhile is met by the reading that follows.
        var fallen = fallen(transaction, condition, parameters);
        var withheld = withheld(transaction);
        var asked = asked(transaction, condition, parameters);
        var found = remembered(asked.keySet(), fallen, withheld);
        asked.keySet().removeAll(found.keySet());
        if (!asked.isEmpty()) {
            var read =
                    CaseRows.leanings(
                            transaction,
                            "(f.id, f.version) in (select * from unnest(?::uuid[], ?::int[]))",
                            asked.keySet().stream().map(Version::id).toArray(UUID[]::new),
                            asked.keySet().stream().map(Version::number).toArray(Integer[]::new));
            found.putAll(read);
            remember(asked, read);
        }
        return found;
    }

    /// Of which findings a claim ended or was erased.
    private static Set<Version> fallen(
            Transaction transaction, String condition, Object... parameters) {
        var fallen = new HashSet<Version>();
        transaction
                .sql()
                .sql(
                        """
                        select distinct t.finding, t.version
                        from finding f
                        join finding_claim t on t.finding = f.id and t.version = f.version
                        join claim c on c.id = t.claim and c.version = t.claim_version
                        where (c.until is not null or c.erased is not null) and %s
                        """
                                .formatted(condition))
                .params(List.of(parameters))
                .query(
                        row -> {
                            fallen.add(new Version(row.getObject(1, UUID.class), row.getInt(2)));
                        });
        return fallen;
    }

    /// Versions of claims that nobody may work with at this moment.
    private static Set<Version> withheld(Transaction transaction) {
        var withheld = new HashSet<Version>();
        transaction
                .sql()
                .sql("select claim, version from haetae_withheld_claims()")
                .query(
                        row -> {
                            withheld.add(new Version(row.getObject(1, UUID.class), row.getInt(2)));
                        });
        return withheld;
    }

    /// Versions of findings, with how many claims each leans on.
    private static Map<Version, Integer> asked(
            Transaction transaction, String condition, Object... parameters) {
        var asked = new HashMap<Version, Integer>();
        transaction
                .sql()
                .sql("select f.id, f.version, f.leans_on from finding f where " + condition)
                .params(List.of(parameters))
                .query(
                        row -> {
                            asked.put(
                                    new Version(row.getObject(1, UUID.class), row.getInt(2)),
                                    row.getInt(3));
                        });
        return asked;
    }

    private synchronized Map<Version, List<Leaning>> remembered(
            Collection<Version> asked, Set<Version> fallen, Set<Version> withheld) {
        var found = new HashMap<Version, List<Leaning>>(asked.size() * 2);
        for (var version : asked) {
            if (!fallen.contains(version)
                    && whole.get(version) instanceof List<Leaning> its
                    && !anyOf(its, withheld)) {
                found.put(version, its);
            }
        }
        return found;
    }

    private static boolean anyOf(List<Leaning> leanings, Set<Version> withheld) {
        return !withheld.isEmpty()
                && leanings.stream()
                        .anyMatch(
                                one ->
                                        withheld.contains(
                                                new Version(one.claim().value(), one.version())));
    }

    /// @param versions with how many claims each leans on: one that lacks some is not remembered
    private synchronized void remember(
            Map<Version, Integer> versions, Map<Version, List<Leaning>> read) {
        versions.forEach(
                (version, leansOn) -> {
                    var its = read.getOrDefault(version, List.of());
                    if (its.size() == leansOn
                            && its.stream().allMatch(one -> one.fallen().isEmpty())
                            && whole.putIfAbsent(version, List.copyOf(its)) == null) {
                        remembered += its.size();
                    }
                });
        var eldest = whole.values().iterator();
        while (remembered > MOST && eldest.hasNext()) {
            remembered -= eldest.next().size();
            eldest.remove();
        }
    }
}
