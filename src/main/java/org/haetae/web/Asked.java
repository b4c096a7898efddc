package org.haetae.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What someone asked the search for: kept sealed, known to addresses by a random id.
///
/// @param query as typed; for a batch, one term a line
/// @param like the item that the hits are to be like, in place of a query
/// @param narrowed chosen values by facet
/// @param sort one of {@link SearchDesk#SORTS}
/// @param batch whether each line is a search of its own
record Asked(
        String query,
        @Nullable String like,
        Map<String, List<String>> narrowed,
        String sort,
        boolean batch) {

    static final String RELEVANCE = "relevance";

    Asked {
        narrowed = Map.copyOf(narrowed);
    }

    static Asked of(String query) {
        return new Asked(query, null, Map.of(), RELEVANCE, false);
    }

    static Asked like(String item) {
        return new Asked("", item, Map.of(), RELEVANCE, false);
    }

    static Asked batch(String terms) {
        return new Asked(terms, null, Map.of(), RELEVANCE, true);
    }

    Asked sortedBy(String other) {
        return new Asked(query, like, narrowed, other, batch);
    }

    Asked widened() {
        return new Asked(query, like, Map.of(), sort, batch);
    }

    /// The same with one value of a facet chosen, or no longer chosen.
    Asked toggled(String facet, String value) {
        Map<String, List<String>> changed = new TreeMap<>(narrowed);
        List<String> values = new ArrayList<>(changed.getOrDefault(facet, List.of()));
        if (!values.remove(value)) {
            values.add(value);
        }
        if (values.isEmpty()) {
            changed.remove(facet);
        } else {
            changed.put(facet, List.copyOf(values));
        }
        return new Asked(query, like, changed, sort, batch);
    }

    @Override
    public String toString() {
        return "a search";
    }
}
