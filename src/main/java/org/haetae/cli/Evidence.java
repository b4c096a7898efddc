package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.haetae.archive.Archive;
import org.haetae.assess.Cases;
import org.haetae.casebook.Casebook;
import org.haetae.designations.Alerts;
import org.haetae.extract.Readings;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.report.Dossiers;
import org.haetae.resolve.Judgements;
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

    /// One of the checks.
    @FunctionalInterface
    interface Check {
        List<Finding> run() throws IOException;
    }

    /// Holds the ledger, every row of the database, every inventory and key against each other: all
    /// but the bytes of sealed files. Changes nothing.
    ///
    /// @param findings is told each thing that does not fit
    /// @return who vouched for the ledger
    public List<Attestation> compare(Consumer<Finding> findings) {
        var vouched = new ArrayList<Attestation>();
        check(
                () -> {
                    var checked = ledger.check();
                    vouched.addAll(checked.attestations());
                    return checked.findings();
                },
                findings);
        for (Check check :
                List.<Check>of(
                        archive::compareRows,
                        () -> readings.verify(ledger),
                        () -> Casebook.verify(database, ledger),
                        () -> Judgements.verify(database, ledger),
                        () -> Alerts.verify(database, ledger),
                        () -> Cases.verify(database, ledger),
                        () -> Dossiers.verify(database, ledger),
                        roster::verifyRows)) {
            check(check, findings);
        }
        return vouched;
    }

    /// When a check stumbles over something so broken that it cannot go on, that is a finding, and
    /// the others still run.
    static void check(Check check, Consumer<Finding> findings) {
        try {
            check.run().forEach(findings);
        } catch (IntegrityException e) {
            findings.accept(e.finding());
        } catch (IOException e) {
            throw new UncheckedIOException("the home could not be read", e);
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
