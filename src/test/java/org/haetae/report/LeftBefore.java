package org.haetae.report;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;

/// A case from which a dossier left, for tests that need its rows and not the dossier.
public final class LeftBefore {

    private LeftBefore() {}

    /// Numbers two exhibits and a witness and keeps that a dossier left, each with its entry.
    public static void of(
            Database database,
            Ledger ledger,
            Clock clock,
            Clearance by,
            CaseFile file,
            List<ItemId> items) {
        var exhibits = new Exhibits(database, ledger, clock);
        var general = Map.of(items.get(0), Set.copyOf(file.compartments()));
        exhibits.numbers(by, file, general, true);
        exhibits.numbers(by, file, Map.of(items.get(1), Set.copyOf(file.compartments())), true);
        exhibits.witnesses(
                by, file, Map.of(UUID.randomUUID(), List.of(items.get(0))), general, true);
        var kept =
                new KeptDossier(
                        UUID.randomUUID(),
                        file.id(),
                        "report",
                        Digest.sha256(new byte[] {1}),
                        1,
                        new byte[Commitment.SALT_BYTES],
                        2,
                        1,
                        by.actor(),
                        Instant.parse("2026-11-23T09:00:00Z"),
                        List.of(items.get(0).value(), items.get(1).value()),
                        Exhibits.both(file, List.of()),
                        new byte[Commitment.SALT_BYTES]);
        database.run(
                by,
                transaction ->
                        kept.keep(
                                transaction,
                                ledger.append(
                                        transaction,
                                        Entry.of(
                                                        Act.EXPORTED,
                                                        org.haetae.custody.Custody.DOSSIER_WHOLE,
                                                        kept.at(),
                                                        by.actor(),
                                                        kept.id())
                                                .committing(
                                                        kept.content(),
                                                        kept.record(),
                                                        Digest.ABSENT))));
    }
}
