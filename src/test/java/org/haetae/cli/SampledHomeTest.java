package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A home of which a share is read at a time: what was not read is not called clean.
class SampledHomeTest {

    @TempDir Path folder;

    @Test
    void aShareSaysHowMuchItReadAndNamesWhatAnEarlierRunFound() throws IOException {
        Path home = folder.resolve("home");
        Path given = Files.createDirectories(folder.resolve("given"));
        for (int i = 10; i < 20; i++) {
            Files.writeString(given.resolve(i + ".txt"), "invented letter " + i);
        }
        try (Commands commands = new Commands()) {
            Run added = run(commands, home, "add", "--ocr", "off", given.toString());
            String last = added.row("19.txt").get("item").toString();
            Path file;
            try (var files = Files.walk(home.resolve("archive"))) {
                file = files.filter(one -> one.endsWith(last + ".age")).findFirst().orElseThrow();
            }
            byte[] right = Files.readAllBytes(file);
            byte[] harmed = right.clone();
            harmed[harmed.length - 1] ^= 1;
            Files.write(file, harmed);
            assertThat(run(commands, home, "verify").code()).isEqualTo(Exit.FINDINGS);

            Run share = run(commands, home, "verify", "--sample", "10%");
            assertThat(share.code()).as(share.toString()).isEqualTo(Exit.FINDINGS);
            assertThat(share.rows())
                    .singleElement()
                    .satisfies(
                            row -> {
                                // the altered file is remembered, or is itself the one in ten drawn
                                assertThat(row.get("code"))
                                        .isIn("ARCHIVE-PROOF-FAILED", "ARCHIVE-FILE-ALTERED");
                                assertThat(row.get("subject")).isEqualTo(last);
                            });

            Files.write(file, right);
            assertThat(run(commands, home, "verify").code()).isEqualTo(Exit.DONE);
            Run clean = run(commands, home, "verify", "--sample", "10%");
            assertThat(clean.code()).as(clean.toString()).isEqualTo(Exit.DONE);
            assertThat(clean.err())
                    .contains("clean as far as it was read", "1 of 10 sealed files")
                    .doesNotContain("everything they speak of");
        }
    }

    private static Run run(Commands commands, Path home, String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }
}
