package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The claims that the demonstration records on its own, invented, material.
class DemoClaimsTest {

    private static final Path MATERIAL = Path.of("src/main/resources/demo");

    @TempDir Path folder;

    @Test
    void noClaimOfTheDemonstrationIsRefusedAndEachStandsInItsSource() throws Exception {
        var file = MATERIAL.resolve("claims.jsonl");
        var said = Files.readString(file);
        var add = new ArrayList<>(List.of("add", "--ocr", "off"));
        try (var files = Files.walk(MATERIAL)) {
            for (var one : files.filter(Files::isRegularFile).toList()) {
                if (said.contains(sha256(one))) {
                    add.add(one.toString());
                }
            }
        }
        try (var commands = new Commands()) {
            // A thumbnail inside the briefing has bytes of no known kind behind it.
            assertThat(run(commands, add.toArray(String[]::new)).code()).isEqualTo(Exit.FINDINGS);
            var run = run(commands, "import", "claims", file.toString());
            assertThat(run.rows()).allMatch(row -> row.get("outcome").equals("recorded"));
            assertThat(run.rows()).hasSizeGreaterThan(300);

            var keys = run.rows().stream().map(row -> row.get("key")).distinct().toList();
            var show = new ArrayList<>(List.of("show"));
            keys.forEach(key -> show.add(key.toString()));
            var shown = run(commands, show.toArray(String[]::new));
            assertThat(shown.rows()).hasSameSizeAs(keys);
            assertThat(shown.rows().stream().map(row -> row.get("kind")).distinct())
                    .contains("person", "organisation", "post", "command", "place", "facility")
                    .contains("event", "act", "involvement", "detention", "movement", "stage")
                    .contains("treaty-action", "duty", "resolution", "engagement", "commitment")
                    .contains("designation", "criterion", "statement", "indicator-value", "policy")
                    .contains("source-document", "interview", "consent-given", "recommendation");
            assertThat(shown.rows())
                    .flatExtracting(row -> maps(row.get("claims")))
                    .flatExtracting(claim -> maps(claim.get("citations")))
                    .extracting(cited -> cited.get("found"))
                    .containsOnly("found as cited");
            assertThat(shown.rows())
                    .filteredOn(row -> row.get("title").toString().startsWith("night roll-call"))
                    .flatExtracting(row -> maps(row.get("claims")))
                    .filteredOn(claim -> claim.get("property").equals("date"))
                    .extracting(claim -> claim.get("words"))
                    .contains("14 January 2011", "6 February 2011");
            everySectionOfTheInventedStateTellsSomething(commands);
            theRollCallLeadsToTheMinisterAndSaysWhatIsNotKnown(commands);
            anInstrumentThatAGroupAddsToItsHomeMeasuresTheSameClaims(commands);
        }
    }

