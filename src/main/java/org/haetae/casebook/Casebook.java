package org.haetae.casebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.ClaimRows.CitationRow;
import org.haetae.casebook.ClaimRows.Row;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Epochs;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;

/// What sources say: claims about entities, each pinned to the passages that it was taken from,
/// with every version that it ever had. The one door through which claims are written and read.
///
/// A claim lies in the compartments of all items that it cites, so whoever sees it may read them.
/// An entity is seen by whoever sees one claim about it, and of it just these claims.
public final class Casebook {

    /// The name of the keys that half-entered incidents are sealed under.
    public static final String DRAFT_KEYS = "drafts";

    private static final long WITHOUT_READING = -1;
    private static final byte[] NO_QUOTE = {};
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MOST_AT_ONCE = 5_000;
    private static final String OF_SEVERAL = "entity = any(?) and until is null order by position";

    /// Acts that a version of a claim is entered under.
    private static final Set<Act> ACTS = Set.of(Act.CLAIMED, Act.CONTESTED, Act.WITHDRAWN);

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Readings readings;
    private final Passages passages;
    private final Schema schema;
    private final Drafts drafts;
    private final Clock clock;
    private final Reviews reviews;

    /// @param draftKeys that half-entered incidents are sealed under
    public Casebook(
            Database database,
            Ledger ledger,
            Archive archive,
            Readings readings,
            Renditions renditions,
            Schema schema,
            Epochs draftKeys,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.readings = readings;
        this.passages = new Passages(renditions::text);
        this.schema = schema;
        this.drafts = new Drafts(database, draftKeys, clock);
        this.clock = clock;
        this.reviews = new Reviews(this, database, ledger, archive, clock);
    }

    /// Which kinds, properties and vocabularies there are.
    public Schema schema() {
        return schema;
    }

    /// Who judged claims, who is to work on them, and what was said about them.
    public Reviews reviews() {
        return reviews;
    }

    /// How far two people agree who coded the same.
    public Agreements agreements() {
        return new Agreements(this, database);
    }

    /// What is half entered.
    public Drafts drafts() {
        return drafts;
    }

    // ---- writing

    /// Records claims, all of them or none, in one transaction with their ledger entries.
    ///
    /// @return the claims as recorded, in the order given
    /// @throws CaseRefused when one of them may not be recorded so; says which and why
    public List<Claim> record(Clearance by, List<NewClaim> claims) {
        return record(by, claims, Map.of());
    }

    /// The same with names for entities, by which a file of claims speaks of them.
    ///
    /// @param keys keys not known before, with what they stand for
    public List<Claim> record(Clearance by, List<NewClaim> claims, Map<String, EntityId> keys) {
        return record(by, claims, keys, transaction -> {});
    }

    /// The same, and something that belongs to it in the same transaction.
    public List<Claim> record(
            Clearance by, List<NewClaim> claims, Database.Task<RuntimeException> beside) {
        return record(by, claims, Map.of(), beside);
    }

    /// The same for claims that were entered as a draft, which ends with it.
    ///
    /// @param as the entity that the draft is about
    /// @throws CaseRefused `CHANGED_SINCE` when the draft was entered before ([Drafts#entered])
    public List<Claim> record(Clearance by, List<NewClaim> claims, DraftId draft, EntityId as) {
        return record(
                by,
                claims,
                transaction -> {
                    if (!drafts.enter(
                            transaction, by, draft, Drafts.Entered.of(as, claims), cited(claims))) {
                        throw new CaseRefused(
                                Why.CHANGED_SINCE, "draft %s was entered before".formatted(draft));
                    }
                });
    }

    private List<Claim> record(
            Clearance by,
            List<NewClaim> claims,
            Map<String, EntityId> keys,
            Database.Task<RuntimeException> beside) {
        checkUse(by, cited(claims));
        return keep(by, claims, keys, beside);
    }

    /// The same of what nobody may work with yet, to be kept with it.
    List<Claim> keep(Clearance by, List<NewClaim> claims, Map<String, EntityId> keys) {
        return keep(by, claims, keys, transaction -> {});
    }

    private List<Claim> keep(
            Clearance by,
            List<NewClaim> claims,
            Map<String, EntityId> keys,
            Database.Task<RuntimeException> beside) {
        var work = preparation(by, claims);
        var rows = rows(work, claims);
        database.run(
                by,
                transaction -> {
                    checkStillThere(transaction, work.items());
                    checkEntities(transaction, claims, Map.of());
                    enter(transaction, rows);
                    insertKeys(transaction, keys, rows);
                    beside.in(transaction);
                });
        return rows.stream().map(work::recorded).toList();
    }

    /// Whether claims may be recorded so, without recording them.
    ///
    /// @param assumed kinds of entities that would be there by then
    /// @throws CaseRefused as [#record] would
    void rehearse(Clearance by, List<NewClaim> claims, Map<EntityId, String> assumed) {
        checkUse(by, cited(claims));
        var work = preparation(by, claims);
        rows(work, claims);
        database.run(
                by,
                transaction -> {
                    checkStillThere(transaction, work.items());
                    checkEntities(transaction, claims, assumed);
                });
    }

