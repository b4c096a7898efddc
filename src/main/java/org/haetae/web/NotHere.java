package org.haetae.web;

/// What was asked for does not exist, or is not for this visitor to know of: the same answer.
final class NotHere extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotHere() {
        super("not here", null, false, false);
    }
}
