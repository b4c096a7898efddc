package org.haetae.linkage;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A field that is compared.
///
/// @param column its name in the records
/// @param issuer the column that says who gave the identifier; where both sides name one and they
///   differ, the identifiers are not compared
/// @param frequency whether agreeing on a rare value says more than agreeing on a common one
/// @param m probabilities of levels among pairs that are one, set by hand; the rest is learned
/// @param u the same among pairs that are not
public record Field(
        String column,
        FieldKind kind,
        Optional<String> issuer,
        boolean frequency,
        String english,
        String korean,
        Map<Level, Double> m,
        Map<Level, Double> u) {

    public Field {
        m = Map.copyOf(m);
        u = Map.copyOf(u);
    }

    /// What people call it.
    public String label(Locale locale) {
        return locale.getLanguage().equals("ko") ? korean : english;
    }
}
