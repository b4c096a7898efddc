package org.haetae.designations;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.ClaimIntake.Result;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.ListVersion;

/// Records a version of a list of sanctions, whose files were taken in before, as what became
/// different since the version before: entries that are new, that say something else, that are
/// gone. What is the same costs nothing, and what was said before stays.
public final class ListImport {

    /// What became of an entry.
    public enum Fate {
        ADDED,
        CHANGED,
        REMOVED,
        UNCHANGED,
        REFUSED
    }

    /// @param entry id in the list
    /// @param number that the list cites it by
    /// @param fields in which it changed
    /// @param claims how many were recorded
    /// @param reason why it was refused; else empty
    public record Outcome(
            String entry,
            String number,
            Fate fate,
            Set<String> fields,
            Optional<EntityId> entity,
            int claims,
            String reason) {}

    private final Casebook casebook;
    private final Archive archive;
    private final Database database;
    private final Renditions renditions;
    private final Alerts alerts;
    private final Clearance by;
    private final Grade grade;
    private final Consumer<Outcome> each;

    /// @param alerts which are raised before a version counts as recorded: a crash between leaves
    ///   none out
    /// @param grade of all claims
    /// @param each hears of every entry
    public ListImport(
            Casebook casebook,
            Archive archive,
            Database database,
            Renditions renditions,
            Alerts alerts,
            Clearance by,
            Grade grade,
            Consumer<Outcome> each) {
        this.casebook = casebook;
        this.archive = archive;
        this.database = database;
        this.renditions = renditions;
        this.alerts = alerts;
        this.by = by;
        this.grade = grade;
        this.each = each;
    }

    /// What an import was about.
    ///
    /// @param before the version that this one was compared with
    /// @param alerts raised about those whom the casebook knows
    public record Done(
            ListVersion version, Optional<KeptVersion> before, int refused, List<Alert> alerts) {}

    /// @param items files of the version, in the order in which they are read
    /// @throws org.haetae.sanctions.ListRefused when they are no whole list; nothing is recorded
    ///   then
    /// @throws IllegalArgumentException when they are another list, or not read yet
    public Done read(ListKeeper keeper, List<ItemId> items) throws IOException {
        var version = ListFiles.read(sources(archive, by, items));
        if (version.format().keeper() != keeper) {
            throw new IllegalArgumentException(
                    "the files are %s, a list of %s, not of %s"
                            .formatted(
                                    version.format(),
                                    version.format().keeper().word(),
                                    keeper.word()));
        }
        var latest = KeptVersion.latest(database, archive, by, keeper);
        if (latest.isPresent() && latest.get().items().equals(items)) {
            version.entries().forEach(entry -> tell(entry, Fate.UNCHANGED));
            return new Done(version, latest, 0, List.of());
        }
        var before =
                latest.isPresent()
                        ? Optional.of(ListFiles.read(sources(archive, by, latest.get().items())))
                        : Optional.<ListVersion>empty();
        var recording = new Recording(keeper, version, before, items);
        recording.record();
        var counts = recording.counts();
        var raised =
                alerts.raise(
                        by,
                        keeper,
                        accession(items.getFirst()).id(),
                        KeptDifferences.Difference.of(version, before));
        KeptVersion.keep(
                archive,
                by,
                accession(items.getFirst()),
                keeper,
                version.dated().map(HistoricDate::edtf).orElse(""),
                items,
                version.entries().size(),
                counts);
        return new Done(version, latest, counts.refused(), raised);
    }

    private void tell(ListEntry entry, Fate fate) {
        each.accept(
                new Outcome(entry.id(), entry.number(), fate, Set.of(), Optional.empty(), 0, ""));
    }

    private Accession accession(ItemId item) {
        return archive.item(by, item)
                .map(Item::accession)
                .flatMap(one -> archive.accession(by, one))
                .orElseThrow(() -> new IllegalArgumentException("there is no item " + item));
    }

    /// The files of a version as they were kept.
    public static List<ListFiles.Source> sources(
            Archive archive, Clearance by, List<ItemId> items) {
        return items.stream()
                .<ListFiles.Source>map(
                        item ->
                                new ListFiles.Source() {
                                    @Override
                                    public String name() {
                                        return "item " + item;
                                    }

                                    @Override
                                    public InputStream open() throws IOException {
                                        return archive.read(by, item);
                                    }
                                })
                .toList();
    }

