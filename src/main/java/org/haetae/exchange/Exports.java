package org.haetae.exchange;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.haetae.casebook.Casebook;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;

/// The way out of the casebook. Each export is an act in the ledger, entered before its first byte
/// is written: what was broken off has left as well. What somebody sees only to keep it stays.
public final class Exports {

    /// The code of an entry EXPORTED whose object is an export of its own. The numbers stand in
    /// docs/formats/custody.md and never change their meaning.
    enum What {
        TABLE(7),
        FOLLOW_THE_MONEY(8),
        ANNOTATIONS(9);

        private final int code;

        What(int code) {
            this.code = code;
        }
    }

    private final Casebook casebook;
    private final Uses uses;
    private final Database database;
    private final Ledger ledger;
    private final Clock clock;

    public Exports(Casebook casebook, Uses uses, Database database, Ledger ledger, Clock clock) {
        this.casebook = casebook;
        this.uses = uses;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// Enters the export of a table. What consents do not let out for this use is not in it.
    ///
    /// @param use empty when it was not said: then nothing under a consent is in it
    /// @throws IllegalArgumentException when this person may not export
    public TableExport table(Clearance by, Optional<Use> use, Table table) {
        return new TableExport(casebook, uses.leaving(by, use), table, enter(by, What.TABLE));
    }

    /// Enters the export of what FollowTheMoney can say.
    ///
    /// @param use as of a table
    /// @throws IllegalArgumentException when this person may not export
    public FtmExport followTheMoney(Clearance by, Optional<Use> use) {
        return new FtmExport(casebook, uses.leaving(by, use), enter(by, What.FOLLOW_THE_MONEY));
    }

    /// Enters the export of claims as W3C Web Annotations.
    ///
    /// @param use as of a table
    /// @throws IllegalArgumentException when this person may not export
    public AnnotationExport annotations(Clearance by, Optional<Use> use, Archive archive) {
        return new AnnotationExport(
                casebook, archive, uses.leaving(by, use), enter(by, What.ANNOTATIONS));
    }

    private UUID enter(Clearance by, What what) {
        for (var permission : List.of(Permission.EXPORT, Permission.READ_CLAIMS)) {
            if (!by.may(permission)) {
                throw new IllegalArgumentException(
                        "actor %s may not %s".formatted(by.actor(), permission));
            }
        }
        var id = UUID.randomUUID();
        var entry = Entry.of(Act.EXPORTED, what.code, clock.instant(), by.actor(), id);
        database.run(by, transaction -> ledger.append(transaction, List.of(entry)));
        return id;
    }
}
