package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a giver wrote into descriptions is read within bounds, whatever it is.
class GivenTest {

    private static GivenCrate crate(String... entities) {
        String graph = "{\"@graph\":[" + String.join(",", entities) + "]}";
        return GivenCrate.compare(GivenCrate.NAME, graph.getBytes(UTF_8), Map.of());
    }

    private static String many(int count, String one) {
        return IntStream.range(0, count).mapToObj(i -> one).collect(Collectors.joining(","));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void oneLongNameThatIsReferredToOverAndOverIsCutBeforeItIsJoined() {
        String person = "{\"@id\":\"#p\",\"name\":\"%s\"}".formatted("x".repeat(3_000_000));
        String authors = "[" + many(20, "[" + many(20, "{\"@id\":\"#p\"}") + "]") + "]";
        String root = "{\"@id\":\"./\",\"author\":%s,\"creator\":%s}".formatted(authors, authors);
        long before = allocated();
        GivenCrate crate = crate(person, root);
        assertThat(allocated() - before).isLessThan(200_000_000);
        assertThat(crate.about().get("author")).hasSizeLessThan(2_100).contains("xxx");
    }

    @Test
    void namesOfSeveralAreJoined() {
        assertThat(
                        crate(
                                        "{\"@id\":\"#a\",\"name\":\"Ah\"}",
                                        "{\"@id\":\"./\",\"author\":[{\"@id\":\"#a\"},\"\",\"Beh\"]}")
                                .about())
                .containsEntry("author", "Ah; Beh");
    }

    @Test
    void moreThanIsReadIsMalformed() {
        assertThat(crate(many(600_000, "{}")).findings())
                .extracting(GivenBag.Odd::code)
                .containsExactly("CRATE-MALFORMED");
        assertThat(crate("[".repeat(100) + "]".repeat(100)).findings())
                .extracting(GivenBag.Odd::code)
                .containsExactly("CRATE-MALFORMED");
    }

    @Test
    @Timeout(20)
    void aNameOfPercentSignsTakesNoTime() {
        for (String id : new String[] {"%", "%4", "./"}) {
            GivenCrate crate =
                    crate("{\"@id\":\"%s\",\"@type\":\"File\"}".formatted(id.repeat(1_000_000)));
            assertThat(crate.findings())
                    .extracting(GivenBag.Odd::code)
                    .containsExactly("CRATE-PATH-OUTSIDE");
        }
    }

    @Test
    void escapesOfTwoHexadecimalDigitsAreUndoneAndNoOthers() {
        assertThat(crate("{\"@id\":\"./a%20b%2\uff11%ed%95%9c%\",\"@type\":\"File\"}").statements())
                .extracting(GivenCrate.Statement::path)
                .containsExactly("a b%2\uff11한%");
    }

    @Test
    void ofBagsInBagsOnlyTheOutermostAreRead() {
        assertThat(
                        GivenBag.outermost(
                                Set.of(
                                        "a/bagit.txt",
                                        "a/data/b/bagit.txt",
                                        "a/data/c/bagit.txt",
                                        "a-b/bagit.txt",
                                        "d/data/bagit.txt",
                                        "d/letter.txt")))
                .containsExactly("a-b/", "a/", "d/data/");
        assertThat(GivenBag.outermost(Set.of("bagit.txt", "data/x/bagit.txt"))).containsExactly("");
    }
}
