package org.haetae.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What words of names mean, from `lexicon.txt`: titles, legal forms, words that many names have,
/// countries, numbers, short forms of given names.
final class Lexicon {

    /// The longest phrase, in words.
    static final int LONGEST = 7;

    enum Class {
        TITLE,
        GENERATIONAL,
        PARTICLE,
        LEGAL,
        GENERIC,
        CONCEPT,
        COUNTRY,
        PLACE,
        OLD_AND_NEW,
        NUMBER
    }

    /// Legal forms that one body cannot have both of.
    enum Form {
        ANY,
        JOINT,
        LIMITED,
        CIVIC
    }

    /// @param id the same for all ways of saying it
    /// @param also a second meaning of the same word, or 0: 부 is a ministry and a department
    /// @param akin bits of the groups of near meanings it belongs to
    record Meaning(Class of, int id, int also, int akin, Form form, String first) {}

    private static final Map<String, Meaning> OF_PERSONS = new HashMap<>(1024);
    private static final Map<String, Meaning> OF_BODIES = new HashMap<>(4096);
    private static final Map<String, Meaning> PLACES = new HashMap<>(512);
    private static final Map<String, int[]> NICKNAMES = new HashMap<>(1024);
    private static final Map<String, String> WRITTEN_OUT = new HashMap<>(256);
    private static final Set<String> COMMON = new HashSet<>();
    private static final Set<String> BEGINNINGS = new HashSet<>();

    /// Long words with one letter left out, so that a slip in "corporation" is seen as such.
    private static final Map<String, String> SHORTENED = new HashMap<>(8192);

    private static final int LONG_WORD = 7;

    /// Korean words of bodies by how they are written in Latin, folded.
    private static final Map<String, Meaning> ROMANISED = new HashMap<>(2048);

    private static final int LONG_ROMANISED = 5;

