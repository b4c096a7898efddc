package org.haetae.designations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.RowCheck;

/// Compares alerts and their dismissals with the ledger, both ways. Changes nothing.
final class AlertCheck {

    private static final String STRETCH = "position > ? and position <= ?";

    private final Database database;
    private final Ledger ledger;

    AlertCheck(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /// What a row says that its entry says too.
    private record Said(long position, Act act, int code, Digest commitment) {}

    List<Finding> findings() {
        return new RowCheck<>(
                        ledger,
                        Set.of(Act.ALERTED, Act.ALERT_DISMISSED),
                        this::rows,
                        (row, entry) ->
                                row.act() == entry.act()
                                        && row.code() == entry.code()
                                        && row.commitment().equals(entry.record()),
                        Said::position,
                        new RowCheck.Codes(
                                AlertCode.ALERT_ALTERED::at,
                                AlertCode.ALERT_MISSING::at,
                                AlertCode.ALERT_STRAY::at))
                .findings();
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
                                            put(
                                                    rows,
                                                    row.alert().position(),
                                                    Act.ALERTED,
                                                    row.alert().cause().number(),
                                                    row.commitment()));
                    AlertRows.dismissals(transaction, STRETCH, stretch)
                            .forEach(
                                    row ->
                                            put(
                                                    rows,
                                                    row.position(),
                                                    Act.ALERT_DISMISSED,
                                                    row.reason(),
                                                    row.commitment()));
                });
        return rows;
    }

    private static void put(
            Map<Long, Said> rows, long position, Act act, int code, Digest commitment) {
        rows.put(position, new Said(position, act, code, commitment));
    }
}
