package org.haetae.atlas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Where the nodes of a network are drawn: near to what they are tied to, away from what they are
/// not, and who commands above who is commanded. Springs and repulsion (Fruchterman and Reingold,
/// Graph Drawing by Force-directed Placement, 1991), begun from a fixed pattern: the same network
/// is always drawn the same way.
public final class Net {

    private static final int MOST_ROUNDS = 240;
    private static final int FEWEST_ROUNDS = 100;

    private Net() {}

    /// A tie between two nodes, by their numbers.
    ///
    /// @param down whether the first belongs above the second
    public record Tie(int from, int to, boolean down) {}

    /// @param count of nodes
    /// @param apartX and
    /// @param apartY how far from each other two nodes are at least to be, where there is room
    /// @return the place of each node on a drawing of the given size
    public static List<Window.Spot> laid(
            int count, List<Tie> ties, double width, double height, double apartX, double apartY) {
        if (count == 0) {
            return List.of();
        }
        var x = new double[count];
        var y = new double[count];
        begin(x, y, ties);
        double ideal = Math.sqrt(1.0 / count);
        int rounds = Math.clamp(50_000 / count, FEWEST_ROUNDS, MOST_ROUNDS);
        for (int round = 0; round < rounds; round++) {
            double heat = 0.12 * (1 - (double) round / rounds) + 0.002;
            step(x, y, ties, ideal, heat);
        }
        fit(x, width, 0.5 * apartX);
        fit(y, height, apartY);
        for (int round = 0; round < rounds / 4; round++) {
            if (!pushApart(x, y, apartX, apartY)) {
                break;
            }
            keep(x, width, 0.5 * apartX);
            keep(y, height, apartY);
        }
        return IntStream.range(0, count).mapToObj(i -> new Window.Spot(x[i], y[i])).toList();
    }

    /// A spiral like that of a sunflower, the most connected in the middle.
    private static void begin(double[] x, double[] y, List<Tie> ties) {
        var degree = new int[x.length];
        ties.forEach(
                tie -> {
                    degree[tie.from()]++;
                    degree[tie.to()]++;
                });
        var order = new ArrayList<>(IntStream.range(0, x.length).boxed().toList());
        order.sort(Comparator.<Integer>comparingInt(one -> -degree[one]).thenComparing(one -> one));
        for (int place = 0; place < order.size(); place++) {
            double far = 0.5 * Math.sqrt((place + 0.5) / x.length);
            double turn = place * Math.PI * (3 - Math.sqrt(5));
            x[order.get(place)] = far * StrictMath.cos(turn);
            y[order.get(place)] = far * StrictMath.sin(turn);
        }
    }

    private static void step(double[] x, double[] y, List<Tie> ties, double ideal, double heat) {
        int count = x.length;
        var moveX = new double[count];
        var moveY = new double[count];
        double push = ideal * ideal;
        for (int i = 0; i < count; i++) {
            for (int k = i + 1; k < count; k++) {
                double dx = x[i] - x[k];
                double dy = y[i] - y[k];
                double by = push / Math.max(1e-6, dx * dx + dy * dy);
                moveX[i] += dx * by;
                moveY[i] += dy * by;
                moveX[k] -= dx * by;
                moveY[k] -= dy * by;
            }
            // What is tied to nothing does not drift away.
            moveX[i] -= x[i] * ideal * 1.5;
            moveY[i] -= y[i] * ideal * 1.5;
        }
        for (var tie : ties) {
            double dx = x[tie.from()] - x[tie.to()];
            double dy = y[tie.from()] - y[tie.to()];
            double by = Math.sqrt(dx * dx + dy * dy) / ideal;
            moveX[tie.from()] -= dx * by;
            moveY[tie.from()] -= dy * by;
            moveX[tie.to()] += dx * by;
            moveY[tie.to()] += dy * by;
            if (tie.down()) {
                double lift = (dy + ideal) * 2;
                if (lift > 0) {
                    moveY[tie.from()] -= lift;
                    moveY[tie.to()] += lift;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            double length = Math.max(1e-9, Math.sqrt(moveX[i] * moveX[i] + moveY[i] * moveY[i]));
            double by = Math.min(length, heat) / length;
            x[i] += moveX[i] * by;
            y[i] += moveY[i] * by;
        }
    }

    /// Stretched over the drawing.
    private static void fit(double[] at, double length, double margin) {
        double low = IntStream.range(0, at.length).mapToDouble(i -> at[i]).min().orElseThrow();
        double high = IntStream.range(0, at.length).mapToDouble(i -> at[i]).max().orElseThrow();
        for (int i = 0; i < at.length; i++) {
            at[i] =
                    high - low < 1e-9
                            ? length / 2
                            : margin + (at[i] - low) / (high - low) * (length - 2 * margin);
        }
    }

    private static void keep(double[] at, double length, double margin) {
        for (int i = 0; i < at.length; i++) {
            at[i] = Math.clamp(at[i], margin, length - margin);
        }
    }

    /// Two whose names would cover each other go apart by the shorter way.
    private static boolean pushApart(double[] x, double[] y, double apartX, double apartY) {
        boolean moved = false;
        for (int i = 0; i < x.length; i++) {
            for (int k = i + 1; k < x.length; k++) {
                double overX = apartX - Math.abs(x[i] - x[k]);
                double overY = apartY - Math.abs(y[i] - y[k]);
                if (overX > 0 && overY > 0) {
                    moved = true;
                    if (overX / apartX < overY / apartY) {
                        double by = (x[i] < x[k] ? -1 : 1) * overX / 2;
                        x[i] += by;
                        x[k] -= by;
                    } else {
                        double by = (y[i] < y[k] ? -1 : 1) * overY / 2;
                        y[i] += by;
                        y[k] -= by;
                    }
                }
            }
        }
        return moved;
    }
}