    /// One version on its way into the casebook.
    private final class Recording {
        private final ListKeeper keeper;
        private final ListVersion version;
        private final Optional<ListVersion> before;
        private final List<ItemId> items;
        private final List<EntryPlaces> places = new ArrayList<>();
        private final ClaimIntake intake;
        private final Map<String, Outcome> expected = new LinkedHashMap<>();
        private final Set<String> brought = new HashSet<>();
        private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
        private int number;

        Recording(
                ListKeeper keeper,
                ListVersion version,
                Optional<ListVersion> before,
                List<ItemId> items)
                throws IOException {
            this.keeper = keeper;
            this.version = version;
            this.before = before;
            this.items = items;
            for (int i = 0; i < items.size(); i++) {
                var item = items.get(i);
                var text =
                        renditions
                                .text(item)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "item %s was not read yet; run haetae reread %s"
                                                                .formatted(item, item)));
                places.add(new EntryPlaces(text, version.characters().get(i)));
            }
            this.intake = new ClaimIntake(casebook, by, false, this::heard);
        }

        void record() {
            var difference =
                    before.map(version::since)
                            .orElseGet(
                                    () ->
                                            new ListVersion.Difference(
                                                    version.entries(), Map.of(), List.of(), 0));
            var earlier = before.map(ListVersion::byId).orElse(Map.of());
            var all = new ArrayList<>(difference.added());
            all.addAll(difference.changed().keySet());
            all.addAll(difference.removed());
            intake.expect(
                    all.stream()
                            .map(entry -> Statement.key(keeper, entry))
                            .flatMap(key -> Stream.of(key, Statement.designation(key)))
                            .toList());
            difference.added().forEach(entry -> take(entry, Fate.ADDED, Set.of(), Set.of()));
            difference
                    .changed()
                    .forEach(
                            (entry, fields) ->
                                    take(
                                            entry,
                                            Fate.CHANGED,
                                            new TreeSet<>(fields),
                                            said(earlier.get(entry.id()))));
            difference.removed().forEach(this::remove);
            intake.end();
            var touched = all.stream().map(ListEntry::id).collect(Collectors.toSet());
            version.entries().stream()
                    .filter(entry -> !touched.contains(entry.id()))
                    .forEach(
                            entry -> {
                                fates.merge(Fate.UNCHANGED, 1, Integer::sum);
                                tell(entry, Fate.UNCHANGED);
                            });
        }

        KeptVersion.Counts counts() {
            return new KeptVersion.Counts(
                    count(Fate.ADDED),
                    count(Fate.CHANGED),
                    count(Fate.REMOVED),
                    count(Fate.UNCHANGED),
                    count(Fate.REFUSED));
        }

        private int count(Fate fate) {
            return fates.getOrDefault(fate, 0);
        }

        private Set<Statement> said(ListEntry entry) {
            return Statement.of(keeper, Optional.empty(), entry).stream()
                    .map(Statement::placeless)
                    .collect(Collectors.toSet());
        }

        private void heard(ClaimIntake.Outcome outcome) {
            var about = expected.get(outcome.key());
            if (about == null) {
                return;
            }
            var fate = outcome.result() == Result.REFUSED ? Fate.REFUSED : about.fate();
            fates.merge(fate, 1, Integer::sum);
            each.accept(
                    new Outcome(
                            about.entry(),
                            about.number(),
                            fate,
                            about.fields(),
                            outcome.entity(),
                            outcome.fresh(),
                            outcome.reason()));
        }

        private void expect(ListEntry entry, Fate fate, Set<String> fields) {
            expected.put(
                    Statement.key(keeper, entry),
                    new Outcome(entry.id(), entry.number(), fate, fields, Optional.empty(), 0, ""));
        }

        private void take(ListEntry entry, Fate fate, Set<String> fields, Set<Statement> known) {
            expect(entry, fate, fields);
            var key = Statement.key(keeper, entry);
            number++;
            try {
                var claims = new ArrayList<NewClaim>();
                for (var statement : Statement.of(keeper, version.dated(), entry)) {
                    if (!known.contains(statement.placeless())) {
                        claims.add(claim(statement, cites(entry, statement.place())));
                    }
                }
                intake.take(number, key, claims);
            } catch (IllegalArgumentException | CaseRefused e) {
                intake.refuse(number, key, String.valueOf(e.getMessage()));
            }
        }

        /// That it is gone is said by the list as a whole, and only that it was gone by its day.
        private void remove(ListEntry entry) {
            expect(entry, Fate.REMOVED, Set.of());
            var key = Statement.key(keeper, entry);
            number++;
            var about = Statement.designation(key);
            var said = new ArrayList<Statement>();
            said.add(
                    new Statement(
                            about,
                            "designation",
                            "status",
                            new Statement.Said.Plain(new Value.Code("removed")),
                            0));
            version.dated()
                    .ifPresent(
                            day ->
                                    said.add(
                                            new Statement(
                                                    about,
                                                    "designation",
                                                    "removed",
                                                    new Statement.Said.Plain(
                                                            new Value.Date(
                                                                    HistoricDate.of(
                                                                            "[.."
                                                                                    + day.edtf()
                                                                                    + "]"))),
                                                    0)));
            intake.take(
                    number,
                    key,
                    said.stream()
                            .map(one -> claim(one, List.of(cite(0, places.getFirst().whole()))))
                            .toList());
        }

        /// The row or element of the entry, and the row beside it that says this.
        private List<NewClaim.Cite> cites(ListEntry entry, int place) {
            var cites = new ArrayList<NewClaim.Cite>();
            for (int one : place == 0 ? new int[] {0} : new int[] {0, place}) {
                var stands = entry.places().get(one);
                places.get(stands.file())
                        .of(stands)
                        .forEach(
                                locator -> {
                                    var cite = cite(stands.file(), locator);
                                    if (!cites.contains(cite)) {
                                        cites.add(cite);
                                    }
                                });
            }
            return cites;
        }

        private NewClaim.Cite cite(int file, Locator locator) {
            return new NewClaim.Cite(items.get(file), locator);
        }

        private NewClaim claim(Statement statement, List<NewClaim.Cite> cites) {
            var about = intake.entity(statement.key());
            intake.kind(about, Optional.of(statement.kind()), statement.key());
            var value =
                    switch (statement.said()) {
                        case Statement.Said.Plain(Value plain) -> plain;
                        case Statement.Said.Entity other ->
                                new Value.Reference(entity(other, cites));
                    };
            return claim(about, statement.kind(), statement.property(), value, cites);
        }

        private NewClaim claim(
                EntityId about,
                String kind,
                String property,
                Value value,
                List<NewClaim.Cite> cites) {
            return new NewClaim(
                    about,
                    kind,
                    property,
                    value,
                    cites,
                    grade,
                    Status.RECORDED,
                    Basis.ITEM,
                    Set.of());
        }

        /// A place or an authority that an entry names; what is new is brought by the first entry
        /// that does, as a part of its own.
        private EntityId entity(Statement.Said.Entity other, List<NewClaim.Cite> cites) {
            var id = intake.entity(other.key());
            if (!other.name().isEmpty() && intake.isNew(id) && brought.add(other.key())) {
                intake.kind(id, Optional.of(other.kind()), other.key());
                var claims = new ArrayList<NewClaim>();
                claims.add(
                        claim(
                                id,
                                other.kind(),
                                "name",
                                new Value.Name(other.name(), Optional.of("en")),
                                cites));
                if (other.key().equals(Statement.authority(keeper))) {
                    keeper.korean()
                            .ifPresent(
                                    name ->
                                            claims.add(
                                                    claim(
                                                            id,
                                                            other.kind(),
                                                            "name",
                                                            new Value.Name(name, Optional.of("ko")),
                                                            cites)));
                }
                if (other.key().startsWith("country:")) {
                    claims.add(
                            claim(
                                    id,
                                    other.kind(),
                                    "country-code",
                                    new Value.Text(
                                            other.key().substring("country:".length()),
                                            Optional.empty()),
                                    cites));
                }
                intake.take(number, other.key(), claims);
            }
            return id;
        }
    }
}
