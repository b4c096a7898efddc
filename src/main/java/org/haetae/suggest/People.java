package org.haetae.suggest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.haetae.suggest.LatinNames.Found;
import org.jspecify.annotations.Nullable;

/// People in text of Latin letters: by the look of the name, or by what stands beside it.
final class People {

    /// The state's press sets its leaders' names apart; copied from its pages they lose the blanks
    /// around them ("ComradeKim Jong Uninspected").
    private static final Pattern JOINED =
            Pattern.compile("(Kim (?:Jong Un|Jong Il|Il Sung|Jong Suk))(?=\\p{Ll})");

    private final LatinNames names;
    private final Lexicon lexicon;
    private final Set<List<String>> titles = new HashSet<>();
    private final Set<String> titleBeginnings = new HashSet<>();
    private final int longestTitle;
    private final Set<String> heads;
    private final Set<String> administration;
    private final Set<String> speech;

    People(Vocabulary vocabulary, LatinNames names, Lexicon lexicon) {
        this.names = names;
        this.lexicon = lexicon;
        for (var title : vocabulary.list("titles-before")) {
            var forms = forms(Words.of(title));
            titles.add(forms);
            titleBeginnings.add(forms.getFirst());
        }
        longestTitle = titles.stream().mapToInt(List::size).max().orElse(0);
        heads = vocabulary.list("post-heads");
        administration = vocabulary.list("administration");
        speech = vocabulary.list("speech");
    }

    private static List<String> forms(Words words) {
        return java.util.stream.IntStream.range(0, words.size())
                .mapToObj(i -> words.get(i).form())
                .toList();
    }

    void find(Words words, Consumer<Mention> found) {
        var joined = JOINED.matcher(words.text());
        while (joined.find()) {
            found.accept(
                    Mention.of(
                            joined.start(1),
                            joined.end(1),
                            Kind.PERSON,
                            joined.group(1),
                            Rule.PERSON_JOINED));
        }
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (!word.isLatin()) {
                continue;
            }
            if (titleBeginnings.contains(word.form())) {
                after(words, i, found);
            }
            if (word.isCapital()) {
                tell(words, i, names.korean(words, i, false), Rule.PERSON_ROMANISED, found);
                tell(words, i, names.chinese(words, i), Rule.PERSON_ROMANISED, found);
                tell(words, i, names.western(words, i), Rule.PERSON_GIVEN_NAME, found);
                beside(words, i, found);
            }
        }
    }

    private void tell(
            Words words, int from, @Nullable Found name, Rule rule, Consumer<Mention> found) {
        if (name != null && !isListedElsewhere(words, from, name.to())) {
            found.accept(
                    Mention.of(
                            words.get(from).start(),
                            words.get(name.to() - 1).end(),
                            Kind.PERSON,
                            name.value(),
                            rule));
        }
    }

    private boolean isListedElsewhere(Words words, int from, int to) {
        return lexicon.lists(words, from, to, Kind.PLACE)
                || lexicon.lists(words, from, to, Kind.ORGANISATION)
                || lexicon.lists(words, from, to, Kind.TREATY);
    }

    /// A title here, and a name after it.
    private void after(Words words, int from, Consumer<Mention> found) {
        for (int length = longestTitle; length > 0; length--) {
            int to = from + length;
            if (to >= words.size() || !isTitle(words, from, to)) {
                continue;
            }
            if (words.get(to).isSign(".") && words.get(to).start() == words.get(to - 1).end()) {
                to++;
            }
            if (to >= words.size() || words.get(to).breaks() || !words.get(to).isCapital()) {
                return;
            }
            var korean = names.korean(words, to, true);
            var name = korean != null ? korean : names.capitals(words, to, 1, false);
            if (name != null && !isTitle(words, to, to + 1)) {
                tell(words, to, name, Rule.PERSON_TITLE, found);
            }
            return;
        }
    }

    private boolean isTitle(Words words, int from, int to) {
        var forms = new java.util.ArrayList<String>();
        for (int i = from; i < to; i++) {
            if (i > from && words.get(i).breaks() || i < to && words.get(i).isPossessive()) {
                return false;
            }
            forms.add(words.get(i).form());
        }
        return titles.contains(forms);
    }

    /// A name that only its neighbours show: an office after a comma, a verb of speech,
    /// "administration".
    private void beside(Words words, int from, Consumer<Mention> found) {
        if (from > 0
                && words.get(from - 1).isCapital()
                && !names.isNoise(words.get(from - 1))
                && !words.get(from).breaks()) {
            return;
        }
        var name = names.capitals(words, from, 1, false);
        if (name == null || !isFree(words, from, name.to())) {
            return;
        }
        boolean several = name.to() - from > 1;
        if (several && apposition(words, name.to())) {
            tell(words, from, name, Rule.PERSON_APPOSITION, found);
        } else if (several && speech.contains(words.keyAt(name.to()))
                || several && from > 0 && words.keyAt(from - 1).equals("said")) {
            tell(words, from, name, Rule.PERSON_SPEECH, found);
        } else if (administration.contains(words.keyAt(name.to()))
                && !words.get(name.to() - 1).isPossessive()) {
            tell(words, from, name, Rule.PERSON_ADMINISTRATION, found);
        }
    }

    /// Nothing in these words is listed as something else.
    private boolean isFree(Words words, int from, int to) {
        for (int i = from; i < to; i++) {
            var kinds = lexicon.kindsOf(words.get(i));
            if (kinds.contains(Kind.PLACE)
                    || kinds.contains(Kind.ORGANISATION)
                    || kinds.contains(Kind.TREATY)) {
                return false;
            }
        }
        return true;
    }

    /// ", a senior official in": an office within five words after a comma.
    private boolean apposition(Words words, int at) {
        var comma = words.at(at);
        if (comma == null || !comma.isSign(",")) {
            return false;
        }
        for (int i = at + 1; i < at + 7; i++) {
            var word = words.at(i);
            if (word == null || word.breaks() || word.isSign(",") || word.isSign(";")) {
                return false;
            }
            if (heads.contains(word.key())) {
                return true;
            }
            if (word.isSign(".")) {
                return false;
            }
        }
        return false;
    }

    /// Family names of those who were named in full, wherever they stand again.
    void again(Words words, List<Mention> settled, Consumer<Mention> found) {
        Map<String, String> families = new HashMap<>();
        for (var mention : settled) {
            if (mention.kind() == Kind.PERSON && isFamilyNameLast(mention)) {
                var parts = mention.value().split(" ");
                if (parts.length > 1 && parts[parts.length - 1].length() > 2) {
                    families.putIfAbsent(parts[parts.length - 1], mention.value());
                }
            }
        }
        for (int i = 0; i < words.size() && !families.isEmpty(); i++) {
            var word = words.get(i);
            var value = word.isCapital() ? families.get(word.form()) : null;
            boolean inPhrase = i > 0 && words.get(i - 1).isCapital() && !word.breaks();
            var after = words.at(i + 1);
            boolean opens =
                    after != null && after.isCapital() && !after.breaks() && !word.isPossessive();
            if (value != null && !inPhrase && !opens) {
                found.accept(
                        Mention.of(
                                word.start(), word.end(), Kind.PERSON, value, Rule.PERSON_AGAIN));
            }
        }
    }

    private static boolean isFamilyNameLast(Mention mention) {
        return switch (mention.rule()) {
            case PERSON_GIVEN_NAME, PERSON_APPOSITION, PERSON_SPEECH, PERSON_TITLE -> true;
            default -> false;
        };
    }
}
