package org.haetae.casebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.haetae.casebook.ClaimRows.Row;
import org.haetae.home.Transaction;
import org.haetae.names.Name;
import org.haetae.names.NameKind;

/// Keys of claims, by which entities that may be one find each other in the database: the coarse
/// keys of a name ([Name#coarseKeys]), a day that begins somebody or something, a number of a
/// paper. Many who are not one share a key; it decides nothing.
final class ClaimKeys {

    /// Changes with what this class makes keys of; what the room `names` makes of a name shows by
    /// itself in the [#FINGERPRINT].
    private static final int VERSION = 1;

    /// A key that fewer rows have is rare.
    private static final int RARE = 50;

    /// Rare keys that lead to fewer entities than these, the one itself among them, are too few.
    private static final int FEW = 12;

    /// Of any other key only so many rows are looked at: whoever is looked for is found by a rarer
    /// one, if at all.
    private static final int MOST_OF_KEY = 100;

    /// Properties that number one person or body, as FollowTheMoney calls them.
    private static final Set<String> NUMBERS =
            Set.of("idNumber", "passportNumber", "registrationNumber", "taxNumber", "wikidataId");

    private static final Pattern NUMBER = Pattern.compile("[\\p{L}\\d]+(?:[-./][\\p{L}\\d]+)*");
    private static final int FEWEST_DIGITS = 4;

    private static final List<String> SAMPLES =
            List.of(
                    "홍길동",
                    "Hong Gil-dong",
                    "洪吉童",
                    "Хон Гиль Дон",
                    "هونغ",
                    "Ministry of Works No. 4",
                    "제삼십구호실",
                    "사회안전성",
                    "وزارة الدفاع",
                    "Ryanggang-do Hyesan-si");

    /// The same for as long as keys are made in the same way.
    static final long FINGERPRINT =
            SAMPLES.stream()
                    .flatMap(
                            text -> Stream.of(NameKind.values()).map(kind -> Name.read(text, kind)))
                    .flatMapToLong(name -> Arrays.stream(name.coarseKeys()))
                    .reduce(VERSION, ClaimKeys::mixed);

    private ClaimKeys() {}

