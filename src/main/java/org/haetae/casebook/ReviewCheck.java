package org.haetae.casebook;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.ReviewRows.Row;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;

/// Compares the steps of reviews with the ledger, both ways. Changes nothing.
final class ReviewCheck {

    private static final Set<Act> ACTS =
            Stream.of(Step.What.values()).map(Step.What::act).collect(Collectors.toSet());

    private final Database database;
    private final Ledger ledger;
    private final Set<UUID> erased;

    ReviewCheck(Database database, Ledger ledger) {
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
                        row -> row.step().subject(),
                        new RowCheck.Codes(
                                CasebookCode.STEP_ALTERED::at,
                                CasebookCode.STEP_MISSING::at,
                                CasebookCode.STEP_STRAY::at))
                .findings();
    }

    private Map<Long, Row> rows(long after, long last) {
        return database
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                ReviewRows.select(
                                        transaction,
                                        "position > ? and position <= ?",
                                        List.of(after, last)))
                .stream()
                .collect(Collectors.toMap(Row::position, row -> row));
    }

    private boolean fits(Row row, Entry entry) {
        var sealed = row.sealed();
        return row.commitment().equals(entry.record())
                && row.step().subject().equals(entry.object())
                && row.step().what().number() == entry.code()
                && (sealed == null
                        ? row.digest() == null
                                || row.items().stream()
                                        .anyMatch(item -> erased.contains(item.value()))
                        : Arrays.equals(Digest.sha256(sealed).bytes(), row.digest()));
    }
}
