package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.haetae.OpenRooms;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.assess.Cases;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.FindingId;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.assess.Theory;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;

/// A case about an invented camp in a home of its own: statements, an order, a picture; a line of
/// command; findings for and against.
final class InventedCase {

    static final String TORTURE = "rome-statute.crimes-against-humanity.torture";
    static final String SECRET = "Rim Haneul";

    final Path home;
    final Map<String, ItemId> items = new LinkedHashMap<>();
    final Map<String, ClaimId> claims = new LinkedHashMap<>();
    CaseId id = CaseId.random();
    FindingId finding = FindingId.random();

    private static final Clearance AUTHOR =
            new Clearance(ActorId.random(), Set.of(), Set.of(), true);
    private static final Clearance REVIEWER =
            new Clearance(ActorId.random(), Set.of(), Set.of(), true);

    private InventedCase(Path home) {
        this.home = home;
    }

    static InventedCase in(Path folder, Commands commands) throws IOException {
        var made = new InventedCase(folder.resolve("home"));
        var given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(
                given.resolve("first.txt"),
                "Invented. They took us out before it was light. "
                        + SECRET
                        + " was struck with the handle of a pick until he stood up. I saw it from"
                        + " the door.");
        Files.writeString(
                given.resolve("second.txt"),
                "지어낸 진술. 봄까지 갇혀 있었다. 아무도 왜 있는지 묻지 않았다. 곡괭이 자루로 때리는 것을 보았다.");
        Files.writeString(
                given.resolve("denial.txt"),
                "Invented. The guard says that the man fell from a ladder on that day.");
        Files.write(given.resolve("order.pdf"), pdf());
        ImageIO.write(picture(), "png", given.resolve("sketch.png").toFile());
        var added =
                commands.run(
                        "add",
                        "--ocr",
                        "off",
                        "--given-by",
                        "A",
                        given.toString(),
                        "--home",
                        made.home.toString(),
                        "--json");
        for (var name :
                List.of("first.txt", "second.txt", "denial.txt", "order.pdf", "sketch.png")) {
            made.items.put(name, ItemId.parse(added.row(name).get("item").toString()));
        }
        try (var rooms = OpenRooms.of(made.home)) {
            made.conclude(rooms);
        }
        return made;
    }

