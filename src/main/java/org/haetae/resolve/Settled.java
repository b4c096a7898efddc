package org.haetae.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.casebook.EntityId;

/// Which pairs need no judgement any more: those judged the same or different, and those that are
/// one by way of others.
final class Settled {

    private final List<Judgement> told;
    private final Map<Set<EntityId>, Verdict> last = new HashMap<>();
    private final Set<EntityId> joined = new HashSet<>();
    private final Map<EntityId, Cluster> clusters = new HashMap<>();

    /// @param told in the order in which they were made
    Settled(List<Judgement> told) {
        this.told = told;
        for (var judgement : told) {
            last.put(Set.of(judgement.one(), judgement.other()), judgement.verdict());
            if (judgement.verdict() == Verdict.SAME) {
                joined.add(judgement.one());
                joined.add(judgement.other());
            }
        }
    }

    boolean has(EntityId one, EntityId other) {
        var verdict = last.get(Set.of(one, other));
        return verdict == Verdict.SAME
                || verdict == Verdict.DIFFERENT
                || joined.contains(one)
                        && joined.contains(other)
                        && clusters.computeIfAbsent(one, id -> Cluster.of(id, told))
                                .members()
                                .contains(other);
    }
}
