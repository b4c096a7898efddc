package org.haetae.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;

/// What visitors do, entered in the ledger: that something was viewed, downloaded, searched, by
/// which pseudonym, when. Never what was searched for.
final class Acts {
    private static final Duration WHILE = Duration.ofMinutes(15);
    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<Done, Instant> lately = new LinkedHashMap<>();

    private record Done(ActorId actor, Act act, UUID object) {}

    Acts(Database database, Ledger ledger, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    void record(Visitor visitor, Act act, UUID object) {
        Entry entry = Entry.of(act, clock.instant(), visitor.clearance().actor(), object);
        database.run(
                visitor.clearance(), transaction -> ledger.append(transaction, List.of(entry)));
    }

    /// The same, but turning the pages of one item within a quarter of an hour is one viewing.
    void recordOnceInAWhile(Visitor visitor, Act act, UUID object) {
        Done done = new Done(visitor.clearance().actor(), act, object);
        Instant now = clock.instant();
        synchronized (lately) {
            Instant before = lately.get(done);
            if (before != null && before.plus(WHILE).isAfter(now)) {
                return;
            }
            lately.remove(done);
            lately.put(done, now);
            Iterator<Done> oldest = lately.keySet().iterator();
            while (lately.size() > MOST_REMEMBERED) {
                oldest.next();
                oldest.remove();
            }
        }
        record(visitor, act, object);
    }

    List<Recorded> history(UUID object) {
        return ledger.history(object);
    }
}
