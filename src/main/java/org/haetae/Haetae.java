package org.haetae;

import org.haetae.cli.Cli;

/// Where everything begins: one command, run to its end.
public final class Haetae {

    private Haetae() {}

    public static void main(String... arguments) {
        System.exit(Cli.run(Wiring::open, Wiring::inspect, Wiring::serve, arguments));
    }
}
