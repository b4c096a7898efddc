package org.haetae.extract;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Outcome;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.jspecify.annotations.Nullable;

/// The outcomes of all readings: nothing taken in is without one, and anyone who may know of the
/// item may see it.
public final class Readings {

    /// The ledger cuts times to the microsecond, the database rounds them.
    private static final Duration ROUNDING = Duration.ofNanos(1_000);

    private static final int CHECKED_AT_ONCE = 2_000;

    private static final String COLUMNS =
            """
            select item, accession, outcome, reason, tool, tool_version, media_type, pages, characters,
                   millis, read_at, position
            from reading
            """;

    private final Database database;

    public Readings(Database database) {
        this.database = database;
    }

    /// The newest reading of an item; empty while it waits to be read.
    public Optional<ItemReading> of(Clearance by, ItemId item) {
        return Optional.ofNullable(of(by, List.of(item)).get(item));
    }

    /// What these were found to be, of those whose reading told.
    public Map<ItemId, String> mediaTypes(Clearance by, Collection<ItemId> items) {
        Map<ItemId, String> types = new HashMap<>();
        of(by, items)
                .forEach(
                        (item, reading) -> {
                            if (!reading.mediaType().isEmpty()) {
                                types.put(item, reading.mediaType());
                            }
                        });
        return types;
    }

