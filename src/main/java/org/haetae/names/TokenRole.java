package org.haetae.names;

/// What a word does within a name.
public enum TokenRole {
    FAMILY,
    GIVEN,
    /// Named after the father: -ovich, -ovna, -oğlu.
    PATRONYMIC,
    /// Tells bearers of one name apart: junior, III.
    GENERATIONAL,
    /// Rank, office or address: Dr, General, Haji.
    TITLE,
    /// Company, limited, GmbH.
    LEGAL_FORM,
    /// The number of a unit, a ship or a series; it must agree.
    NUMBER,
    /// Of, the, bin, al-, van.
    PARTICLE,
    /// A word that many names of its kind have: bank, ministry, county.
    GENERIC,
    /// The word that makes the name this one's.
    WORD
}
