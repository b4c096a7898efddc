package org.haetae.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.custody.Custody;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;

/// Compares dossiers that left, and the numbers of exhibits and witnesses, with the ledger, both
/// ways: who takes a number away or puts another there makes the next dossier call something by a
/// name that a court knows as something else.
final class ReportCheck {

    /// A row, as far as its entry says the same.
    private record Kept(
            long position, Act act, UUID object, int code, Digest content, Digest record) {

        static Kept of(ResultSet row, Numbered one) throws SQLException {
            return new Kept(
                    row.getLong("position"),
                    Act.NUMBERED,
                    one.inCase().value(),
                    one.code(),
                    Digest.ABSENT,
                    one.record());
        }

        static Kept of(ResultSet row, KeptDossier one) throws SQLException {
            return new Kept(
                    row.getLong("position"),
                    Act.EXPORTED,
                    one.id(),
                    Custody.DOSSIER_WHOLE,
                    one.content(),
                    one.record());
        }

        boolean fits(Entry entry) {
            return act == entry.act()
                    && object.equals(entry.object())
                    && code == entry.code()
                    && content.equals(entry.content())
                    && record.equals(entry.record());
        }
    }

    private interface Reading {
        Kept of(ResultSet row) throws SQLException;
    }

    private final Database database;
    private final Ledger ledger;

    ReportCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    List<Finding> findings() {
        return Stream.concat(rows().stream(), unentered().stream()).toList();
    }

    private List<Finding> rows() {
        return new RowCheck<Kept>(
                        ledger,
                        Set.of(Act.NUMBERED, Act.EXPORTED),
                        this::between,
                        Kept::fits,
                        Kept::object,
                        new RowCheck.Codes(
                                ReportCode.ROW_ALTERED::at,
                                ReportCode.ROW_MISSING::at,
                                ReportCode.ROW_STRAY::at),
                        // Of what else is exported there is no row.
                        entry ->
                                entry.act() == Act.NUMBERED
                                        || entry.code() == Custody.DOSSIER_WHOLE)
                .findings();
    }

    private Map<Long, Kept> between(long after, long last) {
        var rows = new HashMap<Long, Kept>();
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    for (var kind : Numbered.Kind.values()) {
                        read(
                                transaction,
                                kind.table(),
                                after,
                                last,
                                row -> Kept.of(row, Numbered.of(kind, row)),
                                rows);
                    }
                    read(
                            transaction,
                            "dossier",
                            after,
                            last,
                            row -> Kept.of(row, KeptDossier.of(row)),
                            rows);
                });
        return rows;
    }

    private static void read(
            Transaction transaction,
            String table,
            long after,
            long last,
            Reading reading,
            Map<Long, Kept> rows) {
        transaction
                .sql()
                .sql("select * from %s where position > ? and position <= ?".formatted(table))
                .params(after, last)
                .query((row, number) -> reading.of(row))
                .list()
                .forEach(one -> rows.put(one.position(), one));
    }

    /// Rows without the position of an entry: there is none that was written so.
    private List<Finding> unentered() {
        return Stream.of("exhibit", "witness_number", "dossier")
                .flatMap(table -> unentered(table).stream())
                .toList();
    }

    private List<Finding> unentered(String table) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select * from %s where position is null".formatted(table))
                                .query(
                                        (row, number) ->
                                                ReportCode.ROW_STRAY.at(
                                                        row.getObject(
                                                                table.equals("dossier")
                                                                        ? "id"
                                                                        : "case_file",
                                                                UUID.class),
                                                        "a row of the table " + table,
                                                        "no row without an entry"))
                                .list());
    }
}
