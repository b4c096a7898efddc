package org.haetae.suggest;

import java.util.Optional;

/// A suggestion on its way: in UTF-16 units, before those that overlap are settled.
record Mention(int start, int end, Kind kind, String value, Rule rule, Optional<Shape> claim) {

    static Mention of(int start, int end, Kind kind, String value, Rule rule) {
        return new Mention(start, end, kind, value, rule, Optional.empty());
    }

    int length() {
        return end - start;
    }

    boolean overlaps(Mention other) {
        return start < other.end && other.start < end;
    }

    boolean covers(Mention other) {
        return start <= other.start && other.end <= end;
    }
}