    /// What numbers stand in a text, without what parts their signs: `Passport no. AB-123456` has
    /// `AB123456`.
    static Stream<String> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(one -> one.group().replaceAll("[-./]", "").toUpperCase(Locale.ROOT))
                .filter(one -> one.chars().filter(Character::isDigit).count() >= FEWEST_DIGITS);
    }

    /// No keys of what is sealed, does not count, or tells nobody from anybody.
    static long[] of(Kind kind, Claim claim) {
        if (!claim.stands() || !kind.link().isEmpty() || claim.value().isEmpty()) {
            return new long[0];
        }
        var property = kind.propertyOr(claim.property());
        var keys =
                switch (claim.value().get()) {
                    case Value.Name name -> named(kind, name.text());
                    case Value.Date date
                            when (property.tells(Tells.BEGINS)
                                            || "birthDate".equals(property.maps().get("ftm")))
                                    && date.date().earliest().equals(date.date().latest()) ->
                            LongStream.of(hash("day " + date.date().earliest()));
                    case Value.Text text
                            when NUMBERS.contains(property.maps().getOrDefault("ftm", "")) ->
                            numbers(text.text()).mapToLong(number -> hash("number " + number));
                    default -> LongStream.empty();
                };
        return keys.map(key -> mixed(hash(kind.code()), key)).distinct().toArray();
    }

    /// Keys under which something of a kind is found that is called so.
    static long[] of(Kind kind, String name) {
        return named(kind, name).map(key -> mixed(hash(kind.code()), key)).distinct().toArray();
    }

    private static LongStream named(Kind kind, String text) {
        return Arrays.stream(
                Name.read(
                                text,
                                switch (kind.maps().getOrDefault("ftm", "")) {
                                    case "Person" -> NameKind.PERSON;
                                    case "Organization" -> NameKind.ORGANISATION;
                                    case "Address" -> NameKind.PLACE;
                                    default -> NameKind.UNKNOWN;
                                })
                        .coarseKeys());
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte one : text.getBytes(UTF_8)) {
            hash = (hash ^ one) * 0x100000001b3L;
        }
        return hash;
    }

    /// Every bit of both counts (Stafford's thirteenth mixer).
    private static long mixed(long seed, long key) {
        long z = seed * 0x9e3779b97f4a7c15L + key;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    // ---- in the database

    /// One statement for all claims of the same compartments: nearly always one for all.
    static void insert(Transaction transaction, Schema schema, Collection<Row> rows) {
        rows.stream()
                .map(Row::claim)
                .collect(Collectors.groupingBy(Claim::compartments))
                .forEach((_, claims) -> insertAlike(transaction, schema, claims));
    }

    private static void insertAlike(Transaction transaction, Schema schema, List<Claim> claims) {
        var keys = new ArrayList<Long>();
        var owners = new ArrayList<Claim>();
        for (var claim : claims) {
            for (long key : of(schema.kindOr(claim.kind()), claim)) {
                keys.add(key);
                owners.add(claim);
            }
        }
        if (keys.isEmpty()) {
            return;
        }
        transaction
                .sql()
                .sql(
                        """
                        insert into claim_key (key, entity, claim, version, compartments)
                        select made.*, ?::uuid[]
                        from unnest(?::bigint[], ?::uuid[], ?::uuid[], ?::int[]) as made
                        """)
                .params(
                        ClaimRows.uuids(claims.getFirst().compartments()),
                        keys.toArray(Long[]::new),
                        owners.stream().map(one -> one.entity().value()).toArray(UUID[]::new),
                        owners.stream().map(one -> one.id().value()).toArray(UUID[]::new),
                        owners.stream().map(Claim::version).toArray(Integer[]::new))
                .update();
    }

    /// Of a version that is none any more.
    static void delete(Transaction transaction, ClaimId claim) {
        transaction
                .sql()
                .sql("delete from claim_key where claim = ?")
                .param(claim.value())
                .update();
    }

    /// Entities that have the most telling of these keys, as far as this reader may know. Keys that
    /// many have are asked for only where the rare ones lead to few: each row of theirs lies
    /// somewhere else on the disk, and they tell little.
    static List<EntityId> sharing(Transaction transaction, long[] keys, int most) {
        return transaction
                .sql()
                .sql(
                        """
                        with probe as materialized (
                            select wanted.key, there.entity from unnest(?::bigint[]) as wanted (key)
                            cross join lateral (
                                select entity from claim_key where claim_key.key = wanted.key limit %1$d) there),
                        rare as materialized (select key from probe group by key having count(*) < %1$d),
                        few as materialized (
                            select count(distinct entity) < %2$d as so from probe join rare using (key)),
                        found as materialized (
                            select key, entity from probe join rare using (key)
                            union all
                            select wanted.key, there.entity
                            from (select distinct key from probe
                                where key not in (select key from rare) and (select so from few)) wanted
                            cross join lateral (
                                select entity from claim_key where claim_key.key = wanted.key limit %3$d) there),
                        telling as (select key, ln(1 + 1e6 / count(*)) as bits from found group by key)
                        select entity
                        from (select distinct key, entity from found) one join telling using (key)
                        group by entity order by sum(bits) desc, entity limit ?
                        """
                                .formatted(RARE, FEW, MOST_OF_KEY))
                .params(Arrays.stream(keys).boxed().toArray(Long[]::new), most)
                .query(UUID.class)
                .list()
                .stream()
                .map(EntityId::new)
                .toList();
    }

    /// For each of some entities those that have the most telling of its keys.
    ///
    /// @param keys of each entity
    /// @param most of each
    static Map<EntityId, List<EntityId>> sharing(
            Transaction transaction, Map<EntityId, long[]> keys, int most) {
        var owners = new ArrayList<UUID>();
        var wanted = new ArrayList<Long>();
        keys.forEach(
                (entity, of) -> {
                    for (long key : of) {
                        owners.add(entity.value());
                        wanted.add(key);
                    }
                });
        var found = new HashMap<EntityId, List<EntityId>>();
        transaction
                .sql()
                .sql(
                        """
                        with found as materialized (
                            select wanted.owner, wanted.key, there.entity
                            from unnest(?::uuid[], ?::bigint[]) as wanted (owner, key)
                            cross join lateral (
                                select entity from claim_key where claim_key.key = wanted.key limit %d) there),
                        telling as (
                            select owner, key, ln(1 + 1e6 / count(*)) as bits from found group by owner, key),
                        ranked as (
                            select one.owner, one.entity, row_number() over (
                                partition by one.owner order by sum(telling.bits) desc, one.entity) as place
                            from (select distinct owner, key, entity from found where entity <> owner) one
                            join telling using (owner, key)
                            group by one.owner, one.entity)
                        select owner, entity from ranked where place <= ? order by owner, place
                        """
                                .formatted(MOST_OF_KEY))
                .params(owners.toArray(UUID[]::new), wanted.toArray(Long[]::new), most)
                .query(
                        row -> {
                            found.computeIfAbsent(
                                            new EntityId(row.getObject(1, UUID.class)),
                                            _ -> new ArrayList<>())
                                    .add(new EntityId(row.getObject(2, UUID.class)));
                        });
        return found;
    }

    // ---- made again

    static boolean areMade(Transaction transaction) {
        return transaction
                .sql()
                .sql("select exists (select 1 from claim_keys_made where fingerprint = ?)")
                .param(FINGERPRINT)
                .query(Boolean.class)
                .single();
    }

    static void again(Transaction transaction, Schema schema, Collection<Row> rows) {
        transaction
                .sql()
                .sql("delete from claim_key where claim = any(?)")
                .param(rows.stream().map(row -> row.claim().id().value()).toArray(UUID[]::new))
                .update();
        insert(transaction, schema, rows);
    }

    static void made(Transaction transaction) {
        transaction
                .sql()
                .sql(
                        """
                        delete from claim_key k where not exists (
                            select 1 from claim c
                            where c.id = k.claim and c.version = k.version and c.until is null and c.erased is null)
                        """)
                .update();
        transaction
                .sql()
                .sql(
                        """
                        insert into claim_keys_made (one, fingerprint) values (true, ?)
                        on conflict (one) do update set fingerprint = excluded.fingerprint
                        """)
                .param(FINGERPRINT)
                .update();
    }
}
