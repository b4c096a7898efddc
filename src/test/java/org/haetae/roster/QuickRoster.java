package org.haetae.roster;

import java.time.Clock;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Ledger;

/// A roster like any other, whose passwords cost little to hash: tests sign in some thousand times.
public final class QuickRoster {

    private QuickRoster() {}

    public static Roster of(Home home, Database database, Ledger ledger, Clock clock) {
        return new Roster(home, database, ledger, clock, new Password.Cost(64, 1, 1));
    }
}
