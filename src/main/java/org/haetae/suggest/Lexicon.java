package org.haetae.suggest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All listed names and words, found in one pass over a text.
///
/// Latin forms are matched word by word, Korean ones syllable by syllable, because Korean joins
/// particles and often the next noun to a name.
final class Lexicon {

    private static final Pattern CHOICE = Pattern.compile("\\(([^()]*,[^()]*)\\)");

    /// What a form stands for.
    record Entry(Kind kind, String value) {}

    /// A form as it is written in its list: its capitals are asked of the text too.
    private record Form(Entry entry, List<Word> words) {}

    private static final class Node<K> {
        final Map<K, Node<K>> next = new HashMap<>();
        final List<Form> forms = new ArrayList<>();
        @Nullable Entry entry;
    }

    private final Node<String> latin = new Node<>();
    private final Node<Character> korean = new Node<>();
    private final KoreanEndings endings;

    private Lexicon(KoreanEndings endings) {
        this.endings = endings;
    }

    static Lexicon load(KoreanEndings endings) {
        var lexicon = new Lexicon(endings);
        lexicon.add(Kind.PLACE, "places.txt", countries());
        lexicon.add(Kind.ORGANISATION, "organisations.txt", Map.of());
        lexicon.add(Kind.TREATY, "treaties.txt", Map.of());
        lexicon.add(Kind.PERSON, "leaders.txt", Map.of());
        lexicon.add(Kind.ACT, "acts.txt", Map.of());
        lexicon.add(Kind.DETENTION, "detention.txt", Map.of());
        lexicon.add(Kind.GROUND, "grounds.txt", Map.of());
        return lexicon;
    }

    /// Names of countries in both languages, by the CLDR that Java carries.
    private static Map<String, String> countries() {
        var names = new LinkedHashMap<String, String>();
        for (var code : Locale.getISOCountries()) {
            var country = new Locale.Builder().setRegion(code).build();
            var label = country.getDisplayCountry(Locale.ENGLISH);
            names.put(label, label);
            names.put("Republic of " + label, label);
            names.put("Kingdom of " + label, label);
            names.put(country.getDisplayCountry(Locale.KOREAN), label);
        }
        return names;
    }

    private void add(Kind kind, String file, Map<String, String> more) {
        var forms = new LinkedHashMap<>(more);
        var unwanted = new HashSet<String>();
        for (var line : Vocabulary.lines(file)) {
            var parts = line.split(" *\\| *");
            if (line.startsWith("-")) {
                Arrays.stream(parts).map(part -> part.substring(1).strip()).forEach(unwanted::add);
            } else {
                for (var part : parts) {
                    expansions(part.strip()).forEach(form -> forms.put(form, parts[0].strip()));
                }
            }
        }
        forms.keySet().removeAll(unwanted);
        forms.forEach((form, value) -> add(form, new Entry(kind, value)));
    }

    /// "execut(ed,ing)" stands for "executed" and "executing".
    private static List<String> expansions(String form) {
        Matcher choice = CHOICE.matcher(form);
        if (!choice.find()) {
            return List.of(form);
        }
        return Arrays.stream(choice.group(1).split(",", -1))
                .map(
                        chosen ->
                                form.substring(0, choice.start())
                                        + chosen
                                        + form.substring(choice.end()))
                .flatMap(one -> expansions(one).stream())
                .toList();
    }

    private void add(String form, Entry entry) {
        if (form.chars().anyMatch(c -> Words.isHangul((char) c))) {
            var node = korean;
            for (char c : form.replace(" ", "").toCharArray()) {
                node = node.next.computeIfAbsent(c, key -> new Node<>());
            }
            node.entry = entry;
        } else {
            var words = Words.of(form);
            var node = latin;
            var list = new ArrayList<Word>();
            for (int i = 0; i < words.size(); i++) {
                list.add(words.get(i));
                node = node.next.computeIfAbsent(words.get(i).key(), key -> new Node<>());
            }
            node.forms.add(new Form(entry, list));
        }
    }

