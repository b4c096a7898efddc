package org.haetae.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.assess.CaseFile;
import org.haetae.custody.Custody;
import org.haetae.packing.Parcel;
import org.haetae.report.Block;
import org.haetae.report.Dossier;
import org.haetae.report.Dossiers;
import org.haetae.report.Line;
import org.haetae.report.Obstacle;
import org.haetae.report.Part;
import org.haetae.report.Wanted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Dossiers of cases: looked at before they leave, and downloaded as a bag.
@Controller
final class DossierDesk {

    private final Dossiers dossiers;
    private final Custody custody;
    private final CaseDesk desk;

    DossierDesk(Dossiers dossiers, Rooms rooms, CaseDesk desk) {
        this.dossiers = dossiers;
        this.custody =
                new Custody(
                        rooms.database(),
                        rooms.ledger(),
                        rooms.archive(),
                        (by, items) -> rooms.readings().mediaTypes(by, items),
                        rooms.clock());
        this.desk = desk;
    }

    /// What kind of dossier is wanted, as the form says it.
    record Typed(
            @Nullable String form,
            @Nullable String language,
            @Nullable String use,
            @Nullable String to,
            @Nullable String nameless) {

        ItemDesk.Wanted leaving() {
            return new ItemDesk.Wanted(use, to, nameless);
        }

        Wanted wanted(Locale spoken) {
            return new Wanted(
                    kind(),
                    leaving().told(),
                    language == null || language.isBlank() ? spoken : Locale.of(language),
                    Optional.empty());
        }

        Wanted.Form kind() {
            for (var one : Wanted.Form.values()) {
                if (one.word().equals(form)) {
                    return one;
                }
            }
            return Wanted.Form.COURT;
        }
    }

    @GetMapping("/cases/{id}/dossier")
    @Needs(Permission.EXPORT)
    Answer look(@PathVariable UUID id, Typed typed, Visitor visitor) {
        return sheet(visitor, desk.find(visitor, id), typed);
    }

    /// Exhibits leave as they were received.
    @PostMapping("/cases/{id}/dossier")
    @Needs(Permission.DOWNLOAD_ORIGINAL)
    Answer take(@PathVariable UUID id, Typed typed, Visitor visitor) {
        CaseFile file = desk.find(visitor, id);
        Wanted wanted = typed.wanted(visitor.language().locale());
        // Refused before the head of an answer says that a file comes.
        if (!dossiers.draft(visitor.clearance(), file.id(), wanted).obstacles().isEmpty()) {
            return new Answer.WithStatus(409, sheet(visitor, file, typed));
        }
        return new Answer.Download(
                "application/zip",
                "dossier-%s.zip".formatted(id),
                out -> {
                    try (Parcel parcel = Parcel.zip(out)) {
                        dossiers.export(
                                visitor.clearance(),
                                file.id(),
                                wanted,
                                wanted.use().map(custody::in).orElse(custody),
                                parcel);
                    }
                });
    }

    private Sheet sheet(Visitor visitor, CaseFile file, Typed typed) {
        Wanted wanted = typed.wanted(visitor.language().locale());
        Dossiers.Draft draft = dossiers.draft(visitor.clearance(), file.id(), wanted);
        Dossier dossier = draft.dossier();
        var places = dossier.places();
        return new Sheet.Dossier(
                file.id().toString(),
                file.title(),
                wanted.form().word(),
                wanted.locale().getLanguage(),
                wanted.use().map(use -> use.purpose().word()).orElse(""),
                wanted.use().map(use -> use.to()).orElse(""),
                typed.nameless() != null,
                draft.obstacles().isEmpty() && visitor.may(Permission.DOWNLOAD_ORIGINAL),
                draft.obstacles().stream().map(DossierDesk::told).toList(),
                dossier.parts().stream().map(part -> told(part, places)).toList(),
                dossier.exhibits().size(),
                dossier.sentences().count(),
                dossiers.left(visitor.clearance(), file.id()).stream()
                        .map(
                                one ->
                                        new Sheet.Dossier.Left(
                                                one.id().toString(),
                                                one.purpose(),
                                                one.exhibits(),
                                                one.sentences(),
                                                one.at()))
                        .toList());
    }

    private static Sheet.Dossier.Obstacle told(Obstacle obstacle) {
        UUID subject = obstacle.subject();
        UUID by = obstacle.by();
        return switch (obstacle.why()) {
            case STALE ->
                    new Sheet.Dossier.Obstacle(
                            "stale",
                            "/findings/" + subject,
                            subject.equals(by) ? null : "/claims/" + by,
                            subject.toString());
            case MOVED ->
                    new Sheet.Dossier.Obstacle(
                            "moved", "/claims/" + subject, null, subject.toString());
            case CONSENT ->
                    new Sheet.Dossier.Obstacle(
                            "consent", "/items/" + subject, "/consents/" + by, subject.toString());
            case UNSEEN ->
                    new Sheet.Dossier.Obstacle(
                            "unseen", "/items/" + subject, null, subject.toString());
        };
    }

    private static Sheet.Dossier.Part told(Part part, Dossier.Places places) {
        return new Sheet.Dossier.Part(
                part.code(),
                part.heading(),
                part.blocks().stream().map(block -> told(block, places)).toList());
    }

    private static Sheet.Dossier.Block told(Block block, Dossier.Places places) {
        return switch (block) {
            case Block.Heading(String text) ->
                    new Sheet.Dossier.Block(
                            "heading", text, List.of(), List.of(), List.of(), List.of());
            case Block.Paragraph(List<Line> said) ->
                    new Sheet.Dossier.Block(
                            "paragraph", "", said(said, places), List.of(), List.of(), List.of());
            case Block.Table(List<String> head, List<List<List<Line>>> rows) ->
                    new Sheet.Dossier.Block(
                            "table",
                            "",
                            List.of(),
                            head,
                            rows.stream()
                                    .map(
                                            row ->
                                                    row.stream()
                                                            .map(cell -> said(cell, places))
                                                            .toList())
                                    .toList(),
                            List.of());
            case Block.Chain(List<Block.Chain.Step> steps) ->
                    new Sheet.Dossier.Block(
                            "chain",
                            "",
                            List.of(),
                            List.of(),
                            List.of(),
                            steps.stream()
                                    .map(
                                            step ->
                                                    new Sheet.Dossier.Step(
                                                            step.label(),
                                                            step.title(),
                                                            said(step.said(), places),
                                                            step.gap()))
                                    .toList());
        };
    }

    private static List<Sheet.Dossier.Said> said(List<Line> lines, Dossier.Places places) {
        return lines.stream()
                .map(
                        line ->
                                switch (line) {
                                    case Line.Form(String text) ->
                                            new Sheet.Dossier.Said("", text, List.of());
                                    case Line.Sentence sentence ->
                                            new Sheet.Dossier.Said(
                                                    sentence.id(),
                                                    sentence.text(),
                                                    places.of(sentence).stream()
                                                            .map(DossierDesk::cited)
                                                            .toList());
                                })
                .toList();
    }

    private static Sheet.Dossier.Cite cited(Dossier.Place place) {
        return new Sheet.Dossier.Cite(
                place.words(), "/items/%s?page=%d".formatted(place.exhibit().item(), place.page()));
    }
}
