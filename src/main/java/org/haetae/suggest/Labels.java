package org.haetae.suggest;

import java.util.Locale;
import java.util.ResourceBundle;

/// Kinds and rules in words that people read, in English and in Korean.
public final class Labels {

    private final ResourceBundle words;

    /// @param locale Korean gives Korean, anything else English
    public Labels(Locale locale) {
        words =
                ResourceBundle.getBundle(
                        "org.haetae.suggest.labels",
                        locale.getLanguage().equals("ko") ? Locale.KOREAN : Locale.ENGLISH);
    }

    /// The name of a kind.
    public String of(Kind kind) {
        return words.getString("kind." + kind.word());
    }

    /// What a rule goes by.
    public String of(Rule rule) {
        return words.getString("rule." + rule.code());
    }
}
