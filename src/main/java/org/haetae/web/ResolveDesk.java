package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Titles;
import org.haetae.ledger.Act;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.Level;
import org.haetae.names.Name;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Pending;
import org.haetae.resolve.Proposals;
import org.haetae.resolve.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Entities that may be one: two side by side with what speaks for it and against, to be judged the
/// same, different or unsure. Nothing is joined before somebody judges.
@Controller
final class ResolveDesk {
    private static final int MOST_LISTED = 40;
    private static final int MOST_BESIDE = 3;
    private static final int MOST_TIES = 30;

    private final Rooms rooms;
    private final Casebook casebook;
    private final Archive archive;
    private final Names names;
    private final Acts acts;
    private final Judgements judgements;
    private final Proposals proposals;
    private final Pending pending;

    ResolveDesk(Rooms rooms, Names names, Acts acts, Judgements judgements) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.archive = rooms.archive();
        this.names = names;
        this.acts = acts;
        this.judgements = judgements;
        this.proposals = new Proposals(rooms.casebook(), judgements);
        this.pending = new Pending(rooms.casebook(), proposals, rooms.clock());
    }

    /// @param one of a pair in front, with the other; else the first of the queue
    @GetMapping("/resolve")
    @Needs(Permission.READ_CLAIMS)
    Answer show(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String one,
            @RequestParam(defaultValue = "") String other,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        Optional<Two> asked =
                one.isEmpty() && other.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Two(entity(one), entity(other)));
        return show(
                visitor,
                kind,
                asked,
                Said.NOTHING,
                null,
                Verdict.of(done == null ? "" : done)
                        .map(verdict -> "resolve.done." + verdict.word())
                        .orElse(null));
    }

    @PostMapping("/resolve")
    @Needs(Permission.RECORD_CLAIMS)
    Answer judge(@RequestParam Map<String, String> form, Visitor visitor) {
        Two two =
                new Two(
                        entity(TypedValue.field(form, "one")),
                        entity(TypedValue.field(form, "other")));
        Said said =
                new Said(
                        TypedValue.field(form, "verdict"),
                        TypedValue.field(form, "reason"),
                        TypedValue.field(form, "second").equals("yes"));
        Explanation why = explained(visitor, two).why();
        Optional<Verdict> verdict = Verdict.of(said.verdict());
        if (verdict.isEmpty() || said.reason().isBlank()) {
            return refused(
                    visitor, two, said, verdict.isEmpty() ? "resolve.choose" : "resolve.reason");
        }
        try {
            judgements.judge(
                    visitor.clearance(),
                    two.one(),
                    two.other(),
                    verdict.get(),
                    Optional.of(why.model()),
                    new Judgement.Words(said.reason(), evidence(why)),
                    said.second());
        } catch (CaseRefused refused) {
            if (refused.why() != CaseRefused.Why.UNFIT) {
                throw refused;
            }
            return refused(visitor, two, said, "resolve.unfit");
        }
        return new Answer.SeeOther(
                "/resolve?kind=%s&done=%s".formatted(kind(visitor, two), verdict.get().word()));
    }

    /// What was typed into the form of a judgement.
    private record Said(String verdict, String reason, boolean second) {
        static final Said NOTHING = new Said("", "", false);
    }

    private record Two(EntityId one, EntityId other) {}

    private static EntityId entity(String typed) {
        try {
            return EntityId.parse(typed);
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
    }

    private Answer refused(Visitor visitor, Two two, Said said, String problem) {
        return new Answer.WithStatus(422, show(visitor, "", Optional.of(two), said, problem, null));
    }

    private Proposals.Proposal explained(Visitor visitor, Two two) {
        return proposals
                .explained(visitor.clearance(), two.one(), two.other())
                .orElseThrow(NotHere::new);
    }

    private String kind(Visitor visitor, Two two) {
        return Optional.ofNullable(
                        casebook.outlines(visitor.clearance(), List.of(two.one())).get(two.one()))
                .orElseThrow(NotHere::new)
                .kind()
                .code();
    }

    /// What stood before the judge, to be read by whoever asks later.
    private static String evidence(Explanation why) {
        return why.sentence(Locale.ENGLISH) + "\n" + String.join("\n", why.arithmetic());
    }

    // ---- the page

    private Sheet show(
            Visitor visitor,
            String kind,
            Optional<Two> asked,
            Said said,
            @Nullable String problem,
            @Nullable String done) {
        String of =
                asked.map(two -> kind(visitor, two))
                        .orElse(Proposals.KINDS.contains(kind) ? kind : Proposals.KINDS.getFirst());
        if (!Proposals.KINDS.contains(of)) {
            throw new NotHere();
        }
        List<Proposals.Pair> pairs = pending.pairs(visitor.clearance(), of);
        List<Judgement> awaited = judgements.awaitingSecond(visitor.clearance(), MOST_LISTED);
        List<Judgement> disagreed = judgements.disagreed(visitor.clearance(), MOST_LISTED);
        List<Judgement> joined = judgements.automatic(visitor.clearance(), MOST_LISTED);
        Map<EntityId, Entity> there =
                casebook.outlines(
                        visitor.clearance(),
                        Stream.concat(
                                        pairs.stream()
                                                .limit(MOST_LISTED)
                                                .flatMap(
                                                        pair ->
                                                                Stream.of(
                                                                        pair.one(), pair.other())),
                                        Stream.of(awaited, disagreed, joined)
                                                .flatMap(List::stream)
                                                .flatMap(one -> Stream.of(one.one(), one.other())))
                                .distinct()
                                .toList());
        Predicate<Judgement> isShown =
                one ->
                        there.containsKey(one.one())
                                && there.containsKey(one.other())
                                && there.get(one.one()).kind().code().equals(of);
        List<Proposals.Pair> listed =
                pairs.stream()
                        .limit(MOST_LISTED)
                        .filter(pair -> there.containsKey(pair.one()))
                        .filter(pair -> there.containsKey(pair.other()))
                        .toList();
        Optional<Two> front =
                asked.or(
                                () ->
                                        awaited.stream()
                                                .filter(isShown)
                                                .filter(one -> !isBy(visitor, one))
                                                .findFirst()
                                                .map(one -> new Two(one.one(), one.other())))
                        .or(
                                () ->
                                        listed.stream()
                                                .findFirst()
                                                .map(pair -> new Two(pair.one(), pair.other())));
        var titles =
                casebook.titles(visitor.clearance(), there.keySet(), visitor.language().locale());
        Locale locale = visitor.language().locale();
        return new Sheet.Resolve(
                of,
                Proposals.KINDS.stream()
                        .flatMap(code -> casebook.schema().kind(code).stream())
                        .map(one -> new Sheet.Term(one.code(), one.label().in(locale), 0))
                        .toList(),
                front.map(two -> paired(visitor, two, listed)).orElse(null),
                listed.stream()
                        .map(
                                pair ->
                                        new Sheet.PairRow(
                                                address(pair),
                                                titles.of(pair.one()),
                                                titles.of(pair.other()),
                                                Explanation.percent(pair.probability()),
                                                pair.claims(),
                                                front.filter(two -> is(pair, two)).isPresent()))
                        .toList(),
                Math.max(0, pairs.size() - MOST_LISTED),
                rows(visitor, awaited.stream().filter(isShown), titles, front),
                rows(visitor, disagreed.stream().filter(isShown), titles, front),
                rows(visitor, joined.stream().filter(isShown), titles, front),
                said.verdict(),
                said.reason(),
                said.second(),
                problem,
                done);
    }

    private static boolean isBy(Visitor visitor, Judgement judgement) {
        return judgement.by().equals(visitor.clearance().actor());
    }

    private List<Sheet.AskedRow> rows(
            Visitor visitor, Stream<Judgement> judged, Titles titles, Optional<Two> front) {
        return judged.map(
                        one ->
                                new Sheet.AskedRow(
                                        address(one.one(), one.other()),
                                        titles.of(one.one()),
                                        titles.of(one.other()),
                                        one.verdict().word(),
                                        names.person(one.by()),
                                        isBy(visitor, one),
                                        front.filter(
                                                        two ->
                                                                Set.of(two.one(), two.other())
                                                                        .equals(
                                                                                Set.of(
                                                                                        one.one(),
                                                                                        one
                                                                                                .other())))
                                                .isPresent()))
                .toList();
    }

    private static boolean is(Proposals.Pair pair, Two two) {
        return pair.has(two.one()) && pair.has(two.other());
    }

    private static String address(Proposals.Pair pair) {
        return address(pair.one(), pair.other());
    }

    private static String address(EntityId one, EntityId other) {
        return "/resolve?one=%s&other=%s".formatted(one, other);
    }

    private Sheet.Paired paired(Visitor visitor, Two two, List<Proposals.Pair> listed) {
        Explanation why = explained(visitor, two).why();
        acts.recordOnceInAWhile(visitor, Act.VIEWED, two.one().value());
        acts.recordOnceInAWhile(visitor, Act.VIEWED, two.other().value());
        List<Judgement> history =
                judgements.history(visitor.clearance(), two.one(), two.other()).reversed();
        int at = -1;
        for (int i = 0; i < listed.size(); i++) {
            if (is(listed.get(i), two)) {
                at = i;
            }
        }
        Side one = side(visitor, two.one());
        Side other = side(visitor, two.other());
        Locale locale = visitor.language().locale();
        return new Sheet.Paired(
                two.one().toString(),
                two.other().toString(),
                one.title(),
                other.title(),
                Explanation.percent(why.probability()),
                weighed(why, locale, true),
                weighed(why, locale, false),
                why.fields().stream()
                        .filter(field -> field.level() == Level.MISSING)
                        .map(field -> field.field().label(locale))
                        .collect(Collectors.joining(", ")),
                why.arithmetic(),
                rows(one, other),
                history.stream().map(this::judged).toList(),
                history.size() > 1 && history.get(0).contradicts(history.get(1)),
                at > 0 ? address(listed.get(at - 1)) : null,
                at + 1 < listed.size() ? address(listed.get(at + 1)) : null);
    }

    private Sheet.JudgedRow judged(Judgement judgement) {
        return new Sheet.JudgedRow(
                judgement.verdict().word(),
                names.person(judgement.by()),
                judgement.at(),
                judgement.second(),
                judgement.words().map(Judgement.Words::reason).orElse(null));
    }

    /// Fields that speak for one, or against, those that say most first.
    private static List<Sheet.Weighed> weighed(Explanation why, Locale locale, boolean speaksFor) {
        return why.fields().stream()
                .filter(field -> speaksFor ? field.bits() > 0 : field.bits() < 0)
                .sorted((a, b) -> Double.compare(Math.abs(b.bits()), Math.abs(a.bits())))
                .map(field -> weighed(field, locale))
                .toList();
    }

    private static Sheet.Weighed weighed(Explanation.FieldEvidence field, Locale locale) {
        return new Sheet.Weighed(
                field.field().label(locale),
                field.a(),
                field.b(),
                field.level().label(locale),
                field.field()
                        .kind()
                        .names()
                        .filter(_ -> !field.a().equals(field.b()))
                        .map(
                                kind ->
                                        Name.read(field.a(), kind)
                                                .compare(Name.read(field.b(), kind))
                                                .explanation()
                                                .sentence(
                                                        locale.getLanguage().equals("ko")
                                                                ? org.haetae.names.Language.KOREAN
                                                                : org.haetae.names.Language
                                                                        .ENGLISH))
                        .orElse(null),
                "%+.1f".formatted(field.bits()));
    }

    // ---- side by side

    /// What is held of one of the two, by label.
    private record Side(String title, Map<String, List<Sheet.SideValue>> rows) {}

    private Side side(Visitor visitor, EntityId id) {
        Entity entity = casebook.entity(visitor.clearance(), id).orElseThrow(NotHere::new);
        List<Claim> referring =
                casebook.referringTo(visitor.clearance(), id).stream()
                        .filter(Claim::stands)
                        .limit(MOST_TIES)
                        .toList();
        Map<EntityId, Entity> ties =
                casebook.entities(
                        visitor.clearance(),
                        referring.stream().map(Claim::entity).distinct().toList());
        Collection<Claim> claims =
                Stream.concat(entity.claims().stream(), referring.stream()).toList();
        ClaimTellings tellings = new ClaimTellings(rooms, names, visitor, claims, List.of(id));
        Map<String, List<Sheet.SideValue>> rows = new LinkedHashMap<>();
        Locale locale = visitor.language().locale();
        entity.properties()
                .forEach(
                        (property, held) ->
                                held.stream()
                                        .filter(Entity.Held::stands)
                                        .forEach(
                                                value ->
                                                        add(
                                                                rows,
                                                                property.label().in(locale),
                                                                told(property, value, tellings))));
        for (Entity tie : new LinkedHashSet<>(ties.values())) {
            String when = EntityDesk.when(tie, tellings);
            add(
                    rows,
                    tie.kind().label().in(locale),
                    new Sheet.SideValue(
                            tellings.title(tie.id()), ClaimTellings.address(tie.id()), when));
        }
        return new Side(tellings.title(id), withSources(visitor, rows, entity));
    }

    private static Sheet.SideValue told(
            Property property, Entity.Held held, ClaimTellings tellings) {
        return new Sheet.SideValue(
                tellings.words(property, held.value()),
                ClaimTellings.target(held.value()).map(ClaimTellings::address).orElse(null),
                "");
    }

    private static void add(
            Map<String, List<Sheet.SideValue>> rows, String label, Sheet.SideValue told) {
        var of = rows.computeIfAbsent(label, _ -> new ArrayList<>());
        if (!of.contains(told)) {
            of.add(told);
        }
    }

    /// Sources stand last, under a label that no property has.
    private Map<String, List<Sheet.SideValue>> withSources(
            Visitor visitor, Map<String, List<Sheet.SideValue>> rows, Entity entity) {
        Set<ItemId> cited =
                entity.claims().stream()
                        .flatMap(claim -> claim.citations().stream())
                        .map(Citation::item)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        archive.items(visitor.clearance(), cited)
                .forEach(
                        item ->
                                add(
                                        rows,
                                        SOURCES,
                                        new Sheet.SideValue(
                                                Tellings.name(item), "/items/" + item.id(), "")));
        return rows;
    }

    private static final String SOURCES = "";

    private static List<Sheet.SideRow> rows(Side one, Side other) {
        var labels = new LinkedHashSet<>(one.rows().keySet());
        labels.addAll(other.rows().keySet());
        labels.remove(SOURCES);
        return Stream.concat(labels.stream(), Stream.of(SOURCES))
                .map(
                        label ->
                                new Sheet.SideRow(
                                        label,
                                        one.rows().getOrDefault(label, List.of()),
                                        other.rows().getOrDefault(label, List.of())))
                .toList();
    }

    // ---- beside an entity

    /// Who else an entity could be: a few, the likeliest first.
    List<Sheet.Resembling> beside(Visitor visitor, Entity entity) {
        return proposals.beside(visitor.clearance(), entity, MOST_BESIDE).stream()
                .map(
                        pair ->
                                new Sheet.Resembling(
                                        address(pair.one(), pair.other()),
                                        pair.otherTitle(),
                                        Explanation.percent(pair.why().probability())))
                .toList();
    }
}
