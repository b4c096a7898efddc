package org.haetae.home;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What must be at hand to use the secrets of a home.
public enum Protection {
    /// Nothing: they lie in `keys/` as they are. Whoever has the home has them.
    NONE,
    /// A passphrase.
    PASSPHRASE,
    /// A file that lies elsewhere, on a stick for example: an age identity.
    FILE,
    /// A token or security module that speaks PKCS #11, and its PIN.
    TOKEN;

    /// As it is written in files and on command lines.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The protection of this word.
    public static Optional<Protection> of(String word) {
        return Stream.of(values()).filter(one -> one.word().equals(word)).findFirst();
    }
}
