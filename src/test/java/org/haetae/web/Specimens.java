package org.haetae.web;

import static org.haetae.web.Admits.Whom.ANYONE;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.archive.Ground;
import org.haetae.designations.KeptVersion;
import org.haetae.roster.Account;
import org.haetae.roster.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// One of each sheet, filled with invented material, to look at templates by themselves: for the
/// eye, for axe, and with every string replaced by a hostile one.
@Controller
final class Specimens {
    static final String ID = "3f9a1c22-7d0e-4b1a-9c55-0e6a2b7f4d10";
    private static final Instant TIME = Instant.parse("2026-11-22T03:04:05Z");

    /// What every string of a sheet passes through.
    static volatile UnaryOperator<String> ink = UnaryOperator.identity();

    @GetMapping("/specimens/{name}")
    @Admits(ANYONE)
    Answer show(@PathVariable String name, HttpServletRequest request) {
        ActorId actor = ActorId.random();
        Role role =
                name.startsWith("person")
                                || name.startsWith("people")
                                || name.startsWith("compartment")
                                || name.startsWith("health")
                        ? Role.ADMINISTRATOR
                        : name.startsWith("resolve")
                                        || name.equals("alerts")
                                        || name.startsWith("case")
                                        || name.startsWith("finding")
                                        || name.equals("roots")
                                ? Role.INVESTIGATOR
                                : Role.ARCHIVIST;
        request.setAttribute(
                Visitor.ATTRIBUTE,
                new Visitor(
                        new SignedIn(
                                Clearance.of(actor, Set.of(role), Set.of(CompartmentId.GENERAL)),
                                new Account(
                                        actor,
                                        "hana",
                                        "hana",
                                        true,
                                        false,
                                        0,
                                        TIME,
                                        Set.of(role),
                                        Set.of(CompartmentId.GENERAL)),
                                UUID.randomUUID()),
                        "none",
                        Pages.language(request)));
        Sheet sheet = all().get(name);
        if (sheet == null) {
            throw new NotHere();
        }
        return sheet;
    }

    private static String t(String text) {
        return ink.apply(text);
    }

    private static List<Sheet.Run> runs(String text) {
        String[] parts = text.split("\\*");
        List<Sheet.Run> runs = new java.util.ArrayList<>();
        int hit = 0;
        for (int i = 0; i < parts.length; i++) {
            runs.add(new Sheet.Run(t(parts[i]), i % 2 == 1 ? ++hit : 0));
        }
        return runs;
    }

