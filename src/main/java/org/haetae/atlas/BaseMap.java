package org.haetae.atlas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Land, coasts and borders of the earth, from Natural Earth (public domain) as TopoJSON, which
/// comes with the program (`READ-ME.md` beside the files). Borders are drawn as Natural Earth has
/// them: as they are held, not as anyone says that they should be.
///
/// Each scale is read when it is first needed and kept. Thread-safe.
public final class BaseMap {

    /// Shapes that cross the date line go on beyond 180 degrees, as do boxes: each is tried at
    /// every turn of the globe that may bring them together.
    private static final int TURNS = 720;

    /// From coarse to fine, with the level of nearness from which on it is drawn.
    private enum Scale {
        ONE_TO_110_MILLION("110m", 0),
        ONE_TO_50_MILLION("50m", 1),
        ONE_TO_10_MILLION("10m", 4);

        private final String name;
        private final int from;

        Scale(String name, int from) {
            this.name = name;
            this.from = from;
        }

        static Scale of(int level) {
            return Arrays.stream(values())
                    .filter(scale -> scale.from <= level)
                    .reduce((coarse, fine) -> fine)
                    .orElseThrow();
        }
    }

    /// What a map is drawn upon, as SVG paths in the units of a [Window].
    ///
    /// @param land filled
    /// @param coasts and
    /// @param borders lines
    public record Drawing(String land, String coasts, String borders) {}

    /// One line or ring: longitudes and latitudes in turn, and the box around it.
    private record Shape(float[] degrees, float south, float west, float north, float east) {
        static Shape of(float[] degrees) {
            float south = 90;
            float north = -90;
            float west = Float.MAX_VALUE;
            float east = -Float.MAX_VALUE;
            for (int i = 0; i < degrees.length; i += 2) {
                west = Math.min(west, degrees[i]);
                east = Math.max(east, degrees[i]);
                south = Math.min(south, degrees[i + 1]);
                north = Math.max(north, degrees[i + 1]);
            }
            return new Shape(degrees, south, west, north, east);
        }

        boolean meets(Window.Box box, double shift) {
            return south <= box.north()
                    && north >= box.south()
                    && west + shift <= box.east()
                    && east + shift >= box.west();
        }
    }

    private record Outlines(List<Shape> land, List<Shape> coasts, List<Shape> borders) {}

    private final Map<Scale, Outlines> read = new EnumMap<>(Scale.class);

    /// Land and borders within a window.
    public Drawing within(Window window) {
        var outlines = outlines(Scale.of(window.level()));
        return new Drawing(
                rings(outlines.land(), window),
                lines(outlines.coasts(), window),
                lines(outlines.borders(), window));
    }

    // ---- drawing

    private static String rings(List<Shape> shapes, Window window) {
        var path = new Paths();
        var box = window.box();
        var projection = window.projection();
        for (var shape : shapes) {
            for (int shift = -TURNS; shift <= TURNS; shift += 360) {
                if (shape.meets(box, shift)) {
                    path.ring(spots(clipped(shape, shift, box), window, projection, true));
                }
            }
        }
        return path.toString();
    }

    private static String lines(List<Shape> shapes, Window window) {
        var path = new Paths();
        var box = window.box();
        var projection = window.projection();
        for (var shape : shapes) {
            for (int shift = -TURNS; shift <= TURNS; shift += 360) {
                if (shape.meets(box, shift)) {
                    for (var part : parts(shape, shift, box)) {
                        path.line(spots(part, window, projection, false));
                    }
                }
            }
        }
        return path.toString();
    }

    /// A ring cut at the edges of a box, one edge after the other (Sutherland and Hodgman 1974).
    private static double[] clipped(Shape shape, double shift, Window.Box box) {
        var ring = new double[shape.degrees().length];
        for (int i = 0; i < ring.length; i += 2) {
            ring[i] = shape.degrees()[i] + shift;
            ring[i + 1] = shape.degrees()[i + 1];
        }
        ring = cut(ring, 0, box.west(), 1);
        ring = cut(ring, 0, box.east(), -1);
        ring = cut(ring, 1, box.south(), 1);
        return cut(ring, 1, box.north(), -1);
    }

