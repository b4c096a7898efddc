package org.haetae.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.haetae.names.DateReader;
import org.haetae.names.HistoricDate;

/// Reads a text and proposes what it mentions and says.
///
/// Lists and rules are loaded once; an object may be used by many threads at once. The time is in
/// proportion to the length of the text, and nothing leaves the machine.
public final class Suggester {

    private final Lexicon lexicon;
    private final People people;
    private final Bodies bodies;
    private final KoreanText korean;
    private final Figures figures;
    private final DateReader dates = DateReader.ofWholeYears();
    private final DocumentSymbols documents = new DocumentSymbols();
    private final Statements statements;

    /// Loads lists and rules.
    public Suggester() {
        var vocabulary = Vocabulary.load();
        var endings = new KoreanEndings(vocabulary);
        var names = new LatinNames(vocabulary);
        lexicon = Lexicon.load(endings);
        people = new People(vocabulary, names, lexicon);
        bodies = new Bodies(vocabulary, names, lexicon);
        korean = new KoreanText(vocabulary, endings, lexicon);
        figures = new Figures(vocabulary);
        statements = new Statements(vocabulary);
    }

    /// What this text, one page of a reading, mentions and says, in the order of the text.
    ///
    /// @return suggestions with places in code points of `text`; mentions of names never overlap
    ///   each other, posts and designations cover the mentions that they tie together
    public List<Suggestion> suggest(String text) {
        var words = Words.of(text);
        var found = new ArrayList<Mention>();
        lexicon.find(words, found::add);
        documents.find(text, found::add);
        figures.find(words, found::add);
        people.find(words, found::add);
        bodies.find(words, found::add);
        korean.find(words, found::add);
        dates(text, found);
        var first = Settled.of(found);
        Acronyms.find(words, first, found::add);
        people.again(words, first, found::add);
        korean.again(words, first, found::add);
        var settled = new ArrayList<>(Settled.of(found));
        statements.find(words, List.copyOf(settled), settled::add);
        return inCodePoints(text, Settled.of(settled));
    }

    /// Of a date that can mean two, both, as a set of EDTF: a person chooses.
    private void dates(String text, List<Mention> found) {
        int unit = 0;
        int point = 0;
        for (var date : dates.findAll(text)) {
            int start = text.offsetByCodePoints(unit, date.start() - point);
            int end = text.offsetByCodePoints(start, date.end() - date.start());
            var value =
                    date.readings().size() == 1
                            ? date.readings().getFirst().edtf()
                            : date.readings().stream()
                                    .map(HistoricDate::edtf)
                                    .collect(Collectors.joining(",", "[", "]"));
            found.add(Mention.of(start, end, Kind.DATE, value, Rule.DATE));
            unit = end;
            point = date.end();
        }
    }

    private static List<Suggestion> inCodePoints(String text, List<Mention> mentions) {
        var suggestions = new ArrayList<Suggestion>(mentions.size());
        int unit = 0;
        int point = 0;
        for (var mention : mentions) {
            // Mentions come by their beginning, so that the text is counted once.
            point += text.codePointCount(unit, mention.start());
            unit = mention.start();
            var quote = text.substring(mention.start(), mention.end());
            suggestions.add(
                    new Suggestion(
                            point,
                            point + quote.codePointCount(0, quote.length()),
                            quote,
                            mention.kind(),
                            mention.value(),
                            mention.rule(),
                            mention.claim()));
        }
        return suggestions;
    }
}
