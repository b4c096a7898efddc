package org.haetae.suggest;

import java.util.Locale;

/// What a suggestion says a stretch of text is.
public enum Kind {
    PERSON(Layer.NAME),
    /// Organisations, units, organs of a state, UN bodies and mechanisms.
    ORGANISATION(Layer.NAME),
    PLACE(Layer.NAME),
    /// Treaties, laws, declarations: instruments by name.
    TREATY(Layer.NAME),
    /// Documents and resolutions by symbol.
    DOCUMENT(Layer.FIGURE),
    DATE(Layer.FIGURE),
    /// A count, share, sum of money or measure, with its unit.
    NUMBER(Layer.FIGURE),
    /// What is done to people.
    ACT(Layer.WORD),
    /// The kind of a place of detention.
    DETENTION(Layer.WORD),
    /// Why people are treated differently.
    GROUND(Layer.WORD),
    /// That somebody holds an office; covers the person and the organisation.
    POST(Layer.STATEMENT),
    /// That somebody was put on a list of sanctions.
    DESIGNATION(Layer.STATEMENT);

    /// Mentions of one layer never overlap; those of different layers may.
    enum Layer {
        NAME,
        FIGURE,
        WORD,
        STATEMENT
    }

    private final Layer layer;

    Kind(Layer layer) {
        this.layer = layer;
    }

    Layer layer() {
        return layer;
    }

    /// As it stands in output; never changes.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
