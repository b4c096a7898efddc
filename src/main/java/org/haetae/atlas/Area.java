package org.haetae.atlas;

import java.util.ArrayList;
import java.util.List;

/// Where something lies, as far as a source says: a middle, and how far from it it may be.
///
/// @param kilometres 0 or more
public record Area(Position middle, double kilometres) {

    private static final int CORNERS = 72;

    public Area {
        if (!(kilometres >= 0)) {
            throw new IllegalArgumentException(
                    "radius is %s km; expected 0 or more".formatted(kilometres));
        }
    }

    /// The rim: all places that lie at the distance of the radius, as a path on a map.
    public String rim(Window window) {
        var projection = window.projection();
        List<Window.Spot> spots = new ArrayList<>(CORNERS);
        for (int i = 0; i < CORNERS; i++) {
            var at = middle.away(kilometres, i * 360.0 / CORNERS);
            // On the side of the middle, where the rim crosses the edge of a map of the whole
            // earth.
            double longitude = at.longitude();
            longitude -= 360 * Math.rint((longitude - middle.longitude()) / 360);
            double cut = Math.rint((middle.longitude() - window.middle().longitude()) / 360);
            spots.add(window.spot(projection, at.latitude(), longitude - 360 * cut));
        }
        var path = new Paths();
        path.ring(spots);
        return path.toString();
    }

    /// The northernmost place of the rim, where its sign hangs.
    public Position top() {
        return middle.away(kilometres, 0);
    }
}
