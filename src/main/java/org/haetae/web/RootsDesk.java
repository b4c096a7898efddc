package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.Correction;
import org.haetae.assess.Finding;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.Root;
import org.haetae.assess.Roots;
import org.haetae.assess.Subject;
import org.haetae.assess.Tie;
import org.haetae.atlas.Net;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.report.Dossiers;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// From which roots the sources of a case come, drawn and corrected; and what would fall without
/// some of them.
@Controller
final class RootsDesk {
    private static final int MOST_SOURCES = 60;
    private static final int MOST_ROWS = 200;
    private static final int MOST_NODES = 240;
    private static final int MOST_CHOICES = 400;
    private static final int WIDTH = 1440;

    private final Rooms rooms;
    private final Casebook casebook;
    private final Cases cases;
    private final Names names;
    private final CaseDesk desk;
    private final Dossiers dossiers;

    RootsDesk(Rooms rooms, Cases cases, Names names, CaseDesk desk, Dossiers dossiers) {
        this.dossiers = dossiers;
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.cases = cases;
        this.names = names;
        this.desk = desk;
    }

    /// Items that findings of a case lean on, with how many.
    private Map<ItemId, Integer> sources(Visitor visitor, CaseFile file) {
        var counts = new HashMap<ItemId, Integer>();
        for (Finding finding : cases.findings(visitor.clearance(), file.id())) {
            finding.claims().stream()
                    .flatMap(one -> one.items().stream())
                    .distinct()
                    .forEach(item -> counts.merge(item, 1, Integer::sum));
        }
        var ordered = new LinkedHashMap<ItemId, Integer>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<ItemId, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(one -> one.getKey().toString()))
                .forEach(one -> ordered.put(one.getKey(), one.getValue()));
        return ordered;
    }

    private Map<UUID, String> named(Visitor visitor, Set<ItemId> items) {
        return rooms.archive().items(visitor.clearance(), items).stream()
                .collect(Collectors.toMap(item -> item.id().value(), Tellings::name));
    }

    // ---- what if

    @GetMapping("/cases/{id}/what-if")
    @Needs(Permission.READ_CLAIMS)
    Answer whatIf(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> asked,
            Visitor visitor) {
        CaseFile file = desk.find(visitor, id);
        Locale locale = visitor.language().locale();
        var by = visitor.clearance();
        var standard =
                Optional.ofNullable(asked.getFirst("standard")).filter(one -> !one.isEmpty());
        var leavingOut =
                new LeavingOut(
                        ids(asked, "item", ItemId::new),
                        ids(asked, "claim", ClaimId::new),
                        ids(asked, "witness", EntityId::new),
                        ids(asked, "consent", ConsentId::new));
        var counts = sources(visitor, file);
        var told = cases.whatIf(by, file.id(), standard, leavingOut);
        var roots = cases.roots(by, counts.keySet());
        var shown =
                Stream.concat(
                                leavingOut.items().stream(),
                                counts.keySet().stream().limit(MOST_SOURCES))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        var named = named(visitor, shown);
        var witnesses =
                cases.ties(by, counts.keySet()).stream()
                        .filter(tie -> tie.why() == Tie.Why.TOLD_BY)
                        .map(tie -> new EntityId(tie.other()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        witnesses.addAll(leavingOut.witnesses());
        Titles titles = casebook.titles(by, witnesses, locale);
        var subjects = new ArrayList<Subject>();
        told.cells().forEach(changed -> subjects.add(changed.before().subject()));
        told.findings().forEach(fallen -> subjects.add(fallen.finding().subject()));
        var tellings = new CaseTellings(casebook, cases, names, visitor, file, subjects);
        var code = told.before().standard().code();
        return new Sheet.WhatIf(
                file.id().toString(),
                file.title(),
                tellings.proof(code),
                code,
                shown.stream()
                        .filter(item -> named.containsKey(item.value()))
                        .map(
                                item ->
                                        new Sheet.WhatIf.Source(
                                                item.toString(),
                                                named.get(item.value()),
                                                counts.getOrDefault(item, 0),
                                                "" + roots.number(item),
                                                leavingOut.items().contains(item)))
                        .toList(),
                witnesses.stream()
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.toString(),
                                                titles.of(one),
                                                leavingOut.witnesses().contains(one)))
                        .sorted(Comparator.comparing(Sheet.Choice::label))
                        .toList(),
                consents(visitor, leavingOut.consents()),
                leavingOut.claims().stream().map(ClaimId::toString).sorted().toList(),
                !leavingOut.equals(LeavingOut.NOTHING),
                told.items().size(),
                told.cells().stream()
                        .limit(MOST_ROWS)
                        .map(
                                changed ->
                                        new Sheet.WhatIf.Change(
                                                tellings.whole(changed.before().element()),
                                                tellings.title(changed.before().subject()),
                                                tellings.mark(changed.before()),
                                                tellings.mark(changed.after())))
                        .toList(),
                told.findings().stream()
                        .limit(MOST_ROWS)
                        .map(
                                fallen ->
                                        new Sheet.WhatIf.Fallen(
                                                tellings.concluded(fallen.finding()),
                                                tellings.whole(fallen.finding().element()),
                                                tellings.title(fallen.finding().subject()),
                                                fallen.left().claims(),
                                                fallen.left().roots()))
                        .toList(),
                "yes".equals(asked.getFirst("sentences"))
                        ? dossiers.falling(by, file.id(), locale, standard, leavingOut).stream()
                                .map(
                                        one ->
                                                new Sheet.WhatIf.Sentence(
                                                        one.sentence().id(),
                                                        one.sentence().text(),
                                                        one.part()))
                                .toList()
                        : null,
                null);
    }

    private List<Sheet.Choice> consents(Visitor visitor, Set<ConsentId> chosen) {
        return visitor.may(Permission.RECEIVE)
                ? rooms.archive().consents().list(visitor.clearance()).stream()
                        .limit(MOST_CHOICES)
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.id().toString(),
                                                one.person().orElse(one.id().toString()),
                                                chosen.contains(one.id())))
                        .toList()
                : List.of();
    }

    private static <T> Set<T> ids(
            MultiValueMap<String, String> asked, String name, Function<UUID, T> of) {
        var ids = new LinkedHashSet<T>();
        for (var typed : asked.getOrDefault(name, List.of())) {
            try {
                if (!typed.isBlank()) {
                    ids.add(of.apply(UUID.fromString(typed.strip())));
                }
            } catch (IllegalArgumentException e) {
                throw new NotHere();
            }
        }
        return ids;
    }

    // ---- roots

    @GetMapping("/cases/{id}/roots")
    @Needs(Permission.READ_CLAIMS)
    Answer roots(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return show(
                visitor,
                desk.find(visitor, id),
                Map.of(),
                null,
                done == null ? null : "roots.done");
    }

    @PostMapping("/cases/{id}/roots")
    @Needs(Permission.RECORD_CLAIMS)
    Answer correct(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        CaseFile file = desk.find(visitor, id);
        var verdict =
                Stream.of(Correction.Verdict.values())
                        .filter(one -> one.word().equals(TypedValue.field(form, "verdict")))
                        .findFirst();
        if (verdict.isEmpty()) {
            return refused(visitor, file, form, "roots.choose");
        }
        try {
            cases.correct(
                    visitor.clearance(),
                    new ItemId(UUID.fromString(TypedValue.field(form, "one"))),
                    new ItemId(UUID.fromString(TypedValue.field(form, "other"))),
                    verdict.get(),
                    TypedValue.field(form, "words"));
        } catch (IllegalArgumentException e) {
            return refused(visitor, file, form, "roots.two");
        } catch (CaseRefused refused) {
            if (refused.why() != CaseRefused.Why.UNFIT) {
                throw refused;
            }
            return refused(visitor, file, form, "roots.words");
        }
        return new Answer.SeeOther("/cases/%s/roots?done=yes".formatted(id));
    }

    private Answer refused(
            Visitor visitor, CaseFile file, Map<String, String> form, String problem) {
        return new Answer.WithStatus(422, show(visitor, file, form, problem, null));
    }

    private Sheet show(
            Visitor visitor,
            CaseFile file,
            Map<String, String> form,
            @Nullable String problem,
            @Nullable String done) {
        var by = visitor.clearance();
        var counts = sources(visitor, file);
        Set<ItemId> items = counts.keySet();
        List<Tie> ties = cases.ties(by, items);
        Roots roots = Roots.of(items, ties);
        var named = named(visitor, items);
        var entities = new HashSet<EntityId>();
        ties.forEach(
                tie ->
                        Stream.of(tie.one(), tie.other())
                                .filter(end -> !named.containsKey(end))
                                .forEach(end -> entities.add(new EntityId(end))));
        Titles titles = casebook.titles(by, entities, visitor.language().locale());
        var labels = new Labels(named, titles);
        var drawing = drawing(roots, ties, labels);
        return new Sheet.Roots(
                file.id().toString(),
                file.title(),
                items.size(),
                roots.all().stream().limit(MOST_ROWS).map(root -> row(root, labels)).toList(),
                drawing.size(),
                drawing.nodes(),
                drawing.lines(),
                items.stream()
                        .limit(MOST_CHOICES)
                        .filter(item -> named.containsKey(item.value()))
                        .map(
                                item ->
                                        new Sheet.Choice(
                                                item.toString(),
                                                "%s (%d)"
                                                        .formatted(
                                                                named.get(item.value()),
                                                                roots.number(item)),
                                                false))
                        .sorted(Comparator.comparing(Sheet.Choice::label))
                        .toList(),
                cases.corrections(by, items).reversed().stream()
                        .map(
                                one ->
                                        new Sheet.Roots.Said(
                                                labels.of(one.one().value()),
                                                labels.of(one.other().value()),
                                                one.verdict().word(),
                                                names.person(one.by()),
                                                one.at(),
                                                one.words().orElse(null)))
                        .toList(),
                TypedValue.field(form, "one"),
                TypedValue.field(form, "other"),
                TypedValue.field(form, "verdict"),
                TypedValue.field(form, "words"),
                problem,
                done);
    }

    /// What the ends of ties are called.
    private record Labels(Map<UUID, String> items, Titles titles) {
        String of(UUID end) {
            return Optional.ofNullable(items.get(end))
                    .orElseGet(() -> titles.of(new EntityId(end)));
        }

        @Nullable String address(UUID end) {
            return items.containsKey(end)
                    ? "/items/" + end
                    : titles.kind(new EntityId(end)).isPresent() ? "/entity/" + end : null;
        }

        /// The shape of its sign: what is in the archive, who spoke, what is only spoken of.
        String sign(UUID end) {
            return items.containsKey(end)
                    ? "square"
                    : titles.kind(new EntityId(end))
                            .map(kind -> kind.code().equals("person") ? "circle" : "diamond")
                            .orElse("diamond");
        }
    }

    private static Sheet.Roots.Row row(Root root, Labels labels) {
        return new Sheet.Roots.Row(
                root.number(),
                root.items().stream()
                        .map(
                                item ->
                                        new Sheet.Way(
                                                labels.address(item.value()),
                                                labels.of(item.value())))
                        .sorted(Comparator.comparing(Sheet.Way::label))
                        .toList(),
                root.ties().stream()
                        .filter(tie -> tie.why() != Tie.Why.RECORDED)
                        .map(
                                tie ->
                                        new Sheet.Roots.Why(
                                                labels.of(tie.one()),
                                                tie.why().word(),
                                                labels.of(tie.other()),
                                                tie.measure() == 0
                                                        ? ""
                                                        : tie.measure() / 100 + " %"))
                        .distinct()
                        .toList(),
                root.drawsOn().stream()
                        .sorted()
                        .map(number -> "" + number)
                        .collect(Collectors.joining(", ")));
    }

    // ---- the drawing

    private record Drawing(
            String size, List<Sheet.Roots.Node> nodes, List<Sheet.Roots.Line> lines) {}

    /// What is tied to something; what stands alone needs no drawing.
    private static Drawing drawing(Roots roots, List<Tie> ties, Labels labels) {
        var numbers = new LinkedHashMap<UUID, Integer>();
        roots.all().stream()
                .flatMap(root -> root.ties().stream())
                .forEach(
                        tie ->
                                Stream.of(tie.one(), tie.other())
                                        .filter(
                                                end ->
                                                        numbers.size() < MOST_NODES
                                                                || numbers.containsKey(end))
                                        .forEach(end -> numbers.putIfAbsent(end, numbers.size())));
        var drawn =
                ties.stream()
                        .filter(
                                tie ->
                                        numbers.containsKey(tie.one())
                                                && numbers.containsKey(tie.other()))
                        .toList();
        int height = numbers.size() > 60 ? 1900 : numbers.size() > 24 ? 1200 : 860;
        var spots =
                Net.laid(
                        numbers.size(),
                        drawn.stream()
                                .map(
                                        tie ->
                                                new Net.Tie(
                                                        numbers.get(tie.other()),
                                                        numbers.get(tie.one()),
                                                        tie.why().derives()))
                                .toList(),
                        WIDTH,
                        height,
                        170,
                        46);
        var nodes = new ArrayList<Sheet.Roots.Node>();
        numbers.forEach(
                (end, number) -> {
                    var label = labels.of(end);
                    nodes.add(
                            new Sheet.Roots.Node(
                                    Drawn.across(spots.get(number).x(), WIDTH),
                                    Drawn.across(spots.get(number).y(), height),
                                    label,
                                    label.length() > 28 ? label.substring(0, 27) + "…" : label,
                                    labels.address(end),
                                    labels.sign(end)));
                });
        return new Drawing(
                height == 1900 ? "tall" : height == 1200 ? "high" : "",
                nodes,
                drawn.stream()
                        .map(
                                tie -> {
                                    var from = spots.get(numbers.get(tie.other()));
                                    var to = spots.get(numbers.get(tie.one()));
                                    return new Sheet.Roots.Line(
                                            Drawn.across(from.x(), WIDTH),
                                            Drawn.across(from.y(), height),
                                            Drawn.across(to.x(), WIDTH),
                                            Drawn.across(to.y(), height),
                                            tie.why().word(),
                                            "%s – %s"
                                                    .formatted(
                                                            labels.of(tie.one()),
                                                            labels.of(tie.other())),
                                            tie.why().derives());
                                })
                        .toList());
    }
}
