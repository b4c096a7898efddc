package org.haetae.suggest;

import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Short forms that a text itself explains, "United Front Department (UFD)", wherever they stand.
final class Acronyms {

    private static final Pattern EXPLAINED =
            Pattern.compile("\\s?\\(\\s?(?:the )?[\"“']?([A-Z][A-Z0-9-]{1,9})[\"”']?\\s?\\)");

    private Acronyms() {}

    static void find(Words words, List<Mention> settled, Consumer<Mention> found) {
        var known = new HashMap<String, Mention>();
        for (var mention : settled) {
            if (mention.kind() == Kind.ORGANISATION || mention.kind() == Kind.TREATY) {
                var explained =
                        EXPLAINED
                                .matcher(words.text())
                                .region(mention.end(), words.text().length());
                if (explained.lookingAt()) {
                    known.putIfAbsent(explained.group(1), mention);
                }
            }
        }
        for (int i = 0; i < words.size() && !known.isEmpty(); i++) {
            var word = words.get(i);
            var full = word.isAcronym() ? known.get(word.form()) : null;
            if (full != null) {
                found.accept(
                        Mention.of(
                                word.start(), word.end(), full.kind(), full.value(), Rule.ACRONYM));
            }
        }
    }
}
