package org.haetae.suggest;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Organisations, places and instruments that no list knows, by the noun that says what they are:
/// "Military Security Command", "Committee for ...", "Changbai county", "Convention on ...".
final class Bodies {

    private static final Set<String> JOINS = Set.of("of", "for", "on", "against");
    private static final Pattern SUFFIXED =
            Pattern.compile(
                    "\\b\\p{Lu}[\\p{Ll}ŏŭ']{2,}-(?:ri|dong|gun|si|do|up|gu|guyok|myon|rodongjagu)\\b");
    private static final Pattern CAMP =
            Pattern.compile(
                    "\\b(?:[Cc]amp|[Kk]wan-?li-?so|[Kk]yo-?hwa-?so|[Pp]rison [Cc]amp)(?: No\\.?)? ?(\\d{1,3})\\b|(?<!\\d)제?(\\d{1,3})호 ?(?:관리소|교화소|수용소)");
    private static final Map<String, String> STATE_BODIES =
            Map.of("government", "Government", "embassy", "Embassy", "parliament", "Parliament");
    private static final int LEFT = 5;
    private static final int RIGHT = 9;

    private final LatinNames names;
    private final Lexicon lexicon;
    private final Set<String> heads;
    private final Set<String> placeHeads;
    private final Set<String> smallPlaceHeads;
    private final Set<String> instruments;
    private final Set<String> generic;
    private final Set<String> collectives;
    private final Map<String, String> demonyms;

    Bodies(Vocabulary vocabulary, LatinNames names, Lexicon lexicon) {
        this.names = names;
        this.lexicon = lexicon;
        heads = vocabulary.list("organisation-heads");
        placeHeads = vocabulary.list("place-heads");
        smallPlaceHeads = vocabulary.list("place-heads-small");
        instruments = vocabulary.list("treaty-heads");
        demonyms = vocabulary.pairs("demonyms");
        collectives = vocabulary.list("collectives");
        generic = vocabulary.list("generic");
    }

