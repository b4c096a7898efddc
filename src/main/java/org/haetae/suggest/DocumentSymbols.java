package org.haetae.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Documents by their symbols, and resolutions by number, as `documents.txt` describes them.
final class DocumentSymbols {

    private record Symbol(Pattern pattern, String value, String hint) {}

    private final List<Symbol> symbols = new ArrayList<>();

    DocumentSymbols() {
        for (var line : Vocabulary.lines("documents.txt")) {
            var parts = line.split("\t");
            symbols.add(new Symbol(Pattern.compile(parts[0]), parts[1], parts[2]));
        }
    }

    void find(String text, Consumer<Mention> found) {
        for (var symbol : symbols) {
            if (!text.contains(symbol.hint())) {
                continue;
            }
            Matcher matcher = symbol.pattern().matcher(text);
            while (matcher.find()) {
                found.accept(
                        Mention.of(
                                matcher.start(),
                                matcher.end(),
                                Kind.DOCUMENT,
                                filled(symbol.value(), matcher),
                                Rule.DOCUMENT_SYMBOL));
            }
        }
    }

    private static String filled(String template, Matcher matcher) {
        var value = template;
        for (int group = 0; group <= matcher.groupCount(); group++) {
            value = value.replace("$" + group, matcher.group(group));
        }
        return value;
    }
}
