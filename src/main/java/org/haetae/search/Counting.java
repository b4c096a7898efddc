package org.haetae.search;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.SortedNumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.BytesRef;
import org.haetae.search.Answer.Bar;
import org.haetae.search.Answer.Count;
import org.haetae.search.SearchRequest.Step;

/// Counts in one pass all hits, the values of each facet, and the hits over time.
///
/// Values chosen in a facet narrow everything but that facet's own counts, so that one sees what
/// another choice would give. The pass therefore runs over what fits the query alone and looks at
/// the choices itself: a document that fails one facet's choice counts for that facet only.
final class Counting extends SimpleCollector {

    private static final int FIRST_DAY = (int) LocalDate.of(1800, 1, 1).toEpochDay();
    private static final int LAST_DAY = (int) LocalDate.of(2200, 1, 1).toEpochDay();

    /// Month of each day of four centuries: year times twelve plus month.
    private static final short[] MONTHS = months();

    private final SearchRequest request;
    private final List<Values> values = new ArrayList<>();
    private final Map<Integer, Long> bars = new HashMap<>();
    private SortedNumericDocValues dates = DocValues.emptySortedNumeric();
    private long total;

    Counting(SearchRequest request) {
        this.request = request;
        for (Facet facet : Facet.values()) {
            Set<String> selected = request.selected().getOrDefault(facet, Set.of());
            boolean counted = request.facets().contains(facet);
            if (counted || !selected.isEmpty()) {
                values.add(
                        facet == Facet.YEAR
                                ? new Years(facet, selected, counted)
                                : new Words(facet, selected, counted));
            }
        }
    }

    /// For `IndexSearcher.search`, which may look at several parts of the index at a time.
    static CollectorManager<Counting, Counting> manager(SearchRequest request) {
        return new CollectorManager<>() {
            @Override
            public Counting newCollector() {
                return new Counting(request);
            }

            @Override
            public Counting reduce(Collection<Counting> parts) {
                Counting all = new Counting(request);
                parts.forEach(all::add);
                return all;
            }
        };
    }

    private void add(Counting part) {
        part.finishLeaf();
        total += part.total;
        part.bars.forEach((month, count) -> bars.merge(month, count, Long::sum));
        for (int i = 0; i < values.size(); i++) {
            values.get(i).add(part.values.get(i));
        }
    }

    long total() {
        return total;
    }

    Map<Facet, List<Count>> facets() {
        Map<Facet, List<Count>> facets = new EnumMap<>(Facet.class);
        for (Values one : values) {
            if (one.counted) {
                facets.put(one.facet, one.counts());
            }
        }
        return facets;
    }

    List<Bar> histogram() {
        Optional<Step> step = request.histogram();
        Map<String, Long> sorted = new TreeMap<>();
        bars.forEach(
                (month, count) -> {
                    int year = Math.floorDiv(month, 12);
                    String from =
                            step.equals(Optional.of(Step.MONTH))
                                    ? "%04d-%02d".formatted(year, Math.floorMod(month, 12) + 1)
                                    : "%04d".formatted(year);
                    sorted.merge(from, count, Long::sum);
                });
        return sorted.entrySet().stream()
                .map(bar -> new Bar(bar.getKey(), bar.getValue()))
                .toList();
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.COMPLETE_NO_SCORES;
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
        finishLeaf();
        if (request.histogram().isPresent()) {
            dates = DocValues.getSortedNumeric(leaf.reader(), Fields.DATE);
        }
        for (Values one : values) {
            one.next(leaf);
        }
    }

    private void finishLeaf() {
        for (Values one : values) {
            one.finishLeaf();
        }
    }

    @Override
    public void collect(int document) throws IOException {
        Values failed = null;
        for (Values one : values) {
            one.advance(document);
            if (!one.selected.isEmpty() && !one.fits()) {
                if (failed != null) {
                    return;
                }
                failed = one;
            }
        }
        if (failed != null) {
            if (failed.counted) {
                failed.count();
            }
            return;
        }
        total++;
        for (Values one : values) {
            if (one.counted) {
                one.count();
            }
        }
        if (request.histogram().isPresent() && dates.advanceExact(document)) {
            bars.merge(month(dates.nextValue()), 1L, Long::sum);
        }
    }

    private static short[] months() {
        short[] months = new short[LAST_DAY - FIRST_DAY];
        LocalDate date = LocalDate.ofEpochDay(FIRST_DAY);
        for (int i = 0; i < months.length; i++) {
            months[i] = (short) (date.getYear() * 12 + date.getMonthValue() - 1);
            date = date.plusDays(1);
        }
        return months;
    }

