package org.haetae.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.assess.Cell;
import org.haetae.assess.CellState;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.Gap;
import org.haetae.assess.Leaning;
import org.haetae.assess.Matrix;
import org.haetae.assess.Side;
import org.haetae.assess.Subject;
import org.haetae.assess.Weight;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.law.Law;
import org.haetae.law.Provision;

/// Writes what a dossier says: out of a matrix and its findings, in the words of its form and of
/// those who made the findings.
///
/// All that it reads is read as what may leave; what is not there is not written.
final class Drafting {

    private final Casebook casebook;
    private final Law law;
    private final Clearance by;
    private final Wanted wanted;
    private final Words words;
    private final Matrix matrix;
    private final List<Finding> findings;
    private final Map<ItemId, Seen> seen;
    private final Script script = new Script();
    private final Map<EntityId, Entity> incidents;
    private final List<Linkage.Way> ways;
    private final Map<EntityId, Entity> persons;
    private final Sources sources;
    private final Titles titles;
    private final Comparator<Leaning> recorded;
    private final List<String> hidden;

    /// @param findings that count
    Drafting(
            Casebook casebook,
            org.haetae.archive.Archive archive,
            org.haetae.extract.Renditions renditions,
            Law law,
            Clearance by,
            Wanted wanted,
            Matrix matrix,
            List<Finding> findings,
            Map<ItemId, Seen> seen) {
        this.casebook = casebook;
        this.law = law;
        this.by = by;
        this.wanted = wanted;
        this.words = Words.in(wanted.locale());
        this.matrix = matrix;
        this.findings = findings;
        this.seen = seen;
        this.incidents = casebook.entities(by, matrix.incidents());
        this.ways =
                new Linkage(casebook, by, incidents).ways(sorted(matrix.file().theory().persons()));
        this.persons = casebook.entities(by, matrix.file().theory().persons());
        var ids = new LinkedHashSet<ClaimId>();
        var positions = new HashMap<ClaimId, Long>();
        casebook.current(
                        by,
                        findings.stream()
                                .flatMap(finding -> finding.claims().stream())
                                .map(Leaning::claim)
                                .toList())
                .forEach((id, claim) -> positions.put(id, claim.position()));
        this.recorded =
                Comparator.comparing(
                        leaning -> positions.getOrDefault(leaning.claim(), Long.MAX_VALUE));
        findings.forEach(one -> leanings(one).forEach(leaning -> ids.add(leaning.claim())));
        Stream.concat(incidents.values().stream(), persons.values().stream())
                .flatMap(entity -> entity.claims().stream())
                .filter(Drafting::tells)
                .forEach(claim -> ids.add(claim.id()));
        ids.addAll(Linkage.claims(ways));
        this.sources = new Sources(casebook, archive, renditions, by, ids);
        var about = new HashSet<EntityId>(Linkage.about(ways));
        about.addAll(matrix.incidents());
        about.addAll(persons.keySet());
        about.addAll(matrix.file().theory().units());
        about.addAll(matrix.file().theory().places());
        about.addAll(matrix.figures().places().keySet());
        about.addAll(matrix.figures().units().keySet());
        findings.forEach(one -> entity(one.subject()).ifPresent(about::add));
        ids.stream()
                .flatMap(id -> sources.claim(id).stream())
                .forEach(
                        one -> {
                            about.add(one.claim().entity());
                            one.claim()
                                    .value()
                                    .filter(Value.Reference.class::isInstance)
                                    .map(Value.Reference.class::cast)
                                    .ifPresent(value -> about.add(value.entity()));
                        });
        this.titles = casebook.titles(by, about, words.locale());
        this.hidden = hiddenNames();
    }

    /// The claims of a finding, those for it first, in the order in which they were recorded.
    private List<Leaning> leanings(Finding finding) {
        return finding.claims().stream()
                .sorted(Comparator.comparing(Leaning::side).thenComparing(recorded))
                .toList();
    }

    private static List<EntityId> sorted(Collection<EntityId> ids) {
        return ids.stream().sorted(Comparator.comparing(EntityId::toString)).toList();
    }

