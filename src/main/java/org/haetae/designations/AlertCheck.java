package org.haetae.designations;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;

/// Compares alerts and their dismissals with the ledger, both ways. Changes nothing.
final class AlertCheck {

    private static final int AT_ONCE = 2_000;
    private static final String STRETCH = "position > ? and position <= ?";

    private final Database database;
    private final Ledger ledger;
    private final List<Finding> findings = new ArrayList<>();

    AlertCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    List<Finding> findings() {
        long position = Ledger.START;
        while (true) {
            var entries = ledger.after(position, AT_ONCE);
            long last = entries.isEmpty() ? Long.MAX_VALUE : entries.getLast().position();
            compare(position, last, entries);
            if (entries.isEmpty()) {
                return findings;
            }
            position = last;
        }
    }

    /// What a row says that its entry says too.
    private record Said(Act act, int code, Digest commitment) {}

    /// Entries and rows of one stretch of the ledger belong to each other one by one.
    private void compare(long after, long last, List<Recorded> entries) {
        var rows = rows(after, last);
        for (var one : entries) {
            var act = one.entry().act();
            if (act != Act.ALERTED && act != Act.ALERT_DISMISSED) {
                continue;
            }
            var row = rows.remove(one.position());
            var expected = "what was recorded at ledger position " + one.position();
            if (row == null) {
                findings.add(AlertCode.ALERT_MISSING.at(one.entry().object(), "no row", expected));
            } else if (!row.equals(new Said(act, one.entry().code(), one.entry().record()))) {
                findings.add(
                        AlertCode.ALERT_ALTERED.at(one.entry().object(), "another row", expected));
            }
        }
        rows.keySet()
                .forEach(
                        position ->
                                findings.add(
                                        AlertCode.ALERT_STRAY.at(
                                                position, "a row", "no row without an entry")));
    }

    private Map<Long, Said> rows(long after, long last) {
        var rows = new HashMap<Long, Said>();
        var stretch = List.of(after, last);
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    AlertRows.alerts(transaction, STRETCH, stretch)
                            .forEach(
                                    row ->
                                            rows.put(
                                                    row.alert().position(),
                                                    new Said(
                                                            Act.ALERTED,
                                                            row.alert().cause().number(),
                                                            row.commitment())));
                    AlertRows.dismissals(transaction, STRETCH, stretch)
                            .forEach(
                                    row ->
                                            rows.put(
                                                    row.position(),
                                                    new Said(
                                                            Act.ALERT_DISMISSED,
                                                            row.reason(),
                                                            row.commitment())));
                });
        return rows;
    }
}
