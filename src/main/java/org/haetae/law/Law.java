package org.haetae.law;

import java.text.Normalizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The instruments and standards of proof that a home knows: what is shipped and what a group added
/// ([LawFiles]).
public record Law(Map<String, Instrument> instruments, Map<String, Standard> standards) {

    public Law {
        instruments = Collections.unmodifiableMap(new LinkedHashMap<>(instruments));
        standards = Collections.unmodifiableMap(new LinkedHashMap<>(standards));
    }

    /// A provision by its whole code.
    public Optional<Provision> provision(String code) {
        return instrumentOf(code).stream()
                .flatMap(Instrument::all)
                .filter(provision -> provision.code().equals(code))
                .findFirst();
    }

    /// The instrument of this code, or the one that the provision of this code belongs to.
    public Optional<Instrument> instrumentOf(String code) {
        return Optional.ofNullable(instruments.get(code.split("\\.", 2)[0]));
    }

    /// Instruments that sources call so: the same letters and digits, whatever their case, with or
    /// without "the" before them. Several where acts of several states have one name.
    public List<Instrument> named(String name) {
        var folded = folded(name);
        return instruments.values().stream()
                .filter(instrument -> names(instrument).anyMatch(one -> folded(one).equals(folded)))
                .toList();
    }

    /// Provisions of an instrument that an article names, as sources cite it: `art. 33`, `§ 401 (a)
    /// (4)` and `401(a)(4)` are the same.
    public static List<Provision> at(Instrument instrument, String article) {
        var asked = cited(article);
        return asked.isEmpty()
                ? List.of()
                : instrument
                        .all()
                        .filter(
                                provision ->
                                        provision.type() != Provision.Type.ELEMENT
                                                && Stream.of(provision.article().split(","))
                                                        .anyMatch(one -> cited(one).equals(asked)))
                        .toList();
    }

    private static Stream<String> names(Instrument instrument) {
        return Stream.concat(
                Stream.of(instrument.label().english(), instrument.label().korean()),
                instrument.names().stream());
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip()
                .replaceFirst("^the ", "");
    }

    private static String cited(String article) {
        return Normalizer.normalize(article, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("^\\s*(articles?|arts?\\.?|sections?|secs?\\.?|s\\.|§+|제)", "")
                .replaceAll("조$", "")
                .replaceAll("\\s+", "");
    }
}
