package org.haetae.assess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.haetae.archive.ItemId;
import org.haetae.assess.Tie.Why;

/// Near-copies among items, by their words and pictures. What it has seen it remembers, in memory
/// and of as much as fits; nothing of it is written anywhere.
final class Likeness {

    /// So much of the shorter text stands in the longer one.
    static final int SAME_TEXT = 6_000;

    /// So much do two pictures look alike: 6 of 64 bits differ at the most.
    static final int SAME_PICTURE = 9_000;

    /// What so many texts share is a form, a heading or a formula.
    private static final int COMMON = 40;

    /// So many hashes of its words tell a text from others.
    private static final int MANY = 24;

    /// Which of two is a part of the other can be told only of such.
    private static final double MUCH_LONGER = 1.5;

    private static final int MOST_HASHES = 4_000_000;

    /// An item, and in which reading its words were found.
    private record Seen(long reading, Fingerprint fingerprint) {}

    private final Map<ItemId, Seen> seen = new HashMap<>();
    private final Map<Long, List<ItemId>> having = new HashMap<>();
    private final Map<ItemId, List<Tie>> ties = new HashMap<>();
    private long hashes;

    /// The near-copies among these.
    ///
    /// @param readings of items, by the number of their last reading
    /// @param look makes a fingerprint; what cannot be read has an empty one
    synchronized List<Tie> among(Map<ItemId, Long> readings, Function<ItemId, Fingerprint> look) {
        if (hashes > MOST_HASHES
                || readings.entrySet().stream()
                        .anyMatch(one -> changed(one.getKey(), one.getValue()))) {
            seen.clear();
            having.clear();
            ties.clear();
            hashes = 0;
        }
        readings.keySet().stream()
                .filter(item -> !seen.containsKey(item))
                .sorted(Comparator.comparing(ItemId::toString))
                .forEach(item -> add(item, readings.get(item), look.apply(item)));
        var found = new ArrayList<Tie>();
        for (var item : readings.keySet()) {
            for (var tie : ties.getOrDefault(item, List.of())) {
                if (tie.one().equals(item.value())
                        && readings.containsKey(new ItemId(tie.other()))) {
                    found.add(tie);
                }
            }
        }
        return found;
    }

    private boolean changed(ItemId item, long reading) {
        return Optional.ofNullable(seen.get(item))
                .filter(one -> one.reading() != reading)
                .isPresent();
    }

    private void add(ItemId item, long reading, Fingerprint fingerprint) {
        var shared = new HashMap<ItemId, Integer>();
        for (long hash : fingerprint.hashes()) {
            var holders = having.computeIfAbsent(hash, none -> new ArrayList<>(1));
            if (holders.size() < COMMON) {
                holders.forEach(holder -> shared.merge(holder, 1, Integer::sum));
            }
            holders.add(item);
        }
        hashes += fingerprint.hashes().length;
        shared.forEach((other, count) -> tieText(item, fingerprint, other, count));
        // Of two with words the words tell: pages of type look much alike.
        if (fingerprint.picture().isPresent()) {
            seen.entrySet().stream()
                    .filter(one -> !bothSpeak(fingerprint, one.getValue().fingerprint()))
                    .forEach(
                            one ->
                                    tie(
                                            item,
                                            one.getKey(),
                                            Why.SAME_PICTURE,
                                            fingerprint.resemblance(one.getValue().fingerprint()),
                                            SAME_PICTURE));
        }
        seen.put(item, new Seen(reading, fingerprint));
    }

    private static boolean bothSpeak(Fingerprint one, Fingerprint other) {
        return Math.min(one.hashes().length, other.hashes().length) >= MANY;
    }

    private Fingerprint fingerprint(ItemId item) {
        return seen.get(item).fingerprint();
    }

    private void tieText(ItemId item, Fingerprint its, ItemId other, int shared) {
        int measure = its.containment(fingerprint(other), shared);
        int mine = its.hashes().length;
        int theirs = fingerprint(other).hashes().length;
        if (Math.max(mine, theirs) <= MUCH_LONGER * Math.min(mine, theirs)) {
            tie(item, other, Why.SAME_TEXT, measure, SAME_TEXT);
        } else {
            tie(
                    mine > theirs ? item : other,
                    mine > theirs ? other : item,
                    Why.CONTAINS,
                    measure,
                    SAME_TEXT);
        }
    }

    private void tie(ItemId one, ItemId other, Why why, int measure, int least) {
        if (measure >= least) {
            var tie = new Tie(one.value(), other.value(), why, measure);
            ties.computeIfAbsent(one, none -> new ArrayList<>()).add(tie);
            ties.computeIfAbsent(other, none -> new ArrayList<>()).add(tie);
        }
    }
}
