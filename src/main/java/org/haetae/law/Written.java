package org.haetae.law;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Label;
import org.haetae.names.HistoricDate;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A place in a file of YAML and what stands there; says file and line when it is wrong.
///
/// @param line from 1
/// @param depth of places above it: a file may refer to itself, and must not be followed for ever
record Written(String file, int line, String path, Optional<Node> node, int depth) {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int DEEPEST = 16;

    static Written of(String file, Node node) {
        return new Written(file, line(node), "", Optional.of(node), 0);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(
                "%s, line %d%s %s".formatted(file, line, path.isEmpty() ? ":" : ", " + path, what));
    }

    private Written in(String key, Optional<Node> found) {
        if (depth > DEEPEST) {
            throw wrong("lies deeper than anything here does; a part must not hold itself");
        }
        return new Written(
                file,
                found.map(Written::line).orElse(line),
                path.isEmpty() ? key : path + "." + key,
                found,
                depth + 1);
    }

    private Map<String, Node> entries() {
        if (node.isEmpty()) {
            return Map.of();
        }
        if (!(node.get() instanceof MappingNode mapping)) {
            throw wrong("holds no keys and values; expected them");
        }
        var entries = new LinkedHashMap<String, Node>();
        for (var one : mapping.getValue()) {
            if (!(one.getKeyNode() instanceof ScalarNode key)) {
                throw wrong("has a key that is no word; expected a word");
            }
            if (entries.put(key.getValue(), one.getValueNode()) != null) {
                throw in(key.getValue(), Optional.of(key)).wrong("stands twice; expected it once");
            }
        }
        return entries;
    }

    Written allow(String... keys) {
        var allowed = List.of(keys);
        entries()
                .forEach(
                        (key, found) -> {
                            if (!allowed.contains(key)) {
                                throw in(key, Optional.of(found))
                                        .wrong(
                                                "is no key here; expected one of "
                                                        + String.join(", ", keys));
                            }
                        });
        return this;
    }

    boolean has(String key) {
        return entries().containsKey(key);
    }

    boolean isThere() {
        return node.isPresent();
    }

    Written at(String key) {
        return in(key, Optional.ofNullable(entries().get(key)));
    }

    /// Everything below, by codes.
    void each(BiConsumer<String, Written> each) {
        entries()
                .forEach(
                        (key, found) -> {
                            var place = in(key, Optional.of(found));
                            if (!CODE.matcher(key).matches()) {
                                throw place.wrong(
                                        "is no code; expected small letters, digits and single hyphens, beginning with a letter");
                            }
                            each.accept(key, place);
                        });
    }

    Optional<String> text() {
        return node.map(
                found -> {
                    if (found instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                        return scalar.getValue().strip();
                    }
                    throw wrong("holds no words; expected some");
                });
    }

    String words() {
        return text().orElseThrow(() -> wrong("is missing; expected words"));
    }

    int number() {
        var words = text().orElse("0");
        if (!words.matches("\\d{1,4}")) {
            throw wrong("is \"%s\"; expected a whole number".formatted(words));
        }
        return Integer.parseInt(words);
    }

    boolean isTrue() {
        return switch (text().orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("is neither true nor false; expected one of them");
        };
    }

    List<String> list() {
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof SequenceNode sequence)) {
            throw wrong("is no list; expected one, in square brackets");
        }
        var all = new ArrayList<String>();
        for (var one : sequence.getValue()) {
            all.add(in(String.valueOf(all.size() + 1), Optional.of(one)).words());
        }
        if (new HashSet<>(all).size() < all.size()) {
            throw wrong("names one thing twice; expected each once");
        }
        return all;
    }

    /// A list of codes that must be among those that are known.
    List<String> terms(String what, Set<String> known) {
        var list = list();
        list.stream()
                .filter(one -> !known.contains(one))
                .findFirst()
                .ifPresent(
                        one -> {
                            throw wrong(
                                    "names \"%s\", which is no term of %s".formatted(one, what));
                        });
        return list;
    }

    Label label() {
        allow("en", "ko");
        return new Label(at("en").words(), at("ko").words());
    }

    Optional<Label> labelIfAny() {
        return isThere() ? Optional.of(label()) : Optional.empty();
    }

    Optional<HistoricDate> date() {
        return text().map(
                        words -> {
                            try {
                                return HistoricDate.of(words);
                            } catch (IllegalArgumentException e) {
                                throw wrong(
                                        "is \"%s\"; expected a date in EDTF, such as 1998-07-17"
                                                .formatted(words));
                            }
                        });
    }

    Cited cited() {
        allow("cite", "web");
        return new Cited(
                at("cite").words(),
                at("web")
                        .text()
                        .map(
                                address -> {
                                    try {
                                        var web = URI.create(address);
                                        if ("https".equals(web.getScheme())) {
                                            return web;
                                        }
                                    } catch (IllegalArgumentException e) {
                                        // Said below, with file and line.
                                    }
                                    throw at("web")
                                            .wrong(
                                                    "is no web address; expected one that begins with https:");
                                }));
    }

    <T> T oneOf(T[] all, Function<T, String> word) {
        var words = words();
        return Stream.of(all)
                .filter(one -> word.apply(one).equals(words))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "is \"%s\"; expected one of %s"
                                                .formatted(
                                                        words,
                                                        Stream.of(all)
                                                                .map(word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }
}
