package org.haetae.search;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came of a search.
public sealed interface Answer {

    /// The query makes no sense; the problem says where and what to do.
    record NotUnderstood(Problem problem) implements Answer {}

    /// @param hits this page of results
    /// @param total how many items fit in all
    /// @param totalExact false when there are more than `total`
    /// @param facets for each facet asked for, its values with the most items first
    /// @param histogram items for each year or month that has any, in order of time; those without
    ///   a date are not in it
    /// @param next cursor for the next page of results, empty on the last
    /// @param complete false when time ran out and some of the index was not looked at
    record Found(
            List<Hit> hits,
            long total,
            boolean totalExact,
            Map<Facet, List<Count>> facets,
            List<Bar> histogram,
            Optional<String> next,
            boolean complete,
            Duration took)
            implements Answer {

        public Found {
            hits = List.copyOf(hits);
            facets = Map.copyOf(facets);
            histogram = List.copyOf(histogram);
        }
    }

    /// @param value as it is given back in `SearchRequest.selected`
    /// @param count items that fit, were this value chosen instead of those chosen in its facet
    record Count(String value, long count, boolean selected) {}

    /// @param from first day of the year or month, as 2017 or 2017-06
    record Bar(String from, long count) {}
}
