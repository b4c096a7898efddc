package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.assess.Cases;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.Standing;
import org.haetae.assess.Tie;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.custody.Custody;
import org.haetae.exchange.Exports;
import org.haetae.extract.PageImage;
import org.haetae.extract.PageImages;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.extract.worker.Hints;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.packing.BagWriter;
import org.haetae.packing.Parcel;

/// Dossiers of cases: drafted to be looked at, and exported once nothing is in the way.
///
/// What leaves was agreed to by two people, rests on claims that stand, cites words that are where
/// they were, and is let out by the consents that it is tied to. Where one of these fails nothing
/// leaves, and it is told what is in the way.
public final class Dossiers {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PAGES_AT_ONCE = 8;

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final PageImages images;
    private final Casebook casebook;
    private final Cases cases;
    private final Exports exports;
    private final Clock clock;
    private final Exhibits exhibits;
    private final Redactions redactions;

    public Dossiers(
            Database database,
            Ledger ledger,
            Archive archive,
            Readings readings,
            Renditions renditions,
            PageImages images,
            Casebook casebook,
            Cases cases,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.readings = readings;
        this.renditions = renditions;
        this.images = images;
        this.casebook = casebook;
        this.cases = cases;
        this.exports = new Exports(casebook, archive.uses(), database, ledger, clock);
        this.clock = clock;
        this.exhibits = new Exhibits(database, ledger, clock);
        this.redactions = new Redactions(database, ledger, archive, clock);
    }

    /// Compares what is kept of dossiers, exhibits, witnesses and redactions with the ledger, both
    /// ways. Changes nothing.
    public static List<org.haetae.ledger.Finding> verify(Database database, Ledger ledger) {
        return Stream.of(
                        Redactions.verify(database, ledger),
                        new ReportCheck(database, ledger).findings())
                .flatMap(List::stream)
                .toList();
    }

    /// What is not to be seen of items when they are exhibits.
    public Redactions redactions() {
        return redactions;
    }

    /// What a dossier would say, and what is in its way.
    ///
    /// @param dossier as far as it can be told; of what may not leave nothing is in it
    /// @param obstacles empty when it may leave
    public record Draft(Dossier dossier, List<Obstacle> obstacles) {
        public Draft {
            obstacles = List.copyOf(obstacles);
        }
    }

    /// A dossier is asked for that cannot leave as it is.
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient List<Obstacle> obstacles;

        Refused(List<Obstacle> obstacles) {
            super("%d things are in the way of the dossier".formatted(obstacles.size()));
            this.obstacles = List.copyOf(obstacles);
        }