    static Map<String, Sheet> all() {
        Map<String, Sheet> all = new LinkedHashMap<>();
        all.put("sign-in", new Sheet.SignIn("sign-in.wrong", "/search"));
        all.put("refused", new Sheet.Refused(404));
        all.put("failed", new Sheet.Refused(500));
        all.put("help", new Sheet.Help());
        all.put(
                "search",
                new Sheet.Search(
                        t("(camp OR 수용소"),
                        new Sheet.Problem(
                                t("("),
                                t("This parenthesis is never closed."),
                                t("괄호가 닫히지 않았습니다.")),
                        List.of(
                                new Sheet.Kept(ID, t("Transfers, north line"), TIME),
                                new Sheet.Kept(ID, t("관리소 OR kwanliso"), TIME)),
                        List.of(
                                new Sheet.Kept(ID, t("\"political prison camp\""), TIME),
                                new Sheet.Kept(ID, t("경비대 이송 date:2016..2018"), TIME))));
        all.put("found", found(true));
        all.put("found-nothing", found(false));
        all.put(
                "batch",
                new Sheet.Batch(
                        t("kwanliso\n관리소\n\"open"),
                        ID,
                        List.of(
                                new Sheet.BatchRow(
                                        t("kwanliso"),
                                        18,
                                        List.of(
                                                new Sheet.BatchHit(
                                                        ID, t("Order 14, transfer of guards")),
                                                new Sheet.BatchHit(ID, t("Testimony W-031"))),
                                        null),
                                new Sheet.BatchRow(
                                        t("관리소"),
                                        1204,
                                        List.of(new Sheet.BatchHit(ID, t("증언 녹취록 W-031"))),
                                        null),
                                new Sheet.BatchRow(
                                        t("\"open"),
                                        0,
                                        List.of(),
                                        new Sheet.Problem(
                                                "",
                                                t("This quotation mark is never closed."),
                                                t("따옴표가 닫히지 않았습니다.")))),
                        0));
        all.put("item", item(true));
        all.put("item-locked", item(false));
        all.put("casebook", casebook());
        all.put("imported-table", importedTable());
        all.put(
                "imported-entities",
                new Sheet.ImportedEntities(
                        ID,
                        t("neighbours.ftm.json"),
                        12_044,
                        new Sheet.GradeField("C", "3", t("A public register.")),
                        List.of(new Sheet.Count("refused", 1), new Sheet.Count("fit", 12_043)),
                        List.of(
                                new Sheet.RowOutcome(
                                        7,
                                        "refused",
                                        t("ftm:i7"),
                                        null,
                                        0,
                                        t("schema is \"Vessels\"; no kind maps to it")),
                                new Sheet.RowOutcome(2, "fit", t("ftm:i2"), null, 3, "")),
                        true,
                        List.of(new Sheet.Count(t("Person.passportNumber"), 311)),
                        null));
        all.put("entities", entities());
        all.put("entity", entity());
        all.put("places", places());
        all.put("timeline", timeline());
        all.put("network", network());
        all.put("responsibility", responsibility());
        all.put("law", law());
        all.put("monitor", monitor());
        all.put(
                "cases",
                new Sheet.Cases(
                        List.of(new Sheet.Cases.Row(ID, t("Invented camp"), t("hana"), TIME, 3))));
        all.put("case-form", caseForm());
        all.put("case-file", caseFile());
        all.put("case-cell", caseCell());
        all.put("finding", finding());
        all.put("finding-form", findingForm());
        all.put("what-if", whatIf());
        all.put("dossier", dossier());
        all.put("roots", roots());
        all.put("incident", incident());
        all.put(
                "drafts",
                new Sheet.Drafts(
                        List.of(
                                new Sheet.Drafts.Row(ID, t("Arrest at the market"), 2, TIME),
                                new Sheet.Drafts.Row(anyId(), "", 0, TIME))));
        all.put("claim", claimSheet("number"));
        all.put("queue", queue());
        all.put("suggestions", suggestions());
        all.put("resolve", resolve());
        all.put("lists", lists());
        all.put("list-version", listVersion());
        all.put("designation", designation());
        all.put("alerts", alerts());
        all.put("screening", screening());
        all.put("agreed", agreed(12));
        all.put("cite", cite(false));
        all.put("cite-value", cite(true));
        all.put(
                "accessions",
                new Sheet.Accessions(
                        List.of(
                                new Sheet.AccessionRow(
                                        ID,
                                        t("Handover in the spring, black suitcase"),
                                        t("Crane"),
                                        TIME,
                                        true,
                                        1204,
                                        List.of(t("General"))),
                                new Sheet.AccessionRow(
                                        ID,
                                        t("법률 자료실 이관분"),
                                        t("자료실"),
                                        TIME,
                                        false,
                                        61,
                                        List.of(t("General"), t("Witness protection")))),
                        "c1"));
        all.put(
                "accession",
                new Sheet.Accession(
                        ID,
                        t("Handover in the spring, black suitcase"),
                        t("Handover in the spring, black suitcase"),
                        t("Crane"),
                        t("May be shown to courts and to the commission; not to be published."),
                        "hana",
                        TIME,
                        TIME,
                        List.of(t("General")),
                        1204,
                        counts(),
                        outcomeRows(),
                        "c1",
                        List.of(
                                new Sheet.Bag(true, "1.0", "sha256, sha512", 12, 12, List.of()),
                                new Sheet.Bag(
                                        false,
                                        "0.97",
                                        "md5",
                                        3,
                                        2,
                                        List.of(
                                                new Sheet.Fact(
                                                        "BAG-FILE-ALTERED",
                                                        t("data/orders/order-14.pdf"))))),
                        List.of(
                                new Sheet.Crate(
                                        false,
                                        t("papers/ro-crate-metadata.json"),
                                        2,
                                        1,
                                        List.of(new Sheet.Fact("name", t("Black suitcase"))),
                                        List.of(
                                                new Sheet.Crate.Stated(
                                                        t("orders/order-14.pdf"),
                                                        ID,
                                                        List.of(
                                                                new Sheet.Fact(
                                                                        "author", t("Crane")),
                                                                new Sheet.Fact(
                                                                        "dateCreated",
                                                                        "2017-06")))),
                                        List.of(
                                                new Sheet.Fact(
                                                        "CRATE-DIGEST-DIFFERS",
                                                        t("orders/order-15.pdf")))))));
        all.put(
                "receive",
                new Sheet.Receive(
                        List.of(
                                new Sheet.Choice(ID, t("General"), true),
                                new Sheet.Choice(ID, t("Witness protection"), false)),
                        List.of(new Sheet.Choice(ID, t("An invented giver: archive"), false)),
                        "receive.bad"));
        all.put(
                "receipt",
                new Sheet.Receipt(
                        ID,
                        t("Handover in the spring"),
                        t("Crane"),
                        TIME,
                        2,
                        List.of(
                                new Sheet.ReceiptRow(
                                        t("orders/order-14.pdf"),
                                        ID,
                                        4_800_000,
                                        "received",
                                        null,
                                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                                        null),
                                new Sheet.ReceiptRow(
                                        t("orders/copy.pdf"),
                                        ID,
                                        10_000,
                                        "duplicate",
                                        null,
                                        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
                                        new Sheet.Link("/items/" + ID, t("letters/first.pdf")))),
                        "c1"));
        all.put(
                "outcomes",
                new Sheet.Outcomes(
                        counts(),
                        "locked",
                        null,
                        null,
                        List.of(t("PDF"), t("HWP")),
                        List.of(t("Tika 3.3.1")),
                        outcomeRows(),
                        37,
                        31,
                        "c1",
                        3L));
        all.put(
                "people",
                new Sheet.People(
                        List.of(
                                new Sheet.PersonRow(
                                        ID,
                                        t("hana"),
                                        t("hana"),
                                        List.of(Role.ADMINISTRATOR, Role.ARCHIVIST),
                                        2,
                                        "active"),
                                new Sheet.PersonRow(
                                        ID,
                                        t("jun"),
                                        t("jun"),
                                        List.of(Role.READER),
                                        1,
                                        "inactive"),
                                new Sheet.PersonRow(
                                        ID,
                                        t("sora"),
                                        t("sora"),
                                        List.of(Role.LEGAL_OFFICER),
                                        0,
                                        "inactive")),
                        "refused-by.login-taken",
                        null));
        all.put(
                "person",
                new Sheet.Person(
                        ID,
                        t("jun"),
                        t("jun"),
                        "inactive",
                        false,
                        true,
                        List.of(Role.READER),
                        List.of(
                                new Sheet.Choice(ID, t("General"), true),
                                new Sheet.Choice(ID, t("Witness protection"), false)),
                        sessions(),
                        null,
                        "person.saved"));
        all.put(
                "erasures",
                new Sheet.Erasures(
                        ID,
                        Ground.WITHDRAWN,
                        List.of(
                                erasure("asked", 0, false, false),
                                erasure("asked", 0, true, false),
                                erasure("asked", 0, false, true),
                                erasure("approved", 4, true, false),
                                erasure("destroyed", 2, false, false),
                                erasure("done", 1, false, false)),
                        List.of(
                                new Sheet.Erasures.Held(
                                        ID,
                                        "accession",
                                        ID,
                                        "/accessions/" + ID,
                                        t("A court asked that it be kept."),
                                        t("hana"),
                                        TIME,
                                        null,
                                        null,
                                        null),
                                new Sheet.Erasures.Held(
                                        ID.replace('1', '2'),
                                        "item",
                                        ID,
                                        "/items/" + ID,
                                        t("A court asked that it be kept."),
                                        t("hana"),
                                        TIME,
                                        t("The case is closed."),
                                        t("jun"),
                                        TIME)),
                        "erasure-refused.same-person",
                        null));
        all.put(
                "consents",
                new Sheet.Consents(
                        List.of(
                                new Sheet.Consents.Giver(
                                        t("Hana, an invented witness"),
                                        List.of(
                                                consent(t("testimony before a court"), 0, null),
                                                consent(t("publication"), 0, "asked"),
                                                consent(t("a film"), 0, "refused"))),
                                new Sheet.Consents.Giver("", List.of(consent(null, 2, "done")))),
                        List.of(
                                new Sheet.Choice(ID, t("General"), true),
                                new Sheet.Choice(ID, t("Witness protection"), false)),
                        new Sheet.TermsField(List.of("internal"), "", "", false, "", ""),
                        ID,
                        "consents.missing"));
        all.put("consent", oneConsent());
        all.put("interview", interview());
        all.put(
                "identities",
                new Sheet.Identities(
                        List.of(
                                new Sheet.Identities.Row(
                                        new java.util.UUID(7, 1).toString(),
                                        t("Witness P-17"),
                                        List.of(t("Witness protection")),
                                        TIME,
                                        List.of(
                                                new Sheet.Identities.Opening(
                                                        TIME, t("jun"), t("A summons came."))),
                                        0),
                                new Sheet.Identities.Row(
                                        new java.util.UUID(7, 2).toString(),
                                        null,
                                        List.of(t("Witness protection")),
                                        TIME,
                                        List.of(),
                                        4)),
                        "erasure-refused.no-reason"));
        all.put(
                "identity",
                new Sheet.Identity(
                        t("Witness P-17"), t("Hana Invented, born 1970 in no place, +000 0000")));
        all.put(
                "use-refused",
                new Sheet.UseRefused(
                        List.of(
                                new Sheet.UseRefused.Ground(ID, "use-not-named"),
                                new Sheet.UseRefused.Ground(ID, "expired"))));
        all.put("erased", new Sheet.Erased(3, TIME));
        all.put(
                "compartments",
                new Sheet.Compartments(
                        List.of(
                                new Sheet.CompartmentRow(ID, t("General"), t("구획"), 7),
                                new Sheet.CompartmentRow(ID, t("Witness protection"), t("구획"), 2)),
                        null,
                        null));
        all.put(
                "compartment",
                new Sheet.Compartment(
                        ID,
                        t("Witness protection"),
                        t("Witness protection"),
                        t("증인 보호"),
                        List.of(new Sheet.Choice(ID, t("hana"), true)),
                        null,
                        "person.saved"));
        all.put(
                "account",
                new Sheet.Account(
                        t("hana"),
                        t("hana"),
                        false,
                        0,
                        List.of(),
                        t("ABCDEFGH"),
                        List.of(Role.ARCHIVIST),
                        List.of(t("General")),
                        sessions(),
                        List.of(Scope.values()),
                        null,
                        "refused-by.password-weak",
                        null));
        all.put(
                "account-codes",
                new Sheet.Account(
                        t("hana"),
                        t("hana"),
                        true,
                        10,
                        List.of("ABCD-EFGH-IJKL-MNOP", "QRST-UVWX-YZ23-4567"),
                        null,
                        List.of(Role.ARCHIVIST),
                        List.of(t("General")),
                        sessions(),
                        List.of(Scope.values()),
                        t("haetae_ABCDEFGH"),
                        null,
                        null));
        all.put(
                "account-other-device",
                new Sheet.Account(
                        t("hana"),
                        t("hana"),
                        true,
                        10,
                        List.of(),
                        t("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
                        List.of(Role.ARCHIVIST),
                        List.of(t("General")),
                        sessions(),
                        List.of(Scope.values()),
                        null,
                        null,
                        null));
        all.put(
                "health",
                new Sheet.Health(
                        18_204,
                        new Sheet.Checkpoint(
                                18_204, "kPmxXqCqfTTp9cIgLPm2hKzO0d9S0Qn9Uo1VbqXQy3E="),
                        List.of(
                                new Sheet.Part(
                                        "database",
                                        true,
                                        "health.database.answers",
                                        List.of("18.4")),
                                new Sheet.Part(
                                        "reading", true, "health.reading.behind", List.of(212, 4)),
                                new Sheet.Part(
                                        "sandbox",
                                        false,
                                        "health.sandbox.refused",
                                        List.of(
                                                new Sheet.Why(
                                                        "files cannot be read without a sandbox:"
                                                                + " bubblewrap is not installed."
                                                                + " Install bubblewrap (Debian: apt-get"
                                                                + " install bubblewrap) and allow user"
                                                                + " namespaces, or, on a throw-away"
                                                                + " machine only, set `sandbox: none`"
                                                                + " in haetae.yaml"))),
                                new Sheet.Part(
                                        "workers",
                                        true,
                                        "health.workers.ended",
                                        List.of(
                                                2,
                                                1_204,
                                                3,
                                                1,
                                                new Sheet.Why("no progress within 30 s"))),
                                new Sheet.Part(
                                        "disk",
                                        false,
                                        "health.disk.little",
                                        List.of(new Sheet.Bytes(1_200_000_000), 2))),
                        TIME,
                        new Sheet.CheckRun(
                                TIME,
                                Duration.ofMillis(3400),
                                List.of(
                                        new Sheet.FindingRow(
                                                "L012",
                                                "error",
                                                t("tile/0/003"),
                                                t("a7"),
                                                t("b1"),
                                                t("Restore the tile from a backup.")))),
                        true));
        return all;
    }

    private static List<Sheet.SessionRow> sessions() {
        return List.of(
                new Sheet.SessionRow(ID, TIME, TIME, TIME, true, null, List.of()),
                new Sheet.SessionRow(ID, TIME, TIME, TIME, false, null, List.of()),
                new Sheet.SessionRow(
                        ID,
                        TIME,
                        TIME,
                        TIME,
                        false,
                        "Weekly import",
                        List.of(Scope.READ, Scope.RECORD)));
    }

    private static List<Sheet.Count> counts() {
        return List.of(
                new Sheet.Count("read", 1141),
                new Sheet.Count("partial", 26),
                new Sheet.Count("locked", 12),
                new Sheet.Count("damaged", 9),
                new Sheet.Count("unknown", 8),
                new Sheet.Count("too-large", 1),
                new Sheet.Count("stopped", 4),
                new Sheet.Count("failed", 3),
                new Sheet.Count("pending", 2));
    }

    private static List<Sheet.OutcomeRow> outcomeRows() {
        return List.of(
                row("orders/order-14.pdf", false, "read", null, "PDF"),
                row(
                        "mail/inbox.mbox/0003/attachment.hwp",
                        true,
                        "locked",
                        "a password is needed to open it",
                        "HWP"),
                row("scans/form 7.tif", false, "partial", "2 of 11 pages have no text", "TIFF"),
                row("disk/quine.zip", false, "stopped", "depth limit of 10 reached", "ZIP"),
                row("disk/지도 사본.docx", false, "damaged", "the file ends too early", "Word"),
                row("disk/raw.bin", false, "unknown", null, "application/octet-stream"),
                row(
                        "disk/video.iso",
                        false,
                        "too-large",
                        "needs more than 512 MB of memory",
                        "ISO"),
                row("disk/later.pdf", false, "pending", null, "PDF"),
                row("disk/font.pdf", false, "failed", "parser ended without an answer", "PDF"));
    }

    private static Sheet.OutcomeRow row(
            String path, boolean part, String outcome, String reason, String type) {
        return new Sheet.OutcomeRow(
                ID,
                t(path),
                part,
                outcome,
                reason == null ? null : t(reason),
                t(type),
                t("Tika 3.3.1"),
                Duration.ofMillis(412),
                482_113,
                outcome.equals("duplicate")
                        ? new Sheet.Link("/items/" + ID, t("letters/first.pdf"))
                        : null);
    }

    private static Sheet.Found found(boolean any) {
        List<Sheet.Facet> facets =
                List.of(
                        new Sheet.Facet(
                                "type",
                                List.of(
                                        new Sheet.FacetValue(t("pdf"), t("PDF"), 812, true),
                                        new Sheet.FacetValue(t("hwp"), t("HWP"), 214, false),
                                        new Sheet.FacetValue(t("mail"), t("Mail"), 96, false),
                                        new Sheet.FacetValue(t("image"), t("Image"), 41, false))),
                        new Sheet.Facet(
                                "language",
                                List.of(
                                        new Sheet.FacetValue("ko", t("한국어"), 901, false),
                                        new Sheet.FacetValue("en", t("English"), 288, false))),
                        new Sheet.Facet(
                                "accession",
                                List.of(
                                        new Sheet.FacetValue(
                                                ID,
                                                t("Handover in the spring, black suitcase"),
                                                700,
                                                false),
                                        new Sheet.FacetValue("b", t("법률 자료실 이관분"), 55, false))),
                        new Sheet.Facet(
                                "outcome",
                                List.of(
                                        new Sheet.FacetValue("read", t("read"), 1100, false),
                                        new Sheet.FacetValue(
                                                "partial", t("read in part"), 26, false))));
        List<Sheet.Bar> bars = new java.util.ArrayList<>();
        int[] heights = {2, 0, 5, 9, 14, 33, 61, 120, 90, 44, 71, 30, 12, 8, 3, 0, 1};
        for (int i = 0; i < heights.length; i++) {
            bars.add(new Sheet.Bar(Integer.toString(2008 + i), heights[i]));
        }
        List<Sheet.Hit> hits =
                any
                        ? List.of(
                                new Sheet.Hit(
                                        ID,
                                        t("Order 14: transfer of guards to the northern line"),
                                        t("suitcase/orders/order-14.pdf"),
                                        t("PDF"),
                                        "read",
                                        "2017-06-12",
                                        ID,
                                        t("Handover in the spring"),
                                        true,
                                        List.of(
                                                new Sheet.Quote(
                                                        3,
                                                        runs(
                                                                "… the guards of the *camp* shall"
                                                                        + " be moved by rail before the"
                                                                        + " end of the month, and the"
                                                                        + " registers of the *camp*"
                                                                        + " handed to the second"
                                                                        + " department …")),
                                                new Sheet.Quote(
                                                        7,
                                                        runs(
                                                                "… no prisoner of the *camp* is to"
                                                                        + " be named in a register that"
                                                                        + " leaves it …")))),
                                new Sheet.Hit(
                                        ID,
                                        t("증언 녹취록 W-031"),
                                        t("법률 자료실/녹취/W-031.hwp"),
                                        t("HWP"),
                                        "partial",
                                        "2019",
                                        ID,
                                        t("법률 자료실 이관분"),
                                        false,
                                        List.of(
                                                new Sheet.Quote(
                                                        12,
                                                        runs(
                                                                "… 그해 겨울 *수용소*에서 북쪽 선로로 옮겨졌고, *수용소*"
                                                                        + " 경비대가 명부를 가지고 떠났다고 했다 …")))),
                                new Sheet.Hit(
                                        ID,
                                        t("Re: Fw: registers"),
                                        t("mail/inbox.mbox/0042"),
                                        t("Mail"),
                                        "read",
                                        null,
                                        ID,
                                        t("Handover in the spring"),
                                        false,
                                        List.of(
                                                new Sheet.Quote(
                                                        1,
                                                        runs(
                                                                "… ask them which *camp* the second"
                                                                        + " list is from …")))))
                        : List.of();
        return new Sheet.Found(
                ID,
                t("camp OR 수용소"),
                null,
                null,
                any ? 1204 : 0,
                false,
                Duration.ofMillis(12),
                "relevance",
                List.of("relevance", "newest", "oldest", "received"),
                any ? facets : List.of(),
                any ? new Sheet.Chart(bars, 120) : null,
                hits,
                1,
                any ? "c1" : null,
                true,
                any
                        ? List.of(
                                new Sheet.Candidate(
                                        ID,
                                        t("Camp guard brigade"),
                                        t("Organisation"),
                                        t("1958, Sutgol")),
                                new Sheet.Candidate(ID, t("수용소 14호"), t("Facility"), ""))
                        : List.of());
    }

    private static Sheet.Item item(boolean read) {
        return new Sheet.Item(
                ID,
                t(read ? "Order 14: transfer of guards to the northern line" : "annex.hwp"),
                t("suitcase/orders/order-14.pdf"),
                t("PDF"),
                t("application/pdf"),
                read ? "read" : "locked",
                read ? null : t("a password is needed to open it"),
                t("Tika 3.3.1"),
                Duration.ofMillis(412),
                4_800_000,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                TIME,
                ID,
                t("Handover in the spring"),
                List.of(t("General")),
                read ? ID : null,
                read ? t("camp OR 수용소") : null,
                read ? 3 : 0,
                read ? 12 : 0,
                null,
                read
                        ? stretches(
                                "ORDER No. 14\n\n"
                                        + "Of the second department, on the transfer of guards to the"
                                        + " northern line.\n\n"
                                        + "1. The guards of the *camp* shall be moved by rail before"
                                        + " the end of the month, and the registers of the *camp*"
                                        + " handed to the second department against a receipt.\n\n"
                                        + "2. 제2부는 *수용소*의 명부를 받은 즉시 봉인하고, 그 사본을 만들지 아니한다.\n\n"
                                        + "3. No prisoner of the *camp* is to be named in a register"
                                        + " that leaves it. Where a name is needed, the number stands"
                                        + " for it.\n\n"
                                        + "4. Whoever is found to have kept a copy answers for it.\n\n"
                                        + "Made out in two copies.")
                        : List.of(),
                false,
                List.of(new Sheet.Outline(1, 1_000, 2_000, 5_000, 850)),
                read,
                List.of(
                        new Sheet.Folio(1, "1", 0),
                        new Sheet.Folio(2, "2", 0),
                        new Sheet.Folio(3, "3", 4),
                        new Sheet.Folio(4, "4", 0),
                        new Sheet.Folio(5, "5", 1)),
                2,
                new Sheet.HitLink(3, 1),
                new Sheet.HitLink(3, 3),
                null,
                new Sheet.HitLink(5, 1),
                4,
                5,
                List.of(
                        new Sheet.Fact("created", t("2017-06-12 08:31")),
                        new Sheet.Fact("author", t("Second department")),
                        new Sheet.Fact("language", t("English, 한국어"))),
                List.of(
                        new Sheet.Fact(t("pdf:PDFVersion"), t("1.4")),
                        new Sheet.Fact(t("xmp:CreatorTool"), t("Hancom PDF 1.3"))),
                List.of(new Sheet.Link("/accessions/" + ID, t("letters/again.pdf"))),
                List.of(new Sheet.Kin(ID, t("suitcase.zip"), t("ZIP"), "read")),
                new Sheet.Parts(
                        List.of(
                                new Sheet.Kin(ID, t("order-14.pdf"), t("PDF"), "read"),
                                new Sheet.Kin("b", t("order-15.pdf"), t("PDF"), "damaged")),
                        2,
                        null,
                        false),
                new Sheet.Parts(
                        List.of(new Sheet.Kin("c", t("annex.hwp"), t("HWP"), "locked")),
                        1_204,
                        817L,
                        true),
                List.of(
                        new Sheet.Event(17, TIME, "RECEIVED", t("hana")),
                        new Sheet.Event(18, TIME, "READ", t("Haetae")),
                        new Sheet.Event(204, TIME, "VIEWED", t("jun"))),
                new Sheet.Belief(
                        ID,
                        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                        "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
                        t("Hana"),
                        17,
                        "haetae.invalid/00112233445566778899aabbccddeeff",
                        1_204,
                        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                        read ? 2 : 0,
                        read ? TIME : null,
                        read ? null : TIME,
                        List.of(
                                new Sheet.Belief.Step(17, TIME, "RECEIVED"),
                                new Sheet.Belief.Step(18, TIME, "READ"),
                                new Sheet.Belief.Step(301, TIME, "EXPORTED")),
                        List.of(
                                new Sheet.Belief.Credential("c2pa", "proved", "signature", ""),
                                new Sheet.Belief.Credential("c2pa", "broken", "bytes", ""),
                                new Sheet.Belief.Credential(
                                        "c2pa", "unproved", "signer", t("CN=An invented camera"))),
                        "haetae/credentials 1",
                        read
                                ? List.of(
                                        new Sheet.Belief.Tie(ID, null),
                                        new Sheet.Belief.Tie(ID, "expired"))
                                : List.of()),
                read
                        ? List.of(
                                new Sheet.Citing(
                                        1,
                                        ID,
                                        ID,
                                        t("Second department"),
                                        t("Duties"),
                                        t("moves guards by rail"),
                                        "B2",
                                        "disputed",
                                        "/items/" + ID + "/pages/3#at-0",
                                        new Sheet.Place("passage", 3, ""),
                                        "moved"))
                        : List.of(),
                read ? new Sheet.JustCited(ID, t("Second department"), "/items", 2) : null);
    }

    /// Text with marks, cut as if each part before a mark were cited and began a paragraph.
    private static List<Sheet.Stretch> stretches(String text) {
        List<Sheet.Stretch> stretches = new java.util.ArrayList<>();
        int at = 0;
        for (Sheet.Run run : runs(text)) {
            boolean cited = at == 1;
            stretches.add(
                    new Sheet.Stretch(
                            run.text(),
                            run.hit(),
                            true,
                            cited ? 0 : -1,
                            cited,
                            cited ? List.of(1) : List.of(),
                            at % 2 == 0 ? "/items/" + ID + "/cite" : null));
            at++;
        }
        return stretches;
    }

    private static Sheet.ClaimRow claim(String status, boolean latest) {
        return new Sheet.ClaimRow(
                new UUID(9, ++claims).toString(),
                3,
                t("1961"),
                "B2",
                t("He was there himself."),
                status,
                status.equals("recorded") ? "agreed" : "sent-back",
                "item",
                t("hana"),
                TIME,
                t("The register has another year."),
                latest,
                List.of(
                        new Sheet.CiteRow(
                                t("order-14.pdf"),
                                "/items/" + ID,
                                new Sheet.Place("passage", 3, ""),
                                t("… the man, "),
                                t("born in 1961, was held at the station"),
                                t(" for three …"),
                                "moved",
                                new Sheet.Place("passage", 4, ""),
                                null),
                        new Sheet.CiteRow(
                                t("order-14.pdf"),
                                "/items/" + ID,
                                new Sheet.Place("region", 3, ""),
                                "",
                                "",
                                "",
                                "as-cited",
                                null,
                                new Sheet.Crop(
                                        "/items/" + ID + "/pages/3.png",
                                        800,
                                        1131,
                                        100,
                                        200,
                                        300,
                                        120)),
                        new Sheet.CiteRow(
                                t("call.mp3"),
                                null,
                                new Sheet.Place("stretch", 0, "1:33–2:05"),
                                "",
                                "",
                                "",
                                "erased",
                                null,
                                null)),
                List.of(
                        new Sheet.VersionRow(
                                2, t("1962~"), "C3", "recorded", t("jun"), TIME, t("Misread.")),
                        new Sheet.VersionRow(1, t("1962"), "F6", "draft", t("jun"), TIME, "")));
    }

    private static Sheet.ImportedTable importedTable() {
        List<Sheet.Term> kinds =
                List.of(
                        new Sheet.Term("person", t("Person"), 0),
                        new Sheet.Term("place", t("Place"), 0));
        return new Sheet.ImportedTable(
                ID,
                t("register.csv"),
                1_204,
                kinds,
                "person",
                t("register"),
                "|",
                new Sheet.GradeField("C", "3", t("A list copied by hand.")),
                List.of(
                        new Sheet.Term("name", t("Name"), 0),
                        new Sheet.Term("birth-place", t("Place of birth"), 0)),
                List.of(
                        new Sheet.MappedColumn(
                                t("No"), List.of("1", "2"), "use:KEY", "", "", "", List.of()),
                        new Sheet.MappedColumn(
                                t("이름"),
                                List.of(t("양철무"), t("리지어")),
                                "name",
                                "name",
                                "ko",
                                "",
                                List.of()),
                        new Sheet.MappedColumn(
                                t("Birthplace"),
                                List.of(t("Musan")),
                                "birth-place",
                                "reference",
                                "",
                                "place",
                                kinds)),
                List.of(new Sheet.Count("refused", 1), new Sheet.Count("fit", 1_203)),
                List.of(
                        new Sheet.RowOutcome(
                                7,
                                "refused",
                                t("register:7"),
                                null,
                                0,
                                t("birth-date is \"some day\"; expected a date")),
                        new Sheet.RowOutcome(2, "fit", t("register:1"), null, 3, ""),
                        new Sheet.RowOutcome(3, "known", t("register:2"), ID, 0, "")),
                true,
                "import.mapping",
                t("list is \"\"; expected a name"));
    }

    private static Sheet.Casebook casebook() {
        return new Sheet.Casebook(
                List.of(new Sheet.Term("person", t("Person"), 0)),
                List.of(new Sheet.Term("post", t("Post held"), 0)),
                List.of(new Sheet.Kept(ID, t("Held at Sutgol"), TIME)));
    }

    private static Sheet.Entities entities() {
        List<Sheet.Term> properties =
                List.of(
                        new Sheet.Term("birth-date", t("Date of birth"), 0),
                        new Sheet.Term("gender", t("Gender"), 0),
                        new Sheet.Term("birth-place", t("Place of birth"), 0));
        return new Sheet.Entities(
                "person",
                t("Person"),
                t("Held at Sutgol"),
                properties,
                List.of("birth-date", "birth-place"),
                List.of(properties.getFirst(), properties.getLast()),
                List.of(
                        new Sheet.Asking(
                                "birth-date",
                                "date",
                                t("Date of birth"),
                                t("1961"),
                                t("one day"),
                                "",
                                List.of(),
                                List.of(),
                                "value.wrong.date"),
                        new Sheet.Asking(
                                "gender",
                                "code",
                                t("Gender"),
                                "female",
                                "",
                                "",
                                List.of(new Sheet.Term("female", t("Female"), 0)),
                                List.of(),
                                null),
                        new Sheet.Asking(
                                "birth-place",
                                "reference",
                                t("Place of birth"),
                                t("Musan"),
                                "",
                                ID,
                                List.of(),
                                List.of(
                                        new Sheet.Candidate(
                                                ID, t("Musan"), t("Place"), t("County")),
                                        new Sheet.Candidate(
                                                "other", t("Musan Mine"), t("Place"), "")),
                                null),
                        Sheet.Asking.NOTHING),
                "agreed",
                true,
                List.of(
                        new Sheet.EntityRow(
                                ID, t("Ryang Chol Mu"), List.of(t("1961 / 1962~"), t("Musan"))),
                        new Sheet.EntityRow(ID, t("양철무"), List.of("", t("무산")))),
                1_204,
                true,
                new Sheet.After(t("ryang chol mu"), ID),
                "entities.wrong");
    }

    private static Sheet.Entity entity() {
        return new Sheet.Entity(
                ID,
                t("Ryang Chol Mu"),
                "person",
                t("Person"),
                "2026-11-01",
                List.of(
                        new Sheet.Said(
                                t("Name"),
                                false,
                                false,
                                List.of(
                                        new Sheet.Held(
                                                t("Ryang Chol Mu"),
                                                null,
                                                true,
                                                List.of(claim("recorded", false))))),
                        new Sheet.Said(
                                t("Date of birth"),
                                true,
                                false,
                                List.of(
                                        new Sheet.Held(
                                                t("1961"),
                                                null,
                                                true,
                                                List.of(
                                                        claim("recorded", true),
                                                        claim("disputed", false))),
                                        new Sheet.Held(
                                                t("1962~"),
                                                null,
                                                true,
                                                List.of(claim("disputed", false))))),
                        new Sheet.Said(
                                t("Place of birth"),
                                false,
                                true,
                                List.of(
                                        new Sheet.Held(
                                                t("Musan"),
                                                "/entity/" + ID,
                                                false,
                                                List.of(claim("retracted", false)))))),
                List.of(
                        new Sheet.References(
                                t("Detention"),
                                List.of(
                                        new Sheet.Reference(
                                                ID,
                                                t("Ryang Chol Mu · Sutgol station"),
                                                t("Detained"),
                                                t("2009-04 – 2009-05"))))),
                12,
                1,
                "agreed",
                assigning(),
                story(),
                times(),
                true,
                true,
                List.of(
                        new Sheet.Same(
                                ID,
                                t("Ryang Chol-mu"),
                                List.of(
                                        new Sheet.Said(
                                                t("Name"),
                                                false,
                                                false,
                                                List.of(
                                                        new Sheet.Held(
                                                                t("Ryang Chol-mu"),
                                                                null,
                                                                true,
                                                                List.of(
                                                                        claim(
                                                                                "recorded",
                                                                                false)))))))),
                List.of(
                        new Sheet.Resembling(
                                "/resolve?one=%s&other=%s".formatted(ID, ID), t("량철무"), "78.31 %")),
                unitListed(),
                true,
                new Sheet.Entity.Recorded(24, 11, ID),
                "entity.as-of.nothing");
    }

    private static Sheet.UnitListed unitListed() {
        var post = new Sheet.SideValue(t("Deputy head"), "/entity/" + ID, t("2009 – 2014"));
        var by =
                new Sheet.SideValue(
                        t("Council of the Invented"),
                        "/designations/" + ID,
                        t("6 July 2016, In force"));
        return new Sheet.UnitListed(
                List.of(
                        new Sheet.MemberRow(
                                ID, t("Tongrim guard brigade"), true, List.of(), List.of(by)),
                        new Sheet.MemberRow(
                                ID, t("Mok Se Dol"), false, List.of(post), List.of(by, by))),
                List.of(new Sheet.MemberRow(ID, t("태문복"), false, List.of(post, post), List.of())),
                3);
    }

    private static Sheet.Lists lists() {
        return new Sheet.Lists(
                List.of(
                        new Sheet.ListRow(
                                t("Consolidated list of the Invented"),
                                t("Council of the Invented"),
                                List.of(
                                        new Sheet.VersionOfList(
                                                ID,
                                                t("2026-06-01"),
                                                TIME,
                                                1003,
                                                new KeptVersion.Counts(12, 4, 1, 986, 1)),
                                        new Sheet.VersionOfList(ID, "", TIME, 992, null)))));
    }

    private static Sheet.ListVersion listVersion() {
        return new Sheet.ListVersion(
                ID,
                t("Consolidated list of the Invented"),
                t("Council of the Invented"),
                t("2026-06-01"),
                TIME,
                1003,
                new Sheet.VersionOfList(ID, t("2026-05-01"), TIME, 992, null),
                12,
                4,
                1,
                986,
                1,
                "changed",
                List.of(
                        new Sheet.DifferenceRow(
                                t("Mok Se Dol"),
                                t("INV.012"),
                                "PERSON",
                                ID,
                                List.of(
                                        new Sheet.ChangedField(
                                                "names",
                                                List.of(),
                                                List.of(
                                                        new Sheet.ChangedLine(
                                                                t("목세돌"), "ORIGINAL_SCRIPT"))),
                                        new Sheet.ChangedField(
                                                "births",
                                                List.of(new Sheet.ChangedLine(t("1961"), null)),
                                                List.of(
                                                        new Sheet.ChangedLine(
                                                                t("1961-05-07"), null))))),
                        new Sheet.DifferenceRow(
                                t("Sutgol Trading"),
                                t("INV.044"),
                                "ORGANISATION",
                                null,
                                List.of())),
                50,
                120,
                0,
                100);
    }

    private static Sheet.Screening screening() {
        return new Sheet.Screening(
                t("목세돌"),
                "person",
                t("1961"),
                t("KP"),
                t("name,born\n목세돌,1961"),
                List.of(t("Consolidated list of the Invented 2026-06-01")),
                List.of(
                        new Sheet.ScreenedRow(
                                1,
                                t("목세돌"),
                                List.of(
                                        new Sheet.ScreenedHit(
                                                "0.98",
                                                true,
                                                t("Consolidated list of the Invented"),
                                                t("INV.012"),
                                                t("MOK SE DOL"),
                                                t("Mok Se-dol"),
                                                t("One name by spelling."),
                                                "same",
                                                "different",
                                                ID),
                                        new Sheet.ScreenedHit(
                                                "0.52",
                                                false,
                                                t("Consolidated list of the Invented"),
                                                t("INV.044"),
                                                t("MOK SU DOL"),
                                                t("MOK SU DOL"),
                                                t("One syllable differs."),
                                                "unknown",
                                                "unknown",
                                                null))),
                        new Sheet.ScreenedRow(2, t("Tae Mun Bok"), List.of())),
                "screening.wrong.row",
                3);
    }

    private static Sheet.Alerts alerts() {
        var facts =
                List.of(
                        new Sheet.Known(
                                t("Date of birth"),
                                List.of(new Sheet.SideValue(t("1961"), null, ""))),
                        new Sheet.Known(
                                t("Post held"),
                                List.of(
                                        new Sheet.SideValue(
                                                t(
                                                        "Mok Se Dol · Deputy head · Tongrim guard"
                                                                + " brigade"),
                                                "/entity/" + ID,
                                                t("March 2009")))));
        return new Sheet.Alerts(
                List.of(
                        new Sheet.AlertRow(
                                17,
                                "changed",
                                List.of("names", "births"),
                                "0.93",
                                t("“Mok Se Dol” is a romanisation of “목세돌”."),
                                new Sheet.AlertSide(ID, t("목세돌"), facts),
                                new Sheet.AlertSide(ID, t("MOK SE DOL"), facts),
                                t("Consolidated list of the Invented"),
                                t("2026-06-01"),
                                "/lists/" + ID,
                                "/resolve?one=%s&other=%s".formatted(ID, ID),
                                TIME),
                        new Sheet.AlertRow(
                                19,
                                "removed",
                                List.of(),
                                null,
                                null,
                                new Sheet.AlertSide(ID, t("Pyon Ul Tae"), List.of()),
                                new Sheet.AlertSide(ID, t("PYON UL TAE"), List.of()),
                                t("Consolidated list of the Invented"),
                                "",
                                "",
                                "/resolve?one=%s&other=%s".formatted(ID, ID),
                                TIME)),
                20,
                41,
                0,
                40,
                "alerts.choose",
                "alerts.done");
    }

    private static Sheet.Designation designation() {
        return new Sheet.Designation(
                ID,
                t("Mok Se Dol · Council of the Invented · 6 July 2016"),
                ID,
                t("Mok Se Dol"),
                t("Person"),
                t("In force"),
                List.of(
                        new Sheet.Known(
                                t("Designated by"),
                                List.of(
                                        new Sheet.SideValue(
                                                t("Council of the Invented"),
                                                "/entity/" + ID,
                                                ""))),
                        new Sheet.Known(
                                t("Programme"),
                                List.of(new Sheet.SideValue(t("Seals"), null, "")))),
                List.of(
                        new Sheet.Written(
                                "LATIN",
                                List.of(
                                        new Sheet.WrittenName(t("Mok Se Dol"), t("Name")),
                                        new Sheet.WrittenName(t("Dolly"), t("Weak alias")))),
                        new Sheet.Written(
                                "HANGUL", List.of(new Sheet.WrittenName(t("목세돌"), t("Name"))))),
                List.of(new Sheet.SideValue(t("Deputy head"), "/entity/" + ID, t("2009"))),
                List.of(
                        new Sheet.CiteRow(
                                t("list.xml"),
                                "/items/" + ID,
                                new Sheet.Place("passage", 3, ""),
                                "",
                                t("INV.012 Mok Se Dol, born 1961"),
                                "",
                                "as-cited",
                                null,
                                null)),
                List.of(new Sheet.SideValue(t("List of 2026-06-01"), "/accessions/" + ID, "")),
                List.of(
                        new Sheet.SideValue(
                                t("Mok Se Dol · Bureau of Seals"), "/designations/" + ID, "")));
    }

    private static List<Sheet.Told> told(String label) {
        Sheet.Source source = new Sheet.Source(ID, "B2", "recorded");
        return List.of(
                new Sheet.Told(
                        t(label),
                        true,
                        List.of(
                                new Sheet.Saying(t("March 2009"), null, List.of(source)),
                                new Sheet.Saying(
                                        t("spring 2010"),
                                        "/entity/" + ID,
                                        List.of(source, new Sheet.Source(ID, "D5", "disputed"))))));
    }

    private static Sheet.Story story() {
        Sheet.StoryRow row =
                new Sheet.StoryRow(
                        ID,
                        t("Arrest at the Sutgol station"),
                        t("Act"),
                        told("Method"),
                        told("Done by"),
                        told("Done to"),
                        told("Place"),
                        told("Date"),
                        told("Part of event"));
        return new Sheet.Story(
                List.of(row),
                List.of(row),
                List.of(
                        new Sheet.PostRow(
                                ID,
                                t("Ryang Chol Mu"),
                                ID,
                                t("Ryang Chol Mu · head · Sutgol station"),
                                List.of(new Sheet.StandingThen(t("March 2009"), "unknown")))));
    }

    private static Sheet.Times times() {
        Sheet.Lane lane =
                new Sheet.Lane(
                        List.of(
                                new Sheet.Stay("0%", "10%", "10%", "within", true, false, true),
                                new Sheet.Stay("10%", "40%", "30%", "gap", false, false, false),
                                new Sheet.Stay("40%", "60%", "20%", "sure", false, false, false),
                                new Sheet.Stay("60%", "100%", "40%", "open", false, true, false)));
        return new Sheet.Times(
                List.of(new Sheet.TickMark("0%", t("2009")), new Sheet.TickMark("50%", t("2010"))),
                List.of(
                        new Sheet.TimeRow(
                                ID,
                                t("Night roll-call"),
                                t("Event"),
                                told("Date"),
                                List.of(lane, lane))));
    }

    private static Sheet.Timeline timeline() {
        return new Sheet.Timeline(
                times(),
                List.of(
                        new Sheet.Control("nearer", "/timeline?from=2009-01-01&to=2010-01-01"),
                        new Sheet.Control("all", null)),
                ID,
                t("Ryang Chol Mu"),
                List.of(new Sheet.Choice("event", t("Event"), true)),
                t("2009"),
                t("2010"),
                "/timeline?after=60",
                "/timeline",
                "map.wrong");
    }

    private static Sheet.Law law() {
        return new Sheet.Law(
                List.of(
                        new Sheet.Law.Rules(
                                "our-act",
                                t("Act on registers"),
                                "statute",
                                List.of(new Sheet.Fact("in-force", "2020-01")),
                                t("Law 1 of 2020"),
                                "https://example.org/law-1",
                                t("Article 3 against its text"),
                                List.of(
                                        new Sheet.Law.Rule(
                                                "our-act.registry",
                                                0,
                                                "3",
                                                "act",
                                                t("Keep a register"),
                                                t("Open to families"),
                                                true,
                                                List.of(
                                                        new Sheet.Law.Element(1, t("Kept"), null),
                                                        new Sheet.Law.Element(
                                                                2, t("Open"), "our-act.registry"))),
                                        new Sheet.Law.Rule(
                                                "our-act.other",
                                                1,
                                                "3(2)",
                                                "duty",
                                                t("Answer families"),
                                                null,
                                                false,
                                                List.of())))),
                List.of(
                        new Sheet.Law.Proof(
                                "our-standard",
                                t("Clear evidence"),
                                t("Our commission"),
                                t("Finding"),
                                t("Rule 12"))));
    }

    private static Sheet.CaseForm caseForm() {
        return new Sheet.CaseForm(
                ID,
                3,
                t("Invented camp"),
                t("What was done there."),
                t("2010/2014"),
                t("Camp 71"),
                t("Guard"),
                t("Rim"),
                t(ID),
                "",
                List.of(
                        new Sheet.CaseForm.Crime(
                                t("Rome Statute, 7"),
                                List.of(new Sheet.Choice("torture", t("7(1)(f) Torture"), true)))),
                List.of(new Sheet.Choice("command", t("28(a) Command"), false)),
                List.of(new Sheet.Choice("grounds", t("Reasonable grounds"), true)),
                List.of(new Sheet.Choice(ID, t("General"), true)),
                List.of(
                        new Sheet.CaseForm.Unclear(
                                t("Camp 71"),
                                List.of(
                                        new Sheet.Candidate(
                                                ID, t("Camp 71"), t("Facility"), t("2010")))),
                        new Sheet.CaseForm.Unclear(t("Nobody"), List.of())),
                "case.unclear");
    }

    private static Sheet.Mark mark(String state) {
        return new Sheet.Mark(
                state,
                2,
                3,
                t("B2 × 2, C3"),
                1,
                1,
                t("D4"),
                2,
                1,
                1,
                1,
                List.of("stale", "no-second-root"),
                "/cases/" + ID);
    }

    private static Sheet.CaseTask caseTask() {
        return new Sheet.CaseTask(
                ID,
                7,
                t("7(1)(f) Torture: custody"),
                t("Roll-call"),
                "no-second-root",
                "open",
                t("hana"),
                ID,
                TIME,
                "/cases/" + ID);
    }

    private static Sheet.CaseFile caseFile() {
        var marks =
                List.of(mark("supported"), mark("contradicted"), mark("disputed"), mark("missing"));
        return new Sheet.CaseFile(
                ID,
                3,
                t("Invented camp"),
                t("What was done there."),
                List.of(
                        new Sheet.CaseFile.Part(
                                "period", List.of(new Sheet.Way(null, t("2010 to 2014")))),
                        new Sheet.CaseFile.Part(
                                "places", List.of(new Sheet.Way("/entity/" + ID, t("Camp 71"))))),
                List.of(new Sheet.Choice("grounds", t("Reasonable grounds"), true)),
                t("Reasonable grounds"),
                "missing",
                List.of(
                        new Sheet.CaseFile.Part("incidents", List.of(new Sheet.Way(null, t("12")))),
                        new Sheet.CaseFile.Part(
                                "where",
                                List.of(new Sheet.Way("/entity/" + ID, t("Camp 71 × 9"))))),
                List.of(
                        new Sheet.CaseFile.Block(
                                "torture",
                                t("7(1)(f)"),
                                t("Torture"),
                                "act",
                                List.of(
                                        new Sheet.CaseFile.Column(
                                                t("Pain"),
                                                List.of(new Sheet.CaseFile.Count("supported", 3))),
                                        new Sheet.CaseFile.Column(t("Custody"), List.of()),
                                        new Sheet.CaseFile.Column(t("Sanction"), List.of()),
                                        new Sheet.CaseFile.Column(t("Another"), List.of())),
                                List.of(
                                        new Sheet.CaseFile.Row(
                                                t("Roll-call"), "/entity/" + ID, marks)),
                                1,
                                "/cases/" + ID)),
                List.of(caseTask()),
                List.of(new Sheet.Choice(ID, t("hana"), true)),
                List.of(t("General")),
                null,
                "case.done.kept");
    }

    private static Sheet.CaseCell caseCell() {
        return new Sheet.CaseCell(
                ID,
                t("Invented camp"),
                "torture.custody",
                t("Rome Statute, 7(1)(f) Torture"),
                t("In custody"),
                t("A note."),
                "incident",
                ID,
                t("Roll-call"),
                "/entity/" + ID,
                t("Reasonable grounds"),
                "grounds",
                mark("supported"),
                List.of(concluded(false), concluded(true)),
                List.of(caseTask()),
                List.of(new Sheet.Choice(ID, t("hana"), true)));
    }

    private static Sheet.Concluded concluded(boolean stale) {
        return new Sheet.Concluded(
                ID,
                "supported",
                "agreed",
                stale,
                !stale,
                t("Reasonable grounds"),
                t("hana"),
                TIME,
                2,
                1);
    }

    private static Sheet.Finding finding() {
        return new Sheet.Finding(
                ID,
                2,
                ID,
                t("Invented camp"),
                t("Rome Statute, 7(1)(f) Torture"),
                t("In custody"),
                "/cases/" + ID,
                t("Roll-call"),
                "/entity/" + ID,
                "supported",
                t("Reasonable grounds"),
                "sent-back",
                true,
                false,
                t("Both say so."),
                List.of(
                        new Sheet.Finding.Leant(
                                claim("recorded", false),
                                t("Description"),
                                t("Roll-call"),
                                "1, 2",
                                "retracted")),
                List.of(),
                1,
                1,
                0,
                t("hana"),
                TIME,
                List.of(new Sheet.StepRow("sent-back", t("min"), null, TIME, 1, t("Say which."))),
                List.of(concluded(false)),
                List.of("agreed", "sent-back"),
                t("Well"),
                "finding.words",
                null);
    }

    private static Sheet.FindingForm findingForm() {
        return new Sheet.FindingForm(
                ID,
                t("Invented camp"),
                ID,
                2,
                t("Rome Statute, 7(1)(f) Torture"),
                "torture.custody",
                t("In custody"),
                "incident",
                ID,
                t("Roll-call"),
                List.of(new Sheet.Choice("grounds", t("Reasonable grounds"), true)),
                "supported",
                List.of(
                        new Sheet.FindingForm.Offered(
                                ID,
                                t("Roll-call"),
                                t("Description"),
                                t("struck"),
                                "B2",
                                "disputed",
                                t("w.txt"),
                                "for",
                                true)),
                "",
                t(ID),
                t("Both say so."),
                "finding.unfit");
    }

    private static Sheet.Dossier dossier() {
        var said =
                List.of(
                        new Sheet.Dossier.Said("", t("As sources have it."), List.of()),
                        new Sheet.Dossier.Said(
                                "S-0001",
                                t("Forty people were held there."),
                                List.of(
                                        new Sheet.Dossier.Cite(
                                                "E-0001, 2", "/items/" + ID + "?page=2"))));
        return new Sheet.Dossier(
                ID,
                t("Invented camp"),
                "court",
                "en",
                "named-court",
                t("Invented court"),
                true,
                true,
                List.of(
                        new Sheet.Dossier.Obstacle("stale", "/findings/" + ID, "/claims/" + ID, ID),
                        new Sheet.Dossier.Obstacle("moved", "/claims/" + ID, null, ID),
                        new Sheet.Dossier.Obstacle(
                                "consent", "/items/" + ID, "/consents/" + ID, ID),
                        new Sheet.Dossier.Obstacle("unseen", "/items/" + ID, null, ID)),
                List.of(
                        new Sheet.Dossier.Part(
                                "findings",
                                t("Findings"),
                                List.of(
                                        new Sheet.Dossier.Block(
                                                "heading",
                                                t("Custody"),
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of()),
                                        new Sheet.Dossier.Block(
                                                "paragraph",
                                                "",
                                                said,
                                                List.of(),
                                                List.of(),
                                                List.of()),
                                        new Sheet.Dossier.Block(
                                                "table",
                                                "",
                                                List.of(),
                                                List.of(t("Claims"), t("Grade")),
                                                List.of(List.of(said, List.of())),
                                                List.of()),
                                        new Sheet.Dossier.Block(
                                                "chain",
                                                "",
                                                List.of(),
                                                List.of(),
                                                List.of(),
                                                List.of(
                                                        new Sheet.Dossier.Step(
                                                                t("Act"),
                                                                t("Roll-call"),
                                                                said,
                                                                false),
                                                        new Sheet.Dossier.Step(
                                                                t("Command"),
                                                                t("no claim"),
                                                                List.of(),
                                                                true)))))),
                12,
                34,
                List.of(new Sheet.Dossier.Left(ID, "report", 12, 34, TIME)));
    }

    private static Sheet.WhatIf whatIf() {
        return new Sheet.WhatIf(
                ID,
                t("Invented camp"),
                t("Reasonable grounds"),
                "grounds",
                List.of(new Sheet.WhatIf.Source(ID, t("w.txt"), 3, "1", true)),
                List.of(new Sheet.Choice(ID, t("W-03"), false)),
                List.of(new Sheet.Choice(ID, t("P-17"), false)),
                List.of(ID),
                true,
                2,
                List.of(
                        new Sheet.WhatIf.Change(
                                t("Torture: custody"),
                                t("Roll-call"),
                                mark("supported"),
                                mark("missing"))),
                List.of(
                        new Sheet.WhatIf.Fallen(
                                concluded(false), t("Torture: custody"), t("Roll-call"), 1, 1)),
                List.of(
                        new Sheet.WhatIf.Sentence(
                                "S-0012", t("Forty people were held there."), t("Findings"))),
                null);
    }

    private static Sheet.Roots roots() {
        return new Sheet.Roots(
                ID,
                t("Invented camp"),
                3,
                List.of(
                        new Sheet.Roots.Row(
                                1,
                                List.of(
                                        new Sheet.Way("/items/" + ID, t("w.txt")),
                                        new Sheet.Way(null, t("v.txt"))),
                                List.of(
                                        new Sheet.Roots.Why(
                                                t("w.txt"), "same-text", t("v.txt"), "82 %")),
                                "2, 3")),
                "",
                List.of(
                        new Sheet.Roots.Node(
                                "10%", "20%", t("w.txt"), t("w.txt"), "/items/" + ID, "square"),
                        new Sheet.Roots.Node("50%", "70%", t("W-03"), t("W-03"), null, "circle")),
                List.of(
                        new Sheet.Roots.Line(
                                "10%", "20%", "50%", "70%", "told-by", t("w.txt – W-03"), true)),
                List.of(
                        new Sheet.Choice(ID, t("w.txt (1)"), false),
                        new Sheet.Choice("b" + ID, t("v.txt (1)"), false)),
                List.of(
                        new Sheet.Roots.Said(
                                t("w.txt"),
                                t("v.txt"),
                                "independent",
                                t("hana"),
                                TIME,
                                t("Two clerks."))),
                ID,
                ID,
                "independent",
                t("Because"),
                "roots.words",
                null);
    }

    private static Sheet.Monitor monitor() {
        var row =
                new Sheet.Monitor.Row(
                        List.of(
                                List.of(Sheet.Monitor.Bit.link(t("Covenant of Lakes"), "/law")),
                                List.of(
                                        Sheet.Monitor.Bit.ours("monitor.standing.bound")
                                                .tone("o-read")),
                                List.of(Sheet.Monitor.Bit.said(t("3 March 1990")))),
                        List.of(ID, ID));
        return new Sheet.Monitor(
                t("Karvelia"),
                "2018-06-30",
                t("Karvelia"),
                ID,
                "monitor.none",
                List.of(
                        new Sheet.Monitor.Chapter(
                                "treaties",
                                List.of(
                                        new Sheet.Monitor.Block(
                                                t("Assembly of Lakes"),
                                                "/law",
                                                List.of(
                                                        Sheet.Monitor.Bit.ours(
                                                                "monitor.row", 4, "2014", "2017")),
                                                List.of("treaty", "standing", "since"),
                                                List.of(row),
                                                List.of(row))))));
    }

    private static Sheet.Responsibility responsibility() {
        var somebody =
                new Sheet.Saying(
                        t("Ryang Chol Mu"),
                        "/entity/" + ID,
                        List.of(new Sheet.Source(ID, "B2", "recorded")));
        var then = new Sheet.Responsibility.Then("2011", "between", true, t("1998"), t("2003"));
        var quoted =
                List.of(
                        new Sheet.Responsibility.Quoted(
                                new Sheet.Source(ID, "C3", "disputed"),
                                t("Began: 1998"),
                                t("he came in 1998"),
                                ID));
        var over =
                new Sheet.Responsibility.Over(
                        somebody,
                        somebody,
                        ID,
                        t("Command by law"),
                        List.of(),
                        List.of(then),
                        quoted);
        var held =
                new Sheet.Responsibility.Held(
                        somebody, somebody, somebody, List.of(), List.of(then), quoted);
        return new Sheet.Responsibility(
                ID,
                t("Fire at the mine"),
                true,
                "2011-01-14",
                List.of(somebody),
                "high",
                network().lines(),
                network().nodes(),
                List.of(
                        new Sheet.Responsibility.Gap(
                                "responsibility.missing.post-then", somebody, List.of(then))),
                List.of(
                        new Sheet.Responsibility.Unit(
                                somebody,
                                1,
                                List.of(
                                        new Sheet.Responsibility.Reason(
                                                "responsibility.why.above", somebody, quoted)))),
                List.of(over),
                List.of(over),
                List.of(held),
                List.of(held),
                List.of(
                        new Sheet.Responsibility.Somebody(
                                somebody,
                                true,
                                List.of(somebody),
                                List.of(
                                        new Sheet.Responsibility.Element(
                                                "responsibility.asked.knowledge",
                                                List.of(somebody),
                                                List.of(),
                                                List.of(),
                                                List.of(somebody))))),
                List.of(
                        new Sheet.Responsibility.Entry(
                                t("14 January 2011"),
                                somebody,
                                t("Date"),
                                true,
                                somebody.sources())),
                List.of(somebody),
                "entity.as-of.wrong");
    }

    private static Sheet.Network network() {
        return new Sheet.Network(
                "",
                List.of(
                        new Sheet.Line(
                                "20%",
                                "20%",
                                "70%",
                                "60%",
                                "unknown",
                                "post",
                                true,
                                t("Ryang Chol Mu – Sutgol station: head"))),
                List.of(
                        new Sheet.Node(
                                "20%",
                                "20%",
                                "circle",
                                ID,
                                t("Ryang Chol Mu"),
                                t("Ryang Chol Mu"),
                                true,
                                true),
                        new Sheet.Node(
                                "70%",
                                "60%",
                                "square",
                                ID,
                                t("Sutgol station"),
                                t("Sutgol station"),
                                false,
                                false)),
                List.of(
                        new Sheet.TieRow(
                                ID,
                                t("Ryang Chol Mu"),
                                ID,
                                t("Post held"),
                                t("head"),
                                ID,
                                t("Sutgol station"),
                                told("Began"),
                                "unknown")),
                3,
                true,
                ID,
                t("Ryang Chol Mu"),
                2,
                List.of(new Sheet.Choice("post", t("Post held"), true)),
                "2009-03-14",
                "2006-01-01",
                "2014-09-02",
                "entity.as-of.wrong");
    }

    private static Sheet.Places places() {
        return new Sheet.Places(
                new Sheet.Drawing(
                        "",
                        "M100 100l200 0 0 200z",
                        "M100 100l200 0",
                        "M300 100l0 200",
                        "M0 500l1440 0",
                        List.of(
                                new Sheet.GridLabel("0%", "48%", "38°N", false),
                                new Sheet.GridLabel("50%", "100%", "127°E", true)),
                        List.of(new Sheet.Shape("M500 400l80 0 0 80z", true)),
                        List.of(
                                new Sheet.Sign(
                                        "40%",
                                        "40%",
                                        "square",
                                        1,
                                        t("Sutgol station"),
                                        "/entity/" + ID,
                                        1),
                                new Sheet.Sign(
                                        "60%",
                                        "60%", "cluster", 2, t("Two of them"), "/map?z=4", 2)),
                        200,
                        "16%",
                        false,
                        true),
                List.of(
                        new Sheet.PlaceRow(
                                1,
                                ID,
                                t("Sutgol station"),
                                "square",
                                t("Facility, place of detention"),
                                List.of(4.0, 9.5),
                                "",
                                List.of(new Sheet.Source(ID, "C3", "recorded")),
                                List.of(new Sheet.Happening(ID, t("Night roll-call"), t("Event"))),
                                3),
                        new Sheet.PlaceRow(
                                2,
                                ID,
                                t("Shaft 3"),
                                "triangle",
                                t("Facility, mine"),
                                List.of(30.0),
                                t("Norin County"),
                                List.of(),
                                List.of(),
                                0)),
                4,
                true,
                List.of(
                        new Sheet.Control("nearer", "/map?z=5&x=0&y=0"),
                        new Sheet.Control("farther", null)),
                ID,
                t("Ryang Chol Mu"),
                "facility",
                List.of(
                        new Sheet.Choosing(
                                "facility",
                                t("Facility"),
                                List.of(new Sheet.Term("facility.type.mine", t("Mine"), 1)))),
                t("2009"),
                t("2010"),
                "map.wrong");
    }

    private static Sheet.ValueField value(String type) {
        return new Sheet.ValueField(
                type,
                t("Date of birth"),
                type.equals("code") ? null : t("As the source has it."),
                t("1961"),
                "person",
                t("dozens"),
                "ko",
                "value.wrong." + type,
                List.of(
                        new Sheet.Term("killing", t("Killing"), 0),
                        new Sheet.Term("murder", t("Murder"), 1)),
                List.of(new Sheet.Term("person", t("Persons"), 0)),
                List.of(new Sheet.Candidate(ID, t("Ryang Chol Mu"), t("Person"), t("1961, Musan"))),
                List.of(new Sheet.Term("place", t("Place"), 0)),
                "",
                type.equals("reference"));
    }

    private static Sheet.Claim claimSheet(String type) {
        return new Sheet.Claim(
                ID,
                t("Ryang Chol Mu"),
                t("Date of birth"),
                null,
                claim("disputed", false),
                new Sheet.ChangeForm(
                        2,
                        "correct",
                        value(type),
                        new Sheet.GradeField("B", "2", t("He was there himself.")),
                        new Sheet.ChangeForm.Citations(
                                List.of(
                                        new Sheet.ChangeForm.Cited(
                                                t("one"), t("in the spring of 2009"), false),
                                        new Sheet.ChangeForm.Cited(
                                                t("two"), t("three weeks"), true)),
                                List.of(
                                        new Sheet.Term(ID, t("statement-9.txt"), 0),
                                        new Sheet.Term(anyId(), t("order-14.pdf"), 0)),
                                true,
                                ID,
                                t("/items/"),
                                t("never said")),
                        t("Misread.")),
                new Sheet.Review(
                        List.of(
                                new Sheet.StepRow(
                                        "sent-back",
                                        t("hana"),
                                        null,
                                        TIME,
                                        3,
                                        t("The passage speaks of his brother.")),
                                new Sheet.StepRow("assigned", t("hana"), t("jun"), TIME, 2, null)),
                        List.of("agreed"),
                        true,
                        t("I read it again."),
                        assigning()),
                List.of(
                        new Sheet.LeaningFinding(
                                concluded(true),
                                t("7(1)(f) Torture: custody"),
                                t("Roll-call"),
                                ID,
                                t("Camp of the invented valley"))),
                true,
                "claim.value",
                null);
    }

    private static Sheet.Assigning assigning() {
        return new Sheet.Assigning(
                ID,
                "/claims/" + ID + "/assign",
                List.of(new Sheet.Choice(ID, t("jun"), false)),
                List.of(new Sheet.Choice(ID, t("hana"), false)));
    }

    private static Sheet.QueueRow queued(@Nullable String property, @Nullable String words) {
        return new Sheet.QueueRow(
                ID,
                "/claims/" + ID,
                t("Ryang Chol Mu"),
                property,
                t("1961"),
                "sent-back",
                t("jun"),
                TIME,
                words);
    }

    private static Sheet.Queue queue() {
        return new Sheet.Queue(
                List.of(queued(null, null), queued(t("Date of birth"), null)),
                List.of(new Sheet.QueueTask(caseTask(), ID, t("Camp of the invented valley"))),
                List.of(queued(t("Date of birth"), t("The passage speaks of his brother."))),
                List.of(queued(t("Date of birth"), null)),
                true,
                20_000,
                "review.done.released");
    }

    private static Sheet.Resolve resolve() {
        String pair = "/resolve?one=%s&other=%s".formatted(ID, ID);
        return new Sheet.Resolve(
                "person",
                List.of(
                        new Sheet.Term("person", t("Person"), 0),
                        new Sheet.Term("organisation", t("Organisation"), 0)),
                new Sheet.Paired(
                        ID,
                        anyId(),
                        t("Ryang Chol Mu"),
                        t("량철무"),
                        "78.31 %",
                        List.of(
                                new Sheet.Weighed(
                                        t("date of birth"),
                                        "1955-02-08",
                                        "1955-02-08",
                                        t("the same"),
                                        null,
                                        "+14.2"),
                                new Sheet.Weighed(
                                        t("name"),
                                        t("Ryang Chol Mu"),
                                        t("량철무"),
                                        t("another spelling of the same name"),
                                        t("“Ryang Chol Mu” is a romanisation of “량철무”."),
                                        "+8.6")),
                        List.of(
                                new Sheet.Weighed(
                                        t("place of birth"),
                                        t("Invented-ri"),
                                        t("Feigned-up"),
                                        t("different"),
                                        null,
                                        "-3.6")),
                        t("gender, nationality"),
                        List.of(t("prior -9.964 bits"), t("sum +9.236 bits")),
                        List.of(
                                new Sheet.SideRow(
                                        t("Name"),
                                        List.of(
                                                new Sheet.SideValue(t("Ryang Chol Mu"), null, ""),
                                                new Sheet.SideValue(t("Yang Chol-mu"), null, "")),
                                        List.of(new Sheet.SideValue(t("량철무"), null, ""))),
                                new Sheet.SideRow(
                                        t("Post held"),
                                        List.of(
                                                new Sheet.SideValue(
                                                        t("Guard, invented facility"),
                                                        "/entity/" + ID,
                                                        t("1998 – 2004"))),
                                        List.of()),
                                new Sheet.SideRow(
                                        "",
                                        List.of(
                                                new Sheet.SideValue(
                                                        t("order-14.pdf"), "/items/" + ID, "")),
                                        List.of(
                                                new Sheet.SideValue(
                                                        t("증언 녹취록 W-031"), "/items/" + ID, "")))),
                        List.of(
                                new Sheet.JudgedRow(
                                        "different",
                                        t("hana"),
                                        TIME,
                                        true,
                                        t("The village differs.")),
                                new Sheet.JudgedRow("same", t("duri"), TIME, false, null)),
                        true,
                        pair,
                        pair),
                List.of(
                        new Sheet.PairRow(pair, t("Ryang Chol Mu"), t("량철무"), "78.31 %", 4, true),
                        new Sheet.PairRow(
                                pair, t("Invented Bureau 5"), t("제5국"), "28.60 %", 1, false)),
                12,
                List.of(
                        new Sheet.AskedRow(
                                pair,
                                t("Ryang Chol Mu"),
                                t("량철무"),
                                "different",
                                t("hana"),
                                false,
                                true),
                        new Sheet.AskedRow(
                                pair, t("Ma Un Bi"), t("마은비"), "unsure", t("duri"), true, false)),
                List.of(new Sheet.AskedRow(pair, t("Ri"), t("리"), "same", t("hana"), false, false)),
                List.of(
                        new Sheet.AskedRow(
                                pair, t("Sin"), t("신"), "same", t("Haetae"), false, false)),
                "unsure",
                t("The village"),
                true,
                "resolve.reason",
                null);
    }

    private static Sheet.Suggestions suggestions() {
        return new Sheet.Suggestions(
                ID,
                t("order-14.pdf"),
                "1",
                List.of(
                        new Sheet.SuggestionRow(
                                "/items/" + ID, t("Person"), t("Ryang Chol Mu"), 3, true),
                        new Sheet.SuggestionRow("/items/" + ID, t("Date"), t("1961"), 3, false)),
                new Sheet.Suggested(
                        "00",
                        t("Post held"),
                        t("chief, Sutgol station"),
                        t("office, then a person"),
                        "post-before",
                        t("… in that year "),
                        t("the chief of the Sutgol station, Ryang Chol Mu"),
                        t(", was seen …"),
                        new Sheet.Place("passage", 3, ""),
                        "/items/" + ID,
                        2,
                        List.of(4, 7),
                        List.of(new Sheet.Fact(t("Post held, Title"), t("chief"))),
                        List.of(
                                new Sheet.SuggestedChoice(
                                        "about-holder",
                                        "holder",
                                        t("Ryang Chol Mu"),
                                        List.of(
                                                new Sheet.Candidate(
                                                        ID,
                                                        t("Ryang Chol Mu"),
                                                        t("Person"),
                                                        t("1961"))),
                                        List.of(new Sheet.Term("person", t("Person"), 0)),
                                        "new:person")),
                        true,
                        "/items/" + ID,
                        "/items/" + ID),
                new Sheet.GradeField("B", "2", ""),
                12,
                "/items/" + ID,
                "/items/" + ID,
                true,
                "suggest.choose",
                null);
    }

    private static Sheet.Agreed agreed(int units) {
        return new Sheet.Agreed(
                "entity",
                List.of(
                        new Sheet.AgreedRow(
                                t("Acts"),
                                t("hana"),
                                t("jun"),
                                units,
                                35,
                                2,
                                "0.70",
                                "0.50",
                                "0.40",
                                "0.15 … 0.65",
                                List.of(t("Torture"), t("Beating")),
                                List.of(List.of(20, 5), List.of(10, 15)),
                                units < 30),
                        new Sheet.AgreedRow(
                                t("Gender"),
                                t("hana"),
                                t("jun"),
                                0,
                                0,
                                1,
                                "",
                                "",
                                null,
                                "",
                                List.of(),
                                List.of(),
                                true)));
    }

    /// @param chosen whether it is known yet whom the claim is about
    private static Sheet.Cite cite(boolean chosen) {
        return new Sheet.Cite(
                ID,
                t("order-14.pdf"),
                "/items/" + ID,
                chosen
                        ? new Sheet.Placed.Picture(
                                3,
                                t("10"),
                                t("20"),
                                t("50"),
                                t("8.5"),
                                new Sheet.Outline(0, 1_000, 2_000, 5_000, 850))
                        : new Sheet.Placed.Words(
                                3, 0, 40, t("The guards of the camp shall be moved by rail")),
                chosen ? new Sheet.Candidate(ID, t("Ryang Chol Mu"), t("Person"), t("1961")) : null,
                null,
                t("Person"),
                t("Ryang"),
                true,
                List.of(new Sheet.Candidate(ID, t("Ryang Chol Mu"), t("Person"), t("1961, Musan"))),
                List.of(new Sheet.Term("person", t("Person"), 0)),
                List.of(new Sheet.Term("post", t("Post held"), 0)),
                List.of(new Sheet.Term("birth-place", t("Place of birth"), 0)),
                "birth-place",
                chosen ? value("reference") : null,
                new Sheet.GradeField("F", "6", ""),
                "item",
                17,
                chosen
                        ? null
                        : new Sheet.Proposed("00", "1", "birth-date", t("1961"), t("in 1961")),
                chosen ? "cite.value" : "cite.quote.wrong");
    }

    private static Sheet.Incident incident() {
        var boxes =
                List.of(
                        new Sheet.Incident.Tick("act-1-to-1", t("1 Hwang Bok Nam"), true),
                        new Sheet.Incident.Tick("act-1-to-2", t("2 three others"), false));
        return new Sheet.Incident(
                ID,
                "",
                new Sheet.Incident.Source(
                        ID,
                        t("statement-21.txt"),
                        2,
                        3,
                        List.of(
                                new Sheet.Incident.Stretch(t("Statement.\n\n"), null),
                                new Sheet.Incident.Stretch(
                                        t("In the winter of 2011 he was taken."), "cite:2:12:40"))),
                List.of(
                        new Sheet.Incident.Passage(
                                1, ID, t("statement-21.txt"), 2, 12, t("he was taken"), true, null),
                        new Sheet.Incident.Passage(
                                3,
                                ID,
                                t("statement-21.txt"),
                                2,
                                12,
                                t("never said"),
                                false,
                                "incident.quote.wrong")),
                List.of(
                        new Sheet.Incident.Part(
                                "event",
                                List.of(
                                        new Sheet.Incident.Row(
                                                1,
                                                List.of(
                                                        asked("event-1-who", true),
                                                        asked("event-1-place", false)),
                                                List.of())),
                                false,
                                true,
                                t("Arrest at the market")),
                        new Sheet.Incident.Part("victim", List.of(), true, false, ""),
                        new Sheet.Incident.Part(
                                "act",
                                List.of(
                                        new Sheet.Incident.Row(
                                                1,
                                                List.of(
                                                        new Sheet.Incident.Asked(
                                                                "act-1-type",
                                                                "code",
                                                                t("Act"),
                                                                "torture",
                                                                List.of(
                                                                        new Sheet.Term(
                                                                                "torture",
                                                                                t("Torture"),
                                                                                1)),
                                                                null,
                                                                null,
                                                                "act-1-type"),
                                                        new Sheet.Incident.Asked(
                                                                "act-1-date",
                                                                "date",
                                                                t("Date"),
                                                                t("one day"),
                                                                List.of(),
                                                                null,
                                                                "value.wrong.date",
                                                                null),
                                                        new Sheet.Incident.Asked(
                                                                "act-1-description",
                                                                "text",
                                                                t("Description"),
                                                                t("He was beaten."),
                                                                List.of(),
                                                                null,
                                                                null,
                                                                null)),
                                                List.of(
                                                        new Sheet.Incident.Ticks(
                                                                "act-1-to",
                                                                "incident.to",
                                                                boxes,
                                                                null)))),
                                true,
                                true,
                                t("Torture"))),
                new Sheet.GradeField("B", "2", t("He was there himself.")),
                List.of(
                        new Sheet.Incident.Fault(
                                "event-1-who", t("What the event is called"), "incident.alike"),
                        new Sheet.Incident.Fault("act-1-date", t("Date"), "value.wrong.date")),
                "faults");
    }

    private static Sheet.Incident.Asked asked(String name, boolean alike) {
        return new Sheet.Incident.Asked(
                name,
                "reference",
                t("What the event is called"),
                t("Arrest at the market"),
                List.of(),
                new Sheet.Incident.Names(
                        "new:event",
                        "event",
                        List.of(
                                new Sheet.Candidate(
                                        ID, t("Arrest at the market"), t("Event"), t("2011"))),
                        List.of(new Sheet.Term("event", t("Event"), 0)),
                        true,
                        alike,
                        !alike,
                        alike ? null : t("42.1, 129.7"),
                        alike ? null : "value.wrong.point"),
                alike ? "incident.alike" : null,
                alike ? null : name);
    }

    static String anyId() {
        return UUID.randomUUID().toString();
    }

    private static Sheet.Consents.Row consent(
            @Nullable String purpose, int decision, @Nullable String withdrawal) {
        return new Sheet.Consents.Row(
                new java.util.UUID(8, ++erasures).toString(),
                purpose,
                List.of(t("General"), t("Witness protection")),
                t("hana"),
                TIME,
                decision == 0 ? 12 : 0,
                decision == 0 ? "allowed" : "unstated",
                decision,
                withdrawal,
                withdrawal == null ? null : t("jun"),
                withdrawal == null ? null : TIME);
    }

    private static Sheet.Interview interview() {
        return new Sheet.Interview(
                t("P-17"),
                t("She was taken to the river in the spring."),
                List.of(
                        asked("interviewer", "reference", true, List.of()),
                        asked("date", "date", true, List.of()),
                        asked("place", "text", false, List.of()),
                        asked(
                                "method",
                                "code",
                                true,
                                List.of(new Sheet.Term("in-person", t("In person"), 0)))),
                List.of(asked("protection", "text", false, List.of())),
                List.of(new Sheet.Choice(ID, t("General"), true)),
                List.of(new Sheet.Choice(ID, t("Witness protection"), false)),
                List.of(new Sheet.Choice(ID, t("Witness protection"), true)),
                List.of(new Sheet.Choice(ID, t("P-17 · testimony"), false)),
                new Sheet.TermsField(List.of("internal"), "", "", false, "", "2027-01-01"),
                t("Hana Invented"),
                "interview.no-consent");
    }

    private static Sheet.Interview.Field asked(
            String code, String type, boolean several, List<Sheet.Term> terms) {
        return new Sheet.Interview.Field(
                "p." + code,
                t("The " + code),
                type,
                several,
                type.equals("code") ? "" : t("as told"),
                terms,
                type.equals("text") ? t("Where it took place.") : null);
    }

    private static Sheet.Consent oneConsent() {
        return new Sheet.Consent(
                ID,
                t("Witness P-17, an invented witness"),
                t("testimony before a court"),
                List.of(t("General"), t("Witness protection")),
                0,
                "expired",
                List.of(
                        new Sheet.Consent.Step(
                                TIME, t("hana"), true, List.of(), null, null, t("She called.")),
                        new Sheet.Consent.Step(
                                TIME,
                                t("jun"),
                                false,
                                List.of(
                                        new Sheet.Consent.Allowed("internal", "", false),
                                        new Sheet.Consent.Allowed(
                                                "named-court", t("An invented court"), true)),
                                "2026-01-01",
                                "2026-11-01",
                                "")),
                List.of(
                        new Sheet.Link("/accessions/" + ID, t("Handover in the spring")),
                        new Sheet.Link("/items/" + ID, t("testimony.txt"))),
                3,
                new Sheet.TermsField(
                        List.of("internal", "named-court"),
                        t("An invented court"),
                        "",
                        true,
                        "2026-01-01",
                        "2026-11-01"),
                "erasure-refused.no-reason",
                "consents.done.changed");
    }

    private static int erasures;
    private static int claims;

    private static Sheet.Erasures.Row erasure(String state, int number, boolean held, boolean own) {
        boolean decided = !state.equals("asked");
        return new Sheet.Erasures.Row(
                new java.util.UUID(7, ++erasures).toString(),
                state,
                number,
                number == 1 ? "consent" : "item",
                ID,
                number == 1 ? "/consents#c-" + ID : "/items/" + ID,
                "WITHDRAWN",
                t("The witness came back and took it back."),
                t("hana"),
                TIME,
                12,
                own ? 2 : 0,
                own,
                held,
                state.equals("approved"),
                own,
                decided ? t("As the agreement says.") : null,
                decided ? t("jun") : null,
                decided ? TIME : null);
    }
}
