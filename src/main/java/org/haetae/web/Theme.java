package org.haetae.web;

/// Light or dark pages. {@link #AUTO} follows the reader's system.
public enum Theme {
    AUTO,
    LIGHT,
    DARK;

    /// As in `data-theme="..."` and in the cookie.
    public String tag() {
        return switch (this) {
            case AUTO -> "auto";
            case LIGHT -> "light";
            case DARK -> "dark";
        };
    }

    /// The theme with this tag, or else what the reader's system says.
    static Theme of(String tag) {
        for (Theme theme : values()) {
            if (theme.tag().equals(tag)) {
                return theme;
            }
        }
        return AUTO;
    }
}
