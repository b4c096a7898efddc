package org.haetae.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.Item;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.designations.Designations;
import org.haetae.designations.KeptDifferences;
import org.haetae.designations.KeptDifferences.Difference;
import org.haetae.designations.KeptVersion;
import org.haetae.ledger.Act;
import org.haetae.names.Name;
import org.haetae.names.NameKind;
import org.haetae.names.NameScript;
import org.haetae.resolve.Judgements;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListKeeper;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Lists of sanctions and what became different in each version; a designation with all that it
/// rests on; who of a unit is designated, and who is not.
@Controller
final class DesignationDesk {
    private static final int AT_ONCE = 50;
    private static final Set<String> UNITS = Set.of("organisation", "facility");
    private static final List<String> SHOWN = List.of("added", "changed", "removed");

    private final Rooms rooms;
    private final Casebook casebook;
    private final Names names;
    private final Acts acts;
    private final Designations designations;
    private final KeptDifferences differences;

    DesignationDesk(Rooms rooms, Names names, Acts acts, Judgements judgements) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.names = names;
        this.acts = acts;
        this.designations = new Designations(rooms.casebook(), judgements);
        this.differences = new KeptDifferences(rooms.archive());
    }

    // ---- lists

    @GetMapping("/lists")
    @Needs(Permission.READ_CLAIMS)
    Answer lists(Visitor visitor) {
        Map<ListKeeper, List<KeptVersion>> versions = new EnumMap<>(ListKeeper.class);
        for (var version : versions(visitor)) {
            versions.computeIfAbsent(version.keeper(), _ -> new ArrayList<>()).add(version);
        }
        return new Sheet.Lists(
                versions.entrySet().stream()
                        .map(
                                list ->
                                        new Sheet.ListRow(
                                                name(visitor, list.getKey()),
                                                keeper(visitor, list.getKey()),
                                                list.getValue().stream()
                                                        .map(DesignationDesk::row)
                                                        .toList()))
                        .toList());
    }

    /// Those whose files are all there for the visitor, the latest recorded first.
    private List<KeptVersion> versions(Visitor visitor) {
        return KeptVersion.all(rooms.database(), rooms.archive(), visitor.clearance()).stream()
                .filter(version -> differences.isThere(visitor.clearance(), version))
                .toList();
    }

    static String name(Visitor visitor, ListKeeper keeper) {
        return visitor.language() == Language.KO ? keeper.koreanList() : keeper.list();
    }

    private static String keeper(Visitor visitor, ListKeeper keeper) {
        return (visitor.language() == Language.KO ? keeper.korean() : keeper.english()).orElse("");
    }

    private static Sheet.VersionOfList row(KeptVersion version) {
        return new Sheet.VersionOfList(
                version.accession().toString(),
                version.dated(),
                version.recorded(),
                version.entries(),
                version.counts().orElse(null));
    }

    /// @param id of the accession that the version came as
    /// @param show which entries; else those that are changed, or new in a first version
    /// @param from number of the first entry, from 0
    @GetMapping("/lists/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer version(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "0") String from,
            Visitor visitor)
            throws IOException {
        var versions = versions(visitor);
        var version =
                versions.stream()
                        .filter(one -> one.accession().value().equals(id))
                        .findFirst()
                        .orElseThrow(NotHere::new);
        var before =
                versions.stream()
                        .skip(versions.indexOf(version) + 1)
                        .filter(one -> one.keeper() == version.keeper())
                        .findFirst();
        var difference = differences.of(visitor.clearance(), version, before);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        return shown(visitor, version, before, difference, show, from);
    }

    private Sheet shown(
            Visitor visitor,
            KeptVersion version,
            Optional<KeptVersion> before,
            Difference difference,
            String show,
            String from) {
        String wanted = SHOWN.contains(show) ? show : before.isEmpty() ? "added" : "changed";
        List<ListEntry> entries =
                switch (wanted) {
                    case "added" -> difference.added();
                    case "removed" -> difference.removed();
                    default -> List.copyOf(difference.changed().keySet());
                };
        int first = first(from, entries.size());
        return new Sheet.ListVersion(
                version.accession().toString(),
                name(visitor, version.keeper()),
                keeper(visitor, version.keeper()),
                version.dated(),
                version.recorded(),
                version.entries(),
                before.map(DesignationDesk::row).orElse(null),
                difference.added().size(),
                difference.changed().size(),
                difference.removed().size(),
                difference.unchanged(),
                version.counts().map(KeptVersion.Counts::refused).orElse(null),
                wanted,
                entries.stream()
                        .skip(first)
                        .limit(AT_ONCE)
                        .map(entry -> row(visitor, version.keeper(), entry, difference))
                        .toList(),
                first,
                entries.size(),
                first == 0 ? null : Math.max(0, first - AT_ONCE),
                first + AT_ONCE < entries.size() ? first + AT_ONCE : null);
    }

    static int first(String from, int size) {
        try {
            int first = Integer.parseInt(from);
            return first > 0 && first < size ? first : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Sheet.DifferenceRow row(
            Visitor visitor, ListKeeper keeper, ListEntry entry, Difference difference) {
        return new Sheet.DifferenceRow(
                entry.caption(),
                entry.number(),
                entry.subject().name(),
                designations
                        .of(visitor.clearance(), keeper, entry)
                        .map(EntityId::toString)
                        .orElse(null),
                difference.changed().getOrDefault(entry, List.of()).stream()
                        .map(
                                change ->
                                        new Sheet.ChangedField(
                                                change.field(),
                                                lines(change.gone()),
                                                lines(change.come())))
                        .toList());
    }

    private static List<Sheet.ChangedLine> lines(List<ListEntry.Line> lines) {
        return lines.stream()
                .map(
                        line ->
                                new Sheet.ChangedLine(
                                        line.text(), line.type().map(Enum::name).orElse(null)))
                .toList();
    }

    // ---- one designation

    /// @param id of the entity that the designation is
    @GetMapping("/designations/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer designation(@PathVariable UUID id, Visitor visitor) {
        var entity =
                casebook.entity(visitor.clearance(), new EntityId(id))
                        .filter(one -> one.kind().code().equals(Designations.KIND))
                        .orElseThrow(NotHere::new);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        Optional<Entity> target =
                entity.value("target")
                        .flatMap(ClaimTellings::target)
                        .flatMap(one -> casebook.entity(visitor.clearance(), one));
        List<Entity> posts = target.map(one -> posts(visitor, one)).orElse(List.of());
        List<Entity> others =
                target
                        .map(one -> designations.of(visitor.clearance(), one.id()))
                        .orElse(List.of())
                        .stream()
                        .filter(one -> !one.id().equals(entity.id()))
                        .toList();
        var tellings =
                new ClaimTellings(
                        rooms,
                        names,
                        visitor,
                        entity.claims(),
                        Stream.of(
                                        Stream.of(entity),
                                        target.stream(),
                                        posts.stream(),
                                        others.stream())
                                .flatMap(one -> one)
                                .map(Entity::id)
                                .toList());
        return shown(visitor, entity, target, posts, others, tellings);
    }

    private List<Entity> posts(Visitor visitor, Entity target) {
        var ends =
                casebook
                        .referringTo(visitor.clearance(), List.of(target.id()), Set.of("post"))
                        .stream()
                        .filter(claim -> claim.stands() && claim.property().equals("holder"))
                        .map(Claim::entity)
                        .distinct()
                        .toList();
        return ends.isEmpty()
                ? List.of()
                : List.copyOf(casebook.outlines(visitor.clearance(), ends).values());
    }

    private Sheet shown(
            Visitor visitor,
            Entity entity,
            Optional<Entity> target,
            List<Entity> posts,
            List<Entity> others,
            ClaimTellings tellings) {
        Locale locale = visitor.language().locale();
        var status = entity.kind().propertyOr("status");
        return new Sheet.Designation(
                entity.id().toString(),
                tellings.title(entity.id()),
                target.map(one -> one.id().toString()).orElse(null),
                target.map(one -> tellings.title(one.id())).orElse(""),
                target.map(one -> one.kind().label().in(locale)).orElse(""),
                // The last one counts: a list says that an entry is gone after it said that it
                // stood there.
                entity.values("status").stream()
                        .reduce((_, last) -> last)
                        .map(value -> tellings.words(status, value))
                        .orElse(""),
                facts(entity, tellings, locale),
                target.map(one -> written(one, locale)).orElse(List.of()),
                posts.stream()
                        .map(
                                post ->
                                        new Sheet.SideValue(
                                                position(post, tellings.title(post.id())),
                                                ClaimTellings.address(post.id()),
                                                EntityDesk.when(post, tellings)))
                        .toList(),
                entity.claims().stream()
                        .filter(Claim::stands)
                        .flatMap(
                                claim -> tellings.row(claim, List.of(), false).citations().stream())
                        .distinct()
                        .toList(),
                accessions(visitor, entity),
                others.stream()
                        .map(
                                one ->
                                        new Sheet.SideValue(
                                                tellings.title(one.id()),
                                                "/designations/" + one.id(),
                                                ""))
                        .toList());
    }

    /// What a post is called; its title when nothing says.
    private static String position(Entity post, String title) {
        return Stream.of("position", "rank", "role")
                .flatMap(property -> post.values(property).stream())
                .map(DesignationDesk::words)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse(title);
    }

    private static String words(Value value) {
        return switch (value) {
            case Value.Name name -> name.text();
            case Value.Text text -> text.text();
            default -> "";
        };
    }

    private static List<Sheet.Known> facts(Entity entity, ClaimTellings tellings, Locale locale) {
        return entity.properties().keySet().stream()
                .filter(property -> !Set.of("target", "status").contains(property.code()))
                .map(
                        property ->
                                new Sheet.Known(
                                        property.label().in(locale),
                                        entity.values(property.code()).stream()
                                                .map(
                                                        value ->
                                                                new Sheet.SideValue(
                                                                        tellings.words(
                                                                                property, value),
                                                                        ClaimTellings.target(value)
                                                                                .map(
                                                                                        ClaimTellings
                                                                                                ::address)
                                                                                .orElse(null),
                                                                        ""))
                                                .toList()))
                .filter(known -> !known.values().isEmpty())
                .toList();
    }

    private static List<Sheet.Written> written(Entity target, Locale locale) {
        Map<NameScript, List<Sheet.WrittenName>> byScript = new TreeMap<>();
        target.kind().properties().values().stream()
                .filter(property -> property.type() == ValueType.NAME)
                .forEach(
                        property ->
                                target.values(property.code()).stream()
                                        .map(DesignationDesk::words)
                                        .forEach(
                                                text ->
                                                        byScript.computeIfAbsent(
                                                                        script(text),
                                                                        _ -> new ArrayList<>())
                                                                .add(
                                                                        new Sheet.WrittenName(
                                                                                text,
                                                                                property.label()
                                                                                        .in(
                                                                                                locale)))));
        return byScript.entrySet().stream()
                .map(one -> new Sheet.Written(one.getKey().name(), one.getValue()))
                .toList();
    }

    private static NameScript script(String text) {
        return Name.read(text, NameKind.UNKNOWN).script();
    }

    /// What the cited files came as.
    private List<Sheet.SideValue> accessions(Visitor visitor, Entity entity) {
        var items =
                entity.claims().stream()
                        .filter(Claim::stands)
                        .flatMap(claim -> claim.citations().stream())
                        .map(citation -> citation.item())
                        .distinct()
                        .toList();
        var accessions =
                rooms.archive().items(visitor.clearance(), items).stream()
                        .map(Item::accession)
                        .distinct()
                        .toList();
        return rooms.archive().accessions(visitor.clearance(), accessions).stream()
                .map(
                        one ->
                                new Sheet.SideValue(
                                        AccessionDesk.label(one), "/accessions/" + one.id(), ""))
                .toList();
    }

    // ---- of a unit

    /// Who of a unit or facility is designated, by whom and since when, and who is not; null for
    /// other kinds, and where nobody is known to belong to it.
    Sheet.@Nullable UnitListed ofUnit(Visitor visitor, Entity unit) {
        if (!UNITS.contains(unit.kind().code())) {
            return null;
        }
        var found = designations.unit(visitor.clearance(), unit);
        var told =
                found.members().stream()
                        .filter(one -> !one.id().equals(unit.id()) || !one.listed().isEmpty())
                        .toList();
        if (told.isEmpty()) {
            return null;
        }
        var titles =
                casebook.titles(visitor.clearance(), mentioned(told), visitor.language().locale());
        var rows =
                told.stream()
                        .sorted(
                                Comparator.comparing(
                                                (Designations.Member one) ->
                                                        !one.id().equals(unit.id()))
                                        .thenComparing(one -> titles.of(one.id())))
                        .map(one -> row(one, unit, titles))
                        .toList();
        return new Sheet.UnitListed(
                rows.stream().filter(row -> !row.by().isEmpty()).toList(),
                rows.stream().filter(row -> row.by().isEmpty()).toList(),
                found.more());
    }

    private static Collection<EntityId> mentioned(List<Designations.Member> members) {
        var mentioned = new HashSet<EntityId>();
        for (var one : members) {
            mentioned.add(one.id());
            Stream.concat(one.ties().stream(), one.listed().stream())
                    .forEach(
                            link -> {
                                mentioned.add(link.id());
                                link.values("authority").stream()
                                        .flatMap(value -> ClaimTellings.target(value).stream())
                                        .forEach(mentioned::add);
                            });
        }
        return mentioned;
    }

    private static Sheet.MemberRow row(Designations.Member member, Entity unit, Titles titles) {
        return new Sheet.MemberRow(
                member.id().toString(),
                titles.of(member.id()),
                member.id().equals(unit.id()),
                member.ties().stream()
                        .map(
                                tie ->
                                        new Sheet.SideValue(
                                                position(
                                                        tie,
                                                        tie.kind().code().equals("post")
                                                                ? titles.of(tie.id())
                                                                : ""),
                                                ClaimTellings.address(tie.id()),
                                                EntityDesk.when(tie, titles::words)))
                        .toList(),
                member.listed().stream().map(one -> by(one, titles)).toList());
    }

    private static Sheet.SideValue by(Entity designation, Titles titles) {
        var said = new LinkedHashMap<String, List<String>>();
        for (var property : List.of("authority", "date", "status")) {
            said.put(
                    property,
                    designation.values(property).stream()
                            .map(
                                    value ->
                                            titles.words(
                                                    designation.kind().propertyOr(property), value))
                            .toList());
        }
        return new Sheet.SideValue(
                said.get("authority").isEmpty()
                        ? titles.of(designation.id())
                        : String.join(", ", said.get("authority")),
                "/designations/" + designation.id(),
                Stream.concat(
                                said.get("date").stream(),
                                said.get("status").stream().reduce((_, last) -> last).stream())
                        .collect(java.util.stream.Collectors.joining(", ")));
    }
}
