package org.haetae.names;

import static org.haetae.names.DateGrammar.Where.AMONG_LETTERS;
import static org.haetae.names.DateGrammar.Where.TYPED;

import java.util.regex.Matcher;
import java.util.stream.Stream;

/// How Korean texts state dates; and Chinese and Japanese ones as far as they write the same in
/// figures.
final class KoreanDates {

    private KoreanDates() {}

    static void addTo(DateGrammar it) {
        parts(it);
        points(it);
        it.phrase(
                DateRule.ABOUT,
                AMONG_LETTERS,
                "(?:(?:약|대략) ?)?<a:kpoint> ?(?:경(?![가-힣])|경에|쯤|께|무렵|즈음|頃|ごろ|左右)",
                it::about);
        it.phrase(DateRule.ABOUT, AMONG_LETTERS, "(?:약|대략) ?<a:kpoint>", it::about);
        spans(it);
    }

    private static void parts(DateGrammar it) {
        it.part(
                "kyear",
                "(?:주체 ?\\(? ?\\d{1,3} ?\\)? ?년? ?\\( ?{digits} ?년? ?\\) ?(?:년도?)?"
                        + "|주체 ?\\d{1,3} ?년|{digits} ?(?:년도?|年度?)"
                        + (it.readsShortYears() ? "|'?\\d\\d ?년)" : ")")
                        + "(?! ?(?:간|동안|만에|째|대|代|間|间|来|来|이상|넘|가까이))");
        it.part("kseason", "(?:봄|여름|가을|겨울|春(?!节)|夏|秋|冬)(?!철?궁)");
        it.part("kedgeofmonth", "(?:초순|상순|중순|하순|초(?![가-힣])|말(?![가-힣])|초에|말에)");
        it.part("kedgeofyear", "(?:초반|중반|후반|초(?![가-힣])|말(?![가-힣])|초에|말에)");
        it.part("kedgeofdecade", "(?:초반|초엽|중반|중엽|후반|말엽|초(?![가-힣])|말(?![가-힣])|초에|말에)");
        it.part("khalf", "(?:상반기|하반기|上半年|下半年)");
        it.part("kquarter", "(?:[1-4] ?(?:/ ?4)? ?분기)");
        it.part(
                "kpoint",
                String.join(
                        "|",
                        "{kyear} ?{n} ?(?:월|月) ?{n} ?(?:일|日|号)",
                        "{kyear} ?{n} ?(?:월|月)(?: ?(?:초순|상순|중순|하순|초|말))?",
                        "{kyear} ?{kseason}",
                        "{sdecade} ?(?:년대|年代)(?: ?(?:초반|초엽|중반|중엽|후반|말엽|초|말))?",
                        "{kyear} ?(?:초반|중반|후반|초|말|{khalf}|{kquarter})",
                        "{kyear}",
                        "{digits}\\. ?{n}\\. ?{n}\\.?"));
        it.part("kunit", "(?:{n} ?(?:월|月)|{kseason})");
        it.part("kside", "(?:{kpoint}|{n} ?(?:월|月)(?: ?{n} ?(?:일|日|号))?|{n} ?(?:일|日|号)|{kseason})");
    }

    private static void points(DateGrammar it) {
        it.phrase(
                DateRule.DAY,
                AMONG_LETTERS,
                "<y:kyear> ?<m:n> ?(?:월|月) ?<d:n> ?(?:일|日|号)",
                it::days);
        it.phrase(
                DateRule.MONTH,
                AMONG_LETTERS,
                "<y:kyear> ?<m:n> ?(?:월|月) ?<e:kedgeofmonth>",
                it::partsOfMonth);
        it.phrase(DateRule.MONTH, AMONG_LETTERS, "<y:kyear> ?<m:n> ?(?:월|月)", it::months);
        it.phrase(
                DateRule.SEASON,
                AMONG_LETTERS,
                "<y:kyear> ?(?:초|늦|한)<s:kseason>",
                match -> it.seasons(match).map(date -> date + "~"));
        it.phrase(DateRule.SEASON, AMONG_LETTERS, "<y:kyear> ?<s:kseason>", it::seasons);
        it.phrase(
                DateRule.PART_OF_YEAR,
                AMONG_LETTERS,
                "<y:kyear> ?<e:kedgeofyear>",
                it::partsOfYear);
        it.phrase(
                DateRule.PART_OF_YEAR,
                AMONG_LETTERS,
                "<y:kyear> ?<p:khalf>",
                match -> partOfYear(it, match, match.group("p").matches("[상上].*") ? 40 : 41));
        it.phrase(
                DateRule.PART_OF_YEAR,
                AMONG_LETTERS,
                "<y:kyear> ?<p:kquarter>",
                match -> partOfYear(it, match, 33 + match.group("p").charAt(0) - '1'));
        it.phrase(
                DateRule.DECADE,
                AMONG_LETTERS,
                "<y:sdecade> ?(?:년대|年代) ?<e:kedgeofdecade>",
                it::partsOfDecade);
        it.phrase(DateRule.DECADE, AMONG_LETTERS, "<y:sdecade> ?(?:년대|年代)", it::decades);
        it.phrase(
                DateRule.CENTURY,
                AMONG_LETTERS,
                "<c:n> ?(?:세기|世紀|世纪)",
                match -> DateGrammar.century(Integer.parseInt(match.group("c"))));
        it.phrase(DateRule.YEAR, AMONG_LETTERS, "<y:kyear>", it::years);
    }

