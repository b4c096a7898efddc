package org.haetae.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.haetae.archive.Archive;
import org.haetae.extract.Readings;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Ledger;
import org.haetae.roster.Roster;

/// What a check of a home needs, opened as it was found: nothing derived, and nothing that a
/// damaged ledger or a missing tool would refuse.
///
/// @param closing what ends it
public record Evidence(
        Home home,
        Database database,
        Ledger ledger,
        Attestations attestations,
        Archive archive,
        Readings readings,
        Roster roster,
        Clock clock,
        Runnable closing)
        implements AutoCloseable {

    /// Opens a home for a check.
    @FunctionalInterface
    public interface Opener {
        Evidence open(Path home);
    }

    @Override
    public void close() {
        closing.run();
    }
}
