package org.haetae.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Quote;
import org.haetae.casebook.Titles;
import org.haetae.law.Provision;
import org.haetae.names.HistoricDate;
import org.haetae.responsibility.Chain;
import org.haetae.responsibility.Chronology;
import org.haetae.responsibility.Responsibility;
import org.haetae.responsibility.Timing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae responsibility`.
@Command(
        name = "responsibility",
        header = "Tells who was over whom when something happened.",
        description = {
            "From an event or an act to the units involved, the line of command above them at that date, who held which post",
            "then, what is claimed of their power, knowledge and failure (Rome Statute, article 28), and the gaps; then all",
            "that is dated of it, in order. Derived from claims, which each answer names. No verdict on anybody."
        },
        mixinStandardHelpOptions = true)
final class ResponsibilityCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "EVENT",
            arity = "1..*",
            description = "id or key of an event, an act, a detention, a journey, or of a unit")
    private List<String> events = List.of();

    @Option(
            names = "--on",
            paramLabel = "DATE",
            description =
                    "asked for this day, such as 2011-01-14 (default: the dates that sources give)")
    private @Nullable String on;

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "en|ko",
            description = "of names and words (default: ${DEFAULT-VALUE})")
    private String language = "en";

    ResponsibilityCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("en", "ko").contains(language)) {
            throw new Misuse("--language is %s; it is en or ko".formatted(language));
        }
        var day = Optional.ofNullable(on).map(ResponsibilityCommand::day);
        var law = LawCommand.of(common.home());
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var responsibility =
                    new Responsibility(rooms.casebook(), ShownEntity.judgements(rooms), law);
            for (var event : events) {
                var id =
                        ShownEntity.id(event)
                                .or(() -> rooms.casebook().keyed(by, event))
                                .orElseThrow(() -> nothing(event));
                var chain = responsibility.chain(by, id, day).orElseThrow(() -> nothing(event));
                var chronology =
                        responsibility.chronology(by, id).orElseThrow(() -> nothing(event));
                Telling.of(this, rooms, by, event, chain, chronology).tell(chain, chronology);
            }
        }
        return Exit.DONE;
    }

    private static Misuse nothing(String event) {
        return new Misuse(
                "\"%s\" is no event, act, detention, journey or unit; give its id or key, as haetae show tells it"
                        .formatted(event));
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw new Misuse("--on is \"%s\"; expected a day such as 2011-01-14".formatted(typed));
        }
    }

    /// One row for each answer. For people each is one line.
    private record Telling(
            ResponsibilityCommand command,
            String asked,
            Titles titles,
            Locale locale,
            Map<ClaimId, Claim> cited) {

        static Telling of(
                ResponsibilityCommand command,
                Rooms rooms,
                Clearance by,
                String asked,
                Chain chain,
                Chronology chronology) {
            var ids = new LinkedHashSet<EntityId>(chain.entities());
            chronology.entries().forEach(one -> ids.add(one.entity().id()));
            chronology.undated().forEach(one -> ids.add(one.id()));
            var claims =
                    Stream.concat(
                                    chain.claims(),
                                    chronology.entries().stream()
                                            .flatMap(one -> one.claims().stream()))
                            .map(Claim::entity)
                            .collect(Collectors.toSet());
            var cited = new HashMap<ClaimId, Claim>();
            rooms.casebook().entities(by, claims).values().stream()
                    .flatMap(one -> one.claims().stream())
                    .forEach(one -> cited.put(one.id(), one));
            var locale = Locale.of(command.language);
            return new Telling(
                    command, asked, rooms.casebook().titles(by, ids, locale), locale, cited);
        }

        void tell(Chain chain, Chronology chronology) {
            chain.thens().forEach(this::then);
            chain.units().forEach(this::unit);
            chain.links().forEach(this::link);
            chain.holdings().forEach(this::holding);
            chain.persons().forEach(this::person);
            chain.gaps().forEach(this::gap);
            chronology.entries().forEach(this::entry);
            chronology.undated().forEach(this::undated);
        }

        private void row(Map<String, Object> row, Collection<Claim> claims, String words) {
            row.put("asked", asked);
            row.put("claims", claims(claims));
            if (command.common.json()) {
                command.terminal.row(row);
            } else {
                command.terminal.line(
                        "%-11s %s  [%d claims]"
                                .formatted(row.get("section"), words, claims.size()));
            }
        }

        private List<Map<String, Object>> claims(Collection<Claim> claims) {
            return claims.stream().map(this::claim).toList();
        }

        private Map<String, Object> claim(Claim one) {
            var row = new LinkedHashMap<String, Object>();
            row.put("claim", one.id().toString());
            row.put("entity", one.entity().toString());
            row.put("property", one.property());
            row.put("grade", one.grade().code());
            row.put("status", one.status().word());
            row.put(
                    "citations",
                    Optional.ofNullable(cited.get(one.id())).stream()
                            .flatMap(full -> full.citations().stream())
                            .map(Telling::citation)
                            .toList());
            return row;
        }

        private static Map<String, Object> citation(Citation one) {
            var row = new LinkedHashMap<String, Object>();
            row.put("item", one.item().toString());
            row.put("place", ShownEntity.place(one.locator()));
            one.quote().map(Quote::exact).ifPresent(words -> row.put("quote", words));
            return row;
        }

        private static Map<String, Object> section(String section) {
            var row = new LinkedHashMap<String, Object>();
            row.put("section", section);
            return row;
        }

        private void name(Map<String, Object> row, String key, EntityId entity) {
            row.put(key, entity.toString());
            row.put(key.equals("entity") ? "title" : key + "-title", titles.of(entity));
        }

        private static String word(Enum<?> one) {
            return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static List<Map<String, Object>> timings(List<Timing> timings) {
            return timings.stream().map(Telling::timing).toList();
        }

        private static Map<String, Object> timing(Timing one) {
            var row = new LinkedHashMap<String, Object>();
            row.put("at", word(one.at()));
            row.put("disputed", one.disputed());
            one.before().map(HistoricDate::edtf).ifPresent(date -> row.put("before", date));
            one.after().map(HistoricDate::edtf).ifPresent(date -> row.put("after", date));
            return row;
        }

        private static String words(List<Timing> timings) {
            return timings.stream()
                    .map(
                            one ->
                                    word(one.at())
                                            + (one.at().isGap()
                                                    ? one.before()
                                                                    .map(
                                                                            date ->
                                                                                    ", before: "
                                                                                            + date
                                                                                                    .edtf())
                                                                    .orElse("")
                                                            + one.after()
                                                                    .map(
                                                                            date ->
                                                                                    ", after: "
                                                                                            + date
                                                                                                    .edtf())
                                                                    .orElse("")
                                                    : ""))
                    .distinct()
                    .collect(Collectors.joining(" / ", "(", ")"));
        }

        private void then(Chain.Then one) {
            var row = section("date");
            row.put("date", one.date().edtf());
            row(row, one.claims(), one.date().edtf());
        }

        private void unit(Chain.Unit one) {
            var row = section("unit");
            name(row, "entity", one.id());
            row.put("level", one.level());
            row.put(
                    "reasons",
                    one.reasons().stream()
                            .map(
                                    reason -> {
                                        var data = new LinkedHashMap<String, Object>();
                                        data.put("why", word(reason.why()));
                                        reason.from().ifPresent(from -> name(data, "from", from));
                                        return data;
                                    })
                            .toList());
            row(
                    row,
                    one.reasons().stream().flatMap(reason -> reason.claims().stream()).toList(),
                    "%d %s: %s"
                            .formatted(
                                    one.level(),
                                    titles.of(one.id()),
                                    one.reasons().stream()
                                            .map(reason -> word(reason.why()))
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }

        private void link(Chain.Link one) {
            var row = section("link");
            name(row, "superior", one.superior());
            name(row, "subordinate", one.subordinate());
            row.put("by", one.by().id().toString());
            row.put("told-as", one.command() ? "command" : "structure");
            row.put("types", one.types());
            row.put("then", timings(one.timings()));
            row(
                    row,
                    one.claims(),
                    "%s over %s, %s %s"
                            .formatted(
                                    titles.of(one.superior()),
                                    titles.of(one.subordinate()),
                                    one.command() ? "command" : "structure only",
                                    words(one.timings())));
        }

        private void holding(Chain.Holding one) {
            var row = section("post");
            name(row, "person", one.person());
            name(row, "unit", one.unit());
            name(row, "entity", one.post().id());
            row.put("then", timings(one.timings()));
            row(
                    row,
                    one.post().claims().stream().filter(Claim::stands).toList(),
                    "%s %s".formatted(titles.of(one.post().id()), words(one.timings())));
        }

        private void person(Chain.Person one) {
            var row = section("person");
            name(row, "entity", one.id());
            row.put("named", one.named());
            row.put("level", one.level());
            row.put("elements", one.elements().stream().map(this::element).toList());
            row(
                    row,
                    one.part(),
                    "%s%s%s"
                            .formatted(
                                    titles.of(one.id()),
                                    one.named() ? ", named" : "",
                                    one.elements().stream()
                                            .map(
                                                    element ->
                                                            "; %s: %s"
                                                                    .formatted(
                                                                            word(element.asked()),
                                                                            element.isMissing()
                                                                                    ? "missing"
                                                                                    : "%d for, %d against"
                                                                                            .formatted(
                                                                                                    element.speaking()
                                                                                                            .size(),
                                                                                                    element.against()
                                                                                                            .size())))
                                            .collect(Collectors.joining())));
        }

        private Map<String, Object> element(Chain.Element one) {
            var row = new LinkedHashMap<String, Object>();
            row.put("asked", word(one.asked()));
            row.put("law", one.law().stream().map(Provision::code).toList());
            row.put("missing", one.isMissing());
            row.put("for", claims(one.speaking()));
            row.put("against", claims(one.against()));
            row.put("of-another-time", claims(one.elsewhen()));
            return row;
        }

        private void gap(Chain.Gap one) {
            var row = section("gap");
            row.put("missing", word(one.missing()));
            name(row, "entity", one.about());
            one.timing().ifPresent(timing -> row.put("then", timing(timing)));
            row(
                    row,
                    List.of(),
                    "%s: %s%s"
                            .formatted(
                                    word(one.missing()),
                                    titles.of(one.about()),
                                    one.timing()
                                            .map(timing -> " " + words(List.of(timing)))
                                            .orElse("")));
        }

        private void entry(Chronology.Entry one) {
            var row = section("chronology");
            row.put("date", one.date().edtf());
            name(row, "entity", one.entity().id());
            row.put("kind", one.entity().kind().code());
            row.put("property", one.property().code());
            row.put("rivals", one.rivals());
            row(
                    row,
                    one.claims(),
                    "%-22s %s: %s, %s"
                            .formatted(
                                    one.date().edtf(),
                                    one.entity().kind().label().in(locale),
                                    titles.of(one.entity().id()),
                                    one.property().label().in(locale)));
        }

        private void undated(Entity one) {
            var row = section("undated");
            name(row, "entity", one.id());
            row.put("kind", one.kind().code());
            row(
                    row,
                    List.of(),
                    "%s: %s".formatted(one.kind().label().in(locale), titles.of(one.id())));
        }
    }
}
