package org.haetae.casebook;

import java.util.Locale;

/// How far the review of a claim has come, in its present version.
public enum Standing {
    /// Nobody but those who wrote it has judged it, or it was reopened or changed since.
    NOT_REVIEWED,
    /// A second person agrees.
    AGREED,
    /// A second person wants it mended.
    SENT_BACK,
    /// Agreed and closed.
    FINAL;

    static Standing after(Step.What last) {
        return switch (last) {
            case AGREED -> AGREED;
            case SENT_BACK -> SENT_BACK;
            case FINALISED -> FINAL;
            case REOPENED, COMMENTED, ASSIGNED, RELEASED -> NOT_REVIEWED;
        };
    }

    /// The step that leads here.
    Step.What from() {
        return switch (this) {
            case NOT_REVIEWED -> Step.What.REOPENED;
            case AGREED -> Step.What.AGREED;
            case SENT_BACK -> Step.What.SENT_BACK;
            case FINAL -> Step.What.FINALISED;
        };
    }

    /// As commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
