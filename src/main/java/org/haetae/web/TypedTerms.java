package org.haetae.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.archive.Use.Purpose;
import org.jspecify.annotations.Nullable;

/// What a person allows, as a form has it.
///
/// @param use purposes that were ticked
/// @param court courts that may have it, each after a semicolon; none ticked with it means any
/// @param body bodies of the United Nations, likewise
/// @param named whether it may show who they are
record TypedTerms(
        @Nullable List<String> use,
        @Nullable String court,
        @Nullable String body,
        @Nullable String named,
        @Nullable String from,
        @Nullable String until) {

    static final TypedTerms EMPTY = new TypedTerms(null, null, null, null, null, null);

    /// @throws IllegalArgumentException when a day is none, or the last is before the first
    Terms read() {
        List<Use> uses = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            if (use != null && use.contains(purpose.word())) {
                for (String to : receivers(purpose)) {
                    uses.add(new Use(purpose, to, "yes".equals(named)));
                }
            }
        }
        return new Terms(uses, day(from), day(until));
    }

    private List<String> receivers(Purpose purpose) {
        String told = text(purpose == Purpose.NAMED_COURT ? court : body);
        return purpose.hasReceiver() && !told.isEmpty()
                ? List.of(told.split("\\s*;\\s*"))
                : List.of("");
    }

    private static Optional<LocalDate> day(@Nullable String typed) {
        try {
            return text(typed).isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(text(typed)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("no day of the form 2026-11-22", e);
        }
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    Sheet.TermsField field() {
        return new Sheet.TermsField(
                use == null ? List.of() : use,
                text(court),
                text(body),
                "yes".equals(named),
                text(from),
                text(until));
    }

    /// What is allowed now, to be changed.
    static Sheet.TermsField field(Terms terms) {
        return new Sheet.TermsField(
                terms.uses().stream().map(use -> use.purpose().word()).distinct().toList(),
                receivers(terms, Purpose.NAMED_COURT),
                receivers(terms, Purpose.UN_BODY),
                terms.uses().stream().anyMatch(Use::named),
                terms.from().map(LocalDate::toString).orElse(""),
                terms.until().map(LocalDate::toString).orElse(""));
    }

    private static String receivers(Terms terms, Purpose purpose) {
        return String.join(
                "; ",
                terms.uses().stream()
                        .filter(use -> use.purpose() == purpose)
                        .map(Use::to)
                        .filter(to -> !to.isEmpty())
                        .toList());
    }
}
