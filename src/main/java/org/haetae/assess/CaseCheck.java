package org.haetae.assess;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.assess.CaseRows.OfFinding;
import org.haetae.assess.CaseRows.Proof;
import org.haetae.assess.CaseRows.Row;
import org.haetae.assess.CaseRows.Version;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;

/// Compares what is kept of cases with the ledger, both ways. Changes nothing.
final class CaseCheck {

    private static final Set<Act> ACTS =
            Set.of(Act.CASE_KEPT, Act.FOUND, Act.FINDING_JUDGED, Act.ROOT_CORRECTED, Act.TASK_KEPT);

    private static final String BETWEEN = "position > ? and position <= ?";

    private final Database database;
    private final Ledger ledger;
    private final Set<UUID> erased;

    CaseCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
        this.erased = ledger.objects(Set.of(Act.ERASED));
    }

    List<Finding> findings() {
        return Stream.of(rows(), ends("case_file"), ends("finding")).flatMap(List::stream).toList();
    }

    /// A version ends when the next one begins, and at no other time: one that somebody ends would
    /// be gone from every matrix.
    private List<Finding> ends(String table) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select one.id, one.version, one.until, next.at from %1$s one
                                        left join %1$s next on next.id = one.id and next.version = one.version + 1
                                        where one.until is distinct from next.at
                                        order by one.position
                                        """
                                                .formatted(table))
                                .query(
                                        (row, number) ->
                                                AssessCode.ROW_ALTERED.at(
                                                        "%s %s, version %d"
                                                                .formatted(
                                                                        table.replace('_', ' '),
                                                                        row.getString("id"),
                                                                        row.getInt("version")),
                                                        "ended: " + row.getString("until"),
                                                        "ended: " + row.getString("at")))
                                .list());
    }

    private List<Finding> rows() {
        return new RowCheck<Row>(
                        ledger,
                        ACTS,
                        this::rows,
                        this::fits,
                        Row::object,
                        new RowCheck.Codes(
                                AssessCode.ROW_ALTERED::at,
                                AssessCode.ROW_MISSING::at,
                                AssessCode.ROW_STRAY::at))
                .findings();
    }

    private Map<Long, Row> rows(long after, long last) {
        var rows = new HashMap<Long, Row>();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        Stream.of(
                                        CaseRows.cases(transaction, BETWEEN, after, last),
                                        findings(transaction, after, last),
                                        CaseRows.steps(transaction, BETWEEN, after, last),
                                        CaseRows.corrections(transaction, BETWEEN, after, last),
                                        CaseRows.tasks(transaction, BETWEEN, after, last))
                                .flatMap(List::stream)
                                .forEach(row -> rows.put(row.position(), row)));
        return rows;
    }

    private static List<OfFinding> findings(Transaction transaction, long after, long last) {
        var condition = "f.position > ? and f.position <= ?";
        var words = CaseRows.words(transaction, condition, after, last);
        return CaseRows.findings(transaction, condition, after, last).stream()
                .map(
                        row -> {
                            var proof =
                                    words.get(
                                            new Version(
                                                    row.finding().id().value(),
                                                    row.finding().version()));
                            return proof == null ? row : new OfFinding(row.finding(), proof);
                        })
                .toList();
    }

    private boolean fits(Row row, Entry entry) {
        return row.commitment().equals(entry.record())
                && row.object().equals(entry.object())
                && row.act() == entry.act()
                && row.code() == entry.code()
                && (!(row instanceof OfFinding(var finding, Proof proof))
                        || finding.leansOn() == finding.claims().size())
                && fits(row.proof());
    }

    private boolean fits(Proof proof) {
        var sealed = proof.sealed();
        return sealed == null
                ? proof.digest() == null
                        || proof.items().stream().anyMatch(item -> erased.contains(item.value()))
                : Arrays.equals(Digest.sha256(sealed).bytes(), proof.digest());
    }
}
