package org.haetae.web;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Incoming;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receipt;
import org.haetae.archive.SealedDirectory;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.assess.CaseFile;
import org.haetae.assess.Cases;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Subject;
import org.haetae.assess.Theory;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.SchemaFiles;
import org.haetae.casebook.Value;
import org.haetae.designations.Alerts;
import org.haetae.designations.ListImport;
import org.haetae.erasure.Erasure;
import org.haetae.extract.PageImages;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.WorkerSettings;
import org.haetae.extract.Workers;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Ledger;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgements;
import org.haetae.roster.NewAccount;
import org.haetae.roster.QuickRoster;
import org.haetae.roster.Roster;
import org.haetae.roster.Token;
import org.haetae.sanctions.ListKeeper;
import org.haetae.search.Index;
import org.haetae.search.Indexing;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/// A home with invented material, real rooms and the site in front of it: opened once for all tests
/// of the site, ended with the process.
final class ServedHome implements AutoCloseable {
    static final String PASSWORD = "four words in a row";

    private static final class Only {
        static final ServedHome HOME = new ServedHome();
    }

    static ServedHome get() {
        return Only.HOME;
    }

    /// One of its own, for a test that does harm to it. Whoever asks for it closes it.
    static ServedHome apart() {
        return new ServedHome();
    }

    final WebServer server;
    final Rooms rooms;
    final CompartmentId sealed;
    final AccessionId openAccession;
    final AccessionId sealedAccession;
    final Map<String, ItemId> items = new LinkedHashMap<>();
    final ActorId someone;

    private final Indexing indexing;
    private final List<AutoCloseable> closing = new ArrayList<>();
    private final Path folder;

