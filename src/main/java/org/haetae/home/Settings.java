package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// What `haetae.yaml` says, and for the rest what holds when it says nothing. Read once; no
/// secrets.
public final class Settings {

    private final Map<Setting, String> said;

    private Settings(Map<Setting, String> said) {
        this.said = said;
    }

    /// Reads the file, or nothing when there is none.
    ///
    /// @throws HomeRefused naming the first key that is unknown, with the nearest known one, or a
    ///   value of the wrong kind
    static Settings read(Path file) {
        if (!Files.exists(file)) {
            return new Settings(Map.of());
        }
        try {
            return parse(Files.readString(file));
        } catch (HomeRefused e) {
            throw new HomeRefused(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    static Settings parse(String yaml) {
        if (yaml.lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
            // As it is in most homes; loading a YAML parser takes a tenth of a second.
            return new Settings(Map.of());
        }
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object root;
        try {
            root = new Yaml(new SafeConstructor(options)).load(yaml);
        } catch (YAMLException e) {
            throw new HomeRefused("this is no valid YAML: " + e.getMessage(), e);
        }
        var said = new EnumMap<Setting, String>(Setting.class);
        switch (root) {
            case null -> {}
            case Map<?, ?> map -> collect("", map, said);
            default -> throw new HomeRefused("expected lines of the form \"key: value\"");
        }
        return new Settings(said);
    }

    /// A setting that takes text; empty text when it is not set and has no standard.
    public String text(Setting setting) {
        return said.getOrDefault(setting, setting.standard());
    }

    /// A setting that takes a whole number.
    public int number(Setting setting) {
        require(setting, Setting.Kind.NUMBER);
        return Integer.parseInt(text(setting));
    }

    /// A setting that is on or off.
    public boolean on(Setting setting) {
        require(setting, Setting.Kind.YES_NO);
        return text(setting).equals("yes");
    }

    /// A setting that takes a list.
    public List<String> lines(Setting setting) {
        require(setting, Setting.Kind.LINES);
        return text(setting).lines().toList();
    }

    /// What a new home's file holds: every setting with its standard and meaning, as comments.
    static String template() {
        var lines = new ArrayList<String>();
        lines.add("# Settings of this Haetae home. No secrets here: those are in keys/.");
        lines.add("# A line without # in front replaces what holds otherwise.");
        for (Setting setting : Setting.values()) {
            lines.add("");
            lines.add("# " + setting.meaning());
            lines.add("#" + setting.key() + ": " + setting.standard());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void collect(String prefix, Map<?, ?> map, Map<Setting, String> said) {
        map.forEach(
                (name, value) -> {
                    String key = prefix + name;
                    if (value instanceof Map<?, ?> inner) {
                        collect(key + ".", inner, said);
                    } else {
                        Setting setting = known(key);
                        if (said.put(setting, checked(setting, value)) != null) {
                            throw new HomeRefused("\"%s\" stands twice".formatted(key));
                        }
                    }
                });
    }

    private static Setting known(String key) {
        return Stream.of(Setting.values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                new HomeRefused(
                                        "\"%s\" is no setting.%s"
                                                .formatted(
                                                        key,
                                                        nearest(key)
                                                                .map(
                                                                        " Did you mean \"%s\"?"
                                                                                ::formatted)
                                                                .orElse(
                                                                        " Known are: "
                                                                                + String.join(
                                                                                        ", ",
                                                                                        keys())))));
    }

    private static String checked(Setting setting, Object value) {
        return switch (setting.kind()) {
            case TEXT -> value == null ? "" : value.toString();
            case LINES -> lines(setting, value);
            case NUMBER -> {
                if (value instanceof Integer number && number >= 0) {
                    yield number.toString();
                }
                throw new HomeRefused(
                        "\"%s\" takes a whole number, 0 or more; found \"%s\""
                                .formatted(setting.key(), value));
            }
            case YES_NO -> {
                if (value instanceof Boolean on) {
                    yield on ? "yes" : "no";
                }
                throw new HomeRefused(
                        "\"%s\" takes yes or no; found \"%s\"".formatted(setting.key(), value));
            }
        };
    }

    private static List<String> keys() {
        return Stream.of(Setting.values()).map(Setting::key).toList();
    }

    /// One line may stand for a list of one.
    private static String lines(Setting setting, @Nullable Object value) {
        var lines =
                switch (value) {
                    case null -> List.<String>of();
                    case List<?> list -> list.stream().map(String::valueOf).toList();
                    default -> List.of(value.toString());
                };
        if (lines.stream().anyMatch(line -> line.isBlank() || line.contains("\n"))) {
            throw new HomeRefused(
                    "\"%s\" takes a list, each on a line of its own after a hyphen"
                            .formatted(setting.key()));
        }
        return String.join("\n", lines);
    }

    /// The known key that fewest strokes away, when it is near enough to be meant.
    private static Optional<String> nearest(String key) {
        return keys().stream()
                .min(Comparator.comparingInt(known -> strokes(key, known)))
                .filter(known -> strokes(key, known) <= Math.max(3, known.length() / 3));
    }

    /// Letters to insert, delete or replace until one word is the other.
    private static int strokes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    private static void require(Setting setting, Setting.Kind kind) {
        if (setting.kind() != kind) {
            throw new IllegalArgumentException(
                    "%s takes %s, asked for as %s".formatted(setting.key(), setting.kind(), kind));
        }
    }
}
