package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import tools.jackson.databind.json.JsonMapper;

/// Consents: each is one person and one purpose, known by a random id. Who that is stands sealed
/// under the consent's own key and a key of the home for identities alone, nowhere else.
public final class Consents {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Archive archive;
    private final Vault vault;

    Consents(Archive archive) {
        this.archive = archive;
        this.vault = archive.vault();
    }

    /// Notes a consent that says nothing about uses: material tied to it may be worked with by the
    /// team, and leaves the home for no use.
    ///
    /// @param compartments whose material may be tied to it: material that lies in all of these
    public ConsentId add(
            Clearance by, String person, String purpose, Set<CompartmentId> compartments) {
        return add(by, person, purpose, compartments, Optional.empty());
    }

    /// Notes a consent and what it allows.
    ///
    /// @param compartments whose material may be tied to it: material that lies in all of these
    public ConsentId add(
            Clearance by,
            String person,
            String purpose,
            Set<CompartmentId> compartments,
            Optional<Terms> terms) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        if (person.isBlank() || purpose.isBlank() || compartments.isEmpty()) {
            throw new IllegalArgumentException(
                    "a consent needs a person, a purpose and a compartment");
        }
        var now = archive.clock().instant();
        return vault.as(
                by,
                transaction -> {
                    var made = insert(transaction, by, person, purpose, compartments, now);
                    var id = new ConsentId(made.id());
                    terms.ifPresent(
                            allowed ->
                                    archive.uses()
                                            .step(
                                                    transaction,
                                                    by,
                                                    id,
                                                    allowed,
                                                    "",
                                                    Act.CONSENTED,
                                                    now));
                    return id;
                });
    }

    /// An erasure scope that was just made.
    record Made(UUID id, Secret secret) {}

    Made insert(
            Transaction transaction,
            Clearance by,
            String person,
            String purpose,
            Set<CompartmentId> compartments,
            Instant now) {
        var id = UUID.randomUUID();
        var secret = Secret.random();
        var label =
                JSON.writeValueAsBytes(
                        new TreeMap<>(
                                Map.of(
                                        "compartments",
                                        List.of(Vault.uuids(compartments)),
                                        "person",
                                        person,
                                        "purpose",
                                        purpose)));
        var wrapped = vault.wrap(transaction, secret.encode());
        var made =
                Entry.of(Act.KEY_MADE, now, by.actor(), id)
                        .committing(Digest.ABSENT, secret.commitment(label), Digest.ABSENT);
        var position = archive.ledger().append(transaction, List.of(made));
        transaction
                .sql()
                .sql(
                        """
                        insert into consent (id, compartments, wrapped, label, actor, made_at, position)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        Vault.uuids(compartments),
                        wrapped,
                        Vault.seal(vault.identity(secret), id, label),
                        by.actor().value(),
                        Timestamp.from(now),
                        position)
                .update();
        return new Made(id, secret);
    }

    /// The compartments that the label of a consent has; empty for one made before labels had them.
    static Optional<Set<CompartmentId>> compartments(byte[] label) {
        return Optional.ofNullable(JSON.readTree(label).get("compartments"))
                .map(
                        all ->
                                all.valueStream()
                                        .map(
                                                one ->
                                                        new CompartmentId(
                                                                UUID.fromString(one.asString())))
                                        .collect(Collectors.toUnmodifiableSet()));
    }

    /// The consents that this actor may know of, the newest first.
    public List<Consent> list(Clearance by) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        return rows(by, "not c.is_identity");
    }

    /// A consent that this actor may know of.
    public Optional<Consent> find(Clearance by, ConsentId id) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        return rows(by, "not c.is_identity and c.id = ?", id.value()).stream().findFirst();
    }

    List<Consent> rows(Clearance by, String condition, Object... parameters) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select c.id, c.compartments, c.wrapped, c.label, c.actor, c.made_at, c.erased,
                                               (select count(*) from vault v join scope s on s.id = v.scope
                                                where c.id = any(s.consents)) as objects
                                        from consent c where %s order by c.made_at desc, c.id
                                        """
                                                .formatted(condition))
                                .params(parameters)
                                .query((row, number) -> consent(transaction, row))
                                .list());
    }

    /// Items and accessions that are tied to a consent, of those that are there for this actor, the
    /// oldest first; parts of tied items are left out.
    ///
    /// @param most so many at the most
    public List<Subject> tied(Clearance by, ConsentId consent, int most) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select kind, object, compartments from (
                                            select 2 as kind, a.id as object, a.compartments, a.position
                                            from accession a join scope s on s.id = a.scope where ? = any(s.consents)
                                            union all
                                            select 1, i.id, i.compartments, i.position
                                            from item i join scope s on s.id = i.scope
                                            where ? = any(s.consents) and i.parent is null) t
                                        order by position limit ?
                                        """)
                                .params(consent.value(), consent.value(), most)
                                .query((row, number) -> Subject.of(row))
                                .list());
    }

    private Consent consent(Transaction transaction, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var wrapped = row.getBytes("wrapped");
        var erased = row.getInt("erased");
        Optional<Map<?, ?>> label =
                wrapped == null
                        ? Optional.empty()
                        : Optional.of(
                                JSON.readValue(
                                        Vault.open(
                                                vault.identity(
                                                        Secret.decode(
                                                                vault.unwrap(
                                                                        transaction, wrapped))),
                                                id,
                                                row.getBytes("label")),
                                        Map.class));
        return new Consent(
                new ConsentId(id),
                label.map(it -> String.valueOf(it.get("person"))),
                label.map(it -> String.valueOf(it.get("purpose"))),
                Vault.compartments(row.getArray("compartments")),
                new ActorId(row.getObject("actor", UUID.class)),
                row.getTimestamp("made_at").toInstant(),
                row.getLong("objects"),
                erased == 0 ? OptionalInt.empty() : OptionalInt.of(erased));
    }

    /// Ties items, with their parts, and accessions, with everything received in them, to a
    /// consent: their secrets are wrapped anew, so that from now on they fall with it. What is tied
    /// to others stays tied to those too.
    ///
    /// @param objects ids of items and accessions
    /// @return how many items and accessions are tied to it now that were not before
    /// @throws ErasureRefused when there is no such consent or object for this actor
    public int bind(Clearance by, ConsentId consent, Collection<UUID> objects) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        var seen =
                vault.as(
                        by,
                        transaction -> {
                            var visible = new HashSet<UUID>();
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            select id from consent where id = ? and wrapped is not null
                                            union all select id from item where id = any(?) and erased is null
                                            union all select id from accession where id = any(?) and erased is null
                                            """)
                                    .params(consent.value(), array(objects), array(objects))
                                    .query(
                                            row -> {
                                                visible.add(row.getObject(1, UUID.class));
                                            });
                            return visible;
                        });
        if (!seen.contains(consent.value()) || !seen.containsAll(objects)) {
            throw new ErasureRefused(Why.NOT_THERE);
        }
        vault.tied();
        return vault.replacing(transaction -> bind(transaction, by, consent, objects));
    }

    private int bind(
            Transaction transaction, Clearance by, ConsentId consent, Collection<UUID> named) {
        var covered = Extent.of(transaction, named);
        if (covered.isInside(transaction)) {
            throw new ErasureRefused(Why.INSIDE);
        }
        var compartments =
                transaction
                        .sql()
                        .sql("select compartments from consent where id = ?")
                        .param(consent.value())
                        .query((row, number) -> Vault.compartments(row.getArray(1)))
                        .single();
        var moved = 0;
        for (var object : covered.all()) {
            moved += move(transaction, object, consent, compartments) ? 1 : 0;
        }
        var now = archive.clock().instant();
        archive.ledger()
                .append(
                        transaction,
                        named.stream()
                                .map(object -> Entry.of(Act.BOUND, now, by.actor(), object))
                                .toList());
        return moved;
    }

    /// @return false when it is tied to it already
    private boolean move(
            Transaction transaction,
            UUID object,
            ConsentId consent,
            Set<CompartmentId> compartmentsOfConsent) {
        record Held(UUID scope, byte[] wrapped) {}
        var held =
                transaction
                        .sql()
                        .sql("select scope, wrapped from vault where object = ?")
                        .param(object)
                        .query(
                                (row, number) ->
                                        new Held(row.getObject(1, UUID.class), row.getBytes(2)))
                        .single();
        var from = vault.scope(transaction, held.scope());
        if (from.consents().contains(consent)) {
            return false;
        }
        if (!from.compartments().containsAll(compartmentsOfConsent)) {
            throw new ErasureRefused(Why.OTHER_COMPARTMENT);
        }
        var consents = new HashSet<>(from.consents());
        consents.add(consent);
        var to = vault.scope(transaction, from.compartments(), consents);
        var secret = from.unwrap(held.wrapped());
        // Under its present key an older copy of the table would open what is moved away.
        transaction
                .sql()
                .sql("update scope set left_behind = true where id = ? and not left_behind")
                .param(from.id())
                .update();
        transaction
                .sql()
                .sql("update vault set scope = ?, wrapped = ? where object = ?")
                .params(to.id(), to.wrap(secret), object)
                .update();
        transaction
                .sql()
                .sql("update accession set scope = ? where id = ?")
                .params(to.id(), object)
                .update();
        transaction
                .sql()
                .sql("update provenance set scope = ? where item = ?")
                .params(to.id(), object)
                .update();
        moveItem(transaction, object, to, secret);
        return true;
    }

    private static void moveItem(Transaction transaction, UUID item, Scope to, Secret secret) {
        var kept =
                transaction
                        .sql()
                        .sql("select description from item where id = ?")
                        .param(item)
                        .query(byte[].class)
                        .optional();
        if (kept.isEmpty()) {
            return; // an accession
        }
        var description = Description.decode(Vault.open(secret, item, kept.get()));
        var key = to.contentKey(HexFormat.of().parseHex(description.sha256()));
        // The same bytes may lie there already: then these stay an item of their own, and are not
        // recognised when they come again.
        transaction
                .sql()
                .sql(
                        """
                        update item set scope = ?, content_key =
                            (select ?::uuid where not exists (select 1 from item where content_key = ?))
                        where id = ?
                        """)
                .params(to.id(), key, key, item)
                .update();
    }

    private static UUID[] array(Collection<UUID> ids) {
        return new ArrayList<>(ids).toArray(UUID[]::new);
    }
}
