package org.haetae.linkage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/// Why two records are held to be one, or not: everything that went into the probability.
///
/// @param fields in the order of the schema, then its swaps
/// @param groups correlated fields whose common weight was damped
/// @param priorBits log-odds of two records drawn at random
/// @param bits the sum of all
public record Explanation(
        String a,
        String b,
        List<FieldEvidence> fields,
        List<Damped> groups,
        double priorBits,
        double bits,
        double probability,
        String model) {

    public Explanation {
        fields = List.copyOf(fields);
        groups = List.copyOf(groups);
    }

    /// What one field says.
    ///
    /// @param a the first record's text, as given; after a swap that of the other field's
    /// @param u among pairs that are not one; where a value's own frequency counts, that frequency
    /// @param rarity how often records say this value, where that counts
    /// @param tries among how many comparisons of several values this was the best
    /// @param bits log2(m/u), or of the best of several log2(m/(1-(1-u)^tries)) where that is above
    ///   0; 0 when missing
    public record FieldEvidence(
            Field field,
            String a,
            String b,
            Level level,
            double m,
            double u,
            OptionalDouble rarity,
            int tries,
            double bits) {}

    /// @param factor what the sum was multiplied by
    public record Damped(List<String> columns, double sum, double factor) {}

    static Explanation of(
            LinkageSchema schema,
            Records records,
            Model model,
            Scoring scoring,
            int a,
            int b,
            IntUnaryOperator tries) {
        var comparer = new Comparer(schema, records);
        long pattern = comparer.pattern(a, b);
        var fields = new ArrayList<FieldEvidence>();
        var sums = new double[schema.correlated().size()];
        double bits = scoring.priorBits();
        for (int c = 0; c < model.m().length; c++) {
            int index = Comparer.level(pattern, c);
            int tried = c < schema.fields().size() ? tries.applyAsInt(c) : 1;
            double of = scoring.bits(c, index, pattern, a, comparer, tried);
            if (scoring.group(c) >= 0) {
                sums[scoring.group(c)] += of;
            } else {
                bits += of;
            }
            if (c < schema.fields().size()) {
                fields.add(
                        field(
                                schema, records, model, scoring, comparer, pattern, c, a, b, tried,
                                of));
            } else if (index == 1) {
                fields.add(swap(schema, model, c, of));
            } else if (of != 0) {
                fields.add(inOrder(schema, model, c, of));
            }
        }
        var groups = new ArrayList<Damped>();
        for (int g = 0; g < sums.length; g++) {
            double factor = scoring.damping(g, sums[g]);
            bits += sums[g] * factor;
            if (factor != 1) {
                groups.add(new Damped(schema.correlated().get(g), sums[g], factor));
            }
        }
        return new Explanation(
                records.id(a),
                records.id(b),
                fields,
                groups,
                scoring.priorBits(),
                bits,
                Model.probability(bits),
                model.version(schema));
    }

    private static FieldEvidence field(
            LinkageSchema schema,
            Records records,
            Model model,
            Scoring scoring,
            Comparer comparer,
            long pattern,
            int f,
            int a,
            int b,
            int tries,
            double bits) {
        var field = schema.fields().get(f);
        int index = Comparer.level(pattern, f);
        var dictionary = records.dictionary(records.column(field.column()));
        int valueA = comparer.compared(pattern, f, a, false);
        int valueB = comparer.compared(pattern, f, b, true);
        boolean missing = index == Comparer.MISSING;
        var rarity =
                scoring.isWeighedByFrequency(f, index)
                        ? OptionalDouble.of(
                                Math.max(1, scoring.count(f, valueA)) / (double) scoring.stated(f))
                        : OptionalDouble.empty();
        return new FieldEvidence(
                field,
                dictionary.text(valueA),
                dictionary.text(valueB),
                missing ? Level.MISSING : field.kind().levels().get(index),
                missing ? 0 : model.m()[f][index],
                missing ? 0 : rarity.orElse(model.u()[f][index]),
                rarity,
                tries,
                bits);
    }

    private static FieldEvidence swap(LinkageSchema schema, Model model, int c, double bits) {
        return order(schema, model, c, Level.SWAPPED, 1, bits);
    }

    private static FieldEvidence inOrder(LinkageSchema schema, Model model, int c, double bits) {
        return order(schema, model, c, Level.EXACT, 0, bits);
    }

    private static FieldEvidence order(
            LinkageSchema schema, Model model, int c, Level level, int index, double bits) {
        var columns = schema.swaps().get(c - schema.fields().size());
        var labels =
                schema.fields().stream().filter(field -> columns.contains(field.column())).toList();
        var field =
                new Field(
                        Model.name(schema, c),
                        FieldKind.CODE,
                        Optional.empty(),
                        false,
                        "order of "
                                + labels.stream()
                                        .map(one -> one.label(Locale.ENGLISH))
                                        .collect(Collectors.joining(" and ")),
                        labels.stream()
                                        .map(one -> one.label(Locale.KOREAN))
                                        .collect(Collectors.joining("·"))
                                + " 순서",
                        Map.of(),
                        Map.of());
        return new FieldEvidence(
                field,
                "",
                "",
                level,
                model.m()[c][index],
                model.u()[c][index],
                OptionalDouble.empty(),
                1,
                bits);
    }

    /// For a reader who weighs evidence and not numbers.
    public String sentence(Locale locale) {
        return locale.getLanguage().equals("ko") ? korean() : english();
    }

    private String english() {
        return "%s and %s are %s: %s.%s%s What is not stated counts neither way. The probability that they are one is %s."
                .formatted(
                        a,
                        b,
                        probability >= 0.5 ? "probably one" : "probably two",
                        part(Locale.ENGLISH, true, "nothing speaks for one", "for one speak %s"),
                        part(Locale.ENGLISH, false, "", " Against it speak %s."),
                        missing(Locale.ENGLISH, " Not stated on both sides: %s."),
                        percent(probability));
    }

    private String korean() {
        return "%s와(과) %s: %s(으)로 보인다. %s.%s%s 적혀 있지 않은 것은 어느 쪽으로도 치지 않는다. 같을 확률은 %s이다."
                .formatted(
                        a,
                        b,
                        probability >= 0.5 ? "하나" : "서로 다른 둘",
                        part(Locale.KOREAN, true, "하나라고 볼 근거가 없다", "하나라고 볼 근거: %s"),
                        part(Locale.KOREAN, false, "", " 반대 근거: %s."),
                        missing(Locale.KOREAN, " 한쪽 이상에 없는 것: %s."),
                        percent(probability));
    }

    private String part(Locale locale, boolean speaksFor, String none, String some) {
        var said =
                fields.stream()
                        .filter(one -> speaksFor ? one.bits() > 0.05 : one.bits() < -0.05)
                        .filter(one -> !one.a().isEmpty() || one.level() == Level.SWAPPED)
                        .map(one -> said(one, locale))
                        .collect(Collectors.joining(", "));
        return said.isEmpty() ? none : some.formatted(said);
    }

    private static String said(FieldEvidence one, Locale locale) {
        var label = one.field().label(locale);
        var level =
                one.level().label(locale)
                        + (best(one)
                                ? (locale.getLanguage().equals("ko")
                                                ? ", %d번 견주어 가장 가까운 것"
                                                : ", the best of %d tries")
                                        .formatted(one.tries())
                                : "");
        if (one.a().isEmpty()) {
            return "%s (%s)".formatted(label, level);
        }
        return one.a().equals(one.b())
                ? "%s “%s” (%s)".formatted(label, one.a(), level)
                : "%s “%s” / “%s” (%s)".formatted(label, one.a(), one.b(), level);
    }

    private String missing(Locale locale, String some) {
        var said =
                fields.stream()
                        .filter(one -> one.level() == Level.MISSING)
                        .map(one -> one.field().label(locale))
                        .collect(Collectors.joining(", "));
        return said.isEmpty() ? "" : some.formatted(said);
    }

    /// A probability as people read it; never 100 %: nothing is certain.
    public static String percent(double probability) {
        return probability > 0.9999
                ? "> 99.99 %"
                : probability < 0.0001 ? "< 0.01 %" : "%.2f %%".formatted(100 * probability);
    }

    /// Whether it was chosen as the best of several, and so counts for less.
    private static boolean best(FieldEvidence one) {
        return one.tries() > 1 && one.m() > one.u();
    }

    private static String chance(FieldEvidence one) {
        var of = "%s %.6g".formatted(one.rarity().isPresent() ? "frequency" : "u", one.u());
        return best(one)
                ? "(1 - (1 - %s)^%d = %.6g, the best of %2$d)"
                        .formatted(of, one.tries(), Scoring.amongTries(one.u(), one.tries()))
                : of;
    }

    /// For a reader who does it again: one line a step, in English.
    public List<String> arithmetic() {
        var lines = new ArrayList<String>();
        lines.add("prior %+.3f bits".formatted(priorBits));
        for (var one : fields) {
            lines.add(
                    one.level() == Level.MISSING
                            ? "%s: \"%s\" | \"%s\": missing, 0 bits"
                                    .formatted(one.field().column(), one.a(), one.b())
                            : "%s: \"%s\" | \"%s\": %s; log2(m %.6g / %s) = %+.3f bits%s"
                                    .formatted(
                                            one.field().column(),
                                            one.a(),
                                            one.b(),
                                            one.level().code(),
                                            one.m(),
                                            chance(one),
                                            one.bits(),
                                            one.bits() == 0 && best(one)
                                                    ? " (never below 0)"
                                                    : ""));
        }
        for (var group : groups) {
            lines.add(
                    "%s agree together: their %+.3f bits count x %.3f, %+.3f bits"
                            .formatted(
                                    String.join(", ", group.columns()),
                                    group.sum(),
                                    group.factor(),
                                    group.sum() * (group.factor() - 1)));
        }
        lines.add("sum %+.3f bits".formatted(bits));
        lines.add("probability 1 / (1 + 2^-(%.3f)) = %.9f".formatted(bits, probability));
        lines.add("model " + model);
        return lines;
    }
}
