package org.haetae.search;

/// By what results are counted and narrowed down.
public enum Facet {
    TYPE(Fields.KIND),
    LANGUAGE(Fields.LANGUAGE),
    ACCESSION(Fields.ACCESSION),
    YEAR(Fields.DATE),
    OUTCOME(Fields.OUTCOME);

    private final String field;

    Facet(String field) {
        this.field = field;
    }

    String field() {
        return field;
    }
}
