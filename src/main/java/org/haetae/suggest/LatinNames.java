package org.haetae.suggest;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.suggest.Word.Script;
import org.jspecify.annotations.Nullable;

/// How names of people look in Latin letters: where one that begins here ends, and in what
/// spelling.
final class LatinNames {

    /// A syllable as McCune-Reischauer, the North's system and the Revised Romanisation write it.
    private static final String SYLLABLE =
            "(?:kk|tt|pp|ss|jj|ch|kh|th|ph|sh|[bdghjklmnprstwy])?"
                    + "(?:yeo|yae|woo|eo|eu|ae|oe|ya|ye|yo|yu|wa|we|wi|wo|ui|oo|ee|[aeiou])"
                    + "(?:ng|[kntlmpgb])?";

    private static final Pattern ONE = Pattern.compile(SYLLABLE);
    private static final Pattern TWO = Pattern.compile(SYLLABLE + SYLLABLE);
    private static final Pattern PINYIN =
            Pattern.compile(
                    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
                            + "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|ui|uo|ue|[aeiou])){1,2}");

    /// Common enough that one syllable or a joined name may follow without any title.
    private static final Set<String> STRONG =
            Set.of(
                    "kim", "pak", "park", "ri", "lee", "choe", "choi", "kang", "jang", "rim",
                    "kwon", "hwang", "ryu", "yun", "yoon", "paek", "sin", "shin");

    private static final Set<String> LINKS =
            Set.of(
                    "de", "da", "dos", "del", "della", "di", "van", "von", "der", "den", "bin",
                    "ibn", "al", "el", "la", "le", "y", "e");
    private static final int LONGEST = 4;

    private final Set<String> korean;
    private final Set<String> chinese;
    private final Set<String> vietnamese;
    private final Set<String> given;
    private final Set<String> noise;
    private final Set<String> heads;
    private final Set<String> placeHeads;
    private final Set<String> instrumentHeads;
    private final Set<String> nationalities;
    private final Set<String> function;
    private final Set<String> titles;
    private final Set<String> nouns;

