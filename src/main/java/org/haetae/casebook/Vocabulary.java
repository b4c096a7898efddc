package org.haetae.casebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A list of terms that values are chosen from.
///
/// @param terms by their codes, in the order in which they are offered
public record Vocabulary(String code, Label label, Map<String, Term> terms) {

    /// One term. Its code never changes its meaning.
    ///
    /// @param broader the code of the term that includes this one
    /// @param maps codes of the same thing in public schemes (`iccs`, `huridocs` ...)
    public record Term(
            String code, Label label, Optional<String> broader, Map<String, String> maps) {
        public Term {
            maps = Map.copyOf(maps);
        }
    }

    public Vocabulary {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    /// A term by its code.
    public Optional<Term> term(String termCode) {
        return Optional.ofNullable(terms.get(termCode));
    }

    /// A term's code and those of all that it includes: what a question for the term asks for.
    public List<String> within(String termCode) {
        var within = new ArrayList<String>(List.of(termCode));
        for (int i = 0; i < within.size(); i++) {
            var broader = Optional.of(within.get(i));
            terms.values().stream()
                    .filter(term -> term.broader().equals(broader))
                    .map(Term::code)
                    .filter(code -> !within.contains(code))
                    .forEach(within::add);
        }
        return within;
    }
}
