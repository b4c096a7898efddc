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
    private final Set<UUID> erased;
    private final List<Finding> findings = new ArrayList<>();

    CasebookCheck(Database database, Ledger ledger, Set<Act> acts) {
        this.database = database;
        this.ledger = ledger;
        this.acts = acts;
        this.erased = ledger.objects(Set.of(Act.ERASED));
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
        return findings;
    }

    private void compare(List<Recorded> recorded) {
        if (recorded.isEmpty()) {
            return;
        }
        try {
            var rows = rows(recorded);
            compare(recorded, rows, followers(rows));
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

    private void compare(List<Recorded> recorded, Map<Long, Row> rows, Map<Version, Row> next) {
        for (var one : recorded) {
            var row = rows.get(one.position());
            var subject = one.entry().object();
            var expected = "what was recorded at ledger position " + one.position();
            if (row == null) {
                findings.add(CasebookCode.ROW_MISSING.at(subject, "no row", expected));
            } else if (!fits(row, one) || !ended(row, next)) {
                findings.add(
                        CasebookCode.ROW_ALTERED.at(
                                subject, "version " + row.claim().version(), expected));
            }
        }
    }

    private boolean fits(Row row, Recorded one) {
        var claim = row.claim();
        var salt = row.salt();
        boolean committed =
                claim.erased().isPresent()
                        ? claim.value().isEmpty()
                                && !row.citations().isEmpty()
                                && row.citations().stream()
                                        .allMatch(cited -> erased.contains(cited.item().value()))
                        : salt != null
                                && Commitment.record(salt, Digest.sha256(row.canonical()))
                                        .equals(one.entry().record());
        return committed
                && claim.id().value().equals(one.entry().object())
                && claim.status().number() == one.entry().code()
                // Once the salt is erased, this alone stands for who recorded it and when.
                && claim.by().equals(one.entry().actor())
                && Duration.between(claim.at(), one.entry().time()).abs().compareTo(ROUNDING) <= 0
                && row.citations().stream().allMatch(CasebookCheck::sealedAsCited)
                && findable(row);
    }

    private static boolean sealedAsCited(ClaimRows.CitationRow citation) {
        var sealed = citation.sealed();
        return sealed == null || Arrays.equals(Digest.sha256(sealed).bytes(), citation.digest());
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

    private Map<Long, Row> rows(List<Recorded> recorded) {
        var positions = recorded.stream().map(Recorded::position).toArray(Long[]::new);
        return select("position = any(?)", positions).stream()
                .collect(Collectors.toMap(row -> row.claim().position(), row -> row, (a, b) -> a));
    }

    private Map<Version, Row> followers(Map<Long, Row> rows) {
        var ids = rows.values().stream().map(row -> row.claim().id().value()).toArray(UUID[]::new);
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

    private void stray(UUID claim, long position) {
        boolean entered =
                ledger.after(position - 1, 1).stream()
                        .anyMatch(
                                one ->
                                        one.position() == position
                                                && acts.contains(one.entry().act())
                                                && one.entry().object().equals(claim));
        if (!entered) {
            findings.add(CasebookCode.ROW_STRAY.at(claim, "a row", "no row without an entry"));
        }
    }
}