    void find(Words words, Consumer<Mention> found) {
        for (int i = 0; i < words.size(); i++) {
            switch (words.get(i).script()) {
                case LATIN, NUMBER -> {
                    latinAt(words, i, found);
                    if (words.get(i).isNumber()) {
                        koreanFrom(words.text(), words.get(i).start(), found);
                    }
                }
                case HANGUL -> koreanFrom(words.text(), words.get(i).start(), found);
                case SIGN -> {}
            }
        }
    }

    /// Whether these words, alone, are a listed name of this kind.
    boolean lists(Words words, int from, int to, Kind kind) {
        @Nullable Node<String> node = latin;
        for (int i = from; i < to && node != null; i++) {
            node = node.next.get(words.get(i).key());
        }
        return node != null && node.forms.stream().anyMatch(form -> form.entry().kind() == kind);
    }

    private void latinAt(Words words, int from, Consumer<Mention> found) {
        @Nullable Node<String> node = latin.next.get(words.get(from).key());
        int at = from;
        while (node != null) {
            for (var form : node.forms) {
                if (fits(words, from, form)) {
                    found.accept(
                            Mention.of(
                                    words.get(from).start(),
                                    words.get(at).end(),
                                    form.entry().kind(),
                                    form.entry().value(),
                                    Rule.LISTED));
                }
            }
            at++;
            if (at == words.size() || words.get(at).breaks()) {
                return;
            }
            node = node.next.get(words.get(at).key());
        }
    }

    private static boolean fits(Words words, int from, Form form) {
        for (int i = 0; i < form.words().size(); i++) {
            var listed = form.words().get(i);
            var read = words.get(from + i);
            if (listed.isAcronym() && !listed.form().equals(read.form())
                    || listed.isCapital() && !read.isCapital()) {
                return false;
            }
        }
        return true;
    }

    /// Names at the beginning of this run of Hangul and those that follow them directly in it.
    private void koreanFrom(String text, int from, Consumer<Mention> found) {
        int at = from;
        while (at < text.length()) {
            var mention = koreanAt(text, at);
            if (mention == null) {
                return;
            }
            found.accept(mention);
            at = mention.end();
        }
    }

    /// Whether these syllables as a whole are listed.
    boolean listsKorean(String form) {
        @Nullable Node<Character> node = korean;
        for (int i = 0; i < form.length() && node != null; i++) {
            node = node.next.get(form.charAt(i));
        }
        return node != null && node.entry != null;
    }

    /// Whether a listed place opens this run of Hangul, whatever follows it.
    boolean beginsWithPlace(String run) {
        @Nullable Node<Character> node = korean;
        for (int i = 0; i < run.length() && node != null; i++) {
            node = node.next.get(run.charAt(i));
            if (node != null && node.entry != null && node.entry.kind() == Kind.PLACE) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Mention koreanAt(String text, int from) {
        @Nullable Node<Character> node = korean;
        @Nullable Mention longest = null;
        int at = from;
        while (at < text.length()) {
            // Two syllables at least stand together, so that words of one syllable are not joined.
            if (at - from >= 2 && text.charAt(at) == ' ') {
                at++;
            }
            node = at < text.length() ? node.next.get(text.charAt(at)) : null;
            if (node == null) {
                break;
            }
            at++;
            var entry = node.entry;
            if (entry != null && endings.mayFollow(text, from, at, entry.kind())) {
                longest = Mention.of(from, at, entry.kind(), entry.value(), Rule.LISTED_KOREAN);
            }
        }
        return longest;
    }

    /// The listed kinds that a form of one word can be.
    Set<Kind> kindsOf(Word word) {
        var node = latin.next.get(word.key());
        if (node == null) {
            return Set.of();
        }
        var kinds = new HashSet<Kind>();
        for (var form : node.forms) {
            kinds.add(form.entry().kind());
        }
        return kinds;
    }
}
