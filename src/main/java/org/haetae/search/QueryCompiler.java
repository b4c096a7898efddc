package org.haetae.search;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SynonymQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.Automaton;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.Operations;
import org.haetae.search.Expression.Field;
import org.haetae.search.Korean.Eojeol;
import org.haetae.search.Korean.Kind;
import org.haetae.search.Korean.Morpheme;
import org.haetae.search.Units.Unit;
import org.jspecify.annotations.Nullable;

/// Turns what is asked for into what Lucene looks up.
///
/// A word becomes several ways to meet it, of which the best counts: as it stands, by its stem, in
/// Korean without its particles, as a part of a longer word, with a space in another place, in the
/// other Korea's spelling, by the reading of its hanja. A phrase is made of neighbouring slots, so
/// spaces between Hangul syllables do not count.
final class QueryCompiler {

    /// What to look for, and what to mark in the texts found: one query for each word asked for.
    record Compiled(Query find, List<Query> marks) {}

    private static final List<String> WORD_FIELDS = List.of(Fields.TEXT, Fields.NAME, Fields.ABOUT);
    private static final Map<String, Float> WEIGHTS =
            Map.of(Fields.TEXT, 1f, Fields.NAME, 0.6f, Fields.ABOUT, 0.4f);

    /// So many words a pattern or a similar word stands for at most, the most frequent first; a
    /// pattern that means more still finds all, but marks these only.
    private static final int MOST_EXPANSIONS = 512;

    private static final int MOST_SIMILAR = 64;

    /// So many words that are seen are weighed against each other.
    private static final int MOST_LOOKED_AT = 20_000;

    /// A Korean or Chinese word has some two or three slots, a word of other scripts one.
    private static final int SLOTS_OF_A_WORD = 3;

    /// Longer runs of Hangul are looked for as they are written only.
    private static final int LONGEST_EOJEOL = 30;

    private static final String SURNAMES =
            "김이리박최정강조윤장임림한오서신권황안송류유전홍고문양량손배백허남심노로하곽성차주우구민진나라지엄채원"
                    + "천방공현함변염렴여려추도소석선설마길연련위표명기반왕금옥육륙인맹제모탁국계";

    private static final Map<String, String> LANGUAGES =
            Map.ofEntries(
                    Map.entry("korean", "ko"),
                    Map.entry("한국어", "ko"),
                    Map.entry("조선어", "ko"),
                    Map.entry("조선말", "ko"),
                    Map.entry("english", "en"),
                    Map.entry("영어", "en"),
                    Map.entry("chinese", "zh"),
                    Map.entry("중국어", "zh"),
                    Map.entry("japanese", "ja"),
                    Map.entry("일본어", "ja"),
                    Map.entry("russian", "ru"),
                    Map.entry("러시아어", "ru"),
                    Map.entry("로씨야어", "ru"),
                    Map.entry("arabic", "ar"),
                    Map.entry("아랍어", "ar"),
                    Map.entry("french", "fr"),
                    Map.entry("프랑스어", "fr"),
                    Map.entry("spanish", "es"),
                    Map.entry("스페인어", "es"),
                    Map.entry("german", "de"),
                    Map.entry("독일어", "de"),
                    Map.entry("ukrainian", "uk"),
                    Map.entry("우크라이나어", "uk"));

    private static final Map<String, String> KINDS =
            Map.of(
                    "메일", "mail", "전자우편", "mail", "그림", "image", "사진", "image", "이미지", "image", "글",
                    "text", "음성", "audio", "영상", "video");

    private final IndexReader reader;
    private final Scope scope;
    private final Terms terms;
    private final Set<Stems.Language> latin;
    private final Map<String, UUID> names;
    private final List<Query> marks = new ArrayList<>();
    private boolean marking = true;

    /// @param latin languages in Latin letters that the index holds
    /// @param names what accessions and compartments are called by the one who asks, in lower case
    QueryCompiler(
            IndexReader reader,
            Scope scope,
            Terms terms,
            Set<Stems.Language> latin,
            Map<String, UUID> names) {
        this.reader = reader;
        this.scope = scope;
        this.terms = terms;
        this.latin = EnumSet.of(Stems.Language.ENGLISH);
        this.latin.addAll(latin);
        this.names = names;
    }

    Compiled compile(Expression expression) throws IOException, Refused {
        Query find = query(expression, WORD_FIELDS);
        if (find instanceof MatchNoDocsQuery && isEmpty(expression)) {
            throw new Refused(Problem.of(Problem.Code.NOTHING_TO_FIND, 0, 0));
        }
        return new Compiled(find, List.copyOf(marks));
    }

