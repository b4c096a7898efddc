package org.haetae.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Projections against published values, areas of uncertainty, views, the base map.
class MapTest {
    private static final BaseMap BASE = new BaseMap();
    private static final Position KOREA = new Position(38.5, 127);

    /// Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395, pages 332 and 333.
    @Test
    void lambertsProjectionGivesThePublishedValues() {
        var flat = new Projection.Around(new Position(40, -100), 3).flat(-20, 100);
        assertThat(flat.x()).isCloseTo(-4.2339303, within(5e-8));
        assertThat(flat.y()).isCloseTo(4.0257775, within(5e-8));
    }

    /// As d3-geo, PROJ and the paper have them, on a sphere of radius 1.
    @Test
    void equalEarthGivesThePublishedValues() {
        var earth = new Projection.Whole(0);
        double radius = Position.EARTH_KM;
        assertThat(earth.flat(0, 180).x() / radius).isCloseTo(2.7066299836960748, within(1e-12));
        assertThat(earth.flat(90, 0).y() / radius).isCloseTo(1.3173627591574133, within(1e-12));
        assertThat(earth.flat(60, 120).x() / radius).isCloseTo(1.3593733917143729, within(1e-12));
        assertThat(earth.flat(60, 120).y() / radius).isCloseTo(1.0883008355053194, within(1e-12));
    }

    @Test
    void anAreaIsAsWideAsItsRadiusWhereverItLies() {
        for (var place : List.of(KOREA, new Position(-72, 179.9), new Position(0, -179.95))) {
            var area = new Area(place, 120);
            for (int bearing = 0; bearing < 360; bearing += 30) {
                assertThat(place.kilometresTo(place.away(120, bearing)))
                        .isCloseTo(120, within(1e-6));
            }
            assertThat(area.top().latitude()).isGreaterThan(place.latitude());
        }
        // One degree of latitude, on this sphere.
        assertThat(KOREA.away(111.1950, 0).latitude()).isCloseTo(39.5, within(1e-5));
    }

    @Test
    void aRimKeepsItsSizeOnTheDrawing() {
        var window = new Window(KOREA, 4);
        var rim = points(new Area(KOREA, 150).rim(window));
        double radius = window.units(150);
        assertThat(rim).hasSizeGreaterThan(40);
        assertThat(rim)
                .allSatisfy(
                        spot ->
                                assertThat(
                                                Math.hypot(
                                                        spot.x() - Window.WIDTH / 2.0,
                                                        spot.y() - Window.HEIGHT / 2.0))
                                        .isCloseTo(radius, within(2.0)));
    }

    /// The points of a path as this room writes it.
    private static List<Window.Spot> points(String path) {
        var points = new ArrayList<Window.Spot>();
        var numbers = Pattern.compile("-?\\d+").matcher(path);
        double x = 0;
        double y = 0;
        while (numbers.find()) {
            x += Integer.parseInt(numbers.group());
            assertThat(numbers.find()).isTrue();
            y += Integer.parseInt(numbers.group());
            points.add(new Window.Spot(x, y));
        }
        return points;
    }

    @Test
    void aViewHoldsWhatItIsMadeForAndNoMoreRoomThanNeeded() {
        var areas =
                List.of(
                        new Area(new Position(35, 125), 5),
                        new Area(new Position(42, 130), 20),
                        new Area(new Position(39, 127), 50));
        var window = Window.holding(areas, Window.NEAREST);
        assertThat(areas).allMatch(area -> window.spot(area.middle()).inside());
        assertThat(window.level()).isBetween(3, 4);
        // Across the date line the short way is taken.
        var across =
                Window.holding(
                        List.of(
                                new Area(new Position(10, 178), 1),
                                new Area(new Position(12, -178), 1)),
                        Window.NEAREST);
        assertThat(Math.abs(across.middle().longitude())).isEqualTo(180);
        assertThat(across.level()).isGreaterThan(3);
        assertThat(Window.holding(List.of(), 5).level()).isEqualTo(5);
    }