    private static Set<ItemId> cited(List<NewClaim> claims) {
        return claims.stream()
                .flatMap(one -> one.citations().stream())
                .map(NewClaim.Cite::item)
                .collect(Collectors.toSet());
    }

    private Preparation preparation(Clearance by, List<NewClaim> claims) {
        need(by, Permission.RECORD_CLAIMS);
        if (claims.isEmpty() || claims.size() > MOST_AT_ONCE) {
            throw new IllegalArgumentException(
                    "%d claims at once; expected 1 to %d".formatted(claims.size(), MOST_AT_ONCE));
        }
        return new Preparation(by, cited(claims).stream());
    }

    private List<Row> rows(Preparation work, List<NewClaim> claims) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return claims.stream().map(claim -> work.first(claim, now)).toList();
    }

    /// Changes a claim: what it was stays in its history.
    ///
    /// @param version that the change was made upon
    /// @return the claim as it is now
    /// @throws CaseRefused when somebody else changed it since, it is finalised, or it is not there
    public Claim revise(Clearance by, ClaimId id, int version, Revision revision) {
        need(by, Permission.RECORD_CLAIMS);
        var before =
                rows(by, "id = ? and until is null", List.of(id.value())).stream()
                        .findFirst()
                        .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no claim " + id));
        var added =
                revision.citations().orElse(List.of()).stream()
                        .filter(cite -> cited(before, cite).isEmpty())
                        .map(NewClaim.Cite::item)
                        .collect(Collectors.toSet());
        var work =
                new Preparation(
                        by,
                        Stream.concat(
                                added.stream(),
                                before.citations().stream().map(CitationRow::item)));
        checkUse(by, added);
        var row = work.next(before, revision, clock.instant());
        database.run(
                by,
                transaction -> {
                    checkStillThere(transaction, added);
                    if (revision.value().isPresent()) {
                        checkEntities(transaction, row.claim());
                    }
                    int ended =
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            update claim set until = ?
                                            where id = ? and version = ? and until is null and erased is null
                                            """)
                                    .params(Timestamp.from(row.claim().at()), id.value(), version)
                                    .update();
                    if (ended == 0) {
                        throw new CaseRefused(
                                Why.CHANGED_SINCE,
                                "claim %s is not at version %d any more".formatted(id, version));
                    }
                    Reviews.requireNotFinal(transaction, id, version);
                    ClaimKeys.delete(transaction, id);
                    enter(transaction, List.of(row));
                });
        return claims(by, "id = ? and version = ?", List.of(id.value(), version + 1)).stream()
                .findFirst()
                .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no claim " + id));
    }

    /// A citation of the version before, if the same place is cited.
    private static Optional<CitationRow> cited(Row earlier, NewClaim.Cite cite) {
        return earlier.citations().stream()
                .filter(
                        one ->
                                one.item().equals(cite.item())
                                        && one.locator().equals(cite.locator()))
                .findFirst();
    }

    private void enter(Transaction transaction, List<Row> rows) {
        var entries =
                rows.stream()
                        .map(
                                row -> {
                                    var claim = row.claim();
                                    return Entry.of(
                                                    act(claim),
                                                    claim.status().number(),
                                                    claim.at(),
                                                    claim.by(),
                                                    claim.id().value())
                                            .committing(
                                                    Digest.ABSENT, commitment(row), Digest.ABSENT);
                                })
                        .toList();
        ClaimRows.insert(transaction, rows, ledger.append(transaction, entries));
        ClaimKeys.insert(transaction, schema, rows);
    }

    private static Act act(Claim claim) {
        return switch (claim.status()) {
            case DRAFT, RECORDED -> Act.CLAIMED;
            case DISPUTED -> Act.CONTESTED;
            case RETRACTED -> Act.WITHDRAWN;
        };
    }

    private static Digest commitment(Row row) {
        return Commitment.record(
                Objects.requireNonNull(row.salt()), Digest.sha256(row.canonical()));
    }

    /// To cite is to work with it, also for those who see it only to keep it.
    private void checkUse(Clearance by, Set<ItemId> items) {
        if (archive.uses().permits(by, Optional.of(Use.INTERNAL), items)
                instanceof Uses.Verdict.Refused(List<Uses.Ground> grounds)) {
            throw new CaseRefused(
                    Why.NOT_PERMITTED,
                    "consent %s does not let anybody work with it"
                            .formatted(grounds.getFirst().consent()));
        }
    }

    /// Holds items that are cited against an erasure until this transaction ends: one that was
    /// decided before is seen here, one that comes after finds the claim.
    static void checkStillThere(Transaction transaction, Set<ItemId> items) {
        var there =
                transaction
                        .sql()
                        .sql(
                                "select id from item where id = any(?) and erased is null order by id for share")
                        .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                        .query(UUID.class)
                        .list();
        for (var item : items) {
            if (!there.contains(item.value())) {
                throw new CaseRefused(Why.NOT_THERE, "no item " + item);
            }
        }
    }

    private void checkEntities(Transaction transaction, Claim claim) {
        var target = claim.value().flatMap(Casebook::target);
        if (target.isPresent()) {
            var kind = kinds(transaction, Set.of(target.get())).get(target.get());
            if (kind == null) {
                throw new CaseRefused(Why.NOT_THERE, "no entity " + target.get());
            }
            checkTarget(claim.kind(), claim.property(), kind);
        }
    }

    /// An entity is of one kind, and a reference leads to something.
    ///
    /// @param assumed kinds of entities that are not there yet
    private void checkEntities(
            Transaction transaction, List<NewClaim> claims, Map<EntityId, String> assumed) {
        var named = new HashMap<UUID, String>();
        for (var claim : claims) {
            var other = named.putIfAbsent(claim.entity().value(), claim.kind());
            if (other != null && !other.equals(claim.kind())) {
                throw new CaseRefused(
                        Why.UNFIT,
                        "entity %s is called %s and %s"
                                .formatted(claim.entity(), other, claim.kind()));
            }
        }
        var wanted = new HashSet<>(named.keySet());
        claims.forEach(claim -> target(claim.value()).ifPresent(wanted::add));
        var kinds = kinds(transaction, wanted);
        assumed.forEach((entity, kind) -> kinds.putIfAbsent(entity.value(), kind));
        named.forEach(
                (entity, kind) -> {
                    if (!kinds.getOrDefault(entity, kind).equals(kind)) {
                        throw new CaseRefused(
                                Why.UNFIT,
                                "entity %s is a %s, not a %s"
                                        .formatted(entity, kinds.get(entity), kind));
                    }
                });
        for (var claim : claims) {
            target(claim.value())
                    .ifPresent(
                            target ->
                                    checkTarget(
                                            claim.kind(),
                                            claim.property(),
                                            Optional.ofNullable(
                                                            kinds.getOrDefault(
                                                                    target, named.get(target)))
                                                    .orElseThrow(
                                                            () ->
                                                                    new CaseRefused(
                                                                            Why.NOT_THERE,
                                                                            "no entity "
                                                                                    + target))));
        }
    }

    private void checkTarget(String kind, String property, String kindOfTarget) {
        var to = schema.kindOr(kind).propertyOr(property).to();
        if (!to.isEmpty() && !to.contains(kindOfTarget)) {
            throw new CaseRefused(
                    Why.UNFIT,
                    "%s.%s refers to a %s; expected %s"
                            .formatted(kind, property, kindOfTarget, String.join(" or ", to)));
        }
    }

    private static Optional<UUID> target(Value value) {
        return value instanceof Value.Reference reference
                ? Optional.of(reference.entity().value())
                : Optional.empty();
    }

    private static Map<UUID, String> kinds(Transaction transaction, Collection<UUID> entities) {
        var kinds = new HashMap<UUID, String>();
        transaction
                .sql()
                .sql(
                        "select distinct entity, kind from claim where until is null and entity = any(?)")
                .param(entities.toArray(UUID[]::new))
                .query(
                        row -> {
                            kinds.put(row.getObject(1, UUID.class), row.getString(2));
                        });
        return kinds;
    }

    /// @throws CaseRefused when somebody else gave one of the keys to another entity meanwhile
    private static void insertKeys(
            Transaction transaction, Map<String, EntityId> keys, List<Row> rows) {
        var first = new HashMap<EntityId, Row>();
        rows.forEach(row -> first.putIfAbsent(row.claim().entity(), row));
        // In their order, so that two who give the same keys at once wait for each other.
        var given = new TreeMap<>(keys);
        given.values().retainAll(first.keySet());
        if (given.isEmpty()) {
            return;
        }
        try (var insert =
                transaction
                        .connection()
                        .prepareStatement(
                                """
                                insert into entity_key (key, entity, compartments)
                                values (?, ?, ?) on conflict do nothing
                                """)) {
            for (var key : given.entrySet()) {
                var compartments = first.get(key.getValue()).claim().compartments();
                insert.setString(1, key.getKey());
                insert.setObject(2, key.getValue().value());
                insert.setArray(
                        3,
                        transaction
                                .connection()
                                .createArrayOf("uuid", ClaimRows.uuids(compartments)));
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException("keys could not be written to the database", e);
        }
        var there =
                transaction
                        .sql()
                        .sql(
                                "select count(*) from entity_key where key = any(?) and entity = any(?)")
                        .params(
                                given.keySet().toArray(String[]::new),
                                given.values().stream().map(EntityId::value).toArray(UUID[]::new))
                        .query(Integer.class)
                        .single();
        if (there < given.size()) {
            throw new CaseRefused(
                    Why.CHANGED_SINCE,
                    "somebody else recorded something under the same key at this moment");
        }
    }

    /// What is gathered before anything is written: the items cited, their words, their
    /// compartments.
    private final class Preparation {
        private final Clearance by;
        private final Set<ItemId> items;
        private final Slips slips;
        private final Map<ItemId, ItemReading> read;
        private final Passages texts = passages.remembering();

        /// A row of a table is cited by each of its values: read and sealed once.
        private final Map<NewClaim.Cite, CitationRow> cited = new HashMap<>();

        private final Map<CitationRow, Quote> quotes = new IdentityHashMap<>();

        Preparation(Clearance by, Stream<ItemId> cited) {
            this.by = by;
            this.items = cited.collect(Collectors.toUnmodifiableSet());
            this.slips = archive.slips(by, items);
            this.read = readings.of(by, items);
        }

        Set<ItemId> items() {
            return items;
        }

        Row first(NewClaim claim, Instant now) {
            var kind =
                    schema.kind(claim.kind())
                            .orElseThrow(() -> unfit("no kind \"%s\"", claim.kind()));
            var property =
                    kind.property(claim.property())
                            .filter(one -> !one.retired())
                            .orElseThrow(
                                    () ->
                                            unfit(
                                                    "kind %s has no property \"%s\"",
                                                    kind.code(), claim.property()));
            return row(
                    new Claim(
                            ClaimId.random(),
                            1,
                            claim.entity(),
                            claim.kind(),
                            claim.property(),
                            Optional.of(claim.value()),
                            claim.grade(),
                            claim.status(),
                            claim.basis(),
                            "",
                            by.actor(),
                            now,
                            Optional.empty(),
                            claim.compartments(),
                            List.of(),
                            -1,
                            OptionalInt.empty()),
                    property,
                    compartments(claim.citations()),
                    cite(claim.citations()));
        }

        /// What is cited as before keeps the words that were cited then, whatever stands there now.
        Row next(Row earlier, Revision revision, Instant now) {
            var before = ClaimRows.open(earlier, slips);
            return row(
                    new Claim(
                            before.id(),
                            before.version() + 1,
                            before.entity(),
                            before.kind(),
                            before.property(),
                            revision.value().or(before::value),
                            revision.grade().orElse(before.grade()),
                            revision.status().orElse(before.status()),
                            before.basis(),
                            revision.reason(),
                            by.actor(),
                            now.truncatedTo(ChronoUnit.MICROS),
                            Optional.empty(),
                            before.compartments(),
                            List.of(),
                            -1,
                            OptionalInt.empty()),
                    schema.kindOr(before.kind()).propertyOr(before.property()),
                    compartments(
                            revision.citations().orElse(List.of()).stream()
                                    .filter(cite -> cited(earlier, cite).isEmpty())
                                    .toList()),
                    revision.citations()
                            .map(
                                    cites ->
                                            cites.stream()
                                                    .map(
                                                            cite ->
                                                                    cited(earlier, cite)
                                                                            .orElseGet(
                                                                                    () ->
                                                                                            citation(
                                                                                                    cite)))
                                                    .toList())
                            .orElse(earlier.citations()));
        }

        private List<CitationRow> cite(List<NewClaim.Cite> cites) {
            return cites.stream().map(cite -> cited.computeIfAbsent(cite, this::citation)).toList();
        }

        /// What was made here as whoever recorded it reads it.
        Claim recorded(Row row) {
            return ClaimRows.told(row, slips, quotes);
        }

        private Set<CompartmentId> compartments(List<NewClaim.Cite> cites) {
            return cites.stream()
                    .flatMap(cite -> compartments(cite.item()).stream())
                    .collect(Collectors.toSet());
        }

        private Row row(
                Claim claim,
                Property property,
                Set<CompartmentId> compartmentsOfCited,
                List<CitationRow> cites) {
            if (cites.isEmpty() && claim.status() != Status.DRAFT) {
                throw unfit("a claim of %s cites nothing", claim.property());
            }
            var value = claim.value().orElseThrow(() -> unfit("the value was erased"));
            checkType(property, value);
            var compartments = new HashSet<>(claim.compartments());
            compartments.addAll(compartmentsOfCited);
            if (!by.sees(compartments)) {
                throw new CaseRefused(
                        Why.NOT_PERMITTED,
                        compartments.isEmpty()
                                ? "a claim that cites nothing needs a compartment"
                                : "its compartments are not all theirs");
            }
            if (property.sealed() && cites.isEmpty()) {
                throw unfit("%s is kept sealed with what it cites", property.code());
            }
            var sealed =
                    property.sealed()
                            ? slips.seal(
                                    cites.getFirst().item(), Values.json(value).getBytes(UTF_8))
                            : null;
            return new Row(
                    new Claim(
                            claim.id(),
                            claim.version(),
                            claim.entity(),
                            claim.kind(),
                            claim.property(),
                            property.sealed() ? Optional.empty() : claim.value(),
                            claim.grade(),
                            claim.status(),
                            claim.basis(),
                            claim.reason(),
                            claim.by(),
                            claim.at(),
                            claim.until(),
                            compartments,
                            List.of(),
                            claim.position(),
                            claim.erased()),
                    Findable.of(property.sealed() ? Optional.empty() : claim.value()),
                    sealed,
                    salt(),
                    cites);
        }

        private Set<CompartmentId> compartments(ItemId item) {
            return slips.compartments(item)
                    .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no item " + item));
        }

        private CitationRow citation(NewClaim.Cite cite) {
            byte[] sealed = NO_QUOTE;
            var quote = Optional.<Quote>empty();
            var reading = Optional.ofNullable(read.get(cite.item()));
            if (Rereading.seen(reading, cite.locator()) instanceof Found.Gone gone
                    && (gone.why() == Found.Why.NO_SUCH_PLACE || needsReading(cite.locator()))) {
                throw unfit(
                        gone.why() == Found.Why.NOT_READ
                                ? "item %s was not read yet, so %s cannot be cited; wait until it is"
                                : "item %s has no %s",
                        cite.item(),
                        told(cite.locator()));
            }
            if (cite.locator() instanceof Locator.Passage passage) {
                quote = Optional.of(fitting(() -> texts.quote(cite.item(), passage)));
                sealed = ClaimRows.seal(slips, cite.item(), quote.get());
            }
            var row =
                    new CitationRow(
                            cite.item(),
                            reading.map(ItemReading::position).orElse(WITHOUT_READING),
                            cite.locator(),
                            sealed,
                            Digest.sha256(sealed).bytes());
            quote.ifPresent(words -> quotes.put(row, words));
            return row;
        }

        private void checkType(Property property, Value value) {
            boolean fits =
                    switch (property.type()) {
                        case NAME -> value instanceof Value.Name;
                        case TEXT -> value instanceof Value.Text;
                        case DATE -> value instanceof Value.Date;
                        case NUMBER -> value instanceof Value.Number;
                        case POINT -> value instanceof Value.Point;
                        case REFERENCE -> value instanceof Value.Reference;
                        case CODE ->
                                value instanceof Value.Code(String term)
                                        && schema.term(property, term).isPresent();
                        case LINK -> value instanceof Value.Link;
                    };
            if (!fits) {
                throw unfit("%s takes no such value", property.code());
            }
        }
    }

    /// A page as a whole may be cited before anybody could read it.
    private static boolean needsReading(Locator locator) {
        return switch (locator) {
            case Locator.Passage passage -> false;
            case Locator.Region region -> !region.isWhole();
            case Locator.Stretch stretch -> true;
        };
    }

    private static String told(Locator locator) {
        return switch (locator) {
            case Locator.Passage passage -> "words on page " + passage.page();
            case Locator.Region region ->
                    (region.isWhole() ? "page " : "picture of page ") + region.page();
            case Locator.Stretch stretch -> "stretch to listen to or watch";
        };
    }

    private static <T> T fitting(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new CaseRefused(Why.UNFIT, String.valueOf(e.getMessage()));
        }
    }

    private static CaseRefused unfit(String message, Object... parts) {
        return new CaseRefused(Why.UNFIT, message.formatted(parts));
    }

    static byte[] salt() {
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    // ---- reading

    /// An entity with the claims about it that this reader may see.
    public Optional<Entity> entity(Clearance by, EntityId id) {
        return entity(by, "entity = ? and until is null order by position", List.of(id.value()));
    }

    /// An entity as it was known at a time.
    public Optional<Entity> entity(Clearance by, EntityId id, Instant asOf) {
        var at = Timestamp.from(asOf);
        return entity(
                by,
                "entity = ? and at <= ? and (until is null or until > ?) order by position",
                List.of(id.value(), at, at));
    }

    private Optional<Entity> entity(Clearance by, String condition, List<?> parameters) {
        var claims = claims(by, condition, parameters);
        return claims.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Entity(
                                claims.getFirst().entity(),
                                schema.kindOr(claims.getFirst().kind()),
                                claims));
    }

    /// Several entities, of those that are there for this reader.
    public Map<EntityId, Entity> entities(Clearance by, Collection<EntityId> ids) {
        var claims =
                claims(
                        by,
                        OF_SEVERAL,
                        List.of((Object) ids.stream().map(EntityId::value).toArray(UUID[]::new)));
        return byEntity(claims);
    }

    /// Several entities as lists and drawings need them: without citations and without what is kept
    /// sealed, which makes it many times faster than [#entities].
    public Map<EntityId, Entity> outlines(Clearance by, Collection<EntityId> ids) {
        return outlines(by, OF_SEVERAL, List.of((Object) uuids(ids)));
    }

    /// The same with some properties alone; without entities of which nothing of these is told.
    public Map<EntityId, Entity> outlines(
            Clearance by, Collection<EntityId> ids, Collection<String> properties) {
        return outlines(
                by,
                "property = any(?) and " + OF_SEVERAL,
                List.of(properties.toArray(String[]::new), uuids(ids)));
    }

    private Map<EntityId, Entity> outlines(Clearance by, String condition, List<?> parameters) {
        need(by, Permission.READ_CLAIMS);
        return byEntity(
                database
                        .as(by, transaction -> ClaimRows.bare(transaction, condition, parameters))
                        .stream()
                        .map(Row::claim)
                        .toList());
    }

    private static UUID[] uuids(Collection<EntityId> ids) {
        return ids.stream().map(EntityId::value).toArray(UUID[]::new);
    }

    private Map<EntityId, Entity> byEntity(List<Claim> claims) {
        var entities = new LinkedHashMap<EntityId, Entity>();
        claims.stream()
                .collect(
                        Collectors.groupingBy(
                                Claim::entity, LinkedHashMap::new, Collectors.toList()))
                .forEach(
                        (id, about) ->
                                entities.put(
                                        id,
                                        new Entity(
                                                id,
                                                schema.kindOr(about.getFirst().kind()),
                                                about)));
        return entities;
    }

    /// Some entities, and how many there are that fulfil the conditions.
    ///
    /// @param places in the order of their titles
    public record Listed(List<Question.Place> places, long count) {
        public Listed {
            places = List.copyOf(places);
        }
    }

    /// Entities that fulfil what is asked, as far as this reader may know of them. Drafts and what
    /// was retracted do not count.
    public Listed list(Clearance by, Question question) {
        need(by, Permission.READ_CLAIMS);
        var listing = Listing.of(schema, question);
        return database.as(by, transaction -> listing.list(transaction, question));
    }

    /// Entities with a value of one of these properties, in the order of their first days where
    /// they are dates. Drafts and what was retracted do not count.
    public List<EntityId> told(Clearance by, Told told) {
        need(by, Permission.READ_CLAIMS);
        return database.as(by, told::entities);
    }

    /// Entities that are called so, or begin to be: offered while somebody types a name, and before
    /// a new entity is made that may be there already. Shortest names first.
    ///
    /// @param kinds of which they may be; empty means any
    public List<Entity> lookUp(Clearance by, String typed, Collection<String> kinds, int limit) {
        need(by, Permission.READ_CLAIMS);
        if (typed.isBlank()) {
            return List.of();
        }
        var among =
                schema.kinds().values().stream()
                        .filter(kind -> kinds.isEmpty() || kinds.contains(kind.code()))
                        .toList();
        var names =
                among.stream()
                        .flatMap(kind -> kind.properties().values().stream())
                        .filter(property -> property.type() == ValueType.NAME)
                        .map(Property::code)
                        .distinct()
                        .toList();
        // What is offered is offered for work.
        var using = by.using();
        var found =
                database.as(
                        using,
                        transaction ->
                                Listing.named(
                                        transaction,
                                        among.stream().map(Kind::code).toList(),
                                        names,
                                        typed,
                                        limit));
        var entities = entities(using, found);
        return found.stream().map(entities::get).filter(Objects::nonNull).toList();
    }

    /// Entities of a kind with a name that is this one, or so near to it that one of them may be
    /// meant: to be asked before another one is made.
    public List<Entity> alike(Clearance by, String name, String kind, int limit) {
        need(by, Permission.READ_CLAIMS);
        var names =
                schema.kindOr(kind).properties().values().stream()
                        .filter(property -> property.type() == ValueType.NAME)
                        .map(Property::code)
                        .toList();
        var found =
                database.as(
                        by, transaction -> Listing.alike(transaction, kind, names, name, limit));
        var entities = entities(by, found);
        return found.stream().map(entities::get).filter(Objects::nonNull).toList();
    }

    /// Entities of the same kind that share what may tell that they are one, those that share most
    /// first: spellings of a name in whatever script, a day of birth, a number of a paper. They are
    /// to be weighed; most are somebody else.
    public List<EntityId> resembling(Clearance by, Entity entity, int most) {
        need(by, Permission.READ_CLAIMS);
        var keys = keys(entity);
        return database
                .as(by, transaction -> ClaimKeys.sharing(transaction, keys, most + 1))
                .stream()
                .filter(id -> !id.equals(entity.id()))
                .limit(most)
                .toList();
    }

    private static long[] keys(Entity entity) {
        return entity.claims().stream()
                .flatMapToLong(claim -> Arrays.stream(ClaimKeys.of(entity.kind(), claim)))
                .distinct()
                .toArray();
    }

    /// The same for many at once, with less care for what very many share.
    public Map<EntityId, List<EntityId>> resembling(
            Clearance by, Collection<Entity> entities, int most) {
        need(by, Permission.READ_CLAIMS);
        var keys = new LinkedHashMap<EntityId, long[]>();
        entities.forEach(entity -> keys.put(entity.id(), keys(entity)));
        return database.as(by, transaction -> ClaimKeys.sharing(transaction, keys, most));
    }

    /// Entities of a kind of which most is told, those first.
    ///
    /// @param most how many
    public List<EntityId> mostTold(Clearance by, String kind, int most) {
        need(by, Permission.READ_CLAIMS);
        return database
                .as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select entity from claim where kind = ? and until is null
                                                group by entity order by count(*) desc, entity limit ?
                                                """)
                                        .params(kind, most)
                                        .query(UUID.class)
                                        .list())
                .stream()
                .map(EntityId::new)
                .toList();
    }

    /// Entities of a kind that may be called so, in whatever script and spelling: to be weighed.
    public List<EntityId> resembling(Clearance by, String name, String kind, int most) {
        need(by, Permission.READ_CLAIMS);
        var keys = ClaimKeys.of(schema.kindOr(kind), name);
        return database.as(by.using(), transaction -> ClaimKeys.sharing(transaction, keys, most));
    }

    /// What numbers stand in the text of a paper or a register.
    public static List<String> numbers(String text) {
        return ClaimKeys.numbers(text).toList();
    }

    /// Whether the keys of [#resembling] were made as this version makes them.
    public boolean keysAreMade() {
        return database.as(Clearance.SYSTEM, ClaimKeys::areMade);
    }

    /// Makes the keys of all claims again, some at a time, while others work. Where it is
    /// interrupted the rest keep the keys that they have, and it is done anew when the home is
    /// opened next.
    ///
    /// @param progress is told how many claims are done, now and then
    public void makeKeys(LongConsumer progress) {
        long position = -1;
        long done = 0;
        while (true) {
            long after = position;
            var rows =
                    database.as(
                            Clearance.SYSTEM,
                            transaction -> {
                                var some =
                                        ClaimRows.bare(
                                                transaction,
                                                """
                                                position > ? and until is null and erased is null
                                                order by position limit %d for share
                                                """
                                                        .formatted(MOST_AT_ONCE),
                                                List.of(after));
                                ClaimKeys.again(transaction, schema, some);
                                return some;
                            });
            if (rows.isEmpty()) {
                database.run(Clearance.SYSTEM, ClaimKeys::made);
                return;
            }
            position = rows.getLast().claim().position();
            done += rows.size();
            progress.accept(done);
        }
    }

    /// What these entities are called.
    public Titles titles(Clearance by, Collection<EntityId> ids, Locale locale) {
        return Titles.of(this, by, Map.of(), ids, locale);
    }

    /// What these entities, which were read already, and others are called.
    public Titles titles(
            Clearance by, Map<EntityId, Entity> known, Collection<EntityId> others, Locale locale) {
        return Titles.of(this, by, known, others, locale);
    }

    /// Claims whose value is this entity: what it is an end of.
    public List<Claim> referringTo(Clearance by, EntityId id) {
        return claims(by, "target = ? and until is null order by position", List.of(id.value()));
    }

    /// Claims of links of some kinds that one of these entities is an end of.
    public List<Claim> referringTo(
            Clearance by, Collection<EntityId> ids, Collection<String> kinds) {
        return claims(
                by,
                "target = any(?) and kind = any(?) and until is null order by position",
                List.of(
                        ids.stream().map(EntityId::value).toArray(UUID[]::new),
                        kinds.toArray(String[]::new)));
    }

    /// The claim as it is now.
    public Optional<Claim> current(Clearance by, ClaimId id) {
        return claims(by, "id = ? and until is null", List.of(id.value())).stream().findFirst();
    }

    /// Claims as they are now, of those that are there for this reader; without quotes and what is
    /// kept sealed.
    public Map<ClaimId, Claim> current(Clearance by, Collection<ClaimId> ids) {
        return rows(
                        by,
                        "id = any(?) and until is null",
                        List.of((Object) ids.stream().map(ClaimId::value).toArray(UUID[]::new)))
                .stream()
                .map(ClaimRows::closed)
                .collect(Collectors.toMap(Claim::id, claim -> claim));
    }

    /// A claim as it is now, and what opens the commitment of its entry.
    ///
    /// @param canonical the bytes that the ledger commits to (docs/formats/claims.md); a value that
    ///   is kept sealed and the words cited stand in them as digests of what is sealed
    public record Opened(Claim claim, byte[] salt, String canonical) {
        @Override
        public String toString() {
            return "Opened[" + claim + "]";
        }
    }

    /// Claims as they are now with what opens their commitments, of those that are there for this
    /// reader and were not erased.
    public Map<ClaimId, Opened> opened(Clearance by, Collection<ClaimId> ids) {
        var rows =
                rows(
                        by,
                        "id = any(?) and until is null and erased is null",
                        List.of((Object) ids.stream().map(ClaimId::value).toArray(UUID[]::new)));
        var slips =
                archive.slips(
                        by,
                        rows.stream()
                                .flatMap(row -> row.citations().stream())
                                .map(CitationRow::item)
                                .collect(Collectors.toSet()));
        var opened = new HashMap<ClaimId, Opened>();
        for (var row : rows) {
            opened.put(
                    row.claim().id(),
                    new Opened(
                            ClaimRows.open(row, slips),
                            Objects.requireNonNull(row.salt()),
                            new String(row.canonical(), UTF_8)));
        }
        return opened;
    }

    /// All versions of a claim, the oldest first.
    public List<Claim> history(Clearance by, ClaimId id) {
        return claims(by, "id = ? order by version", List.of(id.value()));
    }

    /// Claims that cite an item, in the order in which they were recorded.
    public List<Claim> citing(Clearance by, ItemId item) {
        return claims(
                by,
                """
                until is null and (id, version) in (select claim, version from citation where item = ?)
                order by position
                """,
                List.of(item.value()));
    }

    /// Position of the newest claim that this reader may know of; -1 without any.
    public long newest(Clearance by) {
        need(by, Permission.READ_CLAIMS);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("select coalesce(max(position), -1) from claim")
                                .query(Long.class)
                                .single());
    }

    /// What a key that a file of claims gave stands for.
    public Optional<EntityId> keyed(Clearance by, String key) {
        return Optional.ofNullable(keyed(by, List.of(key)).get(key));
    }

    /// What keys stand for, of those that stand for something.
    Map<String, EntityId> keyed(Clearance by, Collection<String> keys) {
        need(by, Permission.READ_CLAIMS);
        var found = new HashMap<String, EntityId>();
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select key, entity from entity_key where key = any(?) order by entity")
                                .param(keys.toArray(String[]::new))
                                .query(
                                        row -> {
                                            found.putIfAbsent(
                                                    row.getString(1),
                                                    new EntityId(row.getObject(2, UUID.class)));
                                        }));
        return found;
    }

    /// Of which kinds entities are, of those that are there.
    Map<EntityId, String> kinds(Clearance by, Collection<EntityId> entities) {
        need(by, Permission.READ_CLAIMS);
        var ids = entities.stream().map(EntityId::value).toList();
        return database.as(by, transaction -> kinds(transaction, ids)).entrySet().stream()
                .collect(Collectors.toMap(one -> new EntityId(one.getKey()), Map.Entry::getValue));
    }

    List<Row> rows(Clearance by, String condition, List<?> parameters) {
        need(by, Permission.READ_CLAIMS);
        return database.as(by, transaction -> ClaimRows.select(transaction, condition, parameters));
    }

    List<Claim> claims(Clearance by, String condition, List<?> parameters) {
        var rows = rows(by, condition, parameters);
        var items =
                rows.stream()
                        .flatMap(row -> row.citations().stream())
                        .map(CitationRow::item)
                        .collect(Collectors.toSet());
        var slips = archive.slips(by, items);
        return rows.stream().map(row -> ClaimRows.open(row, slips)).toList();
    }

    // ---- passages

    /// All places at which an item says this. Space of any kind and length stands for any other.
    ///
    /// @param page only there, when told
    /// @return nothing when the item does not say it, was not read, or is not there for them
    public List<Locator.Passage> saying(
            Clearance by, ItemId item, String quote, Optional<Integer> page) {
        return archive.item(by, item).isEmpty() ? List.of() : passages.saying(item, quote, page);
    }

    /// [#saying] for one who looks for many quotes, a file of claims: reads each text once.
    public Sayings sayings(Clearance by) {
        var remembering = passages.remembering();
        var there = new HashMap<ItemId, Boolean>();
        return (item, quote, page) ->
                there.computeIfAbsent(item, one -> archive.item(by, one).isPresent())
                        ? remembering.saying(item, quote, page)
                        : List.of();
    }

    /// Finds quotes, as [Casebook#saying] does.
    @FunctionalInterface
    public interface Sayings {
        List<Locator.Passage> saying(ItemId item, String quote, Optional<Integer> page);
    }

    /// Reads again what citations of these items point to.
    public Rereading rereading(Clearance by, Collection<ItemId> items) {
        return new Rereading(
                archive.items(by, items).stream().map(Item::id).collect(Collectors.toSet()),
                readings.of(by, items),
                passages);
    }

    // ---- erasure and verification

    /// Forgets the words of items that were erased, and whatever no other item supports. That there
    /// was a claim, and where it cited, stays.
    public void forget(Collection<ItemId> items) {
        var ids = items.stream().map(ItemId::value).toArray(UUID[]::new);
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    Drafts.forget(transaction, ids);
                    transaction
                            .sql()
                            .sql("update citation set sealed = null where item = any(?)")
                            .param(ids)
                            .update();
                    Reviews.forget(transaction, ids);
                    transaction
                            .sql()
                            .sql(
                                    """
                                    update claim c set value = null, sealed = null, words = null, low = null, high = null,
                                        low_date = null, high_date = null, target = null, salt = null, reason = '',
                                        grade_reason = '', erased = (select min(i.erased) from item i where i.id = any(?))
                                    where c.erased is null
                                      and (c.id, c.version) in (select claim, version from citation where item = any(?))
                                      and not exists (
                                        select 1 from citation t join item i on i.id = t.item
                                        where t.claim = c.id and t.version = c.version and i.erased is null)
                                    """)
                            .params(ids, ids)
                            .update();
                    transaction
                            .sql()
                            .sql(
                                    """
                                    delete from entity_key k where not exists (
                                        select 1 from claim c where c.entity = k.entity and c.erased is null)
                                    """)
                            .update();
                    transaction
                            .sql()
                            .sql(
                                    """
                                    delete from claim_key where (claim, version) in (
                                        select t.claim, t.version from citation t
                                        join claim c on c.id = t.claim and c.version = t.version
                                        where t.item = any(?) and c.erased is not null)
                                    """)
                            .param(ids)
                            .update();
                });
    }

    /// Compares every version of every claim, and every step of its review, with the ledger entry
    /// that commits to it.
    public static List<Finding> verify(Database database, Ledger ledger) {
        return Stream.concat(
                        new CasebookCheck(database, ledger, ACTS).findings().stream(),
                        new ReviewCheck(database, ledger).findings().stream())
                .toList();
    }

    static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "needs " + permission);
        }
    }
}
