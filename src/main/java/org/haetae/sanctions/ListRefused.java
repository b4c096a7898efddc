package org.haetae.sanctions;

/// A file that is no list that we can read, or not a whole one. Nothing of it may be used: half a
/// list would say of those on its other half that they are not listed.
public final class ListRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// @param message one line: in which file, where, what was found and what was expected
    public ListRefused(String message) {
        super(message);
    }
}
