package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.FindingId;
import org.haetae.assess.FindingStep;
import org.haetae.assess.Leaning;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Roots;
import org.haetae.assess.Side;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Findings: what each leans on, for and against, who made it, who judged it, and the form in which
/// one is made.
@Controller
final class FindingDesk {

    /// More claims than these can be leant on by their ids.
    private static final int MOST_OFFERED = 120;

    private final Rooms rooms;
    private final Casebook casebook;
    private final Cases cases;
    private final Names names;
    private final CaseDesk desk;

    FindingDesk(Rooms rooms, Cases cases, Names names, CaseDesk desk) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.cases = cases;
        this.names = names;
        this.desk = desk;
    }

    private Finding find(Visitor visitor, UUID id) {
        return cases.finding(visitor.clearance(), new FindingId(id)).orElseThrow(NotHere::new);
    }

    private CaseFile file(Visitor visitor, Finding finding) {
        return cases.open(visitor.clearance(), finding.inCase()).orElseThrow(NotHere::new);
    }

    // ---- one finding

    @GetMapping("/findings/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return show(
                visitor,
                find(visitor, id),
                "",
                null,
                done == null
                        ? null
                        : switch (done) {
                            case "agreed", "sent-back" -> "finding.done." + done;
                            default -> "finding.done.kept";
                        });
    }

    private Sheet show(
            Visitor visitor,
            Finding finding,
            String words,
            @Nullable String problem,
            @Nullable String done) {
        CaseFile file = file(visitor, finding);
        var by = visitor.clearance();
        var tellings =
                new CaseTellings(casebook, cases, names, visitor, file, List.of(finding.subject()));
        Map<ClaimId, Claim> claims =
                finding.claims().stream()
                        .flatMap(
                                one ->
                                        casebook.history(by.using(), one.claim()).stream()
                                                .filter(claim -> claim.version() == one.version()))
                        .collect(Collectors.toMap(Claim::id, claim -> claim));
        var told = new ClaimTellings(rooms, names, visitor, claims.values(), List.of());
        var items =
                finding.claims().stream()
                        .flatMap(one -> one.items().stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        Roots roots = cases.roots(by, items);
        return new Sheet.Finding(
                finding.id().toString(),
                finding.version(),
                file.id().toString(),
                file.title(),
                tellings.article(finding.element()),
                tellings.element(finding.element()),
                CaseTellings.address(file, finding.element(), finding.subject()),
                tellings.title(finding.subject()),
                tellings.address(finding.subject()),
                finding.direction().word(),
                tellings.proof(finding.standard()),
                finding.standing().word(),
                finding.stale(),
                finding.counts(),
                finding.reasons().orElse(null),
                leant(finding.claims(Side.FOR), claims, told, roots),
                leant(finding.claims(Side.AGAINST), claims, told, roots),
                finding.leansOn() - finding.claims().size(),
                roots.count(finding.items(Side.FOR)),
                roots.count(finding.items(Side.AGAINST)),
                names.person(finding.by()),
                finding.at(),
                cases.steps(by, finding.id()).stream().map(this::step).toList(),
                cases.history(by, finding.id()).stream()
                        .sorted(Comparator.comparing(Finding::version).reversed())
                        .filter(one -> one.version() < finding.version())
                        .map(tellings::concluded)
                        .toList(),
                cases.open(by, finding).stream().map(Standing::word).toList(),
                words,
                problem,
                done);
    }

    private Sheet.StepRow step(FindingStep step) {
        return new Sheet.StepRow(
                step.to().word(),
                names.person(step.by()),
                null,
                step.at(),
                step.version(),
                step.words().orElse(null));
    }

    private static List<Sheet.Finding.Leant> leant(
            List<Leaning> leanings, Map<ClaimId, Claim> claims, ClaimTellings told, Roots roots) {
        return leanings.stream()
                .filter(one -> claims.containsKey(one.claim()))
                .sorted(
                        Comparator.comparing(Leaning::grade)
                                .thenComparing(one -> one.claim().toString()))
                .map(
                        one -> {
                            var claim = claims.get(one.claim());
                            return new Sheet.Finding.Leant(
                                    told.row(claim, List.of(), false),
                                    told.label(claim),
                                    told.title(claim.entity()),
                                    one.items().stream()
                                            .map(item -> "" + roots.number(item))
                                            .distinct()
                                            .collect(Collectors.joining(", ")),
                                    one.fallen().map(Leaning.Fallen::word).orElse(null));
                        })
                .toList();
    }

    @PostMapping("/findings/{id}/judge")
    @Needs(Permission.REVIEW_CLAIMS)
    Answer judge(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        Finding finding = find(visitor, id);
        var words = TypedValue.field(form, "words");
        var to =
                Stream.of(Standing.AGREED, Standing.SENT_BACK)
                        .filter(one -> one.word().equals(TypedValue.field(form, "do")))
                        .findFirst();
        if (to.isEmpty()) {
            return refused(visitor, finding, words, 422, "review.choose");
        }
        try {
            cases.judge(visitor.clearance(), finding.id(), CaseDesk.version(form), to.get(), words);
            return new Answer.SeeOther("/findings/%s?done=%s".formatted(id, to.get().word()));
        } catch (CaseRefused refused) {
            return switch (refused.why()) {
                case UNFIT -> refused(visitor, finding, words, 422, "finding.words");
                case OWN_WORK -> refused(visitor, finding, words, 403, "finding.own");
                case CHANGED_SINCE ->
                        refused(visitor, find(visitor, id), words, 409, "finding.changed");
                case OUT_OF_TURN -> refused(visitor, finding, words, 409, "finding.turn");
                case NOT_PERMITTED, NOT_THERE -> throw refused;
            };
        }
    }

    private Answer refused(
            Visitor visitor, Finding finding, String words, int status, String problem) {
        return new Answer.WithStatus(status, show(visitor, finding, words, problem, null));
    }

    // ---- making one

    /// What stands in the form.
    ///
    /// @param sides of claims, `for` or `against`
    private record Typed(
            String element,
            Subject subject,
            String standard,
            String direction,
            Map<String, String> sides,
            String furtherFor,
            String furtherAgainst,
            String reasons) {

        private static final String SIDE = "side-";

        static Typed of(Map<String, String> form, String element, Subject subject) {
            var sides = new LinkedHashMap<String, String>();
            form.forEach(
                    (name, value) -> {
                        if (name.startsWith(SIDE) && !value.isEmpty()) {
                            sides.put(name.substring(SIDE.length()), value);
                        }
                    });
            return new Typed(
                    element,
                    subject,
                    TypedValue.field(form, "standard"),
                    TypedValue.field(form, "direction"),
                    sides,
                    TypedValue.field(form, "further-for"),
                    TypedValue.field(form, "further-against"),
                    TypedValue.field(form, "reasons"));
        }

        List<ClaimId> claims(Side side) {
            return Stream.concat(
                            sides.entrySet().stream()
                                    .filter(one -> one.getValue().equals(side.word()))
                                    .map(Map.Entry::getKey),
                            (side == Side.FOR ? furtherFor : furtherAgainst)
                                    .lines()
                                    .map(String::strip)
                                    .filter(line -> !line.isEmpty()))
                    .map(ClaimId::parse)
                    .distinct()
                    .toList();
        }
    }

    @GetMapping("/cases/{id}/findings")
    @Needs(Permission.RECORD_CLAIMS)
    Answer blank(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String element,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String standard,
            Visitor visitor) {
        CaseFile file = desk.find(visitor, id);
        if (element.isEmpty() && subject.isEmpty()) {
            return desk.whole(visitor, file);
        }
        return form(
                visitor,
                file,
                null,
                new Typed(
                        element,
                        CaseTellings.subject(kind, subject),
                        standard.isEmpty() ? file.theory().standard() : standard,
                        "",
                        Map.of(),
                        "",
                        "",
                        ""),
                null);
    }

    @PostMapping("/cases/{id}/findings")
    @Needs(Permission.RECORD_CLAIMS)
    Answer conclude(
            @PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        CaseFile file = desk.find(visitor, id);
        var typed =
                Typed.of(
                        form,
                        TypedValue.field(form, "element"),
                        CaseTellings.subject(
                                TypedValue.field(form, "kind"), TypedValue.field(form, "subject")));
        return keep(visitor, file, null, typed);
    }

    @GetMapping("/findings/{id}/anew")
    @Needs(Permission.RECORD_CLAIMS)
    Answer anew(@PathVariable UUID id, Visitor visitor) {
        Finding finding = find(visitor, id);
        var sides = new LinkedHashMap<String, String>();
        finding.claims().forEach(one -> sides.put(one.claim().toString(), one.side().word()));
        return form(
                visitor,
                file(visitor, finding),
                finding,
                new Typed(
                        finding.element(),
                        finding.subject(),
                        finding.standard(),
                        finding.direction().word(),
                        sides,
                        "",
                        "",
                        finding.reasons().orElse("")),
                null);
    }

    @PostMapping("/findings/{id}/anew")
    @Needs(Permission.RECORD_CLAIMS)
    Answer revise(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        Finding finding = find(visitor, id);
        return keep(
                visitor,
                file(visitor, finding),
                new Revised(finding, CaseDesk.version(form)),
                Typed.of(form, finding.element(), finding.subject()));
    }

    private record Revised(Finding finding, int version) {}

    private Answer keep(Visitor visitor, CaseFile file, @Nullable Revised revised, Typed typed) {
        var before = revised == null ? null : revised.finding();
        var direction =
                Stream.of(Direction.values())
                        .filter(one -> one.word().equals(typed.direction()))
                        .findFirst();
        if (direction.isEmpty()) {
            return refused(visitor, file, before, typed, 422, "finding.direction");
        }
        NewFinding made;
        try {
            made =
                    new NewFinding(
                            file.id(),
                            typed.element(),
                            typed.subject(),
                            typed.standard(),
                            direction.get(),
                            typed.claims(Side.FOR),
                            typed.claims(Side.AGAINST),
                            typed.reasons());
        } catch (IllegalArgumentException e) {
            return refused(visitor, file, before, typed, 422, "finding.unfit");
        }
        try {
            var kept =
                    revised == null
                            ? cases.conclude(visitor.clearance(), made)
                            : cases.revise(
                                    visitor.clearance(),
                                    revised.finding().id(),
                                    revised.version(),
                                    made);
            return new Answer.SeeOther("/findings/%s?done=kept".formatted(kept.id()));
        } catch (CaseRefused refused) {
            return switch (refused.why()) {
                case UNFIT, NOT_THERE ->
                        refused(visitor, file, before, typed, 422, "finding.claim");
                case CHANGED_SINCE -> refused(visitor, file, before, typed, 409, "finding.changed");
                case OWN_WORK, OUT_OF_TURN, NOT_PERMITTED -> throw refused;
            };
        }
    }

    private Answer refused(
            Visitor visitor,
            CaseFile file,
            @Nullable Finding before,
            Typed typed,
            int status,
            String problem) {
        return new Answer.WithStatus(status, form(visitor, file, before, typed, problem));
    }

    private Sheet form(
            Visitor visitor,
            CaseFile file,
            @Nullable Finding before,
            Typed typed,
            @Nullable String problem) {
        Locale locale = visitor.language().locale();
        var tellings =
                new CaseTellings(casebook, cases, names, visitor, file, List.of(typed.subject()));
        tellings.provision(typed.element());
        return new Sheet.FindingForm(
                file.id().toString(),
                file.title(),
                before == null ? null : before.id().toString(),
                before == null ? 0 : before.version(),
                tellings.article(typed.element()),
                typed.element(),
                tellings.element(typed.element()),
                typed.subject().word(),
                typed.subject().id().toString(),
                tellings.title(typed.subject()),
                CaseTellings.standards(cases.law(), typed.standard(), locale),
                typed.direction(),
                offered(visitor, file, before, typed),
                typed.furtherFor(),
                typed.furtherAgainst(),
                typed.reasons(),
                problem);
    }

    /// Claims to lean on: those chosen already, those about the incident or person and whatever
    /// leads there, and those that other findings of the case upon the same subject lean on.
    private List<Sheet.FindingForm.Offered> offered(
            Visitor visitor, CaseFile file, @Nullable Finding before, Typed typed) {
        var by = visitor.clearance().using();
        Map<ClaimId, Claim> claims = new LinkedHashMap<>();
        typed.sides().keySet().stream()
                .flatMap(id -> id(id).stream())
                .flatMap(id -> casebook.current(by, id).stream())
                .forEach(claim -> claims.put(claim.id(), claim));
        CaseTellings.entity(typed.subject())
                .ifPresent(
                        entity ->
                                about(visitor, entity)
                                        .filter(Claim::stands)
                                        .limit(MOST_OFFERED)
                                        .forEach(claim -> claims.putIfAbsent(claim.id(), claim)));
        if (typed.subject() instanceof Subject.Whole) {
            cases.findings(by, file.id()).stream()
                    .flatMap(finding -> finding.claims().stream())
                    .filter(one -> one.fallen().isEmpty())
                    .map(Leaning::claim)
                    .distinct()
                    .filter(id -> !claims.containsKey(id))
                    .limit(MOST_OFFERED)
                    .flatMap(id -> casebook.current(by, id).stream())
                    .forEach(claim -> claims.put(claim.id(), claim));
        }
        var versions = new HashMap<ClaimId, Integer>();
        if (before != null) {
            before.claims().forEach(one -> versions.put(one.claim(), one.version()));
        }
        var told = new ClaimTellings(rooms, names, visitor, claims.values(), List.of());
        Map<ItemId, String> sources = sources(visitor, claims.values());
        return claims.values().stream()
                .map(
                        claim ->
                                new Sheet.FindingForm.Offered(
                                        claim.id().toString(),
                                        told.title(claim.entity()),
                                        told.label(claim),
                                        told.words(claim),
                                        claim.grade().code(),
                                        claim.status().word(),
                                        claim.citations().stream()
                                                .map(Citation::item)
                                                .distinct()
                                                .map(item -> sources.getOrDefault(item, ""))
                                                .collect(Collectors.joining(", ")),
                                        typed.sides().getOrDefault(claim.id().toString(), ""),
                                        versions.getOrDefault(claim.id(), claim.version())
                                                != claim.version()))
                .toList();
    }

    private static Optional<ClaimId> id(String typed) {
        try {
            return Optional.of(ClaimId.parse(typed));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Stream<Claim> about(Visitor visitor, EntityId entity) {
        var by = visitor.clearance().using();
        Set<EntityId> leading =
                casebook.referringTo(by, entity).stream()
                        .map(Claim::entity)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        return Stream.concat(
                casebook.entity(by, entity).stream().flatMap(one -> one.claims().stream()),
                casebook.entities(by, leading).values().stream()
                        .flatMap(one -> one.claims().stream()));
    }

    private Map<ItemId, String> sources(Visitor visitor, Collection<Claim> claims) {
        var items = new ArrayList<ItemId>();
        claims.forEach(claim -> claim.citations().forEach(cite -> items.add(cite.item())));
        return rooms.archive().items(visitor.clearance(), items).stream()
                .collect(Collectors.toMap(item -> item.id(), Tellings::name, (one, other) -> one));
    }
}
