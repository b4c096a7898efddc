package org.haetae.linkage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What agreement and disagreement of each field say (Fellegi and Sunter, "A Theory for Record
/// Linkage", 1969): of each level the probability `m` among pairs that are one and `u` among pairs
/// that are not, and the probability `prior` that two records drawn at random are one.
///
/// @param m by comparison (the fields of the schema in their order, then its swaps) and level
/// @param u the same
/// @param spare for each group of correlated fields what their common weight is multiplied by when
///   it speaks for one, and when it speaks against
/// @param learning how it was come by, in words
public record Model(
        String schema,
        int schemaVersion,
        double[][] m,
        double[][] u,
        double prior,
        double[][] spare,
        Learned learning) {

    private static final double LN2 = Math.log(2);

    /// @param rounds of expectation and maximisation
    /// @param settled whether the last round changed no probability by more than a millionth
    /// @param pairs that it was learned from
    /// @param random pairs drawn to see how those that are not one agree
    public record Learned(int rounds, boolean settled, long pairs, long random) {}

    static double bits(double probability) {
        return Math.log(probability) / LN2;
    }

    /// log2(m / u) of a level; 0 for what is missing.
    double weight(int comparison, int level) {
        return level == Comparer.MISSING ? 0 : bits(m[comparison][level] / u[comparison][level]);
    }

    double priorBits() {
        return bits(prior / (1 - prior));
    }

    /// The probability of so many bits, prior included.
    public static double probability(double bits) {
        return 1 / (1 + Math.pow(2, -bits));
    }

    /// Bits of a probability.
    public static double bitsOf(double probability) {
        return bits(probability / (1 - probability));
    }

    /// The model as YAML, which [#read] reads again. Numbers are written whole, so that what is
    /// read gives the same answers.
    public String yaml(LinkageSchema of) {
        var yaml = new StringBuilder();
        yaml.append("schema: %s\nschema-version: %d\n".formatted(schema, schemaVersion));
        yaml.append("prior: %s\n".formatted(prior));
        yaml.append(
                "learned: {rounds: %d, settled: %s, pairs: %d, random-pairs: %d}\n"
                        .formatted(
                                learning.rounds(),
                                learning.settled(),
                                learning.pairs(),
                                learning.random()));
        yaml.append("comparisons:\n");
        for (int c = 0; c < m.length; c++) {
            yaml.append("  %s:\n".formatted(name(of, c)));
            yaml.append("    m: %s\n".formatted(levels(levels(of, c), m[c])));
            yaml.append("    u: %s\n".formatted(levels(levels(of, c), u[c])));
        }
        yaml.append("correlated:\n");
        for (int g = 0; g < spare.length; g++) {
            yaml.append("  - {for: %s, against: %s}\n".formatted(spare[g][0], spare[g][1]));
        }
        return yaml.toString();
    }

    /// Names the model by what it says: the first half of the SHA-256 of its YAML.
    public String version(LinkageSchema of) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(yaml(of).getBytes(StandardCharsets.UTF_8));
            return "%s-%d-%s"
                    .formatted(schema, schemaVersion, HexFormat.of().formatHex(digest, 0, 8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    static List<Level> levels(LinkageSchema of, int comparison) {
        return comparison < of.fields().size()
                ? of.fields().get(comparison).kind().levels()
                : List.of(Level.EXACT, Level.SWAPPED);
    }

    static String name(LinkageSchema of, int comparison) {
        return comparison < of.fields().size()
                ? of.fields().get(comparison).column()
                : "swap of "
                        + String.join(" and ", of.swaps().get(comparison - of.fields().size()));
    }

    private static String levels(List<Level> levels, double[] values) {
        return IntStream.range(0, levels.size())
                .mapToObj(i -> "%s: %s".formatted(levels.get(i).code(), Double.toString(values[i])))
                .collect(Collectors.joining(", ", "{", "}"))
                .toLowerCase(Locale.ROOT);
    }

    /// The model that ships with a schema.
    ///
    /// @throws IllegalArgumentException when none does
    public static Model shipped(LinkageSchema schema) {
        var name = "schema/resolve/" + schema.name() + ".model.yaml";
        try (var in = Model.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no model ships with " + schema.name());
            }
            return read(schema, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("while reading the shipped model " + name, e);
        }
    }

    /// Reads a model that [#yaml] wrote, or that somebody wrote by hand.
    ///
    /// @throws IllegalArgumentException when it is of another schema, or says what cannot be
    public static Model read(LinkageSchema schema, String yaml) {
        var top = LinkageSchema.map(LinkageSchema.yaml(yaml), "the model");
        var of = LinkageSchema.text(top.get("schema"), "schema of the model");
        int version = (int) LinkageSchema.number(top.get("schema-version"), "schema-version", 0);
        if (!of.equals(schema.name()) || version != schema.version()) {
            throw new IllegalArgumentException(
                    "the model is of schema %s version %d; expected %s version %d"
                            .formatted(of, version, schema.name(), schema.version()));
        }
        int count = schema.fields().size() + schema.swaps().size();
        var m = new double[count][];
        var u = new double[count][];
        var comparisons = LinkageSchema.map(top.get("comparisons"), "comparisons");
        for (int c = 0; c < count; c++) {
            var name = name(schema, c);
            var told = LinkageSchema.map(comparisons.get(name), name);
            m[c] = probabilities(schema, c, told, "m");
            u[c] = probabilities(schema, c, told, "u");
        }
        var spare = new double[schema.correlated().size()][];
        var told = top.get("correlated") instanceof List<?> list ? list : List.of();
        for (int g = 0; g < spare.length; g++) {
            var one = LinkageSchema.map(g < told.size() ? told.get(g) : null, "correlated");
            spare[g] =
                    new double[] {
                        LinkageSchema.number(one.get("for"), "for", 1),
                        LinkageSchema.number(one.get("against"), "against", 1)
                    };
        }
        var learned = LinkageSchema.map(top.get("learned"), "learned");
        double prior = LinkageSchema.number(top.get("prior"), "prior", 0);
        if (!(prior > 0 && prior < 1)) {
            throw new IllegalArgumentException(
                    "the prior of the model is %s; expected between 0 and 1".formatted(prior));
        }
        return new Model(
                of,
                version,
                m,
                u,
                prior,
                spare,
                new Learned(
                        (int) LinkageSchema.number(learned.get("rounds"), "rounds", 0),
                        !Boolean.FALSE.equals(learned.get("settled")),
                        (long) LinkageSchema.number(learned.get("pairs"), "pairs", 0),
                        (long) LinkageSchema.number(learned.get("random-pairs"), "random", 0)));
    }

    private static double[] probabilities(
            LinkageSchema schema, int comparison, Map<?, ?> told, String which) {
        var what = "%s of %s".formatted(which, name(schema, comparison));
        var values = LinkageSchema.levels(told.get(which), what);
        return levels(schema, comparison).stream()
                .mapToDouble(
                        level -> {
                            var value = values.get(level);
                            if (value == null) {
                                throw new IllegalArgumentException(
                                        "%s lacks %s".formatted(what, level.code()));
                            }
                            return value;
                        })
                .toArray();
    }
}