    LatinNames(Vocabulary vocabulary) {
        korean = vocabulary.list("korean-surnames");
        chinese = vocabulary.list("chinese-surnames");
        vietnamese = vocabulary.list("vietnamese-surnames");
        given = vocabulary.list("given-names");
        noise = vocabulary.list("capital-noise");
        heads = vocabulary.list("organisation-heads");
        placeHeads = vocabulary.list("place-heads");
        instrumentHeads = vocabulary.list("treaty-heads");
        nationalities = vocabulary.list("nationalities");
        function = vocabulary.list("function");
        nouns = vocabulary.list("capital-nouns");
        titles =
                vocabulary.list("titles-before").stream()
                        .flatMap(title -> Stream.of(title.split("[ -]")))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /// A name: the word after its last, and its normal spelling.
    record Found(int to, String value) {}

    /// A Korean name, family name first, in any of its spellings.
    @Nullable Found korean(Words words, int at, boolean expected) {
        var family = words.get(at);
        if (!family.isCapital()
                || family.isPossessive()
                || !korean.contains(titled(family.form()))) {
            return null;
        }
        var first = next(words, at + 1);
        if (first == null || !first.isCapital() || first.isAcronym() && !family.isAcronym()) {
            return null;
        }
        boolean one = ONE.matcher(first.key()).matches();
        if (one && hyphen(words, at + 2)) {
            var second = words.get(at + 3);
            if (ONE.matcher(second.key()).matches()) {
                return new Found(at + 4, spelled(family, first, second));
            }
        }
        var second = first.isPossessive() ? null : next(words, at + 2);
        if (one
                && second != null
                && second.isCapital()
                && !isHead(second)
                && ONE.matcher(second.key()).matches()
                && !hyphen(words, at + 3)) {
            return new Found(at + 3, spelled(family, first, second));
        }
        boolean alone = second == null || !second.isCapital();
        boolean clear = expected || STRONG.contains(family.key());
        if (clear
                && alone
                && isNamePart(first)
                && (one || TWO.matcher(first.key()).matches())
                && first.key().length() > 1) {
            return new Found(at + 2, spelled(family, first));
        }
        return null;
    }

    private static boolean hyphen(Words words, int at) {
        var hyphen = words.at(at);
        var after = words.at(at + 1);
        return hyphen != null
                && after != null
                && hyphen.isSign("-")
                && after.isLatin()
                && words.get(at - 1).end() == hyphen.start()
                && hyphen.end() == after.start();
    }

    /// Every syllable with a capital and parted: one spelling for "Jong-un", "Jong-Un" and "Jong
    /// Un".
    private static String spelled(Word... parts) {
        var spelled = new StringBuilder();
        for (var part : parts) {
            spelled.append(spelled.isEmpty() ? "" : " ").append(titled(part.form()));
        }
        return spelled.toString();
    }

    private static String titled(String form) {
        return form.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + form.substring(1).toLowerCase(java.util.Locale.ROOT);
    }

    /// A Chinese or Vietnamese name, family name first.
    @Nullable Found chinese(Words words, int at) {
        var family = words.get(at);
        var first = next(words, at + 1);
        if (first == null || family.isPossessive() || !first.isCapital() || !isNamePart(first)) {
            return null;
        }
        if (vietnamese.contains(family.form())) {
            int to = at + 1;
            while (to < at + LONGEST && isPart(words, to)) {
                to++;
                if (words.get(to - 1).isPossessive()) {
                    break;
                }
            }
            return new Found(to, words.between(at, to));
        }
        var second = first.isPossessive() ? null : next(words, at + 2);
        boolean alone = second == null || !second.isCapital();
        return alone
                        && chinese.contains(family.form())
                        && !noise.contains(family.form())
                        && first.form().length() > 1
                        && !first.isAcronym()
                        && PINYIN.matcher(first.key()).matches()
                ? new Found(at + 2, family.form() + " " + first.form())
                : null;
    }

    /// A given name that is known, and one or more names after it.
    @Nullable Found western(Words words, int at) {
        var first = words.get(at);
        return given.contains(first.form()) && !first.isPossessive()
                ? capitals(words, at, 2, true)
                : null;
    }

    /// Words with capitals that can be a name: at least so many.
    @Nullable Found capitals(Words words, int at, int least, boolean given) {
        int to = at;
        int parts = 0;
        while (to < words.size() && parts < LONGEST + 1) {
            if (to > at && words.get(to).breaks()) {
                break;
            }
            if (to > at && LINKS.contains(words.get(to).key()) && isPart(words, to + 1)) {
                to++;
            } else if (to > at && isInitial(words, to)) {
                to += 2;
            } else if (isPart(words, to)) {
                to++;
                parts++;
                if (words.get(to - 1).isPossessive()) {
                    break;
                }
                while (hyphen(words, to) && words.get(to + 1).isCapital()) {
                    to += 2;
                }
            } else {
                break;
            }
        }
        if (parts < least || !given && endsAsSomethingElse(words, to)) {
            return null;
        }
        return new Found(to, words.between(at, to).replaceAll("\\s+", " "));
    }

    /// "Jong Un Avenue" is no person.
    private boolean endsAsSomethingElse(Words words, int to) {
        var after = next(words, to);
        return after != null
                && after.isCapital()
                && isHead(after)
                && !words.get(to - 1).isPossessive();
    }

    private static boolean isInitial(Words words, int at) {
        var initial = words.get(at);
        var dot = words.at(at + 1);
        return initial.isCapital()
                && initial.form().length() == 1
                && dot != null
                && dot.isSign(".")
                && dot.start() == initial.end();
    }

    private boolean isPart(Words words, int at) {
        var word = words.at(at);
        return word != null && word.isCapital() && isNamePart(word);
    }

    boolean isNamePart(Word word) {
        return word.script() == Script.LATIN
                && !word.isAcronym()
                && word.form().length() > 1
                && !isHead(word)
                && !titles.contains(word.form())
                && !nouns.contains(word.form())
                && !noise.contains(word.form())
                && !nationalities.contains(word.form())
                && !function.contains(word.key());
    }

    boolean isHead(Word word) {
        return heads.contains(word.form())
                || placeHeads.contains(word.form())
                || instrumentHeads.contains(word.form());
    }

    boolean isFamily(Word word) {
        return korean.contains(word.form()) || given.contains(word.form());
    }

    boolean isNoise(Word word) {
        return noise.contains(word.form());
    }

    boolean isNationality(Word word) {
        return nationalities.contains(word.form());
    }

    /// The next word of the same sentence.
    private static @Nullable Word next(Words words, int at) {
        var word = words.at(at);
        return word == null || word.breaks() || word.script() == Script.SIGN ? null : word;
    }
}
