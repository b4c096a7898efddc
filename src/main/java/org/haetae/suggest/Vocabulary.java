package org.haetae.suggest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The lists of words beside this package.
final class Vocabulary {

    private final Map<String, Set<String>> lists;

    private Vocabulary(Map<String, Set<String>> lists) {
        this.lists = lists;
    }

    /// What `words.txt` holds, by the headings in it.
    static Vocabulary load() {
        var lists = new HashMap<String, Set<String>>();
        var current = new LinkedHashSet<String>();
        for (var line : lines("words.txt")) {
            if (line.startsWith("[")) {
                current = new LinkedHashSet<>();
                lists.put(line.substring(1, line.length() - 1), current);
            } else {
                current.addAll(List.of(line.strip().split(line.contains("|") ? " *\\| *" : " +")));
            }
        }
        return new Vocabulary(lists);
    }

    /// The words under one heading.
    ///
    /// @throws IllegalArgumentException when there is no such heading
    Set<String> list(String heading) {
        var found = lists.get(heading);
        if (found == null) {
            throw new IllegalArgumentException("words.txt has no heading [%s]".formatted(heading));
        }
        return found;
    }

    /// The words under a heading where each is "one=other".
    Map<String, String> pairs(String heading) {
        return list(heading).stream()
                .map(pair -> pair.split("="))
                .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
    }

    /// All words under a heading as alternatives of a regular expression, longest first.
    String alternatives(String heading) {
        return list(heading).stream()
                .sorted((one, other) -> other.length() - one.length())
                .map(java.util.regex.Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /// The lines of a list that say something.
    static List<String> lines(String file) {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        Vocabulary.class.getResourceAsStream(file), file),
                                UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the list " + file, e);
        }
    }
}
