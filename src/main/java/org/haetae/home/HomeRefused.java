package org.haetae.home;

/// The home cannot be used as it stands, or the machine cannot carry it: a wrong owner or mode, an
/// unknown setting, no way to run the database. The message says what was found, what was expected
/// and what to do next; it names paths under the home, never what a file holds.
public sealed class HomeRefused extends RuntimeException permits HomeInUse {

    public HomeRefused(String message) {
        super(message);
    }

    public HomeRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
