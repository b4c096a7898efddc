package org.haetae.casebook;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.ClaimRows.Row;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import tools.jackson.core.JacksonException;

/// Compares the casebook with the ledger, entry by entry, and then looks for rows that no entry
/// speaks of. Changes nothing.
final class CasebookCheck {

    private static final int AT_ONCE = 2_000;

    /// The ledger cuts times to the microsecond, the database rounds them.
    private static final Duration ROUNDING = Duration.ofNanos(1_000);

    private final Database database;
    private final Ledger ledger;
    private final Set<Act> acts;

    /// What was erased, each with the numbers of the decisions.
    private final Map<UUID, Set<Integer>> erased;

    private final List<Finding> findings = new ArrayList<>();

    CasebookCheck(Database database, Ledger ledger, Set<Act> acts) {
        this.database = database;
        this.ledger = ledger;
        this.acts = acts;
        this.erased = ledger.codes(Act.ERASED);
    }

    List<Finding> findings() {
        long position = Ledger.START;
        long versions = 0;
        while (true) {
            var entries = ledger.after(position, AT_ONCE);
            if (entries.isEmpty()) {
                break;
            }
            position = entries.getLast().position();
            var recorded =
                    entries.stream().filter(one -> acts.contains(one.entry().act())).toList();
            versions += recorded.size();
            compare(recorded);
        }
        strays(versions);
        citations();
        return findings;
    }