    private void everySectionOfTheInventedStateTellsSomething(Commands commands)
            throws IOException {
        var told = run(commands, "monitor", "baekha", "--as-of", "2016-12-31").rows();
        assertThat(told.stream().map(row -> row.get("section")).distinct())
                .contains("treaty", "duty", "report", "visit", "dealing", "resolution")
                .contains("meetings", "recommendation", "commitment", "rounds", "designation")
                .contains("statute", "statute-duty", "criterion", "figure", "dispute")
                .contains("in-force", "timeline");
        assertThat(of(told, "meetings"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("in-row", 4)
                                        .containsEntry("subjects", List.of("human-rights")));
        assertThat(of(told, "rounds"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("persons", 12)
                                        .containsEntry("bodies", 4));
        assertThat(of(told, "report"))
                .extracting(row -> row.get("timing"))
                .containsExactly("late", "overdue");
        assertThat(of(told, "criterion"))
                .filteredOn(row -> row.get("told").toString().contains("admit monitors"))
                .singleElement()
                .satisfies(
                        row -> {
                            assertThat((List<?>) row.get("claims-for")).hasSize(1);
                            assertThat((List<?>) row.get("claims-against")).hasSize(2);
                            assertThat(row.get("evidence").toString()).contains("Visit");
                        });
        assertThat(of(told, "figure"))
                .filteredOn(row -> row.get("title").toString().contains("judges"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry(
                                                "claimants", List.of("State Statistical Office"))
                                        .containsEntry("interests", List.of("describes-itself")));
        assertThat(of(told, "dispute"))
                .anySatisfy(
                        row ->
                                assertThat(row.get("figures").toString())
                                        .contains("Harbour Archive Group")
                                        .contains("State Statistical Office"));
        assertThat(of(told, "timeline"))
                .filteredOn(row -> row.containsKey("date"))
                .extracting(row -> row.get("date").toString().substring(0, 4))
                .isSorted();
        assertThat(of(told, "in-force")).anyMatch(row -> row.get("sort").equals("reservation"));
        var xinhe = run(commands, "monitor", "xinhe", "--as-of", "2016-12-31").rows();
        assertThat(of(xinhe, "duty"))
                .filteredOn(row -> "refugee-convention.non-return".equals(row.get("provision")))
                .singleElement()
                .satisfies(
                        row -> assertThat(row.get("conduct").toString()).contains("forced-return"));
    }

    private void anInstrumentThatAGroupAddsToItsHomeMeasuresTheSameClaims(Commands commands)
            throws IOException {
        var law = Files.createDirectories(folder.resolve("home/law"));
        Files.writeString(
                law.resolve("ours.yaml"),
                """
                version: 1
                instruments:
                  accountability:
                    label: {en: Westmere Accountability for Abuses Act 2014, ko: 웨스트미어 책임법}
                    type: statute
                    in-force: 2014
                    source: {cite: "Act of 2014"}
                    provisions:
                      account: {type: suspension, article: "6(a)", label: {en: Account for persons held, ko: 수용된 사람의 생사 확인}}
                      monitors: {type: suspension, article: "6(b)", label: {en: Admit monitors, ko: 감시단 수용}}
                """);
        var told = run(commands, "monitor", "baekha", "--as-of", "2016-12-31").rows();
        assertThat(of(told, "statute"))
                .singleElement()
                .satisfies(
                        row ->
                                assertThat(row)
                                        .containsEntry("instrument", "accountability")
                                        .containsEntry("criteria", 2));
        assertThat(of(told, "criterion"))
                .filteredOn(row -> row.containsKey("provision"))
                .extracting(row -> row.get("article"))
                .containsExactly("6(a)", "6(b)");
    }

    private void theRollCallLeadsToTheMinisterAndSaysWhatIsNotKnown(Commands commands)
            throws IOException {
        var told = run(commands, "responsibility", "roll-call").rows();
        assertThat(of(told, "date")).hasSize(3);
        assertThat(of(told, "person").stream().map(row -> row.get("title")))
                .contains("Ro Jong Sik", "Rim To Hon", "Han Ryu Jin");
        var minister =
                of(told, "post").stream()
                        .filter(row -> row.get("title").toString().contains("Minister"))
                        .filter(row -> row.get("person-title").equals("Han Ryu Jin"))
                        .findFirst()
                        .orElseThrow();
        assertThat(maps(minister.get("then")))
                .allSatisfy(
                        then ->
                                assertThat(then)
                                        .containsEntry("at", "between")
                                        .containsEntry("before", "2008-05-01")
                                        .containsEntry("after", "2014-09-02"));
        assertThat(maps(minister.get("claims")))
                .allSatisfy(claim -> assertThat(maps(claim.get("citations"))).isNotEmpty());
        assertThat(of(told, "gap").stream().map(row -> row.get("missing")).distinct())
                .contains("one-date", "holder", "superior", "link-then", "post-then");
        assertThat(of(told, "post"))
                .as("who became head of the bureau three years later")
                .anySatisfy(
                        row ->
                                assertThat(maps(row.get("then")))
                                        .allMatch(then -> then.get("at").equals("not-begun")));
        assertThat(of(told, "undated")).isNotEmpty();
        assertThat(run(commands, "responsibility", "w-03").code()).isEqualTo(Exit.WRONG_USE);
    }

    private static List<Map<String, Object>> of(List<Map<String, Object>> rows, String section) {
        return rows.stream().filter(row -> section.equals(row.get("section"))).toList();
    }

    private Run run(Commands commands, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }
}
