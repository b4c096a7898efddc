package org.haetae.home;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;

/// Where the secrets of a home lie, each under the name that its file has when it lies open.
sealed interface Secrets permits OpenSecrets, WrappedSecrets {

    Optional<byte[]> read(String name) throws IOException;

    /// Keeps a secret, durably.
    void keep(String name, byte[] secret) throws IOException;

    /// Takes a secret away for good, as far as the file system lets itself be told. Without one of
    /// this name it does nothing.
    void destroy(String name) throws IOException;

    SortedSet<String> names() throws IOException;
}
