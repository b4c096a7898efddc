package org.haetae.extract;

/// Which jobs go first. A job of a later lane starts only when none of an earlier one waits.
public enum Lane {
    /// Someone is looking at a page and waits for it.
    NOW,
    /// Intake: text, metadata, parts.
    ORDINARY,
    /// Whatever can wait: OCR and pictures made ahead. Its processes also run at low priority.
    IDLE
}
