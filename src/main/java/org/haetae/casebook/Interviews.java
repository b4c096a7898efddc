package org.haetae.casebook;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Accession;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receipt;

/// Interviews, each recorded in one step: what was said becomes material like any other, tied to
/// the consent that it was given under, and what is known of the interview becomes claims that cite
/// it. So all of it is found, withheld, handed out and erased by the rules for material.
public final class Interviews {

    private static final Locator THE_RECORD =
            new Locator.Region(1, 0, 0, Locator.Region.WHOLE, Locator.Region.WHOLE);

    private final Archive archive;
    private final Casebook casebook;

    public Interviews(Archive archive, Casebook casebook) {
        this.archive = archive;
        this.casebook = casebook;
    }

    /// One thing that is known of an interview, or of somebody who took part.
    ///
    /// @param compartments besides those of the record; notes on protection have one of their own
    public record Told(
            EntityId entity,
            String kind,
            String property,
            Value value,
            Set<CompartmentId> compartments) {}

    /// Takes in the record and records what is told of it.
    ///
    /// @param given with the consents that it is tied to
    /// @param record what was said, as the interviewer wrote it down
    /// @return the item that the record became
    public ItemId record(Clearance by, NewAccession given, String record, List<Told> told)
            throws IOException {
        var item = receive(by, archive.open(by, given), record);
        casebook.keep(
                by,
                told.stream()
                        .map(
                                one ->
                                        new NewClaim(
                                                one.entity(),
                                                one.kind(),
                                                one.property(),
                                                one.value(),
                                                List.of(new NewClaim.Cite(item, THE_RECORD)),
                                                Grade.UNJUDGED,
                                                Status.RECORDED,
                                                Basis.ITEM,
                                                one.compartments()))
                        .toList(),
                Map.of());
        return item;
    }

    private ItemId receive(Clearance by, Accession accession, String record) throws IOException {
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        try (var receiving = archive.receive(by, accession)) {
            receiving.receive(
                    new Incoming(
                            "interview.txt", Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream(record.getBytes(StandardCharsets.UTF_8)),
                    receipts::add);
            receiving.flush();
        }
        archive.complete(by, accession.id());
        return receipts.getFirst().item();
    }
}
