package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The casebook in the formats of others, out and in, by commands. All people are invented.
class ExchangeTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir static Path folder;
    static Path home;
    static Commands commands;

    @BeforeAll
    static void fill() throws IOException {
        home = folder.resolve("home");
        commands = new Commands();
        var given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(
                given.resolve("first.txt"),
                "Pak Invented was taken to the camp in the summer of 2017. His mother says autumn.");
        var added = command("add", "--ocr", "off", given.toString());
        assertThat(added.code()).as(added.toString()).isZero();
        var item = added.row("first.txt").get("item").toString();
        var claims =
                Files.writeString(
                        folder.resolve("claims.jsonl"),
                        """
                        {"entity": "pak", "kind": "person", "property": "name", "value": "Pak Invented", "item": "%1$s", "quote": "Pak Invented", "grade": "B2"}
                        {"entity": "pak", "property": "name", "value": "=1+1", "item": "%1$s", "quote": "Pak Invented"}
                        {"entity": "pak", "property": "real-name", "value": "Kept Sealed", "item": "%1$s", "quote": "Pak Invented"}
                        {"entity": "pak", "property": "birth-date", "value": "1961", "item": "%1$s", "quote": "summer of 2017"}
                        {"entity": "pak", "property": "birth-date", "value": "1962~", "item": "%1$s", "quote": "autumn"}
                        {"entity": "pak", "property": "gender", "value": "male", "status": "draft", "item": "%1$s", "quote": "His mother"}
                        {"entity": "kim", "kind": "person", "property": "name", "value": "=김지어()", "item": "%1$s", "quote": "His mother"}
                        """
                                .formatted(item));
        var run = command("import", "claims", claims.toString());
        assertThat(run.code()).as(run.toString()).isZero();
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static List<CSVRecord> csv(Path file) throws IOException {
        var text = Files.readString(file, UTF_8);
        assertThat(text).startsWith("\ufeffentity,title,");
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var rows = format.parse(new java.io.StringReader(text.substring(1)))) {
            return rows.getRecords();
        }
    }

    @Test
    void aTableLeavesAsCsvWithRivalsApartAndTheClaimsBehindEachValue() throws IOException {
        var file = folder.resolve("persons.csv");
        var run = command("export", "table", "person", "--out", file.toString());
        assertThat(run.code()).as(run.toString()).isZero();
        var rows = csv(file);
        assertThat(rows).hasSize(2);
        var pak = rows.stream().filter(row -> row.get("birth-date").contains("196")).findFirst();
        assertThat(pak).isPresent();
        assertThat(pak.get().get("birth-date")).isEqualTo("1961 ≠ 1962~");
        assertThat(pak.get().get("birth-date.claims")).matches("[0-9a-f-]{36} ≠ [0-9a-f-]{36}");
        assertThat(pak.get().get("name")).isEqualTo("Pak Invented | =1+1");
        assertThat(pak.get().get("gender")).as("a draft").isEmpty();
        assertThat(Files.readString(file)).doesNotContain("Kept Sealed").contains("김지어");
        assertThat(command("export", "table", "person", "--out", file.toString()).code())
                .as("nothing is written over")
                .isEqualTo(Exit.WRONG_USE);
    }

    @Test
    void aConditionIsReadFromWhatPeopleTypeAndAFormulaIsNone() throws IOException {
        var file = folder.resolve("some.csv");
        var run =
                command(
                        "export",
                        "table",
                        "person",
                        "--out",
                        file.toString(),
                        "--column",
                        "name",
                        "--where",
                        "birth-date=1960..1961",
                        "--where",
                        "name=pak");
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(csv(file)).hasSize(1);
        var formula = folder.resolve("formula.csv");
        command("export", "table", "person", "--out", formula.toString(), "--column", "name");
        assertThat(Files.readString(formula)).contains(",'=김지어(),'=김지어(),");
        assertThat(
                        command(
                                        "export",
                                        "table",
                                        "person",
                                        "--out",
                                        folder.resolve("none.csv").toString(),
                                        "--where",
                                        "birth-date=one day")
                                .code())
                .isEqualTo(Exit.WRONG_USE);
        assertThat(folder.resolve("none.csv")).doesNotExist();
    }

    @Test
    void jsonHoldsEachClaimWithTheWordsItCitesAndXlsxEachCellAsText() throws Exception {
        var file = folder.resolve("persons.json");
        command("export", "table", "person", "--out", file.toString());
        var table = JSON.readTree(Files.readString(file));
        assertThat(table.get("rows")).hasSize(2);
        var dates =
                table.get("rows")
                        .valueStream()
                        .flatMap(
                                row ->
                                        row.path("properties")
                                                .path("birth-date")
                                                .path("values")
                                                .valueStream())
                        .toList();
        assertThat(dates).hasSize(2);
        var cited = dates.getFirst().at("/claims/0/citations/0");
        assertThat(cited.get("quote").asString()).isEqualTo("summer of 2017");
        assertThat(cited.get("start").asInt()).isEqualTo(42);

        var book = folder.resolve("persons.xlsx");
        var run =
                command("export", "table", "person", "--out", book.toString(), "--language", "ko");
        assertThat(run.code()).as(run.toString()).isZero();
        // Read by a library of others.
        try (var read = new XSSFWorkbook(book.toFile())) {
            var cells = new ArrayList<String>();
            for (var row : read.getSheetAt(0)) {
                for (var cell : row) {
                    assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                    cells.add(cell.getStringCellValue());
                }
            }
            assertThat(cells)
                    .contains("생년월일", "1961 ≠ 1962~", "=김지어()")
                    .doesNotContain("Kept Sealed");
        }
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }

    private static final String REGISTER =
            """
            No;Name;Korean name;Born;Birthplace;Sex;Spouse
            1;Ri Invented;리지어;1950~;Sutgol;female;2
            2;"Ho Invented; called ""Uncle\""";호지어;spring 1948;Sutgol;male;1
            3;Mo Invented;모지어;some day;Sutgol;male;
            4;No Invented;노지어;1949;;dragon;
            5;Late Invented;;1960;Sutgol;;99
            """;

    private static final String MAPPING =
            """
            version: 1
            kind: person
            list: register
            grade: C3
            grade-reason: a list copied by hand
            columns:
              No: {use: key}
              Name: name
              Korean name: {property: name, language: ko}
              Born: birth-date
              Birthplace: {property: birth-place, make: place}
              Sex: gender
            """;

    private static List<Object> rows(Run run, String outcome) {
        return run.rows().stream()
                .filter(row -> row.get("outcome").equals(outcome))
                .map(row -> row.get("row"))
                .toList();
    }

    @Test
    void aTableComesInRowByRowEachCitingItself() throws IOException {
        var file = Files.writeString(folder.resolve("register.csv"), REGISTER);
        var mapping = Files.writeString(folder.resolve("register.yaml"), MAPPING);
        var command =
                new String[] {
                    "import", "table", file.toString(), "--mapping", mapping.toString(), "--dry-run"
                };
        assertThat(command(command).code()).as("not taken in").isEqualTo(Exit.WRONG_USE);
        assertThat(command("add", file.toString()).code()).isZero();
        var trial = command(command);
        assertThat(rows(trial, "fit")).as(trial.toString()).containsExactlyInAnyOrder(2, 2, 3, 6);
        assertThat(rows(trial, "refused")).containsExactlyInAnyOrder(4, 5);
        assertThat(command("show", "register:1").code()).as("a trial").isNotZero();

        var run = command(java.util.Arrays.copyOf(command, 5));
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.FINDINGS);
        assertThat(rows(run, "recorded")).containsExactlyInAnyOrder(2, 2, 3, 6);
        assertThat(run.rows())
                .filteredOn(row -> row.get("outcome").equals("refused"))
                .extracting(row -> row.get("reason").toString())
                .anyMatch(reason -> reason.contains("birth-date is \"some day\""))
                .anyMatch(reason -> reason.contains("gender is \"dragon\""));
        var shown = command("show", "register:2").toString();
        assertThat(shown)
                .contains("Ho Invented; called \\\"Uncle\\\"")
                .contains("spring 1948")
                .contains("Sutgol")
                .contains("a list copied by hand")
                .contains("2;\\\"Ho Invented;")
                .contains("found as cited");
        var again = command(java.util.Arrays.copyOf(command, 5));
        assertThat(rows(again, "recorded")).isEmpty();
        assertThat(rows(again, "known")).containsExactlyInAnyOrder(2, 3, 6);
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }

    @Test
    void rowsOfAWorkbookComeInAsTheConfinedProcessReadThem() throws IOException {
        var file = folder.resolve("guards.xlsx");
        try (var book = new XSSFWorkbook();
                var out = Files.newOutputStream(file)) {
            book.createSheet("Notes");
            var sheet = book.createSheet("Guards");
            var iso = book.createCellStyle();
            iso.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
            Object[][] rows = {
                {"Remark", "No", "Name", "Born"},
                {null, "7", "U Invented", java.time.LocalDate.of(1951, 3, 4)},
                {"two\nlines\tof it", 8.0, "\"Ha\" Invented", "1952~"},
                {"", "9", "Na Invented"},
                {"empty"},
            };
            for (int i = 0; i < rows.length; i++) {
                var row = sheet.createRow(i < 2 ? i : i + 3);
                for (int j = 0; j < rows[i].length; j++) {
                    switch (rows[i][j]) {
                        case null -> {}
                        case String text -> row.createCell(j).setCellValue(text);
                        case Double number -> row.createCell(j).setCellValue(number);
                        case java.time.LocalDate date -> {
                            row.createCell(j).setCellValue(date);
                            row.getCell(j).setCellStyle(iso);
                        }
                        default -> throw new IllegalStateException();
                    }
                }
            }
            book.createSheet("Later").createRow(0).createCell(0).setCellValue("no row of it");
            book.write(out);
        }
        var mapping =
                Files.writeString(
                        folder.resolve("guards.yaml"),
                        """
                        kind: person
                        list: guards
                        columns:
                          No: {use: key}
                          Name: name
                          Born: birth-date
                        """);
        assertThat(command("add", file.toString()).code()).isZero();
        var run = command("import", "table", file.toString(), "--mapping", mapping.toString());
        assertThat(rows(run, "recorded")).as(run.toString()).containsExactly(2, 3, 4);
        assertThat(rows(run, "refused")).containsExactly(5);
        assertThat(command("show", "guards:7").toString())
                .contains("U Invented")
                .contains("1951-03-04")
                .contains("\"review\":\"not-reviewed\"")
                .contains("found as cited");
        assertThat(command("show", "guards:8").toString())
                .contains("\\\"Ha\\\" Invented")
                .contains("two lines of it\\t8\\t");
    }

    @Test
    void rowsMayReferToEachOtherWhicheverComesFirst() throws IOException {
        var file = Files.writeString(folder.resolve("ties.csv"), REGISTER.replace("some day", ""));
        assertThat(command("add", file.toString()).code()).isZero();
        var mapping =
                Files.writeString(
                        folder.resolve("ties.yaml"),
                        """
                        kind: organisation
                        list: ties
                        columns:
                          No: {use: key}
                          Name: name
                          Spouse: part-of
                        """);
        var run = command("import", "table", file.toString(), "--mapping", mapping.toString());
        assertThat(rows(run, "recorded")).as(run.toString()).containsExactlyInAnyOrder(2, 3, 4, 5);
        assertThat(rows(run, "refused")).as("99 is nowhere").containsExactly(6);
    }

    private static final String MONEY =
            """
            {"id": "o1", "schema": "Occupancy", "properties": {"holder": ["p1"], "post": ["pos"], "startDate": ["1999"]}}
            {"id": "p1", "schema": "Person", "properties": {"name": ["Ro Invented"], "alias": ["R."], "birthDate": ["1950-03"], "nationality": ["kp"], "gender": ["male"], "spokenLanguage": ["kor"], "topics": ["role.pep"]}}
            {"id": "pos", "schema": "Position", "properties": {"name": ["Head of an invented bureau"]}}
            {"id": "c1", "schema": "Company", "properties": {"name": ["Invented Trading"], "country": ["kp"], "parent": ["b1"]}}
            {"id": "b1", "schema": "Organization", "properties": {"name": ["Invented Bureau"]}}
            {"id": "s1", "schema": "Sanction", "properties": {"entity": ["p1"], "program": ["An invented list"], "listingDate": ["2016-07-06"], "country": ["us"]}}
            {"id": "x1", "schema": "CryptoWallet", "properties": {"publicKey": ["invented"]}}
            no JSON
            """;

    /// Lines without ids, so that two homes can be compared.
    private static List<String> entities(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…"))
                .sorted()
                .toList();
    }

    private static Run elsewhere(Path home, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    @Test
    void followTheMoneyComesInAndLeavesAndWhatHasNoPlaceIsTold() throws IOException {
        var first = folder.resolve("money");
        var file = Files.writeString(folder.resolve("money.json"), MONEY);
        assertThat(elsewhere(first, "add", file.toString()).code()).isZero();
        var run = elsewhere(first, "import", "ftm", file.toString(), "--grade", "C3");
        assertThat(run.rows())
                .as(run.toString())
                .filteredOn(row -> row.get("outcome").equals("recorded"))
                .extracting(row -> row.get("line"))
                .contains(1, 2, 4, 5, 6);
        assertThat(run.rows())
                .filteredOn(row -> row.get("outcome").equals("refused"))
                .extracting(row -> row.get("line"))
                .containsExactlyInAnyOrder(7, 8);
        assertThat(run.rows())
                .filteredOn(row -> row.get("outcome").equals("left"))
                .extracting(row -> row.get("property").toString())
                .containsExactlyInAnyOrder("Person.topics", "Sanction.country");
        assertThat(
                        elsewhere(first, "import", "ftm", file.toString()).rows().stream()
                                .filter(row -> row.get("outcome").equals("recorded")))
                .isEmpty();

        var out = folder.resolve("out.json");
        assertThat(elsewhere(first, "export", "ftm", "--out", out.toString()).code()).isZero();
        assertThat(String.join("\n", entities(out)))
                .contains("\"birthDate\":[\"1950-03\"]")
                .contains("\"gender\":[\"male\"]")
                .contains("\"nationality\":[\"kp\"]")
                .contains("\"spokenLanguage\":[\"kor\"]")
                .contains(
                        "\"schema\":\"Position\",\"properties\":{\"name\":[\"Head of an invented bureau\"]}")
                .contains("\"program\":[\"An invented list\"]");

        var second = folder.resolve("money-2");
        assertThat(elsewhere(second, "add", out.toString()).code()).isZero();
        assertThat(elsewhere(second, "import", "ftm", out.toString()).code()).isZero();
        var back = folder.resolve("back.json");
        elsewhere(second, "export", "ftm", "--out", back.toString());
        assertThat(entities(back)).isEqualTo(entities(out));
    }

    @Test
    void citationsLeaveAsWebAnnotationsAndComeInAgainWhereTheSourceIs() throws IOException {
        var item = command("show", "pak").rows().getFirst();
        var cited = JSON.valueToTree(item).at("/claims/0/citations/0/item").asString();
        var out = folder.resolve("annotations.jsonld");
        var run = command("export", "annotations", cited, "--out", out.toString());
        assertThat(run.code()).as(run.toString()).isZero();
        var page = JSON.readTree(Files.readString(out));
        assertThat(page.get("@context").asString()).isEqualTo("http://www.w3.org/ns/anno.jsonld");
        assertThat(page.get("type").asString()).isEqualTo("AnnotationPage");
        assertThat(page.get("items")).hasSize(5);
        assertThat(Files.readString(out)).doesNotContain("Kept Sealed");
        var first = page.at("/items/0");
        assertThat(first.at("/target/0/selector/0/value").asString()).isEqualTo("page=1");
        assertThat(first.at("/target/0/selector/0/refinedBy/start").asInt()).isZero();
        assertThat(first.at("/target/0/selector/1/exact").asString()).isEqualTo("Pak Invented");
        var used = new TreeSet<String>();
        terms(page, used);
        assertThat(vocabulary()).containsAll(used);

        assertThat(command("import", "annotations", out.toString()).rows())
                .extracting(row -> row.get("outcome"))
                .containsOnly("known");
        var other = folder.resolve("other");
        assertThat(elsewhere(other, "add", folder.resolve("given/first.txt").toString()).code())
                .isZero();
        var there = elsewhere(other, "import", "annotations", out.toString());
        assertThat(there.rows())
                .as(there.toString())
                .hasSize(5)
                .extracting(row -> row.get("outcome"))
                .containsOnly("recorded");
        var shown = elsewhere(other, "show", there.rows().getFirst().get("entity").toString());
        assertThat(shown.toString())
                .contains("Pak Invented")
                .contains("about 1962")
                .contains("found as cited");
    }

    /// Names of JSON objects and the words that stand for names.
    private static void terms(JsonNode node, Set<String> terms) {
        node.propertyStream()
                .forEach(
                        one -> {
                            terms.add(one.getKey());
                            if (Set.of("type", "motivation", "purpose").contains(one.getKey())) {
                                terms.add(one.getValue().asString());
                            }
                        });
        node.valueStream().forEach(one -> terms(one, terms));
    }

    private static List<String> vocabulary() throws IOException {
        try (var file =
                Objects.requireNonNull(
                        ExchangeTest.class.getResourceAsStream("/exchange/web-annotation.txt"))) {
            return new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void aCsvFileOfUwaziComesInByItsConventions() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("uwazi.csv"),
                        """
                        title__en;title__ko;kind;position;Opened;part_of;Web
                        Invented camp;지어낸 수용소;Camps::Labour camp;41.5|129.25;1990/01/01:1999/12/31;;
                        Invented mine;지어낸 광산;;;1992;Invented camp;The page|https://example.org/mine
                        Invented gate;;;;:1995/06/01;Nowhere;
                        """);
        assertThat(command("add", file.toString()).code()).isZero();
        var mapping =
                Files.writeString(
                        folder.resolve("uwazi.yaml"),
                        """
                        kind: facility
                        list: uwazi
                        dialect: uwazi
                        columns:
                          Title: name
                          Position: position
                          Opened: opened
                          Part of: part-of
                        """);
        var run = command("import", "table", file.toString(), "--mapping", mapping.toString());
        assertThat(rows(run, "recorded")).as(run.toString()).containsExactlyInAnyOrder(2, 3);
        assertThat(rows(run, "refused")).containsExactly(4);
        var mine =
                run.rows().stream()
                        .filter(row -> row.get("row").equals(3))
                        .map(row -> row.get("entity").toString())
                        .findFirst()
                        .orElseThrow();
        assertThat(command("show", mine).toString())
                .contains("지어낸 광산")
                .contains("\"language\":\"ko\"")
                .contains("Invented camp")
                .contains("1992");
        var camp =
                run.rows().stream()
                        .filter(row -> row.get("row").equals(2))
                        .map(row -> row.get("entity").toString())
                        .findFirst()
                        .orElseThrow();
        assertThat(command("show", camp).toString())
                .contains("41.5")
                .contains("1990-01-01/1999-12-31");
    }
}