    /// @param axis 0 for longitude, 1 for latitude
    /// @param side 1 keeps what is greater than the edge, -1 what is less
    private static double[] cut(double[] ring, int axis, double edge, int side) {
        var kept = new double[2 * ring.length + 4];
        int count = 0;
        for (int i = 0; i < ring.length; i += 2) {
            int before = i == 0 ? ring.length - 2 : i - 2;
            double from = (ring[before + axis] - edge) * side;
            double to = (ring[i + axis] - edge) * side;
            if (from < 0 != to < 0) {
                double part = from / (from - to);
                kept[count++] = ring[before] + (ring[i] - ring[before]) * part;
                kept[count++] = ring[before + 1] + (ring[i + 1] - ring[before + 1]) * part;
            }
            if (to >= 0) {
                kept[count++] = ring[i];
                kept[count++] = ring[i + 1];
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /// The stretches of a line that lie in a box or lead into it.
    private static List<double[]> parts(Shape shape, double shift, Window.Box box) {
        var parts = new ArrayList<double[]>();
        var line = shape.degrees();
        int start = -1;
        for (int i = 2; i <= line.length; i += 2) {
            boolean seen = i < line.length && crosses(line, i, shift, box);
            if (seen && start < 0) {
                start = i - 2;
            }
            if (!seen && start >= 0) {
                var part = new double[i - start];
                for (int k = 0; k < part.length; k += 2) {
                    part[k] = line[start + k] + shift;
                    part[k + 1] = line[start + k + 1];
                }
                parts.add(part);
                start = -1;
            }
        }
        return parts;
    }

    /// Whether the step to a point of a line can be seen. The seam along which the data cuts the
    /// globe is no coast.
    private static boolean crosses(float[] line, int i, double shift, Window.Box box) {
        double west = Math.min(line[i - 2], line[i]) + shift;
        double east = Math.max(line[i - 2], line[i]) + shift;
        double south = Math.min(line[i - 1], line[i + 1]);
        double north = Math.max(line[i - 1], line[i + 1]);
        boolean seam = onDateLine(line[i - 2]) && onDateLine(line[i]) || north < -89.9;
        return !seam
                && west <= box.east()
                && east >= box.west()
                && south <= box.north()
                && north >= box.south();
    }

    private static boolean onDateLine(float longitude) {
        return Math.abs(Math.abs(longitude) - 180) < 0.01;
    }

    private static List<Window.Spot> spots(
            double[] degrees, Window window, Projection projection, boolean closed) {
        var spots = new ArrayList<Window.Spot>(degrees.length / 2);
        for (int i = 0; i < degrees.length; i += 2) {
            int before = i > 0 ? i - 2 : closed ? degrees.length - 2 : i;
            double lon = degrees[before];
            double lat = degrees[before + 1];
            // What is straight in degrees is bent on the map: long steps are taken in short ones.
            int steps =
                    (int)
                            Math.ceil(
                                    Math.max(
                                                    Math.abs(degrees[i] - lon),
                                                    Math.abs(degrees[i + 1] - lat))
                                            / 2);
            for (int k = 1; k < steps; k++) {
                spots.add(
                        window.spot(
                                projection,
                                lat + (degrees[i + 1] - lat) * k / steps,
                                lon + (degrees[i] - lon) * k / steps));
            }
            spots.add(window.spot(projection, degrees[i + 1], degrees[i]));
        }
        return spots;
    }

    // ---- reading

    private synchronized Outlines outlines(Scale scale) {
        return read.computeIfAbsent(scale, BaseMap::read);
    }

    /// The parts of TopoJSON that are needed here
    /// (https://github.com/topojson/topojson-specification): points are told from the one before in
    /// steps of a grid; what two shapes share is one arc.
    private record Topology(Transform transform, Map<String, JsonNode> objects, int[][][] arcs) {
        private record Transform(double[] scale, double[] translate) {}

        float[][] lines() {
            var lines = new float[arcs.length][];
            for (int i = 0; i < arcs.length; i++) {
                lines[i] = new float[2 * arcs[i].length];
                int x = 0;
                int y = 0;
                for (int k = 0; k < arcs[i].length; k++) {
                    x += arcs[i][k][0];
                    y += arcs[i][k][1];
                    lines[i][2 * k] = (float) (x * transform.scale()[0] + transform.translate()[0]);
                    lines[i][2 * k + 1] =
                            (float) (y * transform.scale()[1] + transform.translate()[1]);
                }
            }
            return lines;
        }
    }

    private static Outlines read(Scale scale) {
        var name = "countries-" + scale.name + ".json.gz";
        Topology topology;
        try (var in =
                new GZIPInputStream(
                        Objects.requireNonNull(BaseMap.class.getResourceAsStream(name), name))) {
            topology =
                    JsonMapper.builder()
                            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                            .build()
                            .readValue(in, Topology.class);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the base map", e);
        }
        var lines = topology.lines();
        var uses = new int[lines.length];
        for (var country : topology.objects().get("countries").get("geometries")) {
            arcs(country.path("arcs")).map(BaseMap::arc).distinct().forEach(arc -> uses[arc]++);
        }
        var land = new ArrayList<Shape>();
        for (var geometry : topology.objects().get("land").get("geometries")) {
            rings(geometry.path("arcs"), lines, land);
        }
        return new Outlines(
                land, lines(lines, arc -> uses[arc] == 1), lines(lines, arc -> uses[arc] > 1));
    }

    private static List<Shape> lines(float[][] lines, IntPredicate wanted) {
        return IntStream.range(0, lines.length)
                .filter(wanted)
                .mapToObj(arc -> Shape.of(continuous(lines[arc])))
                .toList();
    }

    /// All arcs of a geometry, however deep.
    private static IntStream arcs(JsonNode node) {
        return node.isArray()
                ? node.valueStream().flatMapToInt(BaseMap::arcs)
                : IntStream.of(node.asInt());
    }

    /// The number of an arc; one that is run through backwards has the complement of its number.
    private static int arc(int index) {
        return index < 0 ? ~index : index;
    }

    private static void rings(JsonNode node, float[][] lines, List<Shape> into) {
        if (node.isEmpty()) {
            return;
        }
        if (!node.get(0).isArray()) {
            into.add(Shape.of(closed(continuous(ring(node, lines)))));
            return;
        }
        node.forEach(part -> rings(part, lines, into));
    }

    /// Arcs end to end; the first point of each is the last of the one before.
    private static float[] ring(JsonNode arcs, float[][] lines) {
        var ring =
                new float[arcs.valueStream().mapToInt(one -> lines[arc(one.asInt())].length).sum()];
        int count = 0;
        for (var one : arcs) {
            var line = lines[arc(one.asInt())];
            for (int i = count == 0 ? 0 : 2; i < line.length; i += 2) {
                int from = one.asInt() < 0 ? line.length - 2 - i : i;
                ring[count++] = line[from];
                ring[count++] = line[from + 1];
            }
        }
        return Arrays.copyOf(ring, count);
    }

    /// Without jumps at the date line: longitudes go on beyond 180 degrees.
    private static float[] continuous(float[] line) {
        for (int i = 2; i < line.length; i += 2) {
            line[i] += 360f * Math.round((line[i - 2] - line[i]) / 360);
        }
        return line;
    }

    /// A ring around a pole does not come back to its longitude; it is closed over the pole.
    private static float[] closed(float[] ring) {
        float turn = ring[ring.length - 2] - ring[0];
        if (Math.abs(turn) < 180) {
            return ring;
        }
        var closed = Arrays.copyOf(ring, ring.length + 4);
        float pole = ring[1] < 0 ? -90 : 90;
        closed[ring.length] = ring[ring.length - 2];
        closed[ring.length + 1] = pole;
        closed[ring.length + 2] = ring[0];
        closed[ring.length + 3] = pole;
        return closed;
    }
}
