package org.haetae.search;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// What is wanted of a search. Begin with `of` and say what differs.
///
/// @param query as typed; empty asks for everything
/// @param selected values chosen among facets: within one facet any of them, between facets all
/// @param order how the hits are sorted
/// @param limit most hits of this page of results, 1 to 1000
/// @param after cursor from the results before, or empty for the first
/// @param facets which to count
/// @param histogram whether and how to count over time
/// @param passages most passages shown of each hit, 0 to 10
/// @param exactTotal whether to count every hit; else counting may stop after a thousand
/// @param names what compartments and accessions are called by the one who asks, in lower case
public record SearchRequest(
        String query,
        Map<Facet, Set<String>> selected,
        Order order,
        int limit,
        Optional<String> after,
        Set<Facet> facets,
        Optional<Step> histogram,
        int passages,
        boolean exactTotal,
        Map<String, UUID> names) {

    /// How hits are sorted. What has no date comes last by date.
    public enum Order {
        RELEVANCE,
        NEWEST,
        OLDEST,
        NAME,
        RECEIVED
    }

    /// Width of a bar of the histogram.
    public enum Step {
        YEAR,
        MONTH
    }

    /// Most hits at once.
    public static final int MOST = 1000;

    public SearchRequest {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException(
                    "limit is %d; expected 1 to %d".formatted(limit, MOST));
        }
        if (passages < 0 || passages > 10) {
            throw new IllegalArgumentException(
                    "passages is %d; expected 0 to 10".formatted(passages));
        }
        Map<Facet, Set<String>> copied = new LinkedHashMap<>();
        selected.forEach(
                (facet, values) -> {
                    if (!values.isEmpty()) {
                        copied.put(facet, Set.copyOf(values));
                    }
                });
        selected = Map.copyOf(copied);
        facets = Set.copyOf(facets);
        names = Map.copyOf(names);
    }

    /// The first ten hits by relevance, one passage each, nothing counted.
    public static SearchRequest of(String query) {
        return new SearchRequest(
                query,
                Map.of(),
                Order.RELEVANCE,
                10,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                1,
                false,
                Map.of());
    }

    public SearchRequest limit(int most) {
        return new SearchRequest(
                query,
                selected,
                order,
                most,
                after,
                facets,
                histogram,
                passages,
                exactTotal,
                names);
    }

    public SearchRequest order(Order wanted) {
        return new SearchRequest(
                query,
                selected,
                wanted,
                limit,
                after,
                facets,
                histogram,
                passages,
                exactTotal,
                names);
    }

    public SearchRequest after(String cursor) {
        return new SearchRequest(
                query,
                selected,
                order,
                limit,
                Optional.of(cursor),
                facets,
                histogram,
                passages,
                exactTotal,
                names);
    }

    /// Narrowed to values of one facet, besides those chosen in others.
    public SearchRequest selecting(Facet facet, Set<String> values) {
        Map<Facet, Set<String>> more = new LinkedHashMap<>(selected);
        more.put(facet, values);
        return new SearchRequest(
                query, more, order, limit, after, facets, histogram, passages, exactTotal, names);
    }

    /// With all facets counted.
    public SearchRequest counting() {
        return counting(EnumSet.allOf(Facet.class));
    }

    public SearchRequest counting(Set<Facet> wanted) {
        return new SearchRequest(
                query, selected, order, limit, after, wanted, histogram, passages, true, names);
    }

    public SearchRequest over(Step step) {
        return new SearchRequest(
                query,
                selected,
                order,
                limit,
                after,
                facets,
                Optional.of(step),
                passages,
                exactTotal,
                names);
    }

    public SearchRequest passages(int most) {
        return new SearchRequest(
                query, selected, order, limit, after, facets, histogram, most, exactTotal, names);
    }

    public SearchRequest exactTotal(boolean exact) {
        return new SearchRequest(
                query, selected, order, limit, after, facets, histogram, passages, exact, names);
    }

    public SearchRequest names(Map<String, UUID> known) {
        return new SearchRequest(
                query,
                selected,
                order,
                limit,
                after,
                facets,
                histogram,
                passages,
                exactTotal,
                known);
    }
}