    @Test
    void stepsLeadToWhereTheyWereCountedFrom() {
        var window = new Window(KOREA, 6);
        for (int[] steps : new int[][] {{0, 0}, {3, -2}, {-7, 5}, {40, 1}}) {
            var moved = window.moved(steps[0], steps[1]);
            assertThat(window.stepsTo(moved.middle())).containsExactly(steps);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everyLevelIsDrawnSmallAndWithinItsBounds(int level) {
        for (var middle :
                List.of(KOREA, new Position(88, 10), new Position(-40, 179), new Position(0, 0))) {
            var drawing = BASE.within(new Window(middle, level));
            assertThat(drawing.land()).matches("(M[-0-9 ]+l[-0-9 ]+z)*");
            assertThat(drawing.coasts()).matches("(M[-0-9 ]+l[-0-9 ]+)*");
            int size =
                    drawing.land().length()
                            + drawing.coasts().length()
                            + drawing.borders().length();
            assertThat(size).as("bytes at level %d around %s", level, middle).isLessThan(150_000);
        }
    }

    /// Whether a place is on land, by counting how often a line to the left crosses a coast.
    private static boolean land(Window window, Position place) {
        var at = window.spot(place);
        boolean inside = false;
        for (var ring : BASE.within(window).land().split("(?<=z)")) {
            var points = points(ring);
            for (int i = 0, k = points.size() - 1; i < points.size(); k = i++) {
                var a = points.get(i);
                var b = points.get(k);
                if (a.y() > at.y() != b.y() > at.y()
                        && at.x() < (b.x() - a.x()) * (at.y() - a.y()) / (b.y() - a.y()) + a.x()) {
                    inside = !inside;
                }
            }
        }
        return inside;
    }

    @Test
    void citiesLieOnLandAndShipsAtSea() {
        var pyongyang = new Position(39.03, 125.75);
        var yellowSea = new Position(37.5, 123.5);
        var eastSea = new Position(39.5, 130.5);
        for (int level = 0; level <= 4; level++) {
            var window = new Window(KOREA, level);
            assertThat(land(window, pyongyang)).as("Pyongyang at level " + level).isTrue();
            assertThat(land(window, new Position(43.9, 125.3))).as("Changchun").isTrue();
            if (level < 2) {
                assertThat(land(window, new Position(66, 178))).as("Chukotka").isTrue();
                assertThat(land(window, new Position(66, -176))).as("Chukotka").isTrue();
            }
            assertThat(land(window, yellowSea)).as("Yellow Sea at level " + level).isFalse();
            assertThat(land(window, eastSea)).as("East Sea at level " + level).isFalse();
        }
        var southPole = new Window(new Position(-85, 0), 2);
        assertThat(land(southPole, new Position(-89.5, 100))).isTrue();
        assertThat(land(southPole, new Position(-60, 100))).isFalse();
        // Nearer than any coast: all land, or none.
        assertThat(land(new Window(pyongyang, 9), pyongyang)).isTrue();
        assertThat(BASE.within(new Window(eastSea, 9)).land()).isEmpty();
    }

    @Test
    void theFilesAreThoseOfThePackage() throws Exception {
        String readMe;
        try (InputStream in = open("READ-ME.md")) {
            readMe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (var scale : List.of("110m", "50m", "10m")) {
            var file = "countries-" + scale + ".json";
            try (var in = new GZIPInputStream(open(file + ".gz"))) {
                var digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
                assertThat(readMe).contains(HexFormat.of().formatHex(digest) + "  " + file);
            }
        }
    }

    private static InputStream open(String name) throws IOException {
        return Objects.requireNonNull(BaseMap.class.getResourceAsStream(name), name);
    }

    @Test
    void marksNearEachOtherAreOneCluster() {
        var spots =
                List.of(
                        new Window.Spot(100, 100),
                        new Window.Spot(500, 500),
                        new Window.Spot(110, 105),
                        new Window.Spot(130, 100),
                        new Window.Spot(155, 100));
        var clusters = Clusters.of(spots, spot -> spot, 40);
        assertThat(clusters).hasSize(3);
        assertThat(clusters.getFirst().members()).hasSize(3);
        assertThat(Clusters.of(spots, spot -> spot, 40)).isEqualTo(clusters);
    }
}