    private ServedHome() {
        try {
            folder = Files.createTempDirectory("haetae-web");
            Clock clock = Clock.systemUTC();
            Home home = later(Home.open(folder.resolve("home")));
            Database database = later(Database.open(home));
            Ledger ledger = new Ledger(home, database, clock);
            Archive archive = later(new Archive(home, database, ledger, clock));
            Roster roster = QuickRoster.of(home, database, ledger, clock);
            Workers workers =
                    later(
                            Workers.open(
                                    home.derived().resolve("workers"),
                                    WorkerSettings.of(home.settings())));
            Renditions renditions =
                    later(
                            new Renditions(
                                    SealedDirectory.open(
                                            Files.createDirectories(
                                                    home.derived().resolve("renditions")),
                                            home.keyring().epochs("renditions").secrets())));
            Readings readings = new Readings(database);
            ReadingRoom room =
                    later(new ReadingRoom(database, ledger, archive, workers, renditions, clock));
            Index index =
                    later(
                            Index.open(
                                    Files.createDirectories(home.derived().resolve("index")),
                                    home.keyring().epochs("index").secrets(),
                                    (item, page) -> words(renditions, item, page),
                                    archive.uses()::withheldFrom));
            indexing = later(new Indexing(ledger, archive, readings, renditions, index));
            Casebook casebook =
                    new Casebook(
                            database,
                            ledger,
                            archive,
                            readings,
                            renditions,
                            SchemaFiles.shipped(),
                            home.keyring().epochs(Casebook.DRAFT_KEYS),
                            clock);
            rooms =
                    new Rooms(
                            home,
                            database,
                            ledger,
                            later(new Attestations(home, database, ledger, clock)),
                            archive,
                            roster,
                            readings,
                            room,
                            renditions,
                            new PageImages(archive, readings, workers, renditions),
                            index,
                            indexing,
                            casebook,
                            later(
                                    new Erasure(
                                            home,
                                            database,
                                            ledger,
                                            archive,
                                            room,
                                            readings,
                                            renditions,
                                            indexing,
                                            casebook)),
                            clock);
            room.start();
            indexing.start();
            sealed = roster.createCompartment(Clearance.SYSTEM, "Witness protection", "증인 보호").id();
            openAccession = receive("Handover in the spring", CompartmentId.GENERAL, open());
            sealedAccession =
                    receive(
                            "Canary handover",
                            sealed,
                            Map.of("canary.txt", text("canary camp zebra-word")));
            someone = account("someone", Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
            for (Role role : Role.values()) {
                account(name(role), Set.of(role), Set.of(CompartmentId.GENERAL));
            }
            account("everyone", Set.of(Role.values()), Set.of(CompartmentId.GENERAL, sealed));
            catchUp();
            server =
                    later(
                            WebServer.start(
                                    rooms,
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                    List.of(Specimens.class)));
            Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        } catch (Exception e) {
            close();
            throw new IllegalStateException("the home for the tests did not open", e);
        }
    }

    static String name(Role role) {
        return role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    URI at(String path) {
        return server.address().resolve(path);
    }

    ItemId item(String path) {
        return Optional.ofNullable(items.get(path)).orElseThrow();
    }

    ActorId account(String login, Set<Role> roles, Set<CompartmentId> compartments) {
        return rooms.roster()
                .create(
                        Clearance.SYSTEM,
                        new NewAccount(login, login, PASSWORD.toCharArray(), roles, compartments))
                .id();
    }

    /// A session cookie, without the page.
    String session(String login) {
        return rooms.roster().signIn(login, PASSWORD.toCharArray()).orElseThrow().token();
    }

    /// A token that somebody makes for a program.
    String token(String login, Scope... scopes) {
        return rooms.roster()
                .makeToken(
                        rooms.roster().bySession(session(login)).orElseThrow(),
                        PASSWORD.toCharArray(),
                        new Token("A test", Set.of(scopes), Instant.now().plus(Duration.ofDays(1))))
                .token();
    }

    /// Ends what works in the background.
    void rest() {
        rooms.erasure().close();
        indexing.close();
        rooms.readingRoom().close();
    }

    void catchUp() {
        rooms.readingRoom().catchUp();
        indexing.catchUp();
        rooms.index().refresh();
    }

    /// Material that everybody holds the compartment of, whose giver took back what they allowed.
    record Withheld(ConsentId consent, AccessionId accession, ItemId item, Claim claim) {}

    private @Nullable Withheld withheld;

    /// Planted when first asked for: whoever keeps material sees it.
    synchronized Withheld withheld() throws IOException {
        if (withheld == null) {
            withheld = withhold("Quagga handover", CompartmentId.GENERAL);
        }
        return withheld;
    }

    /// Takes something in under a consent, cites it, and has the consent withdrawn.
    Withheld withhold(String source, CompartmentId compartment) throws IOException {
        var consents = rooms.archive().consents();
        var allowed = new Terms(List.of(Use.INTERNAL), Optional.empty(), Optional.empty());
        var consent =
                consents.add(
                        Clearance.SYSTEM,
                        "P-17",
                        "testimony",
                        Set.of(compartment),
                        Optional.of(allowed));
        var file = source + ".pdf";
        var accession =
                receive(
                        source,
                        compartment,
                        Map.of(file, pdf("quagga-word of a withdrawn witness, " + source)),
                        consent);
        catchUp();
        var claim = claim(file, "Quagga of the witness");
        rooms.archive().uses().withdraw(Clearance.SYSTEM, consent, "they called");
        return new Withheld(consent, accession, item(file), claim);
    }

    /// Two versions of an invented list: one entry is the same, one changed, one is gone, one is
    /// new.
    ///
    /// @param designation of the one that changed
    /// @param unit in which a listed man and another one hold posts
    record Listed(
            AccessionId first,
            AccessionId second,
            EntityId target,
            EntityId designation,
            EntityId unit,
            EntityId unlisted) {}

    private @Nullable Listed listed;

    /// Imported when first asked for.
    synchronized Listed listed() throws IOException {
        if (listed == null) {
            var first =
                    list(
                            "invented-1.ftm.json",
                            CompartmentId.GENERAL,
                            "2026-05-01",
                            entry("i1", "Tongrim Bureau of Seals", "Organization", ""),
                            entry("i2", "Mok Se Dol", "Person", "\"birthDate\":[\"1961\"]"),
                            entry("i3", "Pyon Ul Tae", "Person", ""));
            var second =
                    list(
                            "invented-2.ftm.json",
                            CompartmentId.GENERAL,
                            "2026-06-01",
                            entry("i1", "Tongrim Bureau of Seals", "Organization", ""),
                            entry(
                                    "i2",
                                    "Mok Se Dol",
                                    "Person",
                                    "\"birthDate\":[\"1961-05-07\"],\"alias\":[\"목세돌\"]"),
                            entry("i4", "Sutgol Trading", "Company", ""));
            var casebook = rooms.casebook();
            var by = rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
            var target = casebook.keyed(by, "ftm:i2").orElseThrow();
            var unit = EntityId.random();
            var other = EntityId.random();
            record(unit, "organisation", "name", name("Tongrim guard brigade"));
            record(other, "person", "name", name("Tae Mun Bok"));
            for (var holder : List.of(target, other)) {
                var post = EntityId.random();
                record(post, "post", "holder", new Value.Reference(holder));
                record(post, "post", "organisation", new Value.Reference(unit));
                record(post, "post", "position", name("Deputy head"));
                record(post, "post", "start", new Value.Date(HistoricDate.of("2009-03")));
            }
            listed =
                    new Listed(
                            first,
                            second,
                            target,
                            casebook.keyed(by, "ftm:i2/designation").orElseThrow(),
                            unit,
                            other);
        }
        return listed;
    }

    private static Value name(String words) {
        return new Value.Name(words, Optional.empty());
    }

    private void record(EntityId id, String kind, String property, Value value) {
        var by = rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
        rooms.casebook()
                .record(
                        by,
                        List.of(
                                NewClaim.of(
                                        id,
                                        kind,
                                        property,
                                        value,
                                        new NewClaim.Cite(
                                                item("testimony.txt"),
                                                new Locator.Passage(1, 0, 5)),
                                        Grade.UNJUDGED)));
    }

    private static String entry(String id, String name, String schema, String more) {
        return """
               {"id":"%s","caption":"%s","schema":"%s","target":true,"last_change":"%%s","properties":{"name":["%s"]%s,"sanctions":[{"id":"%s-s","schema":"Sanction","properties":{"authority":["Council of the Invented"],"program":["Seals"],"listingDate":["2016-07-06"]}}]}}"""
                .formatted(id, name, schema, name, more.isEmpty() ? "" : "," + more, id);
    }

    /// A case with a finding in the open, and one in the sealed compartment.
    ///
    /// @param act the incident that the finding is about
    record Assessed(
            CaseFile file, Finding finding, CaseFile hidden, Finding hiddenFinding, EntityId act) {
        String cell() {
            return "element=%s&kind=incident&subject=%s".formatted(finding.element(), act);
        }
    }

    private @Nullable Assessed assessed;

    /// Made when first asked for.
    synchronized Assessed assessed() {
        if (assessed == null) {
            var by = rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
            var cases = server.context().getBean(Cases.class);
            var act = EntityId.random();
            record(act, "act", "type", new Value.Code("torture"));
            record(act, "act", "date", new Value.Date(HistoricDate.of("2011-01-14")));
            var claim = rooms.casebook().entity(by, act).orElseThrow().claims().getFirst();
            var made = new ArrayList<CaseFile>();
            var found = new ArrayList<Finding>();
            for (var compartment : List.of(CompartmentId.GENERAL, sealed)) {
                var file =
                        cases.begin(
                                by,
                                new Theory(
                                        "Invented case of the gate",
                                        "What is said of one winter.",
                                        Optional.of(HistoricDate.of("2011")),
                                        Set.of(),
                                        List.of("rome-statute.crimes-against-humanity.torture"),
                                        List.of(),
                                        Set.of(),
                                        Set.of(),
                                        "inquiry-reasonable-grounds",
                                        Set.of(act),
                                        Set.of()),
                                Set.of(compartment));
                made.add(file);
                found.add(
                        cases.conclude(
                                by,
                                new NewFinding(
                                        file.id(),
                                        "rome-statute.crimes-against-humanity.torture.custody",
                                        new Subject.Incident(act),
                                        "inquiry-reasonable-grounds",
                                        Direction.SUPPORTED,
                                        List.of(claim.id()),
                                        List.of(),
                                        "The statement says where he was held.")));
            }
            assessed =
                    new Assessed(
                            made.getFirst(),
                            found.getFirst(),
                            made.getLast(),
                            found.getLast(),
                            act);
        }
        return assessed;
    }

    /// Takes a version of a list in.
    synchronized AccessionId list(
            String file, CompartmentId compartment, String day, String... entries)
            throws IOException {
        var lines = new StringBuilder();
        for (var entry : entries) {
            lines.append(entry.formatted(day + "T00:00:00")).append('\n');
        }
        var accession =
                receive(
                        "List of " + day,
                        compartment,
                        Map.of(file, lines.toString().getBytes(StandardCharsets.UTF_8)));
        catchUp();
        new ListImport(
                        rooms.casebook(),
                        rooms.archive(),
                        rooms.database(),
                        rooms.renditions(),
                        new Alerts(
                                rooms.database(),
                                rooms.ledger(),
                                rooms.casebook(),
                                new Judgements(
                                        rooms.database(),
                                        rooms.ledger(),
                                        rooms.archive(),
                                        rooms.casebook(),
                                        rooms.clock()),
                                rooms.clock()),
                        rooms.roster()
                                .account(Clearance.SYSTEM, "everyone")
                                .orElseThrow()
                                .clearance(),
                        Grade.UNJUDGED,
                        outcome -> {
                            if (outcome.fate() == ListImport.Fate.REFUSED) {
                                throw new IllegalStateException(outcome.reason());
                            }
                        })
                .read(ListKeeper.FTM, List.of(item(file)));
        return accession;
    }

    AccessionId receive(
            String source,
            CompartmentId compartment,
            Map<String, byte[]> files,
            ConsentId... consents)
            throws IOException {
        Archive archive = rooms.archive();
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession(
                                source, "Crane", "", Set.of(compartment), "", Set.of(consents)));
        Map<String, Receipt> receipts = Collections.synchronizedMap(new LinkedHashMap<>());
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            for (var file : files.entrySet()) {
                receiving.receive(
                        new Incoming(
                                file.getKey(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ByteArrayInputStream(file.getValue()),
                        receipt -> receipts.put(file.getKey(), receipt));
            }
            receiving.flush();
        }
        archive.complete(Clearance.SYSTEM, accession.id());
        receipts.forEach((path, receipt) -> items.put(path, receipt.item()));
        return accession.id();
    }

    /// A new claim, about somebody new, from the beginning of an item.
    Claim claim(String path) {
        return claim(path, "Someone invented");
    }

    private Claim claim(String path, String name) {
        var by = rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
        return rooms.casebook()
                .record(
                        by,
                        List.of(
                                NewClaim.of(
                                        EntityId.random(),
                                        "person",
                                        "name",
                                        new Value.Name(name, Optional.empty()),
                                        new NewClaim.Cite(item(path), new Locator.Passage(1, 0, 5)),
                                        Grade.UNJUDGED)))
                .getFirst();
    }

    private static Map<String, byte[]> open() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(
                "orders/order-14.pdf",
                pdf(
                        "Order 14. The guards of the camp move north.",
                        "Nothing of note stands on this page.",
                        "No prisoner of the camp is named. The camp keeps no copy."));
        files.put("testimony.txt", text("그해 겨울 수용소에서 북쪽 선로로 옮겨졌다. 수용소 경비대가 명부를 가지고 떠났다."));
        files.put(
                "page.html",
                text(
                        "<html><title>Camp notes</title><body><script>alert(1)</script><p>a camp by"
                                + " the river</p></body></html>"));
        files.put("damaged.pdf", text("%PDF-1.7 nothing follows"));
        files.put("raw.bin", new byte[] {1, 2, 3, 0, 9, 8, 7});
        files.put(
                "<img src=x onerror=alert(1)>.txt",
                text("<script>alert(1)</script> a naughty camp \"'><svg onload=alert(1)>"));
        return files;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] pdf(String... pages) throws IOException {
        try (PDDocument document = new PDDocument()) {
            for (String words : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
                    content.newLineAtOffset(72, 700);
                    content.showText(words);
                    content.endText();
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    private static String words(Renditions renditions, ItemId item, int page) {
        try {
            return renditions.page(item, page);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private <T extends AutoCloseable> T later(T one) {
        closing.addFirst(one);
        return one;
    }

    @Override
    public void close() {
        for (AutoCloseable one : closing) {
            try {
                one.close();
            } catch (Exception e) {
                // The process ends; what follows must be closed all the same.
            }
        }
        closing.clear();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            // Left to whoever empties the temporary folder.
        }
    }

    static String anyId() {
        return UUID.randomUUID().toString();
    }
}
