package org.haetae.cli;

import java.net.InetSocketAddress;
import java.net.URI;

/// The pages, served.
public interface Site extends AutoCloseable {

    /// Starts serving the pages of open rooms.
    @FunctionalInterface
    interface Opener {
        Site open(Rooms rooms, InetSocketAddress address);
    }

    /// Where a browser finds them.
    URI address();

    @Override
    void close();
}
