package org.haetae.suggest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.suggest.Word.Script;

/// People, organisations, places and numbers in Korean that no list knows: by titles, endings,
/// counters.
final class KoreanText {

    private static final int NAME = 3;

    private final KoreanEndings endings;
    private final List<String> titles;
    private final Set<String> strong;
    private final Set<String> weak;
    private final Set<String> notNames;
    private final Set<String> notNameEndings;
    private final Set<String> neverLast;
    private final Set<String> facilities;
    private final Lexicon lexicon;
    private final List<String> sites;
    private final Set<String> notSites;
    private final List<String> organisations;
    private final Set<String> notOrganisations;
    private final List<String> places;
    private final Pattern number;
    private final Pattern nativeNumber;
    private final Pattern manyNumber;

    KoreanText(Vocabulary vocabulary, KoreanEndings endings, Lexicon lexicon) {
        this.endings = endings;
        this.lexicon = lexicon;
        titles = longestFirst(vocabulary.list("korean-titles"));
        strong = vocabulary.list("hangul-surnames-strong");
        weak = vocabulary.list("hangul-surnames-weak");
        notNames = vocabulary.list("hangul-not-names");
        neverLast = vocabulary.list("hangul-never-last");
        sites = longestFirst(vocabulary.list("hangul-site-endings"));
        notSites = vocabulary.list("hangul-not-sites");
        facilities = vocabulary.list("hangul-facility-endings");
        notNameEndings = vocabulary.list("hangul-title-endings");
        organisations = longestFirst(vocabulary.list("hangul-organisation-endings"));
        notOrganisations = vocabulary.list("hangul-organisation-stops");
        places = longestFirst(vocabulary.list("hangul-place-endings"));
        var counters = vocabulary.alternatives("hangul-counters");
        number =
                Pattern.compile(
                        "(?<![\\d.,\\w])(?:(약|적어도|최소|최소한|무려|최대|근)\\s?)?(\\d{1,3}(?:,\\d{3})+|\\d+(?:\\.\\d+)?)((?:\\s?[십백천만억조])*)\\s?(여)?\\s?("
                                + counters
                                + ")(?![a-zA-Z])");
        nativeNumber =
                Pattern.compile(
                        "(?<![가-힣])(두|세|네|다섯|여섯|일곱|여덟|아홉|열|열두|스무|서른)\\s?(명|사람|개|가지|차례|척|대|마리)(?=[은는이가을를의에와과로도만씩]?(?![가-힣])|나라)");
        manyNumber =
                Pattern.compile("(?<![가-힣])(수[십백천만]+|몇[십백천만]+)\\s?(명|여명|개|톤|세대|정보|대|척|차례|건|인민|년)?");
    }

    private static List<String> longestFirst(Set<String> words) {
        return words.stream().sorted((one, other) -> other.length() - one.length()).toList();
    }

