package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The case that the demonstration concludes from its own, invented, material: taken in by the
/// command, judged by somebody else, tried by `what-if` and by its roots.
class DemoCaseTest {

    private static final Path MATERIAL = Path.of("src/main/resources/demo");
    private static final String CAH = "rome-statute.crimes-against-humanity.";
    private static final Pattern PASSWORD = Pattern.compile("password: (.+?)   ");
    private static final String CASE = "Eunbong camp, 2008 to 2014";

    @TempDir Path folder;

    @Test
    void theCaseOfTheDemonstrationIsTakenInOnceAndItsSourcesHaveTheirRoots() throws Exception {
        var claims = MATERIAL.resolve("claims.jsonl");
        var said = Files.readString(claims) + Files.readString(MATERIAL.resolve("cases.jsonl"));
        var add = new ArrayList<>(List.of("add", "--ocr", "off"));
        try (var files = Files.walk(MATERIAL)) {
            for (var one : files.filter(Files::isRegularFile).toList()) {
                if (said.contains(sha256(one))) {
                    add.add(one.toString());
                }
            }
        }
        try (var commands = new Commands()) {
            run(commands, add.toArray(String[]::new));
            assertThat(run(commands, "import", "claims", claims.toString()).code())
                    .isEqualTo(Exit.DONE);
            var file = MATERIAL.resolve("cases.jsonl").toString();
            var first = run(commands, "import", "cases", file);
            assertThat(first.rows())
                    .allSatisfy(
                            row ->
                                    assertThat(row.get("outcome"))
                                            .as("%s", row)
                                            .isEqualTo("recorded"));
            assertThat(first.rows()).hasSizeGreaterThan(10);
            assertThat(run(commands, "import", "cases", file).rows())
                    .allMatch(row -> row.get("outcome").equals("known"));

            // Two papers repeat the witness: one root for the three of them.
            var roots = run(commands, "case", "roots", CASE).rows();
            assertThat(roots)
                    .filteredOn(root -> ((List<?>) root.get("items")).size() == 3)
                    .singleElement()
                    .satisfies(
                            root ->
                                    assertThat(maps(root.get("ties")))
                                            .extracting(tie -> tie.get("why"))
                                            .contains("derived", "told-by"));
            var shown = run(commands, "case", "show", CASE).rows();
            assertThat(shown).filteredOn(row -> row.containsKey("finding")).hasSize(10);
            assertThat(shown)
                    .filteredOn(row -> row.containsKey("finding"))
                    .allSatisfy(
                            row -> {
                                assertThat(row.get("standing")).isEqualTo("proposed");
                                assertThat(row.get("stale")).isEqualTo(false);
                                assertThat(row.get("reasons")).isNotNull();
                            });

            assertThat(states(run(commands, "case", "matrix", CASE).rows()))
                    .as("nobody else judged")
                    .containsExactly("missing");

            // Somebody else agrees to all but the one that waits: every state occurs.
            var login =
                    commands.run(
                            "user",
                            "add",
                            "officer",
                            "--role",
                            "legal-officer",
                            "--compartment",
                            "general",
                            "--home",
                            folder.resolve("home").toString());
            var password = folder.resolve("password");
            Files.writeString(password, field(PASSWORD, login.err()));
            var agree =
                    new ArrayList<>(
                            List.of(
                                    "case",
                                    "agree",
                                    "--as",
                                    "officer",
                                    "--password-file",
                                    password.toString()));
            shown.stream()
                    .filter(row -> row.containsKey("finding"))
                    .filter(row -> !row.get("element").equals("rome-statute.superior.failure"))
                    .forEach(row -> agree.add(row.get("finding").toString()));
            assertThat(run(commands, agree.toArray(String[]::new)).code()).isEqualTo(Exit.DONE);
            assertThat(run(commands, agree.toArray(String[]::new)).code())
                    .as("agreed already")
                    .isEqualTo(Exit.WRONG_USE);
            var matrix = run(commands, "case", "matrix", CASE).rows();
            assertThat(states(matrix))
                    .containsExactlyInAnyOrder("supported", "contradicted", "disputed", "missing");
            var repeated = cell(matrix, CAH + "other-inhumane-acts.suffering", "supported");
            assertThat(repeated.get("gaps")).isEqualTo(List.of("no-second-root"));
            assertThat(map(repeated.get("for")))
                    .containsEntry("items", 3)
                    .containsEntry("roots", 1);
            assertThat(map(cell(matrix, CAH + "imprisonment.deprivation", "supported").get("for")))
                    .containsEntry("roots", 2);
            assertThat(map(cell(matrix, CAH + "murder.death", "supported").get("against")))
                    .containsEntry("claims", 1);

            // Without the gate log and the guard's interview nothing speaks against; without the
            // witness what leans on her falls, and on the papers that repeat her stays theirs.
            var dispute = cell(matrix, "rome-statute.superior.knowledge", "disputed");
            var against =
                    shown.stream()
                            .filter(
                                    row ->
                                            "contradicted".equals(row.get("says"))
                                                    && row.get("element")
                                                            .equals(dispute.get("element")))
                            .flatMap(row -> maps(row.get("against")).stream())
                            .map(claim -> claim.get("claim").toString())
                            .toList();
            var without = run(commands, "case", "what-if", CASE, "--claim", against.getFirst());
            assertThat(without.rows()).filteredOn(row -> row.containsKey("falls")).hasSize(1);
            assertThat(without.rows())
                    .filteredOn(row -> row.containsKey("before"))
                    .singleElement()
                    .satisfies(
                            row -> {
                                assertThat(map(row.get("before")))
                                        .containsEntry("state", "disputed");
                                assertThat(map(row.get("after")))
                                        .containsEntry("state", "supported");
                            });
            var unheard = run(commands, "case", "what-if", CASE, "--witness", "w-03").rows();
            assertThat(unheard)
                    .filteredOn(row -> row.containsKey("before"))
                    .extracting(row -> map(row.get("before")).get("element"))
                    .contains(
                            CAH + "imprisonment.deprivation",
                            CAH + "murder.death",
                            dispute.get("element"))
                    .doesNotContain(CAH + "attack");
            var verified = run(commands, "verify");
            assertThat(verified.rows())
                    .noneMatch(row -> row.get("code").toString().startsWith("ASSESS"));

            // A line that cannot be kept keeps no other from it.
            var odd = folder.resolve("odd.jsonl");
            Files.writeString(
                    odd,
                    """
                    {"finding": "no.such.element", "in": "%1$s", "whole": true, "says": "supported", "for": [], "reasons": "x"}
                    {"finding": "rome-statute.crimes-against-humanity.attack", "in": "No such case", "whole": true, "says": "supported", "reasons": "x"}
                    {"case": "Another", "standard": "inquiry-reasonable-grounds", "colour": "red"}
                    not json
                    {"task": "stale", "in": "%1$s", "element": "rome-statute.crimes-against-humanity.attack", "whole": true}
                    """
                            .formatted(CASE),
                    StandardCharsets.UTF_8);
            var refused = run(commands, "import", "cases", odd.toString());
            assertThat(refused.code()).isEqualTo(Exit.FINDINGS);
            assertThat(refused.rows())
                    .extracting(row -> row.get("outcome"))
                    .containsExactly("refused", "refused", "refused", "refused", "recorded");
        }
    }

    private static Map<String, Object> cell(
            List<Map<String, Object>> matrix, String element, String state) {
        return matrix.stream()
                .filter(row -> element.equals(row.get("element")) && state.equals(row.get("state")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static String field(Pattern pattern, String in) {
        var found = pattern.matcher(in);
        assertThat(found.find()).as(in).isTrue();
        return found.group(1);
    }

    private static Set<Object> states(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.containsKey("state"))
                .map(row -> row.get("state"))
                .collect(Collectors.toSet());
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
