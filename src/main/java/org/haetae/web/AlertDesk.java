package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.AccessionId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.designations.Alert;
import org.haetae.designations.Alerts;
import org.haetae.designations.KeptVersion;
import org.haetae.ledger.Act;
import org.haetae.names.Comparison;
import org.haetae.names.Name;
import org.haetae.names.NameKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Alerts about lists, to be judged side by side or dismissed.
@Controller
final class AlertDesk {
    private static final int AT_ONCE = 20;
    private static final int MOST_NAMES = 20;

    /// What tells people and organisations apart, besides their names.
    private static final List<String> TELLING =
            List.of("birth-date", "birth-place", "nationality", "gender", "country", "part-of");

    private static final Map<String, String> TIES =
            Map.of("post", "holder", "membership", "member");

    private final Rooms rooms;
    private final Casebook casebook;
    private final Alerts alerts;
    private final Acts acts;

    AlertDesk(Rooms rooms, Alerts alerts, Acts acts) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.alerts = alerts;
        this.acts = acts;
    }

    /// @param from number of the first alert, from 0
    @GetMapping("/alerts")
    @Needs(Permission.READ_CLAIMS)
    Answer show(
            @RequestParam(defaultValue = "0") String from,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return show(visitor, from, null, done == null ? null : "alerts.done");
    }

    @PostMapping("/alerts")
    @Needs(Permission.RECORD_CLAIMS)
    Answer dismiss(
            @RequestParam(defaultValue = "") String alert,
            @RequestParam(defaultValue = "") String reason,
            Visitor visitor) {
        var why = Alert.Reason.of(reason);
        if (why.isEmpty()) {
            return new Answer.WithStatus(422, show(visitor, "", "alerts.choose", null));
        }
        try {
            alerts.dismiss(visitor.clearance(), Long.parseLong(alert), why.get());
        } catch (NumberFormatException e) {
            return new Answer.WithStatus(422, show(visitor, "", "alerts.gone", null));
        } catch (CaseRefused refused) {
            if (refused.why() != CaseRefused.Why.NOT_THERE) {
                throw refused;
            }
            return new Answer.WithStatus(409, show(visitor, "", "alerts.gone", null));
        }
        return new Answer.SeeOther("/alerts?done=1");
    }

    private Sheet show(
            Visitor visitor, String from, @Nullable String problem, @Nullable String done) {
        var open = alerts.open(visitor.clearance());
        int first = DesignationDesk.first(from, open.size());
        var shown = open.stream().skip(first).limit(AT_ONCE).toList();
        return new Sheet.Alerts(
                rows(visitor, shown),
                first,
                open.size(),
                first == 0 ? null : Math.max(0, first - AT_ONCE),
                first + AT_ONCE < open.size() ? first + AT_ONCE : null,
                problem,
                done);
    }

    private List<Sheet.AlertRow> rows(Visitor visitor, List<Alert> shown) {
        var by = visitor.clearance();
        var both =
                shown.stream()
                        .flatMap(alert -> Stream.of(alert.entity(), alert.listed()))
                        .distinct()
                        .toList();
        if (both.isEmpty()) {
            return List.of();
        }
        var there = casebook.outlines(by, both);
        var ties = ties(visitor, both);
        var titles = casebook.titles(by, mentioned(there, ties), visitor.language().locale());
        Map<AccessionId, KeptVersion> versions =
                KeptVersion.all(rooms.database(), rooms.archive(), by).stream()
                        .collect(
                                Collectors.toMap(
                                        KeptVersion::accession,
                                        Function.identity(),
                                        (latest, _) -> latest));
        var rows = new ArrayList<Sheet.AlertRow>();
        for (var alert : shown) {
            var one = there.get(alert.entity());
            var listed = there.get(alert.listed());
            if (one == null || listed == null) {
                continue;
            }
            acts.recordOnceInAWhile(visitor, Act.VIEWED, one.id().value());
            acts.recordOnceInAWhile(visitor, Act.VIEWED, listed.id().value());
            rows.add(
                    row(
                            visitor,
                            alert,
                            side(one, ties, titles, visitor),
                            side(listed, ties, titles, visitor),
                            why(visitor, one, listed),
                            Optional.ofNullable(versions.get(alert.version()))));
        }
        return rows;
    }

    private static Sheet.AlertRow row(
            Visitor visitor,
            Alert alert,
            Sheet.AlertSide one,
            Sheet.AlertSide listed,
            @Nullable String why,
            Optional<KeptVersion> version) {
        return new Sheet.AlertRow(
                alert.position(),
                alert.cause().word(),
                alert.fields(),
                alert.score() == 0 ? null : "%.2f".formatted(alert.score()),
                why,
                one,
                listed,
                version.map(of -> DesignationDesk.name(visitor, of.keeper())).orElse(""),
                version.map(KeptVersion::dated).orElse(""),
                version.map(of -> "/lists/" + of.accession()).orElse(""),
                "/resolve?one=%s&other=%s".formatted(alert.entity(), alert.listed()),
                alert.at());
    }

    /// Posts and memberships of each.
    private Map<EntityId, List<Entity>> ties(Visitor visitor, List<EntityId> of) {
        List<Claim> ends =
                casebook.referringTo(visitor.clearance(), of, TIES.keySet()).stream()
                        .filter(Claim::stands)
                        .filter(claim -> claim.property().equals(TIES.get(claim.kind())))
                        .toList();
        if (ends.isEmpty()) {
            return Map.of();
        }
        var links =
                casebook.outlines(
                        visitor.clearance(), ends.stream().map(Claim::entity).distinct().toList());
        return ends.stream()
                .filter(claim -> links.containsKey(claim.entity()))
                .collect(
                        Collectors.groupingBy(
                                claim -> claim.value().flatMap(ClaimTellings::target).orElseThrow(),
                                Collectors.mapping(
                                        claim ->
                                                Optional.ofNullable(links.get(claim.entity()))
                                                        .orElseThrow(),
                                        Collectors.toList())));
    }

    private static Set<EntityId> mentioned(
            Map<EntityId, Entity> there, Map<EntityId, List<Entity>> ties) {
        return Stream.concat(there.values().stream(), ties.values().stream().flatMap(List::stream))
                .flatMap(
                        entity ->
                                Stream.concat(
                                        Stream.of(entity.id()),
                                        entity.claims().stream()
                                                .flatMap(claim -> claim.value().stream())
                                                .flatMap(
                                                        value ->
                                                                ClaimTellings.target(value)
                                                                        .stream())))
                .collect(Collectors.toSet());
    }

    private static Sheet.AlertSide side(
            Entity entity, Map<EntityId, List<Entity>> ties, Titles titles, Visitor visitor) {
        Locale locale = visitor.language().locale();
        var facts = new ArrayList<Sheet.Known>();
        for (var code : TELLING) {
            var property = entity.kind().propertyOr(code);
            var values =
                    entity.values(code).stream()
                            .map(
                                    value ->
                                            new Sheet.SideValue(
                                                    titles.words(property, value), null, ""))
                            .toList();
            if (!values.isEmpty()) {
                facts.add(new Sheet.Known(property.label().in(locale), values));
            }
        }
        var held = new LinkedHashSet<Sheet.SideValue>();
        for (var tie : ties.getOrDefault(entity.id(), List.of())) {
            held.add(
                    new Sheet.SideValue(
                            titles.of(tie.id()),
                            ClaimTellings.address(tie.id()),
                            EntityDesk.when(tie, titles::words)));
        }
        if (!held.isEmpty()) {
            facts.add(
                    new Sheet.Known(
                            ties.getOrDefault(entity.id(), List.of())
                                    .getFirst()
                                    .kind()
                                    .label()
                                    .in(locale),
                            List.copyOf(held)));
        }
        return new Sheet.AlertSide(entity.id().toString(), titles.of(entity.id()), facts);
    }

    /// How the two names meet that are most alike; null when none are worth a look.
    private static @Nullable String why(Visitor visitor, Entity one, Entity listed) {
        var kind =
                one.kind().code().equals("organisation") ? NameKind.ORGANISATION : NameKind.PERSON;
        var theirs = names(listed).map(text -> Name.read(text, kind)).toList();
        return names(one)
                .map(text -> Name.read(text, kind))
                .flatMap(name -> theirs.stream().map(name::compare))
                .filter(Comparison::alerts)
                .max(Comparator.comparingDouble(Comparison::score))
                .map(
                        best ->
                                best.explanation()
                                        .sentence(
                                                switch (visitor.language()) {
                                                    case EN -> org.haetae.names.Language.ENGLISH;
                                                    case KO -> org.haetae.names.Language.KOREAN;
                                                }))
                .orElse(null);
    }

    private static Stream<String> names(Entity entity) {
        return entity.kind().properties().values().stream()
                .filter(property -> property.type() == ValueType.NAME)
                .flatMap(property -> entity.values(property.code()).stream())
                .flatMap(
                        value ->
                                value instanceof Value.Name(String text, Optional<String> _)
                                        ? Stream.of(text)
                                        : Stream.empty())
                .limit(MOST_NAMES);
    }
}
