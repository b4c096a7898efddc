package org.haetae.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haetae.access.Permission;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.assess.CaseJson;
import org.haetae.assess.Cases;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.Matrix;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.report.Dossiers;
import org.haetae.report.Falling;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Cases for programs, described in `openapi.yaml`: how each stands, and what would fall without
/// something. They are read only: what is concluded is for people to write and to agree to.
@RestController
@RequestMapping(path = "/api/v1/cases", produces = MediaType.APPLICATION_JSON_VALUE)
final class CaseApi {

    private final Cases cases;
    private final Dossiers dossiers;

    CaseApi(Cases cases, Dossiers dossiers) {
        this.cases = cases;
        this.dossiers = dossiers;
    }

    record ListJson(List<Map<String, @Nullable Object>> rows) {}

    @GetMapping
    @Needs(Permission.READ_CLAIMS)
    ListJson list(Visitor visitor) {
        return new ListJson(
                cases.list(visitor.clearance()).stream().map(CaseJson::listed).toList());
    }

    /// A case with its findings and tasks.
    @GetMapping("/{id}")
    @Needs(Permission.READ_CLAIMS)
    Map<String, @Nullable Object> show(@PathVariable UUID id, Visitor visitor) {
        CaseFile file = find(visitor, id);
        var shown = new LinkedHashMap<>(CaseJson.of(file));
        shown.put(
                "findings",
                cases.told(visitor.clearance(), file.id()).stream().map(CaseJson::of).toList());
        shown.put(
                "tasks",
                cases.tasks(visitor.clearance(), file.id()).stream().map(CaseJson::of).toList());
        return shown;
    }

    record MatrixJson(
            String standard,
            List<Map<String, @Nullable Object>> cells,
            Map<String, @Nullable Object> figures,
            List<Map<String, @Nullable Object>> roots) {

        static MatrixJson of(Matrix matrix) {
            return new MatrixJson(
                    matrix.standard().code(),
                    matrix.cells().map(CaseJson::of).toList(),
                    CaseJson.of(matrix.figures()),
                    matrix.roots().stream().map(CaseJson::of).toList());
        }
    }

    /// @param standard of proof that it is read by; without it that of its theory
    @GetMapping("/{id}/matrix")
    @Needs(Permission.READ_CLAIMS)
    MatrixJson matrix(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String standard,
            Visitor visitor) {
        CaseFile file = find(visitor, id);
        return MatrixJson.of(
                cases.matrix(visitor.clearance(), file.id(), Optional.ofNullable(standard)));
    }

    record WhatIfJson(
            List<Map<String, @Nullable Object>> cells,
            List<Map<String, @Nullable Object>> findings,
            List<String> items,
            @Nullable List<Map<String, Object>> sentences) {}

    /// What is left out may be given several times.
    @GetMapping("/{id}/what-if")
    @Needs(Permission.READ_CLAIMS)
    WhatIfJson whatIf(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String standard,
            @RequestParam(defaultValue = "") List<UUID> item,
            @RequestParam(defaultValue = "") List<UUID> claim,
            @RequestParam(defaultValue = "") List<UUID> witness,
            @RequestParam(defaultValue = "") List<UUID> consent,
            @RequestParam(defaultValue = "false") boolean sentences,
            Visitor visitor) {
        CaseFile file = find(visitor, id);
        var by = visitor.clearance();
        var proof = Optional.ofNullable(standard);
        var leavingOut =
                new LeavingOut(
                        ids(item, ItemId::new),
                        ids(claim, ClaimId::new),
                        ids(witness, EntityId::new),
                        ids(consent, ConsentId::new));
        var told = cases.whatIf(by, file.id(), proof, leavingOut);
        var locale = visitor.language().locale();
        return new WhatIfJson(
                told.cells().stream().map(CaseJson::of).toList(),
                told.findings().stream().map(CaseJson::of).toList(),
                told.items().stream().map(ItemId::toString).toList(),
                sentences
                        ? dossiers.falling(by, file.id(), locale, proof, leavingOut).stream()
                                .map(Falling::row)
                                .toList()
                        : null);
    }

    private CaseFile find(Visitor visitor, UUID id) {
        return cases.open(visitor.clearance(), new CaseId(id)).orElseThrow(NotHere::new);
    }

    private static <T> Set<T> ids(List<UUID> given, Function<UUID, T> as) {
        return given.stream().map(as).collect(Collectors.toSet());
    }

    @ExceptionHandler
    ResponseEntity<ProblemJson> refused(CaseRefused why) {
        return ProblemJson.answer(Mishaps.status(why), why);
    }
}