    private static Stream<String> partOfYear(DateGrammar it, Matcher match, int code) {
        return it.years(match).map(year -> year + "-" + code);
    }

    private static void spans(DateGrammar it) {
        it.part("kabout", "(?:(?:약|대략) ?)?{kpoint}(?: ?(?:경|쯤|께|무렵))?");
        // 이전 and 이후 include the time that they name, 전 and 후 do not (Standard Korean Dictionary).
        it.phrase(
                DateRule.BEFORE,
                AMONG_LETTERS,
                "<a:kabout>(?: 또는)?(?: 그)? ?(?:이전|以前)",
                it::orEarlier);
        it.phrase(DateRule.BEFORE, AMONG_LETTERS, "<a:kabout> ?(?:전에|之前)", it::before);
        it.phrase(
                DateRule.AFTER,
                AMONG_LETTERS,
                "<a:kabout>(?: 또는)?(?: 그)? ?(?:이후|以后|以後|以降)",
                it::orLater);
        it.phrase(DateRule.AFTER, AMONG_LETTERS, "<a:kabout> ?(?:후에|之后|之後)", it::after);
        it.phrase(
                DateRule.SINCE,
                AMONG_LETTERS,
                "<a:kabout> ?(?:이래|부터(?: 지금까지| 현재까지)?|から|以来|以來)",
                it::since);
        it.phrase(DateRule.UNTIL, AMONG_LETTERS, "<a:kabout> ?(?:까지|まで)", it::until);
        it.phrase(
                DateRule.RANGE,
                AMONG_LETTERS,
                "<a:kabout> ?(?:부터|에서|~|-|から|至|到) ?<b:kside>(?: ?(?:까지|사이|まで))?",
                it::range);
        it.phrase(DateRule.RANGE, AMONG_LETTERS, "<a:kabout>(?:과|와) ?<b:kside> ?사이", it::range);
        it.phrase(
                DateRule.RANGE,
                AMONG_LETTERS,
                "<y:kyear> ?<m:n> ?(?:월|月) ?<d:n> ?(?:~|-) ?<d2:n> ?(?:일|日)",
                match ->
                        it.days(match)
                                .map(
                                        day ->
                                                day
                                                        + "/"
                                                        + day.substring(0, 8)
                                                        + DateGrammar.two(match.group("d2"))));
        it.phrase(
                DateRule.RANGE,
                AMONG_LETTERS,
                "<y:kyear> ?<m:n> ?(?:~|-) ?<m2:n> ?(?:월|月)",
                match ->
                        it.months(match)
                                .map(
                                        month ->
                                                month
                                                        + "/"
                                                        + month.substring(0, 5)
                                                        + DateGrammar.two(match.group("m2"))));
        it.phrase(
                DateRule.RANGE,
                AMONG_LETTERS,
                "<y:digits> ?(?:~|-) ?<b:kyear>",
                match ->
                        it.years(match)
                                .flatMap(a -> it.years(match.group("b")).map(b -> a + "/" + b)));
        it.phrase(DateRule.PERHAPS, TYPED, "<a:kabout> ?\\(?(?:\\?|불확실)\\)?", it::perhaps);
        it.phrase(DateRule.SEVERAL, TYPED, "<a:kabout> (?:또는|혹은) <b:kabout>", it::either);
        it.part("kunits", "{kunit}(?:(?:과|와|,| 및| 또는|·|이나) ?{kunit}){1,10}");
        it.phrase(DateRule.SEVERAL, AMONG_LETTERS, "<y:kyear> ?<l:kunits>", it::severalOf);
    }
}
