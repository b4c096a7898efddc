package org.haetae.resolve;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.resolve.Proposals.Pair;
import org.jspecify.annotations.Nullable;

/// What waits to be judged, for people who look at page after page: worked out for each reader and
/// remembered for a while, as ids and figures alone. Whatever is said of a pair is read anew when
/// it is shown, so that nothing is told that was withheld or erased meanwhile.
public final class Pending {

    /// After so long consents and compartments may have changed.
    private static final Duration NEW = Duration.ofMinutes(1);

    private static final int MOST_KEPT = 60;

    /// Pairs of a front: some hours of judging.
    private static final int ENOUGH = 200;

    /// A page that waits for more entities than these to be weighed, all with all, is waited for
    /// too long, and where each has twenty claims and several names they fill the heap of a server:
    /// then only the front of the queue is worked out. `haetae resolve` weighs any number.
    private static final int MOST_WEIGHED = 5_000;

    private record Key(Clearance by, String kind) {}

    private record Kept(Instant at, long newest, boolean front, List<Pair> pairs) {

        boolean serves(Instant now, long known) {
            return (front || newest == known) && !at.plus(NEW).isBefore(now);
        }
    }

    private final Casebook casebook;
    private final Proposals proposals;
    private final Clock clock;
    private final Map<Key, Kept> kept = new LinkedHashMap<>();
    private final Object weighing = new Object();

    public Pending(Casebook casebook, Proposals proposals, Clock clock) {
        this.casebook = casebook;
        this.proposals = proposals;
        this.clock = clock;
    }

    /// Pairs of a kind, in the order of [Proposals#pairs]: all, or of a kind of more than 5,000
    /// entities those that come first, where what was recorded in the last minute may be missing.
    public List<Pair> pairs(Clearance by, String kind) {
        return proposals.unjudged(by, kept(new Key(by, kind), casebook.newest(by)).pairs());
    }

    private Kept kept(Key key, long newest) {
        var there = remembered(key);
        if (there != null && there.serves(clock.instant(), newest)) {
            return there;
        }
        // One at a time: weighing takes memory, and the next who waits often finds it done.
        synchronized (weighing) {
            there = remembered(key);
            var now = clock.instant();
            if (there != null && there.serves(now, newest)) {
                return there;
            }
            var by = key.by();
            boolean front = proposals.count(by, key.kind()) > MOST_WEIGHED;
            var weighed =
                    new Kept(
                            now,
                            newest,
                            front,
                            front
                                    ? proposals.front(by, key.kind(), ENOUGH)
                                    : proposals.pairs(by, key.kind()));
            synchronized (kept) {
                kept.remove(key);
                kept.put(key, weighed);
                if (kept.size() > MOST_KEPT) {
                    kept.remove(kept.keySet().iterator().next());
                }
            }
            return weighed;
        }
    }

    private @Nullable Kept remembered(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }
}
