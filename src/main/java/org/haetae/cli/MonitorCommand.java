package org.haetae.cli;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.monitor.Account;
import org.haetae.monitor.Account.Count;
import org.haetae.monitor.Account.Vote;
import org.haetae.monitor.Monitor;
import org.haetae.names.HistoricDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae monitor`.
@Command(
        name = "monitor",
        header = "Tells what bound a state on a day, and what it did.",
        description = {
            "What bound a state on a day and what it had done by then: treaties with their reservations, duties with",
            "the conduct claimed beside each, reports, visits, resolutions, meetings, recommendations, commitments,",
            "sanctions and what it takes to lift them, figures with who gives them, counts on which sources differ, what was",
            "in force that day, and all of it in order of time. Derived from the claims of the casebook, which each answer names."
        },
        mixinStandardHelpOptions = true)
final class MonitorCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "STATE",
            arity = "1..*",
            description =
                    "three or two letters of ISO 3166-1 (PRK, KP), its name, or the id or key of its entity")
    private List<String> states = List.of();

    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            description =
                    "the day, such as 2018-06-30 (default: today); may be given several times")
    private List<String> asOf = List.of();

    @Option(
            names = "--language",
            defaultValue = "en",
            paramLabel = "en|ko",
            description = "of names and words (default: ${DEFAULT-VALUE})")
    private String language = "en";

    MonitorCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!List.of("en", "ko").contains(language)) {
            throw new Misuse("--language is %s; it is en or ko".formatted(language));
        }
        var days = asOf.stream().map(MonitorCommand::day).toList();
        var law = LawCommand.of(common.home());
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var monitor = new Monitor(rooms.casebook(), ShownEntity.judgements(rooms), law);
            var locale = Locale.of(language);
            var today = LocalDate.ofInstant(rooms.clock().instant(), ZoneOffset.UTC);
            for (var state : states) {
                var found =
                        monitor.state(by, state)
                                .orElseThrow(
                                        () ->
                                                new Misuse(
                                                        "the casebook has no state \"%s\"; give its letters (PRK), its name as recorded, or the id or key of its entity. A state is an organisation of the kind \"state\""
                                                                .formatted(state)));
                for (var day : days.isEmpty() ? List.of(today) : days) {
                    var account = monitor.account(by, found, day);
                    var titles = rooms.casebook().titles(by, account.entities(), locale);
                    new Telling(state, law, titles, locale).tell(account);
                }
            }
        }
        return Exit.DONE;
    }

    private static LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw new Misuse(
                    "--as-of is \"%s\"; expected a day such as 2018-06-30".formatted(typed));
        }
    }

    /// One row for each answer. For people each is one line.
    private final class Telling {

        private final String asked;
        private final Law law;
        private final Titles titles;
        private final Locale locale;
        private String day = "";

        Telling(String asked, Law law, Titles titles, Locale locale) {
            this.asked = asked;
            this.law = law;
            this.titles = titles;
            this.locale = locale;
        }

        void tell(Account account) {
            day = account.asOf().toString();
            account.treaties().forEach(this::treaty);
            account.duties().forEach(one -> duty("duty", null, one));
            account.reports().forEach(this::report);
            account.visits().forEach(one -> dealing("visit", one));
            account.dealings().forEach(one -> dealing("dealing", one));
            account.resolutions().forEach(this::resolution);
            account.meetings().forEach(this::series);
            account.recommendations().forEach(this::recommendation);
            account.commitments().forEach(this::commitment);
            account.rounds().forEach(this::rounds);
            account.designations().forEach(this::listing);
            account.statutes().forEach(this::statute);
            account.figures().forEach(one -> figure("figure", one));
            account.disputes().forEach(this::dispute);
            account.held().forEach(this::held);
            account.timeline().forEach(this::entry);
        }

        private void row(Map<String, Object> row, List<ClaimId> claims, String words) {
            row.put("state", asked);
            row.put("as-of", day);
            row.put("claims", claims.stream().map(ClaimId::toString).toList());
            if (common.json()) {
                terminal.row(row);
            } else {
                terminal.line(
                        "%-15s %s  [%d claims]"
                                .formatted(row.get("section"), words, claims.size()));
            }
        }

        private static Map<String, Object> section(String section) {
            var row = new LinkedHashMap<String, Object>();
            row.put("section", section);
            return row;
        }

        private void name(Map<String, Object> row, EntityId entity) {
            row.put("entity", entity.toString());
            row.put("title", titles.of(entity));
        }

        private List<String> names(Collection<EntityId> entities) {
            return entities.stream().map(titles::of).toList();
        }

        private static void date(Map<String, Object> row, String key, Optional<HistoricDate> date) {
            date.ifPresent(one -> row.put(key, one.edtf()));
        }

        private static String on(Optional<HistoricDate> date) {
            return date.map(HistoricDate::edtf).orElse("(no date)");
        }

        private static String word(Enum<?> one) {
            return one.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static void vote(Map<String, Object> row, Vote vote) {
            row.put("voting", vote.voting());
            vote.inFavour().ifPresent(one -> row.put("in-favour", one));
            vote.against().ifPresent(one -> row.put("against", one));
            vote.abstaining().ifPresent(one -> row.put("abstaining", one));
        }

        private void treaty(Account.Treaty one) {
            var row = section("treaty");
            name(row, one.entity());
            one.instrument().ifPresent(code -> row.put("instrument", code));
            row.put("standing", word(one.standing()));
            date(row, "since", one.since());
            one.bound().ifPresent(day -> row.put("bound", day.toString()));
            row.put("actions", one.actions().stream().map(Telling::action).toList());
            row.put("reserved", one.reserved().stream().map(Telling::action).toList());
            row(
                    row,
                    one.claims(),
                    "%s: %s since %s%s"
                            .formatted(
                                    titles.of(one.entity()),
                                    word(one.standing()),
                                    on(one.since()),
                                    one.reserved().isEmpty()
                                            ? ""
                                            : ", %d reservations or declarations"
                                                    .formatted(one.reserved().size())));
        }

        private static Map<String, Object> action(Account.Action one) {
            var row = new LinkedHashMap<String, Object>();
            row.put("entity", one.entity().toString());
            row.put("action", one.actions());
            date(row, "date", one.date());
            row.put("article", one.articles());
            row.put("words", one.words());
            row.put("claims", one.claims().stream().map(ClaimId::toString).toList());
            return row;
        }

        private void duty(String section, @Nullable String instrument, Account.Duty one) {
            var row = section(section);
            if (instrument != null) {
                row.put("instrument", instrument);
            }
            var provision = one.provision().flatMap(law::provision);
            provision.ifPresent(found -> provision(row, found));
            row.put("standing", word(one.standing()));
            row.put(
                    "told",
                    one.told().stream()
                            .map(
                                    told ->
                                            Map.of(
                                                    "entity", told.entity().toString(),
                                                    "title", titles.of(told.entity()),
                                                    "performance", told.performance()))
                            .toList());
            row.put(
                    "conduct",
                    one.conduct().stream()
                            .map(
                                    conduct -> {
                                        var data = new LinkedHashMap<String, Object>();
                                        name(data, conduct.entity());
                                        data.put("acts", conduct.acts());
                                        date(data, "date", conduct.date());
                                        data.put("denials", names(conduct.denials()));
                                        data.put(
                                                "claims",
                                                conduct.claims().stream()
                                                        .map(ClaimId::toString)
                                                        .toList());
                                        return data;
                                    })
                            .toList());
            row(
                    row,
                    one.claims(),
                    "%s%s: %d acts or policies claimed"
                            .formatted(
                                    provision
                                            .map(
                                                    found ->
                                                            "%s, %s. %s"
                                                                    .formatted(
                                                                            law.instrumentOf(
                                                                                            found
                                                                                                    .code())
                                                                                    .orElseThrow()
                                                                                    .label()
                                                                                    .in(locale),
                                                                            found.article(),
                                                                            found.label()
                                                                                    .in(locale)))
                                            .orElse(""),
                                    one.told().stream()
                                            .map(
                                                    told ->
                                                            " «%s» %s"
                                                                    .formatted(
                                                                            titles.of(
                                                                                    told.entity()),
                                                                            told.performance()))
                                            .collect(Collectors.joining()),
                                    one.conduct().size()));
        }

        private void provision(Map<String, Object> row, Provision provision) {
            row.put("provision", provision.code());
            row.put("article", provision.article());
            row.put("label", provision.label().in(locale));
        }

        private void report(Account.Report one) {
            var row = section("report");
            row.put("bodies", names(one.bodies()));
            date(row, "due", one.due());
            date(row, "received", one.received());
            row.put("timing", word(one.timing()));
            one.days().ifPresent(days -> row.put("days", days));
            row(
                    row,
                    one.claims(),
                    "%s: due %s, received %s: %s%s"
                            .formatted(
                                    names(one.bodies()),
                                    on(one.due()),
                                    on(one.received()),
                                    word(one.timing()),
                                    one.days().isPresent()
                                            ? ", %d days".formatted(one.days().getAsLong())
                                            : ""));
        }

        private void dealing(String section, Account.Dealing one) {
            var row = section(section);
            name(row, one.entity());
            row.put("bodies", names(one.bodies()));
            row.put("types", one.types());
            row.put("answers", one.answers());
            row.put("outcome", word(one.outcome()));
            date(row, "date", one.date());
            row(
                    row,
                    one.claims(),
                    "%s %s %s: %s"
                            .formatted(
                                    on(one.date()),
                                    names(one.bodies()),
                                    one.types(),
                                    word(one.outcome())));
        }

        private void resolution(Account.Resolution one) {
            var row = section("resolution");
            name(row, one.entity());
            row.put("bodies", names(one.bodies()));
            date(row, "date", one.date());
            vote(row, one.vote());
            row(
                    row,
                    one.claims(),
                    "%s %s %s"
                            .formatted(
                                    on(one.date()), titles.of(one.entity()), one.vote().voting()));
        }

        private void series(Account.Series one) {
            var row = section("meetings");
            row.put("bodies", names(one.bodies()));
            row.put("subjects", List.copyOf(one.subjects()));
            row.put(
                    "meetings",
                    one.meetings().stream()
                            .map(
                                    meeting -> {
                                        var data = new LinkedHashMap<String, Object>();
                                        name(data, meeting.entity());
                                        date(data, "date", meeting.date());
                                        data.put("agenda-items", meeting.items());
                                        vote(data, meeting.vote());
                                        meeting.inRow().ifPresent(row2 -> data.put("in-row", row2));
                                        data.put("said", meeting.said());
                                        data.put(
                                                "claims",
                                                meeting.claims().stream()
                                                        .map(ClaimId::toString)
                                                        .toList());
                                        return data;
                                    })
                            .toList());
            row.put("in-row", one.inRow());
            one.first().ifPresent(year -> row.put("first", year));
            one.last().ifPresent(year -> row.put("last", year));
            row.put("unbroken", one.unbroken());
            row.put("missed", one.missed());
            row(
                    row,
                    one.claims(),
                    "%s %s: %d meetings, %d years in a row to %s%s"
                            .formatted(
                                    names(one.bodies()),
                                    one.subjects(),
                                    one.meetings().size(),
                                    one.inRow(),
                                    one.last().map(String::valueOf).orElse("?"),
                                    one.unbroken() ? "" : "; none in " + one.missed()));
        }

        private void recommendation(Account.Recommendation one) {
            var row = section("recommendation");
            name(row, one.entity());
            row.put("by", names(one.by()));
            date(row, "date", one.date());
            row.put("answers", one.answers());
            row.put("carried-out", one.carriedOut());
            row(
                    row,
                    one.claims(),
                    "%s %s: answer %s, carried out %s"
                            .formatted(
                                    on(one.date()),
                                    titles.of(one.entity()),
                                    one.answers(),
                                    one.carriedOut()));
        }

        private void commitment(Account.Commitment one) {
            var row = section("commitment");
            name(row, one.entity());
            row.put("to", names(one.to()));
            date(row, "date", one.date());
            date(row, "due", one.due());
            row.put("status", one.status());
            row.put("done", one.done());
            row.put("evidence", names(one.evidence()));
            row(
                    row,
                    one.claims(),
                    "%s %s: %s".formatted(on(one.date()), titles.of(one.entity()), one.status()));
        }

        private void rounds(Account.Rounds one) {
            var row = section("rounds");
            row.put("authorities", names(one.authorities()));
            row.put(
                    "rounds",
                    one.rounds().stream()
                            .map(
                                    round -> {
                                        var data = new LinkedHashMap<String, Object>();
                                        name(data, round.entity());
                                        date(data, "date", round.date());
                                        data.put("stated", round.stated());
                                        count(data, "persons", round.persons());
                                        count(data, "bodies", round.bodies());
                                        data.put(
                                                "claims",
                                                round.claims().stream()
                                                        .map(ClaimId::toString)
                                                        .toList());
                                        return data;
                                    })
                            .toList());
            count(row, "persons", one.persons());
            count(row, "bodies", one.bodies());
            row.put(
                    "totals",
                    one.totals().stream()
                            .map(
                                    total -> {
                                        var data = new LinkedHashMap<String, Object>();
                                        name(data, total.entity());
                                        data.put("unit", total.unit());
                                        count(data, "stated", Optional.of(total.stated()));
                                        data.put("agrees", total.agrees());
                                        return data;
                                    })
                            .toList());
            row(
                    row,
                    one.claims(),
                    "%s: %d rounds, %s persons and %s bodies"
                            .formatted(
                                    names(one.authorities()),
                                    one.rounds().size(),
                                    number(one.persons()),
                                    number(one.bodies())));
        }

        /// A number, or a list of the least and the most where sources differ.
        private static void count(Map<String, Object> row, String key, Optional<Count> count) {
            count.ifPresent(
                    one ->
                            row.put(
                                    key,
                                    one.low().compareTo(one.high()) == 0
                                            ? (Object) one.low()
                                            : List.<BigDecimal>of(one.low(), one.high())));
        }

        private static String number(Optional<Count> count) {
            return count.map(
                            one ->
                                    one.low().compareTo(one.high()) == 0
                                            ? one.low().toPlainString()
                                            : "%s to %s"
                                                    .formatted(
                                                            one.low().toPlainString(),
                                                            one.high().toPlainString()))
                    .orElse("an unknown number of");
        }

        private void listing(Account.Listing one) {
            var row = section("designation");
            name(row, one.entity());
            row.put("targets", names(one.targets()));
            row.put("authorities", names(one.authorities()));
            date(row, "date", one.date());
            row(
                    row,
                    one.claims(),
                    "%s %s by %s"
                            .formatted(
                                    on(one.date()),
                                    names(one.targets()),
                                    names(one.authorities())));
        }

        private void statute(Account.Statute one) {
            var row = section("statute");
            one.instrument().ifPresent(code -> row.put("instrument", code));
            row.put(
                    "label",
                    one.instrument()
                            .flatMap(law::instrumentOf)
                            .map(found -> found.label().in(locale))
                            .orElseGet(() -> String.join(", ", names(one.entities()))));
            row.put("in-force", one.inForce());
            row.put("criteria", one.asked());
            row.put("quoted", one.quoted());
            row.put("met", one.met());
            row(
                    row,
                    List.of(),
                    "%s: %d criteria for suspension, %d quoted by sources, %d met"
                            .formatted(row.get("label"), one.asked(), one.quoted(), one.met()));
            var label = one.instrument().orElseGet(() -> row.get("label").toString());
            one.duties().forEach(duty -> duty("statute-duty", label, duty));
            one.criteria().forEach(criterion -> criterion(label, criterion));
        }

        private void criterion(String instrument, Account.Criterion one) {
            var row = section("criterion");
            row.put("instrument", instrument);
            var provision = one.provision().flatMap(law::provision);
            provision.ifPresent(found -> provision(row, found));
            row.put("told", names(one.told()));
            row.put("quoted", one.quoted());
            row.put("met", one.met());
            row.put("evidence", names(one.evidence()));
            row.put("evidence-against", names(one.against()));
            row.put("claims-for", one.speaking().stream().map(ClaimId::toString).toList());
            row.put("claims-against", one.denying().stream().map(ClaimId::toString).toList());
            row(
                    row,
                    one.claims(),
                    "%s: quoted %d times, %d for, %d against, %s"
                            .formatted(
                                    provision
                                            .map(
                                                    found ->
                                                            found.article()
                                                                    + " "
                                                                    + found.label().in(locale))
                                            .orElseGet(() -> String.join(", ", names(one.told()))),
                                    one.quoted(),
                                    one.speaking().size(),
                                    one.denying().size(),
                                    one.met().isEmpty()
                                            ? "nobody says that it is met"
                                            : String.join(", ", one.met())));
        }

        // ---- figures and time

        private void figure(String section, Account.Figure one) {
            var row = section(section);
            row.putAll(data(one));
            row(row, one.claims(), words(one));
        }

        private Map<String, Object> data(Account.Figure one) {
            var row = new LinkedHashMap<String, Object>();
            name(row, one.entity());
            row.put("of", one.of());
            row.put("about", names(one.about()));
            row.put("values", one.values().stream().map(Values::map).toList());
            date(row, "figure-as-of", one.asOf());
            row.put("claimants", names(one.claimants()));
            row.put("interests", one.interests());
            row.put("methods", one.methods());
            return row;
        }

        private String words(Account.Figure one) {
            return "%s %s: %s, by %s, interest %s"
                    .formatted(
                            on(one.asOf()),
                            titles.of(one.entity()),
                            one.values().stream()
                                    .map(Telling::number)
                                    .collect(Collectors.joining(" / ")),
                            one.claimants().isEmpty() ? "(nobody named)" : names(one.claimants()),
                            one.interests().isEmpty() ? "(not told)" : one.interests());
        }

        private static String number(Value.Number one) {
            var low = one.low().map(BigDecimal::toPlainString);
            var high = one.high().map(BigDecimal::toPlainString);
            return (low.equals(high)
                            ? low.orElse("?")
                            : low.orElse("?") + " to " + high.orElse("?"))
                    + one.unit().map(unit -> " " + unit).orElse("");
        }

        private void dispute(Account.Dispute one) {
            var row = section("dispute");
            name(row, one.about());
            one.property().ifPresent(code -> row.put("property", code));
            row.put(
                    "figures",
                    one.figures().stream()
                            .map(
                                    figure -> {
                                        var data = data(figure);
                                        data.put(
                                                "claims",
                                                figure.claims().stream()
                                                        .map(ClaimId::toString)
                                                        .toList());
                                        return data;
                                    })
                            .toList());
            row(
                    row,
                    one.figures().stream().flatMap(figure -> figure.claims().stream()).toList(),
                    "%s: %s"
                            .formatted(
                                    titles.of(one.about()),
                                    one.figures().stream()
                                            .map(this::words)
                                            .collect(Collectors.joining(" | "))));
        }

        private void held(Account.Held one) {
            var row = section("in-force");
            row.put("sort", word(one.sort()));
            name(row, one.entity());
            date(row, "since", one.since());
            row.put("sure", one.sure());
            row(
                    row,
                    one.claims(),
                    "%s %s since %s%s"
                            .formatted(
                                    word(one.sort()),
                                    titles.of(one.entity()),
                                    on(one.since()),
                                    one.sure() ? "" : ", may have held"));
        }

        private void entry(Account.Entry one) {
            var row = section("timeline");
            date(row, "date", one.date());
            row.put("of", one.section());
            name(row, one.entity());
            row(
                    row,
                    one.claims(),
                    "%s %s: %s".formatted(on(one.date()), one.section(), titles.of(one.entity())));
        }
    }
}
