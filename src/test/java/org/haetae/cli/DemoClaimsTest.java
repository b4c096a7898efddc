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
        }
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
