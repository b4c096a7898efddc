package org.haetae.linkage;

/// Two records that may be one.
///
/// @param a number of the first record
/// @param b number of the second
/// @param bits log-odds to the base 2, prior included: what ranks pairs whose probabilities are
///   both nearly 1
public record Link(int a, int b, double bits, Decision decision) {

    /// The zones that speak; a pair in the third one, different, is not given.
    public enum Decision {
        SAME,
        /// A person should look.
        REVIEW
    }

    public double probability() {
        return Model.probability(bits);
    }
}
