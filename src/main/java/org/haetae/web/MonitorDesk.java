package org.haetae.web;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.monitor.Account;
import org.haetae.monitor.Account.Count;
import org.haetae.monitor.Account.Vote;
import org.haetae.monitor.Monitor;
import org.haetae.monitor.State;
import org.haetae.names.DateWords;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgements;
import org.haetae.web.Sheet.Monitor.Bit;
import org.haetae.web.Sheet.Monitor.Block;
import org.haetae.web.Sheet.Monitor.Chapter;
import org.haetae.web.Sheet.Monitor.Row;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// What bound a state on a day and what it did: every answer with the claims that it follows from.
@Controller
final class MonitorDesk {

    private final Casebook casebook;
    private final Monitor monitor;
    private final Clock clock;

    MonitorDesk(Rooms rooms, Judgements judgements, Law law) {
        this.casebook = rooms.casebook();
        this.monitor = new Monitor(rooms.casebook(), judgements, law);
        this.clock = rooms.clock();
    }

    @GetMapping("/monitor")
    @Needs(Permission.READ_CLAIMS)
    Answer ask(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(name = "as-of", defaultValue = "") String asOf,
            Visitor visitor) {
        return account(state, asOf, visitor);
    }

    /// @param state its letters, name, id or key
    @GetMapping("/monitor/{state}")
    @Needs(Permission.READ_CLAIMS)
    Answer account(
            @PathVariable String state,
            @RequestParam(name = "as-of", defaultValue = "") String asOf,
            Visitor visitor) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<LocalDate> day = day(asOf, today);
        if (state.isBlank() || day.isEmpty()) {
            return nothing(state, asOf, day.isEmpty() ? "entity.as-of.wrong" : null);
        }
        Optional<State> found = monitor.state(visitor.clearance(), state.strip());
        if (found.isEmpty()) {
            return nothing(state, asOf, "monitor.none");
        }
        Account account = monitor.account(visitor.clearance(), found.get(), day.get());
        Locale locale = visitor.language().locale();
        Titles titles = casebook.titles(visitor.clearance(), account.entities(), locale);
        EntityId entity = account.state().entities().iterator().next();
        return new Sheet.Monitor(
                state,
                day.get().toString(),
                titles.of(entity),
                entity.toString(),
                null,
                new Telling(monitor.law(), casebook.schema(), titles, visitor.language())
                        .chapters(account));
    }

    private static Sheet.Monitor nothing(String state, String asOf, @Nullable String problem) {
        return new Sheet.Monitor(state, asOf, null, null, problem, List.of());
    }

    private static Optional<LocalDate> day(String typed, LocalDate today) {
        try {
            return Optional.of(typed.isBlank() ? today : LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// An account in the words of one language.
    private record Telling(Law law, Schema schema, Titles titles, Language language) {

        private Locale locale() {
            return language.locale();
        }

        List<Chapter> chapters(Account account) {
            return Stream.of(
                            new Chapter("in-force", inForce(account)),
                            new Chapter("treaties", treaties(account)),
                            new Chapter("duties", duties(account.duties())),
                            new Chapter(
                                    "meetings",
                                    account.meetings().stream().map(this::series).toList()),
                            new Chapter("resolutions", resolutions(account)),
                            new Chapter("visits", dealings(account.visits())),
                            new Chapter("dealings", dealings(account.dealings())),
                            new Chapter("reports", reports(account)),
                            new Chapter("recommendations", recommendations(account)),
                            new Chapter("commitments", commitments(account)),
                            new Chapter(
                                    "rounds", account.rounds().stream().map(this::rounds).toList()),
                            new Chapter("designations", designations(account)),
                            new Chapter(
                                    "statutes",
                                    account.statutes().stream()
                                            .flatMap(one -> statute(one).stream())
                                            .toList()),
                            new Chapter("figures", figures(account)),
                            new Chapter(
                                    "disputes",
                                    account.disputes().stream().map(this::dispute).toList()),
                            new Chapter("timeline", timeline(account)))
                    .filter(one -> !one.isEmpty())
                    .toList();
        }

        // ---- bits

        private Bit entity(EntityId id) {
            return Bit.link(titles.of(id), "/entity/" + id);
        }

        private List<Bit> entities(Collection<EntityId> ids) {
            return ids.stream().map(this::entity).toList();
        }

        private List<Bit> date(Optional<HistoricDate> date) {
            return List.of(
                    date.map(
                                    one ->
                                            Bit.said(
                                                    DateWords.of(
                                                            one,
                                                            language == Language.KO
                                                                    ? org.haetae.names.Language
                                                                            .KOREAN
                                                                    : org.haetae.names.Language
                                                                            .ENGLISH)))
                            .orElse(Bit.ours("monitor.no-date")));
        }

        private List<Bit> terms(String vocabulary, Collection<String> codes) {
            return codes.stream().map(code -> Bit.said(term(vocabulary, code))).toList();
        }

        private String term(String vocabulary, String code) {
            return Optional.ofNullable(schema.vocabularies().get(vocabulary))
                    .flatMap(terms -> terms.term(code))
                    .map(term -> term.label().in(locale()))
                    .orElse(code);
        }

        private static Bit word(String set, Enum<?> one, String tone) {
            return Bit.ours(
                            "monitor."
                                    + set
                                    + "."
                                    + one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .tone(tone);
        }

        private static Row row(List<ClaimId> claims, List<List<Bit>> cells) {
            return new Row(cells, claims.stream().map(ClaimId::toString).toList());
        }

        private static List<Block> table(List<String> columns, List<Row> rows) {
            return rows.isEmpty()
                    ? List.of()
                    : List.of(new Block("", null, List.of(), columns, rows, List.of()));
        }

        private static List<Bit> joined(List<Bit> one, List<Bit> other) {
            return Stream.concat(one.stream(), other.stream()).toList();
        }

        // ---- treaties and duties

        private List<Block> treaties(Account account) {
            return table(
                    List.of("treaty", "standing", "since", "bound", "actions", "reserved"),
                    account.treaties().stream().map(this::treaty).toList());
        }

        private Row treaty(Account.Treaty one) {
            return row(
                    one.claims(),
                    List.of(
                            List.of(entity(one.entity())),
                            List.of(
                                    word(
                                            "standing",
                                            one.standing(),
                                            one.standing() == Account.Standing.BOUND
                                                    ? "o-read"
                                                    : "o-partial")),
                            one.since().isPresent() || one.standing() == Account.Standing.BOUND
                                    ? date(one.since())
                                    : List.of(),
                            one.bound()
                                    .map(day -> date(Optional.of(HistoricDate.of(day))))
                                    .orElse(List.of()),
                            one.actions().stream().flatMap(this::action).toList(),
                            one.reserved().stream()
                                    .flatMap(
                                            action ->
                                                    Stream.concat(
                                                            action(action),
                                                            action.articles().stream()
                                                                    .map(Bit::said)))
                                    .toList()));
        }

        private Stream<Bit> action(Account.Action one) {
            return Stream.of(
                    Bit.link(
                            one.actions().stream()
                                            .map(code -> term("treaty-actions", code))
                                            .reduce((a, b) -> a + " / " + b)
                                            .orElse("")
                                    + one.date().map(date -> " " + date.edtf()).orElse(""),
                            "/entity/" + one.entity()));
        }

        /// By instrument; what only sources call a duty comes last.
        private List<Block> duties(List<Account.Duty> duties) {
            Map<String, List<Account.Duty>> byInstrument = new LinkedHashMap<>();
            duties.forEach(
                    one ->
                            byInstrument
                                    .computeIfAbsent(
                                            one.provision()
                                                    .flatMap(law::instrumentOf)
                                                    .map(Instrument::code)
                                                    .orElse(""),
                                            code -> new ArrayList<>())
                                    .add(one));
            return byInstrument.entrySet().stream()
                    .map(
                            one ->
                                    dutyBlock(
                                            law.instrumentOf(one.getKey())
                                                    .map(found -> found.label().in(locale()))
                                                    .orElse(""),
                                            one.getKey(),
                                            one.getValue()))
                    .toList();
        }

        private Block dutyBlock(String heading, String code, List<Account.Duty> duties) {
            return new Block(
                    heading,
                    code.isEmpty() ? null : "/law#" + code,
                    List.of(),
                    List.of("duty", "told", "conduct"),
                    duties.stream().filter(Telling::isTold).map(this::duty).toList(),
                    duties.stream().filter(one -> !isTold(one)).map(this::duty).toList());
        }

        private static boolean isTold(Account.Duty duty) {
            return !duty.told().isEmpty() || !duty.conduct().isEmpty();
        }

        private Row duty(Account.Duty one) {
            return row(
                    one.claims(),
                    List.of(
                            one.provision()
                                    .flatMap(law::provision)
                                    .map(this::provision)
                                    .orElse(List.of()),
                            one.told().stream()
                                    .flatMap(
                                            told ->
                                                    Stream.concat(
                                                            Stream.of(entity(told.entity())),
                                                            terms(
                                                                            "commitment-status",
                                                                            told.performance())
                                                                    .stream()
                                                                    .map(
                                                                            bit ->
                                                                                    bit.tone(
                                                                                            "o-partial"))))
                                    .toList(),
                            one.conduct().stream().flatMap(this::conduct).toList()));
        }

        private List<Bit> provision(Provision provision) {
            return List.of(
                    Bit.link(
                            provision.article() + " " + provision.label().in(locale()),
                            "/law#" + provision.code()));
        }

        private Stream<Bit> conduct(Account.Conduct one) {
            return Stream.concat(
                    Stream.of(entity(one.entity())),
                    one.denials().stream()
                            .map(
                                    denial ->
                                            new Bit(
                                                    "monitor.denied",
                                                    List.of(titles.of(denial)),
                                                    "",
                                                    "/entity/" + denial,
                                                    "")));
        }

        // ---- bodies

        private List<Bit> vote(Vote vote) {
            List<Bit> bits = new ArrayList<>(terms("votings", vote.voting()));
            if (vote.inFavour().isPresent() || vote.against().isPresent()) {
                bits.add(
                        Bit.ours(
                                "monitor.votes",
                                number(vote.inFavour()),
                                number(vote.against()),
                                number(vote.abstaining())));
            }
            return bits;
        }

        private static String number(Optional<BigDecimal> number) {
            return number.map(BigDecimal::toPlainString).orElse("?");
        }

        /// Years in their order, those that follow each other as a span.
        private static String spans(List<Integer> years) {
            List<String> spans = new ArrayList<>();
            for (int from = 0, to = 0; from < years.size(); from = ++to) {
                while (to + 1 < years.size() && years.get(to + 1) == years.get(to) + 1) {
                    to++;
                }
                spans.add(
                        from == to
                                ? String.valueOf(years.get(from))
                                : years.get(from) + "–" + years.get(to));
            }
            return String.join(", ", spans);
        }

        private Block series(Account.Series one) {
            List<Bit> sums = new ArrayList<>();
            one.last()
                    .ifPresent(
                            last ->
                                    sums.add(
                                            Bit.ours(
                                                    "monitor.row",
                                                    one.inRow(),
                                                    String.valueOf(last - one.inRow() + 1),
                                                    String.valueOf(last))));
            if (!one.missed().isEmpty()) {
                sums.add(Bit.ours("monitor.missed", spans(one.missed())));
            }
            String bodies =
                    one.bodies().stream().map(titles::of).reduce((a, b) -> a + ", " + b).orElse("");
            String subjects =
                    one.subjects().stream()
                            .map(code -> term("meeting-subjects", code))
                            .reduce((a, b) -> a + ", " + b)
                            .orElse("");
            return new Block(
                    subjects.isEmpty() ? bodies : bodies + ": " + subjects,
                    null,
                    sums,
                    List.of("date", "meeting", "item", "vote", "counted", "said"),
                    one.meetings().stream().map(this::meeting).toList(),
                    List.of());
        }

        private Row meeting(Account.Meeting one) {
            return row(
                    one.claims(),
                    List.of(
                            date(one.date()),
                            List.of(entity(one.entity())),
                            one.items().stream().map(Bit::said).toList(),
                            vote(one.vote()),
                            one.inRow()
                                    .map(count -> List.of(Bit.ours("monitor.years", count)))
                                    .orElse(List.of()),
                            one.said().stream()
                                    .map(
                                            said ->
                                                    Bit.ours("monitor.years", said)
                                                            .tone(
                                                                    one.inRow()
                                                                                    .map(
                                                                                            BigDecimal
                                                                                                    ::valueOf)
                                                                                    .filter(
                                                                                            count ->
                                                                                                    count
                                                                                                                    .compareTo(
                                                                                                                            said)
                                                                                                            == 0)
                                                                                    .isPresent()
                                                                            ? "o-read"
                                                                            : "o-partial"))
                                    .toList()));
        }

        private List<Block> resolutions(Account account) {
            return table(
                    List.of("date", "body", "resolution", "vote"),
                    account.resolutions().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            date(one.date()),
                                                            entities(one.bodies()),
                                                            List.of(entity(one.entity())),
                                                            vote(one.vote()))))
                            .toList());
        }

        private List<Block> dealings(List<Account.Dealing> dealings) {
            return table(
                    List.of("date", "body", "dealing", "outcome"),
                    dealings.stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            date(one.date()),
                                                            entities(one.bodies()),
                                                            one.types().stream()
                                                                    .map(
                                                                            code ->
                                                                                    Bit.link(
                                                                                            term(
                                                                                                    "engagement-types",
                                                                                                    code),
                                                                                            "/entity/"
                                                                                                    + one
                                                                                                            .entity()))
                                                                    .toList(),
                                                            joined(
                                                                    List.of(
                                                                            word(
                                                                                    "outcome",
                                                                                    one.outcome(),
                                                                                    switch (one
                                                                                            .outcome()) {
                                                                                        case GRANTED ->
                                                                                                "o-read";
                                                                                        case REFUSED ->
                                                                                                "o-failed";
                                                                                        case IN_PART,
                                                                                                OPEN,
                                                                                                DISPUTED,
                                                                                                NOT_TOLD ->
                                                                                                "o-partial";
                                                                                    })),
                                                                    terms(
                                                                            "engagement-answers",
                                                                            one.answers())))))
                            .toList());
        }

        private List<Block> reports(Account account) {
            return table(
                    List.of("body", "due", "received", "timing"),
                    account.reports().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            entities(one.bodies()),
                                                            one.due().isPresent()
                                                                    ? date(one.due())
                                                                    : List.of(),
                                                            one.received().isPresent()
                                                                    ? date(one.received())
                                                                    : List.of(),
                                                            joined(
                                                                    List.of(
                                                                            word(
                                                                                    "timing",
                                                                                    one.timing(),
                                                                                    switch (one
                                                                                            .timing()) {
                                                                                        case GIVEN ->
                                                                                                "o-read";
                                                                                        case OVERDUE ->
                                                                                                "o-failed";
                                                                                        case LATE,
                                                                                                NOT_YET_DUE,
                                                                                                UNDATED ->
                                                                                                "o-partial";
                                                                                    })),
                                                                    one.days().isPresent()
                                                                            ? List.of(
                                                                                    Bit.ours(
                                                                                            "monitor.days",
                                                                                            one.days()
                                                                                                    .getAsLong()))
                                                                            : List.of()))))
                            .toList());
        }

        private List<Block> recommendations(Account account) {
            return table(
                    List.of("date", "recommendation", "answer", "carried-out"),
                    account.recommendations().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            date(one.date()),
                                                            List.of(entity(one.entity())),
                                                            terms(
                                                                    "recommendation-answers",
                                                                    one.answers()),
                                                            terms(
                                                                    "commitment-status",
                                                                    one.carriedOut()))))
                            .toList());
        }

        private List<Block> commitments(Account account) {
            return table(
                    List.of("date", "commitment", "to", "due", "kept", "shown-by"),
                    account.commitments().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            date(one.date()),
                                                            List.of(entity(one.entity())),
                                                            entities(one.to()),
                                                            one.due().isPresent()
                                                                    ? date(one.due())
                                                                    : List.of(),
                                                            joined(
                                                                    terms(
                                                                            "commitment-status",
                                                                            one.status()),
                                                                    one.done().stream()
                                                                            .map(Bit::said)
                                                                            .toList()),
                                                            entities(one.evidence()))))
                            .toList());
        }

        // ---- sanctions

        private static String count(Optional<Count> count) {
            return count.map(
                            one ->
                                    one.low().compareTo(one.high()) == 0
                                            ? one.low().toPlainString()
                                            : one.low().toPlainString()
                                                    + "–"
                                                    + one.high().toPlainString())
                    .orElse("?");
        }

        private Block rounds(Account.Rounds one) {
            List<Bit> sums = new ArrayList<>();
            sums.add(
                    Bit.ours(
                            "monitor.sum",
                            one.rounds().size(),
                            count(one.persons()),
                            count(one.bodies())));
            one.totals()
                    .forEach(
                            total ->
                                    sums.add(
                                            new Bit(
                                                    total.agrees()
                                                            ? "monitor.total.agrees"
                                                            : "monitor.total.differs",
                                                    List.of(
                                                            count(Optional.of(total.stated())),
                                                            term("counting-units", total.unit())),
                                                    "",
                                                    "/entity/" + total.entity(),
                                                    "")));
            return new Block(
                    one.authorities().stream()
                            .map(titles::of)
                            .reduce((a, b) -> a + ", " + b)
                            .orElse(""),
                    null,
                    sums,
                    List.of("date", "round", "persons", "bodies", "basis"),
                    one.rounds().stream()
                            .map(
                                    round ->
                                            row(
                                                    round.claims(),
                                                    List.of(
                                                            date(round.date()),
                                                            List.of(entity(round.entity())),
                                                            List.of(
                                                                    Bit.said(
                                                                            count(
                                                                                    round
                                                                                            .persons()))),
                                                            List.of(
                                                                    Bit.said(
                                                                            count(round.bodies()))),
                                                            List.of(
                                                                    Bit.ours(
                                                                            round.stated()
                                                                                    ? "monitor.stated"
                                                                                    : "monitor.recorded")))))
                            .toList(),
                    List.of());
        }

        private List<Block> designations(Account account) {
            return table(
                    List.of("date", "designated", "by"),
                    account.designations().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            date(one.date()),
                                                            entities(one.targets()),
                                                            entities(one.authorities()))))
                            .toList());
        }

        private List<Block> statute(Account.Statute one) {
            Optional<Instrument> instrument = one.instrument().flatMap(law::instrumentOf);
            String label =
                    instrument
                            .map(found -> found.label().in(locale()))
                            .orElseGet(
                                    () ->
                                            one.entities().stream()
                                                    .map(titles::of)
                                                    .reduce((a, b) -> a + ", " + b)
                                                    .orElse(""));
            String code = instrument.map(Instrument::code).orElse("");
            String address =
                    code.isEmpty()
                            ? one.entities().stream()
                                    .findFirst()
                                    .map(id -> "/entity/" + id)
                                    .orElse(null)
                            : "/law#" + code;
            List<Block> blocks = new ArrayList<>();
            if (!one.criteria().isEmpty()) {
                blocks.add(
                        new Block(
                                label,
                                address,
                                List.of(
                                        instrument.isEmpty()
                                                ? Bit.ours(
                                                        "monitor.criteria.told",
                                                        one.criteria().size())
                                                : Bit.ours(
                                                        "monitor.criteria",
                                                        one.asked(),
                                                        one.quoted(),
                                                        one.met())),
                                List.of("criterion", "told", "quoted", "met", "for", "against"),
                                one.criteria().stream().map(this::criterion).toList(),
                                List.of()));
            }
            if (!one.duties().isEmpty()) {
                blocks.add(dutyBlock(label, code, one.duties()));
            }
            return blocks;
        }

        private Row criterion(Account.Criterion one) {
            return row(
                    one.claims(),
                    List.of(
                            one.provision()
                                    .flatMap(law::provision)
                                    .map(this::provision)
                                    .orElse(List.of(Bit.ours("monitor.only-source"))),
                            entities(one.told()),
                            List.of(Bit.said(String.valueOf(one.quoted()))),
                            one.met().isEmpty()
                                    ? List.of(Bit.ours("monitor.nobody-says"))
                                    : terms("criterion-states", one.met()),
                            evidence(one.speaking(), one.evidence()),
                            evidence(one.denying(), one.against())));
        }

        /// How many claims, and what they attach.
        private List<Bit> evidence(List<ClaimId> claims, Collection<EntityId> attached) {
            return claims.isEmpty()
                    ? List.of(Bit.ours("monitor.no-evidence"))
                    : joined(
                            List.of(Bit.ours("monitor.claims", claims.size())), entities(attached));
        }

        // ---- figures

        private List<Block> figures(Account account) {
            return table(
                    List.of("figure", "value", "as-of", "claimant", "interest"),
                    account.figures().stream().map(this::figure).toList());
        }

        private Row figure(Account.Figure one) {
            return row(
                    one.claims(),
                    List.of(
                            List.of(entity(one.entity())),
                            one.values().stream().map(value -> Bit.said(number(value))).toList(),
                            date(one.asOf()),
                            one.claimants().isEmpty()
                                    ? List.of(Bit.ours("monitor.nobody-named"))
                                    : entities(one.claimants()),
                            one.interests().isEmpty()
                                    ? List.of(Bit.ours("monitor.not-told"))
                                    : terms("publisher-interests", one.interests())));
        }

        private String number(Value.Number number) {
            return titles.words(schema.kindOr("indicator-value").propertyOr("value"), number);
        }

        private Block dispute(Account.Dispute one) {
            String about = titles.of(one.about());
            String property =
                    one.property()
                            .flatMap(
                                    code ->
                                            titles.kind(one.about())
                                                    .map(
                                                            kind ->
                                                                    kind.propertyOr(code)
                                                                            .label()
                                                                            .in(locale())))
                            .orElse("");
            return new Block(
                    property.isEmpty() ? about : about + ": " + property,
                    "/entity/" + one.about(),
                    List.of(),
                    List.of("figure", "value", "as-of", "claimant", "interest"),
                    one.figures().stream().map(this::figure).toList(),
                    List.of());
        }

        // ---- time

        private List<Block> inForce(Account account) {
            return table(
                    List.of("sort", "what", "begun", "sure"),
                    account.held().stream()
                            .map(
                                    one ->
                                            row(
                                                    one.claims(),
                                                    List.of(
                                                            List.of(word("sort", one.sort(), "")),
                                                            List.of(entity(one.entity())),
                                                            date(one.since()),
                                                            List.of(
                                                                    Bit.ours(
                                                                                    one.sure()
                                                                                            ? "monitor.sure"
                                                                                            : "monitor.unsure")
                                                                            .tone(
                                                                                    one.sure()
                                                                                            ? "o-read"
                                                                                            : "o-partial")))))
                            .toList());
        }

        /// What has no date comes last.
        private List<Block> timeline(Account account) {
            return table(
                    List.of("date", "what", "section"),
                    account.timeline().stream().map(this::entry).toList());
        }

        private Row entry(Account.Entry one) {
            return row(
                    one.claims(),
                    List.of(
                            date(one.date()),
                            List.of(entity(one.entity())),
                            List.of(Bit.ours("monitor." + one.section()))));
        }
    }
}
