package org.haetae.archive;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What somebody wants to do with material, or what a person allows to be done with what they gave.
///
/// @param to the court, or the body of the United Nations; empty for other purposes, and in a
///   consent for any
/// @param named whether it may show who the person is. A file as it was received may carry their
///   voice, face or name, so handing it out is a use with name
public record Use(Purpose purpose, String to, boolean named) {

    /// Work of the team itself: to find, read, code.
    public static final Use INTERNAL = new Use(Purpose.INTERNAL, "", true);

    /// For what. The words are those of the vocabulary `consent-uses` of the casebook.
    public enum Purpose {
        INTERNAL,
        REPORT,
        NAMED_COURT,
        UN_BODY,
        PUBLICATION;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether it is said who receives it.
        public boolean hasReceiver() {
            return this == NAMED_COURT || this == UN_BODY;
        }

        static Optional<Purpose> of(String word) {
            return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
        }
    }

    public Use {
        to = to.strip();
        if (!purpose.hasReceiver() && !to.isEmpty()) {
            throw new IllegalArgumentException(
                    "the use %s names a receiver; only %s and %s do"
                            .formatted(
                                    purpose.word(),
                                    Purpose.NAMED_COURT.word(),
                                    Purpose.UN_BODY.word()));
        }
    }

    /// As people write it: `internal`, `report`, `named-court:NAME`, `un-body:NAME`, `publication`.
    ///
    /// @throws IllegalArgumentException when it is none of these; says what is expected
    public static Use of(String written, boolean named) {
        int colon = written.indexOf(':');
        var word = (colon < 0 ? written : written.substring(0, colon)).strip();
        return new Use(
                Purpose.of(word)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no such use; expected internal, report, named-court:NAME, un-body:NAME or publication")),
                colon < 0 ? "" : written.substring(colon + 1),
                named);
    }

    /// Whether what a person allowed covers what somebody wants.
    boolean covers(Use wanted) {
        return purpose == wanted.purpose
                && (to.isEmpty() || to.equalsIgnoreCase(wanted.to))
                && (named || !wanted.named || purpose == Purpose.INTERNAL);
    }

    /// Receivers are not told: who is to be given what may itself be a secret.
    @Override
    public String toString() {
        return "Use[" + purpose.word() + "]";
    }
}
