package org.haetae.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The casebook in the formats of others, out and in, by commands. All people are invented.
class ExchangeTest {

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
        var table = JsonMapper.builder().build().readTree(Files.readString(file));
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
}
