package org.haetae.law;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.casebook.Label;
import org.haetae.names.HistoricDate;

/// One thing that an instrument says, in our own short words.
///
/// @param code with the codes of what it is part of:
///   `rome-statute.crimes-against-humanity.torture`; never changes its meaning
/// @param article as the instrument numbers it
/// @param acts terms of the vocabulary `acts`: conduct that bears on it. That somebody is said to
///   have done it is no finding that the provision was broken
/// @param rights terms of the vocabulary `rights` that it protects
/// @param conduct terms of the vocabulary `designation-conducts` that it names
/// @param since first day of validity, where it is not the instrument's
/// @param until last day of validity
/// @param unchecked whether nobody who wrote it down saw a text of it: it may be wrong, and is
///   shown as such
public record Provision(
        String code,
        Type type,
        String article,
        Label label,
        Optional<Label> note,
        List<String> acts,
        List<String> rights,
        List<String> conduct,
        Optional<HistoricDate> since,
        Optional<HistoricDate> until,
        boolean unchecked,
        List<Provision> parts) {

    /// What a provision is for.
    public enum Type {
        /// Several acts under one name, with what is common to them.
        CRIME,
        /// What every act of a crime needs besides its own elements.
        CONTEXT,
        ACT,
        /// What has to be shown for an act or a mode of liability.
        ELEMENT,
        /// A way in which a person answers for a crime.
        LIABILITY,
        /// What a state or an authority is to do or to leave.
        DUTY,
        /// Conduct for which somebody is or may be listed.
        LISTING,
        /// What it takes to suspend a measure.
        SUSPENSION,
        /// Anything else that holds.
        RULE;

        /// As it stands in files.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Provision {
        acts = List.copyOf(acts);
        rights = List.copyOf(rights);
        conduct = List.copyOf(conduct);
        parts = List.copyOf(parts);
    }

    /// Its parts of one type.
    public List<Provision> parts(Type of) {
        return parts.stream().filter(part -> part.type() == of).toList();
    }

    /// It and all its parts.
    public Stream<Provision> all() {
        return Stream.concat(Stream.of(this), parts.stream().flatMap(Provision::all));
    }

    /// The last part of its code.
    public String shortCode() {
        return code.substring(code.lastIndexOf('.') + 1);
    }
}