    private static boolean isEmpty(Expression expression) {
        return switch (expression) {
            case Expression.Word word -> Units.of(word.text(), Scan.Context.CHINESE).isEmpty();
            case Expression.Phrase phrase ->
                    Units.of(phrase.text(), Scan.Context.CHINESE).isEmpty();
            case Expression.Pattern pattern ->
                    Units.of(pattern.text(), Scan.Context.CHINESE).isEmpty();
            case Expression.Similar similar ->
                    Units.of(similar.text(), Scan.Context.CHINESE).isEmpty();
            case Expression.All all -> all.parts().stream().allMatch(QueryCompiler::isEmpty);
            case Expression.Any any -> any.parts().stream().allMatch(QueryCompiler::isEmpty);
            case Expression.Not not -> isEmpty(not.part());
            case Expression.In in -> isEmpty(in.part());
            case Expression.Near near -> isEmpty(near.left()) || isEmpty(near.right());
            case Expression.Everything everything -> false;
            case Expression.Value value -> false;
            case Expression.Dated dated -> false;
        };
    }

    private Query query(Expression expression, List<String> fields) throws IOException, Refused {
        return switch (expression) {
            case Expression.Everything everything -> MatchAllDocsQuery.INSTANCE;
            case Expression.All all -> all(surnamesJoined(all.parts()), fields);
            case Expression.Any any -> {
                BooleanQuery.Builder builder = new BooleanQuery.Builder();
                for (Expression part : any.parts()) {
                    if (!isEmpty(part)) {
                        builder.add(query(part, fields), Occur.SHOULD);
                    }
                }
                yield orNothing(builder.build());
            }
            case Expression.Not not -> all(List.of(not), fields);
            case Expression.Word word ->
                    inFields(fields, field -> words(field, word.text(), word.exact()));
            case Expression.Phrase phrase ->
                    phrase.within() == 0
                            ? inFields(fields, field -> phrase(field, phrase.text()))
                            : inFields(fields, field -> loosePhrase(field, phrase));
            case Expression.Pattern pattern ->
                    inFields(fields, field -> pattern(field, pattern.text()));
            case Expression.Similar similar ->
                    inFields(fields, field -> similar(field, similar.text(), similar.edits()));
            case Expression.Near near ->
                    inFields(
                            fields,
                            field -> {
                                IntervalsSource source = source(field, near);
                                return source == null
                                        ? MatchNoDocsQuery.INSTANCE
                                        : new IntervalQuery(field, source);
                            });
            case Expression.In in ->
                    query(
                            in.part(),
                            List.of(in.field() == Field.NAME ? Fields.NAME : Fields.ABOUT));
            case Expression.Value value -> value(value);
            case Expression.Dated dated -> dated(dated.from(), dated.to());
        };
    }

    /// All of these. What holds no letter or digit is passed over.
    private Query all(List<Expression> parts, List<String> fields) throws IOException, Refused {
        BooleanQuery.Builder builder = new BooleanQuery.Builder();
        boolean positive = false;
        boolean any = false;
        for (Expression part : parts) {
            if (isEmpty(part)) {
                continue;
            }
            any = true;
            switch (part) {
                case Expression.Not not -> {
                    boolean before = marking;
                    marking = false;
                    builder.add(query(not.part(), fields), Occur.MUST_NOT);
                    marking = before;
                }
                case Expression.Value value -> {
                    builder.add(query(part, fields), Occur.FILTER);
                    positive = true;
                }
                case Expression.Dated dated -> {
                    builder.add(query(part, fields), Occur.FILTER);
                    positive = true;
                }
                default -> {
                    builder.add(query(part, fields), Occur.MUST);
                    positive = true;
                }
            }
        }
        if (!any) {
            return MatchNoDocsQuery.INSTANCE;
        }
        if (!positive) {
            builder.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        return builder.build();
    }

    private static Query orNothing(BooleanQuery query) {
        return query.clauses().isEmpty() ? MatchNoDocsQuery.INSTANCE : query;
    }

    /// 김 정은 is asked for as 김정은, which finds both.
    private static List<Expression> surnamesJoined(List<Expression> parts) {
        List<Expression> joined = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (i + 1 < parts.size()
                    && parts.get(i) instanceof Expression.Word first
                    && parts.get(i + 1) instanceof Expression.Word second
                    && first.text().length() == 1
                    && isSurname(first.text().charAt(0))
                    && second.text().length() == 2
                    && second.text()
                            .chars()
                            .allMatch(c -> Characters.classOf(c) == Characters.HANGUL)
                    && !first.exact()) {
                joined.add(new Expression.Word(first.text() + second.text(), second.exact()));
                i++;
            } else {
                joined.add(parts.get(i));
            }
        }
        return joined;
    }

    private static boolean isSurname(char syllable) {
        return SURNAMES.indexOf(syllable) >= 0;
    }

    // ---- words in fields

    private interface OfField {
        Query of(String field) throws IOException;
    }

    private Query inFields(List<String> fields, OfField query) throws IOException {
        List<Query> all = new ArrayList<>();
        for (String field : fields) {
            Query one = query.of(field);
            if (one instanceof MatchNoDocsQuery) {
                continue;
            }
            if (marking && field.equals(Fields.TEXT)) {
                marks.add(one);
            }
            Float weight = WEIGHTS.get(field);
            all.add(weight == null || weight == 1f ? one : new BoostQuery(one, weight));
        }
        return best(all);
    }

