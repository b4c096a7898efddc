package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.Archive;
import org.haetae.assess.Cases;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.SchemaFiles;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.law.LawFiles;
import org.haetae.ledger.Ledger;
import org.haetae.resolve.Judgements;

/// A home that is open in this process, with the rooms that a case needs.
record CaseHome(
        Home home,
        Database database,
        Renditions renditions,
        Ledger ledger,
        Archive archive,
        Casebook casebook)
        implements AutoCloseable {

    static CaseHome open(Path folder) throws IOException {
        var clock = Clock.systemUTC();
        var home = Home.open(folder);
        var database = Database.open(home);
        var renditions =
                Renditions.open(
                        home.derived().resolve("renditions"),
                        home.keyring().epochs("renditions").secrets());
        var ledger = new Ledger(home, database, clock);
        ledger.recover();
        var archive = new Archive(home, database, ledger, clock);
        var casebook =
                new Casebook(
                        database,
                        ledger,
                        archive,
                        new Readings(database),
                        renditions,
                        SchemaFiles.shipped(),
                        home.keyring().epochs(Casebook.DRAFT_KEYS),
                        clock);
        return new CaseHome(home, database, renditions, ledger, archive, casebook);
    }

    /// The room of cases, which remembers nothing yet.
    Cases cases() throws IOException {
        var clock = Clock.systemUTC();
        return new Cases(
                database,
                ledger,
                archive,
                renditions,
                casebook,
                new Judgements(database, ledger, archive, casebook, clock),
                LawFiles.shipped(casebook.schema()),
                clock);
    }

    /// Somebody who concludes, or another who agrees.
    static Clearance officer() {
        return Clearance.of(
                ActorId.random(), Set.of(Role.LEGAL_OFFICER), Set.of(CompartmentId.GENERAL));
    }

    @Override
    public void close() throws IOException {
        try (home;
                database;
                renditions;
                archive) {
            // In the order in which they lean on each other.
        }
    }
}
