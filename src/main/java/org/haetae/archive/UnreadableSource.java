package org.haetae.archive;

import java.io.IOException;

/// The giver's file could not be read. The archive is whole and the next file can be received.
public final class UnreadableSource extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableSource(IOException cause) {
        super(cause);
    }
}
