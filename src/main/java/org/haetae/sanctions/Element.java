package org.haetae.sanctions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One element of a list's XML with all that is in it.
final class Element {

    final String name;
    private final Map<String, String> attributes;
    private final List<Element> children = new ArrayList<>(4);
    private final StringBuilder text = new StringBuilder(0);

    /// Where its text begins and ends, in characters of the document that are not space.
    final long from;

    long to;

    Element(String name, Map<String, String> attributes, long from) {
        this.name = name;
        this.attributes = attributes;
        this.from = from;
        this.to = from;
    }

    void append(char[] from, int start, int length) {
        text.append(from, start, length);
    }

    int length() {
        return text.length();
    }

    void add(Element child) {
        children.add(child);
    }

    /// An attribute that says something, else null.
    @Nullable String attribute(String named) {
        return Entries.blankless(attributes.get(named));
    }

    boolean is(String named, String value) {
        return value.equals(attributes.get(named));
    }

    /// Its own text, without that of its children; null when there is none.
    @Nullable String text() {
        return Entries.blankless(text.toString());
    }

    /// All children of that name, in their order.
    Stream<Element> all(String named) {
        return children.stream().filter(child -> child.name.equals(named));
    }

    /// All elements at the end of a path of names.
    Stream<Element> at(String... path) {
        var found = Stream.of(this);
        for (var step : path) {
            found = found.flatMap(one -> one.all(step));
        }
        return found;
    }

    /// The text of the first element at the end of a path; null when there is none.
    @Nullable String textAt(String... path) {
        return textAt(path, 0);
    }

    private @Nullable String textAt(String[] path, int step) {
        if (step == path.length) {
            return text();
        }
        for (var child : children) {
            if (child.name.equals(path[step])) {
                var found = child.textAt(path, step + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /// The texts of the children of these names that say something.
    List<String> texts(String... names) {
        return Stream.of(names).map(this::textAt).filter(one -> one != null).toList();
    }
}
