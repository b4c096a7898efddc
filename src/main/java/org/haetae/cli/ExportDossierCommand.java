package org.haetae.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.assess.CaseId;
import org.haetae.assess.Cases;
import org.haetae.custody.Custody;
import org.haetae.packing.Parcel;
import org.haetae.report.Dossiers;
import org.haetae.report.Line;
import org.haetae.report.Wanted;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae export dossier`: a case for a court, a treaty body or a designating authority.
@Command(
        name = "dossier",
        header = "Exports a case with its exhibits and proofs.",
        description = {
            "A case in a BagIt bag: what is concluded (PDF/A and DOCX, each citation a link), its"
                    + " exhibits, load files,",
            "annotations, PREMIS and CASE, with what proves each sentence down to bytes. Nothing"
                    + " leaves while something",
            "that it leans on fell, or a consent does not let it: what is in the way is told."
                    + " haetae-verify.jar checks it."
        },
        mixinStandardHelpOptions = true)
final class ExportDossierCommand extends ExportCommand.Kind {

    @Parameters(paramLabel = "CASE", description = "id of the case")
    private String id = "";

    @Option(
            names = "--form",
            paramLabel = "FORM",
            defaultValue = "court",
            description =
                    "court, designation (who, conduct, evidence, criterion) or treaty-body (duty by"
                            + " duty); default: ${DEFAULT-VALUE}")
    private String form = "court";

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            defaultValue = "en",
            description = "of the words of its form (default: ${DEFAULT-VALUE})")
    private String language = "en";

    @Option(
            names = "--standard",
            paramLabel = "CODE",
            description = "standard of proof that it is read by (default: that of the case)")
    private @Nullable String standard;

    ExportDossierCommand(Rooms.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    static Cases cases(Rooms rooms) throws IOException {
        return new Cases(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.renditions(),
                rooms.casebook(),
                ShownEntity.judgements(rooms),
                LawCommand.of(rooms.home().directory()),
                rooms.clock());
    }

    static Dossiers dossiers(Rooms rooms) throws IOException {
        return new Dossiers(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.readings(),
                rooms.renditions(),
                rooms.images(),
                rooms.casebook(),
                cases(rooms),
                rooms.clock());
    }

    @Override
    boolean isThere(Rooms rooms, Clearance by) throws IOException {
        return cases(rooms).open(by, new CaseId(Typed.id(id))).isPresent();
    }

    @Override
    LinkedHashMap<String, Object> export(Rooms rooms, Custody custody, Clearance by, Parcel parcel)
            throws IOException {
        if (!language.equals("en") && !language.equals("ko")) {
            throw new Misuse("--language: \"%s\"; expected en or ko".formatted(language));
        }
        var dossier =
                dossiers(rooms)
                        .export(
                                by,
                                new CaseId(Typed.id(id)),
                                new Wanted(
                                        form(form),
                                        used(),
                                        Locale.of(language),
                                        Optional.ofNullable(standard)),
                                custody,
                                parcel);
        var told = new LinkedHashMap<String, Object>();
        told.put("case", id);
        told.put("dossier", dossier.id().toString());
        told.put("exhibits", dossier.exhibits().size());
        told.put("claims", dossier.claims().size());
        told.put("sentences", dossier.sentences().map(Line.Sentence::id).count());
        return told;
    }

    private static Wanted.Form form(String word) {
        for (var form : Wanted.Form.values()) {
            if (form.word().equals(word)) {
                return form;
            }
        }
        throw new Misuse(
                "--form: there is no form \"%s\"; expected court, designation or treaty-body"
                        .formatted(word));
    }
}
