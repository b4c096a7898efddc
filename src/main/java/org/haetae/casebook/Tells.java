package org.haetae.casebook;

import java.util.Locale;

/// What a property tells of what it belongs to, where drawings and pages need to know: maps, times,
/// networks, the page of an event. Declared in the schema, so that a kind which a group adds is
/// drawn like those that are shipped.
public enum Tells {
    /// The date at which it was.
    WHEN,
    BEGINS,
    ENDS,
    /// A date on which it was so; nothing is said of its beginning or end.
    CITED,
    /// Where it was or lies. A point tells that by its type.
    WHERE,
    /// Who did or does it.
    BY,
    /// To whom it was done, or whom it is about.
    TO,
    /// Of what it is a part.
    WITHIN;

    /// As it stands in the files of the schema.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