    private static int month(long day) {
        if (day >= FIRST_DAY && day < LAST_DAY) {
            return MONTHS[(int) day - FIRST_DAY];
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        return date.getYear() * 12 + date.getMonthValue() - 1;
    }

    /// The values of one facet.
    private abstract static class Values {
        final Facet facet;
        final Set<String> selected;
        final boolean counted;
        final Map<String, Long> counts = new HashMap<>();

        Values(Facet facet, Set<String> selected, boolean counted) {
            this.facet = facet;
            this.selected = selected;
            this.counted = counted;
        }

        abstract void next(LeafReaderContext leaf) throws IOException;

        abstract void advance(int document) throws IOException;

        /// Whether the document at hand has one of the values chosen.
        abstract boolean fits() throws IOException;

        abstract void count() throws IOException;

        abstract void finishLeaf();

        void add(Values part) {
            part.counts.forEach((value, count) -> counts.merge(value, count, Long::sum));
        }

        List<Count> counts() {
            List<Count> all = new ArrayList<>();
            counts.forEach(
                    (value, count) -> all.add(new Count(value, count, selected.contains(value))));
            // What is chosen stays to be seen, and can be taken back, even at none.
            for (String value : selected) {
                if (!counts.containsKey(value)) {
                    all.add(new Count(value, 0, true));
                }
            }
            all.sort(Comparator.comparingLong(Count::count).reversed().thenComparing(Count::value));
            return List.copyOf(all);
        }
    }

    /// Values that are words or identifiers, one or several of a document.
    private static final class Words extends Values {
        private SortedSetDocValues present = DocValues.emptySortedSet();
        private long[] byOrdinal = new long[0];
        private boolean[] chosen = new boolean[0];
        private long[] at = new long[4];
        private int size;

        Words(Facet facet, Set<String> selected, boolean counted) {
            super(facet, selected, counted);
        }

        @Override
        void next(LeafReaderContext leaf) throws IOException {
            SortedSetDocValues several =
                    facet == Facet.LANGUAGE
                            ? DocValues.getSortedSet(leaf.reader(), facet.field())
                            : single(DocValues.getSorted(leaf.reader(), facet.field()));
            present = several;
            int count = Math.toIntExact(several.getValueCount());
            byOrdinal = new long[count];
            chosen = new boolean[count];
            for (String value : selected) {
                long ordinal = several.lookupTerm(bytes(value));
                if (ordinal >= 0) {
                    chosen[(int) ordinal] = true;
                }
            }
        }

        private static SortedSetDocValues single(SortedDocValues values) {
            return DocValues.singleton(values);
        }

        private BytesRef bytes(String value) {
            if (facet == Facet.ACCESSION) {
                try {
                    return Documents.bytes(UUID.fromString(value));
                } catch (IllegalArgumentException noIdentifier) {
                    return new BytesRef();
                }
            }
            return new BytesRef(value.toLowerCase(Locale.ROOT));
        }

        private String word(BytesRef bytes) {
            return facet == Facet.ACCESSION ? Documents.id(bytes).toString() : bytes.utf8ToString();
        }

        @Override
        void advance(int document) throws IOException {
            size = 0;
            if (present.advanceExact(document)) {
                int count = present.docValueCount();
                if (count > at.length) {
                    at = new long[count];
                }
                for (int i = 0; i < count; i++) {
                    at[size++] = present.nextOrd();
                }
            }
        }

        @Override
        boolean fits() {
            for (int i = 0; i < size; i++) {
                if (chosen[(int) at[i]]) {
                    return true;
                }
            }
            return false;
        }

        @Override
        void count() {
            for (int i = 0; i < size; i++) {
                byOrdinal[(int) at[i]]++;
            }
        }

        @Override
        void finishLeaf() {
            for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
                if (byOrdinal[ordinal] > 0) {
                    try {
                        String value = word(present.lookupOrd(ordinal));
                        counts.merge(value, byOrdinal[ordinal], Long::sum);
                    } catch (IOException failure) {
                        throw Scope.failed(failure);
                    }
                }
            }
            byOrdinal = new long[0];
        }
    }

    private static final class Years extends Values {
        private SortedNumericDocValues present = DocValues.emptySortedNumeric();
        private final Map<Integer, long[]> years = new HashMap<>();
        private final Set<Integer> chosen = new java.util.HashSet<>();
        private boolean has;
        private int year;

        Years(Facet facet, Set<String> selected, boolean counted) {
            super(facet, selected, counted);
            for (String value : selected) {
                parse(value).ifPresent(chosen::add);
            }
        }

        @Override
        void next(LeafReaderContext leaf) throws IOException {
            present = DocValues.getSortedNumeric(leaf.reader(), Fields.DATE);
        }

        @Override
        void advance(int document) throws IOException {
            has = present.advanceExact(document);
            if (has) {
                year = Math.floorDiv(month(present.nextValue()), 12);
            }
        }

        @Override
        boolean fits() {
            return has && chosen.contains(year);
        }

        @Override
        void count() {
            if (has) {
                years.computeIfAbsent(year, first -> new long[1])[0]++;
            }
        }

        @Override
        void finishLeaf() {
            years.forEach((of, count) -> counts.merge(name(of), count[0], Long::sum));
            years.clear();
        }

        private static String name(int year) {
            return "%04d".formatted(year);
        }
    }

    /// A year as a facet's value; empty when it is none.
    static Optional<Integer> parse(String year) {
        return year.matches("-?\\d{1,6}") ? Optional.of(Integer.parseInt(year)) : Optional.empty();
    }
}
