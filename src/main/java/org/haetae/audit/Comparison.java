package org.haetae.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import org.haetae.archive.Archive;
import org.haetae.assess.Cases;
import org.haetae.casebook.Casebook;
import org.haetae.designations.Alerts;
import org.haetae.extract.Readings;
import org.haetae.home.Database;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.report.Dossiers;
import org.haetae.resolve.Judgements;
import org.haetae.roster.Roster;

/// Holds the ledger, every row of the database, every inventory and key against each other: all but
/// the bytes of sealed files. Changes nothing.
///
/// @param archive opened as it was found, so that it remembers nothing from before
public record Comparison(
        Database database, Ledger ledger, Archive archive, Readings readings, Roster roster) {

    /// One of the checks.
    @FunctionalInterface
    public interface Check {
        List<Finding> run() throws IOException;
    }

    /// Compares a home that is at rest.
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

    /// Compares a home in which others work meanwhile. What was just being made looks like a
    /// finding once, and never twice: only what is found again is told.
    public List<Finding> compareUnderWork() {
        var first = new LinkedHashSet<Finding>();
        compare(first::add);
        if (first.isEmpty()) {
            return List.of();
        }
        var again = new LinkedHashSet<Finding>();
        compare(again::add);
        first.retainAll(again);
        return List.copyOf(first);
    }

    /// When a check stumbles over something so broken that it cannot go on, that is a finding, and
    /// the others still run.
    public static void check(Check check, Consumer<Finding> findings) {
        try {
            check.run().forEach(findings);
        } catch (IntegrityException e) {
            findings.accept(e.finding());
        } catch (IOException e) {
            throw new UncheckedIOException("the home could not be read", e);
        }
    }
}
