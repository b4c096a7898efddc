package org.haetae.law;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// States by the letters of ISO 3166-1, with the names that the Java platform (Unicode CLDR) has
/// for them.
public final class States {

    private static final Map<String, Locale> BY_THREE =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                    .map(two -> Locale.of("", two))
                    .collect(Collectors.toUnmodifiableMap(Locale::getISO3Country, one -> one));

    private States() {}

    /// Whether these are the three letters of a state or territory.
    public static boolean isCode(String letters) {
        return BY_THREE.containsKey(letters);
    }

    /// The three letters, of three or of two, large or small.
    public static Optional<String> code(String letters) {
        var large = letters.strip().toUpperCase(Locale.ROOT);
        return isCode(large)
                ? Optional.of(large)
                : BY_THREE.entrySet().stream()
                        .filter(one -> one.getValue().getCountry().equals(large))
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /// What it is called in English and Korean.
    public static List<String> names(String code) {
        var state = BY_THREE.get(code);
        return state == null
                ? List.of()
                : Stream.of(Locale.ENGLISH, Locale.KOREAN).map(state::getDisplayCountry).toList();
    }

    /// The two letters of a state that is known by three.
    public static String twoLetters(String code) {
        var state = BY_THREE.get(code);
        if (state == null) {
            throw new IllegalArgumentException(
                    "\"%s\" are the letters of no state; expected three of ISO 3166-1"
                            .formatted(code));
        }
        return state.getCountry();
    }

    /// The state that is called so in English or Korean.
    public static Optional<String> called(String name) {
        return BY_THREE.keySet().stream()
                .filter(code -> names(code).contains(name.strip()))
                .findFirst();
    }
}
