package org.haetae.names;

/// What bears a name. It decides which words weigh little: titles for persons, legal forms for
/// organisations, words such as county for places.
public enum NameKind {
    PERSON,
    ORGANISATION,
    PLACE,
    /// Not told: a ship, a treaty, or a person or an organisation and nobody knows which.
    UNKNOWN
}
