package org.haetae.suggest;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Numbers with what they count, in English: "12 Japanese citizens", "US$8 million", "dozens of".
///
/// Values read `>=12 citizens`, `~300 people`, `3..5 villages`, `16.5 percent`, `8000000 USD`,
/// `28th edition`, `dozens entities`. A number without a unit is none: it is a year, a page, an
/// article.
final class Figures {

    private static final List<String> SMALL =
            List.of(
                    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
                            .split(" "));
    private static final List<String> TENS =
            List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));
    private static final Set<String> UNITS = Set.of("first", "second");
    private static final Map<String, BigDecimal> SCALES =
            Map.of(
                    "hundred", BigDecimal.valueOf(100),
                    "thousand", BigDecimal.valueOf(1_000),
                    "million", BigDecimal.valueOf(1_000_000),
                    "billion", BigDecimal.valueOf(1_000_000_000),
                    "trillion", BigDecimal.valueOf(1_000_000_000_000L));
    private static final Set<String> VAGUE =
            Set.of("dozens", "scores", "hundreds", "thousands", "millions", "billions");
    private static final Map<String, String> BOUNDS = new HashMap<>();
    private static final Map<String, String> CURRENCIES =
            Map.of(
                    "dollars", "USD", "dollar", "USD", "won", "KRW", "euros", "EUR", "yuan", "CNY",
                    "yen", "JPY", "rubles", "RUB", "pounds", "GBP");
    private static final Map<String, String> SIGNS =
            Map.of("$", "USD", "€", "EUR", "£", "GBP", "₩", "KRW", "¥", "JPY");
    private static final Set<String> NOT_COUNTED_AFTER =
            Set.of(
                    "article",
                    "articles",
                    "no",
                    "resolution",
                    "resolutions",
                    "paragraph",
                    "para",
                    "paragraphs",
                    "paras",
                    "camp",
                    "chapter",
                    "section",
                    "page",
                    "pages",
                    "table",
                    "figure",
                    "office",
                    "room",
                    "unit",
                    "annex",
                    "rule",
                    "principle",
                    "-",
                    "/",
                    "§");

    static {
        for (var word :
                List.of(
                        "at least",
                        "more than",
                        "over",
                        "no fewer than",
                        "not less than",
                        "as many as")) {
            BOUNDS.put(word, ">=");
        }
        BOUNDS.put("more than", ">");
        BOUNDS.put("over", ">");
        for (var word : List.of("up to", "at most", "no more than")) {
            BOUNDS.put(word, "<=");
        }
        for (var word : List.of("less than", "fewer than", "under", "nearly", "almost")) {
            BOUNDS.put(word, "<");
        }
        for (var word :
                List.of(
                        "about",
                        "around",
                        "some",
                        "approximately",
                        "roughly",
                        "an estimated",
                        "estimated")) {
            BOUNDS.put(word, "~");
        }
    }

    private final Set<String> function;
    private final Set<String> units;
    private final Set<String> hyphenated;
    private final Set<String> months;
    private final Set<String> irregular;
    private final Set<String> notPlural;
    private final Set<String> ordinals;
    private final Set<String> ordinalNouns;

    Figures(Vocabulary vocabulary) {
        function = vocabulary.list("function");
        units = vocabulary.list("units");
        hyphenated = vocabulary.list("hyphenated-units");
        months = vocabulary.list("months");
        irregular = vocabulary.list("plural-irregular");
        notPlural = vocabulary.list("not-plural");
        ordinals = vocabulary.list("ordinal-words");
        ordinalNouns = vocabulary.list("ordinal-nouns");
    }

    /// A quantity, as far as it goes.
    private record Quantity(int to, String value) {}

    /// What it counts, as far as that goes.
    private record Unit(int to, String value) {}

    void find(Words words, Consumer<Mention> found) {
        int at = 0;
        while (at < words.size()) {
            int to = figure(words, at, found);
            at = Math.max(to, at + 1);
        }
    }

    /// Where the figure that begins here ends, or 0.
    private int figure(Words words, int at, Consumer<Mention> found) {
        var word = words.get(at);
        if (word.script() == Word.Script.HANGUL || !mayBegin(word)) {
            return 0;
        }
        int sign = currencySign(words, at);
        if (sign > 0) {
            var amount = quantity(words, sign);
            return amount == null
                    ? 0
                    : tell(
                            words,
                            at,
                            amount.to(),
                            amount.value() + " " + SIGNS.get(words.get(sign - 1).key()),
                            Rule.MONEY,
                            found);
        }
        if (at > 0 && !word.breaks() && NOT_COUNTED_AFTER.contains(words.get(at - 1).key())) {
            return 0;
        }
        int ordinal = ordinal(words, at, found);
        if (ordinal > 0) {
            return ordinal;
        }
        var quantity = quantity(words, at);
        if (quantity == null) {
            return 0;
        }
        var unit = unit(words, at, quantity.to());
        if (unit == null) {
            return 0;
        }
        var money = CURRENCIES.containsValue(unit.value());
        return tell(
                words,
                at,
                unit.to(),
                quantity.value() + " " + unit.value(),
                money ? Rule.MONEY : Rule.NUMBER,
                found);
    }

    private static boolean mayBegin(Word word) {
        return word.isNumber() || word.isLatin() || SIGNS.containsKey(word.key());
    }

    private int tell(
            Words words, int from, int to, String value, Rule rule, Consumer<Mention> found) {
        int first = from;
        String sign = "";
        for (int length = 3; length > 0 && sign.isEmpty(); length--) {
            if (from - length >= 0 && !words.get(from).breaks()) {
                var before = words.between(from - length, from).toLowerCase(Locale.ROOT);
                if (BOUNDS.containsKey(before)) {
                    sign = BOUNDS.get(before);
                    first = from - length;
                }
            }
        }
        found.accept(
                Mention.of(
                        words.get(first).start(),
                        words.get(to - 1).end(),
                        Kind.NUMBER,
                        sign + value,
                        rule));
        return to;
    }

    /// After "$", "US$", "USD": where the amount begins, or 0.
    private static int currencySign(Words words, int at) {
        var word = words.get(at);
        if (SIGNS.containsKey(word.key())) {
            return at + 1 < words.size() && words.get(at + 1).isNumber() ? at + 1 : 0;
        }
        boolean us = word.form().equals("US");
        var next = words.at(at + 1);
        return us
                        && next != null
                        && next.isSign("$")
                        && next.start() == word.end()
                        && at + 2 < words.size()
                        && words.get(at + 2).isNumber()
                ? at + 2
                : 0;
    }

    /// "28th edition", "fourth consecutive year".
    private int ordinal(Words words, int at, Consumer<Mention> found) {
        var word = words.get(at);
        int to = at;
        String number = "";
        if (word.isNumber()
                && Set.of("st", "nd", "rd", "th").contains(words.keyAt(at + 1))
                && words.get(at + 1).start() == word.end()) {
            to = at + 2;
            number = words.between(at, to);
        } else if (ordinals.contains(word.key())) {
            to = at + 1;
            number = word.key();
        } else if (TENS.contains(word.key())
                && "-".equals(words.keyAt(at + 1))
                && (UNITS.contains(words.keyAt(at + 2))
                        || ordinals.contains(words.keyAt(at + 2)))) {
            to = at + 3;
            number = words.between(at, to).toLowerCase(Locale.ROOT);
        } else {
            return 0;
        }
        boolean digits = word.isNumber();
        for (int i = to; i < to + 3; i++) {
            var noun = words.at(i);
            if (noun == null
                    || noun.breaks()
                    || !noun.isLatin()
                    || function.contains(noun.key())
                    || months.contains(noun.key())
                    || noun.key().equals("century")) {
                return 0;
            }
            if (ordinalNouns.contains(noun.key()) && !ordinalNouns.contains(words.keyAt(i + 1))) {
                return tell(words, at, i + 1, number + " " + noun.key(), Rule.ORDINAL, found);
            }
            if (digits && i == to && !isNounBefore(words, i + 1)) {
                return tell(words, at, i + 1, number + " " + noun.key(), Rule.ORDINAL, found);
            }
        }
        return 0;
    }

    private boolean isNounBefore(Words words, int at) {
        var next = words.at(at);
        return next != null && next.isLatin() && !next.breaks() && !function.contains(next.key());
    }

    private @Nullable Quantity quantity(Words words, int at) {
        var first = amount(words, at);
        if (first == null) {
            return vague(words, at);
        }
        int to = first.to();
        var link = words.keyAt(to);
        if (link.equals("to") || link.equals("-") || link.equals("–")) {
            var second = to + 1 < words.size() ? amount(words, to + 1) : null;
            if (second != null) {
                return new Quantity(second.to(), first.value() + ".." + second.value());
            }
        }
        return first;
    }

    /// "dozens of", "tens of thousands of".
    private static @Nullable Quantity vague(Words words, int at) {
        var word = words.get(at).key();
        if (word.equals("tens")
                        && "of".equals(words.keyAt(at + 1))
                        && VAGUE.contains(words.keyAt(at + 2))
                || word.equals("hundreds")
                        && "of".equals(words.keyAt(at + 1))
                        && VAGUE.contains(words.keyAt(at + 2))) {
            return "of".equals(words.keyAt(at + 3))
                    ? new Quantity(at + 4, words.between(at, at + 3))
                    : null;
        }
        if (!VAGUE.contains(word) || !"of".equals(words.keyAt(at + 1))) {
            return null;
        }
        return new Quantity("the".equals(words.keyAt(at + 2)) ? at + 3 : at + 2, word);
    }

    private static @Nullable Quantity amount(Words words, int at) {
        var word = words.get(at);
        @Nullable BigDecimal value = null;
        int to = at + 1;
        if (word.isNumber()) {
            value = digits(word.form());
        } else if (SMALL.indexOf(word.key()) > 1) {
            value = BigDecimal.valueOf(SMALL.indexOf(word.key()));
        } else if (TENS.contains(word.key())) {
            value = BigDecimal.valueOf(10L * TENS.indexOf(word.key()) + 20);
            int unit = "-".equals(words.keyAt(to)) ? SMALL.indexOf(words.keyAt(to + 1)) : -1;
            if (unit > 0 && unit < 10) {
                value = value.add(BigDecimal.valueOf(unit));
                to += 2;
            }
        } else if ((word.key().equals("a") || word.key().equals("one"))
                && SCALES.containsKey(words.keyAt(to))) {
            value = BigDecimal.ONE;
        }
        if (value == null) {
            return null;
        }
        while (SCALES.containsKey(words.keyAt(to))) {
            value = value.multiply(SCALES.get(words.keyAt(to)));
            to++;
        }
        return new Quantity(to, value.stripTrailingZeros().toPlainString());
    }

    private static @Nullable BigDecimal digits(String form) {
        var plain = form.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?") ? form.replace(",", "") : form;
        return plain.matches("\\d+(\\.\\d+)?") && plain.length() <= 18
                ? new BigDecimal(plain)
                : null;
    }

    private @Nullable Unit unit(Words words, int from, int at) {
        var next = words.at(at);
        if (next == null || next.breaks()) {
            return null;
        }
        if (next.isSign("%") || next.key().equals("percent")) {
            return new Unit(at + 1, "percent");
        }
        if (next.key().equals("per") && "cent".equals(words.keyAt(at + 1))) {
            return new Unit(at + 2, "percent");
        }
        if (next.isSign("-") && next.start() == words.get(at - 1).end()) {
            return hyphenated(words, at + 1, words.get(from).isNumber());
        }
        if (isYear(words.get(from), at - from) || months.contains(next.key())) {
            return null;
        }
        var money = CURRENCIES.get(next.key());
        if (money != null) {
            return new Unit(at + 1, money);
        }
        if (next.form().equals("US") && CURRENCIES.containsKey(words.keyAt(at + 1))) {
            return new Unit(at + 2, "USD");
        }
        if (units.contains(next.key())) {
            return new Unit(at + 1, next.key());
        }
        return counted(words, at);
    }

    private static boolean isYear(Word word, int length) {
        return length == 1 && word.form().matches("1[5-9]\\d\\d|20\\d\\d");
    }

    /// "643-page", "23-member", "28-year-old"; with a number in words only what is counted so
    /// ("five-year", not "two-way").
    private @Nullable Unit hyphenated(Words words, int at, boolean digits) {
        var unit = words.at(at);
        if (unit == null
                || !unit.isLatin()
                || unit.breaks()
                || !digits && !hyphenated.contains(unit.key())
                || function.contains(unit.key())
                || months.contains(unit.key())
                || ordinals.contains(unit.key())
                || UNITS.contains(unit.key())) {
            return null;
        }
        if ("-".equals(words.keyAt(at + 1)) && "old".equals(words.keyAt(at + 2))) {
            return new Unit(at + 3, unit.key() + "s old");
        }
        return new Unit(at + 1, unit.key() + "s");
    }

    /// The first plural within five words, before anything that ends a noun phrase.
    private @Nullable Unit counted(Words words, int at) {
        for (int i = at; i < at + 5; i++) {
            var word = words.at(i);
            if (word == null || word.breaks() || word.isNumber()) {
                return null;
            }
            if (word.isSign("-")) {
                continue;
            }
            if (!word.isLatin() || function.contains(word.key()) || months.contains(word.key())) {
                return null;
            }
            if (isPlural(word)) {
                int to = i + 1;
                var after = words.at(to);
                // "human rights treaty bodies": a plural can stand before the noun that is counted.
                if (after != null && after.isLatin() && !after.breaks() && i + 2 < words.size()) {
                    for (int j = to; j < Math.min(to + 2, words.size()); j++) {
                        var further = words.get(j);
                        if (further.breaks()
                                || !further.isLatin()
                                || function.contains(further.key())) {
                            break;
                        }
                        if (isPlural(further)) {
                            return new Unit(j + 1, further.key());
                        }
                    }
                }
                return word.isPossessive() ? null : new Unit(to, word.key());
            }
        }
        return null;
    }

    private boolean isPlural(Word word) {
        var key = word.key();
        return irregular.contains(key)
                || key.length() > 3
                        && key.endsWith("s")
                        && !key.endsWith("ss")
                        && !key.endsWith("us")
                        && !key.endsWith("is")
                        && !notPlural.contains(key);
    }
}
