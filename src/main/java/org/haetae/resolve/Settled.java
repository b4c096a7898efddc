package org.haetae.resolve;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.casebook.EntityId;

/// Which pairs need no judgement of one reader any more: those judged the same or different, those
/// that are one by way of others, and those of which this reader was the last to be unsure, which
/// now wait for somebody else.
final class Settled {

    private final List<Judgement> told;
    private final ActorId reader;
    private final Map<Set<EntityId>, Judgement> last = new HashMap<>();
    private final Set<EntityId> joined = new HashSet<>();
    private final Map<EntityId, Cluster> clusters = new HashMap<>();

    /// @param told in the order in which they were made
    Settled(ActorId reader, List<Judgement> told) {
        this.reader = reader;
        this.told = told;
        for (var judgement : told) {
            last.put(Set.of(judgement.one(), judgement.other()), judgement);
            if (judgement.verdict() == Verdict.SAME) {
                joined.add(judgement.one());
                joined.add(judgement.other());
            }
        }
    }

    boolean has(EntityId one, EntityId other) {
        var judgement = last.get(Set.of(one, other));
        return judgement != null
                        && (judgement.verdict() != Verdict.UNSURE || judgement.by().equals(reader))
                || joined.contains(one)
                        && joined.contains(other)
                        && clusters.computeIfAbsent(one, id -> Cluster.of(id, told))
                                .members()
                                .contains(other);
    }
}
