package org.haetae.report;

import java.util.Locale;
import java.util.Optional;
import org.haetae.archive.Use;

/// What kind of dossier somebody wants of a case.
///
/// @param use for what, and for whom; without it nothing under a consent is let out
/// @param standard code of the standard of proof that the case is read by; without it that of its
///   theory
public record Wanted(Form form, Optional<Use> use, Locale locale, Optional<String> standard) {

    /// For whom it is arranged.
    public enum Form {
        /// A prosecutor or court: everything.
        COURT,
        /// An authority that designates people and bodies: who, conduct, evidence, criterion.
        DESIGNATION,
        /// A body that watches over a treaty: each duty, and what was found of it.
        TREATY_BODY;

        /// As commands write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return "Wanted[" + form.word() + "]";
    }
}