    private static Query best(List<Query> queries) {
        return switch (queries.size()) {
            case 0 -> MatchNoDocsQuery.INSTANCE;
            case 1 -> queries.getFirst();
            default -> new DisjunctionMaxQuery(queries, 0f);
        };
    }

    private static Query boosted(Query query, float boost) {
        return query instanceof MatchNoDocsQuery ? query : new BoostQuery(query, boost);
    }

    // ---- words

    /// What stands between two spaces: one unit, or several side by side (2017년, A/HRC/34/24).
    private Query words(String field, String text, boolean exact) throws IOException {
        List<Unit> units = Units.of(text, Scan.Context.CHINESE);
        if (units.size() == 1) {
            return unit(field, units.getFirst(), exact);
        }
        List<Query> ways = new ArrayList<>();
        Slots slots = new Slots(field);
        for (Unit unit : units) {
            switch (unit) {
                case Units.Joined joined -> {
                    Query one = new TermQuery(new Term(field, joined.text()));
                    if (joined.slots() == units.size() - 1) {
                        ways.add(one);
                    }
                }
                case Units.Word word -> slots.word(word, exact);
                case Units.Run run -> slots.run(run);
            }
        }
        ways.add(slots.query());
        ways.removeIf(way -> way instanceof MatchNoDocsQuery);
        return best(ways);
    }

    private Query unit(String field, Unit unit, boolean exact) throws IOException {
        return switch (unit) {
            case Units.Word word -> exact ? exactly(field, word) : word(field, word);
            case Units.Joined joined -> new TermQuery(new Term(field, joined.text()));
            case Units.Run run ->
                    exact
                            ? literal(field, run)
                            : switch (run.run()) {
                                case HANGUL -> hangul(field, run);
                                case HAN -> han(field, run);
                                case JAPANESE -> japanese(field, run);
                                case UNSPACED -> literal(field, run);
                            };
        };
    }

    /// As written: with its marks, when it was typed with marks.
    private static Query exactly(String field, Units.Word word) {
        return new TermQuery(
                new Term(
                        field,
                        isMarked(word)
                                ? Labels.with(Labels.MARKED, word.normal())
                                : word.folded()));
    }