    /// The newest reading of each of these, of those that have one.
    public Map<ItemId, ItemReading> of(Clearance by, Collection<ItemId> items) {
        var readings = new HashMap<ItemId, ItemReading>();
        var ids = items.stream().map(ItemId::value).toArray(UUID[]::new);
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(COLUMNS + "where item = any(?)")
                                .param(ids)
                                .query(
                                        row -> {
                                            var reading = reading(row);
                                            readings.put(reading.item(), reading);
                                        }));
        return readings;
    }

    /// Readings by their order in the ledger.
    ///
    /// @param after position of the last one seen; -1 to begin
    public List<ItemReading> list(Clearance by, Selection selection, long after, int limit) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        conditions(selection, conditions, parameters);
        conditions.add("position > ?");
        parameters.add(after);
        parameters.add(limit);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        COLUMNS
                                                + "where "
                                                + String.join(" and ", conditions)
                                                + " order by position limit ?")
                                .params(parameters)
                                .query((row, number) -> reading(row))
                                .list());
    }

    /// How many readings ended in each outcome.
    public Map<Outcome, Long> count(Clearance by, Selection selection) {
        var conditions = new ArrayList<String>(List.of("true"));
        var parameters = new ArrayList<Object>();
        conditions(selection, conditions, parameters);
        var counts = new EnumMap<Outcome, Long>(Outcome.class);
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select outcome, count(*) from reading where "
                                                + String.join(" and ", conditions)
                                                + " group by outcome")
                                .params(parameters)
                                .query(
                                        row -> {
                                            counts.put(outcome(row.getInt(1)), row.getLong(2));
                                        }));
        return counts;
    }

    /// An item whose words are not all read yet.
    ///
    /// @param position of its reception in the ledger
    /// @param recognising whether it was read but for words in pictures, which wait for OCR; else
    ///   it was not read at all
    public record Waiting(ItemId item, AccessionId accession, long position, boolean recognising) {}

    /// Which items are meant that wait for something.
    public enum Wait {
        /// Received and not read yet.
        UNREAD,
        /// Read, but for words in pictures.
        RECOGNISING,
        /// Of both, those that no list of readings other than simply read ones names.
        UNTOLD
    }

    /// Items that wait, by the order of their reception.
    ///
    /// @param after position of the last one seen; -1 to begin
    public List<Waiting> waiting(
            Clearance by, Wait wait, Optional<AccessionId> accession, long after, int limit) {
        var parameters = new ArrayList<Object>();
        var sql =
                "select item, accession, position, recognising from ("
                        + waitingSql(wait, accession, parameters)
                        + ") w where position > ? order by position limit ?";
        parameters.add(after);
        parameters.add(limit);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .params(parameters)
                                .query(
                                        (row, number) ->
                                                new Waiting(
                                                        new ItemId(row.getObject(1, UUID.class)),
                                                        new AccessionId(
                                                                row.getObject(2, UUID.class)),
                                                        row.getLong(3),
                                                        row.getBoolean(4)))
                                .list());
    }

    /// How many items wait.
    public long countWaiting(Clearance by, Wait wait, Optional<AccessionId> accession) {
        var parameters = new ArrayList<Object>();
        var sql = "select count(*) from (" + waitingSql(wait, accession, parameters) + ") w";
        return database.as(
                by,
                transaction ->
                        transaction.sql().sql(sql).params(parameters).query(Long.class).single());
    }

    private static String waitingSql(
            Wait wait, Optional<AccessionId> accession, List<Object> parameters) {
        var parts = new ArrayList<String>();
        var within = accession.isPresent() ? " and i.accession = ?" : "";
        if (wait != Wait.RECOGNISING) {
            parts.add(
                    """
                    select i.id as item, i.accession, i.position, false as recognising from item i
                    where i.erased is null and not exists (select 1 from reading r where r.item = i.id)
                    """
                            + within);
            accession.ifPresent(one -> parameters.add(one.value()));
        }
        if (wait != Wait.UNREAD) {
            parts.add(
                    """
                    select i.id as item, i.accession, i.position, true as recognising
                    from ocr_waiting o join item i on i.id = o.item join reading r on r.item = i.id
                    where true
                    """
                            + (wait == Wait.UNTOLD ? " and r.outcome = " + code(Outcome.READ) : "")
                            + within);
            accession.ifPresent(one -> parameters.add(one.value()));
        }
        return String.join(" union all ", parts);
    }

    /// Media types and tools that occur, each with its count, for choosing among them.
    public Map<String, Long> mediaTypes(Clearance by) {
        return countBy(by, "media_type");
    }

    public Map<String, Long> tools(Clearance by) {
        return countBy(by, "tool");
    }

    private Map<String, Long> countBy(Clearance by, String column) {
        var counts = new TreeMap<String, Long>();
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select %1$s, count(*) from reading group by %1$s"
                                                .formatted(column))
                                .query(
                                        row -> {
                                            counts.put(row.getString(1), row.getLong(2));
                                        }));
        return counts;
    }

    /// Forgets how the reading of these items ended, and that it waits: they were erased.
    public void forget(Collection<ItemId> items) {
        var ids = items.stream().map(ItemId::value).toArray(UUID[]::new);
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    for (var table : List.of("reading", "ocr_waiting")) {
                        transaction
                                .sql()
                                .sql("delete from " + table + " where item = any(?)")
                                .param(ids)
                                .update();
                    }
                });
    }

    /// Compares every recorded outcome with the ledger entry that commits to it.
    public List<Finding> verify(Ledger ledger) {
        var findings = new ArrayList<Finding>();
        var accounted = new HashSet<UUID>();
        var erased = ledger.objects(Set.of(Act.ERASED));
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, CHECKED_AT_ONCE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            var read =
                    entries.stream()
                            .filter(recorded -> recorded.entry().act() == Act.READ)
                            .filter(recorded -> !erased.contains(recorded.entry().object()))
                            .toList();
            var rows = committed(read);
            for (var recorded : read) {
                compare(recorded, rows.get(recorded.entry().object()), accounted, findings);
            }
        }
        strays(accounted, findings);
        return findings;
    }

    /// A row as it stands, and the commitment to what it says.
    private record Committed(ItemReading row, Digest commitment, boolean asItem) {}

    private static void compare(
            Recorded recorded,
            @Nullable Committed found,
            Set<UUID> accounted,
            List<Finding> findings) {
        var entry = recorded.entry();
        var expected = "what was recorded at ledger position " + recorded.position();
        if (found == null) {
            findings.add(ReadingCode.ROW_MISSING.at(entry.object(), "no row", expected));
            return;
        }
        var row = found.row();
        if (row.position() > recorded.position()) {
            return; // read again since, and compared there
        }
        accounted.add(row.item().value());
        if (row.position() < recorded.position()
                || !found.commitment().equals(entry.record())
                || Duration.between(row.readAt(), entry.time()).abs().compareTo(ROUNDING) > 0
                || !found.asItem()) {
            findings.add(
                    ReadingCode.ROW_ALTERED.at(entry.object(), row.outcome().word(), expected));
        }
    }

    private Map<UUID, Committed> committed(List<Recorded> read) {
        var rows = new HashMap<UUID, Committed>();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select r.*, r.compartments = i.compartments as as_item
                                        from reading r left join item i on i.id = r.item where r.item = any(?)
                                        """)
                                .param(Recorded.objects(read))
                                .query(
                                        row -> {
                                            var reading = reading(row);
                                            rows.put(
                                                    reading.item().value(),
                                                    new Committed(
                                                            reading,
                                                            Commitment.record(
                                                                    row.getBytes("salt"),
                                                                    Digest.sha256(
                                                                            ReadingRecords
                                                                                    .canonical(
                                                                                            reading))),
                                                            row.getBoolean("as_item")));
                                        }));
        return rows;
    }

    private void strays(Set<UUID> accounted, List<Finding> findings) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select item from reading")
                                .query(
                                        row -> {
                                            var item = row.getObject(1, UUID.class);
                                            if (!accounted.contains(item)) {
                                                findings.add(
                                                        ReadingCode.ROW_STRAY.at(
                                                                item,
                                                                "a row",
                                                                "no row without an entry"));
                                            }
                                        }));
    }

    private static void conditions(
            Selection selection, List<String> conditions, List<Object> parameters) {
        if (!selection.outcomes().isEmpty()) {
            conditions.add("outcome = any(?)");
            parameters.add(
                    selection.outcomes().stream().map(Readings::code).toArray(Integer[]::new));
        }
        selection
                .mediaType()
                .ifPresent(
                        prefix -> {
                            conditions.add("starts_with(media_type, ?)");
                            parameters.add(prefix);
                        });
        selection
                .tool()
                .ifPresent(
                        tool -> {
                            conditions.add("tool = ?");
                            parameters.add(tool);
                        });
        selection
                .notVersion()
                .ifPresent(
                        version -> {
                            conditions.add("tool_version <> ?");
                            parameters.add(version);
                        });
        selection
                .accession()
                .ifPresent(
                        accession -> {
                            conditions.add("accession = ?");
                            parameters.add(accession.value());
                        });
        if (!selection.items().isEmpty()) {
            conditions.add("item = any(?)");
            parameters.add(selection.items().stream().map(ItemId::value).toArray(UUID[]::new));
        }
    }

    /// The number under which an outcome stands in database and ledger; never changes its meaning.
    static int code(Outcome outcome) {
        return switch (outcome) {
            case READ -> 1;
            case PARTIAL -> 2;
            case LOCKED -> 3;
            case DAMAGED -> 4;
            case UNKNOWN -> 5;
            case TOO_LARGE -> 6;
            case STOPPED -> 7;
            case FAILED -> 8;
        };
    }

    static Outcome outcome(int code) {
        for (var outcome : Outcome.values()) {
            if (code(outcome) == code) {
                return outcome;
            }
        }
        throw new IllegalStateException(
                "a reading has outcome %d, which this version does not know".formatted(code));
    }

    private static ItemReading reading(ResultSet row) throws SQLException {
        return new ItemReading(
                new ItemId(row.getObject("item", UUID.class)),
                new AccessionId(row.getObject("accession", UUID.class)),
                outcome(row.getInt("outcome")),
                row.getString("reason"),
                row.getString("tool"),
                row.getString("tool_version"),
                row.getString("media_type"),
                row.getInt("pages"),
                row.getLong("characters"),
                row.getLong("millis"),
                row.getTimestamp("read_at").toInstant(),
                row.getLong("position"));
    }
}
