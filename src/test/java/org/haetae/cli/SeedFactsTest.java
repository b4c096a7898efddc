package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The 27 numbered facts of two published documents, recorded from a file of claims and shown with
/// the words that support each.
class SeedFactsTest {

    private static final Path CLAIMS = Path.of("src/test/resources/org/haetae/cli/seeds.jsonl");
    private static final int FACTS = 27;
    private static final List<String> DAYS =
            List.of(
                    "1981-10-01",
                    "1982-10-01",
                    "2016-01-31",
                    "2016-12-31",
                    "2017-06-30",
                    "2018-06-30",
                    "2018-12-31");
    private static final List<String> LATER_DAYS =
            List.of("2000-01-01", "2004-12-31", "2009-01-01", "2013-03-01", "2020-01-01");

    @TempDir static Path folder;
    static Commands commands;
    static Run imported;
    static Map<String, List<JsonNode>> facts;
    static Map<String, Map<String, Object>> shown;
    static Run monitoredOnSeedsAlone;
    static List<Map<String, Object>> accounts;

    @BeforeAll
    static void record() throws IOException {
        var beside = Path.of("../shared/seeds");
        var seeds = Files.isDirectory(beside) ? beside : Path.of("../../shared/seeds");
        assumeThat(seeds).as("the seed documents at ../shared/seeds are not here").isDirectory();
        facts = facts();
        commands = new Commands();
        assertThat(command("add", "--ocr", "off", seeds.toString()).code()).isZero();
        imported = command("import", "claims", CLAIMS.toString());
        monitoredOnSeedsAlone = command("monitor", "PRK", "--as-of", "2018-06-30");
        assertThat(
                        command(
                                        "add",
                                        "--ocr",
                                        "off",
                                        beside("public-facts.txt"),
                                        beside("invented-state.txt"))
                                .code())
                .isZero();
        var more =
                command(
                        "import",
                        "claims",
                        beside("public-facts.jsonl"),
                        beside("invented-state.jsonl"));
        assertThat(more.code()).as(more.toString()).isZero();
        accounts = new ArrayList<>(accountsOf(List.of("PRK", "CHN", "CN", "KOR"), DAYS));
        accounts.addAll(accountsOf(List.of("Karvelia", "karvelia"), LATER_DAYS));
        shown = show(keys());
    }

    private static String beside(String file) {
        return CLAIMS.resolveSibling(file).toString();
    }