    void find(Words words, Consumer<Mention> found) {
        if (!hasHangul(words)) {
            return;
        }
        numbers(words.text(), found);
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).script() == Script.HANGUL) {
                people(words, i, found);
                organisation(words.get(i), found);
                place(words, i, found);
                site(words.get(i), found);
            }
        }
    }

    private static boolean hasHangul(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).script() == Script.HANGUL) {
                return true;
            }
        }
        return false;
    }

    /// "최부일 인민보안상", "최부일동지는", "인민보안상 최부일이".
    private void people(Words words, int at, Consumer<Mention> found) {
        var word = words.get(at);
        var run = word.form();
        if (run.length() > NAME && mayBeName(run.substring(0, NAME)) && titleAt(run, NAME)) {
            tell(word.start(), run.substring(0, NAME), found);
        }
        var next = words.at(at + 1);
        if (run.length() == NAME
                && mayBeName(run)
                && next != null
                && !next.breaks()
                && next.script() == Script.HANGUL
                && titleAt(next.form(), 0)) {
            tell(word.start(), run, found);
        }
        var before = words.at(at - 1);
        if (before != null
                && !word.breaks()
                && before.script() == Script.HANGUL
                && titles.stream().anyMatch(title -> endsWithTitle(before.form(), title))
                && run.length() >= NAME
                && mayBeName(run.substring(0, NAME))
                && endings.isEnding(run.substring(NAME))) {
            tell(word.start(), run.substring(0, NAME), found);
        }
    }

    /// A title that stands before a name has no particle.
    private static boolean endsWithTitle(String run, String title) {
        return title.length() > 1
                && run.endsWith(title)
                && !title.equals("동지")
                && !title.equals("동무");
    }

    private static void tell(int start, String name, Consumer<Mention> found) {
        found.accept(
                Mention.of(
                        start, start + name.length(), Kind.PERSON, name, Rule.PERSON_KOREAN_TITLE));
    }

    private boolean titleAt(String run, int from) {
        var rest = run.substring(from);
        return titles.stream()
                .anyMatch(
                        title ->
                                rest.startsWith(title)
                                        && endings.isEnding(rest.substring(title.length())));
    }

    private boolean mayBeName(String name) {
        var family = name.substring(0, 1);
        if (notNames.contains(name) || neverLast.contains(name.substring(NAME - 1))) {
            return false;
        }
        return strong.contains(family)
                || weak.contains(family) && !notNameEndings.contains(name.substring(NAME - 1));
    }

    /// Everybody who was named with a title, wherever the name stands again.
    void again(Words words, List<Mention> settled, Consumer<Mention> found) {
        Map<String, Rule> known = new HashMap<>();
        for (var mention : settled) {
            if (mention.rule() == Rule.PERSON_KOREAN_TITLE) {
                known.put(mention.value(), mention.rule());
            }
        }
        for (int i = 0; i < words.size() && !known.isEmpty(); i++) {
            var word = words.get(i);
            var run = word.form();
            if (word.script() == Script.HANGUL
                    && run.length() >= NAME
                    && known.containsKey(run.substring(0, NAME))
                    && endings.isEnding(run.substring(NAME))) {
                found.accept(
                        Mention.of(
                                word.start(),
                                word.start() + NAME,
                                Kind.PERSON,
                                run.substring(0, NAME),
                                Rule.PERSON_AGAIN));
            }
        }
    }

    /// The longest ending that says organisation, with at least two syllables before it. Of works
    /// and schools only those named for a place: "chemical factory" is no name.
    private void organisation(Word word, Consumer<Mention> found) {
        var run = word.form();
        for (var ending : organisations) {
            int at = run.lastIndexOf(ending);
            int to = at + ending.length();
            if (at >= 2
                    && endings.isEnding(run.substring(to))
                    && (!facilities.contains(ending) || lexicon.beginsWithPlace(run))
                    && !notOrganisations.contains(run.substring(0, to))
                    && !lexicon.listsKorean(run.substring(0, to))) {
                found.accept(
                        Mention.of(
                                word.start(),
                                word.start() + to,
                                Kind.ORGANISATION,
                                run.substring(0, to),
                                Rule.ORGANISATION_KOREAN));
                return;
            }
        }
    }

    /// A smaller place after a larger one: "함경북도 회령시 궁심리". Alone such endings mean too much else.
    private void place(Words words, int at, Consumer<Mention> found) {
        var before = words.at(at - 1);
        if (before == null
                || words.get(at).breaks()
                || before.script() != Script.HANGUL
                || !endsAsPlace(before.form())) {
            return;
        }
        var run = words.get(at).form();
        for (var ending : places) {
            int to = run.indexOf(ending, 1) + ending.length();
            if (run.indexOf(ending, 1) >= 2 && to <= 7 && endings.isEnding(run.substring(to))) {
                found.accept(
                        Mention.of(
                                words.get(at).start(),
                                words.get(at).start() + to,
                                Kind.PLACE,
                                run.substring(0, to),
                                Rule.PLACE_KOREAN));
                return;
            }
        }
    }

    /// "창전거리", "릉라인민유원지": sites with a name of their own before the noun.
    private void site(Word word, Consumer<Mention> found) {
        var run = word.form();
        for (var ending : sites) {
            int at = run.lastIndexOf(ending);
            int to = at + ending.length();
            if (at >= 2
                    && endings.isEnding(run.substring(to))
                    && !notSites.contains(run.substring(0, to))) {
                found.accept(
                        Mention.of(
                                word.start(),
                                word.start() + to,
                                Kind.PLACE,
                                run.substring(0, to),
                                Rule.SITE_KOREAN));
                return;
            }
        }
    }

    private static boolean endsAsPlace(String run) {
        return run.matches("[가-힣]{1,4}(남도|북도|강도|원도|해도|시|군|구역)")
                && !run.matches("다시|역시|인민군|.*미군|반드시|동시|즉시|일시|잠시");
    }

    private void numbers(String text, Consumer<Mention> found) {
        Matcher matcher = number.matcher(text);
        while (matcher.find()) {
            var counter = matcher.group(5);
            if (isYear(matcher.group(2), counter) || !standsAlone(text, matcher.end(), counter)) {
                continue;
            }
            var sign = matcher.group(1) != null || matcher.group(4) != null ? "~" : "";
            if ("적어도".equals(matcher.group(1))
                    || "최소".equals(matcher.group(1))
                    || "최소한".equals(matcher.group(1))) {
                sign = ">=";
            }
            found.accept(
                    Mention.of(
                            matcher.start(),
                            matcher.end(),
                            Kind.NUMBER,
                            sign + matcher.group(2) + matcher.group(3).strip() + " " + counter,
                            Rule.NUMBER_KOREAN));
        }
        for (var pattern : List.of(nativeNumber, manyNumber)) {
            var words = pattern.matcher(text);
            while (words.find()) {
                var counter = words.group(2);
                found.accept(
                        Mention.of(
                                words.start(),
                                words.end(),
                                Kind.NUMBER,
                                words.group(1) + (counter == null ? "" : " " + counter),
                                Rule.NUMBER_KOREAN));
            }
        }
    }

    private static boolean isYear(String digits, String counter) {
        return counter.startsWith("년") && digits.length() >= 4
                || counter.equals("년") && digits.length() > 2 && digits.startsWith("1");
    }

    /// A counter of one syllable is one only where the word ends or a particle follows.
    private boolean standsAlone(String text, int to, String counter) {
        if (counter.length() > 1
                || Set.of("명", "톤", "%", "t", "돐", "년", "차", "만", "호").contains(counter)) {
            return true;
        }
        var rest = KoreanEndings.rest(text, to);
        return endings.isEnding(rest) || counter.equals("개") || counter.equals("배");
    }
}
