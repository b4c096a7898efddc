package org.haetae.law;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.casebook.Label;
import org.haetae.names.HistoricDate;

/// A treaty or an act of a state. Who is bound by it stands in the casebook, not here.
///
/// @param code never changes its meaning
/// @param names by which sources call it, besides its label; compared as [Law#named] does
/// @param madeBy the state whose act it is (ISO 3166-1, three letters)
/// @param concerns states that it is about, in the same letters
/// @param ended since when it holds no more
/// @param checked what of it was compared with which text, and what was not
/// @param provisions by the last part of their codes
public record Instrument(
        String code,
        Type type,
        Label label,
        List<String> names,
        Optional<String> madeBy,
        List<String> concerns,
        Optional<HistoricDate> adopted,
        Optional<HistoricDate> inForce,
        Optional<HistoricDate> ended,
        Optional<TakesEffect> takesEffect,
        Cited source,
        Optional<Label> checked,
        Map<String, Provision> provisions) {

    /// What kind of rule it is.
    public enum Type {
        TREATY,
        STATUTE;

        /// As it stands in files.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One of the elements of an act or mode of liability, with its number in the list.
    public record Numbered(int number, Provision element) {}

    public Instrument {
        names = List.copyOf(names);
        concerns = List.copyOf(concerns);
        provisions = Collections.unmodifiableMap(new LinkedHashMap<>(provisions));
    }

    /// All provisions, each before its parts.
    public Stream<Provision> all() {
        return provisions.values().stream().flatMap(Provision::all);
    }

    /// All provisions of one type.
    public List<Provision> all(Provision.Type type) {
        return all().filter(provision -> provision.type() == type).toList();
    }

    /// What has to be shown for one of its acts or modes of liability: its own elements, then those
    /// of the crime that it belongs to. Numbered as the Elements of Crimes do, where the contextual
    /// ones come last. Empty for what stands here in outline only.
    public List<Numbered> elements(Provision of) {
        var own = of.parts(Provision.Type.ELEMENT);
        if (own.isEmpty()) {
            return List.of();
        }
        var common =
                all(Provision.Type.CRIME).stream()
                        .filter(crime -> crime.parts().contains(of))
                        .flatMap(crime -> crime.parts(Provision.Type.CONTEXT).stream());
        var all = Stream.concat(own.stream(), common).toList();
        return Stream.iterate(0, number -> number < all.size(), number -> number + 1)
                .map(number -> new Numbered(number + 1, all.get(number)))
                .toList();
    }
}
