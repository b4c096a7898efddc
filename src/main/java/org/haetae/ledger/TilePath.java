package org.haetae.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a tile or an entry bundle lies in a log's folder, by C2SP tlog-tiles:
/// `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`.
///
/// @param level 0 to 63, or [#ENTRIES]
/// @param index which tile of the level, from 0
/// @param width how many hashes or entries, 1 to 256; below 256 the tile is partial
public record TilePath(int level, long index, int width) {

    /// In place of a level: the bundles of entries.
    public static final int ENTRIES = -1;

    /// Hashes in a full tile: a subtree of height 8.
    public static final int FULL = 256;

    static final int HEIGHT = 8;
    static final int HIGHEST_LEVEL = 63;

    private static final Pattern FORM =
            Pattern.compile(
                    "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");
    private static final int MOST_DIGITS = 18;

    public TilePath {
        if (level < ENTRIES || level > HIGHEST_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "tile of level %d, index %d, width %d; expected level %d to %d, index >= 0, width 1 to %d"
                            .formatted(level, index, width, ENTRIES, HIGHEST_LEVEL, FULL));
        }
    }

    /// Reads a path relative to the log's folder; empty when it names no tile in its one form.
    public static Optional<TilePath> parse(String path) {
        Matcher form = FORM.matcher(path);
        if (!form.matches()) {
            return Optional.empty();
        }
        String digits = form.group(2).replace("x", "").replace("/", "");
        int level = form.group(1).equals("entries") ? ENTRIES : Integer.parseInt(form.group(1));
        int width = form.group(3) == null ? FULL : Integer.parseInt(form.group(3));
        if (digits.length() > MOST_DIGITS || level > HIGHEST_LEVEL || width > FULL) {
            return Optional.empty();
        }
        TilePath tile = new TilePath(level, Long.parseLong(digits), width);
        return Optional.of(tile).filter(read -> read.path().equals(path));
    }

    /// How wide the tile of this level and index is in a log of `size` entries: 0 when it is not
    /// there, 256 when it is full.
    public static int widthAt(int level, long index, long size) {
        int shift = HEIGHT * Math.max(0, level);
        long hashes = shift < Long.SIZE ? size >>> shift : 0;
        return Math.clamp(hashes - index * FULL, 0, FULL);
    }

    public boolean isPartial() {
        return width < FULL;
    }

    /// The full tile that this partial one becomes.
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    public String path() {
        String kind = level == ENTRIES ? "entries" : Integer.toString(level);
        return "tile/" + kind + "/" + number() + (isPartial() ? ".p/" + width : "");
    }

    /// 1234067 is `x001/x234/067`.
    private String number() {
        String path = "%03d".formatted(index % 1000);
        for (long rest = index / 1000; rest > 0; rest /= 1000) {
            path = "x%03d/".formatted(rest % 1000) + path;
        }
        return path;
    }

    @Override
    public String toString() {
        return path();
    }
}
