package org.haetae.atlas;

import java.util.List;

/// Lines as an SVG path of whole units, each point told from the one before: small to send. What
/// could not be seen (steps below a unit or so, lines far outside) is left out.
final class Paths {

    private static final double NEAR = 2;

    /// Beyond this nothing needs to be exact.
    private static final double FAR = 8 * Window.WIDTH;

    private final StringBuilder path = new StringBuilder();
    private long x;
    private long y;

    /// Where the last line begins, and whether it has led anywhere yet.
    private int moved;

    private boolean begun;

    /// An open line; parts of it that lie off the drawing are not drawn.
    void line(List<Window.Spot> spots) {
        boolean drawing = false;
        Window.Spot before = null;
        for (var spot : spots) {
            boolean seen = before != null && (near(before) || near(spot));
            if (seen) {
                if (!drawing) {
                    move(before);
                }
                step(spot, spot.equals(spots.getLast()));
            }
            drawing = seen;
            before = spot;
        }
    }

    /// A closed line around something filled. Nothing when it is too small to be seen.
    void ring(List<Window.Spot> spots) {
        double left = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (var spot : spots) {
            left = Math.min(left, spot.x());
            right = Math.max(right, spot.x());
            top = Math.min(top, spot.y());
            bottom = Math.max(bottom, spot.y());
        }
        boolean small = right - left < NEAR && bottom - top < NEAR;
        boolean outside = right < 0 || left > Window.WIDTH || bottom < 0 || top > Window.HEIGHT;
        if (spots.size() < 3 || small || outside) {
            return;
        }
        move(spots.getFirst());
        for (var spot : spots.subList(1, spots.size())) {
            step(spot, false);
        }
        if (begun) {
            path.append('z');
        }
    }

    private static boolean near(Window.Spot spot) {
        return spot.x() > -40
                && spot.x() < Window.WIDTH + 40
                && spot.y() > -40
                && spot.y() < Window.HEIGHT + 40;
    }

    private void move(Window.Spot spot) {
        if (!begun) {
            path.setLength(moved);
        }
        moved = path.length();
        x = whole(spot.x());
        y = whole(spot.y());
        path.append('M').append(x).append(' ').append(y);
        begun = false;
    }

    private void step(Window.Spot spot, boolean last) {
        long toX = whole(spot.x());
        long toY = whole(spot.y());
        if (last || Math.abs(toX - x) + Math.abs(toY - y) > NEAR) {
            path.append(begun ? ' ' : 'l').append(toX - x).append(' ').append(toY - y);
            x = toX;
            y = toY;
            begun = true;
        }
    }

    private static long whole(double units) {
        return Math.round(Math.clamp(units, -FAR, FAR));
    }

    @Override
    public String toString() {
        return begun ? path.toString() : path.substring(0, moved);
    }
}
