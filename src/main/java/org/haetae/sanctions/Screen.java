package org.haetae.sanctions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.haetae.names.Comparison;
import org.haetae.names.HistoricDate;
import org.haetae.names.Name;
import org.haetae.names.NameIndex;
import org.haetae.names.NameKind;
import org.haetae.names.NameScript;
import org.haetae.sanctions.ListEntry.ListedName;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Subject;

/// Who on a list a name could be. Held in memory, never changed, safe to share between threads.
///
/// What is known besides the name then speaks for or against, each by a factor on the odds; without
/// it no score passes [Comparison#HIGHEST].
public final class Screen {

    /// From here on somebody should look.
    public static final double REVIEW = Comparison.ALERT;

    /// Names that have no more in common than this are no answer.
    private static final double LEAST = 0.11;

    /// What a name that tells little counts.
    private static final double WEAK = 0.9;

    private static final int CANDIDATES = 60;

    /// @param subject what is asked for; empty for anything
    /// @param nationalities as they are written
    public record Question(
            String name,
            Optional<Subject> subject,
            Optional<HistoricDate> born,
            List<String> nationalities) {
        public Question {
            nationalities = List.copyOf(nationalities);
        }

        public static Question of(String name) {
            return new Question(name, Optional.empty(), Optional.empty(), List.of());
        }
    }

    /// What dates of birth or nationalities say to each other.
    public enum Agreement {
        SAME,
        CLOSE,
        DIFFERENT,
        /// One side does not tell.
        UNKNOWN
    }

    /// @param listed the name of the entry that is most like the one asked for
    /// @param name what the names alone say, and why
    /// @param score from 0 to 1
    public record Answer(
            ListEntry entry,
            ListedName listed,
            Comparison name,
            Agreement born,
            Agreement nationality,
            double score) {
        /// Whether somebody should look.
        public boolean toReview() {
            return score >= REVIEW;
        }
    }

    private record Written(ListEntry entry, ListedName listed, Name name) {}

    private final List<Written> names = new ArrayList<>();
    private final Map<String, List<Name>> ofEntry = new HashMap<>();
    private final NameIndex index;

    private Screen(List<ListEntry> entries) {
        for (var entry : entries) {
            for (var listed : entry.names()) {
                var name = Name.read(listed.text(), kind(Optional.of(entry.subject())));
                names.add(new Written(entry, listed, name));
                ofEntry.computeIfAbsent(entry.id(), id -> new ArrayList<>()).add(name);
            }
        }
        // What is known besides the name may put another name of the same entry first.
        index =
                new NameIndex(
                        names.stream().map(Written::name).toList(),
                        IntStream.range(0, names.size()).toArray());
    }

    public static Screen of(List<ListEntry> entries) {
        return new Screen(entries);
    }

    /// How many names there are to meet.
    public int size() {
        return names.size();
    }

    /// The entries that the name could be, the likeliest first, one answer for each.
    ///
    /// @param top most answers
    public List<Answer> ask(Question question, int top) {
        var asked = Name.read(question.name(), kind(question.subject()));
        var best = new LinkedHashMap<String, Answer>();
        for (var hit : index.nearest(asked, CANDIDATES)) {
            var written = names.get(hit.row());
            if (!fits(question.subject(), written.entry().subject())) {
                continue;
            }
            var answer = answer(question, hit.comparison(), written);
            if (answer.score() < LEAST) {
                continue;
            }
            best.merge(
                    written.entry().id(),
                    answer,
                    (one, other) -> ORDER.compare(one, other) <= 0 ? one : other);
        }
        return best.values().stream()
                .map(answer -> contradictedInItsOwnScript(asked, answer) ? below(answer) : answer)
                .sorted(ORDER)
                .limit(top)
                .toList();
    }

    /// Whether the entry has names in the script of the one asked for, and none of them is like it.
    /// What two transcriptions share, such as 정 and 종 in Latin letters, does not weigh against
    /// that.
    private boolean contradictedInItsOwnScript(Name asked, Answer answer) {
        if (!answer.toReview() || asked.script() == NameScript.LATIN) {
            return false;
        }
        var own =
                ofEntry.getOrDefault(answer.entry().id(), List.of()).stream()
                        .filter(name -> name.script() == asked.script())
                        .toList();
        return !own.isEmpty() && own.stream().noneMatch(name -> asked.compare(name).alerts());
    }

    private static Answer below(Answer answer) {
        return new Answer(
                answer.entry(),
                answer.listed(),
                answer.name(),
                answer.born(),
                answer.nationality(),
                Math.min(answer.score(), REVIEW - 0.01));
    }

    private static final Comparator<Answer> ORDER =
            Comparator.comparingDouble((Answer one) -> -one.score())
                    .thenComparing(one -> one.listed().type())
                    .thenComparing(one -> one.entry().id());

    private static NameKind kind(Optional<Subject> subject) {
        return switch (subject.orElse(Subject.UNKNOWN)) {
            case PERSON -> NameKind.PERSON;
            case ORGANISATION -> NameKind.ORGANISATION;
            case VESSEL, AIRCRAFT, UNKNOWN -> NameKind.UNKNOWN;
        };
    }

    private static boolean fits(Optional<Subject> asked, Subject there) {
        return asked.isEmpty()
                || asked.get() == Subject.UNKNOWN
                || there == Subject.UNKNOWN
                || asked.get() == there;
    }

    private static Answer answer(Question question, Comparison name, Written written) {
        var born = born(question.born(), written.entry().births());
        var nationality = nationality(question.nationalities(), written.entry().nationalities());
        double score = name.score() * (written.listed().type() == NameType.WEAK ? WEAK : 1);
        double factor = factor(born, 12, 3, 0.06) * factor(nationality, 1.5, 1, 0.7);
        // A shared year makes nobody's name another's: it speaks for names that are alike alone.
        return new Answer(
                written.entry(),
                written.listed(),
                name,
                born,
                nationality,
                odds(score, score < REVIEW ? Math.min(1, factor) : factor));
    }

    private static double factor(Agreement agreement, double same, double close, double different) {
        return switch (agreement) {
            case SAME -> same;
            case CLOSE -> close;
            case DIFFERENT -> different;
            case UNKNOWN -> 1;
        };
    }

    private static double odds(double probability, double factor) {
        double odds = probability / (1 - probability) * factor;
        return odds / (1 + odds);
    }

    /// Dates that can be the same day agree; a year apart is close, since ages are often counted.
    static Agreement born(Optional<HistoricDate> asked, List<HistoricDate> listed) {
        if (asked.isEmpty() || listed.isEmpty()) {
            return Agreement.UNKNOWN;
        }
        var one = asked.get();
        if (listed.stream()
                .anyMatch(other -> one.order(other) == HistoricDate.Order.MAY_COINCIDE)) {
            return Agreement.SAME;
        }
        return listed.stream().anyMatch(other -> near(one, other))
                ? Agreement.CLOSE
                : Agreement.DIFFERENT;
    }

    private static boolean near(HistoricDate one, HistoricDate other) {
        int slack = one.doubted() || other.doubted() ? 3 : 1;
        return other.earliest().getYear() - slack <= one.latest().getYear()
                && one.earliest().getYear() <= other.latest().getYear() + slack;
    }

    private static Agreement nationality(List<String> asked, List<String> listed) {
        if (asked.isEmpty() || listed.isEmpty()) {
            return Agreement.UNKNOWN;
        }
        return asked.stream()
                        .anyMatch(
                                one ->
                                        listed.stream()
                                                .anyMatch(other -> Countries.same(one, other)))
                ? Agreement.SAME
                : Agreement.DIFFERENT;
    }
}