    private static byte[] pdf() throws IOException {
        try (var pdf = new PDDocument()) {
            for (var words :
                    List.of(
                            "Invented order of the third department.",
                            "The commander of the camp answers to the department.",
                            "Copy to " + SECRET + ", hut 4.")) {
                var page = new PDPage();
                pdf.addPage(page);
                try (var content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 14);
                    content.newLineAtOffset(72, 700);
                    content.showText(words);
                    content.endText();
                }
            }
            pdf.getDocumentInformation().setAuthor(SECRET);
            var out = new java.io.ByteArrayOutputStream();
            pdf.save(out);
            return out.toByteArray();
        }
    }

    private static BufferedImage picture() {
        var picture = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 400, 300);
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 20));
        graphics.drawString("invented sketch", 20, 60);
        graphics.setColor(Color.RED);
        graphics.fillRect(100, 150, 80, 60);
        graphics.dispose();
        return picture;
    }

    private void conclude(Rooms rooms) throws IOException {
        var camp = EntityId.random();
        var act = EntityId.random();
        var unit = EntityId.random();
        var department = EntityId.random();
        var person = EntityId.random();
        var witness = EntityId.random();
        var interview = EntityId.random();
        claim(
                rooms,
                "camp",
                camp,
                "facility",
                "name",
                name("Invented camp"),
                "first.txt",
                "Invented");
        claim(
                rooms,
                "type",
                act,
                "act",
                "type",
                new Value.Code("torture"),
                "first.txt",
                "struck with the handle");
        claim(
                rooms,
                "where",
                act,
                "act",
                "facility",
                new Value.Reference(camp),
                "first.txt",
                "from the door");
        claim(
                rooms,
                "when",
                act,
                "act",
                "date",
                new Value.Date(HistoricDate.of("2011-01-14")),
                "first.txt",
                "before it was light");
        claim(
                rooms,
                "struck",
                act,
                "act",
                "description",
                text("was struck with a pick handle"),
                "first.txt",
                "was struck with the handle of a pick");
        claim(
                rooms,
                "struck-too",
                act,
                "act",
                "description",
                text("곡괭이 자루로 맞았다"),
                "second.txt",
                "곡괭이 자루로 때리는 것을 보았다");
        claim(
                rooms,
                "fell",
                act,
                "act",
                "description",
                text("fell from a ladder"),
                "denial.txt",
                "fell from a ladder");
        claim(
                rooms,
                "unit",
                unit,
                "organisation",
                "name",
                name("Invented camp guard"),
                "order.pdf",
                "commander of the camp");
        claim(
                rooms,
                "department",
                department,
                "organisation",
                "name",
                name("Invented third department"),
                "order.pdf",
                "third department");
        claim(
                rooms,
                "by",
                act,
                "act",
                "perpetrator",
                new Value.Reference(unit),
                "second.txt",
                "봄까지 갇혀 있었다");
        var command = EntityId.random();
        claim(
                rooms,
                "superior",
                command,
                "command",
                "superior",
                new Value.Reference(department),
                "order.pdf",
                "answers to the department");
        claim(
                rooms,
                "subordinate",
                command,
                "command",
                "subordinate",
                new Value.Reference(unit),
                "order.pdf",
                "commander of the camp answers");
        claim(
                rooms,
                "person",
                person,
                "person",
                "name",
                name("Invented Chief"),
                "order.pdf",
                "Invented order");
        var post = EntityId.random();
        claim(
                rooms,
                "holder",
                post,
                "post",
                "holder",
                new Value.Reference(person),
                "order.pdf",
                "order of the third");
        claim(
                rooms,
                "organisation",
                post,
                "post",
                "organisation",
                new Value.Reference(department),
                "order.pdf",
                "the third department");
        claim(
                rooms,
                "witness",
                witness,
                "person",
                "name",
                name("Invented witness"),
                "first.txt",
                "I saw it");
        var victim = EntityId.random();
        claim(rooms, "victim", victim, "person", "name", name(SECRET), "first.txt", SECRET);
        claim(
                rooms,
                "to",
                act,
                "act",
                "victim",
                new Value.Reference(victim),
                "first.txt",
                "the handle of a pick");
        var document = EntityId.random();
        claim(
                rooms,
                "document",
                document,
                "source-document",
                "item",
                text(items.get("first.txt").toString()),
                "first.txt",
                "Invented");
        claim(
                rooms,
                "speaks",
                interview,
                "interview",
                "witness",
                new Value.Reference(witness),
                "first.txt",
                "I saw it");
        claim(
                rooms,
                "record",
                interview,
                "interview",
                "record",
                new Value.Reference(document),
                "first.txt",
                "saw it");
        claims.put(
                "sketch",
                record(
                        rooms,
                        NewClaim.of(
                                act,
                                "act",
                                "description",
                                text("was drawn by somebody"),
                                new NewClaim.Cite(
                                        items.get("sketch.png"),
                                        new Locator.Region(1, 2500, 5000, 2000, 2000)),
                                Grade.of("C3", "invented"))));
        var cases = ExportDossierCommand.cases(rooms);
        CaseFile file =
                cases.begin(
                        AUTHOR,
                        new Theory(
                                "The case of an invented camp",
                                "People were struck there, it is said.",
                                Optional.of(HistoricDate.of("2010/2013")),
                                Set.of(camp),
                                List.of(TORTURE),
                                List.of("rome-statute.superior"),
                                Set.of(person),
                                Set.of(unit),
                                "inquiry-reasonable-grounds",
                                Set.of(),
                                Set.of()),
                        Set.of(CompartmentId.GENERAL));
        id = file.id();
        finding =
                finding(
                                cases,
                                ".pain",
                                new Subject.Incident(act),
                                List.of("struck", "struck-too", "sketch"),
                                List.of("fell"),
                                "Two people who do not know each other saw it.\n"
                                        + "The guard's word stands alone.")
                        .id();
        finding(
                cases,
                ".custody",
                new Subject.Incident(act),
                List.of("by"),
                List.of(),
                SECRET + " was in the camp.");
    }

    private Finding finding(
            Cases cases,
            String element,
            Subject subject,
            List<String> pro,
            List<String> contra,
            String reasons) {
        var finding =
                cases.conclude(
                        AUTHOR,
                        new NewFinding(
                                id,
                                TORTURE + element,
                                subject,
                                "inquiry-reasonable-grounds",
                                Direction.SUPPORTED,
                                pro.stream().map(claims::get).toList(),
                                contra.stream().map(claims::get).toList(),
                                reasons));
        cases.judge(REVIEWER, finding.id(), 1, Standing.AGREED, "");
        return finding;
    }

    private void claim(
            Rooms rooms,
            String label,
            EntityId entity,
            String kind,
            String property,
            Value value,
            String item,
            String quote) {
        var place =
                rooms.casebook()
                        .saying(AUTHOR, items.get(item), quote, Optional.empty())
                        .getFirst();
        claims.put(
                label,
                record(
                        rooms,
                        NewClaim.of(
                                entity,
                                kind,
                                property,
                                value,
                                new NewClaim.Cite(items.get(item), place),
                                Grade.of("B2", "invented"))));
    }

    private static ClaimId record(Rooms rooms, NewClaim claim) {
        return rooms.casebook().record(AUTHOR, List.of(claim)).stream()
                .map(Claim::id)
                .findFirst()
                .orElseThrow();
    }

    private static Value name(String text) {
        return new Value.Name(text, Optional.empty());
    }

    private static Value text(String text) {
        return new Value.Text(text, Optional.empty());
    }

    /// A place of an item's words.
    Locator.Passage place(Rooms rooms, String item, String quote) {
        return rooms.casebook().saying(AUTHOR, items.get(item), quote, Optional.empty()).getFirst();
    }

    static Clearance author() {
        return AUTHOR;
    }

    /// Bytes of all files of a folder, by path.
    static Map<String, byte[]> files(Path folder) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).sorted().toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    static void assertNowhere(String words, Map<String, byte[]> files) {
        var found = new ArrayList<String>();
        files.forEach(
                (path, bytes) -> {
                    if (new String(bytes, UTF_8).contains(words)) {
                        found.add(path);
                    }
                });
        assertThat(found).isEmpty();
    }
}