    private static final String[] INITIALS =
            "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ", -1);
    private static final String[] MEDIALS =
            "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
    private static final String[] FINALS =
            " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ", -1);

    private static final Map<String, Integer> UNITS =
            Map.of(
                    "province", 3,
                    "city", 2,
                    "county", 2,
                    "village", 1,
                    "town", 1,
                    "neighbourhood", 1,
                    "workers district", 1);

    private static final Map<Integer, Integer> SIZES = new HashMap<>();
    private static final Set<Integer> DIRECTIONS = new HashSet<>();

    static {
        load();
    }

    private Lexicon() {}

    private static void load() {
        var section = "";
        int id = 0;
        var akin = new ArrayList<String[]>();
        for (var line : lines("lexicon.txt")) {
            if (line.startsWith("= ")) {
                section = line.substring(2);
                continue;
            }
            id++;
            switch (section) {
                case "nickname" -> {
                    for (var name : line.split("\\|")) {
                        NICKNAMES.merge(plain(name), new int[] {id}, Lexicon::joined);
                    }
                }
                case "akin" -> akin.add(line.split("\\|"));
                case "short" -> {
                    var ways = line.split("\\|");
                    for (var way : Arrays.asList(ways).subList(1, ways.length)) {
                        WRITTEN_OUT.put(plain(way), plain(ways[0]));
                    }
                }
                case "common" -> COMMON.addAll(Arrays.asList(line.split("\\|")));
                default -> enter(section, line, id);
            }
        }
        for (int group = 0; group < akin.size(); group++) {
            akin(akin.get(group), group);
        }
        OF_BODIES.forEach(Lexicon::romanised);
        for (var direction : List.of("north", "south", "east", "west", "upper", "lower")) {
            DIRECTIONS.add(Objects.requireNonNull(PLACES.get(direction), direction).id());
        }
        UNITS.forEach(
                (unit, size) ->
                        SIZES.put(Objects.requireNonNull(PLACES.get(unit), unit).id(), size));
    }

    private static void akin(String[] words, int group) {
        var ids = new HashSet<Integer>();
        for (var word : words) {
            var meaning = Objects.requireNonNull(OF_BODIES.get(plain(word)), word);
            ids.add(meaning.id);
        }
        OF_BODIES.replaceAll(
                (phrase, meaning) ->
                        ids.contains(meaning.id) || ids.contains(meaning.also)
                                ? new Meaning(
                                        meaning.of,
                                        meaning.id,
                                        meaning.also,
                                        meaning.akin | 1 << group,
                                        meaning.form,
                                        meaning.first)
                                : meaning);
    }

    private static void enter(String section, String line, int id) {
        var form =
                section.startsWith("legal ")
                        ? Form.valueOf(section.substring(6).toUpperCase(java.util.Locale.ROOT))
                        : Form.ANY;
        var of =
                switch (section.split(" ")[0]) {
                    case "title" -> Class.TITLE;
                    case "generational" -> Class.GENERATIONAL;
                    case "particle" -> Class.PARTICLE;
                    case "legal" -> Class.LEGAL;
                    case "generic" -> Class.GENERIC;
                    case "concept" -> Class.CONCEPT;
                    case "country" -> Class.COUNTRY;
                    case "place" -> Class.PLACE;
                    case "oldnew" -> Class.OLD_AND_NEW;
                    case "number" -> Class.NUMBER;
                    default ->
                            throw new IllegalStateException("lexicon.txt has a section " + section);
                };
        var names = line.split("\\|");
        boolean ofPersons =
                section.endsWith(" person") || of == Class.TITLE || of == Class.GENERATIONAL;
        var table =
                switch (of) {
                    case PLACE, OLD_AND_NEW -> PLACES;
                    default -> ofPersons ? OF_PERSONS : OF_BODIES;
                };
        for (var name : names) {
            var phrase = plain(name);
            table.merge(phrase, new Meaning(of, id, 0, 0, form, plain(names[0])), Lexicon::both);
            BEGINNINGS.add(phrase.split(" ")[0]);
            if (of == Class.LEGAL) {
                OF_PERSONS.putIfAbsent(phrase, new Meaning(of, id, 0, 0, form, plain(names[0])));
            }
            if (table == OF_BODIES && phrase.length() >= LONG_WORD && phrase.indexOf(' ') < 0) {
                for (int i = 0; i < phrase.length(); i++) {
                    SHORTENED.putIfAbsent(without(phrase, i), phrase);
                }
            }
        }
    }

    private static void romanised(String phrase, Meaning meaning) {
        if (phrase.length() > 1 && phrase.chars().allMatch(Syllables::isBlock)) {
            var folded = folded(revised(phrase));
            if (folded.length() >= LONG_ROMANISED) {
                ROMANISED.putIfAbsent(folded, meaning);
            }
        }
    }

    private static String revised(String blocks) {
        var latin = new StringBuilder();
        for (int i = 0; i < blocks.length(); i++) {
            int index = blocks.charAt(i) - 0xAC00;
            latin.append(INITIALS[index / 588])
                    .append(MEDIALS[index % 588 / 28])
                    .append(FINALS[index % 28]);
        }
        return latin.toString();
    }

    /// What the systems of romanisation write in different ways is one letter: Revised, McCune and
    /// Reischauer's and that of the DPRK give the same.
    private static String folded(String latin) {
        return latin.replace("eo", "o")
                .replace("eu", "u")
                .replace("wŏ", "wo")
                .replace("oi", "oe")
                .replace("sh", "s")
                .replace("j", "c")
                .replace("ch", "c")
                .replaceAll("(?<=[ktp])h", "")
                .replace("g", "k")
                .replace("d", "t")
                .replace("b", "p")
                .replace("r", "l")
                .replaceAll("^l(?=y)", "")
                .replaceAll("^l", "n")
                .replaceAll("(.)\\1", "$1");
    }

    /// The meaning of a Korean word of bodies that is written in Latin (Muyok, Hoesa, Chongguk);
    /// null where it is none.
    static @Nullable Meaning romanised(String word) {
        return word.length() < LONG_ROMANISED || word.length() > 16
                ? null
                : ROMANISED.get(folded(word));
    }

    private static Meaning both(Meaning first, Meaning second) {
        return first.id == second.id
                ? first
                : new Meaning(first.of, first.id, second.id, 0, first.form, first.first);
    }

    private static String without(String word, int at) {
        return word.substring(0, at) + word.substring(at + 1);
    }

    /// The long word of bodies that this is with one slip: a letter more, less or another.
    static @Nullable String mended(String word) {
        if (word.length() < LONG_WORD - 1 || OF_BODIES.containsKey(word)) {
            return null;
        }
        var found = SHORTENED.get(word);
        for (int i = 0; i < word.length() && found == null; i++) {
            var shorter = without(word, i);
            found = OF_BODIES.containsKey(shorter) ? shorter : SHORTENED.get(shorter);
        }
        return found;
    }

    private static int[] joined(int[] some, int[] more) {
        var all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = more[0];
        return all;
    }

    private static String plain(String phrase) {
        return Spelling.plain(phrase.replace("'", "").replace('-', ' ')).strip();
    }

    static List<String> lines(String resource) {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(Lexicon.class.getResourceAsStream(resource)),
                                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + resource, e);
        }
    }

    /// @param phrase words in lower case without marks, parted by one space
    static @Nullable Meaning of(String phrase, boolean personal, NameKind kind) {
        var place = kind == NameKind.PLACE ? PLACES.get(phrase) : null;
        return place != null ? place : (personal ? OF_PERSONS : OF_BODIES).get(phrase);
    }

    /// How large a unit of a country is that a word stands for: 3 a province, 2 a county or city, 1
    /// a village, town or part of a city; 0 for what is no such unit.
    static int size(int meaning) {
        return SIZES.getOrDefault(meaning, 0);
    }

    /// Whether it is a word for North, South, East, West, upper or lower in names of places.
    static boolean isDirection(int meaning) {
        return DIRECTIONS.contains(meaning);
    }

    /// Whether a text without spaces begins with a word of bodies.
    static boolean beginsWith(String text) {
        for (int end = 1; end <= Math.min(6, text.length()); end++) {
            if (OF_BODIES.containsKey(text.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    /// Whether some phrase begins with this word.
    static boolean begins(String word) {
        return BEGINNINGS.contains(word);
    }

    static int @Nullable [] nicknames(String word) {
        return NICKNAMES.get(word);
    }

    /// What a well-known short form of a body's name stands for.
    static @Nullable String writtenOut(String shortForm) {
        return WRITTEN_OUT.get(shortForm);
    }

    static boolean isParticle(String word) {
        var meaning = OF_BODIES.get(word);
        return meaning != null && meaning.of == Class.PARTICLE;
    }

    static boolean common(String word) {
        return COMMON.contains(word);
    }
}
