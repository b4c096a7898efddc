package org.haetae.names;

/// A language that values are put into words in.
public enum Language {
    ENGLISH("en"),
    KOREAN("ko");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// As in `lang="..."`.
    public String tag() {
        return tag;
    }
}
