package org.haetae.assess;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseRows.OfCorrection;
import org.haetae.assess.CaseRows.Proof;
import org.haetae.assess.Tie.Why;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.EntityId;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Ledger;
import org.haetae.resolve.Judgements;

/// From which roots items come: what the casebook says of how documents derive from each other and
/// who was heard, what is nearly the same by its words or picture, and what people corrected.
final class Independence {

    /// How often what repeats something that repeats something is followed.
    private static final int DEEPEST = 8;

    /// The fact under which the reading of a picture says what it looks like: 16 digits.
    private static final String PICTURE = "picture-hash";

    private static final String COUNTS = "until is null and status in (2, 3) and erased is null";

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Renditions renditions;
    private final Judgements judgements;
    private final Clock clock;
    private final Likeness likeness = new Likeness();

    Independence(
            Database database,
            Ledger ledger,
            Archive archive,
            Renditions renditions,
            Judgements judgements,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.renditions = renditions;
        this.judgements = judgements;
        this.clock = clock;
    }

    /// The roots of items, as far as this reader may know.
    Roots of(Clearance by, Collection<ItemId> items) {
        return Roots.of(items, ties(by, items));
    }

    /// All ties of these items, and of what lies between them.
    List<Tie> ties(Clearance by, Collection<ItemId> items) {
        if (items.isEmpty()) {
            return List.of();
        }
        var ids = items.stream().map(ItemId::value).distinct().toArray(UUID[]::new);
        var ties = new ArrayList<Tie>();
        var readings = new LinkedHashMap<ItemId, Long>();
        var witnesses = new LinkedHashSet<EntityId>();
        database.run(
                by,
                transaction -> {
                    recorded(transaction, ids, ties, witnesses);
                    corrected(transaction, ids, ties);
                    transaction
                            .sql()
                            .sql("select item, position from reading where item = any(?)")
                            .param(ids)
                            .query(
                                    row -> {
                                        readings.put(
                                                new ItemId(row.getObject(1, UUID.class)),
                                                row.getLong(2));
                                    });
                });
        ties.addAll(oneWitness(by, witnesses));
        ties.addAll(likeness.among(readings, this::look));
        return ties;
    }

