package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.archive.Decisions.State;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;

/// Erases again, in an older state of a home that was put back, what the list of a newer one names.
/// Each decision of the list becomes one of this state, asked for by nobody.
final class Replay {

    private final Archive archive;
    private final Vault vault;
    private final Reasons reasons;
    private final Consumer<UUID> destroy;
    private final boolean restored;

    /// @param destroy what is decided, if it may be
    /// @param restored whether nobody has used this state since it was restored: then what waits in
    ///   it for the lifting of a hold waits no more, as far as the list names it
    Replay(Archive archive, Consumer<UUID> destroy, boolean restored) {
        this.archive = archive;
        this.vault = archive.vault();
        this.reasons = new Reasons(vault, archive.ledger());
        this.destroy = destroy;
        this.restored = restored;
    }

    /// @return how many things are erased by this
    int of(ErasedList list) {
        int count = 0;
        for (var decision : byDecision(list).entrySet()) {
            if (restored) {
                count += waiting(decision.getKey(), decision.getValue());
            }
            count += decision(decision.getKey(), decision.getValue(), list.digest());
        }
        return count;
    }

    /// Carries out a decision of this state that the newer one had carried out.
    ///
    /// @return how many things are erased by this
    private int waiting(int number, Set<UUID> objects) {
        var found =
                vault.as(
                        Clearance.SYSTEM,
                        transaction ->
                                select(
                                        transaction,
                                        "distinct e.id",
                                        "and e.number = ? and o.object = any(?)",
                                        number,
                                        Extent.array(objects)));
        found.forEach(destroy);
        return found.stream()
                .mapToInt(
                        decision ->
                                vault.as(
                                        Clearance.SYSTEM,
                                        own -> Coverage.whole(own, decision).size()))
                .sum();
    }

    private static TreeMap<Integer, Set<UUID>> byDecision(ErasedList list) {
        var byDecision = new TreeMap<Integer, Set<UUID>>();
        for (var line : list.lines()) {
            var words = line.split(" ");
            if (words.length != 3 || !words[0].matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(
                        "a line of the list of erasures is \"%s\"; expected a number, an id and a kind"
                                .formatted(line));
            }
            byDecision
                    .computeIfAbsent(Integer.parseInt(words[0]), number -> new HashSet<>())
                    .add(UUID.fromString(words[1]));
        }
        return byDecision;
    }

    private record Begun(UUID decision, int objects) {}

    private int decision(int number, Set<UUID> objects, Digest source) {
        var begun =
                vault.<Optional<Begun>, RuntimeException>replacing(
                        transaction -> begin(transaction, number, objects, source));
        try {
            begun.map(Begun::decision).ifPresent(destroy);
        } catch (ErasureRefused held) {
            return 0; // decided, listed, and carried out when the hold is lifted
        }
        return begun.map(Begun::objects).orElse(0);
    }

    private Optional<Begun> begin(
            Transaction transaction, int number, Set<UUID> objects, Digest source) {
        var extent = Extent.of(transaction, objects);
        var living = extent.everything();
        living.retainAll(objects); // what came since is not of the list
        if (!restored) {
            living.removeAll(select(transaction, "o.object", ""));
        }
        if (living.isEmpty()) {
            return Optional.empty();
        }
        var id = UUID.randomUUID();
        insert(transaction, id, number, extent.within(living), source);
        return Optional.of(new Begun(id, living.size()));
    }

    /// Of what is decided and not destroyed yet.
    private static List<UUID> select(
            Transaction transaction, String what, String condition, Object... parameters) {
        return transaction
                .sql()
                .sql(
                        """
                        select %s from erasure_object o join erasure e on e.id = o.erasure
                        where e.state = %d %s
                        """
                                .formatted(what, State.APPROVED.number(), condition))
                .params(parameters)
                .query(UUID.class)
                .list();
    }

    private void insert(
            Transaction transaction, UUID id, int number, Extent extent, Digest source) {
        var secret = Secret.random();
        var now = archive.clock().instant();
        var because =
                "an older state was put back; of the list with SHA-256 %s"
                        .formatted(source)
                        .getBytes(StandardCharsets.UTF_8);
        var given = isFree(transaction, number) ? number : Decisions.nextNumber(transaction);
        transaction
                .sql()
                .sql(
                        """
                        insert into erasure (id, number, kind, object, compartments, ground, purge, wrapped, reason,
                                             asked_by, asked_at, state, answer, decided_by, decided_at, items)
                        values (?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        given,
                        Subject.Kind.REPLAYED.number(),
                        id,
                        extent.compartments(transaction),
                        Ground.OTHER.number(),
                        vault.wrap(transaction, secret.encode()),
                        Vault.seal(secret, id, because),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        State.APPROVED.number(),
                        Vault.seal(secret, id, because),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        extent.items().size())
                .update();
        Coverage.fix(transaction, id, extent);
        reasons.enter(
                transaction,
                Entry.of(Act.ERASURE_APPROVED, given, now, ActorId.SYSTEM, id),
                secret,
                DecisionRecord.approved(extent.everything(), Reasons.text(because)));
    }

    private static boolean isFree(Transaction transaction, int number) {
        return transaction
                .sql()
                .sql("select not exists (select 1 from erasure where number = ?)")
                .param(number)
                .query(Boolean.class)
                .single();
    }
}
