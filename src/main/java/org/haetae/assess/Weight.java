package org.haetae.assess;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What speaks on one side of a cell.
///
/// @param claims how many
/// @param items that they cite, how many
/// @param roots independent of each other that these come from, how many
/// @param grades how many claims have each grade; never an average
public record Weight(int claims, int items, int roots, SortedMap<String, Integer> grades) {

    /// Nothing.
    public static final Weight NONE = new Weight(0, 0, 0, new TreeMap<>());

    public Weight {
        grades = Collections.unmodifiableSortedMap(new TreeMap<>(grades));
    }
}
