package org.haetae.casebook;

import java.util.Locale;

/// What a property's values are.
public enum ValueType {
    /// What somebody or something is called, with language and script.
    NAME,
    TEXT,
    /// In EDTF (ISO 8601-2).
    DATE,
    /// A number or a range, with unit and counting rule.
    NUMBER,
    /// Coordinates with their precision.
    POINT,
    /// Another entity.
    REFERENCE,
    /// A term of a vocabulary.
    CODE,
    /// A web address.
    LINK;

    /// As it stands in the files of the schema.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
