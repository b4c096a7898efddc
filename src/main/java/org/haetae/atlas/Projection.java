package org.haetae.atlas;

/// How the earth is laid flat. Both keep areas true, so that a wide area of uncertainty looks as
/// wide as it is wherever it lies. Kilometres on the sphere in, kilometres on paper out; x grows to
/// the east, y to the north.
public sealed interface Projection {

    /// @param x and
    /// @param y kilometres from the middle of the drawing
    record Flat(double x, double y) {}

    /// @param latitude in degrees
    /// @param longitude in degrees; may run past 180 where a shape crosses the edge of a map
    Flat flat(double latitude, double longitude);

    /// A place.
    default Flat flat(Position place) {
        return flat(place.latitude(), place.longitude());
    }

    /// Lambert's azimuthal equal-area projection (Snyder, Map Projections: A Working Manual, USGS
    /// Professional Paper 1395, pages 182 to 190, equations 24-2, 24-3 and 24-4), around a centre
    /// at which scale and angles are true. For everything up to a continent.
    record Around(Position centre, double radius) implements Projection {

        /// On the earth.
        public Around(Position centre) {
            this(centre, Position.EARTH_KM);
        }

        @Override
        public Flat flat(double latitude, double longitude) {
            double sin1 = Math.sin(Math.toRadians(centre.latitude()));
            double cos1 = Math.cos(Math.toRadians(centre.latitude()));
            double sin = Math.sin(Math.toRadians(latitude));
            double cos = Math.cos(Math.toRadians(latitude));
            double turn = Math.toRadians(longitude - centre.longitude());
            double k = Math.sqrt(2 / Math.max(1e-9, 1 + sin1 * sin + cos1 * cos * Math.cos(turn)));
            return new Flat(
                    radius * k * cos * Math.sin(turn),
                    radius * k * (cos1 * sin - sin1 * cos * Math.cos(turn)));
        }
    }

    /// Equal Earth (Šavrič, Patterson and Jenny, The Equal Earth map projection, International
    /// Journal of Geographical Information Science 33, 2019, equations 6 and 7): the whole earth.
    ///
    /// @param meridian in the middle, in degrees
    record Whole(double meridian) implements Projection {
        private static final double A1 = 1.340264;
        private static final double A2 = -0.081106;
        private static final double A3 = 0.000893;
        private static final double A4 = 0.003796;
        private static final double M = Math.sqrt(3) / 2;

        @Override
        public Flat flat(double latitude, double longitude) {
            double t = Math.asin(M * Math.sin(Math.toRadians(latitude)));
            double t2 = t * t;
            double t6 = t2 * t2 * t2;
            return new Flat(
                    Position.EARTH_KM
                            * Math.toRadians(longitude - meridian)
                            * Math.cos(t)
                            / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))),
                    Position.EARTH_KM * t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)));
        }
    }
}
