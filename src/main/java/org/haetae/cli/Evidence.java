package org.haetae.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.haetae.archive.Archive;
import org.haetae.audit.Comparison;
import org.haetae.extract.Readings;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Finding;
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

    /// Holds the ledger, every row of the database, every inventory and key against each other: all
    /// but the bytes of sealed files. Changes nothing.
    ///
    /// @param findings is told each thing that does not fit
    /// @return who vouched for the ledger
    public List<Attestation> compare(Consumer<Finding> findings) {
        return new Comparison(database, ledger, archive, readings, roster).compare(findings);
    }

    @Override
    public void close() {
        closing.run();
    }
}
