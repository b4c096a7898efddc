package org.haetae.cli;

/// The command was given something it cannot work with. The message says what and what to do.
final class Misuse extends RuntimeException {
    private static final long serialVersionUID = 1;

    Misuse(String message) {
        super(message);
    }
}