    private void compare(List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            return;
        }
        try {
            var rows = rows(recorded);
            compare(recorded, rows, followers(rows.values().stream().flatMap(List::stream)));
        } catch (IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | ArithmeticException
                | DateTimeException
                | JacksonException e) {
            // A row that does not even read hides no other: it is looked for by halves.
            if (recorded.size() == 1) {
                var one = recorded.getFirst();
                findings.add(
                        CasebookCode.ROW_ALTERED.at(
                                one.entry().object(),
                                "a row that cannot be read",
                                "what was recorded at ledger position " + one.position()));
                return;
            }
            int half = recorded.size() / 2;
            compare(recorded.subList(0, half));
            compare(recorded.subList(half, recorded.size()));
        }
    }

    private void compare(
            List<Recorded> recorded, Map<Long, List<Row>> rows, Map<Version, Row> next) {
        for (var one : recorded) {
            var here = rows.getOrDefault(one.position(), List.of());
            var subject = one.entry().object();
            var expected = "what was recorded at ledger position " + one.position();
            if (here.isEmpty()) {
                findings.add(CasebookCode.ROW_MISSING.at(subject, "no row", expected));
                continue;
            }
            // Of several at one position the one that fits; the others somebody else put there.
            var row = here.stream().filter(it -> fits(it, one)).findFirst().orElse(here.getFirst());
            if (!fits(row, one) || !ended(row, next)) {
                findings.add(
                        CasebookCode.ROW_ALTERED.at(
                                subject, "version " + row.claim().version(), expected));
            }
            here.stream()
                    .filter(it -> it != row)
                    .forEach(it -> findings.add(stray(it.claim().id().value())));
        }
    }

    private static Finding stray(UUID claim) {
        return CasebookCode.ROW_STRAY.at(claim, "a row", "no row without an entry");
    }

    private boolean fits(Row row, Recorded one) {
        var claim = row.claim();
        var salt = row.salt();
        boolean committed =
                claim.erased().isPresent()
                        ? isErased(row, claim.erased().getAsInt())
                        : salt != null
                                && Commitment.record(salt, Digest.sha256(row.canonical()))
                                        .equals(one.entry().record());
        return committed
                && claim.id().value().equals(one.entry().object())
                && claim.status().number() == one.entry().code()
                // Once the salt is erased, this alone stands for who recorded it and when.
                && claim.by().equals(one.entry().actor())
                && Duration.between(claim.at(), one.entry().time()).abs().compareTo(ROUNDING) <= 0
                && row.citations().stream().allMatch(this::sealedAsCited)
                && findable(row);
    }

    /// All that it rested on was erased, one of it by this decision, and its words are gone with
    /// it.
    private boolean isErased(Row row, int decision) {
        var claim = row.claim();
        return claim.value().isEmpty()
                && row.sealedValue() == null
                && row.salt() == null
                && claim.reason().isEmpty()
                && claim.grade().reason().isEmpty()
                && row.citations().stream().allMatch(cited -> !decisions(cited).isEmpty())
                && row.citations().stream().anyMatch(cited -> decisions(cited).contains(decision));
    }

    private Set<Integer> decisions(ClaimRows.CitationRow citation) {
        return erased.getOrDefault(citation.item().value(), Set.of());
    }

    private boolean sealedAsCited(ClaimRows.CitationRow citation) {
        var sealed = citation.sealed();
        return sealed == null
                ? !decisions(citation).isEmpty()
                : Arrays.equals(Digest.sha256(sealed).bytes(), citation.digest());
    }

    /// What is computed from the value is read by every question, so it must be as computed.
    private static boolean findable(Row row) {
        return row.findable().equals(Findable.of(row.claim().value()));
    }

    /// A version ends when the next one begins, and not otherwise.
    private static boolean ended(Row row, Map<Version, Row> next) {
        var claim = row.claim();
        var follower = next.get(new Version(claim.id().value(), claim.version() + 1));
        return follower == null
                ? claim.until().isEmpty()
                : claim.until().filter(follower.claim().at()::equals).isPresent();
    }

    private record Version(UUID claim, int version) {}

    private Map<Long, List<Row>> rows(List<Recorded> recorded) {
        var positions = recorded.stream().map(Recorded::position).toArray(Long[]::new);
        return select("position = any(?)", positions).stream()
                .collect(Collectors.groupingBy(row -> row.claim().position()));
    }

    private Map<Version, Row> followers(Stream<Row> rows) {
        var ids = rows.map(row -> row.claim().id().value()).toArray(UUID[]::new);
        var all = new HashMap<Version, Row>();
        select("id = any(?) and version > 1", ids)
                .forEach(
                        row ->
                                all.put(
                                        new Version(
                                                row.claim().id().value(), row.claim().version()),
                                        row));
        return all;
    }

    private List<Row> select(String condition, Object[] array) {
        return database.as(
                Clearance.SYSTEM,
                transaction -> ClaimRows.select(transaction, condition, List.of((Object) array)));
    }

    /// Each version has a position of its own; whatever is more than the entries belongs to none.
    private void strays(long versions) {
        var positions =
                database.as(
                        Clearance.SYSTEM,
                        (Transaction transaction) ->
                                transaction
                                        .sql()
                                        .sql("select count(*) from claim")
                                        .query(Long.class)
                                        .single());
        if (positions > versions) {
            database.run(
                    Clearance.SYSTEM,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql("select id, position from claim order by position")
                                    .query(
                                            row -> {
                                                stray(row.getObject(1, UUID.class), row.getLong(2));
                                            }));
        }
    }

    /// A citation lies where its claim does, and there is none without one.
    private void citations() {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select distinct t.claim, t.version, c.id is null as stray
                                        from citation t left join claim c on c.id = t.claim and c.version = t.version
                                        where c.id is null or c.compartments <> t.compartments
                                        """)
                                .query(
                                        row -> {
                                            var claim = row.getObject(1, UUID.class);
                                            findings.add(
                                                    row.getBoolean(3)
                                                            ? CasebookCode.ROW_STRAY.at(
                                                                    claim,
                                                                    "a citation",
                                                                    "no citation without a claim")
                                                            : CasebookCode.ROW_ALTERED.at(
                                                                    claim,
                                                                    "a citation of version "
                                                                            + row.getInt(2),
                                                                    "the compartments of its claim"));
                                        }));
    }

    private void stray(UUID claim, long position) {
        boolean entered =
                ledger.after(position - 1, 1).stream()
                        .anyMatch(
                                one ->
                                        one.position() == position
                                                && acts.contains(one.entry().act())
                                                && one.entry().object().equals(claim));
        if (!entered) {
            findings.add(stray(claim));
        }
    }
}
