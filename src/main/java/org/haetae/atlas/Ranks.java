package org.haetae.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Where the nodes of a hierarchy are drawn: in rows, the highest rank on top, each node near to
/// those that it is tied to below (rows and barycentres as in Sugiyama, Tagawa and Toda, 1981). The
/// same hierarchy is always drawn the same way.
public final class Ranks {

    private Ranks() {}

    /// @param ranks of the nodes, by their numbers; a greater one is higher
    /// @param mostInRow nodes that fit beside each other; more of one rank take several rows
    /// @return the place of each node on a drawing of the given size
    public static List<Window.Spot> laid(
            List<Integer> ranks, List<Net.Tie> ties, double width, double height, int mostInRow) {
        var rows = rows(ranks, ties, mostInRow);
        var spots = new Window.Spot[ranks.size()];
        for (int row = 0; row < rows.size(); row++) {
            double y = height * (rows.size() - row - 0.5) / rows.size();
            var nodes = rows.get(row);
            for (int place = 0; place < nodes.size(); place++) {
                spots[nodes.get(place)] = new Window.Spot(width * (place + 0.5) / nodes.size(), y);
            }
        }
        return List.of(spots);
    }

    /// How many rows that takes.
    public static int rows(List<Integer> ranks, int mostInRow) {
        return ranks.stream().collect(Collectors.groupingBy(rank -> rank)).values().stream()
                .mapToInt(all -> (all.size() + mostInRow - 1) / mostInRow)
                .sum();
    }

    /// From the lowest.
    private static List<List<Integer>> rows(
            List<Integer> ranks, List<Net.Tie> ties, int mostInRow) {
        Map<Integer, List<Integer>> byRank =
                IntStream.range(0, ranks.size())
                        .boxed()
                        .collect(
                                Collectors.groupingBy(
                                        ranks::get, TreeMap::new, Collectors.toList()));
        var rows = new ArrayList<List<Integer>>();
        var at = new double[ranks.size()];
        var placed = new boolean[ranks.size()];
        for (var nodes : byRank.values()) {
            var order =
                    nodes.stream()
                            .sorted(
                                    Comparator.<Integer>comparingDouble(
                                                    one -> middle(one, ties, at, placed))
                                            .thenComparing(one -> one))
                            .toList();
            int needed = (order.size() + mostInRow - 1) / mostInRow;
            int each = (order.size() + needed - 1) / needed;
            for (int from = 0; from < order.size(); from += each) {
                var row = order.subList(from, Math.min(order.size(), from + each));
                for (int place = 0; place < row.size(); place++) {
                    at[row.get(place)] = (place + 0.5) / row.size();
                }
                rows.add(row);
            }
            order.forEach(one -> placed[one] = true);
        }
        return rows;
    }

    /// Where those that it is tied to lie, of those that have a place already.
    private static double middle(int node, List<Net.Tie> ties, double[] at, boolean[] placed) {
        return ties.stream()
                .filter(tie -> tie.from() == node || tie.to() == node)
                .map(tie -> tie.from() == node ? tie.to() : tie.from())
                .filter(other -> placed[other])
                .mapToDouble(other -> at[other])
                .average()
                .orElse(0.5);
    }
}