        /// At least one.
        public List<Obstacle> obstacles() {
            return obstacles;
        }
    }

    // ---- drafting

    /// Drafts a dossier without letting anything leave. Exhibits that have no number yet are shown
    /// under those that they would get.
    ///
    /// @throws NoSuchElementException when there is no such case for them
    public Draft draft(Clearance by, CaseId id, Wanted wanted) {
        return new Making(by, id, wanted, false).draft();
    }

    /// Sentences of the dossier of a case that would fall without something: each that rests on a
    /// claim which is left out, or which cites what is.
    ///
    /// @param standard as [Wanted] has it
    /// @throws NoSuchElementException when there is no such case for them
    public List<Falling> falling(
            Clearance by,
            CaseId id,
            Locale locale,
            Optional<String> standard,
            LeavingOut leavingOut) {
        var inside = new Use(Use.Purpose.INTERNAL, "", true);
        var dossier =
                draft(by, id, new Wanted(Wanted.Form.COURT, Optional.of(inside), locale, standard))
                        .dossier();
        var items = dossier.exhibits().stream().map(Exhibit::item).toList();
        var gone = cases.gone(by, leavingOut, items);
        var exhibits =
                dossier.exhibits().stream()
                        .filter(one -> gone.contains(one.item()))
                        .map(Exhibit::label)
                        .collect(Collectors.toSet());
        var claims =
                dossier.claims().stream()
                        .filter(
                                one ->
                                        leavingOut.claims().contains(one.claim())
                                                || one.passages().stream()
                                                        .map(CitedClaim.Passage::exhibit)
                                                        .anyMatch(exhibits::contains))
                        .map(CitedClaim::label)
                        .collect(Collectors.toSet());
        return dossier.parts().stream()
                .flatMap(
                        part ->
                                part.sentences()
                                        .filter(
                                                one ->
                                                        one.claims().stream()
                                                                .anyMatch(claims::contains))
                                        .map(one -> new Falling(part.heading(), one)))
                .toList();
    }

    /// Exports a dossier.
    ///
    /// @param custody that knows the use, and to whom it goes
    /// @throws NoSuchElementException when there is no such case for them
    /// @throws Refused when something is in the way; nothing has left then, and the ledger says
    ///   that somebody asked
    /// @throws org.haetae.archive.UseRefused the same, when a consent changed meanwhile
    public Dossier export(Clearance by, CaseId id, Wanted wanted, Custody custody, Parcel parcel)
            throws IOException {
        if (!by.may(Permission.EXPORT) || !by.may(Permission.DOWNLOAD_ORIGINAL)) {
            throw new IllegalArgumentException(
                    "actor %s may not %s and %s"
                            .formatted(
                                    by.actor(), Permission.EXPORT, Permission.DOWNLOAD_ORIGINAL));
        }
        return new Making(by, id, wanted, true).export(custody, parcel);
    }

    /// One dossier while it is made.
    private final class Making {
        private final Clearance by;
        private final Wanted wanted;
        private final CaseFile file;
        private final Optional<Use> unnamed;

        /// Reads what may leave without a name: what shows one is asked for again before it leaves.
        private final Clearance leaving;

        private final Map<ItemId, Seen> seen = new HashMap<>();
        private final List<Finding> counting;
        private final int left;
        private final List<Obstacle> obstacles = new ArrayList<>();
        private final Drafting drafting;
        private final UUID dossier = UUID.randomUUID();
        private final Instant made = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        private final Map<ItemId, Integer> numbers;
        private final Map<ItemId, String> mediaTypes;
        private final List<Part> parts = new ArrayList<>();

        /// @param leaves whether it is to leave, so that numbers are given for good
        Making(Clearance by, CaseId id, Wanted wanted, boolean leaves) {
            this.by = by.using();
            this.wanted = wanted;
            this.file =
                    cases.open(this.by, id)
                            .orElseThrow(() -> new NoSuchElementException("no case " + id));
            this.unnamed = wanted.use().map(use -> new Use(use.purpose(), use.to(), false));
            this.leaving = archive.uses().leaving(this.by, unnamed);
            redactions.of(this.by, file).forEach((item, some) -> seen.put(item, new Seen(some)));
            var told = cases.told(this.by, id);
            var agreed =
                    told.stream()
                            .filter(one -> one.direction() != Direction.WITHDRAWN)
                            .filter(one -> one.standing() == Standing.AGREED)
                            .toList();
            this.left =
                    (int)
                            told.stream()
                                    .filter(one -> one.direction() != Direction.WITHDRAWN)
                                    .filter(one -> one.standing() != Standing.AGREED)
                                    .count();
            agreed.stream().filter(Finding::stale).forEach(this::stale);
            this.counting =
                    agreed.stream()
                            .filter(Finding::counts)
                            .sorted(Comparator.comparing(Finding::position))
                            .toList();
            consents();
            var mayLeave = readable();
            this.drafting =
                    new Drafting(
                            casebook,
                            archive,
                            renditions,
                            cases.law(),
                            leaving,
                            wanted,
                            cases.matrix(leaving, id, wanted.standard()),
                            mayLeave,
                            seen);
            drafting.sources()
                    .moved()
                    .forEach(
                            claim ->
                                    obstacles.add(
                                            new Obstacle(
                                                    Obstacle.Why.MOVED,
                                                    claim.value(),
                                                    claim.value())));
            this.parts.addAll(drafting.parts());
            this.mediaTypes = readings.mediaTypes(this.by, drafting.sources().items().keySet());
            var compartments = new LinkedHashMap<ItemId, Set<CompartmentId>>();
            drafting.sources()
                    .items()
                    .forEach((item, facts) -> compartments.put(item, facts.compartments()));
            boolean keep = leaves && obstacles.isEmpty();
            this.numbers = exhibits.numbers(this.by, file, compartments, keep);
            this.parts.add(drafting.disclosure(left));
            this.parts.add(drafting.witnesses(speaking(compartments, keep)));
        }

        private void stale(Finding finding) {
            var fallen =
                    finding.claims().stream()
                            .filter(one -> one.fallen().isPresent())
                            .map(one -> one.claim().value())
                            .findFirst();
            obstacles.add(
                    new Obstacle(
                            Obstacle.Why.STALE,
                            finding.id().value(),
                            fallen.orElse(finding.id().value())));
        }

        /// What the findings lean on has to be let out by the consents that it is tied to: with a
        /// name where it leaves as received, without one where it is redacted.
        private void consents() {
            var items =
                    counting.stream()
                            .flatMap(finding -> finding.claims().stream())
                            .flatMap(leaning -> leaning.items().stream())
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            var shownWhole = items.stream().filter(item -> !seen.containsKey(item)).toList();
            var redacted = items.stream().filter(seen::containsKey).toList();
            if (archive.uses().permits(by, wanted.use(), shownWhole)
                            instanceof Uses.Verdict.Permitted
                    && archive.uses().permits(by, unnamed, redacted)
                            instanceof Uses.Verdict.Permitted) {
                return;
            }
            for (var item : items) {
                var use = seen.containsKey(item) ? unnamed : wanted.use();
                if (archive.uses().permits(by, use, List.of(item))
                        instanceof Uses.Verdict.Refused(List<Uses.Ground> grounds)) {
                    grounds.forEach(
                            ground ->
                                    obstacles.add(
                                            new Obstacle(
                                                    Obstacle.Why.CONSENT,
                                                    item.value(),
                                                    ground.consent().value())));
                }
            }
        }

        /// Of the findings those of which every claim may leave: the others are in the way already,
        /// and a draft shows nothing of them.
        private List<Finding> readable() {
            var ids =
                    counting.stream()
                            .flatMap(finding -> finding.claims().stream())
                            .map(leaning -> leaning.claim())
                            .toList();
            var there = casebook.current(leaving, ids).keySet();
            return counting.stream()
                    .filter(
                            finding ->
                                    finding.claims().stream()
                                            .allMatch(one -> there.contains(one.claim())))
                    .toList();
        }

        /// In which exhibits each witness speaks, by the numbers of both.
        private Map<Integer, List<Integer>> speaking(
                Map<ItemId, Set<CompartmentId>> items, boolean keep) {
            var records = new HashMap<UUID, List<UUID>>();
            var told = new HashMap<UUID, List<UUID>>();
            for (var tie : cases.ties(leaving, items.keySet())) {
                if (tie.why() == Tie.Why.RECORDED) {
                    records.computeIfAbsent(tie.one(), one -> new ArrayList<>()).add(tie.other());
                    records.computeIfAbsent(tie.other(), one -> new ArrayList<>()).add(tie.one());
                } else if (tie.why() == Tie.Why.TOLD_BY) {
                    told.computeIfAbsent(tie.one(), one -> new ArrayList<>()).add(tie.other());
                }
            }
            var speaking = new LinkedHashMap<UUID, List<ItemId>>();
            for (var item : items.keySet()) {
                Stream.concat(
                                Stream.of(item.value()),
                                records.getOrDefault(item.value(), List.of()).stream())
                        .flatMap(one -> told.getOrDefault(one, List.of()).stream())
                        .distinct()
                        .forEach(
                                witness ->
                                        speaking.computeIfAbsent(witness, one -> new ArrayList<>())
                                                .add(item));
            }
            var byNumber = new TreeMap<Integer, List<Integer>>();
            exhibits.witnesses(by, file, speaking, items, keep)
                    .forEach(
                            (witness, number) ->
                                    byNumber.put(
                                            number,
                                            speaking.get(witness).stream()
                                                    .map(numbers::get)
                                                    .sorted()
                                                    .toList()));
            return byNumber;
        }

        Draft draft() {
            return new Draft(
                    dossier(
                            drafting.sources().items().values().stream()
                                    .map(item -> exhibit(item, item.sha256(), item.bytes()))
                                    .toList()),
                    obstacles);
        }

        private Dossier dossier(List<Exhibit> shown) {
            var sorted = shown.stream().sorted(Comparator.comparing(Exhibit::number)).toList();
            var all = new ArrayList<>(parts);
            all.add(
                    drafting.exhibits(
                            sorted,
                            archive.uses().tied(by, sorted.stream().map(Exhibit::item).toList())));
            all.replaceAll(part -> part.with(drafting::withoutNames));
            return new Dossier(
                    dossier,
                    file.id().value(),
                    drafting.withoutNames(file.title()),
                    Words.in(wanted.locale()).locale(),
                    made,
                    drafting.cover(made, dossier),
                    all,
                    sorted,
                    drafting.claims(numbers));
        }

        private Exhibit exhibit(Item item, String sha256, long bytes) {
            boolean redacted = seen.containsKey(item.id());
            int number = numbers.get(item.id());
            return new Exhibit(
                    number,
                    item.id(),
                    redacted ? "" : item.name(),
                    redacted ? "application/pdf" : mediaTypes.getOrDefault(item.id(), ""),
                    bytes,
                    redacted && sha256.equals(item.sha256()) ? "" : sha256,
                    redacted,
                    Exhibit.file(number, redacted ? ".pdf" : item.name()),
                    pages(item.id()),
                    item.receivedAt().toString());
        }

        private List<Exhibit.PageText> pages(ItemId item) {
            var pages = new ArrayList<Exhibit.PageText>();
            int at = 0;
            for (var page : text(item)) {
                int length = page.text().codePointCount(0, page.text().length());
                pages.add(new Exhibit.PageText(page.number(), at, at + length));
                at += length + 1;
            }
            return pages;
        }

        /// Words of each page as they may be seen.
        private List<Text.Page> text(ItemId item) {
            var some = seen.getOrDefault(item, new Seen(List.of()));
            return drafting.sources().text(item).map(Text::pages).orElse(List.of()).stream()
                    .map(
                            page ->
                                    some.whole()
                                            ? page
                                            : new Text.Page(
                                                    page.number(),
                                                    some.words(page.number(), page.text()),
                                                    page.label(),
                                                    page.language()))
                    .toList();
        }

        // ---- exporting

        Dossier export(Custody custody, Parcel parcel) throws IOException {
            if (!obstacles.isEmpty()) {
                var asked = Entry.of(Act.REFUSED, clock.instant(), by.actor(), file.id().value());
                database.run(by, transaction -> ledger.append(transaction, asked));
                throw new Refused(obstacles);
            }
            var items = drafting.sources().items();
            var plain = new LinkedHashMap<ItemId, String>();
            var redacted = new LinkedHashSet<ItemId>();
            for (var item : items.values()) {
                if (seen.containsKey(item.id())) {
                    redacted.add(item.id());
                } else {
                    plain.put(item.id(), Exhibit.file(numbers.get(item.id()), item.name()));
                }
            }
            var claims = drafting.claims(numbers);
            var salt = new byte[Commitment.SALT_BYTES];
            RANDOM.nextBytes(salt);
            var written = new ArrayList<Dossier>();
            custody.dossier(
                    by,
                    new Custody.Packed(
                            dossier,
                            plain,
                            redacted,
                            claims.stream().map(claim -> claim.claim().value()).toList(),
                            salt),
                    new Custody.Telling() {
                        @Override
                        public void write(BagWriter bag) throws IOException {
                            written.add(Making.this.write(bag, plain));
                        }

                        @Override
                        public Custody.Told list(BagWriter bag) {
                            var list =
                                    DossierList.of(
                                            written.getFirst(),
                                            wanted.use()
                                                    .map(use -> use.purpose().word())
                                                    .orElse(""),
                                            bag.payload().stream()
                                                    .map(
                                                            one ->
                                                                    new DossierList.Written(
                                                                            one.path().substring(5),
                                                                            one.sha256(),
                                                                            one.bytes()))
                                                    .toList());
                            var kept = kept(written.getFirst(), list, salt);
                            return new Custody.Told(list, kept.record(), kept::keep);
                        }
                    },
                    parcel);
            return written.getFirst();
        }

        private KeptDossier kept(Dossier whole, byte[] list, byte[] salt) {
            var items = drafting.sources().items().values();
            var rowSalt = new byte[Commitment.SALT_BYTES];
            RANDOM.nextBytes(rowSalt);
            return new KeptDossier(
                    whole.id(),
                    file.id(),
                    wanted.use().map(use -> use.purpose().word()).orElse(""),
                    Digest.sha256(list),
                    list.length,
                    salt,
                    whole.exhibits().size(),
                    (int) whole.sentences().count(),
                    by.actor(),
                    made,
                    items.stream().map(one -> one.id().value()).toList(),
                    Exhibits.both(
                            file,
                            items.stream().flatMap(one -> one.compartments().stream()).toList()),
                    rowSalt);
        }

        /// Everything but the exhibits as received, the descriptions of custody and the list.
        private Dossier write(BagWriter bag, Map<ItemId, String> plain) throws IOException {
            var shown = new ArrayList<Exhibit>();
            for (var item : drafting.sources().items().values()) {
                if (plain.containsKey(item.id())) {
                    shown.add(exhibit(item, item.sha256(), item.bytes()));
                } else {
                    shown.add(redacted(bag, item));
                }
            }
            var whole = dossier(shown);
            var words = Words.in(wanted.locale());
            for (var exhibit : whole.exhibits()) {
                if (exhibit.text().isPresent()) {
                    try (var out = bag.payload(exhibit.text().get())) {
                        out.write(
                                text(exhibit.item()).stream()
                                        .map(Text.Page::text)
                                        .collect(Collectors.joining(Exhibit.PAGE_BREAK))
                                        .getBytes(UTF_8));
                    }
                }
            }
            file(bag, "dossier.pdf", out -> PdfFile.write(whole, words, out));
            file(bag, "dossier.docx", out -> WordFile.write(whole, words, out));
            file(
                    bag,
                    "loadfile/dossier.dat",
                    out -> LoadFile.concordance(whole.exhibits(), "..", out));
            file(bag, "loadfile/dossier.opt", out -> LoadFile.opticon(whole.exhibits(), "..", out));
            file(bag, "case-uco.jsonld", out -> CaseUco.write(whole, out));
            file(
                    bag,
                    "annotations.jsonld",
                    out ->
                            exports.annotations(by, unnamed, archive)
                                    .write(
                                            annotated(whole),
                                            plain.keySet(),
                                            drafting::withoutNames,
                                            words.locale(),
                                            out));
            return whole;
        }

        /// Claims that cite nothing of what is redacted: an annotation tells words before and after
        /// those that it cites, too.
        private List<Claim> annotated(Dossier whole) {
            return whole.claims().stream()
                    .map(CitedClaim::claim)
                    .flatMap(id -> drafting.sources().claim(id).stream())
                    .map(Casebook.Opened::claim)
                    .filter(
                            claim ->
                                    claim.citations().stream()
                                            .noneMatch(one -> seen.containsKey(one.item())))
                    .toList();
        }

        private Exhibit redacted(BagWriter bag, Item item) throws IOException {
            int number = numbers.get(item.id());
            var path = Exhibit.file(number, ".pdf");
            var sheets = sheets(item);
            if (sheets.isEmpty()) {
                throw new Refused(
                        List.of(
                                new Obstacle(
                                        Obstacle.Why.UNSEEN,
                                        item.id().value(),
                                        item.id().value())));
            }
            file(bag, path, out -> PdfFile.redacted(Exhibit.label(number), sheets, out));
            var file =
                    bag.payload().stream()
                            .filter(one -> one.path().equals("data/" + path))
                            .findFirst()
                            .orElseThrow();
            return exhibit(item, file.sha256(), file.bytes());
        }

        /// Each page as a picture with what is redacted burned in; as words where those are
        /// redacted, or where no picture can be made.
        private List<PdfFile.Sheet> sheets(Item item) throws IOException {
            var some = seen.get(item.id());
            var texts = new TreeMap<Integer, String>();
            text(item.id()).forEach(page -> texts.put(page.number(), page.text()));
            var black =
                    some.redactions().stream()
                            .map(Redaction::place)
                            .filter(org.haetae.casebook.Locator.Region.class::isInstance)
                            .map(org.haetae.casebook.Locator.Region.class::cast)
                            .map(
                                    one ->
                                            new Hints.Box(
                                                    one.page(),
                                                    one.left(),
                                                    one.top(),
                                                    one.width(),
                                                    one.height()))
                            .toList();
            int last = texts.isEmpty() ? 1 : texts.lastKey();
            var pictures = pictures(item, last, black);
            var sheets = new ArrayList<PdfFile.Sheet>();
            for (int page = 1; page <= last; page++) {
                if (pictures.containsKey(page) && !some.hasWords(page)) {
                    sheets.add(new PdfFile.Sheet.Picture(pictures.get(page)));
                } else if (texts.containsKey(page)) {
                    sheets.add(new PdfFile.Sheet.Text(texts.get(page)));
                }
            }
            return sheets;
        }

        private Map<Integer, PageImage> pictures(Item item, int last, List<Hints.Box> black)
                throws IOException {
            var pictures = new HashMap<Integer, PageImage>();
            try {
                for (int first = 1; first <= last; first += PAGES_AT_ONCE) {
                    pictures.putAll(
                            images.without(
                                    by,
                                    item.id(),
                                    first,
                                    Math.min(last, first + PAGES_AT_ONCE - 1),
                                    black));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while page images were made", e);
            }
            return pictures;
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static void file(BagWriter bag, String path, Writing writing) throws IOException {
        try (var out = bag.payload(path)) {
            writing.to(out);
        }
    }

    /// A dossier that left.
    ///
    /// @param purpose of the use that was named; empty without one
    public record Left(
            UUID id, CaseId inCase, String purpose, int exhibits, int sentences, Instant at) {}

    /// Dossiers of a case that left, the newest first.
    public List<Left> left(Clearance by, CaseId of) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("select * from dossier where case_file = ? order by at desc")
                                .param(of.value())
                                .query(
                                        (row, number) ->
                                                new Left(
                                                        row.getObject("id", UUID.class),
                                                        of,
                                                        row.getString("purpose"),
                                                        row.getInt("exhibits"),
                                                        row.getInt("sentences"),
                                                        row.getTimestamp("at").toInstant()))
                                .list());
    }

    /// Under which numbers items are exhibits of a case, of those that have one.
    public Map<ItemId, Integer> numbers(Clearance by, CaseFile file) {
        return exhibits.known(by, file);
    }
}
