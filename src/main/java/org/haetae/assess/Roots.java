package org.haetae.assess;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.archive.ItemId;

/// Which items count once: a source that repeats another, in whatever way, confirms nothing.
///
/// It follows from the ties alone. They join the sets of their two ends, the surest first, unless a
/// person said of two items that would come together that they are independent. What derives from
/// several that stay apart joins none of them: it draws on all, and counts where none of them does.
public final class Roots {

    private static final Comparator<Tie> SUREST =
            Comparator.comparing(Tie::why)
                    .thenComparing(Tie::measure, Comparator.reverseOrder())
                    .thenComparing(tie -> tie.one().toString())
                    .thenComparing(tie -> tie.other().toString());

    /// Things that are one root.
    private static final class Group {
        final Set<UUID> members = new LinkedHashSet<>();
        final List<Tie> ties = new ArrayList<>();
    }

    private final Map<UUID, Group> groups = new HashMap<>();
    private final List<Tie> barriers;
    private final List<Tie> keptApart = new ArrayList<>();
    private final Map<UUID, Integer> numbers = new HashMap<>();
    private final List<Root> all;

    private Roots(Collection<ItemId> items, Collection<Tie> ties) {
        barriers = ties.stream().filter(tie -> tie.why() == Tie.Why.SAID_INDEPENDENT).toList();
        items.forEach(item -> group(item.value()));
        var joining =
                ties.stream()
                        .filter(tie -> tie.why() != Tie.Why.SAID_INDEPENDENT)
                        .sorted(SUREST)
                        .toList();
        joining.stream().filter(tie -> !tie.why().derives()).forEach(this::join);
        var several = derive(joining.stream().filter(tie -> tie.why().derives()).toList());
        all = number(items, several);
    }

    /// The roots of these items.
    ///
    /// @param ties of these and of what lies between them
    public static Roots of(Collection<ItemId> items, Collection<Tie> ties) {
        return new Roots(items, ties);
    }

    /// All of them, the largest first.
    public List<Root> all() {
        return all;
    }

    /// Ties that joined nothing because a person said that two items are independent.
    public List<Tie> keptApart() {
        return List.copyOf(keptApart);
    }

    /// From how many independent roots these items come. An item that was not among those asked for
    /// is a root of its own.
    public int count(Collection<ItemId> of) {
        var simple = new HashSet<Object>();
        List<Root> drawing = new ArrayList<>(0);
        for (var item : of) {
            var number = numbers.get(item.value());
            if (number == null) {
                simple.add(item);
            } else if (all.get(number - 1).drawsOn().isEmpty()) {
                simple.add(number);
            } else {
                drawing.add(all.get(number - 1));
            }
        }
        int count = simple.size();
        if (!drawing.isEmpty()) {
            drawing.sort(
                    Comparator.comparing((Root root) -> root.drawsOn().size())
                            .thenComparing(Root::number));
            for (var root : drawing) {
                if (!simple.contains(root.number())
                        && root.drawsOn().stream().noneMatch(simple::contains)) {
                    simple.add(root.number());
                    simple.addAll(root.drawsOn());
                    count++;
                }
            }
        }
        return count;
    }

    /// The number of the root that an item comes from, from 1; 0 when it was not asked for.
    public int number(ItemId item) {
        return numbers.getOrDefault(item.value(), 0);
    }

    // ---- joining

    private Group group(UUID of) {
        return groups.computeIfAbsent(
                of,
                alone -> {
                    var group = new Group();
                    group.members.add(alone);
                    return group;
                });
    }

    private void join(Tie tie) {
        var one = group(tie.one());
        var other = group(tie.other());
        if (one != other && barriers.stream().anyMatch(barrier -> parts(barrier, one, other))) {
            keptApart.add(tie);
            return;
        }
        var larger = one.members.size() < other.members.size() ? other : one;
        var smaller = larger == one ? other : one;
        if (smaller != larger) {
            larger.members.addAll(smaller.members);
            larger.ties.addAll(smaller.ties);
            smaller.members.forEach(member -> groups.put(member, larger));
        }
        larger.ties.add(tie);
    }

