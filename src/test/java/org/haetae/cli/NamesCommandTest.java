package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of names in, files with figures out.
class NamesCommandTest {

    @TempDir private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        var terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        int code = NamesCommand.line(terminal).execute(arguments);
        terminal.flush();
        return code;
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aPairKeepsItsColumnsAndGetsThreeMore() throws IOException {
        var pairs =
                file(
                        "pairs.csv",
                        "\uFEFFnote,b,kind,a\n\"x, \"\"y\"\"\",최부일,Person,\"Choe, Pu Il\"\n1,Gazprom,Company,OAO Gazprom\n");
        assertThat(run("score", pairs)).isEqualTo(Exit.DONE);
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).isEqualTo("note,b,kind,a,score,same_name,reason");
        assertThat(lines().get(1)).startsWith("\"x, \"\"y\"\"\",최부일,Person,\"Choe, Pu Il\",0.8");
        assertThat(lines().get(1)).contains(",true,");
    }

    @Test
    void aBadRowIsToldAndKept() throws IOException {
        var pairs = file("pairs.csv", "a,b,note\nonly one\nKim Jong Un,김정은,x\n");
        assertThat(run("score", pairs)).isEqualTo(Exit.FINDINGS);
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).isEqualTo("only one,,,,,");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("row 2");
    }

    @Test
    void birthsFarApartAreTwoPeople() throws IOException {
        var pairs = file("pairs.csv", "a,b,born_a,born_b\n리용호,Ri Yong Ho,1956,1942-08-01\n");
        assertThat(run("score", pairs, "--language", "ko")).isEqualTo(Exit.DONE);
        assertThat(lines().get(1)).contains(",false,").contains("14년");
    }

    @Test
    void birthsAreReadAsTheyAreWritten() throws IOException {
        var pairs =
                file(
                        "pairs.csv",
                        "a,b,born_a,born_b\n"
                                + "리용호,Ri Yong Ho,1956-08-01,1 August 1956\n"
                                + "리용호,Ri Yong Ho,ca. 1956,1956/1958\n"
                                + "리용호,Ri Yong Ho,,1956\n");
        assertThat(run("score", pairs)).isEqualTo(Exit.DONE);
        assertThat(lines().get(1)).contains(",0.99", ",true,", "Born on the same day.");
        assertThat(lines().get(2)).contains(",0.96", ",true,", "The births can be one.");
        assertThat(lines().get(3)).contains(",0.89", ",true,").doesNotContain("irth");
    }

    @Test
    void aListIsRankedWithoutTiesAndEachIdOnce() throws IOException {
        var queries = file("queries.csv", "id,name\nq1,최부일\nq2,Ivan Petrov\n");
        var list =
                file(
                        "list.csv",
                        "id,name\na,Choe Pu Il\na,Choi Bu-il\nb,Choe Pu Il\nc,Pak Yong Sik\nd,Иван Петров\n");
        assertThat(run("rank", queries, list, "--top", "3")).isEqualTo(Exit.DONE);
        assertThat(lines().get(0)).isEqualTo("query,rank,id,score");
        assertThat(lines().get(1)).startsWith("q1,1,a,0.8");
        assertThat(lines().get(2)).startsWith("q1,2,b,0.8");
        assertThat(lines()).anyMatch(line -> line.startsWith("q2,1,d,0.8"));
        var scores = lines().stream().skip(1).map(line -> line.split(",")).toList();
        assertThat(Double.parseDouble(scores.get(0)[3]))
                .isGreaterThan(Double.parseDouble(scores.get(1)[3]));
        assertThat(lines().stream().filter(line -> line.contains(",a,"))).hasSize(1);
    }
}
