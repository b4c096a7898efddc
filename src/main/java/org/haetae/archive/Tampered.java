package org.haetae.archive;

import org.jspecify.annotations.Nullable;

/// Something that is kept does not authenticate. Never caught and continued: whatever was being
/// done stops, and `haetae verify` says what else is wrong.
public final class Tampered extends RuntimeException {
    private static final long serialVersionUID = 1;

    Tampered(String message, @Nullable Throwable cause) {
        super(message + "; run `haetae verify --deep` to see how much is affected", cause);
    }
}
