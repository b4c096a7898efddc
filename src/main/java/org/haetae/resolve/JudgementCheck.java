package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.haetae.resolve.JudgementRows.Row;

/// Compares judgements with the ledger, both ways. Changes nothing.
final class JudgementCheck {

    private static final int AT_ONCE = 2_000;
    private static final Set<Act> ACTS =
            Stream.of(Verdict.values()).map(Verdict::act).collect(Collectors.toSet());

    private final Database database;
    private final Ledger ledger;
    private final Set<UUID> erased;
    private final List<Finding> findings = new ArrayList<>();

    JudgementCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
        this.erased = ledger.objects(Set.of(Act.ERASED));
    }

    List<Finding> findings() {
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, AT_ONCE);
            if (entries.isEmpty()) {
                strays(position, Long.MAX_VALUE, List.of());
                return findings;
            }
            long last = entries.getLast().position();
            strays(
                    position,
                    last,
                    entries.stream().filter(one -> ACTS.contains(one.entry().act())).toList());
            position = last;
        }
    }

    /// Entries and rows of one stretch of the ledger belong to each other one by one. A row that
    /// does not even read hides no other: it is looked for by halves.
    private void strays(long after, long last, List<Recorded> recorded) {
        try {
            compare(after, last, recorded);
        } catch (IllegalArgumentException | NullPointerException e) {
            if (last - after == 1) {
                findings.add(
                        recorded.isEmpty()
                                ? ResolveCode.JUDGEMENT_STRAY.at(
                                        "position " + last, "a row", "no row without an entry")
                                : ResolveCode.JUDGEMENT_ALTERED.at(
                                        recorded.getFirst().entry().object(),
                                        "a row that cannot be read",
                                        "what was recorded at ledger position " + last));
                return;
            }
            long middle = after + ((last - after) >>> 1);
            strays(
                    after,
                    middle,
                    recorded.stream().filter(one -> one.position() <= middle).toList());
            strays(middle, last, recorded.stream().filter(one -> one.position() > middle).toList());
        }
    }

    private void compare(long after, long last, List<Recorded> recorded) {
        var rows =
                database
                        .as(
                                Clearance.SYSTEM,
                                transaction ->
                                        JudgementRows.select(
                                                transaction,
                                                "position > ? and position <= ?",
                                                List.of(after, last)))
                        .stream()
                        .collect(Collectors.toMap(row -> row.judgement().position(), row -> row));
        for (var one : recorded) {
            var row = rows.remove(one.position());
            var subject = one.entry().object();
            var expected = "what was recorded at ledger position " + one.position();
            if (row == null) {
                findings.add(ResolveCode.JUDGEMENT_MISSING.at(subject, "no row", expected));
            } else if (!fits(row, one)) {
                findings.add(
                        ResolveCode.JUDGEMENT_ALTERED.at(subject, "another judgement", expected));
            }
        }
        rows.values()
                .forEach(
                        row ->
                                findings.add(
                                        ResolveCode.JUDGEMENT_STRAY.at(
                                                row.judgement().one(),
                                                "a row",
                                                "no row without an entry")));
    }

    private boolean fits(Row row, Recorded one) {
        var sealed = row.sealed();
        return row.commitment().equals(one.entry().record())
                && row.judgement().one().value().equals(one.entry().object())
                && row.judgement().verdict().number() == one.entry().code()
                && row.judgement().verdict().act() == one.entry().act()
                && (sealed == null
                        ? row.items().stream().anyMatch(item -> erased.contains(item.value()))
                        : Arrays.equals(Digest.sha256(sealed).bytes(), row.digest()));
    }
}
