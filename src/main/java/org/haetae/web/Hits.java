package org.haetae.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.extract.Text;
import org.haetae.search.Index;
import org.haetae.search.Passage;
import org.jspecify.annotations.Nullable;

/// Where the words of a search stand: in one item, page by page, so that one can walk from hit to
/// hit, and in the stretches that a list of results shows.
final class Hits {
    private final Index index;
    private final KeptSearches searches;

    Hits(Index index, KeptSearches searches) {
        this.index = index;
        this.searches = searches;
    }

    /// The hits of a kept search in one item; of no search when there is none or it is another's.
    InItem in(Visitor visitor, ItemId item, List<Text.Page> pages, @Nullable UUID search) {
        Asked asked =
                search == null
                        ? null
                        : searches.find(visitor.clearance(), search)
                                .map(KeptSearches.Kept::asked)
                                .orElse(null);
        String query =
                asked == null || asked.batch() || asked.like() != null ? null : asked.query();
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        if (query != null && !pages.isEmpty()) {
            counts.putAll(index.pagesWith(visitor.clearance(), item, query));
        }
        return new InItem(
                index,
                visitor.clearance(),
                item,
                asked == null || search == null ? null : search.toString(),
                query,
                counts);
    }

    /// @param counts hits by page, for pages that have any
    record InItem(
            Index index,
            Clearance by,
            ItemId item,
            @Nullable String search,
            @Nullable String query,
            TreeMap<Integer, Integer> counts) {

        /// Where to begin to read: at the first hit, or else at the beginning.
        int firstPage() {
            return counts.isEmpty() ? 1 : counts.firstKey();
        }

        int count(int page) {
            return counts.getOrDefault(page, 0);
        }

        int total() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        /// The hit before this one, on this page or the last one on an earlier page.
        Sheet.@Nullable HitLink before(int page, int hit) {
            if (hit > 1) {
                return new Sheet.HitLink(page, hit - 1);
            }
            Map.Entry<Integer, Integer> entry = counts.lowerEntry(page);
            return entry == null ? null : new Sheet.HitLink(entry.getKey(), entry.getValue());
        }

        /// The hit after this one, on this page or the first one on a later page.
        Sheet.@Nullable HitLink after(int page, int hit) {
            if (hit < count(page)) {
                return new Sheet.HitLink(page, hit + 1);
            }
            Integer next = counts.higherKey(page);
            return next == null ? null : new Sheet.HitLink(next, 1);
        }

        List<Sheet.Run> runs(int page, String text) {
            if (text.isEmpty()) {
                return List.of();
            }
            return query == null || count(page) == 0
                    ? List.of(Sheet.Run.plain(text))
                    : Hits.runs(text, index.marks(by, item, page, query).marks());
        }
    }

    static Sheet.Quote quote(Passage passage) {
        List<Sheet.Run> runs = new ArrayList<>();
        if (passage.start() > 0) {
            runs.add(Sheet.Run.plain("… "));
        }
        runs.addAll(runs(passage.text(), passage.marks()));
        runs.add(Sheet.Run.plain(" …"));
        return new Sheet.Quote(passage.page(), runs);
    }

    /// Cuts a text at its marks.
    ///
    /// @param marks in code points, in order and apart
    static List<Sheet.Run> runs(String text, List<Passage.Range> marks) {
        List<Sheet.Run> runs = new ArrayList<>();
        int units = 0;
        int points = 0;
        int hit = 0;
        for (Passage.Range mark : marks) {
            int start = text.offsetByCodePoints(units, mark.start() - points);
            int end = text.offsetByCodePoints(start, mark.end() - mark.start());
            if (start > units) {
                runs.add(Sheet.Run.plain(text.substring(units, start)));
            }
            runs.add(new Sheet.Run(text.substring(start, end), ++hit));
            units = end;
            points = mark.end();
        }
        if (units < text.length()) {
            runs.add(Sheet.Run.plain(text.substring(units)));
        }
        return runs;
    }
}
