package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.haetae.OpenRooms;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Revision;
import org.haetae.ledger.Finding;
import org.haetae.report.Dossiers;
import org.haetae.report.Redactions;
import org.haetae.report.Wanted;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a dossier from leaving, and what is not seen of what leaves. The tests change one
/// home one after the other.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GatedDossierTest {

    private static final String COURT = "named-court:Invented Court";

    @TempDir static Path folder;
    static Commands commands;
    static SmallJar jar;
    static InventedCase made;
    static ConsentId consent;
    static int exports;

    @BeforeAll
    static void fill() throws Exception {
        commands = new Commands();
        jar = SmallJar.in(folder);
        made = InventedCase.in(folder, commands);
        try (var rooms = OpenRooms.of(made.home)) {
            var consents = rooms.archive().consents();
            consent =
                    consents.add(
                            InventedCase.author(),
                            "Invented person",
                            "testimony",
                            Set.of(CompartmentId.GENERAL),
                            Optional.of(allowing(COURT, false)));
            consents.bind(
                    InventedCase.author(), consent, List.of(made.items.get("second.txt").value()));
        }
    }

    private static Terms allowing(String use, boolean named) {
        return new Terms(
                List.of(Use.INTERNAL, Use.of(use, named)), Optional.empty(), Optional.empty());
    }

    @AfterAll
    static void end() {
        commands.close();
    }

    private record Left(Run run, Path out) {}

    private static Left export(String... more) throws Exception {
        var out = folder.resolve("out" + ++exports);
        var words =
                new ArrayList<>(
                        List.of("export", "dossier", made.id.toString(), "--out", out.toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--home", made.home.toString(), "--json"));
        return new Left(commands.run(words.toArray(String[]::new)), out);
    }

    private static void refused(Left left, String why, String subject, String by) {
        assertThat(left.run().code()).as(left.run().toString()).isEqualTo(Exit.FINDINGS);
        assertThat(left.run().rows())
                .anySatisfy(
                        row ->
                                assertThat(row)
                                        .containsEntry("obstacle", why)
                                        .containsEntry("subject", subject)
                                        .containsEntry("by", by));
        assertThat(left.out().resolve("data")).doesNotExist();
    }

    private static void proved(Path bag) {
        var verdict =
                jar.run(
                        "--key",
                        made.home.resolve("keys/ledger-ed25519.vkey").toString(),
                        "--key",
                        made.home.resolve("keys/ledger-ml-dsa-44.vkey").toString(),
                        "--json",
                        bag.toString());
        assertThat(verdict.code()).as(verdict.toString()).isZero();
    }

    @Test
    @Order(1)
    void whatAConsentDoesNotLetOutKeepsTheWholeDossierIn() throws Exception {
        var second = made.items.get("second.txt").toString();
        refused(export(), "consent", second, consent.toString());
        refused(export("--for", "publication"), "consent", second, consent.toString());
        // It allows this court, but not with the person's name, and a file as received may show it.
        refused(export("--for", COURT), "consent", second, consent.toString());
    }

    @Test
    @Order(2)
    void whatIsRedactedLeavesWhereANameMayNotAndIsNowhereInWhatLeft() throws Exception {
        redact("second.txt", "--region", "0,0,100,100");
        redact("first.txt", "--words-file", words("Rim Haneul"));
        redact("order.pdf", "--page", "3", "--region", "5,5,90,20");
        redact("sketch.png", "--region", "25,50,20,20");
        var left = export("--for", COURT);
        assertThat(left.run().code()).as(left.run().toString()).isEqualTo(Exit.DONE);
        proved(left.out());
        var files = InventedCase.files(left.out());
        var telling = new LinkedHashMap<>(files);
        // The words of the authors are theirs.
        InventedCase.assertNowhere(InventedCase.SECRET, telling);
        InventedCase.assertNowhere("갇혀 있었다", telling);
        try (var pdf = Loader.loadPDF(files.get("data/dossier.pdf"));
                var word =
                        new XWPFDocument(new ByteArrayInputStream(files.get("data/dossier.docx")));
                var words = new XWPFWordExtractor(word)) {
            for (var text : List.of(new PDFTextStripper().getText(pdf), words.getText())) {
                assertThat(text).contains("[redacted]").doesNotContain("Haneul", "갇혀");
            }
        }
        var exhibits =
                files.keySet().stream().filter(name -> name.startsWith("data/exhibits/")).toList();
        assertThat(exhibits).hasSize(5);
        var red = new TreeSet<String>();
        for (var name : exhibits) {
            if (!name.endsWith(".pdf")) {
                assertThat(name).endsWith(".txt");
                continue;
            }
            try (var pdf = Loader.loadPDF(files.get(name))) {
                assertThat(new PDFTextStripper().getText(pdf))
                        .doesNotContain("Haneul")
                        .doesNotContain("갇혀");
                assertThat(pdf.getDocumentInformation().getAuthor()).isNull();
                assertThat(pdf.getDocument().getObjectsByType(COSName.getPDFName("EmbeddedFile")))
                        .isEmpty();
                for (int page = 0; page < pdf.getNumberOfPages(); page++) {
                    var image = new PDFRenderer(pdf).renderImageWithDPI(page, 72);
                    for (int y = 0; y < image.getHeight(); y++) {
                        for (int x = 0; x < image.getWidth(); x++) {
                            var color = new Color(image.getRGB(x, y));
                            if (color.getRed() > 200
                                    && color.getGreen() < 90
                                    && color.getBlue() < 90) {
                                red.add(name);
                            }
                        }
                    }
                }
            }
        }
        assertThat(red).as("the red field of the sketch was painted over").isEmpty();
        // Entries of what is redacted are shown, and nothing that opens them.
        for (var item : List.of("first.txt", "second.txt", "order.pdf", "sketch.png")) {
            assertThat(files)
                    .doesNotContainKey("custody/openings/" + made.items.get(item) + ".json");
        }
        assertThat(files.entrySet())
                .anyMatch(
                        file ->
                                file.getKey().startsWith("data/text/")
                                        && new String(file.getValue(), UTF_8)
                                                .contains(
                                                        "They took us out before it was light."
                                                                + " ██████████ was struck"));
    }

    private static String words(String text) throws Exception {
        return Files.writeString(folder.resolve("words"), text).toString();
    }

    private static void redact(String item, String... more) throws Exception {
        var words =
                new ArrayList<>(
                        List.of("redact", made.id.toString(), made.items.get(item).toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--home", made.home.toString(), "--json"));
        var run = commands.run(words.toArray(String[]::new));
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.DONE);
        assertThat(run.rows()).isNotEmpty();
    }

    @Test
    @Order(3)
    void anExhibitKeepsItsNumberInEveryLaterDossier() throws Exception {
        var before = numbers();
        var left = export("--for", COURT, "--form", "designation", "--language", "ko");
        assertThat(left.run().code()).as(left.run().toString()).isEqualTo(Exit.DONE);
        proved(left.out());
        assertThat(before).isNotEmpty().containsAllEntriesOf(shown(left.out()));
        assertThat(numbers()).isEqualTo(before);
    }

    private static Map<String, Integer> numbers() throws Exception {
        try (var rooms = OpenRooms.of(made.home)) {
            var file =
                    ExportDossierCommand.cases(rooms)
                            .open(InventedCase.author(), made.id)
                            .orElseThrow();
            var numbers = new LinkedHashMap<String, Integer>();
            ExportDossierCommand.dossiers(rooms)
                    .numbers(InventedCase.author(), file)
                    .forEach((item, number) -> numbers.put(item.toString(), number));
            return numbers;
        }
    }

    private static Map<String, Integer> shown(Path bag) throws Exception {
        var shown = new LinkedHashMap<String, Integer>();
        var list =
                tools.jackson.databind.json.JsonMapper.builder()
                        .build()
                        .readTree(Files.readAllBytes(bag.resolve("data/dossier.json")));
        for (var one : list.get("exhibits")) {
            shown.put(
                    one.get("item").asString(),
                    Integer.parseInt(one.get("exhibit").asString().substring(2)));
        }
        return shown;
    }

    @Test
    @Order(4)
    void aDossierSealedToAReceiverIsOpenedByTheirKeyAloneAndProved() throws Exception {
        assumeTrue(SmallJar.run(new ProcessBuilder("age", "--version")).code() == 0, "no age");
        var key = folder.resolve("receiver.key");
        SmallJar.run(new ProcessBuilder("age-keygen", "-o", key.toString()));
        var recipient =
                SmallJar.run(new ProcessBuilder("age-keygen", "-y", key.toString()))
                        .out()
                        .getFirst();
        var left = export("--for", COURT, "--to", recipient, "--receiver", "Invented court");
        assertThat(left.run().code()).as(left.run().toString()).isEqualTo(Exit.DONE);
        var zip = folder.resolve("dossier.zip");
        assertThat(
                        SmallJar.run(
                                        new ProcessBuilder(
                                                "age",
                                                "-d",
                                                "-i",
                                                key.toString(),
                                                "-o",
                                                zip.toString(),
                                                left.out().toString()))
                                .code())
                .isZero();
        proved(zip);
    }

    @Test
    @Order(5)
    void aClaimThatWasRevisedMakesTheFindingStaleAndNothingLeaves() throws Exception {
        var claim = made.claims.get("struck");
        try (var rooms = OpenRooms.of(made.home)) {
            rooms.casebook()
                    .revise(
                            InventedCase.author(),
                            claim,
                            1,
                            new Revision(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(Grade.of("D4", "invented")),
                                    Optional.empty(),
                                    "less sure"));
        }
        refused(export("--for", COURT), "stale", made.finding.toString(), claim.toString());
    }

    @Test
    @Order(6)
    void aWitnessWhoWithdrawsTakesEveryFindingThatLeanedOnThemWithThem() throws Exception {
        try (var rooms = OpenRooms.of(made.home)) {
            rooms.archive().uses().withdraw(InventedCase.author(), consent, "they asked for it");
            var draft =
                    ExportDossierCommand.dossiers(rooms)
                            .draft(
                                    InventedCase.author(),
                                    made.id,
                                    new Wanted(
                                            Wanted.Form.COURT,
                                            Optional.of(Use.of(COURT, false)),
                                            Locale.ENGLISH,
                                            Optional.empty()));
            assertThat(draft.obstacles()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(draft.dossier().exhibits())
                    .noneMatch(one -> one.item().equals(made.items.get("second.txt")));
            assertThat(
                            ExportDossierCommand.dossiers(rooms)
                                    .left(InventedCase.author().using(), made.id))
                    .as("what left before leans on what may not be worked with now")
                    .isEmpty();
        }
        var left = export("--for", COURT);
        assertThat(left.run().code()).isEqualTo(Exit.FINDINGS);
        assertThat(left.run().rows()).allMatch(row -> row.get("obstacle").equals("stale"));
    }

    @Test
    @Order(7)
    void aRedactionThatNobodyDecidedIsNamed() throws Exception {
        assertThat(redactionFindings()).isEmpty();
        try (var rooms = OpenRooms.of(made.home)) {
            rooms.database()
                    .run(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    """
                                                    insert into redaction select 0, gen_random_uuid(), case_file, item, kind,
                                                        place, ground, lifted, actor, at, compartments, salt
                                                    from redaction limit 1
                                                    """)
                                            .update());
        }
        assertThat(redactionFindings()).containsExactly("REDACTION-ROW-STRAY");
    }

    @Test
    @Order(8)
    void aNumberThatNobodyGaveIsNamed() throws Exception {
        assertThat(numbersFindings()).isEmpty();
        try (var rooms = OpenRooms.of(made.home)) {
            rooms.database()
                    .run(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    """
                                                    insert into exhibit (case_file, number, item, actor, at, compartments)
                                                    select case_file, number + 1000, gen_random_uuid(), actor, at, compartments
                                                    from exhibit limit 1
                                                    """)
                                            .update());
        }
        assertThat(numbersFindings()).containsExactly("REPORT-ROW-STRAY");
    }

    private static List<String> numbersFindings() {
        try (var rooms = OpenRooms.of(made.home)) {
            return Dossiers.verify(rooms.database(), rooms.ledger()).stream()
                    .map(Finding::code)
                    .filter(code -> code.startsWith("REPORT-"))
                    .toList();
        }
    }

    private static List<String> redactionFindings() {
        try (var rooms = OpenRooms.of(made.home)) {
            return Redactions.verify(rooms.database(), rooms.ledger()).stream()
                    .map(Finding::code)
                    .toList();
        }
    }
}
