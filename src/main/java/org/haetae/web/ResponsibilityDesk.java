package org.haetae.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.atlas.Net;
import org.haetae.atlas.Ranks;
import org.haetae.atlas.Window;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Quote;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Titles;
import org.haetae.law.Law;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgements;
import org.haetae.responsibility.Chain;
import org.haetae.responsibility.Chronology;
import org.haetae.responsibility.Responsibility;
import org.haetae.responsibility.Timing;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Who was over whom when something happened, what is claimed of their power, knowledge and
/// failure, and what is not known of all that: as a drawing and as tables.
@Controller
final class ResponsibilityDesk {

    private static final int WIDTH = 1440;
    private static final int MOST_IN_ROW = 7;
    private static final int ASIDE = 90;

    private final Casebook casebook;
    private final Responsibility responsibility;

    ResponsibilityDesk(Rooms rooms, Judgements judgements, Law law) {
        this.casebook = rooms.casebook();
        this.responsibility = new Responsibility(rooms.casebook(), judgements, law);
    }

    /// @param on a day; empty for the dates that sources give
    @GetMapping("/responsibility/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer responsibility(
            @PathVariable UUID id, @RequestParam(defaultValue = "") String on, Visitor visitor) {
        Clearance by = visitor.clearance();
        EntityId entity = new EntityId(id);
        Chronology chronology = responsibility.chronology(by, entity).orElseThrow(NotHere::new);
        Optional<LocalDate> day = day(on);
        Optional<Chain> chain = responsibility.chain(by, entity, day);
        return Telling.of(casebook, visitor, chain, chronology)
                .sheet(
                        day.map(LocalDate::toString).orElse(""),
                        day.isEmpty() && !on.isBlank() ? "entity.as-of.wrong" : null);
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// A chain and a chronology in the words of one language.
    ///
    /// @param cited the claims with their citations
    private record Telling(
            Optional<Chain> chain,
            Chronology chronology,
            Schema schema,
            Titles titles,
            Map<ClaimId, Claim> cited,
            Locale locale) {

        static Telling of(
                Casebook casebook, Visitor visitor, Optional<Chain> chain, Chronology chronology) {
            Set<EntityId> ids = new LinkedHashSet<>(Set.of(chronology.subject().id()));
            chain.ifPresent(one -> ids.addAll(one.entities()));
            chronology.entries().forEach(one -> ids.add(one.entity().id()));
            chronology.undated().forEach(one -> ids.add(one.id()));
            chain.stream()
                    .flatMap(Chain::claims)
                    .flatMap(claim -> claim.value().stream())
                    .flatMap(value -> ClaimTellings.target(value).stream())
                    .forEach(ids::add);
            Map<ClaimId, Claim> cited = new HashMap<>();
            casebook
                    .entities(
                            visitor.clearance(),
                            chain.stream()
                                    .flatMap(Chain::claims)
                                    .map(Claim::entity)
                                    .collect(Collectors.toSet()))
                    .values()
                    .stream()
                    .flatMap(one -> one.claims().stream())
                    .forEach(one -> cited.put(one.id(), one));
            Locale locale = visitor.language().locale();
            return new Telling(
                    chain,
                    chronology,
                    casebook.schema(),
                    casebook.titles(visitor.clearance(), ids, locale),
                    cited,
                    locale);
        }

        Sheet.Responsibility sheet(String on, @Nullable String problem) {
            EntityId subject = chronology.subject().id();
            Drawing drawing = chain.map(this::drawn).orElse(Drawing.NONE);
            return new Sheet.Responsibility(
                    subject.toString(),
                    titles.of(subject),
                    chain.isPresent(),
                    on,
                    all(Chain::thens).stream()
                            .map(
                                    one ->
                                            new Sheet.Saying(
                                                    Drawn.date(one.date(), locale),
                                                    null,
                                                    marks(one.claims())))
                            .toList(),
                    drawing.size(),
                    drawing.lines(),
                    drawing.nodes(),
                    all(Chain::gaps).stream().map(this::gap).toList(),
                    all(Chain::units).stream().map(this::unit).toList(),
                    all(Chain::links).stream().filter(one -> !one.isOut()).map(this::over).toList(),
                    all(Chain::links).stream().filter(Chain.Link::isOut).map(this::over).toList(),
                    all(Chain::holdings).stream()
                            .filter(one -> !one.isOut())
                            .map(this::held)
                            .toList(),
                    all(Chain::holdings).stream()
                            .filter(Chain.Holding::isOut)
                            .map(this::held)
                            .toList(),
                    all(Chain::persons).stream().map(this::somebody).toList(),
                    chronology.entries().stream().map(this::entry).toList(),
                    chronology.undated().stream()
                            .map(
                                    one ->
                                            new Sheet.Saying(
                                                    kindly(one),
                                                    ClaimTellings.address(one.id()),
                                                    List.of()))
                            .toList(),
                    problem);
        }

        private <T> List<T> all(Function<Chain, List<T>> what) {
            return chain.map(what).orElse(List.of());
        }

        // ---- words

        private String kindly(Entity one) {
            return "%s: %s".formatted(one.kind().label().in(locale), titles.of(one.id()));
        }

        private Sheet.Saying named(EntityId id) {
            return new Sheet.Saying(titles.of(id), ClaimTellings.address(id), List.of());
        }

        private static String word(Enum<?> one) {
            return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static List<Sheet.Source> marks(Collection<Claim> claims) {
            return claims.stream().map(Drawn::source).distinct().toList();
        }

        private Property property(Claim claim) {
            return schema.kindOr(claim.kind()).propertyOr(claim.property());
        }

        private String said(Claim claim) {
            Property property = property(claim);
            return "%s: %s"
                    .formatted(
                            property.label().in(locale),
                            claim.value().map(value -> titles.words(property, value)).orElse(""));
        }

        private List<Sheet.Responsibility.Quoted> quoted(Collection<Claim> claims) {
            return claims.stream().map(this::quoted).toList();
        }

        private Sheet.Responsibility.Quoted quoted(Claim claim) {
            Optional<Citation> first =
                    Optional.ofNullable(cited.get(claim.id())).stream()
                            .flatMap(one -> one.citations().stream())
                            .findFirst();
            return new Sheet.Responsibility.Quoted(
                    Drawn.source(claim),
                    said(claim),
                    first.flatMap(Citation::quote).map(Quote::exact).orElse(""),
                    first.map(one -> one.item().toString()).orElse(null));
        }

        /// Claims that say the same, as one.
        private List<Sheet.Saying> sayings(Collection<Claim> claims) {
            Map<String, List<Claim>> bySaying = new LinkedHashMap<>();
            claims.forEach(
                    one -> bySaying.computeIfAbsent(said(one), said -> new ArrayList<>()).add(one));
            return bySaying.entrySet().stream()
                    .map(
                            one ->
                                    new Sheet.Saying(
                                            one.getKey(),
                                            ClaimTellings.address(
                                                    one.getValue().getFirst().entity()),
                                            marks(one.getValue())))
                    .toList();
        }

        // ---- time

        private List<Sheet.Responsibility.Then> thens(List<Timing> timings) {
            List<Chain.Then> dates = all(Chain::thens);
            List<Sheet.Responsibility.Then> thens = new ArrayList<>();
            // Said once where it is the same for all dates.
            boolean same = timings.stream().distinct().count() < 2;
            for (int i = 0; i < (same ? Math.min(1, timings.size()) : timings.size()); i++) {
                thens.add(
                        then(same ? "" : Drawn.date(dates.get(i).date(), locale), timings.get(i)));
            }
            return thens;
        }

        private Sheet.Responsibility.Then then(String date, Timing timing) {
            return new Sheet.Responsibility.Then(
                    date,
                    word(timing.at()),
                    timing.disputed(),
                    date(timing.before()),
                    date(timing.after()));
        }

        private String date(Optional<HistoricDate> date) {
            return date.map(one -> Drawn.date(one, locale)).orElse("");
        }

        // ---- rows

        private Sheet.Responsibility.Gap gap(Chain.Gap one) {
            return new Sheet.Responsibility.Gap(
                    "responsibility.missing." + word(one.missing()),
                    named(one.about()),
                    one.timing().map(timing -> List.of(then("", timing))).orElse(List.of()));
        }

        private Sheet.Responsibility.Unit unit(Chain.Unit one) {
            return new Sheet.Responsibility.Unit(
                    named(one.id()),
                    one.level(),
                    one.reasons().stream()
                            .map(
                                    reason ->
                                            new Sheet.Responsibility.Reason(
                                                    "responsibility.why." + word(reason.why()),
                                                    reason.from().map(this::named).orElse(null),
                                                    quoted(reason.claims())))
                            .toList());
        }

        private Sheet.Responsibility.Over over(Chain.Link one) {
            return new Sheet.Responsibility.Over(
                    named(one.superior()),
                    named(one.subordinate()),
                    one.command() ? one.by().id().toString() : null,
                    one.types().stream().map(this::commandType).collect(Collectors.joining(", ")),
                    one.command() ? Drawn.times(one.by(), titles, locale) : List.of(),
                    thens(one.timings()),
                    quoted(one.claims()));
        }

        private String commandType(String code) {
            return Optional.ofNullable(schema.vocabularies().get("command-types"))
                    .flatMap(terms -> terms.term(code))
                    .map(term -> term.label().in(locale))
                    .orElse(code);
        }

        private Sheet.Responsibility.Held held(Chain.Holding one) {
            return new Sheet.Responsibility.Held(
                    named(one.person()),
                    named(one.post().id()),
                    named(one.unit()),
                    Drawn.times(one.post(), titles, locale),
                    thens(one.timings()),
                    quoted(one.post().claims().stream().filter(Claim::stands).toList()));
        }

        private Sheet.Responsibility.Somebody somebody(Chain.Person one) {
            return new Sheet.Responsibility.Somebody(
                    named(one.id()),
                    one.named(),
                    sayings(one.part()),
                    one.elements().stream().map(this::element).toList());
        }

        private Sheet.Responsibility.Element element(Chain.Element one) {
            return new Sheet.Responsibility.Element(
                    "responsibility.asked." + word(one.asked()),
                    one.law().stream()
                            .map(
                                    law ->
                                            new Sheet.Saying(
                                                    law.article() + " " + law.label().in(locale),
                                                    "/law#" + law.code(),
                                                    List.of()))
                            .toList(),
                    sayings(one.speaking()),
                    sayings(one.against()),
                    sayings(one.elsewhen()));
        }

        private Sheet.Responsibility.Entry entry(Chronology.Entry one) {
            return new Sheet.Responsibility.Entry(
                    Drawn.date(one.date(), locale),
                    new Sheet.Saying(
                            kindly(one.entity()),
                            ClaimTellings.address(one.entity().id()),
                            List.of()),
                    one.property().label().in(locale),
                    one.rivals(),
                    marks(one.claims()));
        }

        // ---- the drawing

        private record Drawing(String size, List<Sheet.Line> lines, List<Sheet.Node> nodes) {
            static final Drawing NONE = new Drawing("", List.of(), List.of());
        }

        /// What happened at the foot, units above it by levels, people on the level of their unit.
        private Drawing drawn(Chain of) {
            Map<EntityId, Integer> ranks = new LinkedHashMap<>();
            EntityId subject = of.subject().id();
            ranks.put(subject, -1);
            of.units().forEach(one -> ranks.putIfAbsent(one.id(), 2 * one.level()));
            of.persons().forEach(one -> ranks.putIfAbsent(one.id(), 2 * one.level() + 1));
            List<Tie> ties = ties(of, ranks.keySet());
            List<EntityId> order = List.copyOf(ranks.keySet());
            Map<EntityId, Integer> number = new HashMap<>();
            order.forEach(id -> number.put(id, number.size()));
            List<Integer> rankOf = order.stream().map(ranks::get).toList();
            int rows = Ranks.rows(rankOf, MOST_IN_ROW);
            int height = rows > 11 ? 1900 : rows > 7 ? 1200 : 860;
            List<Window.Spot> laid =
                    Ranks.laid(
                            rankOf,
                            ties.stream()
                                    .map(
                                            one ->
                                                    new Net.Tie(
                                                            at(number, one.from()),
                                                            at(number, one.to()),
                                                            true))
                                    .toList(),
                            WIDTH,
                            height,
                            MOST_IN_ROW);
            // People stand beside the line that goes through their unit.
            Set<EntityId> people =
                    of.persons().stream().map(Chain.Person::id).collect(Collectors.toSet());
            List<Window.Spot> spots =
                    order.stream()
                            .map(
                                    id ->
                                            people.contains(id)
                                                    ? aside(laid.get(at(number, id)))
                                                    : laid.get(at(number, id)))
                            .toList();
            return new Drawing(
                    height > 1500 ? "tall" : height > 1000 ? "high" : "",
                    ties.stream()
                            .map(
                                    one ->
                                            line(
                                                    one,
                                                    spots.get(at(number, one.from())),
                                                    spots.get(at(number, one.to())),
                                                    height))
                            .toList(),
                    order.stream()
                            .map(id -> node(id, spots.get(at(number, id)), height, subject))
                            .toList());
        }

        private static Window.Spot aside(Window.Spot spot) {
            return new Window.Spot(Math.min(spot.x() + ASIDE, WIDTH - ASIDE), spot.y());
        }

        private static int at(Map<EntityId, Integer> number, EntityId id) {
            return number.getOrDefault(id, 0);
        }

        /// @param standing `held`, `unknown` or `undated`
        private record Tie(
                EntityId from, EntityId to, String kind, String standing, boolean down) {}

        private List<Tie> ties(Chain of, Set<EntityId> nodes) {
            EntityId subject = of.subject().id();
            return Stream.of(
                            of.units().stream()
                                    .filter(one -> one.level() == 0 && !one.id().equals(subject))
                                    .map(one -> new Tie(one.id(), subject, "unit", "held", false)),
                            of.persons().stream()
                                    .filter(Chain.Person::named)
                                    .map(one -> new Tie(one.id(), subject, "act", "held", false)),
                            of.links().stream()
                                    .filter(one -> !one.isOut())
                                    .map(
                                            one ->
                                                    new Tie(
                                                            one.superior(),
                                                            one.subordinate(),
                                                            "command",
                                                            standing(one.timings()),
                                                            true)),
                            of.holdings().stream()
                                    .filter(one -> !one.isOut())
                                    .map(
                                            one ->
                                                    new Tie(
                                                            one.person(),
                                                            one.unit(),
                                                            "post",
                                                            standing(one.timings()),
                                                            false)))
                    .flatMap(one -> one)
                    .filter(one -> nodes.contains(one.from()) && nodes.contains(one.to()))
                    .distinct()
                    .toList();
        }

        /// By the firmest of the dates.
        private static String standing(List<Timing> timings) {
            return switch (timings.stream()
                    .map(Timing::at)
                    .min(Comparator.naturalOrder())
                    .orElse(Timing.At.UNDATED)) {
                case HELD -> "held";
                case WITHIN, BETWEEN, SINCE, UNTIL, BEFORE, AFTER, ENDED, NOT_BEGUN -> "unknown";
                case UNDATED -> "undated";
            };
        }

        private Sheet.Line line(Tie tie, Window.Spot from, Window.Spot to, int height) {
            return new Sheet.Line(
                    Drawn.across(from.x(), WIDTH),
                    Drawn.across(from.y(), height),
                    Drawn.across(to.x(), WIDTH),
                    Drawn.across(to.y(), height),
                    tie.standing(),
                    tie.kind(),
                    tie.down(),
                    "%s – %s".formatted(titles.of(tie.from()), titles.of(tie.to())));
        }

        private Sheet.Node node(EntityId id, Window.Spot spot, int height, EntityId subject) {
            return new Sheet.Node(
                    Drawn.across(spot.x(), WIDTH),
                    Drawn.across(spot.y(), height),
                    titles.kind(id).map(Drawn::sign).orElse("circle"),
                    id.toString(),
                    titles.of(id),
                    Drawn.brief(titles.of(id)),
                    true,
                    id.equals(subject));
        }
    }
}
