package org.haetae.atlas;

/// A place on the earth, taken as a sphere.
///
/// @param latitude in degrees, north positive, -90 to 90
/// @param longitude in degrees, east positive, -180 to 180
public record Position(double latitude, double longitude) {

    /// Radius of the sphere that has the area of the earth (WGS 84), in kilometres.
    public static final double EARTH_KM = 6371.0072;

    public Position {
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException(
                    "position is %s, %s; expected degrees within 90 and 180"
                            .formatted(latitude, longitude));
        }
    }

    /// The same place with a longitude that may have run past 180 degrees.
    static Position wrapped(double latitude, double longitude) {
        return new Position(
                Math.clamp(latitude, -90, 90),
                longitude - 360 * Math.floor((longitude + 180) / 360));
    }

    /// Along a great circle, in kilometres.
    public double kilometresTo(Position other) {
        double a = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
        double b = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
        double h =
                a * a
                        + Math.cos(Math.toRadians(latitude))
                                * Math.cos(Math.toRadians(other.latitude))
                                * b
                                * b;
        return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /// Where one comes to, going straight on.
    ///
    /// @param bearing in degrees, clockwise from north
    public Position away(double kilometres, double bearing) {
        double far = kilometres / EARTH_KM;
        double from = Math.toRadians(latitude);
        double to =
                Math.asin(
                        Math.sin(from) * Math.cos(far)
                                + Math.cos(from)
                                        * Math.sin(far)
                                        * Math.cos(Math.toRadians(bearing)));
        double turn =
                Math.atan2(
                        Math.sin(Math.toRadians(bearing)) * Math.sin(far) * Math.cos(from),
                        Math.cos(far) - Math.sin(from) * Math.sin(to));
        return wrapped(Math.toDegrees(to), longitude + Math.toDegrees(turn));
    }
}
