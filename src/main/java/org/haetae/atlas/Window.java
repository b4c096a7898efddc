package org.haetae.atlas;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The part of the earth that a map shows, and how it lies on the paper. A window is found from a
/// middle, a level of nearness and steps aside, so that no address needs to hold coordinates.
///
/// @param level 0 is the whole earth, each further one about twice as near
public record Window(Position middle, int level) {

    /// Units of the drawing: its width and height.
    public static final int WIDTH = 1440;

    public static final int HEIGHT = 1040;

    /// Parts of the width by which one step moves the window aside.
    private static final int STEPS_IN_WIDTH = 4;

    /// Width by level, in kilometres. The whole earth is as wide as Equal Earth draws it.
    private static final double[] KILOMETRES = {
        34_600, 12_000, 6_000, 3_000, 1_500, 800, 400, 200, 100, 50, 25
    };

    public static final int NEAREST = KILOMETRES.length - 1;

    /// @param x and
    /// @param y units of the drawing from its upper left corner
    public record Spot(double x, double y) {
        /// Whether it lies on the drawing.
        public boolean inside() {
            return x >= 0 && x <= WIDTH && y >= 0 && y <= HEIGHT;
        }
    }

    /// What a window can show of it, in degrees; the eastern edge may run past 180.
    record Box(double south, double west, double north, double east) {}

    public Window {
        if (level < 0 || level > NEAREST) {
            throw new IllegalArgumentException(
                    "level is %d; expected 0 to %d".formatted(level, NEAREST));
        }
    }

    /// The nearest window that shows all of some areas, with room around them.
    ///
    /// @param areas of which one at least
    public static Window holding(Collection<Area> areas, int nearest) {
        var middle = middle(areas);
        double half =
                areas.stream()
                        .mapToDouble(area -> middle.kilometresTo(area.middle()) + area.kilometres())
                        .max()
                        .orElse(0);
        int level = nearest;
        while (level > 0 && KILOMETRES[level] * HEIGHT / WIDTH < 2.3 * half) {
            level--;
        }
        return new Window(middle, level);
    }

    /// The middle of the smallest box of degrees around the areas: of all ways to cut the globe,
    /// the one that leaves the widest gap outside.
    private static Position middle(Collection<Area> areas) {
        if (areas.isEmpty()) {
            return new Position(0, 0);
        }
        double south = 90;
        double north = -90;
        for (var area : areas) {
            south = Math.min(south, area.middle().latitude());
            north = Math.max(north, area.middle().latitude());
        }
        var meridians =
                areas.stream().mapToDouble(area -> area.middle().longitude()).sorted().toArray();
        int last = meridians.length - 1;
        double widest = meridians[0] + 360 - meridians[last];
        double west = meridians[0];
        double east = meridians[last];
        for (int i = 0; i < last; i++) {
            double gap = meridians[i + 1] - meridians[i];
            if (gap > widest) {
                widest = gap;
                west = meridians[i + 1];
                east = meridians[i] + 360;
            }
        }
        return Position.wrapped((south + north) / 2, (west + east) / 2);
    }

    /// Moved aside by steps: a quarter of the width each.
    public Window moved(int east, int north) {
        double step = KILOMETRES[level] / STEPS_IN_WIDTH;
        double degrees = Math.toDegrees(step / Position.EARTH_KM);
        double narrowing = Math.max(0.2, Math.cos(Math.toRadians(middle.latitude())));
        return new Window(
                Position.wrapped(
                        middle.latitude() + north * degrees,
                        middle.longitude() + east * degrees / narrowing),
                level);
    }

    /// How many steps from here lead nearest to a place.
    ///
    /// @return to the east, and to the north
    public int[] stepsTo(Position place) {
        double degrees = Math.toDegrees(KILOMETRES[level] / STEPS_IN_WIDTH / Position.EARTH_KM);
        double narrowing = Math.max(0.2, Math.cos(Math.toRadians(middle.latitude())));
        double east = place.longitude() - middle.longitude();
        east -= 360 * Math.rint(east / 360);
        return new int[] {
            (int) Math.rint(east * narrowing / degrees),
            (int) Math.rint((place.latitude() - middle.latitude()) / degrees)
        };
    }

    /// The same middle, nearer or farther.
    public Window at(int otherLevel) {
        return new Window(middle, Math.clamp(otherLevel, 0, NEAREST));
    }

    public Projection projection() {
        return level == 0
                ? new Projection.Whole(middle.longitude())
                : new Projection.Around(middle);
    }

    /// Width of the drawing on the earth; true in its middle.
    public double kilometres() {
        return KILOMETRES[level];
    }

    /// How long something is on the drawing.
    public double units(double kilometres) {
        return kilometres * WIDTH / KILOMETRES[level];
    }

