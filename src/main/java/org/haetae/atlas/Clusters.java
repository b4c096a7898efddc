package org.haetae.atlas;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Marks that would lie upon each other, taken together.
public final class Clusters {

    private Clusters() {}

    /// @param at where it is drawn: the mean of its members
    /// @param members in the order given
    public record Cluster<T>(Window.Spot at, List<T> members) {
        public Cluster {
            members = List.copyOf(members);
        }
    }

    /// Each mark joins the first cluster whose first member is nearer than the distance. The same
    /// marks in the same order give the same clusters.
    ///
    /// @param apart in units of the drawing
    public static <T> List<Cluster<T>> of(
            List<T> marks, Function<T, Window.Spot> where, double apart) {
        record Cell(long column, long row) {}
        var firsts = new ArrayList<Window.Spot>();
        var members = new ArrayList<List<T>>();
        Map<Cell, List<Integer>> cells = new HashMap<>();
        for (var mark : marks) {
            var at = where.apply(mark);
            long column = (long) Math.floor(at.x() / apart);
            long row = (long) Math.floor(at.y() / apart);
            int found = Integer.MAX_VALUE;
            for (long c = column - 1; c <= column + 1; c++) {
                for (long r = row - 1; r <= row + 1; r++) {
                    for (int one : cells.getOrDefault(new Cell(c, r), List.of())) {
                        var first = firsts.get(one);
                        if (Math.hypot(first.x() - at.x(), first.y() - at.y()) < apart) {
                            found = Math.min(found, one);
                        }
                    }
                }
            }
            if (found == Integer.MAX_VALUE) {
                found = firsts.size();
                firsts.add(at);
                members.add(new ArrayList<>());
                cells.computeIfAbsent(new Cell(column, row), cell -> new ArrayList<>()).add(found);
            }
            members.get(found).add(mark);
        }
        return members.stream()
                .map(
                        one ->
                                new Cluster<>(
                                        new Window.Spot(
                                                one.stream()
                                                        .mapToDouble(mark -> where.apply(mark).x())
                                                        .average()
                                                        .orElseThrow(),
                                                one.stream()
                                                        .mapToDouble(mark -> where.apply(mark).y())
                                                        .average()
                                                        .orElseThrow()),
                                        one))
                .toList();
    }
}
