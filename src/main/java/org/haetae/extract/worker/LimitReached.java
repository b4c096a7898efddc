package org.haetae.extract.worker;

/// Thrown by a [Sink] when a job has reached one of its [Limits].
///
/// A reader may let it pass, or catch it, tidy up and return a verdict of its own; the process
/// shell remembers that it was thrown and reports [Outcome#STOPPED] with this reason either way.
public final class LimitReached extends RuntimeException {
    /// @param reason which limit, at what value, in plain words
    public LimitReached(String reason) {
        // Thrown in ordinary work; the stack tells nobody anything.
        super(reason, null, false, false);
    }

    /// Which limit was reached, in plain words.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
