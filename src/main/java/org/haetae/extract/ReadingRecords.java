package org.haetae.extract;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import tools.jackson.databind.json.JsonMapper;

/// Writes readings down: words into the renditions, then outcomes into database and ledger.
final class ReadingRecords {

    private static final String FOLLOWER = "extract";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Database database;
    private final Ledger ledger;
    private final Renditions renditions;
    private final Clock clock;

    ReadingRecords(Database database, Ledger ledger, Renditions renditions, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.renditions = renditions;
        this.clock = clock;
    }

    /// Ledger position up to which everything received is read and recorded; -1 at the beginning.
    long position() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select position from follower where name = ?")
                                .param(FOLLOWER)
                                .query(Long.class)
                                .optional()
                                .orElse(-1L));
    }

    /// Forgets the position: nothing of what was read is kept any more.
    void fromTheBeginning() {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("update follower set position = -1 where name = ?")
                                .param(FOLLOWER)
                                .update());
    }

    /// Records a batch that leaves the position as it is.
    List<ItemReading> record(List<Finished> batch) throws IOException {
        return record(batch, position());
    }

    /// Records a batch.
    ///
    /// A crash after the words are durable and before the outcomes are leaves words that are
    /// written again when the items are read again.
    ///
    /// What was erased meanwhile is left out.
    ///
    /// @param position up to which everything is recorded once this batch is
    List<ItemReading> record(List<Finished> batch, long position) throws IOException {
        for (var one : batch) {
            if (one.before()) {
                renditions.replace(one.item().id(), one.text());
            } else {
                renditions.add(one.item().id(), one.text());
            }
        }
        renditions.commit();
        return database.as(
                Clearance.SYSTEM,
                transaction -> {
                    // What needs no position comes before the ledger is held.
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into follower (name, position) values (?, ?)
                                    on conflict (name) do update set position = excluded.position
                                    """)
                            .params(FOLLOWER, position)
                            .update();
                    return insert(transaction, still(transaction, batch), clock.instant());
                });
    }

    /// Without what was erased while it was read. An erasure holds this row while it destroys keys:
    /// either it sees what is written here, or this sees what it erased.
    private static List<Finished> still(Transaction transaction, List<Finished> batch) {
        transaction.sql().sql("select 1 from vault_epoch for share").query(Integer.class).single();
        var erased =
                Set.copyOf(
                        transaction
                                .sql()
                                .sql("select id from item where id = any(?) and erased is not null")
                                .param(
                                        batch.stream()
                                                .map(one -> one.item().id().value())
                                                .toArray(UUID[]::new))
                                .query(UUID.class)
                                .list());
        return batch.stream().filter(one -> !erased.contains(one.item().id().value())).toList();
    }

    private List<ItemReading> insert(Transaction transaction, List<Finished> batch, Instant now) {
        var salts = new ArrayList<byte[]>(batch.size());
        var entries = new ArrayList<Entry>(batch.size());
        var rows = new ArrayList<ItemReading>(batch.size());
        for (var one : batch) {
            var salt = new byte[Commitment.SALT_BYTES];
            RANDOM.nextBytes(salt);
            salts.add(salt);
            var row = row(one, now);
            rows.add(row);
            entries.add(
                    Entry.of(
                                    Act.READ,
                                    Readings.code(row.outcome()),
                                    now,
                                    ActorId.SYSTEM,
                                    row.item().value())
                            .committing(
                                    Digest.ABSENT,
                                    Commitment.record(salt, Digest.sha256(canonical(row))),
                                    Digest.ABSENT));
        }
        if (batch.isEmpty()) {
            return List.of();
        }
        try {
            wait(transaction, batch, now);
            var position = ledger.append(transaction, entries);
            var recorded = new ArrayList<ItemReading>(rows.size());
            for (var row : rows) {
                recorded.add(at(row, position++));
            }
            write(transaction, recorded, salts, now);
            return recorded;
        } catch (SQLException e) {
            throw new IllegalStateException("outcomes could not be entered into the database", e);
        }
    }

    private static ItemReading row(Finished one, Instant now) {
        var reading = one.reading();
        var text = one.text();
        return new ItemReading(
                one.item().id(),
                one.item().accession(),
                reading.outcome(),
                reading.reason(),
                reading.tool(),
                reading.toolVersion(),
                one.mediaType(),
                text.pages().size(),
                text.characters(),
                reading.millis(),
                now,
                -1);
    }

    private static ItemReading at(ItemReading row, long position) {
        return new ItemReading(
                row.item(),
                row.accession(),
                row.outcome(),
                row.reason(),
                row.tool(),
                row.toolVersion(),
                row.mediaType(),
                row.pages(),
                row.characters(),
                row.millis(),
                row.readAt(),
                position);
    }

    /// The bytes that the ledger's entry commits to: canonical JSON, keys in alphabetical order.
    static byte[] canonical(ItemReading row) {
        var map = new TreeMap<String, Object>();
        map.put("accession", row.accession().toString());
        map.put("characters", row.characters());
        map.put("item", row.item().toString());
        map.put("mediaType", row.mediaType());
        map.put("millis", row.millis());
        map.put("outcome", row.outcome().word());
        map.put("pages", row.pages());
        map.put("reason", row.reason());
        map.put("tool", row.tool());
        map.put("toolVersion", row.toolVersion());
        return JSON.writeValueAsBytes(map);
    }

    private static void write(
            Transaction transaction, List<ItemReading> rows, List<byte[]> salts, Instant now)
            throws SQLException {
        transaction
                .sql()
                .sql(
                        """
                        insert into reading (item, accession, compartments, outcome, reason, tool, tool_version,
                                             media_type, pages, characters, millis, read_at, salt, position)
                        select n.item, n.accession, i.compartments, n.outcome, n.reason, n.tool, n.tool_version,
                               n.media_type, n.pages, n.characters, n.millis, ?, n.salt, n.position
                        from unnest(?::uuid[], ?::uuid[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[],
                                    ?::int[], ?::bigint[], ?::bigint[], ?::bytea[], ?::bigint[])
                             as n (item, accession, outcome, reason, tool, tool_version, media_type, pages,
                                   characters, millis, salt, position)
                        join item i on i.id = n.item
                        on conflict (item) do update set
                            outcome = excluded.outcome, reason = excluded.reason, tool = excluded.tool,
                            tool_version = excluded.tool_version, media_type = excluded.media_type,
                            pages = excluded.pages, characters = excluded.characters, millis = excluded.millis,
                            read_at = excluded.read_at, salt = excluded.salt, position = excluded.position
                        """)
                .params(
                        Timestamp.from(now),
                        array(transaction, "uuid", rows.stream().map(row -> row.item().value())),
                        array(
                                transaction,
                                "uuid",
                                rows.stream().map(row -> row.accession().value())),
                        array(
                                transaction,
                                "int4",
                                rows.stream().map(row -> Readings.code(row.outcome()))),
                        array(transaction, "text", rows.stream().map(ItemReading::reason)),
                        array(transaction, "text", rows.stream().map(ItemReading::tool)),
                        array(transaction, "text", rows.stream().map(ItemReading::toolVersion)),
                        array(transaction, "text", rows.stream().map(ItemReading::mediaType)),
                        array(transaction, "int4", rows.stream().map(ItemReading::pages)),
                        array(transaction, "int8", rows.stream().map(ItemReading::characters)),
                        array(transaction, "int8", rows.stream().map(ItemReading::millis)),
                        array(transaction, "bytea", salts.stream()),
                        array(transaction, "int8", rows.stream().map(ItemReading::position)))
                .update();
    }

    /// Notes pages whose words are still to be read from pixels.
    private static void wait(Transaction transaction, List<Finished> batch, Instant now)
            throws SQLException {
        for (var one : batch) {
            var pages = Recognition.wanted(one);
            if (pages.isEmpty()) {
                continue;
            }
            transaction
                    .sql()
                    .sql(
                            """
                            insert into ocr_waiting (item, compartments, pages, since)
                            select id, compartments, ?, ? from item where id = ?
                            on conflict (item) do update set pages = excluded.pages
                            """)
                    .params(
                            array(transaction, "int4", pages.stream().boxed()),
                            Timestamp.from(now),
                            one.item().id().value())
                    .update();
        }
    }

    private static Array array(Transaction transaction, String type, Stream<?> values)
            throws SQLException {
        return transaction
                .connection()
                .createArrayOf(
                        type,
                        type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray());
    }
}
