package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
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
import org.haetae.access.ActorId;
import org.haetae.access.Permission;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.assess.Cases;
import org.haetae.assess.Cell;
import org.haetae.assess.CellState;
import org.haetae.assess.Figures;
import org.haetae.assess.Finding;
import org.haetae.assess.Gap;
import org.haetae.assess.Matrix;
import org.haetae.assess.Subject;
import org.haetae.assess.Task;
import org.haetae.assess.TaskId;
import org.haetae.assess.Theory;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.View;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.names.HistoricDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Cases: their theory, their matrix, each of its cells, and the tasks that its gaps became.
@Controller
final class CaseDesk {
    private static final int MOST_ROWS = 40;
    private static final int MOST_VALUES = 12;
    private static final int MOST_CANDIDATES = 6;
    private static final List<String> UNITS = List.of("organisation", "group");
    private static final List<String> PLACES = List.of("place", "facility");
    private static final List<String> PERSONS = List.of("person");

    private final Rooms rooms;
    private final Casebook casebook;
    private final Cases cases;
    private final Law law;
    private final Names names;

    CaseDesk(Rooms rooms, Cases cases, Law law, Names names) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.cases = cases;
        this.law = law;
        this.names = names;
    }

    // ---- all of them

    @GetMapping("/cases")
    @Needs(Permission.READ_CLAIMS)
    Answer list(Visitor visitor) {
        return new Sheet.Cases(
                cases.list(visitor.clearance()).stream()
                        .map(
                                file ->
                                        new Sheet.Cases.Row(
                                                file.id().toString(),
                                                file.title(),
                                                names.person(file.by()),
                                                file.at(),
                                                file.version()))
                        .toList());
    }

    CaseFile find(Visitor visitor, UUID id) {
        return cases.open(visitor.clearance(), new CaseId(id)).orElseThrow(NotHere::new);
    }

    // ---- the theory

    /// What stands in the form of a theory.
    private record Typed(
            String title,
            String summary,
            String period,
            String places,
            String units,
            String persons,
            String added,
            String excluded,
            List<String> conduct,
            List<String> liability,
            String standard,
            Set<String> compartments) {

        static Typed of(MultiValueMap<String, String> form) {
            var one = form.toSingleValueMap();
            return new Typed(
                    TypedValue.field(one, "title"),
                    TypedValue.field(one, "summary"),
                    TypedValue.field(one, "period"),
                    TypedValue.field(one, "places"),
                    TypedValue.field(one, "units"),
                    TypedValue.field(one, "persons"),
                    TypedValue.field(one, "added"),
                    TypedValue.field(one, "excluded"),
                    form.getOrDefault("conduct", List.of()),
                    form.getOrDefault("liability", List.of()),
                    TypedValue.field(one, "standard"),
                    Set.copyOf(form.getOrDefault("compartment", List.of())));
        }
    }

    @GetMapping("/cases/new")
    @Needs(Permission.RECORD_CLAIMS)
    Answer blank(Visitor visitor) {
        var compartments =
                names.choices(visitor).stream()
                        .filter(Sheet.Choice::chosen)
                        .map(Sheet.Choice::id)
                        .collect(Collectors.toSet());
        return form(
                visitor,
                null,
                0,
                new Typed("", "", "", "", "", "", "", "", List.of(), List.of(), "", compartments),
                List.of(),
                null);
    }

    @GetMapping("/cases/{id}/theory")
    @Needs(Permission.RECORD_CLAIMS)
    Answer change(@PathVariable UUID id, Visitor visitor) {
        CaseFile file = find(visitor, id);
        Theory theory = file.theory();
        var all =
                Stream.of(
                                theory.places(),
                                theory.units(),
                                theory.persons(),
                                theory.added(),
                                theory.excluded())
                        .flatMap(Set::stream)
                        .toList();
        var there = casebook.outlines(visitor.clearance(), all).keySet();
        Function<Set<EntityId>, String> lines =
                ids ->
                        ids.stream()
                                .filter(there::contains)
                                .map(EntityId::toString)
                                .sorted()
                                .collect(Collectors.joining("\n"));
        return form(
                visitor,
                file,
                file.version(),
                new Typed(
                        theory.title(),
                        theory.summary(),
                        theory.period().map(HistoricDate::edtf).orElse(""),
                        lines.apply(theory.places()),
                        lines.apply(theory.units()),
                        lines.apply(theory.persons()),
                        lines.apply(theory.added()),
                        lines.apply(theory.excluded()),
                        theory.conduct(),
                        theory.liability(),
                        theory.standard(),
                        Set.of()),
                List.of(),
                null);
    }

    @PostMapping("/cases")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(@RequestParam MultiValueMap<String, String> form, Visitor visitor) {
        return keep(
                visitor,
                null,
                0,
                Typed.of(form),
                theory ->
                        cases.begin(
                                visitor.clearance(),
                                theory,
                                Forms.compartments(form.get("compartment"))));
    }

    @PostMapping("/cases/{id}/theory")
    @Needs(Permission.RECORD_CLAIMS)
    Answer revise(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> form,
            Visitor visitor) {
        CaseFile file = find(visitor, id);
        int version = version(form.toSingleValueMap());
        return keep(
                visitor,
                file,
                version,
                Typed.of(form),
                theory ->
                        cases.revise(
                                visitor.clearance(),
                                file.id(),
                                version,
                                hidden(visitor, file, theory)));
    }

    /// What the visitor does not see of a theory stays in it.
    private Theory hidden(Visitor visitor, CaseFile file, Theory typed) {
        Theory before = file.theory();
        return new Theory(
                typed.title(),
                typed.summary(),
                typed.period(),
                with(visitor, before.places(), typed.places()),
                typed.conduct(),
                typed.liability(),
                with(visitor, before.persons(), typed.persons()),
                with(visitor, before.units(), typed.units()),
                typed.standard(),
                with(visitor, before.added(), typed.added()),
                with(visitor, before.excluded(), typed.excluded()));
    }

    private Set<EntityId> with(Visitor visitor, Set<EntityId> before, Set<EntityId> typed) {
        var all = new HashSet<>(before);
        all.removeAll(casebook.outlines(visitor.clearance(), before).keySet());
        all.addAll(typed);
        return all;
    }

    private Answer keep(
            Visitor visitor,
            @Nullable CaseFile file,
            int version,
            Typed typed,
            Function<Theory, CaseFile> keeping) {
        var unclear = new ArrayList<Sheet.CaseForm.Unclear>();
        var places = entities(visitor, typed.places(), PLACES, unclear);
        var units = entities(visitor, typed.units(), UNITS, unclear);
        var persons = entities(visitor, typed.persons(), PERSONS, unclear);
        var added = entities(visitor, typed.added(), events(), unclear);
        var excluded = entities(visitor, typed.excluded(), events(), unclear);
        if (!unclear.isEmpty()) {
            return refused(visitor, file, version, typed, unclear, "case.unclear");
        }
        if (typed.title().isEmpty() || typed.title().length() > Theory.LONGEST_TITLE) {
            return refused(visitor, file, version, typed, unclear, "case.no-title");
        }
        Optional<HistoricDate> period;
        try {
            period =
                    typed.period().isEmpty()
                            ? Optional.empty()
                            : Optional.of(HistoricDate.of(typed.period()));
        } catch (IllegalArgumentException e) {
            return refused(visitor, file, version, typed, unclear, "case.no-period");
        }
        if (file == null && typed.compartments().isEmpty()) {
            return refused(visitor, file, version, typed, unclear, "case.no-compartment");
        }
        try {
            CaseFile kept =
                    keeping.apply(
                            new Theory(
                                    typed.title(),
                                    typed.summary(),
                                    period,
                                    places,
                                    typed.conduct(),
                                    typed.liability(),
                                    persons,
                                    units,
                                    typed.standard(),
                                    added,
                                    excluded));
            return new Answer.SeeOther("/cases/%s?done=kept".formatted(kept.id()));
        } catch (CaseRefused refused) {
            return switch (refused.why()) {
                case UNFIT -> refused(visitor, file, version, typed, unclear, "case.unfit");
                case CHANGED_SINCE ->
                        new Answer.WithStatus(
                                409, form(visitor, file, version, typed, unclear, "case.changed"));
                case OWN_WORK, OUT_OF_TURN, NOT_PERMITTED, NOT_THERE -> throw refused;
            };
        }
    }

    private List<String> events() {
        return casebook.schema().kinds().values().stream()
                .filter(kind -> kind.view().equals(Optional.of(View.EVENT)))
                .map(org.haetae.casebook.Kind::code)
                .toList();
    }

    /// One a line, by its id or by a name that is one's alone.
    private Set<EntityId> entities(
            Visitor visitor,
            String lines,
            List<String> kinds,
            List<Sheet.CaseForm.Unclear> unclear) {
        var found = new LinkedHashSet<EntityId>();
        for (var line : lines.lines().map(String::strip).filter(one -> !one.isEmpty()).toList()) {
            try {
                found.add(EntityId.parse(line));
            } catch (IllegalArgumentException e) {
                var candidates =
                        ClaimTellings.candidates(casebook, visitor, line, kinds, MOST_CANDIDATES);
                if (candidates.size() == 1) {
                    found.add(EntityId.parse(candidates.getFirst().id()));
                } else {
                    unclear.add(new Sheet.CaseForm.Unclear(line, candidates));
                }
            }
        }
        return found;
    }

    private Answer refused(
            Visitor visitor,
            @Nullable CaseFile file,
            int version,
            Typed typed,
            List<Sheet.CaseForm.Unclear> unclear,
            String problem) {
        return new Answer.WithStatus(422, form(visitor, file, version, typed, unclear, problem));
    }

    private Sheet form(
            Visitor visitor,
            @Nullable CaseFile file,
            int version,
            Typed typed,
            List<Sheet.CaseForm.Unclear> unclear,
            @Nullable String problem) {
        Locale locale = visitor.language().locale();
        return new Sheet.CaseForm(
                file == null ? null : file.id().toString(),
                version,
                typed.title(),
                typed.summary(),
                typed.period(),
                typed.places(),
                typed.units(),
                typed.persons(),
                typed.added(),
                typed.excluded(),
                law.instruments().values().stream()
                        .flatMap(
                                instrument ->
                                        instrument.all(Provision.Type.CRIME).stream()
                                                .map(
                                                        crime ->
                                                                crime(
                                                                        instrument,
                                                                        crime,
                                                                        typed.conduct(),
                                                                        locale)))
                        .toList(),
                law.instruments().values().stream()
                        .flatMap(instrument -> instrument.all(Provision.Type.LIABILITY).stream())
                        .map(one -> choice(one, typed.liability(), locale))
                        .toList(),
                CaseTellings.standards(law, typed.standard(), locale),
                file == null
                        ? names.choices(visitor).stream()
                                .map(
                                        one ->
                                                new Sheet.Choice(
                                                        one.id(),
                                                        one.label(),
                                                        typed.compartments().contains(one.id())))
                                .toList()
                        : List.of(),
                unclear,
                problem);
    }

    private static Sheet.CaseForm.Crime crime(
            Instrument instrument, Provision crime, List<String> chosen, Locale locale) {
        return new Sheet.CaseForm.Crime(
                "%s, %s %s"
                        .formatted(
                                instrument.label().in(locale),
                                crime.article(),
                                crime.label().in(locale)),
                crime.parts(Provision.Type.ACT).stream()
                        .map(act -> choice(act, chosen, locale))
                        .toList());
    }

    private static Sheet.Choice choice(Provision of, List<String> chosen, Locale locale) {
        return new Sheet.Choice(
                of.code(), of.article() + " " + of.label().in(locale), chosen.contains(of.code()));
    }

    // ---- the case with its matrix

    /// @param standard by which it is read; empty for that of its theory
    /// @param state only rows with such a cell
    /// @param block of which rows are passed over, with how many
    @GetMapping("/cases/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String standard,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String block,
            @RequestParam(defaultValue = "0") int from,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        return show(
                visitor, find(visitor, id), new Looked(standard, state, block, from), null, done);
    }

    /// The case as it is first looked at.
    Sheet whole(Visitor visitor, CaseFile file) {
        return show(visitor, file, Looked.FIRST, null, null);
    }

    private record Looked(String standard, String state, String block, int from) {
        static final Looked FIRST = new Looked("", "", "", 0);

        Optional<String> byStandard() {
            return Optional.of(standard).filter(code -> !code.isEmpty());
        }

        boolean wants(Collection<Cell> row) {
            return state.isEmpty()
                    || row.stream().anyMatch(cell -> cell.state().word().equals(state));
        }
    }

    private Sheet show(
            Visitor visitor,
            CaseFile file,
            Looked looked,
            @Nullable String problem,
            @Nullable String done) {
        Locale locale = visitor.language().locale();
        Matrix matrix = cases.matrix(visitor.clearance(), file.id(), looked.byStandard());
        List<Task> tasks = cases.tasks(visitor.clearance(), file.id());
        var shown = new LinkedHashMap<Matrix.Block, List<Integer>>();
        var counts = new HashMap<Matrix.Block, Integer>();
        var subjects = new ArrayList<Subject>();
        for (var block : matrix.blocks()) {
            List<Integer> rows = new ArrayList<>();
            for (int row = 0; row < block.subjects().size(); row++) {
                if (looked.wants(row(block, row))) {
                    rows.add(row);
                }
            }
            int from =
                    block.provision().code().equals(looked.block())
                            ? Math.clamp(looked.from(), 0, rows.size())
                            : 0;
            counts.put(block, rows.size());
            var some = rows.stream().skip(from).limit(MOST_ROWS).toList();
            shown.put(block, some);
            some.forEach(row -> subjects.add(block.subjects().get(row)));
        }
        tasks.forEach(task -> subjects.add(task.subject()));
        var figures = matrix.figures();
        Stream.of(figures.places(), figures.units(), figures.policies())
                .flatMap(map -> most(map).map(Map.Entry::getKey))
                .forEach(one -> subjects.add(new Subject.Incident(one)));
        var tellings = new CaseTellings(casebook, cases, names, visitor, file, subjects);
        return new Sheet.CaseFile(
                file.id().toString(),
                file.version(),
                file.title(),
                file.theory().summary(),
                theory(file.theory(), tellings, locale),
                CaseTellings.standards(law, matrix.standard().code(), locale),
                tellings.proof(matrix.standard().code()),
                looked.state(),
                figures(figures, tellings, locale),
                shown.entrySet().stream()
                        .map(
                                one ->
                                        block(
                                                file,
                                                one.getKey(),
                                                one.getValue(),
                                                counts.get(one.getKey()),
                                                looked,
                                                tellings,
                                                locale))
                        .toList(),
                tasks.stream().map(tellings::task).toList(),
                CaseTellings.colleagues(rooms.roster(), visitor.clearance(), file),
                names.compartments(visitor, file.compartments()),
                problem,
                done == null ? null : "case.done." + (done.equals("task") ? "task" : "kept"));
    }

    private static List<Cell> row(Matrix.Block block, int row) {
        return block.lines().stream().map(line -> line.cells().get(row)).toList();
    }

    private Sheet.CaseFile.Block block(
            CaseFile file,
            Matrix.Block block,
            List<Integer> rows,
            int count,
            Looked looked,
            CaseTellings tellings,
            Locale locale) {
        var provision = block.provision();
        boolean here = provision.code().equals(looked.block());
        int next = (here ? Math.clamp(looked.from(), 0, count) : 0) + rows.size();
        return new Sheet.CaseFile.Block(
                provision.code(),
                provision.article(),
                provision.label().in(locale),
                provision.type().word(),
                block.lines().stream()
                        .map(
                                line ->
                                        new Sheet.CaseFile.Column(
                                                line.element().label().in(locale),
                                                Stream.of(CellState.values())
                                                        .map(
                                                                state ->
                                                                        new Sheet.CaseFile.Count(
                                                                                state.word(),
                                                                                line.count(state)))
                                                        .filter(one -> one.count() > 0)
                                                        .toList()))
                        .toList(),
                rows.stream()
                        .map(
                                row -> {
                                    var subject = block.subjects().get(row);
                                    return new Sheet.CaseFile.Row(
                                            tellings.title(subject),
                                            tellings.address(subject),
                                            row(block, row).stream().map(tellings::mark).toList());
                                })
                        .toList(),
                count,
                next >= count
                        ? null
                        : "/cases/%s?standard=%s&state=%s&block=%s&from=%d#%s"
                                .formatted(
                                        file.id(),
                                        Drawn.encoded(looked.standard()),
                                        Drawn.encoded(looked.state()),
                                        Drawn.encoded(provision.code()),
                                        next,
                                        provision.code()));
    }

    private List<Sheet.CaseFile.Part> theory(Theory theory, CaseTellings tellings, Locale locale) {
        return Stream.of(
                        new Sheet.CaseFile.Part(
                                "period",
                                theory.period().stream()
                                        .map(date -> new Sheet.Way(null, Drawn.date(date, locale)))
                                        .toList()),
                        new Sheet.CaseFile.Part("places", ways(theory.places(), tellings)),
                        new Sheet.CaseFile.Part("units", ways(theory.units(), tellings)),
                        new Sheet.CaseFile.Part("persons", ways(theory.persons(), tellings)))
                .filter(part -> !part.values().isEmpty())
                .toList();
    }

    private static List<Sheet.Way> ways(Set<EntityId> ids, CaseTellings tellings) {
        return ids.stream()
                .map(id -> new Sheet.Way(ClaimTellings.address(id), tellings.title(id)))
                .sorted(Comparator.comparing(Sheet.Way::label))
                .toList();
    }

    private static Stream<Map.Entry<EntityId, Integer>> most(Map<EntityId, Integer> of) {
        return of.entrySet().stream()
                .sorted(
                        Map.Entry.<EntityId, Integer>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(one -> one.getKey().toString()))
                .limit(MOST_VALUES);
    }

    private List<Sheet.CaseFile.Part> figures(
            Figures figures, CaseTellings tellings, Locale locale) {
        var parts = new ArrayList<Sheet.CaseFile.Part>();
        parts.add(part("incidents", "" + figures.incidents()));
        parts.add(
                new Sheet.CaseFile.Part(
                        "acts",
                        figures.acts().entrySet().stream()
                                .sorted(
                                        Map.Entry.<String, Integer>comparingByValue(
                                                        Comparator.reverseOrder())
                                                .thenComparing(Map.Entry.comparingByKey()))
                                .limit(MOST_VALUES)
                                .map(
                                        one ->
                                                new Sheet.Way(
                                                        null,
                                                        "%s × %d"
                                                                .formatted(
                                                                        term(
                                                                                "acts",
                                                                                one.getKey(),
                                                                                locale),
                                                                        one.getValue())))
                                .toList()));
        parts.add(
                new Sheet.CaseFile.Part(
                        "victims",
                        figures.victims().stream()
                                .map(
                                        one ->
                                                new Sheet.Way(
                                                        null,
                                                        "%s %s (%d)"
                                                                .formatted(
                                                                        range(one),
                                                                        term(
                                                                                "counting-units",
                                                                                one.unit(),
                                                                                locale),
                                                                        one.incidents())))
                                .toList()));
        parts.add(part("uncounted", "" + figures.uncounted()));
        parts.add(part("named", "" + figures.named().size()));
        parts.add(
                part(
                        "days",
                        figures.first()
                                .flatMap(first -> figures.last().map(last -> first + " – " + last))
                                .orElse("")));
        parts.add(part("months", figures.months() == 0 ? "" : "" + figures.months()));
        parts.add(
                new Sheet.CaseFile.Part(
                        "years",
                        figures.perYear().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(
                                        one ->
                                                new Sheet.Way(
                                                        null,
                                                        "%d × %d"
                                                                .formatted(
                                                                        one.getKey(),
                                                                        one.getValue())))
                                .toList()));
        parts.add(counted("where", figures.places(), tellings));
        parts.add(counted("by", figures.units(), tellings));
        parts.add(counted("policies", figures.policies(), tellings));
        return parts.stream()
                .map(
                        part ->
                                new Sheet.CaseFile.Part(
                                        part.key(),
                                        part.values().stream()
                                                .filter(value -> !value.label().isEmpty())
                                                .toList()))
                .filter(part -> !part.values().isEmpty())
                .toList();
    }

    private static Sheet.CaseFile.Part part(String key, String value) {
        return new Sheet.CaseFile.Part(key, List.of(new Sheet.Way(null, value)));
    }

    private static Sheet.CaseFile.Part counted(
            String key, Map<EntityId, Integer> of, CaseTellings tellings) {
        return new Sheet.CaseFile.Part(
                key,
                most(of).map(
                                one ->
                                        new Sheet.Way(
                                                ClaimTellings.address(one.getKey()),
                                                "%s × %d"
                                                        .formatted(
                                                                tellings.title(one.getKey()),
                                                                one.getValue())))
                        .toList());
    }

    private static String range(Figures.Counted counted) {
        var least = counted.least().toPlainString();
        return counted.most()
                .map(
                        most ->
                                most.compareTo(counted.least()) == 0
                                        ? least
                                        : least + "–" + most.toPlainString())
                .orElse("≥ " + least);
    }

    private String term(String vocabulary, String code, Locale locale) {
        return Optional.ofNullable(casebook.schema().vocabularies().get(vocabulary))
                .flatMap(terms -> terms.term(code))
                .map(term -> term.label().in(locale))
                .orElse(code);
    }

    // ---- one cell

    @GetMapping("/cases/{id}/cell")
    @Needs(Permission.READ_CLAIMS)
    Answer cell(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String element,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String subject,
            @RequestParam(defaultValue = "") String standard,
            Visitor visitor) {
        CaseFile file = find(visitor, id);
        Locale locale = visitor.language().locale();
        if (element.isEmpty() && subject.isEmpty()) {
            return whole(visitor, file);
        }
        Subject of = CaseTellings.subject(kind, subject);
        Matrix matrix =
                cases.matrix(
                        visitor.clearance(),
                        file.id(),
                        Optional.of(standard).filter(code -> !code.isEmpty()));
        Cell cell = matrix.cell(element, of).orElseThrow(NotHere::new);
        var tellings = new CaseTellings(casebook, cases, names, visitor, file, List.of(of));
        Provision provision = tellings.provision(element);
        return new Sheet.CaseCell(
                file.id().toString(),
                file.title(),
                element,
                tellings.article(element),
                provision.label().in(locale),
                provision.note().map(note -> note.in(locale)).orElse(null),
                of.word(),
                of.id().toString(),
                tellings.title(of),
                tellings.address(of),
                tellings.proof(matrix.standard().code()),
                matrix.standard().code(),
                tellings.mark(cell),
                Stream.concat(
                                cell.findings().stream(),
                                cases.findings(visitor.clearance(), file.id()).stream()
                                        .filter(
                                                one ->
                                                        one.element().equals(element)
                                                                && one.subject().equals(of)
                                                                && !one.standard()
                                                                        .equals(
                                                                                matrix.standard()
                                                                                        .code())))
                        .sorted(Comparator.comparing(Finding::position))
                        .map(tellings::concluded)
                        .toList(),
                cases.tasks(visitor.clearance(), file.id()).stream()
                        .filter(task -> task.element().equals(element) && task.subject().equals(of))
                        .map(tellings::task)
                        .toList(),
                CaseTellings.colleagues(rooms.roster(), visitor.clearance(), file));
    }

    // ---- tasks

    @PostMapping("/cases/{id}/tasks")
    @Needs(Permission.RECORD_CLAIMS)
    Answer task(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        CaseFile file = find(visitor, id);
        var gap =
                Stream.of(Gap.values())
                        .filter(one -> one.word().equals(TypedValue.field(form, "gap")))
                        .findFirst();
        if (gap.isEmpty()) {
            return new Answer.WithStatus(
                    422, show(visitor, file, Looked.FIRST, "case.task.gap", null));
        }
        Subject subject =
                CaseTellings.subject(
                        TypedValue.field(form, "kind"), TypedValue.field(form, "subject"));
        cases.task(
                visitor.clearance(),
                file.id(),
                TypedValue.field(form, "element"),
                subject,
                gap.get(),
                whom(visitor, file, form));
        return new Answer.SeeOther("/cases/%s?done=task#tasks".formatted(id));
    }

    @PostMapping("/cases/{id}/tasks/change")
    @Needs(Permission.RECORD_CLAIMS)
    Answer changeTask(
            @PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor) {
        CaseFile file = find(visitor, id);
        var state =
                Stream.of(Task.State.values())
                        .filter(one -> one.word().equals(TypedValue.field(form, "state")))
                        .findFirst();
        if (state.isEmpty()) {
            return new Answer.WithStatus(
                    422, show(visitor, file, Looked.FIRST, "case.task.state", null));
        }
        try {
            cases.change(
                    visitor.clearance(),
                    TaskId.parse(TypedValue.field(form, "task")),
                    Long.parseLong(TypedValue.field(form, "after")),
                    state.get(),
                    whom(visitor, file, form));
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        } catch (CaseRefused refused) {
            if (refused.why() != CaseRefused.Why.CHANGED_SINCE) {
                throw refused;
            }
            return new Answer.WithStatus(
                    409, show(visitor, file, Looked.FIRST, "case.task.changed", null));
        }
        return new Answer.SeeOther("/cases/%s?done=task#tasks".formatted(id));
    }

    /// Somebody who may see the case.
    private Optional<ActorId> whom(Visitor visitor, CaseFile file, Map<String, String> form) {
        var chosen = TypedValue.field(form, "whom");
        return rooms
                .roster()
                .colleagues(visitor.clearance(), file.compartments(), Permission.RECORD_CLAIMS)
                .stream()
                .map(account -> account.id())
                .filter(account -> account.toString().equals(chosen))
                .findFirst();
    }

    static int version(Map<String, String> form) {
        try {
            return Integer.parseInt(TypedValue.field(form, "version"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
