package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;

/// Reads sealed files anew, holds them against the ledger, and remembers which were found right
/// when.
///
/// They are read in the order in which they were received, in a circle: each run goes on where the
/// last one ended, so that what was read longest ago comes next, and whatever share is read at a
/// time, everything is read in its turn. What was read is an entry in the ledger.
public final class Fixity {

    /// A run that takes long is remembered in pieces, so that whoever kills it loses a few minutes.
    private static final Duration PIECE = Duration.ofMinutes(5);

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final Vault vault;
    private final StorageRoot storage;

    Fixity(Database database, Ledger ledger, Clock clock, Vault vault, StorageRoot storage) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.vault = vault;
        this.storage = storage;
    }

    /// What one run read.
    public record Done(List<Finding> findings, long items, long bytes) {
        public Done {
            findings = List.copyOf(findings);
        }
    }

    /// Reads a portion of the sealed files.
    ///
    /// @param deep whether they are unsealed too, and their plain bytes compared with what was
    ///   committed to
    /// @param threads that read at the same time
    /// @param by who is entered as having proved; empty when nothing is to be entered, as in a home
    ///   in which something else does not fit: that one is left as it was found. Asked when
    ///   something was read, so that the rest may be compared meanwhile
    /// @param ending asked before each file and while one is read, by several threads: whether to
    ///   stop
    public Done prove(
            Supplier<Optional<ActorId>> by,
            Portion portion,
            boolean deep,
            int threads,
            BooleanSupplier ending) {
        Run run = new Run(by, portion, deep, ending);
        try (SealedFiles files = new SealedFiles(vault, storage, deep, threads)) {
            run.around(files);
        }
        return new Done(run.findings, run.items, run.bytes);
    }

    private final class Run {
        private final Supplier<Optional<ActorId>> by;
        private final boolean deep;
        private final BooleanSupplier ending;
        private final long begun = System.nanoTime();
        private final Portion portion;
        private final long most;
        private final List<Finding> findings = new ArrayList<>();
        private long items;
        private long bytes;

        Run(Supplier<Optional<ActorId>> by, Portion portion, boolean deep, BooleanSupplier ending) {
            this.by = by;
            this.portion = portion;
            this.deep = deep;
            this.ending = ending;
            this.most = (long) Math.ceil(portion.share() * count());
        }

        void around(SealedFiles files) {
            long end = ledger.size();
            long start = portion.isEverything() ? 0 : Math.min(next(), end);
            stretch(files, start, end);
            stretch(files, 0, start);
        }

        /// The receptions from one position up to another, or as far as it goes.
        private void stretch(SealedFiles files, long from, long to) {
            long at = from;
            while (at < to && !isOver()) {
                at = piece(files, at, to);
            }
        }

        /// @return where the next one begins
        private long piece(SealedFiles files, long from, long to) {
            long begunPiece = System.nanoTime();
            BooleanSupplier over =
                    () -> isOver() || System.nanoTime() - begunPiece >= PIECE.toNanos();
            long read = 0;
            long readBytes = 0;
            List<SealedFiles.Read> failed = new ArrayList<>();
            long at = from;
            while (at < to && !over.getAsBoolean()) {
                SealedFiles.Some some =
                        files.read(
                                ledger, at, to, most - items, new SealedFiles.Stop(over, ending));
                at = some.next();
                read += some.read().size();
                items += some.read().size();
                for (SealedFiles.Read one : some.read()) {
                    readBytes += one.bytes();
                    if (one.finding().isPresent()) {
                        failed.add(one);
                        findings.add(one.finding().get());
                    }
                }
            }
            bytes += readBytes;
            if (read > 0) {
                remember(
                        new Stretch(
                                clock.instant(), from, at, read, readBytes, failed.size(), deep),
                        failed);
            }
            return at;
        }

        private boolean isOver() {
            boolean late =
                    portion.longest()
                            .filter(longest -> System.nanoTime() - begun >= longest.toNanos())
                            .isPresent();
            return late || items >= most || ending.getAsBoolean();
        }

        /// Nothing is entered into a ledger that was found tampered with; the findings say so.
        private void remember(Stretch stretch, List<SealedFiles.Read> failed) {
            by.get()
                    .filter(actor -> !ledger.isRefused())
                    .ifPresent(
                            actor ->
                                    enter(
                                            actor,
                                            stretch,
                                            failed.stream().map(SealedFiles.Read::item).toList()));
        }
    }

    private long count() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select count(*) from item")
                                .query(Long.class)
                                .single());
    }

    private void enter(ActorId by, Stretch stretch, List<ItemId> failed) {
        UUID id = UUID.randomUUID();
        List<Entry> entries = new ArrayList<>();
        entries.add(
                Entry.of(Act.VERIFIED, stretch.failed(), stretch.endedAt(), by, id)
                        .committing(Digest.ABSENT, Digest.ABSENT, stretch.record()));
        for (ItemId item : failed) {
            entries.add(Entry.of(Act.VERIFIED, 1, stretch.endedAt(), by, item.value()));
        }
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    long position = ledger.append(transaction, entries);
                    transaction
                            .sql()
                            .sql("insert into fixity values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                            .params(
                                    position,
                                    id,
                                    Timestamp.from(stretch.endedAt()),
                                    stretch.from(),
                                    stretch.to(),
                                    stretch.items(),
                                    stretch.bytes(),
                                    stretch.failed(),
                                    stretch.deep())
                            .update();
                });
    }

    static Stretch stretch(ResultSet row) throws SQLException {
        return new Stretch(
                row.getTimestamp("ended_at").toInstant(),
                row.getLong("from_position"),
                row.getLong("to_position"),
                row.getLong("items"),
                row.getLong("bytes"),
                row.getInt("failed"),
                row.getBoolean("deep"));
    }

    /// Where the next run begins.
    private long next() {
        return newest().map(Stretch::to).orElse(0L);
    }

    /// The stretch that was read last.
    public Optional<Stretch> newest() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select * from fixity order by position desc limit 1")
                                .query((row, number) -> stretch(row))
                                .optional());
    }

    /// When the sealed file received at a position was last read, in a run; empty when it never
    /// was. Whether it was found right then is in the item's own history.
    public Optional<Instant> lastRead(long position) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select ended_at from fixity where from_position <= ? and to_position > ?
                                        order by position desc limit 1
                                        """)
                                .params(position, position)
                                .query((row, number) -> row.getTimestamp(1).toInstant())
                                .optional());
    }

    /// An item that did not hold when it was proven, by whoever asked for it or in a run over many,
    /// and that nothing since has found right.
    ///
    /// @param at when it did not hold, the last time
    /// @param deep whether its plain bytes were compared then; shallow reading does not clear it
    public record Failure(ItemId item, Instant at, boolean deep) {}

    /// A proof of one item, and a run that says so of itself, also compare the plain bytes. What
    /// did not hold then is found right by another such one alone: sealed bytes may be the same as
    /// ever and open no more. A run has the entries of those that failed right after its own. Act
    /// and code are written out as the index of failures (V135) has them.
    private static final String FAILURES =
            """
            with failure as (
                select i.id, i.position as received, e.position, e.time, coalesce(
                       (select f.deep from fixity f
                        where f.position < e.position and e.position <= f.position + f.failed
                        order by f.position desc limit 1), true) as deep
                from ledger_entry e join item i on i.id = e.object
                where e.act = 80 and substring(e.leaf from 7 for 4) <> '\\x00000000'::bytea
                  and i.erased is null and %s)
            select a.id, max(a.time) as time, bool_or(a.deep) as deep from failure a
            where not exists (
                    select from ledger_entry h
                    where h.object = a.id and h.position > a.position
                      and h.act = 80 and substring(h.leaf from 7 for 4) = '\\x00000000'::bytea)
              and not exists (
                    select from fixity f
                    where f.position > a.position and (f.deep or not a.deep)
                      and f.from_position <= a.received and a.received < f.to_position
                      and not exists (
                            select from ledger_entry b
                            where b.object = a.id and b.act = 80
                              and f.position < b.position and b.position <= f.position + f.failed))
            group by a.id order by a.id
            """;

    /// Of all items that this actor may know of. What was erased is left out.
    public List<Failure> failures(Clearance by) {
        return failures(by, "true", Map.of());
    }

    /// Of one item.
    public Optional<Failure> failure(Clearance by, ItemId item) {
        return failures(by, "e.object = :item", Map.of("item", item.value())).stream().findFirst();
    }

    private List<Failure> failures(Clearance by, String which, Map<String, ?> parameters) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(FAILURES.formatted(which))
                                .params(parameters)
                                .query(
                                        (row, number) ->
                                                new Failure(
                                                        new ItemId(row.getObject("id", UUID.class)),
                                                        row.getTimestamp("time").toInstant(),
                                                        row.getBoolean("deep")))
                                .list());
    }

    /// How far back it goes that everything was read.
    ///
    /// @param items how many sealed files there are
    /// @param never how many of them were never read anew since they were received
    /// @param oldest when the one was read that was read longest ago; empty when none ever was
    public record Coverage(long items, long never, Optional<Instant> oldest) {}

    /// Of all sealed files.
    public Coverage coverage() {
        return database.as(
                Clearance.SYSTEM,
                transaction -> {
                    List<Stretch> newestFirst =
                            transaction
                                    .sql()
                                    .sql("select * from fixity order by position desc")
                                    .query((row, number) -> stretch(row))
                                    .list();
                    long left =
                            transaction
                                    .sql()
                                    .sql("select count(*) from item")
                                    .query(Long.class)
                                    .single();
                    long items = left;
                    Optional<Instant> oldest = Optional.empty();
                    // What newer stretches have left, piece by piece: older ones count for it.
                    Gaps open = new Gaps(ledger.size());
                    for (Stretch stretch : newestFirst) {
                        for (long[] gap : open.fill(stretch.from(), stretch.to())) {
                            long here =
                                    transaction
                                            .sql()
                                            .sql(
                                                    "select count(*) from item where position >= ? and position < ?")
                                            .params(gap[0], gap[1])
                                            .query(Long.class)
                                            .single();
                            if (here > 0) {
                                oldest = Optional.of(stretch.endedAt());
                                left -= here;
                            }
                        }
                        if (left == 0) {
                            break;
                        }
                    }
                    return new Coverage(items, left, oldest);
                });
    }

    /// Positions that nothing covers yet.
    private static final class Gaps {
        private final TreeMap<Long, Long> open = new TreeMap<>();

        Gaps(long size) {
            open.put(0L, size);
        }

        /// @return what of this was open until now
        List<long[]> fill(long from, long to) {
            List<long[]> filled = new ArrayList<>();
            Long first = open.floorKey(from);
            var touched = new TreeMap<>(open.subMap(first == null ? from : first, true, to, false));
            touched.forEach(
                    (start, end) -> {
                        if (end <= from) {
                            return;
                        }
                        open.remove(start);
                        if (start < from) {
                            open.put(start, from);
                        }
                        if (end > to) {
                            open.put(to, end);
                        }
                        filled.add(new long[] {Math.max(start, from), Math.min(end, to)});
                    });
            return filled;
        }
    }
}
