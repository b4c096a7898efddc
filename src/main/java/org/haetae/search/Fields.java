package org.haetae.search;

/// Names of the index's fields, in one place. A change here or in the analysis changes `VERSION`,
/// so that older indexes are built anew.
final class Fields {

    /// Version of analysis and fields together.
    static final String VERSION = "2";

    // Words, with positions that count slots.
    static final String TEXT = "text";
    static final String NAME = "name";
    static final String ABOUT = "about";

    // Values, indexed as they are.
    static final String ITEM = "item";
    static final String COMPARTMENTS = "compartments";
    static final String COMPARTMENT = "compartment";
    static final String ACCESSION = "accession";
    static final String KIND = "kind";
    static final String MEDIA_TYPE = "mediaType";
    static final String LANGUAGE = "language";
    static final String OUTCOME = "outcome";
    static final String DATE = "date";

    // For sorting and showing only.
    static final String RECEIVED = "received";
    static final String TIE = "tie";
    static final String NAME_KEY = "nameKey";
    static final String PAGES = "pages";
    static final String PATH = "path";
    static final String TITLE = "title";

    private Fields() {}
}
