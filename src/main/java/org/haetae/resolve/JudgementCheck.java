package org.haetae.resolve;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;
import org.haetae.resolve.JudgementRows.Row;

/// Compares judgements with the ledger, both ways. Changes nothing.
final class JudgementCheck {

    private static final Set<Act> ACTS =
            Stream.of(Verdict.values()).map(Verdict::act).collect(Collectors.toSet());

    private final Database database;
    private final Ledger ledger;
    private final Set<UUID> erased;

    JudgementCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
        this.erased = ledger.objects(Set.of(Act.ERASED));
    }

    List<Finding> findings() {
        return new RowCheck<>(
                        ledger,
                        ACTS,
                        this::rows,
                        this::fits,
                        row -> row.judgement().one(),
                        new RowCheck.Codes(
                                ResolveCode.JUDGEMENT_ALTERED::at,
                                ResolveCode.JUDGEMENT_MISSING::at,
                                ResolveCode.JUDGEMENT_STRAY::at))
                .findings();
    }

    private Map<Long, Row> rows(long after, long last) {
        return database
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                JudgementRows.select(
                                        transaction,
                                        "position > ? and position <= ?",
                                        List.of(after, last)))
                .stream()
                .collect(Collectors.toMap(row -> row.judgement().position(), row -> row));
    }

    private boolean fits(Row row, Entry entry) {
        var sealed = row.sealed();
        return row.commitment().equals(entry.record())
                && row.judgement().one().value().equals(entry.object())
                && row.judgement().verdict().number() == entry.code()
                && row.judgement().verdict().act() == entry.act()
                && (sealed == null
                        ? row.items().stream().anyMatch(item -> erased.contains(item.value()))
                        : Arrays.equals(Digest.sha256(sealed).bytes(), row.digest()));
    }
}