    private static boolean isMarked(Units.Word word) {
        if (word.folded().length() != word.normal().length()) {
            return false;
        }
        for (int i = 0; i < word.folded().length(); i++) {
            if (Terms.isMarked(word.folded().charAt(i), word.normal().charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private Query word(String field, Units.Word word) {
        return synonyms(field, stemmed(word));
    }

    /// The word and its stems in the languages that are there, with what each counts.
    private Map<String, Float> stemmed(Units.Word word) {
        Map<String, Float> forms = new TreeMap<>();
        forms.put(word.folded(), 1f);
        int first = word.folded().codePointAt(0);
        Set<String> stems = new LinkedHashSet<>();
        Stems.Language script = Stems.languageOf(first, Stems.Language.ENGLISH, false, true);
        if (script.isLatin()) {
            for (Stems.Language language : latin) {
                stems.add(terms.stems().stem(word.folded(), language));
            }
        } else if (script == Stems.Language.RUSSIAN) {
            stems.add(terms.stems().stem(word.folded(), Stems.Language.RUSSIAN));
            stems.add(terms.stems().stem(word.folded(), Stems.Language.UKRAINIAN));
        } else {
            stems.add(terms.stems().stem(word.folded(), script));
        }
        for (String stem : stems) {
            // A text's word that is its own stem carries no label.
            forms.putIfAbsent(stem, 0.7f);
            forms.put(Labels.with(Labels.STEM, stem), 0.7f);
        }
        return forms;
    }

    private static Query synonyms(String field, Map<String, Float> forms) {
        if (forms.size() == 1) {
            return new TermQuery(new Term(field, forms.keySet().iterator().next()));
        }
        SynonymQuery.Builder builder = new SynonymQuery.Builder(field);
        forms.forEach((form, weight) -> builder.addTerm(new Term(field, form), weight));
        return builder.build();
    }

    // ---- Korean

    private Query hangul(String field, Units.Run run) throws IOException {
        Korean korean = terms.korean();
        List<Query> ways = new ArrayList<>();
        String text = run.normal();
        if (!isHangul(text)) { // hanja among it
            int[] characters = text.codePoints().toArray();
            text = korean.read(characters, 0, characters.length);
            if (!isHangul(text)) {
                return literal(field, run);
            }
        }
        hangulWays(field, text, ways);
        return best(ways);
    }

    private static boolean isHangul(String text) {
        return text.chars().allMatch(c -> Characters.classOf(c) == Characters.HANGUL);
    }

    private void hangulWays(String field, String text, List<Query> ways) {
        String folded = Korean.initialFolded(text);
        int length = text.length();
        if (length == 1) {
            ways.add(new TermQuery(new Term(field, folded)));
            return;
        }
        if (length == 2) {
            Map<String, Float> forms = new TreeMap<>();
            forms.put(folded, 1f);
            for (String first : Korean.initials(text.charAt(0))) {
                forms.put(Labels.with(Labels.PAIR, first + text.charAt(1)), 0.4f);
            }
            ways.add(synonyms(field, forms));
        } else {
            ways.add(boosted(new TermQuery(new Term(field, folded)), 1.2f));
            Slots literal = new Slots(field);
            literal.hangul(text, 0);
            ways.add(literal.query());
        }
        if (length > LONGEST_EOJEOL) {
            return;
        }
        Query content = content(field, terms.korean().analyse(text));
        if (!(content instanceof MatchNoDocsQuery)) {
            ways.add(boosted(content, 0.9f));
        }
        if (length == 3 && isSurname(text.charAt(0))) {
            Slots split = new Slots(field);
            split.at(0, List.of(new Term(field, folded.substring(0, 1))), 1);
            split.hangul(text.substring(1), 1);
            ways.add(boosted(split.query(), 0.8f));
        }
        if (length == 4) {
            Slots split = new Slots(field);
            split.hangul(text.substring(0, 2), 0);
            split.hangul(text.substring(2), 2);
            ways.add(boosted(split.query(), 0.5f));
        }
    }

    /// The eojeol without particles and endings: its nouns side by side, spaced or not, and the
    /// stems of its verbs. Where the dictionary has a whole and its parts, once by the wholes and
    /// once by the parts.
    private Query content(String field, Eojeol eojeol) {
        List<Query> ways = new ArrayList<>();
        List<Morpheme> wholes = cover(eojeol.morphemes(), false);
        ways.add(content(field, wholes));
        List<Morpheme> parts = cover(eojeol.morphemes(), true);
        if (!parts.equals(wholes)) {
            ways.add(content(field, parts));
        }
        ways.removeIf(way -> way instanceof MatchNoDocsQuery);
        return best(ways);
    }

    /// Morphemes that do not overlap, from the left; each as long as possible, or, for parts, not
    /// itself made of others.
    private static List<Morpheme> cover(List<Morpheme> morphemes, boolean parts) {
        List<Morpheme> cover = new ArrayList<>();
        int end = 0;
        for (Morpheme next : morphemes) {
            if (next.start() < end) {
                continue;
            }
            Morpheme chosen = next;
            for (Morpheme other : morphemes) {
                boolean longer = other.length() > chosen.length();
                boolean divided = parts && other.kind() == Kind.NOUN && isTiled(other, morphemes);
                if (other.start() == next.start() && longer && !divided) {
                    chosen = other;
                }
            }
            if (parts && isTiled(chosen, morphemes)) {
                int start = next.start();
                chosen =
                        morphemes.stream()
                                .filter(m -> m.start() == start && !isTiled(m, morphemes))
                                .max(Comparator.comparingInt(Morpheme::length))
                                .orElse(chosen);
            }
            cover.add(chosen);
            end = chosen.end();
        }
        return cover;
    }

    /// Whether shorter morphemes side by side make up this one.
    private static boolean isTiled(Morpheme whole, List<Morpheme> morphemes) {
        boolean[] reached = new boolean[whole.length() + 1];
        reached[0] = true;
        for (int at = 0; at < whole.length(); at++) {
            for (Morpheme part : morphemes) {
                if (reached[at]
                        && part.start() == whole.start() + at
                        && part.length() < whole.length()
                        && part.end() <= whole.end()) {
                    reached[at + part.length()] = true;
                }
            }
        }
        return reached[whole.length()];
    }

    private Query content(String field, List<Morpheme> cover) {
        List<Query> blocks = new ArrayList<>();
        int i = 0;
        while (i < cover.size()) {
            Morpheme first = cover.get(i);
            if (first.kind() == Kind.VERB) {
                blocks.add(new TermQuery(new Term(field, Labels.with(Labels.VERB, first.text()))));
                i++;
                continue;
            }
            Slots block = new Slots(field);
            int end = first.start();
            while (i < cover.size()
                    && cover.get(i).kind() == Kind.NOUN
                    && cover.get(i).start() == end) {
                Morpheme noun = cover.get(i++);
                block.at(noun.start(), List.of(new Term(field, noun.text())), noun.length());
                end = noun.end();
            }
            blocks.add(block.query());
        }
        if (blocks.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        if (blocks.size() == 1) {
            return blocks.getFirst();
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        blocks.forEach(block -> all.add(block, Occur.MUST));
        return all.build();
    }

    // ---- ideographs

    /// Chinese, or hanja: by the characters, and by how they are read in Korean.
    private Query han(String field, Units.Run run) throws IOException {
        List<Query> ways = new ArrayList<>();
        ways.add(literal(field, run));
        if (run.length() > 1) {
            int[] characters = run.normal().codePoints().toArray();
            String read = terms.korean().read(characters, 0, characters.length);
            if (isHangul(read)) {
                List<Query> readings = new ArrayList<>();
                hangulWays(field, read, readings);
                ways.add(boosted(best(readings), 0.7f));
            }
        }
        return best(ways);
    }

    private Query japanese(String field, Units.Run run) throws IOException {
        List<Query> ways = new ArrayList<>();
        ways.add(literal(field, run));
        Slots content = new Slots(field);
        for (Japanese.Word word : terms.japanese().words(run.normal())) {
            String base = Terms.folded(word.base());
            content.at(word.start(), List.of(new Term(field, base)), word.length());
        }
        if (!content.isEmpty()) {
            ways.add(boosted(content.query(), 0.9f));
        }
        return best(ways);
    }

    /// The characters of a run as they are, side by side.
    private Query literal(String field, Units.Run run) throws IOException {
        if (run.length() == 1 && run.run() != Scan.Run.HANGUL) {
            return beginning(field, run.folded());
        }
        Slots slots = new Slots(field);
        slots.run(run);
        return slots.query();
    }

    /// A single ideograph: alone, or the first of any pair.
    private Query beginning(String field, String character) throws IOException {
        return expanded(field, new WildcardQuery(new Term(field, character + "*")));
    }

    // ---- phrases

    private Query phrase(String field, String text) throws IOException {
        List<Unit> units = Units.of(text, Scan.Context.CHINESE);
        if (units.size() == 1 && units.getFirst() instanceof Units.Run run && run.length() == 1) {
            return literal(field, run);
        }
        Slots exact = new Slots(field);
        Slots nouns = new Slots(field);
        boolean spaceable = true;
        for (Unit unit : units) {
            switch (unit) {
                case Units.Joined joined -> {}
                case Units.Word word -> {
                    exact.word(word, true);
                    spaceable = false;
                }
                case Units.Run run -> {
                    exact.run(run);
                    spaceable &= run.run() == Scan.Run.HANGUL && isHangul(run.normal());
                    if (spaceable) {
                        spaceable = nouns(field, run, nouns);
                    }
                }
            }
        }
        if (exact.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        // 요덕수용소 is to find 요덕 수용소 too, where it is made of nouns only.
        return spaceable
                ? best(List.of(exact.query(), boosted(nouns.query(), 0.9f)))
                : exact.query();
    }

    /// The nouns that a run consists of, when it consists of nouns only.
    private boolean nouns(String field, Units.Run run, Slots to) {
        if (run.length() > LONGEST_EOJEOL) {
            return false;
        }
        int end = 0;
        for (Morpheme noun : cover(terms.korean().analyse(run.normal()).morphemes(), true)) {
            if (noun.start() != end || noun.kind() != Kind.NOUN) {
                return false;
            }
            to.at(run.slot() + noun.start(), List.of(new Term(field, noun.text())), noun.length());
            end = noun.end();
        }
        return end == run.length();
    }

    /// What must stand in which slot.
    private final class Slots {
        private final String field;
        private final TreeMap<Integer, List<Term>> slots = new TreeMap<>();

        Slots(String field) {
            this.field = field;
        }

        boolean isEmpty() {
            return slots.isEmpty();
        }

        void at(int slot, List<Term> any, int length) {
            slots.merge(
                    slot,
                    any,
                    (before, more) -> {
                        List<Term> both = new ArrayList<>(before);
                        both.addAll(more);
                        return both;
                    });
        }

        void word(Units.Word word, boolean exact) {
            List<Term> any = new ArrayList<>();
            if (exact) {
                any.add(new Term(field, word.folded()));
            } else {
                stemmed(word).keySet().forEach(form -> any.add(new Term(field, form)));
            }
            at(word.slot(), any, 1);
        }

        void run(Units.Run run) {
            int[] folded = run.folded().codePoints().toArray();
            int length = folded.length;
            if (isHangul(run.normal())) {
                hangul(run.normal(), run.slot());
                return;
            }
            String read = "";
            if (run.run() == Scan.Run.HANGUL || run.run() == Scan.Run.HAN) {
                int[] normal = run.normal().codePoints().toArray();
                read = terms.korean().read(normal, 0, normal.length);
                if (isHangul(read) && read.length() == length) {
                    hangul(read, run.slot());
                } else {
                    read = "";
                }
            }
            for (int i = 0; i < length; i++) {
                boolean last = i + 1 == length;
                boolean pair =
                        !last
                                && (run.run() != Scan.Run.HANGUL
                                        || Characters.classOf(folded[i]) == Characters.HAN
                                                && Characters.classOf(folded[i + 1])
                                                        == Characters.HAN);
                if (pair) {
                    at(run.slot() + i, List.of(new Term(field, new String(folded, i, 2))), 2);
                } else if (length == 1) {
                    at(run.slot(), List.of(new Term(field, new String(folded, i, 1))), 1);
                }
            }
        }

        /// Each two syllables, whatever they are to the analyser; the first two also as the other
        /// Korea writes them.
        void hangul(String text, int slot) {
            if (text.length() == 1) {
                at(slot, List.of(new Term(field, Korean.initialFolded(text))), 1);
                return;
            }
            for (int i = 0; i + 1 < text.length(); i++) {
                Set<Term> any = new LinkedHashSet<>();
                List<String> firsts =
                        i == 0
                                ? Korean.initials(text.charAt(0))
                                : List.of(text.substring(i, i + 1));
                for (String first : firsts) {
                    String pair = first + text.charAt(i + 1);
                    any.add(new Term(field, pair));
                    any.add(new Term(field, Labels.with(Labels.PAIR, pair)));
                    any.add(new Term(field, Labels.with(Labels.SEAM, pair)));
                }
                at(slot + i, List.copyOf(any), 2);
            }
        }

        Query query() {
            if (slots.isEmpty()) {
                return MatchNoDocsQuery.INSTANCE;
            }
            if (slots.size() == 1) {
                List<Term> only = slots.firstEntry().getValue();
                if (only.size() == 1) {
                    return new TermQuery(only.getFirst());
                }
                SynonymQuery.Builder builder = new SynonymQuery.Builder(field);
                only.stream().distinct().forEach(builder::addTerm);
                return builder.build();
            }
            MultiPhraseQuery.Builder builder = new MultiPhraseQuery.Builder();
            int first = slots.firstKey();
            slots.forEach((slot, any) -> builder.add(any.toArray(Term[]::new), slot - first));
            return builder.build();
        }

        /// The same as a source of intervals, for nearness.
        IntervalsSource source() {
            List<IntervalsSource> sequence = new ArrayList<>();
            int next = slots.firstKey();
            for (Map.Entry<Integer, List<Term>> entry : slots.entrySet()) {
                IntervalsSource here =
                        Intervals.or(
                                entry.getValue().stream()
                                        .distinct()
                                        .map(term -> Intervals.term(term.bytes()))
                                        .toArray(IntervalsSource[]::new));
                int gap = entry.getKey() - next;
                sequence.add(gap > 0 ? Intervals.extend(here, gap, 0) : here);
                next = entry.getKey() + 1;
            }
            return sequence.size() == 1
                    ? sequence.getFirst()
                    : Intervals.phrase(sequence.toArray(IntervalsSource[]::new));
        }
    }

    // ---- nearness

    private Query loosePhrase(String field, Expression.Phrase phrase) throws IOException {
        List<IntervalsSource> sources = new ArrayList<>();
        boolean loose = false;
        for (String word : phrase.text().split("[\\s\\p{Z}]+")) {
            IntervalsSource source = source(field, new Expression.Word(word, false));
            if (source != null) {
                sources.add(source);
                loose |= isSpaceless(word);
            }
        }
        if (sources.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        if (sources.size() == 1) {
            return new IntervalQuery(field, sources.getFirst());
        }
        int gaps = phrase.within() * (loose ? SLOTS_OF_A_WORD : 1);
        return new IntervalQuery(
                field,
                Intervals.maxgaps(
                        gaps, Intervals.unordered(sources.toArray(IntervalsSource[]::new))));
    }

    private static boolean isSpaceless(String text) {
        return text.chars()
                .anyMatch(
                        c -> {
                            byte kind = Characters.classOf(c);
                            return kind == Characters.HANGUL
                                    || kind == Characters.HAN
                                    || kind == Characters.KANA
                                    || kind == Characters.UNSPACED;
                        });
    }

    private @Nullable IntervalsSource source(String field, Expression expression)
            throws IOException {
        return switch (expression) {
            case Expression.Word word -> wordSource(field, word.text(), word.exact());
            case Expression.Phrase phrase -> wordSource(field, phrase.text(), true);
            case Expression.Pattern pattern ->
                    anyOf(expansions(field, wildcard(field, pattern.text()).getAutomaton()).words);
            case Expression.Similar similar ->
                    anyOf(similarTo(field, similar.text(), similar.edits()));
            case Expression.Any any -> {
                List<IntervalsSource> sources = new ArrayList<>();
                for (Expression part : any.parts()) {
                    IntervalsSource source = source(field, part);
                    if (source != null) {
                        sources.add(source);
                    }
                }
                yield sources.isEmpty()
                        ? null
                        : Intervals.or(sources.toArray(IntervalsSource[]::new));
            }
            case Expression.Near near -> {
                IntervalsSource left = source(field, near.left());
                IntervalsSource right = source(field, near.right());
                if (left == null || right == null) {
                    yield null;
                }
                boolean loose = isSpaceless(near.left().toString() + near.right());
                yield Intervals.maxgaps(
                        near.within() * (loose ? SLOTS_OF_A_WORD : 1),
                        Intervals.unordered(left, right));
            }
            default -> null; // the reader lets nothing else stand beside NEAR
        };
    }

    private static @Nullable IntervalsSource anyOf(List<Expansion> expansions) {
        return expansions.isEmpty()
                ? null
                : Intervals.or(
                        expansions.stream()
                                .map(expansion -> Intervals.term(expansion.term))
                                .toArray(IntervalsSource[]::new));
    }

    private @Nullable IntervalsSource wordSource(String field, String text, boolean exact) {
        Slots slots = new Slots(field);
        List<Unit> units = Units.of(text, Scan.Context.CHINESE);
        for (Unit unit : units) {
            switch (unit) {
                case Units.Joined joined -> {}
                case Units.Word word -> slots.word(word, exact);
                case Units.Run run -> slots.run(run);
            }
        }
        if (slots.isEmpty()) {
            return null;
        }
        IntervalsSource literal = slots.source();
        if (units.size() == 1
                && !exact
                && units.getFirst() instanceof Units.Run run
                && run.run() == Scan.Run.HANGUL
                && isHangul(run.normal())) {
            List<IntervalsSource> ways = new ArrayList<>(List.of(literal));
            for (Morpheme morpheme : terms.korean().analyse(run.normal()).morphemes()) {
                if (morpheme.start() == 0
                        && morpheme.kind() == Kind.NOUN
                        && morpheme.length() > 1) {
                    ways.add(
                            Intervals.extend(
                                    Intervals.term(morpheme.text()), 0, morpheme.length() - 1));
                    break; // the longest comes first
                }
            }
            return Intervals.or(ways.toArray(IntervalsSource[]::new));
        }
        return literal;
    }

    // ---- patterns and similar words

    /// A term that a pattern or a similar word stands for.
    private record Expansion(BytesRef term, int frequency, float weight) {}

    private WildcardQuery wildcard(String field, String pattern) {
        StringBuilder folded = new StringBuilder();
        String normal = Characters.normalize(pattern);
        for (int i = 0; i < normal.length(); ) {
            int c = normal.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\\') {
                continue;
            }
            folded.appendCodePoint(Characters.fold(c));
        }
        return new WildcardQuery(new Term(field, folded.toString()));
    }

    private Query pattern(String field, String pattern) throws IOException {
        String bare = pattern.replace("*", "").replace("?", "");
        String middle =
                pattern.substring(pattern.indexOf(bare.isEmpty() ? "" : bare.substring(0, 1)));
        boolean outside = trimmed(middle).equals(bare);
        if (isSpaceless(bare) && outside) {
            // Parts of words are indexed: *수용소*, 수용* are what stands there.
            return words(field, bare, true);
        }
        String inner = isSpaceless(bare) ? middle : pattern;
        List<Query> ways = new ArrayList<>();
        ways.add(expanded(field, wildcard(field, inner)));
        if (pattern.endsWith("?") && outside) {
            ways.add(
                    words(
                            field, bare,
                            true)); // a question mark at the end of a word may be just that
        }
        ways.removeIf(way -> way instanceof MatchNoDocsQuery);
        return best(ways);
    }

    private static String trimmed(String pattern) {
        int end = pattern.length();
        while (end > 0 && (pattern.charAt(end - 1) == '*' || pattern.charAt(end - 1) == '?')) {
            end--;
        }
        return pattern.substring(0, end);
    }

    private Query expanded(String field, WildcardQuery wildcard) throws IOException {
        Expansions expansions = expansions(field, wildcard.getAutomaton());
        if (expansions.words.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        return expansions.more
                ? wide(field, wildcard, expansions.words)
                : anyOf(field, expansions.words);
    }

    /// More words than can be marked: all are found, the most frequent are marked.
    private Query wide(String field, WildcardQuery wildcard, List<Expansion> expansions) {
        if (marking && field.equals(Fields.TEXT)) {
            marks.add(anyOf(field, expansions));
        }
        return wildcard;
    }

    private static Query anyOf(String field, List<Expansion> expansions) {
        if (expansions.isEmpty()) {
            return MatchNoDocsQuery.INSTANCE;
        }
        SynonymQuery.Builder builder = new SynonymQuery.Builder(field);
        expansions.forEach(
                expansion -> builder.addTerm(new Term(field, expansion.term), expansion.weight));
        return builder.build();
    }

    /// @param more whether the pattern means more words than these
    private record Expansions(List<Expansion> words, boolean more) {}

    /// The words most frequent in what the asker sees, of those that match. A word that occurs only
    /// elsewhere takes nobody's place and counts towards no limit, or what is found would tell of
    /// it.
    private Expansions expansions(String field, Automaton automaton) throws IOException {
        org.apache.lucene.index.Terms all = MultiTerms.getTerms(reader, field);
        if (all == null) {
            return new Expansions(List.of(), false);
        }
        Automaton determinate = Operations.determinize(automaton, 10_000);
        CompiledAutomaton compiled = new CompiledAutomaton(determinate, false, true, false);
        TermsEnum found = compiled.getTermsEnum(all);
        PriorityQueue<Expansion> most =
                new PriorityQueue<>(Comparator.comparingInt(Expansion::frequency));
        int seen = 0;
        for (BytesRef term = found.next();
                term != null && seen < MOST_LOOKED_AT;
                term = found.next()) {
            int frequency = scope.frequency(found);
            if (frequency == 0) {
                continue;
            }
            seen++;
            if (most.size() < MOST_EXPANSIONS || most.peek().frequency < frequency) {
                most.add(new Expansion(BytesRef.deepCopyOf(term), frequency, 1f));
                if (most.size() > MOST_EXPANSIONS) {
                    most.poll();
                }
            }
        }
        return new Expansions(
                List.copyOf(most), seen >= MOST_LOOKED_AT || most.size() >= MOST_EXPANSIONS);
    }

    private Query similar(String field, String text, int edits) throws IOException {
        return anyOf(field, similarTo(field, text, edits));
    }

    private List<Expansion> similarTo(String field, String text, int edits) throws IOException {
        org.apache.lucene.index.Terms all = MultiTerms.getTerms(reader, field);
        List<Unit> units = Units.of(text, Scan.Context.CHINESE);
        if (all == null || units.isEmpty()) {
            return List.of();
        }
        String word =
                switch (units.getFirst()) {
                    case Units.Word one -> one.folded();
                    case Units.Joined joined -> joined.text();
                    case Units.Run run ->
                            isHangul(run.normal())
                                    ? Korean.initialFolded(run.normal())
                                    : run.folded();
                };
        int letters = word.codePointCount(0, word.length());
        // Of a short word nothing would be left that is the same.
        int allowed = Math.min(edits, letters <= 2 ? 0 : letters <= 3 ? 1 : 2);
        if (allowed == 0) {
            BytesRef itself = new BytesRef(word);
            return scope.has(new Term(field, itself))
                    ? List.of(new Expansion(itself, 1, 1f))
                    : List.of();
        }
        FuzzyTermsEnum found = new FuzzyTermsEnum(all, new Term(field, word), allowed, 0, true);
        PriorityQueue<Expansion> most =
                new PriorityQueue<>(
                        Comparator.comparingDouble(Expansion::weight)
                                .thenComparingInt(Expansion::frequency));
        for (BytesRef term = found.next(); term != null; term = found.next()) {
            boolean labelled =
                    term.length > 0
                            && term.bytes[term.offset] < ' '
                            && term.bytes[term.offset] >= 0;
            float weight = found.getBoost();
            if (labelled || most.size() >= MOST_SIMILAR && most.peek().weight > weight) {
                continue;
            }
            int frequency = scope.frequency(found);
            if (frequency > 0) {
                most.add(new Expansion(BytesRef.deepCopyOf(term), frequency, weight));
                if (most.size() > MOST_SIMILAR) {
                    most.poll();
                }
            }
        }
        return List.copyOf(most);
    }

    // ---- values

    private Query value(Expression.Value asked) throws Refused {
        String value = Characters.normalize(asked.value().strip());
        return switch (asked.field()) {
            case TYPE -> {
                String kind = KINDS.getOrDefault(value, value);
                yield new BooleanQuery.Builder()
                        .add(new TermQuery(new Term(Fields.KIND, kind)), Occur.SHOULD)
                        .add(new TermQuery(new Term(Fields.MEDIA_TYPE, value)), Occur.SHOULD)
                        .build();
            }
            case LANGUAGE ->
                    new TermQuery(
                            new Term(
                                    Fields.LANGUAGE,
                                    language(LANGUAGES.getOrDefault(value, value))));
            case OUTCOME -> new TermQuery(new Term(Fields.OUTCOME, value));
            case ACCESSION -> identified(Fields.ACCESSION, asked, value);
            case COMPARTMENT -> identified(Fields.COMPARTMENT, asked, value);
            case ITEM -> identified(Fields.ITEM, asked, value);
            case NAME, ABOUT, DATE, YEAR ->
                    throw new IllegalStateException(asked.field() + " is no field of plain values");
        };
    }

    /// A language as it is indexed: the primary part of its code.
    static String language(String code) {
        String plain = code.toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < plain.length() && plain.charAt(end) != '-' && plain.charAt(end) != '_') {
            end++;
        }
        return plain.substring(0, end);
    }

    private Query identified(String field, Expression.Value asked, String value) throws Refused {
        UUID id = names.get(value);
        if (id == null) {
            try {
                id = UUID.fromString(value);
            } catch (IllegalArgumentException noIdentifier) {
                throw new Refused(
                        Problem.of(
                                Problem.Code.IDENTIFIER,
                                asked.position(),
                                asked.value().codePointCount(0, asked.value().length()),
                                asked.field().word()));
            }
        }
        return new TermQuery(new Term(field, Documents.bytes(id)));
    }

    static Query dated(Optional<LocalDate> from, Optional<LocalDate> to) {
        return IntField.newRangeQuery(
                Fields.DATE,
                from.map(QueryCompiler::day).orElse(Integer.MIN_VALUE),
                to.map(QueryCompiler::day).orElse(Integer.MAX_VALUE));
    }

    static int day(LocalDate date) {
        return Math.clamp(date.toEpochDay(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
