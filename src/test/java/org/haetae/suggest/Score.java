package org.haetae.suggest;

import java.util.ArrayList;
import java.util.List;

/// How suggestions compare with marks: a mark is found by a suggestion of its kind that shares with
/// it more than half of what both cover together; each counts once.
record Score(
        int marked, int proposed, int found, int exact, List<String> missed, List<String> wrong) {

    static Score of(List<Marked.Mark> marks, List<Suggestion> suggestions) {
        var left = new ArrayList<>(suggestions);
        var missed = new ArrayList<String>();
        int found = 0;
        int exact = 0;
        for (var mark : marks) {
            var best = left.stream().filter(one -> shares(mark, one)).findFirst();
            if (best.isPresent()) {
                left.remove(best.get());
                found++;
                exact +=
                        best.get().start() == mark.start() && best.get().end() == mark.end()
                                ? 1
                                : 0;
            } else {
                missed.add(mark.kind().word() + " " + mark.quote());
            }
        }
        return new Score(
                marks.size(),
                suggestions.size(),
                found,
                exact,
                missed,
                left.stream()
                        .map(one -> one.kind().word() + " " + one.quote() + " " + one.rule().code())
                        .toList());
    }

    private static boolean shares(Marked.Mark mark, Suggestion one) {
        int both = Math.min(mark.end(), one.end()) - Math.max(mark.start(), one.start());
        int either = Math.max(mark.end(), one.end()) - Math.min(mark.start(), one.start());
        return mark.kind() == one.kind() && 2 * both > either;
    }

    Score plus(Score other) {
        var allMissed = new ArrayList<>(missed);
        allMissed.addAll(other.missed);
        var allWrong = new ArrayList<>(wrong);
        allWrong.addAll(other.wrong);
        return new Score(
                marked + other.marked,
                proposed + other.proposed,
                found + other.found,
                exact + other.exact,
                allMissed,
                allWrong);
    }

    double recall() {
        return marked == 0 ? 1 : (double) found / marked;
    }

    double precision() {
        return proposed == 0 ? 1 : (double) found / proposed;
    }

    @Override
    public String toString() {
        return "%4d marked, %4d proposed, %4d found (%d exactly): recall %.2f, precision %.2f"
                .formatted(marked, proposed, found, exact, recall(), precision());
    }
}
