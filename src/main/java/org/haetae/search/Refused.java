package org.haetae.search;

/// A query that reads well but asks for what cannot be. Caught where the answer is made; it never
/// leaves this package.
final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    Refused(Problem problem) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
