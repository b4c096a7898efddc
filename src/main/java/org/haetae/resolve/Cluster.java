package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.haetae.casebook.EntityId;

/// Entities that are one by what was judged, as one reader may know of it.
///
/// It follows from the judgements alone. Of each two entities the last one counts. Those judged the
/// same are joined in the order in which that was judged, unless two that were judged different
/// would come together: such a judgement joins nothing and is told as a contradiction.
///
/// @param members in the order of their ids; always the entity asked for, alone where nothing was
///   judged
/// @param judgements that count, of any two of which one is a member
/// @param contradictions judgements `same` that a judgement `different` keeps from joining
public record Cluster(
        List<EntityId> members, List<Judgement> judgements, List<Judgement> contradictions) {

    private static final Comparator<EntityId> BY_ID = Comparator.comparing(EntityId::toString);

    public Cluster {
        members = List.copyOf(members);
        judgements = List.copyOf(judgements);
        contradictions = List.copyOf(contradictions);
    }

    /// @param told all judgements that are connected with the entity by judgements `same`, and
    ///   those of any two of them, in the order in which they were made
    static Cluster of(EntityId id, List<Judgement> told) {
        Map<Two, Judgement> last = new LinkedHashMap<>();
        for (var judgement : told) {
            var two = new Two(judgement.one(), judgement.other());
            last.remove(two);
            last.put(two, judgement);
        }
        Map<EntityId, SortedSet<EntityId>> sets = new HashMap<>();
        var contradictions = new ArrayList<Judgement>();
        for (var judgement : last.values()) {
            if (judgement.verdict() == Verdict.SAME && !join(sets, last, judgement)) {
                contradictions.add(judgement);
            }
        }
        var members = set(sets, id);
        return new Cluster(
                List.copyOf(members),
                last.values().stream().filter(one -> touches(members, one)).toList(),
                contradictions.stream().filter(one -> touches(members, one)).toList());
    }

    private static boolean touches(SortedSet<EntityId> members, Judgement judgement) {
        return members.contains(judgement.one()) || members.contains(judgement.other());
    }

    private static SortedSet<EntityId> set(Map<EntityId, SortedSet<EntityId>> sets, EntityId id) {
        return sets.computeIfAbsent(
                id,
                alone -> {
                    var set = new TreeSet<>(BY_ID);
                    set.add(alone);
                    return set;
                });
    }

    private static boolean join(
            Map<EntityId, SortedSet<EntityId>> sets, Map<Two, Judgement> last, Judgement same) {
        var one = set(sets, same.one());
        var other = set(sets, same.other());
        if (one == other) {
            return true;
        }
        for (var judgement : last.values()) {
            if (judgement.verdict() == Verdict.DIFFERENT
                    && (one.contains(judgement.one()) && other.contains(judgement.other())
                            || one.contains(judgement.other())
                                    && other.contains(judgement.one()))) {
                return false;
            }
        }
        one.addAll(other);
        other.forEach(id -> sets.put(id, one));
        return true;
    }
}