    /// One command for several states and days: a home is opened once.
    private static List<Map<String, Object>> accountsOf(List<String> states, List<String> days)
            throws IOException {
        var words = new ArrayList<>(List.of("monitor"));
        words.addAll(states);
        days.forEach(day -> words.addAll(List.of("--as-of", day)));
        var run = command(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run.rows();
    }

    @AfterAll
    static void end() throws IOException {
        if (commands != null) {
            commands.close();
        }
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    /// The lines under each heading.
    private static Map<String, List<JsonNode>> facts() throws IOException {
        var json = JsonMapper.builder().build();
        var facts = new LinkedHashMap<String, List<JsonNode>>();
        var heading = "";
        for (var line : Files.readAllLines(CLAIMS)) {
            if (line.startsWith("#")) {
                heading = line.substring(2);
            } else if (!line.isBlank()) {
                facts.computeIfAbsent(heading, one -> new ArrayList<>()).add(json.readTree(line));
            }
        }
        return facts;
    }

    private static List<String> keys() {
        return facts.values().stream()
                .flatMap(List::stream)
                .map(line -> line.get("entity").asString())
                .distinct()
                .toList();
    }

    private static Map<String, Map<String, Object>> show(List<String> keys) throws IOException {
        var words = new ArrayList<>(List.of("show"));
        words.addAll(keys);
        var run = command(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return IntStream.range(0, keys.size())
                .boxed()
                .collect(Collectors.toMap(keys::get, i -> run.rows().get(i)));
    }

    @Test
    void everyFactIsRecordedAndNoLineIsRefused() {
        assertThat(imported.code()).as(imported.toString()).isZero();
        assertThat(imported.rows())
                .hasSize(facts.values().stream().mapToInt(List::size).sum())
                .allMatch(row -> row.get("outcome").equals("recorded"));
        assertThat(facts)
                .containsKeys(
                        IntStream.rangeClosed(1, FACTS)
                                .mapToObj(number -> "fact " + number)
                                .toArray(String[]::new));
    }

    @Test
    void everyClaimOfEveryFactIsShownWithItsWordsFoundAsCited() {
        facts.forEach(
                (fact, lines) ->
                        lines.forEach(
                                line ->
                                        assertThat(claims(line))
                                                .as("%s: %s", fact, line)
                                                .anySatisfy(claim -> fits(claim, line))));
    }

    private static List<Map<String, Object>> claims(JsonNode line) {
        return claims(line.get("entity").asString(), line.get("property").asString());
    }

    private static void fits(Map<String, Object> claim, JsonNode line) {
        assertThat(claim.get("words").toString()).isNotBlank();
        assertThat(claim.get("grade")).isEqualTo(line.get("grade").asString());
        assertThat(claim.get("grade-reason")).isEqualTo(line.get("grade-reason").asString());
        assertThat(citations(claim))
                .singleElement()
                .satisfies(
                        cited -> {
                            assertThat(cited.get("quote")).isEqualTo(line.get("quote").asString());
                            assertThat(cited.get("found")).isEqualTo("found as cited");
                        });
        assertThat(line.get("quote").asString().split(" ").length).isLessThanOrEqualTo(12);
    }

    @Test
    void whereTheTwoDocumentsDifferBothStandWithTheirWords() {
        assertThat(said("crackdown-2017", "date"))
                .containsExactly(
                        "2017-22: During the summer of 2017",
                        "{2017-22,2017-23}: During the summer and autumn of 2017");
        assertThat(said("hrc-2017", "date")).containsExactly("2017-03: In March 2017");
        assertThat(said("hrc-2018", "date")).containsExactly("2018-03-23: On March 23, 2018");
        assertThat(said("visit-2017", "date"))
                .containsExactly(
                        "2017: In 2017, North Korea undertook limited re-engagement",
                        "2017-05: who visited the country in May 2017");
        assertThat(said("visit-2017", "precedence"))
                .containsExactly(
                        "a first for a UN thematic special rapporteur: a first for a UN thematic special rapporteur",
                        "the first-ever UN Human Rights Council special rapporteur allowed into the country:"
                                + " first-ever UN Human Rights Council special rapporteur allowed into the country");
        assertThat(said("abductees", "number"))
                .containsExactly(
                        "Exactly 12 Persons: the return of 12 Japanese citizens",
                        "More than 12 Persons “much higher”: the number of abductees is much higher");
        for (var rivals :
                List.of(
                        claims("crackdown-2017", "date"),
                        claims("visit-2017", "date"),
                        claims("visit-2017", "precedence"),
                        claims("abductees", "number"))) {
            assertThat(rivals).extracting(row -> row.get("rivals")).containsOnly(true);
        }
    }

    @Test
    void allFormsOfANameAreNamesOfOnePerson() {
        assertThat(claims("kim-jong-un", "name"))
                .extracting(row -> row.get("words"))
                .contains("Kim Jong Un", "Kim Jong-Un", "Kim Jong-un", "김정은");
        assertThat(claims("kim-jong-un", "name"))
                .extracting(row -> row.get("rivals"))
                .containsOnly(false);
    }

    @Test
    void peopleReadTheSameOnPaper() throws IOException {
        var run =
                commands.run("show", "crackdown-2017", "--home", folder.resolve("home").toString());
        assertThat(run.out())
                .anyMatch(line -> line.equals("Date  (sources differ)"))
                .anyMatch(line -> line.contains("“During the summer of 2017”"))
                .anyMatch(line -> line.contains("“During the summer and autumn of 2017”"))
                .noneMatch(line -> line.contains("moved to") || line.contains("gone:"));
    }

    @Test
    void theLedgerKnowsEachClaimAndTheSameFileAgainRecordsNothing() throws IOException {
        assertThat(command("verify").code()).isZero();
        var again = command("import", "claims", CLAIMS.toString());
        assertThat(again.code()).isZero();
        assertThat(again.rows())
                .hasSameSizeAs(imported.rows())
                .allMatch(row -> row.get("outcome").equals("known"));
    }

    // ---- what is derived of states

    private static List<Map<String, Object>> monitored(String state, String asOf, String section) {
        assertThat(DAYS.contains(asOf) || LATER_DAYS.contains(asOf)).as(asOf).isTrue();
        return accounts.stream()
                .filter(row -> row.get("state").equals(state) && row.get("as-of").equals(asOf))
                .filter(row -> row.get("section").equals(section))
                .toList();
    }

    private static List<Map<String, Object>> section(Run run, String section) {
        return run.rows().stream().filter(row -> row.get("section").equals(section)).toList();
    }

    private static Map<String, Object> one(
            List<Map<String, Object>> rows, String key, Object value) {
        return rows.stream()
                .filter(row -> value.equals(row.get(key)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " " + value + " in " + rows));
    }

    @Test
    void everyAnswerOnAStateNamesClaimsThatCanBeShown() throws IOException {
        var rows = accounts.stream().filter(row -> row.get("state").equals("PRK")).toList();
        var claims =
                rows.stream()
                        .flatMap(row -> ((List<?>) row.get("claims")).stream())
                        .distinct()
                        .toList();
        assertThat(claims).hasSizeGreaterThan(100);
        var known =
                shown.values().stream()
                        .flatMap(entity -> ((List<?>) entity.get("claims")).stream())
                        .map(claim -> ((Map<?, ?>) claim).get("claim"))
                        .collect(Collectors.toSet());
        assertThat(claims.stream().filter(known::contains).count()).isGreaterThan(100);
        assertThat(rows)
                .filteredOn(
                        row ->
                                List.of("treaty", "resolution", "visit", "meetings")
                                        .contains(row.get("section")))
                .allSatisfy(row -> assertThat((List<?>) row.get("claims")).isNotEmpty());
    }

    @Test
    void whoIsBoundSinceWhenFollowsFromTreatyActions() throws IOException {
        var treaties = monitored("PRK", "2018-06-30", "treaty");
        assertThat(treaties)
                .extracting(row -> row.get("instrument"))
                .containsExactlyInAnyOrder("iccpr", "icescr", "crc", "cedaw", "crpd", "un-charter");
        assertThat(treaties).extracting(row -> row.get("standing")).containsOnly("bound");
        assertThat(one(treaties, "instrument", "iccpr"))
                .containsEntry("since", "1981-09-14")
                .containsEntry("bound", "1981-12-14");
        assertThat(one(treaties, "instrument", "crpd"))
                .containsEntry("since", "2016-12")
                .doesNotContainKey("bound");
        var china = monitored("CHN", "2018-06-30", "treaty");
        assertThat(one(china, "instrument", "refugee-convention"))
                .containsEntry("bound", "1982-12-23");
        // On the seeds alone nobody tells a date, and both are parties all the same.
        assertThat(section(monitoredOnSeedsAlone, "treaty"))
                .hasSize(6)
                .allSatisfy(
                        row ->
                                assertThat(row)
                                        .containsEntry("standing", "bound")
                                        .doesNotContainKey("since"));
        // The same question for another day.
        assertThat(one(monitored("PRK", "1981-10-01", "treaty"), "instrument", "iccpr"))
                .containsEntry("standing", "joined");
    }

    @Test
    void theFourthYearInARowIsCountedAndNotWhenAYearPassedWithout() throws IOException {
        var series =
                one(
                        monitored("PRK", "2018-06-30", "meetings"),
                        "subjects",
                        List.of("human-rights"));
        assertThat(series)
                .containsEntry("in-row", 4)
                .containsEntry("first", 2014)
                .containsEntry("last", 2017)
                .containsEntry("unbroken", true);
        assertThat((List<?>) series.get("meetings")).hasSize(4);
        var later =
                one(
                        monitored("PRK", "2018-12-31", "meetings"),
                        "subjects",
                        List.of("human-rights"));
        assertThat(later).containsEntry("unbroken", false).containsEntry("missed", List.of(2018));
        var before =
                one(
                        monitored("PRK", "2016-12-31", "meetings"),
                        "subjects",
                        List.of("human-rights"));
        assertThat(before).containsEntry("in-row", 3);
        // One meeting alone makes no row of four, whatever its source says.
        assertThat(
                        one(
                                section(monitoredOnSeedsAlone, "meetings"),
                                "subjects",
                                List.of("human-rights")))
                .containsEntry("in-row", 1);
    }

    @Test
    void roundsOfDesignationsSumUpToWhatTheSourceSays() throws IOException {
        var rounds = monitored("PRK", "2018-06-30", "rounds").getFirst();
        assertThat((List<?>) rounds.get("rounds")).hasSize(3);
        assertThat(rounds).containsEntry("persons", 25).containsEntry("bodies", 10);
        assertThat((List<?>) rounds.get("totals"))
                .hasSize(2)
                .allSatisfy(total -> assertThat(((Map<?, ?>) total).get("agrees")).isEqualTo(true));
        var earlier = monitored("PRK", "2017-06-30", "rounds").getFirst();
        assertThat(earlier).containsEntry("persons", 18).containsEntry("bodies", 7);
        assertThat((List<?>) earlier.get("totals")).isEmpty();
        // Without a number for each round there is no sum.
        assertThat(section(monitoredOnSeedsAlone, "rounds").getFirst())
                .doesNotContainKey("persons");
        assertThat(monitored("PRK", "2018-06-30", "designation")).hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void visitsRefusalsReportsAndAnUnmetDutyAreTold() throws IOException {
        assertThat(monitored("PRK", "2018-06-30", "visit"))
                .filteredOn(row -> row.get("types").equals(List.of("visit")))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("outcome", "granted")
                                        .containsEntry("date", "2017-05"));
        assertThat(monitored("PRK", "2018-06-30", "dealing"))
                .filteredOn(row -> row.get("outcome").equals("refused"))
                .hasSize(4);
        assertThat(monitored("PRK", "2018-06-30", "commitment"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("status", List.of("not-kept")));
        assertThat(monitored("PRK", "2018-06-30", "report"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("timing", "late")
                                        .containsEntry("received", "2016-04-11"));
        assertThat(one(monitored("PRK", "2016-01-31", "report"), "timing", "overdue"))
                .containsEntry("days", 396);
        assertThat(
                        one(
                                        monitored("PRK", "2018-06-30", "statute-duty"),
                                        "provision",
                                        "nk-human-rights-act.foundation")
                                .get("told")
                                .toString())
                .contains("not-kept");
        assertThat(
                        one(
                                        monitored("KOR", "2018-06-30", "duty"),
                                        "provision",
                                        "nk-human-rights-act.foundation")
                                .get("told")
                                .toString())
                .contains("not-kept");
    }

    @Test
    void figuresNameWhoGivesThemAndTheirInterestAndRivalCountsStandSideBySide() {
        assertThat(monitored("PRK", "2018-06-30", "figure"))
                .filteredOn(row -> row.get("of").toString().contains("judges and lawyers"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat(row).containsEntry("interests", List.of("describes-itself"));
                            assertThat(row).containsEntry("figure-as-of", "2016");
                            assertThat((List<?>) row.get("claimants")).hasSize(1);
                        });
        assertThat(monitored("PRK", "2018-06-30", "dispute"))
                .filteredOn(row -> row.get("figures").toString().contains("Number of abductees"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row.get("figures").toString())
                                        .contains("Japanese civil society groups")
                                        .contains("claimant-state")
                                        .contains("campaigner"));
        assertThat(monitored("PRK", "2016-01-31", "figure"))
                .as("nobody had given them yet, or they held only later")
                .noneMatch(
                        row ->
                                row.get("of").toString().contains("divisional directors")
                                        && row.get("figure-as-of").toString().compareTo("2016")
                                                > 0);
    }

    @Test
    void whatWasInForceOnADayAndTheTimelineFollowFromTheSameClaims() {
        assertThat(monitored("PRK", "1982-10-01", "in-force"))
                .filteredOn(row -> row.get("sort").equals("treaty"))
                .extracting(row -> row.get("since"))
                .contains("1981-09-14")
                .doesNotContain("2001-02-27");
        assertThat(monitored("PRK", "2018-06-30", "in-force"))
                .filteredOn(row -> row.get("sort").equals("treaty"))
                .extracting(row -> row.get("since"))
                .contains("1981-09-14", "2001-02-27");
        assertThat(monitored("PRK", "2018-06-30", "timeline"))
                .filteredOn(row -> row.get("of").equals("meetings"))
                .filteredOn(row -> row.get("title").toString().contains("Security Council"))
                .hasSize(4);
        assertThat(monitored("PRK", "2016-12-31", "timeline"))
                .noneMatch(row -> row.getOrDefault("date", "").toString().startsWith("2017-"));
    }

    @Test
    void threeOfSixCriteriaForSuspensionAreQuotedAndNoneMet() throws IOException {
        assertThat(one(monitored("PRK", "2018-06-30", "statute"), "instrument", "nkspea"))
                .containsEntry("criteria", 6)
                .containsEntry("quoted", 3)
                .containsEntry("met", 0);
        assertThat(monitored("PRK", "2018-06-30", "criterion"))
                .filteredOn(row -> !row.containsKey("provision"))
                .as("a criterion that the source names and section 401 does not have")
                .hasSize(1);
        assertThat(monitored("PRK", "2018-06-30", "criterion"))
                .as("no claim attaches evidence, and that is told")
                .allSatisfy(
                        row -> {
                            assertThat((List<?>) row.get("claims-for")).isEmpty();
                            assertThat((List<?>) row.get("evidence")).isEmpty();
                        });
    }

    @Test
    void chinasDutyNotToReturnStandsBesideTheConductAgainstIt() throws IOException {
        var duty =
                one(
                        monitored("CHN", "2018-06-30", "duty"),
                        "provision",
                        "refugee-convention.non-return");
        assertThat(duty).containsEntry("standing", "bound");
        assertThat(duty.get("conduct").toString()).contains("forced-return");
        assertThat(
                        one(
                                        monitored("CN", "2018-06-30", "duty"),
                                        "provision",
                                        "refugee-convention.cooperation")
                                .get("conduct")
                                .toString())
                .contains("denial-of-access-to-refugees");
        assertThat(monitored("CHN", "1982-10-01", "duty"))
                .as("the Convention did not bind it yet")
                .noneMatch(row -> "refugee-convention.non-return".equals(row.get("provision")));
    }

    @Test
    void reservationsWithdrawalsAndDeparturesHaveTheirDays() throws IOException {
        var then = monitored("Karvelia", "2000-01-01", "treaty");
        assertThat(one(then, "instrument", "iccpr")).containsEntry("standing", "bound");
        assertThat(one(then, "instrument", "iccpr").get("reserved").toString()).contains("12");
        var now = monitored("Karvelia", "2020-01-01", "treaty");
        assertThat((List<?>) one(now, "instrument", "iccpr").get("reserved")).isEmpty();
        assertThat(one(now, "instrument", "cat")).containsEntry("standing", "left");
        assertThat(one(monitored("Karvelia", "2009-01-01", "treaty"), "instrument", "cat"))
                .containsEntry("standing", "bound");
        assertThat(one(now, "instrument", "crc")).containsEntry("standing", "signed");
        var torture =
                one(monitored("karvelia", "2009-01-01", "duty"), "provision", "iccpr.no-torture");
        assertThat((List<?>) torture.get("conduct"))
                .as("what was over before the duty began is not beside it")
                .singleElement()
                .satisfies(
                        conduct ->
                                assertThat(((Map<?, ?>) conduct).get("denials").toString())
                                        .contains("Denial"));
    }

    @Test
    void aYearWhoseAgendaWasVotedDownBreaksTheRowAndOneReportAnswersOneThatWasDue()
            throws IOException {
        var series = monitored("karvelia", "2004-12-31", "meetings").getFirst();
        assertThat(series)
                .containsEntry("in-row", 1)
                .containsEntry("missed", List.of(2003))
                .containsEntry("unbroken", true);
        var reports = monitored("karvelia", "2013-03-01", "report");
        assertThat(reports).extracting(row -> row.get("timing")).containsExactly("late", "overdue");
        assertThat(reports).extracting(row -> row.get("days")).containsExactly(435, 365);
        assertThat(monitored("karvelia", "2009-01-01", "report"))
                .extracting(row -> row.get("timing"))
                .containsExactly("overdue", "not-yet-due");
        assertThat(monitored("karvelia", "2013-03-01", "recommendation").getFirst())
                .containsEntry("answers", List.of("supported"))
                .containsEntry("carried-out", List.of("not-kept"));
    }

    private static List<String> said(String key, String property) {
        return claims(key, property).stream()
                .map(claim -> stated(claim) + ": " + citations(claim).getFirst().get("quote"))
                .toList();
    }

    /// A date in EDTF, anything else in words.
    private static Object stated(Map<String, Object> claim) {
        return claim.get("value") instanceof Map<?, ?> value && value.containsKey("date")
                ? value.get("date")
                : claim.get("words");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> claims(String key, String property) {
        return ((List<Map<String, Object>>) shown.get(key).get("claims"))
                .stream().filter(claim -> claim.get("property").equals(property)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> citations(Map<String, Object> claim) {
        return (List<Map<String, Object>>) claim.get("citations");
    }
}