    private static boolean tells(Claim claim) {
        return claim.stands() && claim.value().isPresent() && !claim.citations().isEmpty();
    }

    Sources sources() {
        return sources;
    }

    /// Names that a redacted place says, of whatever they are the name: they are not told elsewhere
    /// either, in titles and in words of ours neither. The longest first.
    private List<String> hiddenNames() {
        return seen.keySet().stream()
                .flatMap(item -> casebook.citing(by, item).stream())
                .filter(this::isHidden)
                .flatMap(claim -> claim.value().stream())
                .filter(Value.Name.class::isInstance)
                .map(value -> ((Value.Name) value).text())
                .distinct()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    /// A text without these names.
    String withoutNames(String text) {
        var without = text;
        for (var name : hidden) {
            without = without.replace(name, words.of("redacted"));
        }
        return without;
    }

    /// What is said, part by part. To be asked for once: it gives sentences their labels.
    List<Part> parts() {
        return switch (wanted.form()) {
            case COURT -> List.of(theory(), matrix(), told(), linkage(), chronology());
            case DESIGNATION -> List.of(who(), criteria(), told(), linkage());
            case TREATY_BODY -> List.of(theory(), duties(), told(), chronology());
        };
    }

    /// All claims that something was said of, with their places in these exhibits.
    List<CitedClaim> claims(Map<ItemId, Integer> numbers) {
        return script.claims().stream()
                .map(id -> cited(sources.claim(id).orElseThrow(), numbers))
                .toList();
    }

    Map<String, String> cover(Instant made, UUID id) {
        var theory = matrix.file().theory();
        var cover = new LinkedHashMap<String, String>();
        cover.put(words.of("cover.form"), words.of("form." + wanted.form().word()));
        cover.put(words.of("cover.case"), withoutNames(theory.title()));
        theory.period().ifPresent(period -> cover.put(words.of("cover.period"), date(period)));
        cover.put(words.of("cover.standard"), standard(matrix.standard().code()));
        cover.put(
                words.of("cover.use"),
                wanted.use()
                        .map(
                                use ->
                                        words.of("use." + use.purpose().word())
                                                + (use.to().isEmpty() ? "" : ": " + use.to()))
                        .orElse(words.of("use.none")));
        cover.put(words.of("cover.made"), made.atZone(ZoneOffset.UTC).toLocalDate().toString());
        cover.put(words.of("cover.dossier"), id.toString());
        cover.put(words.of("cover.check"), words.of("cover.check.how"));
        return cover;
    }

    private String date(org.haetae.names.HistoricDate date) {
        return org.haetae.names.DateWords.of(
                date,
                words.locale().getLanguage().equals("ko")
                        ? org.haetae.names.Language.KOREAN
                        : org.haetae.names.Language.ENGLISH);
    }

    private String standard(String code) {
        var standard = law.standards().get(code);
        return standard == null
                ? code
                : words.of(
                        "standard",
                        standard.label().in(words.locale()),
                        standard.forum().in(words.locale()),
                        standard.step().in(words.locale()));
    }

    // ---- claims in words

    private CitedClaim cited(Casebook.Opened opened, Map<ItemId, Integer> numbers) {
        var claim = opened.claim();
        boolean hidden = isHidden(claim);
        return new CitedClaim(
                script.label(claim.id()),
                claim.id(),
                claim.version(),
                claim.position(),
                withoutNames(said(claim)),
                claim.grade().code(),
                hidden
                        ? Optional.empty()
                        : Optional.of(new CitedClaim.Opening(opened.salt(), opened.canonical())),
                claim.citations().stream()
                        .map(
                                citation -> {
                                    boolean redacted =
                                            hidden
                                                    || seen(citation.item())
                                                            .hides(citation.locator());
                                    return new CitedClaim.Passage(
                                            Exhibit.label(
                                                    Objects.requireNonNull(
                                                            numbers.get(citation.item()))),
                                            citation.locator(),
                                            redacted
                                                    ? Optional.empty()
                                                    : citation.quote().map(quote -> quote.exact()),
                                            redacted);
                                })
                        .toList());
    }

    private Seen seen(ItemId item) {
        return seen.getOrDefault(item, new Seen(List.of()));
    }

    /// Whether something that it cites is redacted: then neither its value nor what opens it is
    /// shown.
    private boolean isHidden(Claim claim) {
        return claim.citations().stream()
                .anyMatch(citation -> seen(citation.item()).hides(citation.locator()));
    }

    private String said(Claim claim) {
        var property = property(claim);
        return words.of(
                "claim",
                titles.of(claim.entity()),
                property.label().in(words.locale()),
                value(claim, property));
    }

    private Property property(Claim claim) {
        return casebook.schema().kindOr(claim.kind()).propertyOr(claim.property());
    }

    private String value(Claim claim, Property property) {
        if (isHidden(claim)) {
            return words.of("redacted");
        }
        return property.sealed()
                ? words.of("sealed")
                : claim.value()
                        .map(value -> titles.words(property, value))
                        .orElse(words.of("sealed"));
    }

    private Optional<Claim> claim(ClaimId id) {
        return sources.claim(id).map(Casebook.Opened::claim);
    }

    private static Optional<EntityId> entity(Subject subject) {
        return switch (subject) {
            case Subject.Incident(EntityId entity) -> Optional.of(entity);
            case Subject.Person(EntityId entity) -> Optional.of(entity);
            case Subject.Whole _ -> Optional.empty();
        };
    }

    private String name(Subject subject) {
        return entity(subject).map(titles::of).orElse(words.of("subject.whole"));
    }

    private String provision(String code) {
        return law.provision(code)
                .map(one -> words.of("provision", one.label().in(words.locale()), article(one)))
                .orElse(code);
    }

    /// Elements have no article of their own: that of what they are part of.
    private String article(Provision provision) {
        if (!provision.article().isBlank()) {
            return provision.article();
        }
        int dot = provision.code().lastIndexOf('.');
        return dot < 0
                ? ""
                : law.provision(provision.code().substring(0, dot)).map(this::article).orElse("");
    }

    // ---- theory

    private Part theory() {
        var theory = matrix.file().theory();
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("theory.what"))));
        if (!theory.summary().isEmpty()) {
            blocks.add(Block.Paragraph.of(new Line.Form(theory.summary())));
        }
        var rows = new ArrayList<List<List<Line>>>();
        theory.period().ifPresent(one -> rows.add(row("theory.period", List.of(date(one)))));
        rows.add(row("theory.places", names(theory.places())));
        rows.add(row("theory.conduct", theory.conduct().stream().map(this::provision).toList()));
        rows.add(
                row("theory.liability", theory.liability().stream().map(this::provision).toList()));
        rows.add(row("theory.persons", names(theory.persons())));
        rows.add(row("theory.units", names(theory.units())));
        rows.add(row("theory.incidents", List.of(Integer.toString(incidents.size()))));
        blocks.add(new Block.Table(List.of(words.of("theory"), words.of("theory.words")), rows));
        return new Part("theory", words.of("part.theory"), blocks);
    }

    private List<String> names(Collection<EntityId> ids) {
        return sorted(ids).stream().map(titles::of).sorted().toList();
    }

    private List<List<Line>> row(String key, List<String> values) {
        return List.of(
                List.of(new Line.Form(words.of(key))),
                values.stream().<Line>map(Line.Form::new).toList());
    }

    // ---- matrix

    private Part matrix() {
        var blocks = new ArrayList<Block>();
        blocks.add(
                Block.Paragraph.of(
                        new Line.Form(
                                words.of("matrix.what", standard(matrix.standard().code())))));
        for (var block : matrix.blocks()) {
            blocks.add(new Block.Heading(provision(block.provision().code())));
            var rows = new ArrayList<List<List<Line>>>();
            for (var line : block.lines()) {
                line.cells().stream()
                        .filter(cell -> cell.state() != CellState.MISSING)
                        .forEach(cell -> rows.add(row(line.element(), cell)));
                int missing = line.count(CellState.MISSING);
                if (missing > 0) {
                    rows.add(
                            List.of(
                                    form(provision(line.element().code())),
                                    form(words.of("matrix.others", missing)),
                                    form(words.of("state.missing")),
                                    List.of(),
                                    List.of(),
                                    List.of()));
                }
            }
            blocks.add(
                    new Block.Table(
                            Stream.of("element", "subject", "state", "for", "against", "gaps")
                                    .map(key -> words.of("matrix." + key))
                                    .toList(),
                            rows));
        }
        blocks.add(new Block.Heading(words.of("matrix.figures")));
        blocks.add(figures());
        return new Part("matrix", words.of("part.matrix"), blocks);
    }

    private List<List<Line>> row(Provision element, Cell cell) {
        return List.of(
                form(provision(element.code())),
                form(name(cell.subject())),
                List.of(
                        script.sayOr(
                                words.of("state." + cell.state().word()),
                                cell.findings().stream()
                                        .filter(Finding::counts)
                                        .flatMap(finding -> finding.claims().stream())
                                        .map(Leaning::claim)
                                        .filter(id -> sources.claim(id).isPresent())
                                        .toList())),
                form(weight(cell.supporting())),
                form(weight(cell.contrary())),
                form(
                        cell.gaps().stream()
                                .sorted()
                                .map(Gap::word)
                                .map(gap -> words.of("gap." + gap))
                                .collect(Collectors.joining("; "))));
    }

    private static List<Line> form(String text) {
        return text.isEmpty() ? List.of() : List.of(new Line.Form(text));
    }

    private String weight(Weight weight) {
        return weight.claims() == 0
                ? words.of("weight.none")
                : words.of(
                        "weight",
                        weight.claims(),
                        weight.roots(),
                        weight.grades().entrySet().stream()
                                .map(one -> one.getKey() + "×" + one.getValue())
                                .collect(Collectors.joining(" ")));
    }

    private Block figures() {
        var figures = matrix.figures();
        var rows = new ArrayList<List<List<Line>>>();
        rows.add(row("figures.incidents", List.of(Integer.toString(figures.incidents()))));
        for (var counted : figures.victims()) {
            rows.add(
                    row(
                            "figures.victims",
                            List.of(
                                    words.of(
                                            "figures.counted",
                                            counted.least().toPlainString(),
                                            counted.most()
                                                    .map(java.math.BigDecimal::toPlainString)
                                                    .orElse("…"),
                                            counted.unit(),
                                            counted.incidents()))));
        }
        rows.add(row("figures.uncounted", List.of(Integer.toString(figures.uncounted()))));
        rows.add(row("figures.named", List.of(Integer.toString(figures.named().size()))));
        rows.add(row("figures.places", List.of(Integer.toString(figures.places().size()))));
        rows.add(row("figures.units", List.of(Integer.toString(figures.units().size()))));
        rows.add(row("figures.policies", List.of(Integer.toString(figures.policies().size()))));
        rows.add(
                row(
                        "figures.days",
                        List.of(
                                figures.first().map(Object::toString).orElse("…")
                                        + " – "
                                        + figures.last().map(Object::toString).orElse("…"))));
        return new Block.Table(List.of(words.of("figures"), words.of("figures.value")), rows);
    }

    // ---- findings

    private Part told() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("findings.what"))));
        for (var finding : findings) {
            blocks.addAll(finding(finding));
        }
        if (findings.isEmpty()) {
            blocks.add(Block.Paragraph.of(new Line.Form(words.of("findings.none"))));
        }
        return new Part("findings", words.of("part.findings"), blocks);
    }

    private List<Block> finding(Finding finding) {
        var blocks = new ArrayList<Block>();
        var all = leanings(finding).stream().map(Leaning::claim).toList();
        blocks.add(
                new Block.Heading(
                        words.of(
                                "finding", provision(finding.element()), name(finding.subject()))));
        blocks.add(
                Block.Paragraph.of(
                        script.say(
                                words.of(
                                        finding.direction() == Direction.SUPPORTED
                                                ? "finding.supported"
                                                : "finding.contradicted",
                                        provision(finding.element()),
                                        name(finding.subject()),
                                        standard(finding.standard())),
                                all)));
        finding.reasons().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> blocks.add(Block.Paragraph.of(script.say(line, all))));
        for (var side : Side.values()) {
            var rows =
                    leanings(finding).stream()
                            .filter(leaning -> leaning.side() == side)
                            .flatMap(leaning -> claim(leaning.claim()).stream())
                            .map(this::row)
                            .toList();
            blocks.add(
                    rows.isEmpty()
                            ? Block.Paragraph.of(
                                    new Line.Form(words.of("finding.none." + side.word())))
                            : new Block.Table(
                                    List.of(
                                            words.of("finding.side." + side.word()),
                                            words.of("finding.quote"),
                                            words.of("finding.grade")),
                                    rows));
        }
        blocks.add(
                Block.Paragraph.of(
                        new Line.Form(
                                words.of(
                                        "finding.by",
                                        finding.id(),
                                        finding.version(),
                                        finding.by(),
                                        finding.at().atZone(ZoneOffset.UTC).toLocalDate()))));
        return blocks;
    }

    /// A claim, the words that it cites, its grade.
    private List<List<Line>> row(Claim claim) {
        var quotes =
                claim.citations().stream()
                        .map(
                                citation ->
                                        isHidden(claim)
                                                ? words.of("redacted")
                                                : citation.quote()
                                                        .map(quote -> "“" + quote.exact() + "”")
                                                        .orElse(words.of("finding.picture")))
                        .<Line>map(Line.Form::new)
                        .toList();
        return List.of(
                List.of(script.say(said(claim), List.of(claim.id()))),
                quotes,
                form(claim.grade().code()));
    }

    // ---- linkage

    private Part linkage() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("linkage.what"))));
        for (var way : ways) {
            blocks.add(new Block.Heading(titles.of(way.person())));
            blocks.add(new Block.Chain(way.steps().stream().map(this::step).toList()));
            for (var element : List.of("knowledge", "control", "failure")) {
                blocks.add(
                        Block.Paragraph.of(
                                new Line.Form(words.of("linkage." + element)), of(way, element)));
            }
        }
        if (ways.isEmpty()) {
            blocks.add(Block.Paragraph.of(new Line.Form(words.of("linkage.none"))));
        }
        return new Part("linkage", words.of("part.linkage"), blocks);
    }

    /// What was found of one element of a superior's liability.
    private Line of(Linkage.Way way, String element) {
        var about =
                findings.stream()
                        .filter(one -> one.subject().equals(new Subject.Person(way.person())))
                        .filter(one -> meets(one.element(), element))
                        .toList();
        if (about.isEmpty()) {
            return new Line.Form(words.of("linkage.nothing"));
        }
        return script.say(
                about.stream()
                        .map(
                                one ->
                                        words.of(
                                                one.direction() == Direction.SUPPORTED
                                                        ? "finding.supported"
                                                        : "finding.contradicted",
                                                provision(one.element()),
                                                name(one.subject()),
                                                standard(one.standard())))
                        .collect(Collectors.joining(" ")),
                about.stream().flatMap(one -> one.claims().stream()).map(Leaning::claim).toList());
    }

    /// Whether an element is this one of the liability of a commander or another superior.
    private boolean meets(String code, String element) {
        int dot = code.lastIndexOf('.');
        return dot > 0
                && law.provision(code.substring(0, dot))
                        .filter(of -> of.type() == Provision.Type.LIABILITY)
                        .isPresent()
                && code.substring(dot + 1).equals(element);
    }

    private Block.Chain.Step step(Linkage.Step step) {
        var said =
                step.claims().stream()
                        .flatMap(claim -> claim(claim.id()).stream())
                        .filter(Drafting::tells)
                        .<Line>map(claim -> script.say(said(claim), List.of(claim.id())))
                        .toList();
        return new Block.Chain.Step(
                words.of("linkage.step." + step.kind()),
                said.isEmpty()
                        ? words.of("linkage.gap")
                        : names(step.about()).stream().collect(Collectors.joining(" · ")),
                said,
                said.isEmpty());
    }

    // ---- chronology

    private Part chronology() {
        var rows = new ArrayList<List<List<Line>>>();
        for (var id : matrix.incidents()) {
            var incident = incidents.get(id);
            if (incident != null) {
                rows.add(
                        List.of(
                                telling(incident, Tells.WHEN, Tells.BEGINS, Tells.ENDS),
                                what(incident),
                                telling(incident, Tells.WHERE)));
            }
        }
        return new Part(
                "chronology",
                words.of("part.chronology"),
                List.of(
                        Block.Paragraph.of(new Line.Form(words.of("chronology.what"))),
                        new Block.Table(
                                Stream.of("when", "event", "where")
                                        .map(key -> words.of("chronology." + key))
                                        .toList(),
                                rows)));
    }

    private List<Line> telling(Entity incident, Tells... what) {
        return sentences(incident, property -> Stream.of(what).anyMatch(property::tells));
    }

    private List<Line> what(Entity incident) {
        var lines = new ArrayList<Line>(form(titles.of(incident.id())));
        lines.addAll(
                sentences(
                        incident,
                        property ->
                                property.tells().isEmpty()
                                        || property.tells(Tells.BY)
                                        || property.tells(Tells.TO)));
        return lines;
    }

    /// What is held of it, one sentence for each value with all claims that say so.
    private List<Line> sentences(Entity of, Function<Property, Boolean> wanted) {
        var lines = new ArrayList<Line>();
        of.properties()
                .forEach(
                        (property, held) -> {
                            if (!wanted.apply(property)) {
                                return;
                            }
                            for (var one : held) {
                                var claims =
                                        one.claims().stream()
                                                .filter(Drafting::tells)
                                                .flatMap(claim -> claim(claim.id()).stream())
                                                .toList();
                                if (!claims.isEmpty()) {
                                    lines.add(
                                            script.say(
                                                    words.of(
                                                            "held",
                                                            property.label().in(words.locale()),
                                                            value(claims.getFirst(), property)),
                                                    claims.stream().map(Claim::id).toList()));
                                }
                            }
                        });
        return lines;
    }

    // ---- forms of submission

    private Part who() {
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("who.what"))));
        for (var person : sorted(persons.keySet())) {
            blocks.add(new Block.Heading(titles.of(person)));
            var lines = sentences(Objects.requireNonNull(persons.get(person)), property -> true);
            blocks.add(
                    new Block.Paragraph(lines.isEmpty() ? form(words.of("who.nothing")) : lines));
        }
        if (persons.isEmpty()) {
            blocks.add(Block.Paragraph.of(new Line.Form(words.of("who.none"))));
        }
        return new Part("who", words.of("part.who"), blocks);
    }

    /// Criteria under which somebody may be listed, each with what was found of conduct that it
    /// names.
    private Part criteria() {
        return submitted("criteria", Provision.Type.LISTING);
    }

    /// Duties of treaties that the conduct bears on, each with what was found of it.
    private Part duties() {
        return submitted("duties", Provision.Type.DUTY);
    }

    private Part submitted(String code, Provision.Type type) {
        var acts = new HashMap<String, Set<String>>();
        for (var conduct : matrix.file().theory().conduct()) {
            law.provision(conduct).ifPresent(one -> acts.put(conduct, Set.copyOf(one.acts())));
        }
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of(code + ".what"))));
        var rows = new ArrayList<List<List<Line>>>();
        for (var instrument : law.instruments().values()) {
            for (var provision : instrument.all(type)) {
                var bearing = findings.stream().filter(one -> bears(provision, one, acts)).toList();
                if (!bearing.isEmpty()) {
                    rows.add(
                            List.of(
                                    form(
                                            words.of(
                                                    "submitted.provision",
                                                    instrument.label().in(words.locale()),
                                                    provision.article(),
                                                    provision.label().in(words.locale()))),
                                    bearing.stream()
                                            .<Line>map(
                                                    one ->
                                                            script.say(
                                                                    words.of(
                                                                            one.direction()
                                                                                            == Direction
                                                                                                    .SUPPORTED
                                                                                    ? "finding.supported"
                                                                                    : "finding.contradicted",
                                                                            provision(
                                                                                    one.element()),
                                                                            name(one.subject()),
                                                                            standard(
                                                                                    one
                                                                                            .standard())),
                                                                    one.claims().stream()
                                                                            .map(Leaning::claim)
                                                                            .toList()))
                                            .toList()));
                }
            }
        }
        blocks.add(
                new Block.Table(
                        List.of(words.of("submitted.law"), words.of("submitted.found")), rows));
        return new Part(code, words.of("part." + code), blocks);
    }

    /// Whether a provision names an act that the finding is about: that of the finding's incident,
    /// or of the act whose element was found.
    private boolean bears(Provision provision, Finding finding, Map<String, Set<String>> acts) {
        if (provision.acts().isEmpty()) {
            return provision.conduct().contains("human-rights-abuse");
        }
        var named = new HashSet<String>();
        acts.forEach(
                (conduct, some) -> {
                    if (finding.element().startsWith(conduct)) {
                        named.addAll(some);
                    }
                });
        entity(finding.subject())
                .map(incidents::get)
                .ifPresent(
                        incident ->
                                incident.values("type").stream()
                                        .filter(Value.Code.class::isInstance)
                                        .map(Value.Code.class::cast)
                                        .forEach(code -> named.add(code.term())));
        return provision.acts().stream().anyMatch(named::contains);
    }

    // ---- what comes after the exhibits are known

    /// Everything that speaks against: contrary claims of every finding, findings that contradict,
    /// findings that are not in here.
    ///
    /// @param left findings that were not reviewed, or sent back
    Part disclosure(int left) {
        var rows = new ArrayList<List<List<Line>>>();
        for (var finding : findings) {
            for (var leaning : finding.claims(Side.AGAINST)) {
                claim(leaning.claim())
                        .ifPresent(
                                claim -> {
                                    var row = new ArrayList<List<Line>>();
                                    row.add(
                                            form(
                                                    words.of(
                                                            "finding",
                                                            provision(finding.element()),
                                                            name(finding.subject()))));
                                    row.addAll(row(claim));
                                    rows.add(row);
                                });
            }
        }
        var blocks = new ArrayList<Block>();
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("disclosure.what"))));
        blocks.add(
                new Block.Table(
                        List.of(
                                words.of("disclosure.finding"),
                                words.of("finding.side.against"),
                                words.of("finding.quote"),
                                words.of("finding.grade")),
                        rows));
        blocks.add(Block.Paragraph.of(new Line.Form(words.of("disclosure.left", left))));
        return new Part("disclosure", words.of("part.disclosure"), blocks);
    }

    /// Witnesses by the numbers that they have in this case.
    ///
    /// @param speaking in which exhibits each of them speaks
    Part witnesses(Map<Integer, List<Integer>> speaking) {
        var rows = new ArrayList<List<List<Line>>>();
        speaking.forEach(
                (number, exhibits) ->
                        rows.add(
                                List.of(
                                        form("W-%02d".formatted(number)),
                                        form(
                                                exhibits.stream()
                                                        .map(Exhibit::label)
                                                        .collect(Collectors.joining(", "))))));
        return new Part(
                "witnesses",
                words.of("part.witnesses"),
                List.of(
                        Block.Paragraph.of(new Line.Form(words.of("witnesses.what"))),
                        new Block.Table(
                                List.of(
                                        words.of("witnesses.witness"),
                                        words.of("witnesses.exhibits")),
                                rows)));
    }

    Part exhibits(Collection<Exhibit> exhibits, Map<ItemId, Integer> consents) {
        var rows = new ArrayList<List<List<Line>>>();
        for (var exhibit : exhibits) {
            rows.add(
                    List.of(
                            form(exhibit.label()),
                            form(exhibit.mediaType()),
                            form(Integer.toString(exhibit.lastPage())),
                            form(exhibit.received().substring(0, 10)),
                            form(
                                    exhibit.redacted()
                                            ? words.of("exhibits.redacted")
                                            : exhibit.sha256()),
                            form(
                                    consents.containsKey(exhibit.item())
                                            ? words.of("exhibits.consent")
                                            : words.of("exhibits.free"))));
        }
        return new Part(
                "exhibits",
                words.of("part.exhibits"),
                List.of(
                        Block.Paragraph.of(new Line.Form(words.of("exhibits.what"))),
                        new Block.Table(
                                Stream.of("number", "type", "pages", "received", "sha256", "leave")
                                        .map(key -> words.of("exhibits." + key))
                                        .toList(),
                                rows)));
    }
}