    /// Those of these items in which these witnesses speak, under whatever pseudonym.
    Set<ItemId> toldBy(Clearance by, Set<EntityId> witnesses, Collection<ItemId> among) {
        var ties = ties(by, among);
        var speaking =
                judgements.clusters(by, witnesses).values().stream()
                        .flatMap(cluster -> cluster.members().stream())
                        .map(EntityId::value)
                        .collect(Collectors.toSet());
        var interviews =
                ties.stream()
                        .filter(tie -> tie.why() == Why.TOLD_BY && speaking.contains(tie.other()))
                        .map(Tie::one)
                        .collect(Collectors.toSet());
        // The document that an interview was written down in is tied to it as a record is.
        var records =
                ties.stream()
                        .filter(
                                tie ->
                                        tie.why() == Why.RECORDED
                                                && interviews.contains(tie.other()))
                        .map(Tie::one)
                        .collect(Collectors.toCollection(HashSet::new));
        records.addAll(interviews);
        return ties.stream()
                .filter(tie -> tie.why() == Why.RECORDED && records.contains(tie.other()))
                .map(tie -> new ItemId(tie.one()))
                .filter(Set.copyOf(among)::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Witnesses who are one by what was judged.
    private List<Tie> oneWitness(Clearance by, Set<EntityId> witnesses) {
        return judgements.clusters(by, witnesses).entrySet().stream()
                .filter(one -> one.getValue().members().size() > 1)
                .map(
                        one ->
                                new Tie(
                                        one.getKey().value(),
                                        one.getValue().members().getFirst().value(),
                                        Why.RECORDED,
                                        0))
                .filter(tie -> !tie.one().equals(tie.other()))
                .toList();
    }

    private Fingerprint look(ItemId item) {
        try {
            var text = renditions.text(item);
            return Fingerprint.of(
                    text.stream()
                            .flatMap(one -> one.pages().stream())
                            .map(Text.Page::text)
                            .collect(Collectors.joining("\n")),
                    text.flatMap(one -> one.fact(PICTURE)).stream()
                            .mapToLong(hash -> Long.parseUnsignedLong(hash, 16))
                            .mapToObj(OptionalLong::of)
                            .findFirst()
                            .orElse(OptionalLong.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException("the words of item " + item + " could not be read", e);
        }
    }

    // ---- what the casebook says

    private record Pair(UUID one, UUID other) {}

    private static void recorded(
            Transaction transaction, UUID[] items, List<Tie> ties, Set<EntityId> witnesses) {
        var texts = Stream.of(items).map(UUID::toString).toArray(String[]::new);
        var known = new HashSet<UUID>();
        // What the item is, told as such.
        for (var pair :
                pairs(
                        transaction,
                        """
                        select entity, words::uuid from claim
                        where kind = 'source-document' and property = 'item' and words = any(?) and %s
                        """,
                        (Object) texts)) {
            ties.add(new Tie(pair.other(), pair.one(), Why.RECORDED, 0));
            known.add(pair.one());
        }
        // The record of an interview is where it is said who was heard. A list of interviews is
        // the record of none of them.
        var interviews =
                pairs(
                        transaction,
                        """
                        select distinct c.entity, t.item from citation t
                        join claim c on c.id = t.claim and c.version = t.version
                        where t.item = any(?) and c.kind = 'interview' and c.property = 'witness' and c.%s
                        """,
                        (Object) items);
        var perItem =
                interviews.stream()
                        .collect(Collectors.groupingBy(Pair::other, Collectors.counting()));
        for (var pair : interviews) {
            if (perItem.get(pair.other()) == 1) {
                ties.add(new Tie(pair.other(), pair.one(), Why.RECORDED, 0));
                known.add(pair.one());
            }
        }
        follow(transaction, ties, known);
        for (var pair :
                pairs(
                        transaction,
                        """
                        select entity, target from claim
                        where entity = any(?) and kind = 'interview' and property = 'witness' and %s
                        """,
                        (Object) known.toArray(UUID[]::new))) {
            ties.add(new Tie(pair.one(), pair.other(), Why.TOLD_BY, 0));
            witnesses.add(new EntityId(pair.other()));
        }
    }

    /// From documents and interviews to all that they repeat.
    private static void follow(Transaction transaction, List<Tie> ties, Set<UUID> known) {
        Set<UUID> edge = Set.copyOf(known);
        for (int depth = 0; depth < DEEPEST && !edge.isEmpty(); depth++) {
            var next = new HashSet<UUID>();
            var ids = edge.toArray(UUID[]::new);
            for (var pair :
                    pairs(
                            transaction,
                            """
                            select entity, target from claim
                            where entity = any(?) and kind = 'source-document' and property = 'repeats' and %s
                            """,
                            (Object) ids)) {
                ties.add(new Tie(pair.one(), pair.other(), Why.DERIVED, 0));
                next.add(pair.other());
            }
            // The document that an interview is written down in, both ways.
            for (var pair :
                    pairs(
                            transaction,
                            """
                            select entity, target from claim
                            where kind = 'interview' and property = 'record'
                              and (target = any(?) or entity = any(?)) and %s
                            """,
                            ids,
                            ids)) {
                ties.add(new Tie(pair.other(), pair.one(), Why.RECORDED, 0));
                next.add(pair.one());
                next.add(pair.other());
            }
            next.removeAll(known);
            known.addAll(next);
            edge = next;
        }
    }

    private static List<Pair> pairs(Transaction transaction, String sql, Object... parameters) {
        return transaction
                .sql()
                .sql(sql.formatted(COUNTS))
                .params(parameters)
                .query(
                        (row, number) ->
                                new Pair(
                                        row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    // ---- what people said

    private static void corrected(Transaction transaction, UUID[] items, List<Tie> ties) {
        var last = new HashMap<Pair, Correction.Verdict>();
        for (var row :
                CaseRows.corrections(
                        transaction, "one = any(?) and other = any(?)", items, items)) {
            var correction = row.correction();
            last.put(
                    new Pair(correction.one().value(), correction.other().value()),
                    correction.verdict());
        }
        last.forEach(
                (pair, verdict) -> {
                    switch (verdict) {
                        case SAME_ROOT ->
                                ties.add(new Tie(pair.one(), pair.other(), Why.SAID_SAME, 0));
                        case INDEPENDENT ->
                                ties.add(
                                        new Tie(pair.one(), pair.other(), Why.SAID_INDEPENDENT, 0));
                        case AS_COMPUTED -> {}
                    }
                });
    }

    /// What people said of these items, the oldest first.
    List<Correction> corrections(Clearance by, Collection<ItemId> items) {
        need(by, Permission.READ_CLAIMS);
        var ids = items.stream().map(ItemId::value).toArray(UUID[]::new);
        var rows =
                database.as(
                        by,
                        transaction ->
                                CaseRows.corrections(
                                        transaction, "one = any(?) and other = any(?)", ids, ids));
        var slips =
                archive.slips(
                        by,
                        rows.stream()
                                .flatMap(row -> row.proof().items().stream())
                                .collect(Collectors.toSet()));
        return rows.stream()
                .map(
                        row -> {
                            var made = row.correction();
                            return new Correction(
                                    made.one(),
                                    made.other(),
                                    made.verdict(),
                                    made.by(),
                                    made.at(),
                                    Sealed.open(slips, row.proof()),
                                    made.position());
                        })
                .toList();
    }

    /// Says of two items whether they come from one root. What was said of them before counts no
    /// more.
    ///
    /// @param words why, which is needed
    Correction correct(Clearance by, ItemId a, ItemId b, Correction.Verdict verdict, String words) {
        need(by, Permission.RECORD_CLAIMS);
        if (words.isBlank()) {
            throw new CaseRefused(CaseRefused.Why.UNFIT, "a correction needs a reason");
        }
        if (a.equals(b)) {
            throw new CaseRefused(CaseRefused.Why.UNFIT, "item %s is given twice".formatted(a));
        }
        var one = a.toString().compareTo(b.toString()) < 0 ? a : b;
        var items = List.of(one, one.equals(a) ? b : a);
        var slips = archive.slips(by.using(), items);
        var compartments =
                items.stream()
                        .flatMap(
                                item ->
                                        slips
                                                .compartments(item)
                                                .orElseThrow(
                                                        () ->
                                                                new CaseRefused(
                                                                        CaseRefused.Why.NOT_THERE,
                                                                        "no item " + item))
                                                .stream())
                        .collect(Collectors.toUnmodifiableSet());
        var proof =
                Proof.of(
                        items,
                        Sealed.seal(slips, items, words.strip().getBytes(UTF_8)),
                        Sealed.salt());
        var made =
                new Correction(
                        items.getFirst(),
                        items.getLast(),
                        verdict,
                        by.actor(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        Optional.of(words.strip()),
                        -1);
        database.run(
                by,
                transaction -> {
                    Sealed.checkStillThere(transaction, items);
                    Cases.enter(
                            ledger,
                            transaction,
                            List.of(new OfCorrection(made, compartments, proof)));
                });
        return made;
    }

    private static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new CaseRefused(CaseRefused.Why.NOT_PERMITTED, "needs " + permission);
        }
    }
}