    /// Where a place lies.
    public Spot spot(Position place) {
        double longitude = place.longitude();
        if (level == 0) {
            longitude -= 360 * Math.rint((longitude - middle.longitude()) / 360);
        }
        return spot(projection(), place.latitude(), longitude);
    }

    Spot spot(Projection projection, double latitude, double longitude) {
        var flat = projection.flat(latitude, longitude);
        return new Spot(WIDTH / 2.0 + units(flat.x()), HEIGHT / 2.0 - units(flat.y()));
    }

    /// Degrees within which everything lies that can be seen.
    Box box() {
        if (level == 0) {
            return new Box(-90, middle.longitude() - 180, 90, middle.longitude() + 180);
        }
        // From the middle to a corner, with a margin; the chord of Lambert's projection is 2R sin
        // c/2.
        double corner = KILOMETRES[level] / 2 * Math.hypot(1, (double) HEIGHT / WIDTH) * 1.02;
        double far = 2 * Math.asin(Math.min(1, corner / (2 * Position.EARTH_KM)));
        double latitude = Math.toRadians(middle.latitude());
        double south = Math.toDegrees(latitude - far);
        double north = Math.toDegrees(latitude + far);
        double aside =
                south <= -90 || north >= 90
                        ? 180
                        : Math.toDegrees(
                                Math.asin(Math.min(1, Math.sin(far) / Math.cos(latitude))));
        return new Box(
                Math.max(-90, south),
                middle.longitude() - aside,
                Math.min(90, north),
                middle.longitude() + aside);
    }

    /// A length for a scale bar: 1, 2 or 5 with zeros, about a fifth of the width.
    public double scaleKilometres() {
        double most = KILOMETRES[level] / 5;
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
    }

    /// The edge of the earth on a map of all of it; nothing on any other.
    public String edge() {
        var path = new Paths();
        if (level == 0) {
            var spots = new ArrayList<Spot>();
            for (int side = -1; side <= 1; side += 2) {
                for (int i = -90; i <= 90; i += 3) {
                    spots.add(spot(projection(), -side * i, middle.longitude() + side * 180.0));
                }
            }
            path.ring(spots);
        }
        return path.toString();
    }

    /// Meridians and parallels.
    ///
    /// @param path of all of them
    /// @param labels at the edges of the drawing
    public record Grid(String path, List<Label> labels) {}

    /// A degree beside its line.
    ///
    /// @param meridian whether it stands at the foot of the drawing, else at its left side
    public record Label(Spot at, double degrees, boolean meridian) {}

    /// Lines of whole or round degrees, between three and nine each way.
    public Grid grid() {
        var box = box();
        double step = step(box);
        var projection = projection();
        var path = new Paths();
        var labels = new ArrayList<Label>();
        for (double at = first(box.south(), step); at <= box.north(); at += step) {
            var line = new ArrayList<Spot>();
            for (int i = 0; i <= 120; i++) {
                line.add(spot(projection, at, box.west() + (box.east() - box.west()) * i / 120));
            }
            path.line(line);
            label(line, false, at).ifPresent(labels::add);
        }
        for (double at = first(box.west(), step); at <= box.east(); at += step) {
            var line = new ArrayList<Spot>();
            for (int i = 0; i <= 120; i++) {
                line.add(spot(projection, box.south() + (box.north() - box.south()) * i / 120, at));
            }
            path.line(line);
            label(line, true, at - 360 * Math.rint(at / 360)).ifPresent(labels::add);
        }
        return new Grid(path.toString(), labels);
    }

    /// Where a line comes onto the drawing: from the left, or from below.
    private static Optional<Label> label(List<Spot> line, boolean meridian, double degrees) {
        for (int i = 1; i < line.size(); i++) {
            var from = line.get(i - 1);
            var to = line.get(i);
            double edge = meridian ? HEIGHT : 0;
            double a = meridian ? from.y() : from.x();
            double b = meridian ? to.y() : to.x();
            if ((a - edge) * (b - edge) <= 0 && a != b) {
                double part = (edge - a) / (b - a);
                var at =
                        new Spot(
                                from.x() + (to.x() - from.x()) * part,
                                from.y() + (to.y() - from.y()) * part);
                double along = meridian ? at.x() / WIDTH : at.y() / HEIGHT;
                // The scale bar stands in the lower left corner.
                return along > (meridian ? 0.24 : 0.04) && along < 0.94
                        ? Optional.of(new Label(at, degrees, meridian))
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static double first(double from, double step) {
        return Math.ceil(from / step) * step;
    }

    private static double step(Box box) {
        double tall = box.north() - box.south();
        for (double step : new double[] {0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20}) {
            if (tall / step <= 7) {
                return step;
            }
        }
        return 30;
    }
}
