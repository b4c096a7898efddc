package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.casebook.Locator;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;
import tools.jackson.databind.json.JsonMapper;

/// What is not to be seen of items when they are exhibits of a case. Each decision is an entry of
/// the ledger, and none is taken away: a redaction is lifted by a further one.
public final class Redactions {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int WORDS = 1;
    private static final int PICTURE = 2;

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Clock clock;

    Redactions(Database database, Ledger ledger, Archive archive, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
    }

    /// Decides that a place of an item is not to be seen in dossiers of a case.
    ///
    /// @throws NoSuchElementException when there is no such item for them
    public Redaction redact(
            Clearance by, CaseFile file, ItemId item, Locator place, Redaction.Ground ground) {
        return enter(
                by,
                file,
                new Redaction(
                        UUID.randomUUID(),
                        file.id(),
                        item,
                        place,
                        ground,
                        false,
                        by.actor(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    /// Decides that it may be seen again.
    ///
    /// @throws NoSuchElementException when there is no such redaction for them
    public Redaction lift(Clearance by, CaseFile file, UUID id) {
        var before =
                all(by, file).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> new NoSuchElementException("no redaction " + id));
        return enter(
                by,
                file,
                new Redaction(
                        id,
                        file.id(),
                        before.item(),
                        before.place(),
                        before.ground(),
                        true,
                        by.actor(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private Redaction enter(Clearance by, CaseFile file, Redaction redaction) {
        if (!by.may(Permission.RECORD_CLAIMS)) {
            throw new IllegalArgumentException(
                    "actor %s may not %s".formatted(by.actor(), Permission.RECORD_CLAIMS));
        }
        var item =
                archive.item(by, redaction.item())
                        .orElseThrow(
                                () -> new NoSuchElementException("no item " + redaction.item()));
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        var compartments = Exhibits.both(file, item.compartments());
        var entry =
                Entry.of(
                                Act.REDACTED,
                                code(redaction),
                                redaction.at(),
                                redaction.by(),
                                redaction.id())
                        .committing(
                                Digest.ABSENT,
                                Commitment.record(
                                        salt, Digest.sha256(canonical(redaction, compartments))),
                                Digest.ABSENT);
        database.run(
                by,
                transaction -> {
                    long position = ledger.append(transaction, entry);
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into redaction (position, id, case_file, item, kind, place, ground, lifted,
                                        actor, at, compartments, salt)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    position,
                                    redaction.id(),
                                    redaction.inCase().value(),
                                    redaction.item().value(),
                                    kind(redaction.place()),
                                    place(redaction.place()).toArray(Long[]::new),
                                    redaction.ground().number(),
                                    redaction.lifted(),
                                    redaction.by().value(),
                                    Timestamp.from(redaction.at()),
                                    compartments,
                                    salt)
                            .update();
                });
        return redaction;
    }

    /// The bytes that the ledger commits to: canonical JSON, keys in alphabetical order.
    static byte[] canonical(Redaction redaction, UUID[] compartments) {
        var map = new TreeMap<String, Object>();
        map.put("at", redaction.at().toString());
        map.put("by", redaction.by().toString());
        map.put("case", redaction.inCase().toString());
        map.put("compartments", Stream.of(compartments).map(UUID::toString).toList());
        map.put("ground", redaction.ground().word());
        map.put("item", redaction.item().toString());
        map.put("lifted", redaction.lifted());
        map.put("place", place(redaction.place()).toList());
        map.put("place-kind", kind(redaction.place()));
        map.put("redaction", redaction.id().toString());
        return JSON.writeValueAsString(map).getBytes(UTF_8);
    }

    /// Those of a case that hold, as far as this reader sees their items, by item.
    public Map<ItemId, List<Redaction>> of(Clearance by, CaseFile file) {
        return all(by, file).stream()
                .filter(one -> !one.lifted())
                .collect(
                        Collectors.groupingBy(
                                Redaction::item, LinkedHashMap::new, Collectors.toList()));
    }

    /// Of each the last that was decided.
    private List<Redaction> all(Clearance by, CaseFile file) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select distinct on (id) * from redaction where case_file = ?
                                        order by id, position desc
                                        """)
                                .param(file.id().value())
                                .query((row, number) -> redaction(row))
                                .list());
    }

    private static Redaction redaction(ResultSet row) throws SQLException {
        return new Redaction(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_file", UUID.class)),
                new ItemId(row.getObject("item", UUID.class)),
                place(row.getInt("kind"), (Long[]) row.getArray("place").getArray()),
                Redaction.Ground.of(row.getInt("ground")),
                row.getBoolean("lifted"),
                new ActorId(row.getObject("actor", UUID.class)),
                row.getTimestamp("at").toInstant());
    }

    /// A row as it lies in the database.
    private record Kept(long position, Redaction redaction, UUID[] compartments, byte[] salt) {

        Digest commitment() {
            return Commitment.record(salt, Digest.sha256(canonical(redaction, compartments)));
        }
    }

    /// Compares the redactions that were decided and lifted with the ledger, both ways: one that
    /// somebody takes out of the database would show in the next dossier what must not be seen.
    public static List<Finding> verify(Database database, Ledger ledger) {
        return new RowCheck<Kept>(
                        ledger,
                        Set.of(Act.REDACTED),
                        (after, last) -> kept(database, after, last),
                        (row, entry) ->
                                row.commitment().equals(entry.record())
                                        && row.redaction().id().equals(entry.object())
                                        && entry.code() == code(row.redaction()),
                        row -> row.redaction().id(),
                        new RowCheck.Codes(
                                RedactionCode.ROW_ALTERED::at,
                                RedactionCode.ROW_MISSING::at,
                                RedactionCode.ROW_STRAY::at))
                .findings();
    }

    private static Map<Long, Kept> kept(Database database, long after, long last) {
        return database
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                "select * from redaction where position > ? and position <= ?")
                                        .params(after, last)
                                        .query(
                                                (row, number) ->
                                                        new Kept(
                                                                row.getLong("position"),
                                                                redaction(row),
                                                                (UUID[])
                                                                        row.getArray("compartments")
                                                                                .getArray(),
                                                                row.getBytes("salt")))
                                        .list())
                .stream()
                .collect(Collectors.toMap(Kept::position, one -> one));
    }

    private static int code(Redaction redaction) {
        return redaction.lifted() ? 2 : 1;
    }

    private static int kind(Locator place) {
        return place instanceof Locator.Passage ? WORDS : PICTURE;
    }

    private static Stream<Long> place(Locator place) {
        return switch (place) {
            case Locator.Passage(int page, int start, int end) ->
                    Stream.of((long) page, (long) start, (long) end);
            case Locator.Region(int page, int left, int top, int width, int height) ->
                    Stream.of((long) page, (long) left, (long) top, (long) width, (long) height);
            case Locator.Stretch(long start, long end) -> Stream.of(start, end);
        };
    }

    private static Locator place(int kind, Long[] place) {
        if (place.length != (kind == WORDS ? 3 : 5)) {
            throw new IllegalArgumentException(
                    "a place of kind %d has %d numbers".formatted(kind, place.length));
        }
        return kind == WORDS
                ? new Locator.Passage(
                        Math.toIntExact(place[0]),
                        Math.toIntExact(place[1]),
                        Math.toIntExact(place[2]))
                : new Locator.Region(
                        Math.toIntExact(place[0]),
                        Math.toIntExact(place[1]),
                        Math.toIntExact(place[2]),
                        Math.toIntExact(place[3]),
                        Math.toIntExact(place[4]));
    }
}
