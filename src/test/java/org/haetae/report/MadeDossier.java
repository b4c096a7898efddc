package org.haetae.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.haetae.archive.ItemId;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Locator;

/// A small dossier about an invented camp.
final class MadeDossier {

    static final String ODD =
            "a \u0014 þ ® name, \"quoted\" <b>&amp;</b> \u0000 \uFFFE 漢字 한글 Ж 𠮷 ☃";

    private MadeDossier() {}

    static Exhibit exhibit(int number, String name, int pages) {
        var text = new java.util.ArrayList<Exhibit.PageText>();
        for (int page = 1; page <= pages; page++) {
            text.add(new Exhibit.PageText(page, (page - 1) * 11, (page - 1) * 11 + 10));
        }
        return new Exhibit(
                number,
                new ItemId(new UUID(7, number)),
                name,
                "application/pdf",
                1234,
                "ab".repeat(32),
                number == 2,
                Exhibit.file(number, name),
                text,
                "2026-11-23T05:00:00Z");
    }

    /// The same with a long table, and a part after it.
    static Dossier ofRows(Locale locale, int rows) {
        var some = of(locale);
        var parts = new java.util.ArrayList<>(some.parts());
        parts.add(
                1,
                new Part(
                        "long",
                        "A long table",
                        List.of(
                                new Block.Table(
                                        List.of("Row", "What it says"),
                                        java.util.stream.IntStream.range(0, rows)
                                                .mapToObj(
                                                        row ->
                                                                List.<List<Line>>of(
                                                                        List.of(
                                                                                new Line.Form(
                                                                                        "R-%05d"
                                                                                                .formatted(
                                                                                                        row))),
                                                                        List.of(
                                                                                new Line.Form(
                                                                                        "An invented row. 지어낸 줄."))))
                                                .toList()))));
        return new Dossier(
                some.id(),
                some.inCase(),
                some.title(),
                some.language(),
                some.made(),
                some.cover(),
                parts,
                some.exhibits(),
                some.claims());
    }

    static Dossier of(Locale locale) {
        var cover = new LinkedHashMap<String, String>();
        cover.put("Case", "An invented camp · 지어낸 수용소");
        cover.put("Period", "1997 to 2003");
        var exhibits =
                List.of(
                        exhibit(1, "letter.pdf", 3),
                        exhibit(2, ODD + ".pdf", 1),
                        exhibit(7, "방송.mp3", 0));
        var claims =
                List.of(
                        claim("C-0001", "E-0001", new Locator.Passage(2, 0, 4), "held"),
                        claim("C-0002", "E-0002", new Locator.Region(1, 0, 0, 10, 10), null),
                        claim("C-0003", "E-0007", new Locator.Stretch(10, 20), null));
        var parts =
                List.of(
                        new Part(
                                "theory",
                                "Theory",
                                List.of(
                                        new Block.Heading("Conduct"),
                                        Block.Paragraph.of(
                                                new Line.Form("As the sources have it."),
                                                new Line.Sentence(
                                                        "S-0001",
                                                        "Forty people were held there. 마흔 명이 갇혀"
                                                                + " 있었다. "
                                                                + ODD,
                                                        List.of("C-0001", "C-0002"))))),
                        new Part(
                                "matrix",
                                "Matrix",
                                List.of(
                                        new Block.Table(
                                                List.of("Element", "State"),
                                                List.of(
                                                        List.of(
                                                                List.of(new Line.Form("custody")),
                                                                List.of(
                                                                        new Line.Sentence(
                                                                                "S-0002",
                                                                                "Supported.",
                                                                                List.of(
                                                                                        "C-0003")))))),
                                        new Block.Table(List.of("Nothing", "here"), List.of()))),
                        new Part(
                                "linkage",
                                "Linkage",
                                List.of(
                                        new Block.Chain(
                                                List.of(
                                                        new Block.Chain.Step(
                                                                "Act",
                                                                "Detention",
                                                                List.of(
                                                                        new Line.Sentence(
                                                                                "S-0003",
                                                                                "The unit ran it.",
                                                                                List.of("C-0001"))),
                                                                false),
                                                        new Block.Chain.Step(
                                                                "Command", "?", List.of(),
                                                                true))))));
        return new Dossier(
                new UUID(1, 2),
                new UUID(3, 4),
                "The case of an invented camp",
                locale,
                Instant.parse("2026-11-23T05:00:00Z"),
                cover,
                parts,
                exhibits,
                claims);
    }

    private static CitedClaim claim(
            String label,
            String exhibit,
            Locator place,
            @org.jspecify.annotations.Nullable String quote) {
        return new CitedClaim(
                label,
                new ClaimId(
                        UUID.nameUUIDFromBytes(
                                label.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                1,
                5,
                "said",
                "B2",
                Optional.empty(),
                List.of(new CitedClaim.Passage(exhibit, place, Optional.ofNullable(quote), false)));
    }
}
