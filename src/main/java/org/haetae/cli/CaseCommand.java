package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseImport;
import org.haetae.assess.CaseJson;
import org.haetae.assess.Cases;
import org.haetae.assess.Cell;
import org.haetae.assess.CellState;
import org.haetae.assess.FindingId;
import org.haetae.assess.Gap;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.Root;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae case`.
@Command(
        name = "case",
        header = "Shows cases, their matrix, and what would fall.",
        description =
                "Cases: what is concluded about identified conduct, upon which claims, and what follows from it.",
        mixinStandardHelpOptions = true)
final class CaseCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private CaseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new CommandLine(new CaseCommand(terminal));
        line.addSubcommand(new ListOf(opener, terminal));
        line.addSubcommand(new Show(opener, terminal));
        line.addSubcommand(new Matrix(opener, terminal));
        line.addSubcommand(new WhatIf(opener, terminal));
        line.addSubcommand(new RootsOf(opener, terminal));
        line.addSubcommand(new Agree(opener, terminal));
        return line;
    }

    /// The cases of an open home.
    static Cases cases(Rooms rooms, Law law) {
        return new Cases(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.renditions(),
                rooms.casebook(),
                ShownEntity.judgements(rooms),
                law,
                rooms.clock());
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what to show is missing: list, show, matrix, what-if, roots or agree");
    }

    /// What all of them do: they open the home, read, and write rows.
    abstract static class Reading implements Callable<Integer> {
        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        Reading(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        abstract void read(Cases cases, Rooms rooms, Clearance by) throws IOException;

        @Override
        public Integer call() throws IOException {
            var law = LawCommand.of(common.home());
            try (var rooms = opener.open(common.home())) {
                read(cases(rooms, law), rooms, Console.clearance(rooms));
                return Exit.DONE;
            } catch (CaseRefused refused) {
                throw new Misuse(String.valueOf(refused.getMessage()));
            }
        }

        /// @param words for people
        final void tell(Map<String, ? extends @Nullable Object> row, String words) {
            if (common.json()) {
                terminal.row(row);
            } else {
                terminal.line(words);
            }
        }
    }

    /// By its id or its title.
    private static CaseFile find(Cases cases, Clearance by, String typed) {
        return cases.list(by).stream()
                .filter(one -> one.id().toString().equals(typed) || one.title().equals(typed))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "there is no case \"%s\"; `haetae case list` shows them"
                                                .formatted(typed)));
    }

    private static String title(Titles titles, CaseFile file, Subject subject) {
        return switch (subject) {
            case Subject.Incident(EntityId entity) -> titles.of(entity);
            case Subject.Person(EntityId entity) -> titles.of(entity);
            case Subject.Whole whole -> file.title();
        };
    }

    private static Stream<EntityId> entity(Subject subject) {
        return switch (subject) {
            case Subject.Incident(EntityId entity) -> Stream.of(entity);
            case Subject.Person(EntityId entity) -> Stream.of(entity);
            case Subject.Whole whole -> Stream.of();
        };
    }

    /// `haetae case list`.
    @Command(name = "list", header = "Lists cases.", mixinStandardHelpOptions = true)
    static final class ListOf extends Reading {
        ListOf(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void read(Cases cases, Rooms rooms, Clearance by) {
            for (var file : cases.list(by)) {
                tell(CaseJson.listed(file), "%s  %s".formatted(file.id(), file.title()));
            }
        }
    }

    /// What is looked at, and in which language.
    abstract static class OfCase extends Reading {
        @Parameters(paramLabel = "CASE", description = "by its id or title")
        private String typed = "";

        @Option(
                names = "--standard",
                paramLabel = "CODE",
                description =
                        "standard of proof that it is read by (default: that of its theory; `haetae law` shows them)")
        private @Nullable String standard;

        @Option(
                names = "--language",
                defaultValue = "en",
                paramLabel = "en|ko",
                description = "of names and words (default: ${DEFAULT-VALUE})")
        private String language = "en";

        OfCase(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        public Integer call() throws IOException {
            if (!List.of("en", "ko").contains(language)) {
                throw new Misuse("--language is %s; it is en or ko".formatted(language));
            }
            return super.call();
        }

        final CaseFile find(Cases cases, Clearance by) {
            return CaseCommand.find(cases, by, typed);
        }

        final Optional<String> standard() {
            return Optional.ofNullable(standard);
        }

        final Locale locale() {
            return Locale.of(language);
        }
    }

    /// `haetae case show`.
    @Command(
            name = "show",
            header = "Shows the theory of a case, its findings and its tasks.",
            mixinStandardHelpOptions = true)
    static final class Show extends OfCase {
        Show(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void read(Cases cases, Rooms rooms, Clearance by) {
            var file = find(cases, by);
            var theory = file.theory();
            var findings = cases.told(by, file.id());
            var tasks = cases.tasks(by, file.id());
            Set<EntityId> ids = new HashSet<>();
            Stream.of(theory.places(), theory.units(), theory.persons()).forEach(ids::addAll);
            findings.forEach(one -> entity(one.subject()).forEach(ids::add));
            tasks.forEach(one -> entity(one.subject()).forEach(ids::add));
            var titles = rooms.casebook().titles(by, ids, locale());
            tell(
                    CaseJson.of(file),
                    "%s%n  %s%n  places %s%n  units %s%n  persons %s%n  conduct %s%n  read by %s"
                            .formatted(
                                    file.title(),
                                    theory.period().map(Object::toString).orElse("any time"),
                                    named(theory.places(), titles),
                                    named(theory.units(), titles),
                                    named(theory.persons(), titles),
                                    String.join(", ", theory.conduct()),
                                    theory.standard()));
            for (var one : findings) {
                tell(
                        CaseJson.of(one),
                        "finding %s  %s, %s: %s%s  %s"
                                .formatted(
                                        one.id(),
                                        one.element(),
                                        title(titles, file, one.subject()),
                                        one.direction().word(),
                                        one.stale() ? " (stale)" : "",
                                        one.standing().word()));
            }
            for (var one : tasks) {
                tell(
                        CaseJson.of(one),
                        "task %s  %s, %s: %s  %s"
                                .formatted(
                                        one.id(),
                                        one.element(),
                                        title(titles, file, one.subject()),
                                        one.gap().word(),
                                        one.state().word()));
            }
        }

        private static String named(Set<EntityId> ids, Titles titles) {
            return ids.isEmpty()
                    ? "any"
                    : ids.stream().map(titles::of).sorted().collect(Collectors.joining(", "));
        }
    }

    private static String words(Cell cell) {
        return "%s, %d roots for%s%s"
                .formatted(
                        cell.state().word(),
                        cell.supporting().roots(),
                        cell.contrary().claims() == 0
                                ? ""
                                : ", %d against".formatted(cell.contrary().roots()),
                        cell.gaps().isEmpty()
                                ? ""
                                : cell.gaps().stream()
                                        .sorted()
                                        .map(Gap::word)
                                        .collect(Collectors.joining(", ", " (", ")")));
    }

    /// `haetae case matrix`.
    @Command(
            name = "matrix",
            header = "Shows each element of a case for each incident and person.",
            mixinStandardHelpOptions = true)
    static final class Matrix extends OfCase {

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "only cells that are supported, contradicted, disputed or missing")
        private @Nullable CellState state;

        Matrix(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void read(Cases cases, Rooms rooms, Clearance by) {
            var file = find(cases, by);
            var matrix = cases.matrix(by, file.id(), standard());
            var titles =
                    rooms.casebook()
                            .titles(
                                    by,
                                    matrix.cells()
                                            .flatMap(cell -> entity(cell.subject()))
                                            .distinct()
                                            .toList(),
                                    locale());
            for (var block : matrix.blocks()) {
                for (var line : block.lines()) {
                    for (var cell : line.cells()) {
                        if (state == null || cell.state() == state) {
                            tell(
                                    CaseJson.of(cell),
                                    "%s %s: %s, %s: %s"
                                            .formatted(
                                                    block.provision().article(),
                                                    label(block.provision()),
                                                    label(line.element()),
                                                    title(titles, file, cell.subject()),
                                                    words(cell)));
                        }
                    }
                }
            }
            var figures = matrix.figures();
            tell(
                    CaseJson.of(figures),
                    "all together: %d incidents, %d places, %d units, %s to %s"
                            .formatted(
                                    figures.incidents(),
                                    figures.places().size(),
                                    figures.units().size(),
                                    figures.first().map(Object::toString).orElse("?"),
                                    figures.last().map(Object::toString).orElse("?")));
        }

        private String label(Provision of) {
            return of.label().in(locale());
        }
    }

    /// `haetae case what-if`.
    @Command(
            name = "what-if",
            header = "Tells what of a case would fall without something.",
            description = "Changes nothing. What is left out may be given several times.",
            mixinStandardHelpOptions = true)
    static final class WhatIf extends OfCase {

        @Option(names = "--item", paramLabel = "ID", description = "leave out a source")
        private List<String> items = List.of();

        @Option(names = "--claim", paramLabel = "ID", description = "leave out a claim")
        private List<String> claims = List.of();

        @Option(
                names = "--witness",
                paramLabel = "ID",
                description = "leave out all that a witness told: id or key of the entity")
        private List<String> witnesses = List.of();

        @Option(
                names = "--consent",
                paramLabel = "ID",
                description = "leave out all that is tied to a consent")
        private List<String> consents = List.of();

        @Option(
                names = "--sentences",
                description = "tell the sentences of the dossier that would fall too")
        private boolean sentences;

        WhatIf(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        private static <T> Set<T> ids(List<String> typed, Function<UUID, T> of) {
            return typed.stream().map(Typed::id).map(of).collect(Collectors.toSet());
        }

        @Override
        void read(Cases cases, Rooms rooms, Clearance by) throws IOException {
            var file = find(cases, by);
            var leavingOut =
                    new LeavingOut(
                            ids(items, ItemId::new),
                            ids(claims, ClaimId::new),
                            witnesses.stream()
                                    .map(one -> witness(rooms, by, one))
                                    .collect(Collectors.toSet()),
                            ids(consents, ConsentId::new));
            var told = cases.whatIf(by, file.id(), standard(), leavingOut);
            var titles =
                    rooms.casebook()
                            .titles(
                                    by,
                                    Stream.concat(
                                                    told.cells().stream()
                                                            .map(one -> one.before().subject()),
                                                    told.findings().stream()
                                                            .map(one -> one.finding().subject()))
                                            .flatMap(CaseCommand::entity)
                                            .distinct()
                                            .toList(),
                                    locale());
            for (var changed : told.cells()) {
                tell(
                        CaseJson.of(changed),
                        "cell %s, %s: %s -> %s"
                                .formatted(
                                        changed.before().element(),
                                        title(titles, file, changed.before().subject()),
                                        words(changed.before()),
                                        words(changed.after())));
            }
            for (var fallen : told.findings()) {
                tell(
                        CaseJson.of(fallen),
                        "finding %s %s, %s falls; left: %d claims from %d roots"
                                .formatted(
                                        fallen.finding().id(),
                                        fallen.finding().element(),
                                        title(titles, file, fallen.finding().subject()),
                                        fallen.left().claims(),
                                        fallen.left().roots()));
            }
            if (sentences) {
                ExportDossierCommand.dossiers(rooms)
                        .falling(by, file.id(), locale(), standard(), leavingOut)
                        .forEach(
                                one ->
                                        tell(
                                                one.row(),
                                                "sentence %s, %s: %s"
                                                        .formatted(
                                                                one.sentence().id(),
                                                                one.part(),
                                                                one.sentence().text())));
            }
        }

        private static EntityId witness(Rooms rooms, Clearance by, String typed) {
            return rooms.casebook().keyed(by, typed).orElseGet(() -> new EntityId(Typed.id(typed)));
        }
    }

    /// `haetae case roots`.
    @Command(
            name = "roots",
            header = "Shows from which roots the sources of a case come, and why.",
            mixinStandardHelpOptions = true)
    static final class RootsOf extends OfCase {
        RootsOf(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void read(Cases cases, Rooms rooms, Clearance by) {
            var file = find(cases, by);
            var items = new LinkedHashSet<ItemId>();
            cases.findings(by, file.id())
                    .forEach(finding -> finding.claims().forEach(one -> items.addAll(one.items())));
            for (Root root : cases.roots(by, items).all()) {
                tell(
                        CaseJson.of(root),
                        "root %d: %d sources%s%s"
                                .formatted(
                                        root.number(),
                                        root.items().size(),
                                        root.ties().stream()
                                                .map(tie -> tie.why().word())
                                                .distinct()
                                                .sorted()
                                                .collect(Collectors.joining(", ", " (", ")"))
                                                .replace(" ()", ""),
                                        root.drawsOn().isEmpty()
                                                ? ""
                                                : ", draws on " + root.drawsOn()));
            }
        }
    }

    /// `haetae case agree`.
    @Command(
            name = "agree",
            header = "Agrees to findings that somebody else made.",
            description =
                    "Agrees to findings in their present versions, after you read each beside its claims. Nobody agrees to their own, and nobody to one that is stale.",
            mixinStandardHelpOptions = true)
    static final class Agree extends Deed {

        @Mixin private Person person = new Person();

        @Parameters(paramLabel = "ID", arity = "1..*", description = "findings")
        private List<String> ids = List.of();

        Agree(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        public Integer call() throws IOException {
            ids.forEach(Typed::id);
            return super.call();
        }

        @Override
        void done(Rooms rooms) throws IOException {
            var cases = cases(rooms, LawCommand.of(rooms.home().directory()));
            for (var id : ids) {
                tell(person.signedIn(rooms, by -> agreed(cases, by, id)));
            }
        }

        private static Map<String, Object> agreed(Cases cases, Clearance by, String id) {
            try {
                var finding =
                        cases.finding(by, new FindingId(Typed.id(id)))
                                .orElseThrow(() -> new Misuse("there is no finding " + id));
                var standing =
                        cases.judge(by, finding.id(), finding.version(), Standing.AGREED, "");
                var row = new LinkedHashMap<String, Object>();
                row.put("finding", id);
                row.put("version", finding.version());
                row.put("standing", standing.word());
                return row;
            } catch (CaseRefused refused) {
                throw new Misuse("not agreed to: " + refused.getMessage());
            }
        }
    }

    /// `haetae import cases`.
    @Command(
            name = "cases",
            header = "Takes in cases and their findings.",
            description = {
                "Takes in cases, findings, tasks and corrections of roots, one JSON object a line (docs/formats/cases.md).",
                "Every line has an outcome; the same file given again enters nothing twice. Nobody judges a finding by this."
            },
            mixinStandardHelpOptions = true)
    static final class Import implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "- is standard input")
        private List<Path> files = List.of();

        @Option(
                names = "--compartment",
                paramLabel = "NAME|ID",
                description =
                        "in which cases are begun; may be given several times (default: General)")
        private List<String> compartments = List.of();

        Import(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            for (var file : files) {
                if (!isStandardInput(file) && !Files.isReadable(file)) {
                    throw new Misuse("%s cannot be read".formatted(file));
                }
            }
            var law = LawCommand.of(common.home());
            var refused = new ArrayList<CaseImport.Outcome>();
            try (var rooms = opener.open(common.home())) {
                Set<CompartmentId> in =
                        compartments.isEmpty()
                                ? Set.of(CompartmentId.GENERAL)
                                : compartments.stream()
                                        .map(one -> Console.compartment(rooms, one))
                                        .collect(Collectors.toSet());
                for (var file : files) {
                    var taking =
                            new CaseImport(
                                    cases(rooms, law),
                                    rooms.casebook(),
                                    rooms.archive(),
                                    Console.clearance(rooms),
                                    Optional.empty(),
                                    in,
                                    outcome -> {
                                        tell(file, outcome);
                                        if (outcome.fate() == CaseImport.Fate.REFUSED) {
                                            refused.add(outcome);
                                        }
                                    });
                    try (var lines = lines(file)) {
                        taking.read(lines);
                    }
                }
                rooms.ledger().publish();
            }
            return refused.isEmpty() ? Exit.DONE : Exit.FINDINGS;
        }

        private void tell(Path file, CaseImport.Outcome outcome) {
            if (common.json()) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("file", file.toString());
                row.put("line", outcome.number());
                row.put("outcome", outcome.fate().word());
                row.put("kind", outcome.kind());
                row.put("id", outcome.id().map(UUID::toString).orElse(null));
                row.put("reason", outcome.reason().orElse(null));
                terminal.row(row);
            } else if (outcome.fate() == CaseImport.Fate.REFUSED) {
                terminal.line(
                        "%s line %d: %s"
                                .formatted(file, outcome.number(), outcome.reason().orElse("")));
            }
        }

        private static boolean isStandardInput(Path file) {
            return file.toString().equals("-");
        }

        private static BufferedReader lines(Path file) throws IOException {
            InputStream in = isStandardInput(file) ? System.in : Files.newInputStream(file);
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }
    }
}
