package org.haetae.cli;

/// Exit codes of every command.
final class Exit {

    static final int DONE = 0;

    /// Done, and something was found that somebody should look at: a file that could not be read, a
    /// check that failed.
    static final int FINDINGS = 1;

    static final int WRONG_USE = 2;

    /// Nothing could be done: no database, no space, the home is in use.
    static final int CANNOT_RUN = 3;

    private Exit() {}
}
