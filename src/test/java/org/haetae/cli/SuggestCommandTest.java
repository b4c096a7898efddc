package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SuggestCommandTest {

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... words) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandLine(
                        new SuggestCommand(
                                home -> {
                                    throw new AssertionError("a file needs no home");
                                },
                                terminal))
                .execute(words);
    }

    @Test
    void eachSuggestionIsARowWithItsPlaceItsRuleAndItsClaim() throws IOException {
        var file = folder.resolve("text.txt");
        Files.writeString(file, "A first page.\fHan Chol Su, chairman of the Waters Committee");
        assertThat(run("--json", file.toString())).isEqualTo(Exit.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyInAnyOrder(
                        "{\"file\":\"FILE\",\"page\":2,\"start\":0,\"end\":45,\"quote\":\"Han Chol Su, chairman of the Waters Committee\",\"kind\":\"post\",\"value\":\"chairman, Waters Committee\",\"rule\":\"post-apposition\",\"claim\":{\"kind\":\"post-held\",\"properties\":{\"person\":\"Han Chol Su\",\"organisation\":\"Waters Committee\",\"title\":\"chairman\"}}}"
                                .replace("FILE", file.toString()),
                        "{\"file\":\"FILE\",\"page\":2,\"start\":0,\"end\":11,\"quote\":\"Han Chol Su\",\"kind\":\"person\",\"value\":\"Han Chol Su\",\"rule\":\"person-romanised\"}"
                                .replace("FILE", file.toString()),
                        "{\"file\":\"FILE\",\"page\":2,\"start\":29,\"end\":45,\"quote\":\"Waters Committee\",\"kind\":\"organisation\",\"value\":\"Waters Committee\",\"rule\":\"organisation-head\"}"
                                .replace("FILE", file.toString()));
    }

    @Test
    void aFileThatIsNoTextIsToldAndTheOthersAreRead() throws IOException {
        var broken = folder.resolve("a.bin");
        var good = folder.resolve("b.txt");
        Files.write(broken, new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        Files.writeString(good, "평양에서");
        assertThat(run(broken.toString(), good.toString(), "--language", "ko"))
                .isEqualTo(Exit.FINDINGS);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no text in UTF-8");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("장소  평양 = Pyongyang");
    }

    @Test
    void theRulesAreToldInBothLanguages() {
        assertThat(run("--rules", "--language", "ko")).isEqualTo(Exit.DONE);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("document-symbol")
                .contains("유엔 문서");
    }
}