    void find(Words words, Consumer<Mention> found) {
        expressions(words.text(), found);
        governments(words, found);
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            if (heads.contains(word.form())) {
                phrase(words, i, Kind.ORGANISATION, Rule.ORGANISATION_HEAD, found);
            } else if (instruments.contains(word.form())) {
                phrase(words, i, Kind.TREATY, Rule.TREATY_HEAD, found);
            } else if (placeHeads.contains(word.form()) || smallPlaceHeads.contains(word.form())) {
                place(words, i, found);
            }
        }
    }

    /// "the Chinese government", "the ROK embassy".
    private void governments(Words words, Consumer<Mention> found) {
        for (int i = 1; i < words.size(); i++) {
            var body = STATE_BODIES.get(words.get(i).key());
            if (body == null || words.get(i).breaks()) {
                continue;
            }
            for (int length = 4; length > 0; length--) {
                int from = i - length;
                var country = from < 0 ? null : country(words, from, i);
                if (country != null) {
                    found.accept(
                            Mention.of(
                                    words.get(from).start(),
                                    words.get(i).end(),
                                    Kind.ORGANISATION,
                                    body + " of " + country,
                                    Rule.ORGANISATION_GOVERNMENT));
                    break;
                }
            }
        }
    }

    private @Nullable String country(Words words, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!words.get(i).isCapital()
                    || words.get(i).isPossessive()
                    || i > from && words.get(i).breaks()) {
                return null;
            }
        }
        var plain = words.between(from, to);
        var known = demonyms.get(plain);
        return known != null ? known : lexicon.lists(words, from, to, Kind.PLACE) ? plain : null;
    }

    private static void expressions(String text, Consumer<Mention> found) {
        var suffixed = SUFFIXED.matcher(text);
        while (suffixed.find()) {
            found.accept(
                    Mention.of(
                            suffixed.start(),
                            suffixed.end(),
                            Kind.PLACE,
                            suffixed.group(),
                            Rule.PLACE_SUFFIX));
        }
        var camp = CAMP.matcher(text);
        while (camp.find()) {
            found.accept(
                    Mention.of(
                            camp.start(), camp.end(), Kind.PLACE, camp.group(), Rule.CAMP_NUMBER));
        }
    }

    private void phrase(Words words, int head, Kind kind, Rule rule, Consumer<Mention> found) {
        int from = left(words, head);
        boolean whole = lexicon.lists(words, from, head + 1, kind);
        int to = words.get(head).isPossessive() ? head + 1 : right(words, head + 1, whole);
        // "Working Group" alone names nothing.
        boolean named = false;
        for (int i = from; i < head; i++) {
            named |= words.get(i).isCapital() && !generic.contains(words.get(i).form());
        }
        if (named || to > head + 2) {
            tell(words, from, to, kind, rule, found);
        }
    }

    private static void tell(
            Words words, int from, int to, Kind kind, Rule rule, Consumer<Mention> found) {
        found.accept(
                Mention.of(
                        words.get(from).start(),
                        words.get(to - 1).end(),
                        kind,
                        words.between(from, to).replaceAll("\\s+", " "),
                        rule));
    }

    /// Capitals before the head, over "and" where the phrase goes on in capitals.
    private int left(Words words, int head) {
        int from = head;
        while (from > 0 && head - from < LEFT && !words.get(from).breaks()) {
            var before = words.get(from - 1);
            if (belongs(before) && (!before.isPossessive() || isPeople(before))) {
                from--;
            } else if (before.isSign("-")
                    && from - 2 >= 0
                    && before.end() == words.get(from).start()
                    && belongs(words.get(from - 2))
                    && words.get(from - 2).end() == before.start()) {
                from -= 2;
            } else if (before.key().equals("and")
                    && from - 2 >= 0
                    && !before.breaks()
                    && from < head
                    && !words.get(from - 1).breaks()
                    && belongs(words.get(from - 2))
                    && !words.get(from - 2).isPossessive()
                    && !lexicon.kindsOf(words.get(from - 2)).contains(Kind.PLACE)
                    && !words.get(from - 2).isAcronym()
                    && !words.get(from - 2).breaks()) {
                from -= 2;
            } else {
                break;
            }
        }
        return from;
    }

    /// "People's", "Workers'", "Women's" belong to the name of a body; "Korea's" does not.
    private boolean isPeople(Word word) {
        return collectives.contains(word.form());
    }

    private boolean belongs(Word word) {
        return word.isCapital() && (!names.isNoise(word) || word.form().equals("New"));
    }

    /// "of the X", "for X and Y", one after the other; a name that is whole already takes only
    /// "of".
    private int right(Words words, int at, boolean whole) {
        int to = at;
        while (to < words.size() && to - at < RIGHT && !words.get(to).breaks()) {
            int inner = to;
            var join = words.get(inner).key();
            if (!JOINS.contains(join) || whole && !join.equals("of")) {
                break;
            }
            inner++;
            if ("the".equals(words.keyAt(inner)) || "all".equals(words.keyAt(inner))) {
                inner++;
            }
            int end = capitals(words, inner);
            if (end == inner) {
                break;
            }
            to = end;
            if (words.get(to - 1).isPossessive()) {
                break;
            }
        }
        return to;
    }

    private int capitals(Words words, int from) {
        int to = from;
        while (to < words.size()
                && to - from < RIGHT
                && (to == from
                        || !words.get(to - 1).isPossessive()
                        || isPeople(words.get(to - 1)))) {
            var word = words.get(to);
            if (word.breaks()) {
                break;
            }
            if (belongs(word) && !isPersonAt(words, to)) {
                to++;
            } else if (to > from
                    && (word.key().equals("and") || word.key().equals("-"))
                    && isPart(words, to + 1)) {
                to += 2;
            } else if (to > from
                    && word.isSign(",")
                    && isPart(words, to + 1)
                    && endsList(words, to + 2)) {
                to += 2;
            } else {
                break;
            }
        }
        return to;
    }

    /// "Economic, Social and Cultural": a comma inside a name is followed by "and" and a last part.
    private boolean endsList(Words words, int at) {
        int and = ",".equals(words.keyAt(at)) ? at + 1 : at;
        return "and".equals(words.keyAt(and)) && isPart(words, and + 1);
    }

    private boolean isPart(Words words, int at) {
        var word = words.at(at);
        return word != null
                && !word.breaks()
                && belongs(word)
                && !names.isHead(word)
                && !word.isAcronym()
                && !lexicon.kindsOf(word).contains(Kind.PLACE)
                && !isPersonAt(words, at);
    }

    private boolean isPersonAt(Words words, int at) {
        return names.korean(words, at, false) != null || names.western(words, at) != null;
    }

    private void place(Words words, int head, Consumer<Mention> found) {
        var word = words.get(head);
        boolean small = !word.isCapital();
        if (small && "of".equals(words.keyAt(head + 1))) {
            var name = words.at(head + 2);
            if (name != null && name.isCapital() && !name.breaks() && isOwnName(name)) {
                tell(words, head + 2, head + 3, Kind.PLACE, Rule.PLACE_HEAD, found);
            }
            return;
        }
        int from = head;
        while (from > 0
                && head - from < 3
                && !words.get(from).breaks()
                && belongs(words.get(from - 1))
                && !words.get(from - 1).isPossessive()) {
            from--;
        }
        @Nullable Word nearest = from < head ? words.get(head - 1) : null;
        if (nearest != null && isOwnName(nearest) && (!small || head - from <= 2)) {
            tell(words, from, head + 1, Kind.PLACE, Rule.PLACE_HEAD, found);
        } else if (!small && from < head - 1) {
            tell(words, from, head + 1, Kind.PLACE, Rule.PLACE_HEAD, found);
        }
    }

    private boolean isOwnName(Word word) {
        return !names.isNationality(word) && !names.isHead(word) && !names.isNoise(word);
    }
}