    private static boolean parts(Tie barrier, Group one, Group other) {
        return one.members.contains(barrier.one()) && other.members.contains(barrier.other())
                || one.members.contains(barrier.other()) && other.members.contains(barrier.one());
    }

    /// Joins what derives from one thing to it, again and again, since what it derives from may
    /// have come together by then.
    ///
    /// @return the ties of those that derive from several
    private List<Tie> derive(List<Tie> deriving) {
        var left = deriving;
        while (true) {
            Map<Group, List<Tie>> byGroup = new IdentityHashMap<>();
            left.forEach(
                    tie ->
                            byGroup.computeIfAbsent(group(tie.one()), none -> new ArrayList<>())
                                    .add(tie));
            Set<Group> from = Collections.newSetFromMap(new IdentityHashMap<>());
            byGroup.forEach(
                    (group, ties) -> {
                        if (sources(ties).size() <= 1) {
                            from.add(group);
                        }
                    });
            if (from.isEmpty()) {
                return left;
            }
            var now = new ArrayList<Tie>();
            var later = new ArrayList<Tie>();
            left.forEach(tie -> (from.contains(group(tie.one())) ? now : later).add(tie));
            now.forEach(this::join); // in the order of the ties, never in that of a map
            left = later;
        }
    }

    /// What a group derives from besides itself.
    private Set<Group> sources(List<Tie> ties) {
        Set<Group> sources = Collections.newSetFromMap(new IdentityHashMap<>());
        ties.forEach(tie -> sources.add(group(tie.other())));
        ties.forEach(tie -> sources.remove(group(tie.one())));
        return sources;
    }

    // ---- telling

    private List<Root> number(Collection<ItemId> items, List<Tie> several) {
        Map<Group, Set<ItemId>> asked = new IdentityHashMap<>();
        items.forEach(
                item ->
                        asked.computeIfAbsent(group(item.value()), none -> new LinkedHashSet<>())
                                .add(item));
        Map<Group, Set<Group>> drawing = new IdentityHashMap<>();
        for (var tie : several) {
            drawing.computeIfAbsent(
                            group(tie.one()),
                            none -> Collections.newSetFromMap(new IdentityHashMap<>()))
                    .add(group(tie.other()));
            group(tie.one()).ties.add(tie);
        }
        // Those that somebody asked for come first; of the others only the numbers are told.
        Map<Group, Integer> known = new IdentityHashMap<>();
        asked.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<Group, Set<ItemId>> one) ->
                                                -one.getValue().size())
                                .thenComparing(one -> first(one.getValue())))
                .forEach(one -> known.put(one.getKey(), known.size() + 1));
        drawing.values().stream()
                .flatMap(Set::stream)
                .sorted(Comparator.comparing(group -> first(group.members)))
                .forEach(group -> known.putIfAbsent(group, known.size() + 1));
        asked.forEach(
                (group, its) -> its.forEach(item -> numbers.put(item.value(), known.get(group))));
        return asked.keySet().stream()
                .sorted(Comparator.comparing(known::get))
                .map(
                        group ->
                                new Root(
                                        known.get(group),
                                        asked.get(group),
                                        group.ties,
                                        drawsOn(group, drawing, new HashSet<>()).stream()
                                                .map(known::get)
                                                .collect(Collectors.toSet())))
                .toList();
    }

    private static String first(Collection<?> of) {
        return of.stream().map(Object::toString).min(Comparator.naturalOrder()).orElseThrow();
    }

    /// All that a group draws on, and what these draw on.
    private static Set<Group> drawsOn(
            Group group, Map<Group, Set<Group>> drawing, Set<Group> passed) {
        Set<Group> all = Collections.newSetFromMap(new IdentityHashMap<>());
        if (passed.add(group)) {
            for (var source : drawing.getOrDefault(group, Set.of())) {
                all.add(source);
                all.addAll(drawsOn(source, drawing, passed));
            }
        }
        all.remove(group);
        return all;
    }
}
